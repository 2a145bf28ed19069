package issue_test

import (
	"strings"
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

// zones are the countries' own.
func zones(t *testing.T) map[string]*time.Location {
	t.Helper()
	found := map[string]*time.Location{}
	for country, name := range map[string]string{"BE": "Brussels", "CH": "Zurich", "DE": "Berlin", "DK": "Copenhagen", "FI": "Helsinki",
		"GB": "London", "IE": "Dublin", "LU": "Luxembourg", "NL": "Amsterdam", "NO": "Oslo", "SE": "Stockholm"} {
		zone, err := time.LoadLocation("Europe/" + name)
		if err != nil {
			t.Fatal(err)
		}
		found[country] = zone
	}
	if len(found) != len(licensing.Countries()) {
		t.Fatalf("%d zones for %d countries", len(found), len(licensing.Countries()))
	}
	return found
}

// TestEveryLockDateOfTenYears: for customers in eleven countries under a
// vendor in each of them, for every billing period and every day through which
// may be paid in ten years.
func TestEveryLockDateOfTenYears(t *testing.T) {
	off := map[string]map[licensing.Date]bool{} // country: holidays and the days before them
	for _, country := range licensing.Countries() {
		off[country] = map[licensing.Date]bool{}
		for year := 2026; year <= 2037; year++ {
			for _, h := range licensing.Holidays(country, year) {
				off[country][h.Day], off[country][h.Day.AddDays(-1)] = true, true
			}
		}
	}
	step := 1
	if testing.Short() {
		step = 11
	}
	for country, zone := range zones(t) {
		t.Run(country, func(t *testing.T) {
			t.Parallel()
			for n, vendor := range licensing.Countries() {
				// A vendor elsewhere is tried on every eleventh day, each on its own.
				day, by := (licensing.Date{Year: 2026, Month: 1, Day: 1}).AddDays(n), 11
				if vendor == country {
					by = step
				}
				for ; day.Year < 2036; day = day.AddDays(by) {
					for _, b := range []licensing.BillingPeriod{licensing.Annual, licensing.Quarterly, licensing.Monthly} {
						term := issue.Term(time.Time{}, day, b, zone, country, vendor)
						allowed(t, term, off[country], off[vendor], b)
					}
				}
			}
		})
	}
}

func allowed(t *testing.T, term licensing.Term, own, vendors map[licensing.Date]bool, b licensing.BillingPeriod) {
	t.Helper()
	at := term.LockAt // in the customer's zone
	day := licensing.DateOf(at)
	fail := func(why string) { t.Fatalf("%s paid through %s locks %s: %s", b, term.PaidThrough, at, why) }
	switch {
	case at.Hour() != 10 || at.Minute() != 0 || at.Second() != 0:
		fail("not at ten")
	case at.Weekday() == time.Friday || at.Weekday() == time.Saturday || at.Weekday() == time.Sunday:
		fail("a " + at.Weekday().String())
	case own[day] || vendors[day]:
		fail("a holiday or the day before")
	case day.Month == time.December && day.Day >= 20, day.Month == time.January && day.Day <= 6:
		fail("Christmas")
	}
	distance := map[licensing.BillingPeriod]int{licensing.Annual: 30, licensing.Quarterly: 21, licensing.Monthly: 14}[b]
	if early := licensing.DateOf(term.PaidThrough).AddDays(distance); day.Before(early) || early.AddDays(24).Before(day) {
		fail("not the first allowed day after " + early.String())
	}
}

// TestHolidaysOf2026 is written by hand from the countries' own calendars.
func TestHolidaysOf2026(t *testing.T) {
	for country, want := range map[string]string{
		"BE": "0101 0406 0501 0514 0525 0721 0815 1101 1111 1225 1226",
		"CH": "0101 0102 0403 0406 0501 0514 0525 0604 0801 0815 1101 1208 1225 1226",
		"DE": "0101 0403 0406 0501 0514 0525 0604 1003 1031 1101 1225 1226",
		"DK": "0101 0402 0403 0406 0514 0525 0605 1225 1226",
		"FI": "0101 0106 0403 0406 0501 0514 0619 1031 1206 1225 1226",
		"GB": "0101 0102 0317 0403 0406 0504 0525 0712 0713 0803 0831 1130 1225 1226 1228",
		"IE": "0101 0202 0317 0406 0504 0601 0803 1026 1225 1226 1228",
		"LU": "0101 0406 0501 0509 0514 0525 0623 0815 1101 1225 1226",
		"NL": "0101 0406 0427 0505 0514 0525 1225 1226",
		"NO": "0101 0402 0403 0406 0501 0514 0517 0525 1225 1226",
		"SE": "0101 0106 0403 0406 0501 0514 0606 0619 1031 1225 1226",
	} {
		var got []string
		for _, h := range licensing.Holidays(country, 2026) {
			got = append(got, h.Day.In(time.UTC).Format("0102"))
		}
		if text := strings.Join(got, " "); text != want {
			t.Errorf("%s: %s\nwant %s", country, text, want)
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
		for _, h := range licensing.Holidays(c.country, d.Year) {
			found = found || h.Day == d
		}
		if !found {
			t.Errorf("%s: %s is no holiday", c.country, c.day)
		}
	}
}
