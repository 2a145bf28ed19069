package main

import (
	"crypto/rand"

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
		return p.signOut(r, c.output, documentEntry{ID: t.ID, Type: licensing.TypeTermination, Agreement: c.Agreement, Number: t.AfterSerial}, t)
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
	last := c.Effective
	if last.IsZero() {
		if last = s.agreement.EndsAfterNotice(notice); c.Cause == "breach" || c.Cause == "nonpayment" {
			last = today
		}
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
