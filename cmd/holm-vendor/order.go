package main

import (
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"holm/licensing"
	"holm/licensing/issue"
)

type orderCommands struct {
	Import  orderImportCommand  `cmd:"" help:"Take in an order file that an installation signed."`
	Add     orderAddCommand     `cmd:"" help:"Enter an order that came in writing."`
	Show    orderShowCommand    `cmd:"" help:"Show an order, or all of them."`
	Confirm orderConfirmCommand `cmd:"" help:"Confirm an order and answer it with a licence."`
}

// incomingOrder is an order as it arrived.
type incomingOrder struct {
	licensing.Order
	ReceivedAt time.Time `json:"received_at"`
	Key        string    `json:"key,omitempty"` // that signed it; none for one in writing
}

// confirmedOrder says which licence answered an order.
type confirmedOrder struct {
	Order   string    `json:"order"`
	License string    `json:"license"`
	Serial  int64     `json:"serial"`
	At      time.Time `json:"at"`
}

// shownOrder is an order with what became of it.
type shownOrder struct {
	incomingOrder
	Customer  string          `json:"customer"`
	Confirmed *confirmedOrder `json:"confirmed,omitempty"`
}

// orderImportCommand takes in a file.
type orderImportCommand struct {
	File string `arg:"" help:"The order file."`
}

func (c *orderImportCommand) Run(p *program) error {
	text, err := os.ReadFile(c.File)
	if err != nil {
		return fmt.Errorf("read the order: %w", err)
	}
	var o licensing.Order
	key, err := licensing.OpenStatement(text, licensing.OrderStatement, &o)
	if err != nil {
		return err
	}
	if err := o.Check(); err != nil {
		return err
	}
	return p.with(func(r *register) error {
		s, err := p.standing(r, o.Agreement)
		if err != nil {
			return err
		}
		if s.agreement.Installation != o.Installation {
			return failed("ask the customer which installation it was written on", "agreement %s has the installation %s, the order comes from %s",
				o.Agreement, first(s.agreement.Installation, "none"), o.Installation)
		}
		if err := p.sameKey(r, o.Installation, key); err != nil {
			return err
		}
		in := incomingOrder{Order: o, ReceivedAt: p.now(), Key: base64.StdEncoding.EncodeToString(key)}
		return p.receive(r, in, s)
	})
}

// receive enters an order.
func (p *program) receive(r *register, in incomingOrder, s standing) error {
	if err := r.add(p.ctx, incomingOrders, in.ID, p.now(), in); err != nil {
		return err
	}
	return p.showOrder(shownOrder{incomingOrder: in, Customer: s.customer.Name})
}

// orderAddCommand enters what came by letter or mail.
type orderAddCommand struct {
	Agreement  string            `help:"Agreement number." required:""`
	By         string            `help:"Who ordered." required:"" placeholder:"NAME"`
	Authorised bool              `help:"An authorised person ordered, not the main user."`
	Seats      map[string]string `help:"Users per category, afterwards." placeholder:"CODE=COUNT"`
	Add        []string          `help:"Modules to switch on." name:"add-module"`
	Remove     []string          `help:"Modules to switch off." name:"remove-module"`
	Meter      map[string]string `help:"Included amounts, afterwards." placeholder:"CODE=AMOUNT"`
	Received   licensing.Date    `help:"Day on which it arrived; today when left out." placeholder:"DATE"`
	Note       string            `help:"Where it is filed."`
}

func (c *orderAddCommand) Run(p *program) error {
	return p.with(func(r *register) error {
		s, err := p.standing(r, c.Agreement)
		if err != nil {
			return err
		}
		l, err := s.current()
		if err != nil {
			return err
		}
		id, err := issue.NewID(rand.Reader)
		if err != nil {
			return err
		}
		at := p.now()
		if !c.Received.IsZero() {
			if at = c.Received.In(s.zone); at.After(p.now()) {
				return misused("give the day on which it arrived", "the day %s is still to come", c.Received)
			}
		}
		o := licensing.Order{Schema: 1, ID: id, Installation: l.Installation, Agreement: c.Agreement, Serial: s.serial,
			PlacedAt: at, PlacedBy: c.By, Authority: licensing.ByMainUser, Note: c.Note}
		if c.Authorised {
			o.Authority = licensing.ByAuthorisedPerson
		}
		if o.Lines, err = c.lines(p, l); err != nil {
			return err
		}
		if err := o.Check(); err != nil {
			return err
		}
		return p.receive(r, incomingOrder{Order: o, ReceivedAt: at}, s)
	})
}

