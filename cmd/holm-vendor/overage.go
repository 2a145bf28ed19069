package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"holm/licensing"
	"holm/lockout"
)

// overage is an invoice line for use beyond the licence in a month.
type overage struct {
	Month    string `json:"month"` // 2006-01
	Kind     string `json:"kind"`  // seats or meter
	Code     string `json:"code"`
	Days     int    `json:"days,omitempty"` // over the limit, of seats
	Used     int64  `json:"used"`           // most users at once, or units
	Included int64  `json:"included"`
	Amount   int64  `json:"amount"` // minor units, less what earlier lines of the month had
	Currency string `json:"currency"`
}

// String is the line for people.
func (o overage) String() string {
	days := ""
	if o.Kind == "seats" {
		days = fmt.Sprintf(" on %d days", o.Days)
	}
	return fmt.Sprintf("%s  %-5s %-14s %d of %d%s  %s %s", o.Month, o.Kind, o.Code, o.Used, o.Included, days, money(o.Amount), o.Currency)
}

// biller finds what an installation's ledger shows beyond the licence and no
// earlier report's lines had.
type biller struct {
	s      *standing
	prices priceList
	before []reportEntry
	days   map[string]bool // days and categories taken: a day that is told twice counts once
}

func (b biller) lines(ledger []lockout.Entry) ([]overage, error) {
	found := map[string]*overage{}
	b.days = map[string]bool{}
	for _, e := range ledger {
		if err := b.take(found, e); err != nil {
			return nil, err
		}
	}
	lines := []overage{}
	for _, key := range slices.Sorted(maps.Keys(found)) {
		o := *found[key]
		if o.Kind == "seats" && (b.s.license == nil || o.Days <= b.s.license.Policy.OverLimitDays) {
			continue
		}
		if o.Amount -= b.invoiced(o); o.Amount > 0 || o.Amount == 0 && !b.known(o) {
			lines = append(lines, o)
		}
	}
	return lines, nil
}

// take adds what an entry shows to its month.
func (b biller) take(found map[string]*overage, e lockout.Entry) error {
	switch e.Kind {
	case lockout.OverLimit:
		var d lockout.PeakData
		if err := json.Unmarshal([]byte(e.Data), &d); err != nil || len(d.Day) != 10 {
			return fmt.Errorf("ledger entry %d cannot be read", e.Seq)
		}
		for code, n := range d.Users {
			o := at(found, d.Day[:7], "seats", code, b.prices.Currency)
			if day := d.Day + " " + code; !b.days[day] {
				b.days[day] = true
				o.Days++
			}
			o.Included = b.seats(code, d.Day)
			o.Used = max(o.Used, o.Included+int64(n))
			if c := b.prices.category(code); c != nil {
				o.Amount = max(o.Amount, int64(n)*c.Price)
			}
		}
	case lockout.MeterClosed:
		var d lockout.MeterData
		if err := json.Unmarshal([]byte(e.Data), &d); err != nil || len(d.Month) != 7 {
			return fmt.Errorf("ledger entry %d cannot be read", e.Seq)
		}
		m, _ := b.meter(d.Code)
		if d.Used <= d.Included {
			return nil
		}
		o := at(found, d.Month, "meter", d.Code, first(m.Currency, b.prices.Currency))
		o.Used, o.Included = d.Used, d.Included
		step := max(m.Step, 1)
		o.Amount = (d.Used - d.Included + step - 1) / step * m.Price
	}
	return nil
}

func at(found map[string]*overage, month, kind, code, currency string) *overage {
	key := month + " " + kind + " " + code
	if found[key] == nil {
		found[key] = &overage{Month: month, Kind: kind, Code: code, Currency: currency}
	}
	return found[key]
}

// seats is how many users of the category the licence has on a day.
func (b biller) seats(code, day string) int64 {
	if d, err := licensing.ParseDate(day); err == nil && b.s.license != nil {
		for _, c := range b.s.license.CategoriesAt(d.In(b.s.zone)) {
			if c.Code == code {
				return int64(c.Seats)
			}
		}
	}
	return 0
}

// meter is the licence's, else the price list's.
func (b biller) meter(code string) (licensing.Meter, bool) {
	if b.s.license != nil {
		for _, m := range b.s.license.Meters {
			if m.Code == code {
				return m, true
			}
		}
	}
	return b.prices.meter(code)
}

func (b biller) earlier(o overage) (list []overage) {
	for _, e := range b.before {
		for _, l := range e.Lines {
			if e.trusted() && l.Month == o.Month && l.Kind == o.Kind && l.Code == o.Code {
				list = append(list, l)
			}
		}
	}
	return list
}

func (b biller) invoiced(o overage) (sum int64) {
	for _, l := range b.earlier(o) {
		sum += l.Amount
	}
	return sum
}

func (b biller) known(o overage) bool { return len(b.earlier(o)) > 0 }
