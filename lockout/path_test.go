package lockout

import (
	"slices"
	"testing"
	"time"

	"holm/licensing"

	"pgregory.net/rapid"
)

// path is a machine to which anything happens, and what a bystander with an
// honest watch writes down about it.
type path struct {
	*machine
	t       *rapid.T
	serial  int64
	seq     int64
	shown   map[time.Time]time.Duration // running time through which a lock date was on view
	image   *memory
	pulled  int
	newest  time.Time
	latest  time.Time // paid through, by the newest document
	killed  int
	visited map[State]bool
}

// watch runs for a while and checks what must hold at every moment.
func (p *path) watch(long time.Duration) {
	for range int(long / tick) {
		p.saw()
		p.run(tick)
		p.check()
	}
}

// saw notes that the lock date is on view for the tick that begins.
func (p *path) saw() {
	if v := p.keeper.Verdict(); v.License != nil && v.Flags.Warning {
		p.shown[v.Term.LockAt.UTC()] += tick
	}
}

func (p *path) check() {
	v := p.keeper.Verdict()
	p.visited[v.State] = true
	if v.State == Locked {
		// What ran between the last saving and a kill may count twice.
		least := 72*time.Hour - time.Duration(p.killed+1)*tick
		if shown := p.shown[v.Term.LockAt.UTC()]; shown < least {
			p.t.Fatalf("LOCKED after the lock date was on view for %s", shown)
		}
	}
	now := p.keeper.Time()
	if now.Pulled == p.pulled && now.At.Before(p.newest) {
		p.t.Fatalf("effective time went back from %s to %s", p.newest, now.At)
	}
	p.pulled, p.newest = now.Pulled, now.At
}

// restarted checks that a restart changes no state.
func (p *path) restarted(how func()) {
	before := p.state()
	how()
	p.open()
	if after := p.state(); after != before && severity(after) > severity(before) {
		p.t.Fatalf("a restart made %s of %s", after, before)
	}
}

// newer installs a genuine newer document with later dates and no fewer seats.
func (p *path) newer() {
	before := p.keeper.Verdict()
	p.latest = p.latest.Add(time.Duration(rapid.IntRange(0, 40).Draw(p.t, "days more")) * day)
	term := licensing.Term{NotBefore: origin, PaidThrough: p.latest, WarnFrom: p.latest.Add(-5 * day), OverdueFrom: p.latest, LockAt: p.latest.Add(10 * day)}
	var text []byte
	var err error
	if p.serial == 0 || rapid.Bool().Draw(p.t, "licence") {
		p.serial, p.seq = p.serial+1, 0
		text = p.license(p.serial, func(l *licensing.License) { l.Term = term })
	} else {
		p.seq++
		text, err = p.vendor.SignRenewal(licensing.Renewal{License: "L" + time.Duration(p.serial).String(), Seq: p.seq,
			PaidThrough: term.PaidThrough, WarnFrom: term.WarnFrom, OverdueFrom: term.OverdueFrom, LockAt: term.LockAt})
	}
	if err != nil {
		p.t.Fatal(err)
	}
	p.install(text)
	if after := p.keeper.Verdict(); severity(after.State) > severity(before.State) {
		p.t.Fatalf("a newer document made %s of %s", after.State, before.State)
	}
	p.pulled, p.newest = p.keeper.Time().Pulled, p.keeper.Time().At
}

