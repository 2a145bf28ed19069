package lockout

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"holm/licensing"
)

// TestDaysAreTheCustomers: the peak of a day belongs to the day that the
// customer's wall calendar shows, also on the days with 23 and 25 hours.
func TestDaysAreTheCustomers(t *testing.T) {
	for name, day := range map[string]string{
		"Europe/Copenhagen": "2026-03-29", "Europe/Zurich": "2026-10-25", "Europe/London": "2026-03-29", "Europe/Helsinki": "2026-10-25",
	} {
		t.Run(name, func(t *testing.T) {
			zone, err := time.LoadLocation(name)
			if err != nil {
				t.Fatal(err)
			}
			date, err := licensing.ParseDate(day)
			if err != nil {
				t.Fatal(err)
			}
			m := newMachine(t)
			m.stop()
			users := map[string]int{"sales": 1}
			m.options.Usage = func(context.Context) (map[string]int, error) { return users, nil }
			m.real = date.In(zone).Add(-time.Minute)
			m.register = &memory{installation: Installation{ID: "here", EvaluationStart: m.real, TimeZone: name}}
			m.options.Register = m.register
			m.booted = m.real.Add(-time.Hour)
			m.open()
			m.run(4 * time.Minute) // over midnight
			users = map[string]int{"sales": 5}
			m.run(time.Hour)
			users = map[string]int{"sales": 2}
			m.run(date.AddDays(1).In(zone).Add(-3 * time.Minute).Sub(m.real))
			m.run(4 * time.Minute)
			peaks := m.register.kinds(DailyPeak)
			if len(peaks) != 2 {
				t.Fatalf("%d peaks: %+v", len(peaks), peaks)
			}
			var d PeakData
			if err := json.Unmarshal([]byte(peaks[1].Data), &d); err != nil || d.Day != day || d.Users["sales"] != 5 {
				t.Errorf("%+v, %v", d, err)
			}
		})
	}
}

func TestTheLicencesZoneComesFirst(t *testing.T) {
	at := time.Date(2026, 11, 30, 23, 30, 0, 0, time.UTC)
	for _, c := range []struct{ licence, installation, today string }{
		{"Europe/Helsinki", "Europe/London", "2026-12-01"}, {"", "Europe/Copenhagen", "2026-12-01"}, {"", "", "2026-11-30"}, {"nowhere", "", "2026-11-30"},
	} {
		l := &licensing.License{Customer: licensing.Customer{TimeZone: c.licence}}
		v := Verdict{At: at, TimeZone: zoneOf(l, c.installation)}
		if got := v.Today().String(); got != c.today {
			t.Errorf("%+v: %s", c, got)
		}
	}
}
