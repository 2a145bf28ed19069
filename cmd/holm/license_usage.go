package main

import (
	"fmt"
	"math"

	"holm/crm"
	"holm/lockout"
)

type licenseUsage struct{}

// usageLine is a month of a meter as the operator reads it.
type usageLine struct {
	Month    crm.Month `json:"month"`
	Code     string    `json:"code"`
	Used     int64     `json:"used"` // whole units
	Included int64     `json:"included"`
	Unit     string    `json:"unit,omitempty"`
	Exact    int64     `json:"exact"`
	Over     int64     `json:"over"`
	Closed   bool      `json:"closed"`
}

// Run measures what is measured, closes the months that are over, as a server
// does once an hour, and lists a year of them.
func (licenseUsage) Run(p *program) (err error) {
	in, err := p.open()
	if err != nil {
		return err
	}
	defer in.close(&err)
	if err := in.meter(p.ctx); err != nil {
		return err
	}
	verdict := in.keeper.Verdict()
	months, err := in.store.MeterMonths(p.ctx, crm.MonthOf(verdict.At.In(verdict.Zone())).Add(-12))
	if err != nil {
		return err
	}
	lines := []usageLine{}
	for _, m := range months {
		lines = append(lines, usageLine{m.Month, m.Code, m.Units(), max(0, m.Included), m.Unit, m.Used, m.Over(), m.ClosedAt != nil})
	}
	return p.report(lines, func(t *table) {
		t.row("MONTH", "METER", "USED", "INCLUDED", "OVER", "")
		for _, l := range lines {
			state := "so far"
			if l.Closed {
				state = "closed"
			}
			t.row(string(l.Month), l.Code, fmt.Sprint(l.Used, " ", l.Unit), fmt.Sprint(l.Included), fmt.Sprint(l.Over), state)
		}
	})
}

type ledgerList struct {
	Kind  lockout.EntryKind `placeholder:"KIND" help:"Of this kind alone, as installed or meter_month."`
	Limit int               `default:"50" help:"How many."`
}

// Run lists the newest entries.
func (c ledgerList) Run(p *program) (err error) {
	in, err := p.open()
	if err != nil {
		return err
	}
	defer in.close(&err)
	entries, err := in.store.Ledger(p.ctx, c.Kind, math.MaxInt64, max(1, min(c.Limit, 10_000)))
	if err != nil {
		return err
	}
	if entries == nil {
		entries = []lockout.Entry{}
	}
	return p.report(entries, func(t *table) {
		for _, e := range entries {
			t.row(fmt.Sprint(e.Seq), moment(e.At), string(e.Kind), e.Data)
		}
	})
}