func (p *path) step() {
	length := func(name string, most int) time.Duration {
		return time.Duration(rapid.IntRange(1, most).Draw(p.t, name)) * time.Hour
	}
	switch what := rapid.SampledFrom([]string{"run", "run", "run", "run", "off", "suspend", "clock", "clock right", "restart", "kill", "newer", "image", "restore"}).Draw(p.t, "step"); what {
	case "run":
		p.watch(length("running", 200))
	case "off":
		p.stop()
		p.boot(length("off", 1500)) // through which dates may pass
		p.open()
	case "suspend":
		p.saw() // it wakes up for a tick
		p.suspend(length("suspended", 500))
	case "clock":
		p.off = time.Duration(rapid.IntRange(-800, 800).Draw(p.t, "hours off")) * time.Hour
	case "clock right":
		p.off = 0
	case "restart":
		p.restarted(p.stop)
	case "kill":
		p.killed++
		p.restarted(p.kill)
	case "newer":
		p.newer()
	case "image":
		p.image = p.register.copy()
	case "restore":
		if p.image == nil || p.image.version != p.register.version {
			return // what an older copy knows less is another test's
		}
		p.killed++
		p.kill()
		p.register, p.options.Register = p.image.copy(), nil
		p.options.Register = p.register
		p.open()
		p.pulled, p.newest = p.keeper.Time().Pulled, p.keeper.Time().At
	}
	p.check()
}

func newPath(t *rapid.T, tb testing.TB) *path {
	p := &path{machine: newMachine(tb), t: t, shown: map[time.Time]time.Duration{}, visited: map[State]bool{}, latest: origin.Add(5 * day)}
	p.newer()
	return p
}

// TestNoPathLeadsUnwarnedIntoTheLock takes random paths of running, power-off,
// suspension, wrong clocks, kills, restored images and newer documents.
func TestNoPathLeadsUnwarnedIntoTheLock(t *testing.T) {
	visited := map[State]bool{}
	rapid.Check(t, func(r *rapid.T) {
		p := newPath(r, t)
		for range rapid.IntRange(4, 14).Draw(r, "steps") {
			p.step()
		}
		for s := range p.visited {
			visited[s] = true
		}
	})
	for _, s := range []State{Active, Overdue, Locked} {
		if !visited[s] && !t.Failed() && !testing.Short() { // few paths may all be lucky
			t.Errorf("no path came to %s: the paths prove nothing", s)
		}
	}
}

// TestArrivalInAnyOrder drops the same files in any order, some before, some
// after a restart: the verdict is the same.
func TestArrivalInAnyOrder(t *testing.T) {
	source := newMachine(t)
	later := func(n int) func(*licensing.License) {
		return func(l *licensing.License) {
			l.Categories[0].Seats += n
			l.Term.PaidThrough, l.Term.OverdueFrom = l.Term.PaidThrough.AddDate(0, 0, n), l.Term.OverdueFrom.AddDate(0, 0, n)
			l.Term.LockAt, l.Term.WarnFrom = l.Term.LockAt.AddDate(0, 0, n), l.Term.WarnFrom.AddDate(0, 0, n)
		}
	}
	files := [][]byte{source.license(1, nil), source.license(2, later(1)), source.renewal(1, 1, 40),
		source.renewal(2, 1, 50), source.renewal(2, 2, 60), source.termination(2, 30)}
	var want Verdict
	rapid.Check(t, func(r *rapid.T) {
		m := newMachine(t)
		m.vendor, m.options.Verifier = source.vendor, source.options.Verifier
		m.disk(t.TempDir())
		m.options.StateFile = "" // which only costs time here
		h := house{T: t, options: m.options}
		order := rapid.Permutation([]int{0, 1, 2, 3, 4, 5}).Draw(r, "order")
		for i, n := range order {
			h.drop(string(rune('a'+i))+".holm", files[n])
			m.run(2 * tick)
			if rapid.Bool().Draw(r, "restart") {
				m.stop()
				m.open()
			}
		}
		m.run(4 * tick) // a file that waited for another is tried again
		m.suspend(origin.Add(31 * day).Sub(m.real))
		got := m.keeper.Verdict()
		if want.State == "" {
			want = got
		}
		if got.State != want.State || got.License == nil || got.License.ID != want.License.ID || !got.Term.LockAt.Equal(want.Term.LockAt) ||
			got.Seats("standard") != want.Seats("standard") || (got.Termination == nil) != (want.Termination == nil) || !slices.Equal(got.Boundaries, want.Boundaries) {
			r.Fatalf("in the order %v: %+v\nelse %+v", order, got, want)
		}
	})
}
