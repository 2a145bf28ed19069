package crm

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func TestMeasureByTheFormula(t *testing.T) {
	cph := zone(t, "Europe/Copenhagen")
	at := func(day, hour, minute int) time.Time { return time.Date(2026, 11, day, hour, minute, 0, 0, cph) }
	long := at(1, 0, 0).AddDate(-1, 0, 0)
	later := at(1, 0, 0).AddDate(0, 2, 0)
	down := func(cause InterruptionCause, from, to time.Time) Interruption {
		return Interruption{Cause: cause, Span: Span{from, to}}
	}
	month := MonthSpan(at(10, 12, 0), cph)
	for _, c := range []struct {
		name        string
		first, now  time.Time
		all         []Interruption
		windows     []Span
		total       time.Duration
		unavailable time.Duration
		maintenance time.Duration
		thousandths int64
		kept        bool
	}{
		{"nothing happened", long, later, nil, nil, 720 * time.Hour, 0, 0, 100_000, true},
		{"the promise to the second", long, later, []Interruption{down(Crashed, at(3, 1, 0), at(3, 1, 0).Add(5184*time.Second))}, nil,
			720 * time.Hour, 5184 * time.Second, 0, 99_800, true},
		{"a second beyond it", long, later, []Interruption{down(Crashed, at(3, 1, 0), at(3, 1, 0).Add(5185*time.Second))}, nil,
			720 * time.Hour, 5185 * time.Second, 0, 99_799, false},
		{"two at once count once", long, later, []Interruption{down(Crashed, at(3, 1, 0), at(3, 3, 0)), down(Silent, at(3, 2, 0), at(3, 4, 0))}, nil,
			720 * time.Hour, 3 * time.Hour, 0, 99_583, false},
		{"across the month's end", long, later, []Interruption{down(Stopped, at(30, 23, 0), at(30, 23, 0).Add(9*time.Hour))}, nil,
			720 * time.Hour, time.Hour, 0, 99_861, true},
		{"within a window, and a bit beyond", long, later, []Interruption{down(Stopped, at(3, 1, 0), at(3, 4, 0))}, []Span{{at(3, 0, 0), at(3, 3, 30)}},
			720 * time.Hour, 30 * time.Minute, 150 * time.Minute, 99_930, true},
		{"locked meanwhile", long, later, []Interruption{down(Locked, at(2, 0, 0), at(9, 0, 0)), down(Crashed, at(3, 0, 0), at(4, 0, 0))}, nil,
			720 * time.Hour, 0, 0, 100_000, true},
		{"the record begins in the month", at(21, 0, 0), later, []Interruption{down(Crashed, at(25, 0, 0), at(25, 1, 0))}, nil,
			240 * time.Hour, time.Hour, 0, 99_583, false},
		{"the month has just begun", long, at(2, 0, 0), []Interruption{down(Crashed, at(1, 1, 0), at(1, 2, 0))}, nil,
			24 * time.Hour, time.Hour, 0, 95_833, false},
		{"before the record", later, later.Add(time.Hour), nil, nil, 0, 0, 0, 100_000, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := Measure(month, c.first, c.now, c.all, c.windows)
			if a.Total != c.total || a.Unavailable != c.unavailable || a.Maintenance != c.maintenance {
				t.Errorf("total %s, unavailable %s, maintenance %s", a.Total, a.Unavailable, a.Maintenance)
			}
			if a.Thousandths() != c.thousandths || a.Kept() != c.kept {
				t.Errorf("%d thousandths, kept %t", a.Thousandths(), a.Kept())
			}
		})
	}
}

func TestMonthsOfAZoneHaveTheirHours(t *testing.T) {
	cph := zone(t, "Europe/Copenhagen")
	for _, c := range []struct {
		at    time.Time
		hours int
	}{
		{time.Date(2026, 3, 15, 0, 0, 0, 0, cph), 743},
		{time.Date(2026, 10, 25, 2, 30, 0, 0, cph), 745},
		{time.Date(2026, 10, 31, 23, 30, 0, 0, time.UTC), 720}, // November in Copenhagen
		{time.Date(2028, 2, 29, 12, 0, 0, 0, cph), 696},
		{time.Date(2026, 12, 31, 22, 59, 0, 0, time.UTC), 744},
	} {
		if got := MonthSpan(c.at, cph).Length(); got != time.Duration(c.hours)*time.Hour {
			t.Errorf("%s: %s, want %d hours", c.at, got, c.hours)
		}
	}
}

