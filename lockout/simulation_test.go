package lockout

import (
	"testing"
	"time"

	"holm/licensing"
)

// TestClocksThatLie: whatever the clock does, an unpaid licence locks after
// its twenty days of running time, neither sooner nor much later.
func TestClocksThatLie(t *testing.T) {
	year := func(y int) time.Time { return time.Date(y, 6, 1, 12, 0, 0, 0, time.UTC) }
	for name, c := range map[string]struct {
		happens func(*machine) // from the installation on
		off     time.Duration  // time without power, which a clock put back hides
	}{
		"right": {func(*machine) {}, 0},
		"put back once": {func(m *machine) {
			m.run(8 * day)
			m.clock(m.real.Add(-30 * day))
		}, 0},
		"put back every day": {func(m *machine) {
			for range 19 {
				m.run(day)
				m.clock(origin)
			}
		}, 0},
		"put back while off": {func(m *machine) {
			m.run(15 * day)
			m.off = -14 * day
			m.powerOff(hour)
		}, hour},
		"put back at every power-off": {func(m *machine) {
			for range 10 {
				m.run(day)
				m.clock(origin)
				m.powerOff(hour)
			}
		}, 10 * hour},
		"reset to 2000": {func(m *machine) {
			m.run(8 * day)
			m.clock(year(2000))
			m.powerOff(time.Minute)
		}, time.Minute},
		"reset to 2000 and set right": {func(m *machine) {
			m.run(8 * day)
			m.clock(year(2000))
			m.powerOff(time.Minute)
			m.run(day)
			m.off = 0
		}, 0},
		"a day in 2099": {func(m *machine) {
			m.run(3 * day)
			m.clock(year(2099))
			m.run(day)
			m.off = 0
		}, 0},
		"three days in 2099": {func(m *machine) {
			m.run(3 * day)
			m.clock(year(2099))
			m.powerOff(time.Minute)
			m.run(3 * day)
			m.off = 0
		}, 0},
		"23 hours in next month": {func(m *machine) {
			m.run(3 * day)
			m.off = 31 * day
			m.run(23 * hour)
			m.off = 0
		}, 0},
		"an hour ahead, an hour behind": {func(m *machine) {
			for range 100 {
				m.off = hour
				m.run(hour)
				m.off = -hour
				m.run(hour)
			}
		}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := newMachine(t)
			m.install(m.license(1, nil))
			start := m.real
			c.happens(m)
			m.until(Locked, 21*day)
			m.within("locked after", m.real.Sub(start), 20*day+c.off, hour+10*time.Minute)
		})
	}
}

func TestAFlagForAWrongClock(t *testing.T) {
	for what, c := range map[string]struct {
		off     time.Duration
		suspect bool
	}{
		"two days ahead": {2 * day, false}, "a century ahead": {100 * 365 * day, true},
		"23 hours behind": {-23 * hour, false}, "two days behind": {-2 * day, true},
	} {
		m := newMachine(t)
		m.install(m.license(1, nil))
		m.off = c.off
		m.run(tick)
		if got := m.keeper.Verdict().Flags.ClockSuspect; got != c.suspect || m.state() != Active {
			t.Errorf("%s: suspect %v, %s", what, got, m.state())
		}
		if n := len(m.register.kinds(ClockEvent)); (n == 1) != c.suspect {
			t.Errorf("%s: %d entries in the ledger", what, n)
		}
	}
}

// TestTwoMonthsOff: a machine that comes back long after its lock date first
// believes its clock, then warns for 72 hours, then locks.
func TestTwoMonthsOff(t *testing.T) {
	m := newMachine(t)
	m.install(m.license(1, nil))
	m.run(3 * day)
	m.powerOff(60 * day)
	if m.state() != Active {
		t.Fatalf("at the start: %s", m.state())
	}
	m.within("overdue after", m.until(Overdue, 2*day), 24*hour, 10*time.Minute)
	m.within("locked after", m.until(Locked, 5*day), 72*hour, 10*time.Minute)
}

// TestALaptopInABag: suspended time ages the effective time and is no warned
// hour.
func TestALaptopInABag(t *testing.T) {
	m := newMachine(t)
	m.install(m.license(1, nil))
	start := m.real
	for m.state() != Locked && m.real.Sub(start) < 100*day {
		m.run(3 * hour)
		m.suspend(21*hour - tick)
		m.within("effective time", m.keeper.Time().At.Sub(m.real), 0, 10*time.Minute)
	}
	// 72 warned hours at three a day from the fifth day on.
	m.within("locked after", m.real.Sub(start), 5*day+24*day, 2*day)
}

