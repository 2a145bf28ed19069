package crm_test

import (
	"testing"
	"time"
	_ "time/tzdata"

	"pgregory.net/rapid"

	"holm/crm"
)

func TestMonths(t *testing.T) {
	for text, valid := range map[string]bool{"2026-11": true, "2026-13": false, "2026-1": false, "": false, "2026-11-01": false} {
		if _, err := crm.ParseMonth(text); (err == nil) != valid {
			t.Errorf("%q: %v", text, err)
		}
	}
	if got := crm.Month("2026-11").Add(2); got != "2027-01" {
		t.Error(got)
	}
	zone, err := time.LoadLocation("Europe/Copenhagen")
	if err != nil {
		t.Fatal(err)
	}
	if long := crm.Month("2026-03").End(zone).Sub(crm.Month("2026-03").Start(zone)); long != 31*24*time.Hour-time.Hour {
		t.Errorf("March has %s", long)
	}
}

// TestEveryMomentIsInOneMonth: months follow each other without gap or overlap.
func TestEveryMomentIsInOneMonth(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		zone, err := time.LoadLocation(rapid.SampledFrom([]string{"Europe/Copenhagen", "Europe/Zurich", "Europe/London", "Europe/Helsinki", "UTC"}).Draw(r, "zone"))
		if err != nil {
			r.Fatal(err)
		}
		at := time.Unix(rapid.Int64Range(0, 4_000_000_000).Draw(r, "at"), 0).In(zone)
		m := crm.MonthOf(at)
		if at.Before(m.Start(zone)) || !at.Before(m.End(zone)) || !m.Add(1).Start(zone).Equal(m.End(zone)) {
			r.Fatalf("%s is not in %s", at, m)
		}
	})
}

func TestBegunUnitsCountWhole(t *testing.T) {
	for _, c := range []struct {
		used, included int64
		unit           string
		units, over    int64
	}{
		{0, 10, "GB", 0, 0}, {1, 10, "GB", 1, 0}, {10_000_000_000, 10, "GB", 10, 0}, {10_000_000_001, 10, "GB", 11, 1}, {5001, 5000, "mail", 5001, 1}, {7, -1, "", 7, 0},
	} {
		m := crm.MeterMonth{Used: c.used, Included: c.included, Unit: c.unit}
		if m.Units() != c.units || m.Over() != c.over {
			t.Errorf("%+v: %d units, %d over", c, m.Units(), m.Over())
		}
	}
	if crm.Steps(1, 100) != 1 || crm.Steps(100, 100) != 1 || crm.Steps(101, 100) != 2 || crm.Steps(0, 5) != 0 || crm.Steps(3, 0) != 3 {
		t.Error("a step that was begun costs whole")
	}
}

func TestProjection(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Copenhagen")
	if err != nil {
		t.Fatal(err)
	}
	at := func(day, hour int) time.Time { return time.Date(2026, 11, day, hour, 0, 0, 0, zone) }
	before := crm.MeterMonth{Month: "2026-10", Used: 900, Latest: 800}
	for name, c := range map[string]struct {
		m      crm.MeterMonth
		before crm.MeterMonth
		at     time.Time
		want   int64
	}{
		"half a month counted":    {crm.MeterMonth{Month: "2026-11", Used: 100}, crm.MeterMonth{}, at(16, 0), 200},
		"too early to say":        {crm.MeterMonth{Month: "2026-11", Used: 100}, crm.MeterMonth{}, at(1, 5), 100},
		"measured, growing":       {crm.MeterMonth{Month: "2026-11", Used: 900, Latest: 900}, before, at(16, 0), 1000},
		"measured, shrinking":     {crm.MeterMonth{Month: "2026-11", Used: 820, Latest: 700}, before, at(16, 0), 820},
		"measured the first time": {crm.MeterMonth{Month: "2026-11", Used: 900, Latest: 900}, crm.MeterMonth{}, at(16, 0), 900},
		"over":                    {crm.MeterMonth{Month: "2026-10", Used: 7}, crm.MeterMonth{}, at(16, 0), 7},
	} {
		if got := c.m.Projected(c.before, c.at); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}
