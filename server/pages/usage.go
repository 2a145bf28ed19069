package pages

import (
	"strings"

	"holm/crm"
	"holm/licensing"
)

const usageBase = "/admin/usage"

var usagePage = page[usageData]{"usage"}

// usageData is what is used this month, and what was used in those before.
type usageData struct {
	Month, Lede string
	Meters      []meterLine
	Months      []monthLine
}

// meterLine is a meter of the licence in the month that runs.
type meterLine struct {
	Name, Used, Included, Free string
	Share                      int // percent used of what is included
	Over                       bool
	Projected, Cost, Price     string
	Hard                       string
}

type monthLine struct {
	Name, Meters, Link string
	Users              []monthUsers
	Running            bool
}

type monthUsers struct{ Name, Peak, Holders, Over string }

func showUsage(v *visit) error {
	now := v.thisMonth()
	list, err := v.usage(now.Add(1 - monthsShown))
	if err != nil {
		return err
	}
	at := v.Verdict.At.In(v.Verdict.Zone())
	d := usageData{Month: capital(v.L.Month(at)), Lede: v.L.T("usage.lede", "zone", v.Verdict.Zone().String())}
	for _, m := range list {
		d.Months = append(d.Months, v.monthLine(m))
	}
	for _, of := range v.meters() {
		this, before := meterIn(list, of.Code, now), meterIn(list, of.Code, now.Add(-1))
		d.Meters = append(d.Meters, v.meterLine(of, this, this.Projected(before, at)))
	}
	return show(v, usagePage, v.L.T("nav.usage"), d)
}

// meters are those that the licence has and the product counts.
func (v *visit) meters() (list []licensing.Meter) {
	if v.Verdict.License == nil {
		return nil
	}
	for _, m := range v.Verdict.License.Meters {
		if crm.IsMetered(m.Code) {
			list = append(list, m)
		}
	}
	return list
}

func meterIn(list []*usageMonth, code string, month crm.Month) crm.MeterMonth {
	for _, m := range list {
		for _, counted := range m.Meters {
			if m.Month == month && counted.Code == code {
				return counted
			}
		}
	}
	return crm.MeterMonth{Code: code, Month: month}
}

func (v *visit) meterLine(of licensing.Meter, m crm.MeterMonth, projected int64) meterLine {
	m.Included, m.Unit = of.Included, of.Unit
	line := meterLine{Name: v.L.meterName(of.Code), Used: v.L.amount(m.Used, of), Included: v.L.amount(of.Included*crm.UnitBytes(of.Unit), of),
		Projected: v.L.amount(projected, of), Over: m.Over() > 0, Share: 100}
	if whole := of.Included * crm.UnitBytes(of.Unit); whole > 0 {
		line.Share = int(min(100, 100*m.Used/whole))
		line.Free = v.L.amount(max(0, whole-m.Used), of)
	}
	later := m
	later.Used = projected
	line.Cost = v.L.overage(of, later.Over())
	line.Price = v.L.T("usage.price", "step", v.L.units(max(1, of.Step), of), "price", v.L.Money(of.Price), "currency", of.Currency)
	if of.Price == 0 {
		line.Price = ""
	}
	line.Hard = v.L.T("usage.never_blocks")
	if of.Hard {
		line.Hard = v.L.T("usage.hard")
	}
	return line
}

// meterName is a meter's name in words, its code when it has none.
func (l *locale) meterName(code string) string {
	if l.Has("meter." + code) {
		return l.T("meter." + code)
	}
	return code
}

// amount writes what was used: bytes in the unit that suits, else a number.
func (l *locale) amount(n int64, of licensing.Meter) string {
	if crm.UnitBytes(of.Unit) > 1 {
		return l.Size(n)
	}
	return l.Number(n)
}

// units writes a number of the licence's units.
func (l *locale) units(n int64, of licensing.Meter) string {
	if crm.UnitBytes(of.Unit) > 1 {
		return l.Size(n * crm.UnitBytes(of.Unit))
	}
	return l.Number(n)
}

// overage says what so many units beyond the licence come to.
func (l *locale) overage(of licensing.Meter, over int64) string {
	switch {
	case over == 0:
		return l.T("usage.none_over")
	case of.Price == 0:
		return l.T("usage.over", "amount", l.units(over, of))
	}
	return l.T("usage.over_costs", "amount", l.units(over, of), "price", l.Money(crm.Steps(over, of.Step)*of.Price), "currency", of.Currency)
}

// meterText says that a meter has no room left, in numbers.
func (v *visit) meterText(full *crm.MeterFull) string {
	of := licensing.Meter{Unit: full.Unit}
	return v.L.T("failure.meter_full.of", "meter", v.L.meterName(full.Code), "used", v.L.units(full.Used, of), "included", v.L.units(full.Included, of))
}

func (v *visit) monthLine(m *usageMonth) monthLine {
	line := monthLine{Name: capital(v.L.Month(m.Month.Start(v.Verdict.Zone()))), Link: usageBase + "/" + string(m.Month), Running: !m.closed(v.thisMonth())}
	var meters []string
	for _, c := range m.Meters {
		if c.Included >= 0 {
			of := licensing.Meter{Unit: c.Unit}
			meters = append(meters, v.L.T("usage.of", "meter", v.L.meterName(c.Code), "used", v.L.amount(c.Used, of), "included", v.L.units(c.Included, of)))
		}
	}
	line.Meters = strings.Join(meters, ", ")
	for _, code := range m.categories() {
		u := m.Users[code]
		users := monthUsers{Name: v.categoryName(code), Peak: v.L.Number(int64(u.Peak))}
		if code == "*" {
			users.Name = v.L.T("usage.all_users")
		}
		if u.Holders > 0 {
			users.Holders = v.L.Number(int64(u.Holders))
		}
		if u.OverDays > 0 {
			users.Over = v.L.Number(int64(u.OverDays))
		}
		line.Users = append(line.Users, users)
	}
	return line
}
