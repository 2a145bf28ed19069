package main

import (
	"bufio"
	"cmp"
	"crypto/rand"
	"fmt"
	"os"
	"strings"

	"golang.org/x/term"

	"holm/licensing"
	"holm/licensing/issue"
)

// terminateCommand signs the end of an agreement.
type terminateCommand struct {
	Agreement string         `help:"Agreement number." required:""`
	Cause     string         `help:"customer, vendor, breach or nonpayment." enum:"customer,vendor,breach,nonpayment" required:""`
	Notice    licensing.Date `help:"Day notice was given; today when left out." placeholder:"DATE"`
	Effective licensing.Date `help:"Last day of the agreement; computed from the notice when left out." placeholder:"DATE"`
	FullUntil licensing.Date `help:"Last day of full access: earlier than 14 days only for breach or nonpayment with a reason." placeholder:"DATE"`
	Export    string         `help:"Who exports in read-only: main_user; none only online." enum:"main_user,none" default:"main_user"`
	Reason    string         `help:"Why."`
	Agreed    bool           `help:"Both parties agreed on an end earlier than the 30-day rule gives."`
	Confirm   string         `help:"The agreement's number once more; asked for at a terminal when left out." placeholder:"NUMBER"`
	output
}

func (c *terminateCommand) Run(p *program) error {
	return p.with(func(r *register) error {
		s, err := p.standing(r, c.Agreement)
		if err != nil {
			return err
		}
		t, err := c.termination(p, &s)
		if err != nil {
			return err
		}
		if err := licensing.Check(t); err != nil {
			return err
		}
		if err := c.confirmed(p, &s, t); err != nil {
			return err
		}
		return p.sign(r, c.output, documentEntry{ID: t.ID, Type: licensing.TypeTermination, Agreement: c.Agreement, Number: t.AfterSerial}, t, whole)
	})
}

func (c *terminateCommand) termination(p *program, s *standing) (licensing.Termination, error) {
	l, err := s.current()
	if err != nil {
		return licensing.Termination{}, err
	}
	if err := s.maySet(c.output, l.Environment); err != nil {
		return licensing.Termination{}, err
	}
	today := licensing.DateOf(p.now().In(s.zone))
	notice := c.Notice
	if notice.IsZero() {
		notice = today
	}
	last, err := c.last(s, l, notice, today)
	if err != nil {
		return licensing.Termination{}, err
	}
	full := c.FullUntil
	if full.IsZero() {
		full = last.AddDays(licensing.FullDays)
	}
	id, err := issue.NewID(rand.Reader)
	if err != nil {
		return licensing.Termination{}, err
	}
	t := licensing.Termination{
		Schema: 1, ID: id, Kind: s.agreement.Kind, IssuedAt: p.now(), AfterSerial: s.serial, Agreement: c.Agreement,
		Cause: licensing.Cause(c.Cause), NoticeAt: notice.In(s.zone), EffectiveAt: issue.DayEnd(last, s.zone),
		FullUntil: issue.DayEnd(full, s.zone), ReadOnlyFrom: issue.DayEnd(full, s.zone), Export: c.Export, Reason: c.Reason,
	}
	if l.Environment != licensing.Production {
		t.Environment = l.Environment
	}
	if err := (setter{p.now(), s.zone}).apply(&t, c.Set); err != nil {
		return t, err
	}
	if _, ok := c.Set["full_until"]; ok && c.Set["read_only_from"] == "" {
		t.ReadOnlyFrom = t.FullUntil
	}
	return t, nil
}

// last is the agreement's last day: by the 30-day rule for notice, today for a
// breach or an unpaid fee.
func (c *terminateCommand) last(s *standing, l licensing.License, notice, today licensing.Date) (licensing.Date, error) {
	if today.Before(notice) {
		return notice, misused("give the day on which it arrived", "the notice of %s is still to come", notice)
	}
	rule := s.agreement.EndsAfterNotice(notice)
	if c.Cause == "breach" || c.Cause == "nonpayment" {
		rule = today
	}
	switch {
	case c.Effective.IsZero():
		return rule, nil
	case c.Effective.Before(rule) && !c.Agreed && l.Environment == licensing.Production:
		return rule, misused("name a later day, or say with --agreed that both parties agreed",
			"notice of %s ends the agreement on %s at the earliest, by the 30-day rule", notice, rule)
	}
	return c.Effective, nil
}

// confirmed asks a second time before an agreement in production ends.
func (c *terminateCommand) confirmed(p *program, s *standing, t licensing.Termination) error {
	if cmp.Or(t.Environment, licensing.Production) != licensing.Production || p.flags.DryRun {
		return nil
	}
	typed := c.Confirm
	if typed == "" {
		fmt.Fprintf(p.stderr, "%s\nCustomer %s. Type the agreement's number to sign this: ", licensing.Summary(t), s.customer.Name)
		typed = p.ask()
		fmt.Fprintln(p.stderr)
	}
	if typed != c.Agreement {
		return misused("repeat the number with --confirm "+c.Agreement+"; --dry-run shows what would be signed",
			"the end of agreement %s is not confirmed", c.Agreement)
	}
	return nil
}

// ask reads a line from a terminal; without one there is no answer.
func (p *program) ask() string {
	file, ok := p.stdin.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return ""
	}
	line, err := bufio.NewReader(file).ReadString('\n')
	if err != nil {
		return ""
	}
	return strings.TrimSpace(line)
}
