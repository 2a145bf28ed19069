package main

import (
	"fmt"
	"slices"
	"time"

	"holm/licensing"
)

type agreementGroup struct {
	Add  agreementAddCommand  `cmd:"" help:"Enter an agreement."`
	Show agreementShowCommand `cmd:"" help:"Show an agreement, its periods and documents."`
	List agreementListCommand `cmd:"" help:"List agreements."`
}

// agreement is the register's entry of a contract.
type agreement struct {
	licensing.Agreement
	Customer     string                `json:"customer"`
	Environment  licensing.Environment `json:"environment"`
	Installation string                `json:"installation,omitempty"`
	Hosting      licensing.Hosting     `json:"hosting"`
	Host         string                `json:"host,omitempty"`
	Replaces     []string              `json:"replaces,omitempty"`
}

// agreementAddCommand enters a contract.
type agreementAddCommand struct {
	No           string         `help:"Agreement number." required:""`
	Customer     string         `help:"Customer number." required:""`
	Kind         string         `help:"onsite or online." enum:"onsite,online" default:"onsite"`
	Date         licensing.Date `help:"Day the first order was signed; today when left out." placeholder:"DATE"`
	Billing      string         `help:"annual, half-yearly, quarterly or monthly." enum:"annual,half-yearly,quarterly,monthly" default:"annual"`
	Environment  string         `help:"production, nonproduction or trial." enum:"production,nonproduction,trial" default:"production"`
	Installation string         `help:"Installation id, as the licence page shows it." placeholder:"ID"`
	Replaces     []string       `help:"Agreements that this one takes over."`
	Hosting      string         `help:"own, managed, hosted or undeclared." enum:"own,managed,hosted,undeclared" default:"undeclared"`
	Host         string         `help:"The host's name."`
}

func (c *agreementAddCommand) Run(p *program) error {
	return p.with(func(r *register) error {
		customer, err := p.customer(r, c.Customer)
		if err != nil {
			return err
		}
		installation, err := installationID(c.Installation, licensing.Environment(c.Environment))
		if err != nil {
			return err
		}
		if c.Date.IsZero() {
			zone, err := time.LoadLocation(customer.TimeZone)
			if err != nil {
				return fmt.Errorf("customer's time zone: %w", err)
			}
			c.Date = licensing.DateOf(p.now().In(zone))
		}
		entry := agreement{
			Agreement: licensing.Agreement{No: c.No, Kind: licensing.AgreementKind(c.Kind), Date: c.Date,
				FirstPeriodEnd: licensing.FirstPeriodEnd(c.Date), BillingPeriod: licensing.BillingPeriod(c.Billing)},
			Customer: c.Customer, Environment: licensing.Environment(c.Environment), Installation: installation,
			Hosting: licensing.Hosting(c.Hosting), Host: c.Host, Replaces: c.Replaces,
		}
		if c.No == "" {
			return misused("an entry of the register stays as it is for ever", "an agreement has a number")
		}
		if err := p.taken(r, installation, entry, c.Replaces); err != nil {
			return err
		}
		if err := r.add(p.ctx, agreements, c.No, p.now(), entry); err != nil {
			return err
		}
		return p.report(entry, func() {
			fmt.Fprintf(p.stdout, "Agreement %s from %s, first period to %s\n", entry.No, entry.Date, entry.FirstPeriodEnd)
		})
	})
}

type agreementListCommand struct{}

func (*agreementListCommand) Run(p *program) error {
	return p.with(func(r *register) error {
		list, err := entries[agreement](p.ctx, r, agreements)
		if err != nil {
			return err
		}
		return p.report(list, func() {
			for _, a := range list {
				fmt.Fprintf(p.stdout, "%-10s customer %-8s %s from %s, %s\n", a.No, a.Customer, a.Kind, a.Date, a.Environment)
			}
		})
	})
}

// agreementShowCommand shows what an agreement has come to.
type agreementShowCommand struct {
	No string `arg:"" help:"Agreement number."`
}

func (c *agreementShowCommand) Run(p *program) error {
	return p.with(func(r *register) error {
		s, err := p.standing(r, c.No)
		if err != nil {
			return err
		}
		documents, err := r.documents(p.ctx, c.No)
		if err != nil {
			return err
		}
		a, today := s.agreement, licensing.DateOf(p.now().In(s.zone))
		period := a.PeriodOn(today)
		shown := map[string]any{"agreement": a, "period_start": period.Start, "period_end": period.End, "last_notice": period.LastNotice(),
			"ends_after_notice_today": a.EndsAfterNotice(today), "fewer_users_from": a.ReducesAfterNotice(today), "documents": documents}
		if l, err := s.current(); err == nil {
			shown["term"], shown["outstanding"] = l.Term, l.Outstanding
		}
		return p.report(shown, func() { s.show(p, period, documents) })
	})
}

func (s *standing) show(p *program, period licensing.Period, documents []documentEntry) {
	a := s.agreement
	fmt.Fprintf(p.stdout, "Agreement    %s, %s, customer %s, %s\n", a.No, a.Kind, a.Customer, a.Environment)
	fmt.Fprintf(p.stdout, "Installation %s, %s\n", first(a.Installation, "none yet"), a.Hosting)
	fmt.Fprintf(p.stdout, "Period       %s to %s, notice by %s\n", period.Start, period.End, period.LastNotice())
	if l, err := s.current(); err == nil {
		fmt.Fprintf(p.stdout, "Paid through %s, locks %s\n", licensing.DateOf(l.Term.PaidThrough.In(s.zone)), stamp(l.Term.LockAt))
	}
	if s.end != nil {
		fmt.Fprintf(p.stdout, "Ends         %s, read-only from %s\n", licensing.DateOf(s.end.EffectiveAt.In(s.zone)), stamp(s.end.ReadOnlyFrom))
	}
	for _, d := range documents {
		fmt.Fprintf(p.stdout, "%-12s %d  %s  %s\n", d.Type, d.Number, d.ID, d.At)
	}
}

func (p *program) agreement(r *register, no string) (agreement, error) {
	list, err := entries[agreement](p.ctx, r, agreements)
	if err != nil {
		return agreement{}, err
	}
	i := slices.IndexFunc(list, func(a agreement) bool { return a.No == no })
	if i < 0 {
		return agreement{}, failed("list them with holm-vendor agreement list", "there is no agreement %q", no)
	}
	return list[i], nil
}
