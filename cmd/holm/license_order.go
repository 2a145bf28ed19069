package main

import (
	"crypto/rand"
	"encoding/base32"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"holm/licensing"
	"holm/lockout"
)

// licenseOrder writes an order for the vendor. It changes nothing here.
type licenseOrder struct {
	Seats      map[string]string `placeholder:"CODE=COUNT" help:"Users of a category, afterwards."`
	Add        []string          `name:"add-module" placeholder:"MODULE" help:"A module to switch on."`
	Remove     []string          `name:"remove-module" placeholder:"MODULE" help:"A module to switch off."`
	By         string            `required:"" placeholder:"NAME" help:"Who orders: the main user, or with --authorised another person who may."`
	Authorised bool              `help:"An authorised person orders, not the main user."`
	Note       string            `help:"For the vendor."`
	Out        string            `placeholder:"FILE" help:"Write the order there instead of printing it."`
}

// Run writes the order, signed with the installation's key. What becomes less
// says from which day, by the 30-day rule.
func (c licenseOrder) Run(p *program) (err error) {
	in, err := p.open()
	if err != nil {
		return err
	}
	defer in.close(&err)
	id, err := in.store.Installation(p.ctx)
	if err != nil {
		return err
	}
	verdict := in.keeper.Verdict()
	order, err := c.order(id.ID, verdict)
	if err != nil {
		return err
	}
	text, err := licensing.SignStatement(licensing.OrderStatement, order, in.key)
	if err != nil {
		return err
	}
	if c.Out == "" {
		_, err = p.Stdout.Write(text)
		return err
	}
	if err := writeNew(c.Out, text); err != nil {
		return fmt.Errorf("writing the order: %w", err)
	}
	for _, l := range order.Lines {
		if !l.From.IsZero() {
			p.say("%s %s: %d from %s", l.Kind, l.Code, l.Wanted, l.From)
		}
	}
	p.say("Wrote %s: send it to the vendor", c.Out)
	return nil
}

func (c licenseOrder) order(installation string, v lockout.Verdict) (licensing.Order, error) {
	if v.License == nil {
		return licensing.Order{}, errors.New("ordering: there is no licence yet; holm license request writes what the vendor needs for the first")
	}
	random := make([]byte, 10)
	if _, err := rand.Read(random); err != nil {
		return licensing.Order{}, fmt.Errorf("ordering: %w", err)
	}
	o := licensing.Order{
		Schema: 1, ID: "O-" + strings.ToLower(base32.StdEncoding.EncodeToString(random)), Installation: installation,
		Agreement: v.License.Agreement.No, Serial: v.License.Serial, PlacedAt: v.At.UTC().Truncate(time.Second),
		PlacedBy: c.By, Authority: licensing.ByMainUser, Note: c.Note,
	}
	if c.Authorised {
		o.Authority = licensing.ByAuthorisedPerson
	}
	zone, err := time.LoadLocation(v.License.Customer.TimeZone)
	if err != nil {
		return o, fmt.Errorf("ordering: the customer's time zone: %w", err)
	}
	fewer := v.License.Agreement.ReducesAfterNotice(licensing.DateOf(v.At.In(zone)))
	if o.Lines, err = c.lines(v, fewer); err != nil {
		return o, err
	}
	return o, o.Check()
}

func (c licenseOrder) lines(v lockout.Verdict, fewer licensing.Date) ([]licensing.OrderLine, error) {
	var lines []licensing.OrderLine
	add := func(kind licensing.LineKind, code string, before, wanted int64) {
		line := licensing.OrderLine{Kind: kind, Code: code, Before: before, Wanted: wanted}
		if wanted < before {
			line.From = fewer
		}
		lines = append(lines, line)
	}
	for code, text := range c.Seats {
		n, err := strconv.ParseInt(text, 10, 32)
		if err != nil || n < 0 {
			return nil, fmt.Errorf("ordering: %s=%s is no number of users", code, text)
		}
		add(licensing.OrderSeats, code, int64(v.Seats(code)), n)
	}
	slices.SortFunc(lines, func(a, b licensing.OrderLine) int { return strings.Compare(a.Code, b.Code) })
	for _, code := range c.Add {
		add(licensing.OrderModule, code, 0, 1)
	}
	for _, code := range c.Remove {
		add(licensing.OrderModule, code, 1, 0)
	}
	return lines, nil
}