// TestMeasureProperties: whatever happened when, the parts never exceed the
// whole, order and doubles do not matter, another interruption never makes the
// figure better, another window never worse, and months add up.
func TestMeasureProperties(t *testing.T) {
	cph := zone(t, "Europe/Copenhagen")
	rapid.Check(t, func(t *rapid.T) {
		base := time.Date(2026, time.Month(rapid.IntRange(1, 12).Draw(t, "month")), 1, 0, 0, 0, 0, cph)
		moment := func(name string) time.Time {
			return base.Add(time.Duration(rapid.IntRange(-3*86400, 40*86400).Draw(t, name)) * time.Second)
		}
		span := func(name string) Span {
			from := moment(name)
			return Span{from, from.Add(time.Duration(rapid.IntRange(-3600, 5*86400).Draw(t, name+" length")) * time.Second)}
		}
		causes := []InterruptionCause{Stopped, Crashed, Silent, Locked, Suspended}
		var all []Interruption
		for range rapid.IntRange(0, 8).Draw(t, "interruptions") {
			all = append(all, Interruption{Cause: rapid.SampledFrom(causes).Draw(t, "cause"), Span: span("interruption")})
		}
		var windows []Span
		for range rapid.IntRange(0, 4).Draw(t, "windows") {
			windows = append(windows, span("window"))
		}
		month, first, now := MonthSpan(base, cph), moment("first"), moment("now")
		a := Measure(month, first, now, all, windows)
		if a.Unavailable < 0 || a.Unavailable+a.Maintenance > a.Total || a.Locked > a.Total || a.Total > month.Length() {
			t.Fatalf("the parts do not fit: %+v", a)
		}
		if k := a.Thousandths(); k < 0 || k > 100_000 || a.Kept() != (k >= AvailabilityPromised*100) {
			t.Fatalf("%d thousandths, kept %t", k, a.Kept())
		}
		backwards := append([]Interruption(nil), all...)
		for i, k := 0, len(backwards)-1; i < k; i, k = i+1, k-1 {
			backwards[i], backwards[k] = backwards[k], backwards[i]
		}
		if b := Measure(month, first, now, append(backwards, all...), append(windows, windows...)); b != a {
			t.Fatalf("order or doubles matter: %+v and %+v", a, b)
		}
		more := append(append([]Interruption(nil), all...), Interruption{Cause: Crashed, Span: span("another")})
		if b := Measure(month, first, now, more, windows); b.Unavailable < a.Unavailable {
			t.Fatal("an interruption made it better")
		}
		if b := Measure(month, first, now, all, append(windows, span("another window"))); b.Unavailable > a.Unavailable {
			t.Fatal("a window made it worse")
		}
		cut := moment("cut")
		one, two := Measure(Span{month.From, cut}.Within(month), first, now, all, windows), Measure(Span{cut, month.To}.Within(month), first, now, all, windows)
		if one.Total+two.Total != a.Total || one.Unavailable+two.Unavailable != a.Unavailable {
			t.Fatal("the halves do not add up")
		}
	})
}

func TestInterruptionsBetweenSignsOfLife(t *testing.T) {
	at := func(minutes int) time.Time { return time.Date(2026, 11, 21, 10, minutes, 0, 0, time.UTC) }
	beat := func(boot string, running, clock int, stopped bool) Heartbeat {
		return Heartbeat{Server: "a", Boot: boot, Running: time.Duration(running) * time.Minute, At: at(clock), StartedAt: at(0), Stopped: stopped}
	}
	const decade = 10 * 366 * 24 * 60
	for _, c := range []struct {
		name      string
		was, now  Heartbeat
		restarted bool
		cause     InterruptionCause
		minutes   int
	}{
		{"a minute later", beat("x", 5, 5, false), beat("x", 6, 6, false), false, "", 0},
		{"the clock was put forward", beat("x", 5, 5, false), beat("x", 6, decade, false), false, "", 0},
		{"the clock was put back", beat("x", 5, 5, false), beat("x", 6, -decade, false), false, "", 0},
		{"asleep for an hour", beat("x", 5, 5, false), beat("x", 65, 65, false), false, Silent, 60},
		{"asleep, and the clock was put back", beat("x", 5, 65, false), beat("x", 65, 5, false), false, Silent, 60},
		{"killed", beat("x", 5, 5, false), beat("x", 7, 7, false), true, Crashed, 2},
		{"stopped", beat("x", 5, 5, true), beat("x", 7, 7, false), true, Stopped, 2},
		{"power cut", beat("x", 5, 5, false), beat("y", 1, 35, false), true, Crashed, 30},
		{"killed, and the clock was put forward", beat("x", 5, 5, false), beat("x", 7, decade, false), true, Crashed, 2},
		{"power cut, and the clock was lost", beat("x", 5, 5, false), beat("y", 1, -decade, false), true, Crashed, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			i, ok := c.was.Interruption(c.now, c.restarted)
			if ok != (c.cause != "") || ok && (i.Cause != c.cause || i.Length() != time.Duration(c.minutes)*time.Minute || !i.To.Equal(c.now.At)) {
				t.Errorf("%t, %+v", ok, i)
			}
		})
	}
}

