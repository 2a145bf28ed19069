package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"holm/licensing"
	"holm/licensing/issue"
)

// dueCommand lists the agreements to renew.
type dueCommand struct {
	Within string `help:"Days or weeks ahead." default:"45d" placeholder:"45d"`
}

// dueLine is an agreement whose paid time ends soon, or has ended.
type dueLine struct {
	Agreement   string         `json:"agreement"`
	Customer    string         `json:"customer"`
	State       string         `json:"state"` // paid, overdue, locked
	PaidThrough licensing.Date `json:"paid_through"`
	LockAt      time.Time      `json:"lock_at"`
	Next        licensing.Date `json:"next_paid_through"`
	NextLockAt  time.Time      `json:"next_lock_at"`
	LastNotice  licensing.Date `json:"last_notice"` // to end the agreement with its period
	Ends        licensing.Date `json:"ends,omitzero"`
	Seats       map[string]int `json:"seats"`
}

func (c *dueCommand) Run(p *program) error {
	ahead, err := span(c.Within)
	if err != nil {
		return err
	}
	return p.with(func(r *register) error {
		list, err := p.due(r, p.now().Add(ahead))
		if err != nil {
			return err
		}
		return p.report(list, func() {
			if len(list) == 0 {
				fmt.Fprintf(p.stdout, "Nothing is due within %s\n", c.Within)
			}
			for _, d := range list {
				fmt.Fprintf(p.stdout, "%s  %-8s %-24s %-8s locks %s; renew through %s\n", d.PaidThrough, d.Agreement, d.Customer, d.State, stamp(d.LockAt), d.Next)
			}
		})
	})
}

// span reads 45d or 6w.
func span(text string) (time.Duration, error) {
	unit := map[string]int{"d": 1, "w": 7}[strings.TrimLeft(text, "0123456789")]
	n, err := strconv.Atoi(strings.TrimRight(text, "dw"))
	if unit == 0 || err != nil {
		return 0, misused("for example --within 45d", "%q is no number of days or weeks", text)
	}
	return time.Duration(n*unit) * 24 * time.Hour, nil
}

// due lists what is paid no longer than until then, soonest first. An
// agreement that ends before is not renewed.
func (p *program) due(r *register, until time.Time) ([]dueLine, error) {
	contracts, err := entries[agreement](p.ctx, r, agreements)
	if err != nil {
		return nil, err
	}
	list := []dueLine{}
	for _, a := range contracts {
		s, err := p.standing(r, a.No)
		if err != nil {
			return nil, err
		}
		if line, ok := s.due(p.now(), until); ok {
			list = append(list, line)
		}
	}
	slices.SortStableFunc(list, func(a, b dueLine) int { return a.LockAt.Compare(b.LockAt) })
	return list, nil
}

func (s *standing) due(now, until time.Time) (dueLine, bool) {
	if s.license == nil {
		return dueLine{}, false
	}
	l, err := s.current()
	if err != nil || l.Term.PaidThrough.After(until) || s.end != nil && !l.Term.PaidThrough.Before(s.end.EffectiveAt) {
		return dueLine{}, false
	}
	paid := licensing.DateOf(l.Term.PaidThrough.In(s.zone))
	next := s.agreement.BillingPeriodOn(paid.AddDays(1)).End
	d := dueLine{Agreement: s.agreement.No, Customer: s.customer.Name, State: "paid", PaidThrough: paid, LockAt: l.Term.LockAt, Next: next,
		NextLockAt: issue.Term(now, next, s.agreement.BillingPeriod, s.zone, s.countries()...).LockAt,
		LastNotice: s.agreement.PeriodOn(licensing.DateOf(now.In(s.zone))).LastNotice(), Seats: map[string]int{}}
	for _, c := range l.CategoriesAt(now) {
		d.Seats[c.Code] = c.Seats
	}
	if s.end != nil {
		d.Ends = licensing.DateOf(s.end.EffectiveAt.In(s.zone))
	}
	switch {
	case !now.Before(l.Term.LockAt):
		d.State = "locked"
	case !now.Before(l.Term.OverdueFrom):
		d.State = "overdue"
	}
	return d, true
}
