package main

import (
	"fmt"
	"time"

	"holm/licensing"
)

// statementCommand says what an agreement costs in a month.
type statementCommand struct {
	Agreement string `help:"Agreement number." required:""`
	Month     string `help:"The month; this one when left out." placeholder:"2026-03"`
}

// monthStatement is what a customer pays for a month, by the licences that
// held on each of its days, and for use beyond them.
type monthStatement struct {
	Agreement   string              `json:"agreement"`
	Customer    string              `json:"customer"`
	Month       string              `json:"month"`
	Currency    string              `json:"currency"`
	Lines       []statementLine     `json:"lines"`
	Overage     []overage           `json:"overage"`
	Total       int64               `json:"total"`
	Outstanding []licensing.Invoice `json:"outstanding"`
}

// statementLine is a category or module, by the day.
type statementLine struct {
	Kind   string `json:"kind"`
	Code   string `json:"code"`
	Most   int    `json:"most"` // users on the day with the most
	Days   int    `json:"days"` // sum over the days: ten users for a day are ten
	Price  int64  `json:"price"`
	Amount int64  `json:"amount"`
}

func (c *statementCommand) Run(p *program) error {
	return p.with(func(r *register) error {
		s, err := p.standing(r, c.Agreement)
		if err != nil {
			return err
		}
		start, err := c.start(p, s.zone)
		if err != nil {
			return err
		}
		prices, err := p.prices(r)
		if err != nil {
			return err
		}
		known, err := p.verified(r, c.Agreement)
		if err != nil {
			return err
		}
		m := monthStatement{Agreement: c.Agreement, Customer: s.customer.Name, Month: start.In(time.UTC).Format("2006-01"), Currency: prices.Currency,
			Overage: []overage{}, Outstanding: []licensing.Invoice{}}
		m.count(licenses(known), start, s, prices)
		if err := m.beyond(p, r, s); err != nil {
			return err
		}
		if l, err := s.current(); err == nil {
			m.Outstanding = append(m.Outstanding, l.Outstanding...)
		}
		return p.report(m, func() { m.write(p) })
	})
}

func (c *statementCommand) start(p *program, zone *time.Location) (licensing.Date, error) {
	if c.Month == "" {
		d := licensing.DateOf(p.now().In(zone))
		d.Day = 1
		return d, nil
	}
	d, err := licensing.ParseDate(c.Month + "-01")
	if err != nil {
		return d, misused("for example --month 2026-03", "%q is no month", c.Month)
	}
	return d, nil
}

func licenses(known []licensing.Document) (list []licensing.License) {
	for _, d := range known {
		if l, ok := d.License(); ok {
			list = append(list, l)
		}
	}
	return list
}

// holding is the licence of a day: the highest serial that was issued and held
// before the day was over.
func holding(list []licensing.License, end time.Time) (found *licensing.License) {
	for i := range list {
		if l := &list[i]; l.IssuedAt.Before(end) && l.Term.NotBefore.Before(end) {
			found = l
		}
	}
	return found
}

// count adds up users and modules day by day.
func (m *monthStatement) count(list []licensing.License, start licensing.Date, s standing, prices priceList) {
	days := 0
	for day := start; day.Month == start.Month; day = day.AddDays(1) {
		days++
		end := day.AddDays(1).In(s.zone)
		l := holding(list, end)
		if l == nil || s.end != nil && !s.end.EffectiveAt.After(day.In(s.zone)) {
			continue
		}
		for _, c := range l.CategoriesAt(end.Add(-time.Second)) {
			m.line("seats", c.Code).day(c.Seats)
		}
		for _, code := range l.Modules {
			m.line("module", code).day(1)
		}
	}
	for i := range m.Lines {
		line := &m.Lines[i]
		if c := prices.category(line.Code); line.Kind == "seats" && c != nil {
			line.Price = c.Price
		} else if sold := prices.module(line.Code); line.Kind == "module" && sold != nil {
			line.Price = sold.Price
		}
		line.Amount = (line.Price*int64(line.Days) + int64(days)/2) / int64(days)
		m.Total += line.Amount
	}
}

func (m *monthStatement) line(kind, code string) *statementLine {
	for i := range m.Lines {
		if m.Lines[i].Kind == kind && m.Lines[i].Code == code {
			return &m.Lines[i]
		}
	}
	m.Lines = append(m.Lines, statementLine{Kind: kind, Code: code})
	return &m.Lines[len(m.Lines)-1]
}

func (l *statementLine) day(n int) {
	l.Days += n
	l.Most = max(l.Most, n)
}

// beyond adds what the month's usage reports showed.
func (m *monthStatement) beyond(p *program, r *register, s standing) error {
	list, err := p.reports(r, s.agreement.Installation)
	for _, e := range list {
		for _, o := range e.Lines {
			if e.trusted() && o.Month == m.Month {
				m.Overage = append(m.Overage, o)
				m.Total += o.Amount
			}
		}
	}
	return err
}

func (m *monthStatement) write(p *program) {
	fmt.Fprintf(p.stdout, "Agreement %s, %s, %s\n", m.Agreement, m.Customer, m.Month)
	for _, l := range m.Lines {
		fmt.Fprintf(p.stdout, "%-7s %-14s up to %d, %d days  %s\n", l.Kind, l.Code, l.Most, l.Days, money(l.Amount))
	}
	for _, o := range m.Overage {
		fmt.Fprintln(p.stdout, o)
	}
	fmt.Fprintf(p.stdout, "Total   %s %s\n", money(m.Total), m.Currency)
	for _, o := range m.Outstanding {
		fmt.Fprintf(p.stdout, "Owed    %s, due %s: %s %s\n", o.Invoice, o.Due, money(o.Amount+o.Interest+o.Costs), o.Currency)
	}
}
