package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"holm/licensing"
	"holm/licensing/issue"
)

// renewCommand says through when the current licence is paid.
type renewCommand struct {
	Agreement   string         `help:"Agreement number." required:""`
	PaidThrough licensing.Date `help:"Last day paid for." required:"" placeholder:"DATE"`
	Owed        []string       `help:"An amount still owed, in minor units." placeholder:"INVOICE:DUE:AMOUNT:CURRENCY[:INTEREST[:COSTS]]"`
	Ledger      string         `help:"Acknowledge the head of the customer's ledger." placeholder:"SEQ:HEAD"`
	Paste       bool           `help:"Give the short form, to paste into the licence page."`
	output
}

func (c *renewCommand) Run(p *program) error {
	return p.with(func(r *register) error {
		s, err := p.standing(r, c.Agreement)
		if err != nil {
			return err
		}
		renewal, err := c.renewal(p, &s)
		if err != nil {
			return err
		}
		entry := documentEntry{ID: renewal.ID(), Type: licensing.TypeRenewal, Agreement: c.Agreement, License: renewal.License, Number: renewal.Seq}
		if !c.Paste || c.DryRun {
			return p.signOut(r, c.output, entry, renewal)
		}
		text, err := p.sign(r, c.output, entry, renewal)
		if err != nil {
			return err
		}
		return c.paste(p, r, text)
	})
}

// paidThrough is until when the customer has paid, by the newest document.
func (s *standing) paidThrough(l licensing.License) time.Time {
	if s.renewal != nil && s.renewal.License == l.ID {
		return s.renewal.PaidThrough
	}
	return l.Term.PaidThrough
}

func (c *renewCommand) renewal(p *program, s *standing) (licensing.Renewal, error) {
	l, err := s.current()
	if err != nil {
		return licensing.Renewal{}, err
	}
	if err := s.maySet(c.output, l.Environment); err != nil {
		return licensing.Renewal{}, err
	}
	if paid := s.paidThrough(l); l.Environment == licensing.Production && issue.DayEnd(c.PaidThrough, s.zone).Before(paid) {
		return licensing.Renewal{}, misused("name the last day that the new payment covers; to shorten a term, issue a licence",
			"it is paid through %s already", licensing.DateOf(paid.In(s.zone)))
	}
	term := issue.Term(l.Term.NotBefore, c.PaidThrough, s.agreement.BillingPeriod, s.zone, s.countries()...)
	renewal := licensing.Renewal{
		Schema: 1, License: l.ID, Seq: 1, IssuedAt: p.now(), PaidThrough: term.PaidThrough,
		WarnFrom: term.WarnFrom, OverdueFrom: term.OverdueFrom, LockAt: term.LockAt,
	}
	if l.Environment != licensing.Production {
		renewal.Environment = l.Environment
	}
	if s.renewal != nil {
		renewal.Seq = s.renewal.Seq + 1
	}
	if renewal.Outstanding, err = owed(c.Owed); err != nil {
		return renewal, err
	}
	if c.Ledger != "" {
		seq, head, _ := strings.Cut(c.Ledger, ":")
		n, err := strconv.ParseInt(seq, 10, 64)
		if err != nil || head == "" {
			return renewal, misused("the usage report shows both", "%q is no head of a ledger", c.Ledger)
		}
		renewal.Ledger = &licensing.Acknowledgement{Seq: n, Head: head}
	}
	return renewal, (setter{p.now(), s.zone}).apply(&renewal, c.Set)
}

// paste gives out the signed claims alone.
func (c *renewCommand) paste(p *program, r *register, text string) error {
	roots, err := p.roots(r)
	if err != nil {
		return err
	}
	d, err := licensing.NewVerifier(roots).Verify([]byte(text))
	if err != nil {
		return err
	}
	if len(d.Pasted()) > licensing.MaxPaste {
		return failed("it is signed: holm-vendor inspect --text "+d.ID()+" gives it out as a file",
			"the short form has %d characters, at most %d fit", len(d.Pasted()), licensing.MaxPaste)
	}
	return p.write(c.Out, []byte(d.Pasted()+"\n"))
}

// owed reads amounts written INVOICE:DUE:AMOUNT:CURRENCY[:INTEREST[:COSTS]].
func owed(texts []string) ([]licensing.Invoice, error) {
	var list []licensing.Invoice
	for _, text := range texts {
		parts := strings.Split(text, ":")
		invoice, err := amount(parts)
		if err != nil {
			return nil, misused("for example --owed F-1001:2026-03-01:125000:DKK", "%q is no amount owed: %v", text, err)
		}
		list = append(list, invoice)
	}
	return list, nil
}

func amount(parts []string) (licensing.Invoice, error) {
	if len(parts) < 4 || len(parts) > 6 {
		return licensing.Invoice{}, fmt.Errorf("it has %d parts", len(parts))
	}
	due, err := licensing.ParseDate(parts[1])
	if err != nil {
		return licensing.Invoice{}, err
	}
	invoice := licensing.Invoice{Invoice: parts[0], Due: due, Currency: parts[3]}
	numbers := append([]string{parts[2]}, parts[4:]...)
	for i, into := range []*int64{&invoice.Amount, &invoice.Interest, &invoice.Costs} {
		if i >= len(numbers) {
			break
		}
		if *into, err = strconv.ParseInt(numbers[i], 10, 64); err != nil {
			return licensing.Invoice{}, fmt.Errorf("%q is not in minor units", numbers[i])
		}
	}
	return invoice, nil
}