// TestClockJumpsHideNothing plays hours of running, sleeping, crashing and
// setting the clock: what is found is as long as what really happened, within
// one boot, and nothing is found when nothing happened.
func TestClockJumpsHideNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		real, clock := time.Duration(0), time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)
		last := Heartbeat{Server: "a", Boot: "x", At: clock}
		var down, found time.Duration
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			restarted := false
			step := time.Minute
			switch rapid.SampledFrom([]string{"run", "run", "sleep", "crash", "clock"}).Draw(t, "what") {
			case "sleep":
				step = time.Duration(rapid.IntRange(4, 600).Draw(t, "minutes")) * time.Minute
				down += step
			case "crash":
				restarted, step = true, time.Duration(rapid.IntRange(1, 600).Draw(t, "minutes"))*time.Minute
				down += step
			case "clock":
				clock = clock.Add(time.Duration(rapid.IntRange(-1e6, 1e6).Draw(t, "jump")) * time.Minute)
			}
			real, clock = real+step, clock.Add(step)
			next := Heartbeat{Server: "a", Boot: "x", At: clock, Running: real}
			if i, ok := last.Interruption(next, restarted); ok {
				found += i.Length()
			}
			last = next
		}
		if found != down {
			t.Fatalf("found %s of %s", found, down)
		}
	})
}

func TestClaimIsDueOnTheThirdWorkingDay(t *testing.T) {
	cph := zone(t, "Europe/Copenhagen")
	for month, want := range map[time.Month]string{
		time.October: "2026-11-04", // the first is a Sunday
		time.July:    "2026-08-05",
		time.May:     "2026-06-03", // the first is a Monday
	} {
		due := ClaimDue(MonthSpan(time.Date(2026, month, 9, 0, 0, 0, 0, cph), cph))
		if got := due.Add(-time.Second).Format(time.DateOnly); got != want {
			t.Errorf("%s: due %s, want %s", month, got, want)
		}
	}
}

func TestMaintenanceIsAnnouncedBefore(t *testing.T) {
	now := time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)
	window := func(from, to time.Duration) ServiceMessage {
		m := ServiceMessage{Kind: ServiceMaintenance, StartsAt: now.Add(from), EndsAt: now.Add(to)}
		m.Tidy()
		return m
	}
	for name, c := range map[string]struct {
		m    ServiceMessage
		want string
	}{
		"tomorrow":         {window(24*time.Hour, 26*time.Hour), ""},
		"at once":          {window(-time.Minute, time.Hour), ""},
		"an hour ago":      {window(-time.Hour, time.Hour), "starts_at: error.window_past"},
		"ends before":      {window(2*time.Hour, time.Hour), "ends_at: error.ends_before"},
		"a month":          {window(time.Hour, 720*time.Hour), "ends_at: error.window_long"},
		"nothing was said": {ServiceMessage{Kind: ServiceText, ShownFrom: now, StartsAt: now, EndsAt: now.Add(time.Hour)}, "text: error.required"},
	} {
		err := c.m.Validate(now)
		if err == nil && c.want != "" || err != nil && err.Error() != "not valid: "+c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
	if m := window(24*time.Hour, 26*time.Hour); m.Shown(now) || !m.Shown(now.Add(23*time.Hour)) || m.Shown(now.Add(26*time.Hour)) {
		t.Error("it is shown from an hour before until it ends")
	}
}
