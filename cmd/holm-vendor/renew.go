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
	Ledger      string         `help:"Acknowledge this head of the customer's ledger; the one of the last usage report when left out, none for no head." placeholder:"SEQ:HEAD"`
	Paste       bool           `help:"Give the short form, to paste into the licence page."`
	QR          string         `help:"Also write the short form as a QR code to a new file." name:"qr" placeholder:"FILE.png"`
	output
}

func (c *renewCommand) Run(p *program) error {
	return p.with(func(r *register) error {
		s, err := p.standing(r, c.Agreement)
		if err != nil {
			return err
		}
		renewal, err := c.renewal(p, r, &s)
		if err != nil {
			return err
		}
		entry := documentEntry{ID: renewal.ID(), Type: licensing.TypeRenewal, Agreement: c.Agreement, License: renewal.License, Number: renewal.Seq}
		if err := p.vacant(c.QR); err != nil {
			return err
		}
		if c.Paste || c.QR != "" {
			c.output.key = s.key // its certificate is at the customer's
		}
		return p.sign(r, c.output, entry, renewal, c.form)
	})
}

// paidThrough is until when the customer has paid, by the newest document.
func (s *standing) paidThrough(l licensing.License) time.Time {
	if s.renewal != nil && s.renewal.License == l.ID {
		return s.renewal.PaidThrough
	}
	return l.Term.PaidThrough
}

func (c *renewCommand) renewal(p *program, r *register, s *standing) (licensing.Renewal, error) {
	l, err := s.current()
	if err != nil {
		return licensing.Renewal{}, err
	}
	if err := s.maySet(c.output, l.Environment); err != nil {
		return licensing.Renewal{}, err
	}
	if end := s.ended(p.now()); end != nil {
		return licensing.Renewal{}, failed("holm-vendor issue signs a licence that reinstates", "agreement %s ended %s", c.Agreement, licensing.DateOf(end.EffectiveAt.In(s.zone)))
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
	if renewal.Ledger, err = c.acknowledgement(p, r, s); err != nil {
		return renewal, err
	}
	return renewal, (setter{p.now(), s.zone}).apply(&renewal, c.Set)
}

// acknowledgement is the head of the customer's ledger that the renewal names.
func (c *renewCommand) acknowledgement(p *program, r *register, s *standing) (*licensing.Acknowledgement, error) {
	switch c.Ledger {
	case "":
		return p.seenHead(r, s.agreement.Installation)
	case "none":
		return nil, nil
	}
	seq, head, _ := strings.Cut(c.Ledger, ":")
	n, err := strconv.ParseInt(seq, 10, 64)
	if err != nil || len(head) != 64 {
		return nil, misused("the usage report shows both", "%q is no head of a ledger", c.Ledger)
	}
	return &licensing.Acknowledgement{Seq: n, Head: head}, nil
}

// form gives the document out whole or in short, and draws it when asked to.
func (c *renewCommand) form(d licensing.Document) ([]byte, error) {
	if !c.Paste && c.QR == "" {
		return d.Text(), nil
	}
	if n := len(d.Pasted()); n > licensing.MaxPaste {
		return nil, failed("renew without --paste and --qr, or name fewer amounts owed; nothing was signed",
			"the short form has %d characters, at most %d fit", n, licensing.MaxPaste)
	}
	if c.QR != "" {
		picture, err := issue.QR(d.Pasted())
		if err != nil {
			return nil, err
		}
		if err := writeNew(c.QR, picture); err != nil {
			return nil, err
		}
	}
	if c.Paste {
		return []byte(d.Pasted() + "\n"), nil
	}
	return d.Text(), nil
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
