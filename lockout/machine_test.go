package lockout

import (
	"path/filepath"
	"testing"
	"time"

	"holm/licensing"
	"holm/licensing/issue"
)

// machine is a computer on which the program runs, with a vendor far away. Its
// time is a number, so that years pass in moments.
type machine struct {
	testing.TB
	vendor   *issue.Authority
	register *memory
	options  KeeperOptions
	keeper   *Keeper

	real   time.Time     // the true time
	off    time.Duration // error of the system clock
	booted time.Time
	boots  int
}

// tick is how often the machine's program looks at the clock: no more than
// what one look can prove as running time.
const tick = longestTick

type machineClock struct{ m *machine }

func (c machineClock) Running() time.Duration { return c.m.real.Sub(c.m.booted) }
func (c machineClock) BootID() string         { return "boot " + time.Duration(c.m.boots).String() }

func newMachine(t testing.TB) *machine {
	m := &machine{TB: t, real: origin, booted: origin.Add(-time.Hour)}
	vendor, err := issue.NewAuthority(nil, func() time.Time { return m.real })
	if err != nil {
		t.Fatal(err)
	}
	m.vendor = vendor
	m.register = &memory{installation: Installation{ID: "here", EvaluationStart: m.real}}
	m.options = KeeperOptions{Register: m.register, Verifier: licensing.NewVerifier(vendor.Roots()),
		Now: func() time.Time { return m.real.Add(m.off) }, Boot: machineClock{m}, Version: "1", Once: true}
	m.open()
	return m
}

// disk gives the machine a state file and a folder of documents.
func (m *machine) disk(dir string) {
	m.stop()
	m.options.StateFile, m.options.Folder = filepath.Join(dir, "state.json"), filepath.Join(dir, "licenses")
	m.open()
}

func (m *machine) open() {
	m.Helper()
	k, err := Open(m.Context(), m.options)
	if err != nil {
		m.Fatal(err)
	}
	m.keeper = k
}

func (m *machine) stop() {
	m.Helper()
	if err := m.keeper.Close(); err != nil {
		m.Fatal(err)
	}
}

// kill ends the program without letting it save.
func (m *machine) kill() { m.keeper = nil }

// run lets the program run, looking at every tick.
func (m *machine) run(long time.Duration) {
	m.Helper()
	for range int(long / tick) {
		m.real = m.real.Add(tick)
		if err := m.keeper.Refresh(m.Context()); err != nil {
			m.Fatal(err)
		}
	}
}

// until runs until the state or the time limit, and returns how long it took.
func (m *machine) until(want State, limit time.Duration) time.Duration {
	m.Helper()
	start := m.real
	for m.state() != want {
		if m.real.Sub(start) > limit {
			m.Fatalf("after %s it is %s, not %s; effective time %s", limit, m.state(), want, m.keeper.Time().At)
		}
		m.run(tick)
	}
	return m.real.Sub(start)
}

// powerOff shuts down for a time and starts again.
func (m *machine) powerOff(long time.Duration) {
	m.Helper()
	m.stop()
	m.boot(long)
	m.open()
}

func (m *machine) boot(after time.Duration) {
	m.real = m.real.Add(after)
	m.booted = m.real
	m.boots++
}

// suspend lets time pass without the program running; the boot clock counts it.
func (m *machine) suspend(long time.Duration) {
	m.Helper()
	m.real = m.real.Add(long)
	m.run(tick)
}

// clock sets the system clock to an instant, from where it runs on.
func (m *machine) clock(at time.Time) { m.off = at.Sub(m.real) }

func (m *machine) state() State { return m.keeper.Verdict().State }

func (m *machine) install(text []byte) {
	m.Helper()
	if _, err := m.keeper.Install(m.Context(), text, true, "web"); err != nil {
		m.Fatal(err)
	}
}

// license signs a production licence that begins now, is paid for ten days and
// locks after twenty, on view from the fifth.
func (m *machine) license(serial int64, change func(*licensing.License)) []byte {
	m.Helper()
	l := m.vendor.Sample("here")
	now := m.real
	l.Serial = serial
	l.ID = "L" + time.Duration(serial).String()
	l.Term = licensing.Term{NotBefore: now, WarnFrom: now.Add(5 * day), PaidThrough: now.Add(10 * day),
		OverdueFrom: now.Add(10 * day), LockAt: now.Add(20 * day)}
	if change != nil {
		change(&l)
	}
	text, err := m.vendor.SignLicense(l)
	if err != nil {
		m.Fatal(err)
	}
	return text
}

// renewal signs one for the licence, paid for so many days from now.
func (m *machine) renewal(serial, seq int64, days int) []byte {
	m.Helper()
	paid := m.real.AddDate(0, 0, days)
	text, err := m.vendor.SignRenewal(licensing.Renewal{License: "L" + time.Duration(serial).String(), Seq: seq, PaidThrough: paid,
		WarnFrom: paid.AddDate(0, 0, -5), OverdueFrom: paid, LockAt: paid.AddDate(0, 0, 10)})
	if err != nil {
		m.Fatal(err)
	}
	return text
}

func (m *machine) termination(after int64, days int) []byte {
	m.Helper()
	at := m.real.AddDate(0, 0, days)
	text, err := m.vendor.SignTermination(licensing.Termination{ID: "T", AfterSerial: after, Agreement: "A-1001", Cause: licensing.CauseCustomer,
		NoticeAt: m.real, EffectiveAt: at, FullUntil: at.AddDate(0, 0, 14), ReadOnlyFrom: at.AddDate(0, 0, 14)})
	if err != nil {
		m.Fatal(err)
	}
	return text
}

// within fails unless a duration is what was expected, give or take.
func (m *machine) within(what string, got, want, slack time.Duration) {
	m.Helper()
	if (got - want).Abs() > slack {
		m.Errorf("%s: %s, want %s give or take %s", what, got, want, slack)
	}
}