// TestKilledEveryTenMinutes, with the clock put back each time.
func TestKilledEveryTenMinutes(t *testing.T) {
	for name, boots := range map[string]bool{"the program": false, "the machine": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := newMachine(t)
			m.install(m.license(1, nil))
			start := m.real
			for m.state() != Locked {
				if m.real.Sub(start) > 24*day {
					t.Fatalf("%s after %s", m.state(), m.real.Sub(start))
				}
				m.run(10 * time.Minute)
				m.kill()
				m.clock(origin)
				if boots {
					m.boot(time.Second)
				}
				m.open()
			}
			m.within("locked after", m.real.Sub(start), 20*day, hour)
		})
	}
}

// TestARestoredDatabase of before a termination: state file and folder bring
// the termination back, and the ledger tells.
func TestARestoredDatabase(t *testing.T) {
	m := newMachine(t)
	m.disk(t.TempDir())
	m.install(m.license(1, func(l *licensing.License) {
		l.Term.PaidThrough, l.Term.WarnFrom = l.Term.NotBefore.AddDate(1, 0, 0), l.Term.NotBefore.AddDate(1, 0, 0)
		l.Term.OverdueFrom, l.Term.LockAt = l.Term.PaidThrough, l.Term.PaidThrough.AddDate(0, 1, 0)
	}))
	m.run(hour)
	copied := m.register.copy()
	m.install(m.termination(1, 1))
	m.until(ReadOnly, 20*day)
	m.stop()
	m.register, m.options.Register = copied, copied
	m.off = -16 * day
	m.open()
	if m.state() != ReadOnly {
		t.Errorf("an older copy of the database made it %s", m.state())
	}
	if n := len(m.register.kinds(RestoreDetected)); n != 1 {
		t.Errorf("%d restores in the ledger", n)
	}
}

// TestARestoredMachine: an image of everything gains no more than the warned
// hours that it had not yet counted, and its ledger forks from what the vendor
// knows.
func TestARestoredMachine(t *testing.T) {
	m := newMachine(t)
	m.install(m.license(1, nil))
	m.run(6 * day) // a day of warnings
	image := m.register.copy()
	m.until(Locked, 20*day)
	seen := m.keeper.past.head
	m.kill()
	m.register, m.options.Register = image, image
	m.boot(hour)
	m.open()
	m.until(Locked, 73*hour)
	entries, err := image.Entries(t.Context(), seen.Seq-1, 1)
	if err != nil || len(entries) == 1 && entries[0].Hash == seen.Hash {
		t.Errorf("the restored machine's ledger goes on as if nothing had been: %v", err)
	}
}

// TestPoisonedTimeIsPulledBack: a clock that was months ahead for two days is
// believed, locks nobody without warning, and the next document puts it right.
func TestPoisonedTimeIsPulledBack(t *testing.T) {
	m := newMachine(t)
	m.install(m.license(1, nil))
	m.run(hour)
	m.off = 100 * day
	m.run(2 * day)
	m.off = 0
	if m.state() != Overdue {
		t.Fatalf("poisoned: %s", m.state())
	}
	m.run(hour)
	m.install(m.renewal(1, 1, 30))
	m.within("effective time", m.keeper.Time().At.Sub(m.real), 0, 10*time.Minute)
	if m.state() != Active || m.keeper.Verdict().Flags.ClockSuspect {
		t.Errorf("after the renewal: %s", m.state())
	}
}

// TestALateDocumentLocksNobody switches a warned machine off until after the
// lock date and installs a document that proves how late it is, itself or by
// another process: nothing locks before the lock date was on view once more.
func TestALateDocumentLocksNobody(t *testing.T) {
	for _, door := range []string{"this process", "another"} {
		t.Run(door, func(t *testing.T) {
			m := newMachine(t)
			m.install(m.license(1, nil))
			m.run(9 * day) // on view from the fifth
			m.powerOff(20 * day)
			same := m.renewal(1, 1, -19) // paid through the tenth, locks on the twentieth
			if door == "another" {
				other, err := Open(t.Context(), m.options)
				if err != nil {
					t.Fatal(err)
				}
				if _, err := other.Install(t.Context(), same, true, "command"); err != nil {
					t.Fatal(err)
				}
				m.run(tick)
			} else {
				m.install(same)
			}
			if m.state() == Locked {
				t.Fatal("installing a document locked")
			}
			m.within("on view once more", m.until(Locked, 80*time.Hour), leastWarned, time.Hour)
		})
	}
}
