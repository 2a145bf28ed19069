package pages

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"holm/crm"
	"holm/licensing"
	"holm/lockout"
)

type usages interface {
	MeterMonths(ctx context.Context, from crm.Month) ([]crm.MeterMonth, error)
	LedgerOf(ctx context.Context, kind lockout.EntryKind, since time.Time) ([]lockout.Entry, error)
}

// monthsShown is how many months the page of usage goes back.
const monthsShown = 13

// usageMonth is what was used in a month of the customer's time zone.
type usageMonth struct {
	Month  crm.Month
	Meters []crm.MeterMonth
	Users  map[string]*usageUsers // by category
}

// usageUsers is what the ledger knows of a category's users in a month.
type usageUsers struct {
	Peak     int // the most at once
	Holders  int // different users; 0 until the month is over
	OverDays int // days with more than the licence has
}

// closed reports whether nothing is counted into the month any more.
func (m *usageMonth) closed(now crm.Month) bool { return m.Month < now }

func (m *usageMonth) users(category string) *usageUsers {
	if m.Users == nil {
		m.Users = map[string]*usageUsers{}
	}
	if m.Users[category] == nil {
		m.Users[category] = &usageUsers{}
	}
	return m.Users[category]
}

// categories are the codes of those that had users, in order.
func (m *usageMonth) categories() []string { return slices.Sorted(maps.Keys(m.Users)) }

// thisMonth is the customer's month.
func (v *visit) thisMonth() crm.Month { return crm.MonthOf(v.Verdict.At.In(v.Verdict.Zone())) }

// usage reads what was used since a month, this month first.
func (v *visit) usage(from crm.Month) ([]*usageMonth, error) {
	months := map[crm.Month]*usageMonth{}
	of := func(m crm.Month) *usageMonth {
		if months[m] == nil {
			months[m] = &usageMonth{Month: m}
		}
		return months[m]
	}
	counted, err := v.p.Store.MeterMonths(v.ctx(), from)
	if err != nil {
		return nil, err
	}
	for _, m := range counted {
		of(m.Month).Meters = append(of(m.Month).Meters, m)
	}
	if err := v.usedSeats(from, of); err != nil {
		return nil, err
	}
	now, err := v.p.Store.SeatsUsed(v.ctx())
	if err != nil {
		return nil, fmt.Errorf("counting the seats: %w", err)
	}
	for code, n := range now {
		u := of(v.thisMonth()).users(code)
		u.Peak = max(u.Peak, n)
	}
	list := slices.Collect(maps.Values(months))
	list = slices.DeleteFunc(list, func(m *usageMonth) bool { return m.Month < from || m.Month > v.thisMonth() })
	slices.SortFunc(list, func(a, b *usageMonth) int { return -compare(a.Month, b.Month) })
	return list, nil
}

func compare(a, b crm.Month) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// usedSeats reads the ledger about users. A day that is told twice counts once.
func (v *visit) usedSeats(from crm.Month, of func(crm.Month) *usageMonth) error {
	since := from.Start(v.Verdict.Zone())
	over := map[string]bool{}
	for _, kind := range []lockout.EntryKind{lockout.DailyPeak, lockout.OverLimit, lockout.HoldersCounted} {
		entries, err := v.p.Store.LedgerOf(v.ctx(), kind, since)
		if err != nil {
			return err
		}
		for _, e := range entries {
			var d struct {
				lockout.PeakData
				Month crm.Month `json:"month"`
			}
			if err := json.Unmarshal([]byte(e.Data), &d); err != nil {
				return fmt.Errorf("reading ledger entry %d: %w", e.Seq, err)
			}
			if kind != lockout.HoldersCounted {
				day, err := licensing.ParseDate(d.Day)
				if err != nil {
					return fmt.Errorf("reading ledger entry %d: %w", e.Seq, err)
				}
				d.Month = crm.MonthOf(day.In(time.UTC))
			}
			for code, n := range d.Users {
				u := of(d.Month).users(code)
				switch key := d.Day + " " + code; {
				case kind == lockout.DailyPeak:
					u.Peak = max(u.Peak, n)
				case kind == lockout.HoldersCounted:
					u.Holders = n
				case !over[key]:
					over[key] = true
					u.OverDays++
				}
			}
		}
	}
	return nil
}