func (c *orderAddCommand) lines(p *program, l licensing.License) ([]licensing.OrderLine, error) {
	var lines []licensing.OrderLine
	seats, err := counts(c.Seats)
	if err != nil {
		return nil, err
	}
	for _, w := range seats {
		line := licensing.OrderLine{Kind: licensing.OrderSeats, Code: w.Code, Wanted: int64(w.Seats)}
		for _, have := range l.CategoriesAt(p.now()) {
			if have.Code == w.Code {
				line.Before = int64(have.Seats)
			}
		}
		lines = append(lines, line)
	}
	for _, code := range c.Add {
		lines = append(lines, licensing.OrderLine{Kind: licensing.OrderModule, Code: code, Wanted: 1})
	}
	for _, code := range c.Remove {
		lines = append(lines, licensing.OrderLine{Kind: licensing.OrderModule, Code: code, Before: 1})
	}
	for _, code := range sortedKeys(c.Meter) {
		n, err := strconv.ParseInt(c.Meter[code], 10, 64)
		if err != nil {
			return nil, misused("for example --meter mailings=10000", "%s=%s is no amount", code, c.Meter[code])
		}
		line := licensing.OrderLine{Kind: licensing.OrderMeter, Code: code, Wanted: n}
		for _, m := range l.Meters {
			if m.Code == code {
				line.Before = m.Included
			}
		}
		lines = append(lines, line)
	}
	return lines, nil
}

// orderShowCommand shows what was ordered and what became of it.
type orderShowCommand struct {
	No string `arg:"" optional:"" help:"The order; all of them when left out."`
}

func (c *orderShowCommand) Run(p *program) error {
	return p.with(func(r *register) error {
		list, err := p.orders(r)
		if err != nil {
			return err
		}
		if c.No != "" {
			o, err := findOrder(list, c.No)
			if err != nil {
				return err
			}
			return p.showOrder(o)
		}
		return p.report(list, func() {
			for _, o := range list {
				fmt.Fprintf(p.stdout, "%-18s %s  %-8s %s, %s\n", o.ID, o.ReceivedAt.Format(time.DateOnly), o.Agreement, o.Customer, o.state())
			}
		})
	})
}

func (o shownOrder) state() string {
	if o.Confirmed == nil {
		return "to be confirmed"
	}
	return fmt.Sprintf("confirmed %s by licence %s, serial %d", o.Confirmed.At.Format(time.DateOnly), o.Confirmed.License, o.Confirmed.Serial)
}

func (p *program) showOrder(o shownOrder) error {
	return p.report(o, func() {
		fmt.Fprintf(p.stdout, "Order %s of %s, agreement %s, %s\n", o.ID, o.Customer, o.Agreement, o.state())
		fmt.Fprintf(p.stdout, "Placed by %s (%s), received %s\n", o.PlacedBy, strings.ReplaceAll(string(o.Authority), "_", " "), stamp(o.ReceivedAt))
		for _, l := range o.Lines {
			from := ""
			if !l.From.IsZero() {
				from = " from " + l.From.String()
			}
			fmt.Fprintf(p.stdout, "%-6s %-14s %d -> %d%s\n", l.Kind, l.Code, l.Before, l.Wanted, from)
		}
	})
}

func findOrder(list []shownOrder, no string) (shownOrder, error) {
	i := slices.IndexFunc(list, func(o shownOrder) bool { return o.ID == no })
	if i < 0 {
		return shownOrder{}, failed("list them with holm-vendor order show", "there is no order %q", no)
	}
	return list[i], nil
}

// orders lists all that came, oldest first.
func (p *program) orders(r *register) ([]shownOrder, error) {
	incoming, err := entries[incomingOrder](p.ctx, r, incomingOrders)
	if err != nil {
		return nil, err
	}
	confirmed, err := entries[confirmedOrder](p.ctx, r, confirmedOrders)
	if err != nil {
		return nil, err
	}
	list := []shownOrder{}
	for _, in := range incoming {
		o := shownOrder{incomingOrder: in}
		for _, c := range confirmed {
			if c.Order == in.ID {
				o.Confirmed = &c
			}
		}
		a, err := p.agreement(r, in.Agreement)
		if err != nil {
			return nil, err
		}
		customer, err := p.customer(r, a.Customer)
		if err != nil {
			return nil, err
		}
		o.Customer = customer.Name
		list = append(list, o)
	}
	slices.SortStableFunc(list, func(a, b shownOrder) int { return a.ReceivedAt.Compare(b.ReceivedAt) })
	return list, nil
}
