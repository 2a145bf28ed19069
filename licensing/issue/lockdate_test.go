package issue_test

import (
	"testing"
	"time"

	"holm/licensing"
	"holm/licensing/issue"
)

func TestLockDateAvoidsWeekendsHolidaysAndChristmas(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Copenhagen")
	if err != nil {
		t.Fatal(err)
	}
	for from, want := range map[string]string{
		"2026-03-12": "2026-03-12T10:00:00+01:00", // Thursday
		"2026-03-13": "2026-03-16T10:00:00+01:00", // Friday
		"2026-04-01": "2026-04-07T10:00:00+02:00", // before Maundy Thursday; Easter
		"2026-05-13": "2026-05-18T10:00:00+02:00", // before Ascension Day
		"2026-12-20": "2027-01-07T10:00:00+01:00",
		"2026-05-04": "2026-05-04T10:00:00+02:00",
	} {
		d, err := licensing.ParseDate(from)
		if err != nil {
			t.Fatal(err)
		}
		if got := issue.LockDate(d, zone, "DK", "SE").Format(time.RFC3339); got != want {
			t.Errorf("from %s: got %s, want %s", from, got, want)
		}
	}
}

func TestLockDateAlwaysKeepsItsRule(t *testing.T) {
	for _, country := range issue.Countries() {
		for day := (licensing.Date{Year: 2026, Month: 1, Day: 1}); day.Year < 2036; day = day.AddDays(3) {
			at := issue.LockDate(day, time.UTC, country)
			if wd := at.Weekday(); wd == time.Friday || wd == time.Saturday || wd == time.Sunday {
				t.Fatalf("%s: %s is a %s", country, at, wd)
			}
			if at.Sub(day.In(time.UTC)) > 25*24*time.Hour {
				t.Fatalf("%s: from %s only %s", country, day, at)
			}
		}
	}
}

func TestHolidaysOfKnownYears(t *testing.T) {
	for _, c := range []struct{ country, day string }{
		{"DK", "2026-05-25"}, {"NO", "2026-05-17"}, {"SE", "2026-06-19"}, {"FI", "2026-10-31"}, {"DE", "2026-10-03"},
		{"GB", "2026-08-31"}, {"GB", "2026-12-28"}, {"IE", "2026-02-02"}, {"CH", "2026-08-01"}, {"NL", "2025-04-26"},
		{"BE", "2026-07-21"}, {"LU", "2026-06-23"}, {"GB", "2025-04-18"}, {"DE", "2024-04-01"},
	} {
		found := false
		d, err := licensing.ParseDate(c.day)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range issue.Holidays(c.country, d.Year) {
			found = found || h.Day == d
		}
		if !found {
			t.Errorf("%s: %s is no holiday", c.country, c.day)
		}
	}
}
