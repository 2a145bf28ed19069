package main

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"holm/licensing"
	"holm/lockout"
)

// life is a vendor's desk and one customer's installation. They share the
// calendar and a folder of files, and nothing else.
type life struct {
	*testing.T
	folder  string
	billing string
	now     time.Time
	booted  time.Time

	data   *rows
	keeper *lockout.Keeper
	key    ed25519.PrivateKey
	users  map[string]int
	files  int
}

func (l *life) Running() time.Duration { return l.now.Sub(l.booted) }
func (l *life) BootID() string         { return "boot" }

func newLife(t *testing.T, billing string) *life {
	l := &life{T: t, folder: t.TempDir(), billing: billing, now: time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC),
		key: ed25519.NewKeyFromSeed(bytes.Repeat([]byte("k"), 32)), users: map[string]int{"sales": 9, "reader": 2}}
	l.booted = l.now
	l.data = &rows{installation: lockout.Installation{ID: "7K2M-9QXR-4DTV", EvaluationStart: l.now}}
	if err := os.WriteFile(l.path("pass"), []byte("correct horse\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return l
}

func (l *life) path(name string) string { return filepath.Join(l.folder, name) }

// vendor runs the vendor's tool and returns what it printed.
func (l *life) vendor(args ...string) string {
	l.Helper()
	var out, failed bytes.Buffer
	all := append([]string{"--register", l.path("register"), "--passphrase-file", l.path("pass"), "--json"}, args...)
	code := run(context.Background(), all, func(string) string { return "" }, strings.NewReader(""), &out, &failed, func() time.Time { return l.now })
	if code != exitDone {
		l.Fatalf("%s %s: holm-vendor %s: exit %d\n%s", l.billing, l.now, strings.Join(args, " "), code, failed.String())
	}
	return out.String()
}

// signed runs a command that signs, and returns the name of the new file.
func (l *life) signed(args ...string) string {
	l.Helper()
	l.files++
	name := l.path("d" + time.Duration(l.files).String() + ".holm")
	l.vendor(append(args, "--out", name)...)
	return name
}

func (l *life) open() {
	l.Helper()
	root, err := os.ReadFile(l.path("register/public/root-primary.pem"))
	if err != nil {
		l.Fatal(err)
	}
	trusted, err := licensing.ParseRoot(root)
	if err != nil {
		l.Fatal(err)
	}
	l.keeper, err = lockout.Open(l.Context(), lockout.KeeperOptions{Register: l.data, Verifier: licensing.NewVerifier(licensing.Roots{trusted}),
		Now: func() time.Time { return l.now }, Boot: l, Version: "1", Once: true,
		Usage: func(context.Context) (map[string]int, error) { return l.users, nil }})
	if err != nil {
		l.Fatal(err)
	}
}

// install carries a file to the installation.
func (l *life) install(file string) {
	l.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		l.Fatal(err)
	}
	if _, err := l.keeper.Install(l.Context(), text, true, "web"); err != nil {
		l.Fatalf("%s %s: %v", l.billing, l.now, err)
	}
}

// pass lets the installation run, looking every step.
func (l *life) pass(long, step time.Duration) {
	l.Helper()
	for end := l.now.Add(long); l.now.Before(end); {
		l.now = l.now.Add(step)
		if err := l.keeper.Refresh(l.Context()); err != nil {
			l.Fatal(err)
		}
	}
}

func (l *life) want(states ...lockout.State) {
	l.Helper()
	v := l.keeper.Verdict()
	for _, s := range states {
		if v.State == s {
			return
		}
	}
	l.Fatalf("%s %s: %s since %s, want %v; term %+v", l.billing, l.now, v.State, v.Since, states, v.Term)
}

// report carries the usage report to the vendor and returns what is invoiced.
func (l *life) report() []overage {
	l.Helper()
	text, err := licensing.SignStatement(licensing.ReportStatement, usage{Installation: l.data.installation.ID, MadeAt: l.now, Version: "1",
		Ledger: l.data.entries}, l.key)
	if err != nil {
		l.Fatal(err)
	}
	l.files++
	name := l.path("report" + time.Duration(l.files).String() + ".json")
	if err := os.WriteFile(name, text, 0o600); err != nil {
		l.Fatal(err)
	}
	var e reportEntry
	if err := json.Unmarshal([]byte(l.vendor("report", "import", name)), &e); err != nil {
		l.Fatal(err)
	}
	return e.Lines
}

// order carries an order to the vendor and the licence back.
func (l *life) order(id string, lines ...licensing.OrderLine) {
	l.Helper()
	v := l.keeper.Verdict()
	text, err := licensing.SignStatement(licensing.OrderStatement, licensing.Order{Schema: 1, ID: id, Installation: l.data.installation.ID,
		Agreement: "A-1", Serial: v.License.Serial, PlacedAt: l.now, PlacedBy: "Anna Skov", Authority: licensing.ByMainUser, Lines: lines}, l.key)
	if err != nil {
		l.Fatal(err)
	}
	if err := os.WriteFile(l.path(id+".json"), text, 0o600); err != nil {
		l.Fatal(err)
	}
	l.vendor("order", "import", l.path(id+".json"))
	l.install(l.signed("order", "confirm", id))
}

// renewals has the vendor's desk look at what is due, every five days until
// then. It answers once the customer has paid, some days after the invoice.
func (l *life) renewals(until time.Time, paysAfter int) {
	l.Helper()
	for l.now.Before(until) {
		l.pass(min(5*24*time.Hour, until.Sub(l.now)), 24*time.Hour)
		var due []dueLine
		if err := json.Unmarshal([]byte(l.vendor("due", "--within", "20d")), &due); err != nil {
			l.Fatal(err)
		}
		if len(due) == 0 {
			continue
		}
		l.pass(time.Duration(paysAfter)*24*time.Hour, 24*time.Hour)
		l.report()
		l.install(l.signed(l.renew(due[0])...))
		l.want(lockout.Active, lockout.Terminating)
	}
}

// renew is pasted while the licence's key signs, which is two years.
func (l *life) renew(due dueLine) []string {
	args := []string{"renew", "--agreement", "A-1", "--paid-through", due.Next.String()}
	if l.now.Before(time.Date(2028, 3, 10, 0, 0, 0, 0, time.UTC)) {
		args = append(args, "--paste")
	}
	return args
}

// lapse lets a term run out unpaid: everything works until the lock date, which
// is on view before, and the renewal unlocks at once.
func (l *life) lapse() {
	l.Helper()
	term := l.keeper.Verdict().Term
	l.renewals(term.PaidThrough.AddDate(0, 0, -21), 1)
	term = l.keeper.Verdict().Term
	l.pass(term.OverdueFrom.Add(time.Hour).Sub(l.now), time.Hour)
	l.want(lockout.Overdue)
	l.pass(term.LockAt.Add(-80*time.Hour).Sub(l.now), time.Hour)
	l.want(lockout.Overdue)
	l.pass(term.LockAt.Add(-time.Minute).Sub(l.now), 2*time.Minute)
	l.pass(10*time.Minute, 2*time.Minute)
	l.want(lockout.Locked)
	if since := l.keeper.Verdict().Since; since.Sub(term.LockAt) > 5*time.Minute || since.Before(term.LockAt) {
		l.Errorf("%s: locked since %s, the date was %s", l.billing, since, term.LockAt)
	}
	l.pass(48*time.Hour, time.Hour)
	l.report()
	var due []dueLine
	if err := json.Unmarshal([]byte(l.vendor("due")), &due); err != nil || len(due) != 1 || due[0].State != "locked" {
		l.Fatalf("due: %v %+v", err, due)
	}
	l.install(l.signed(l.renew(due[0])...))
	l.want(lockout.Active, lockout.Overdue) // a short period may be over again
}

// begin is a customer's first day.
func (l *life) begin() {
	l.Helper()
	l.vendor("init", "--work", "10", "--country", "DK")
	l.vendor("price", "set", "--currency", "DKK", "--category", "sales=45000", "--category", "reader=9900")
	l.vendor("customer", "add", "--no", "1", "--name", "Nordlys A/S", "--country", "SE", "--language", "sv")
	l.open()
	l.want(lockout.Evaluation)
	l.vendor("agreement", "add", "--no", "A-1", "--customer", "1", "--billing", l.billing, "--installation", l.data.installation.ID)
	l.install(l.signed("issue", "--agreement", "A-1", "--seats", "sales=10", "--seats", "reader=3"))
	l.want(lockout.Active)
}

// grow orders more, then fewer, and is invoiced for what stays beyond.
func (l *life) grow() {
	l.Helper()
	l.order("o1", licensing.OrderLine{Kind: licensing.OrderSeats, Code: "sales", Before: 10, Wanted: 14})
	if n := l.keeper.Verdict().Seats("sales"); n != 14 {
		l.Fatalf("%s: %d seats after the order", l.billing, n)
	}
	l.users = map[string]int{"sales": 13, "reader": 2}
	l.renewals(l.now.AddDate(0, 1, 0), 3)
	l.order("o2", licensing.OrderLine{Kind: licensing.OrderSeats, Code: "sales", Before: 14, Wanted: 11})
	v := l.keeper.Verdict()
	if v.Seats("sales") != 14 || len(v.Future) != 1 {
		l.Fatalf("%s: fewer users hold at once: %+v", l.billing, v.Future)
	}
	from := *v.Future[0].From
	l.renewals(from.AddDate(0, 0, -1), 3)
	if n := l.keeper.Verdict().Seats("sales"); n != 14 {
		l.Errorf("%s: %d seats before the day", l.billing, n)
	}
	l.renewals(from.AddDate(0, 0, 3), 3)
	if v := l.keeper.Verdict(); v.Seats("sales") != 11 || v.Flags.OverLimit["sales"] != 2 {
		l.Errorf("%s: %d seats, over %v", l.billing, v.Seats("sales"), v.Flags.OverLimit)
	}
	l.users = map[string]int{"sales": 11, "reader": 2}
	l.pass(48*time.Hour, time.Hour)
	lines := l.report()
	if len(lines) == 0 && !l.invoiced(from) {
		l.Errorf("%s: nothing is invoiced for two users too many from %s", l.billing, from)
	}
}

// invoiced asks the vendor's statement of a month and the next.
func (l *life) invoiced(from time.Time) bool {
	for _, month := range []time.Time{from, from.AddDate(0, 0, 10)} {
		var m monthStatement
		text := l.vendor("statement", "--agreement", "A-1", "--month", month.Format("2006-01"))
		if json.Unmarshal([]byte(text), &m) == nil && len(m.Overage) > 0 {
			return true
		}
	}
	return false
}

// move takes the data to a new server.
func (l *life) move() {
	l.Helper()
	l.vendor("key", "new-issuer")
	old := l.data.installation.ID
	l.data.installation.ID, l.data.installation.MovedFrom, l.data.installation.MovedAt = "M3NP-8WYA-6BCD", old, l.now
	l.open()
	if v := l.keeper.Verdict(); !v.Flags.RebindPending || v.State != lockout.Active {
		l.Fatalf("%s: moved: %s %+v", l.billing, v.State, v.Flags)
	}
	l.pass(3*24*time.Hour, time.Hour)
	l.install(l.signed("rebind", "--agreement", "A-1", "--installation", l.data.installation.ID, "--reason", "new server"))
	if v := l.keeper.Verdict(); v.Flags.RebindPending || v.State != lockout.Active {
		l.Fatalf("%s: rebound: %s %+v", l.billing, v.State, v.Flags)
	}
}

// end gives notice and lives through it.
func (l *life) end() {
	l.Helper()
	l.install(l.signed("terminate", "--agreement", "A-1", "--cause", "customer", "--confirm", "A-1"))
	l.want(lockout.Terminating)
	t := *l.keeper.Verdict().Termination
	if t.EffectiveAt.Sub(l.now) < 29*24*time.Hour {
		l.Errorf("%s: ends %s after notice of %s", l.billing, t.EffectiveAt, l.now)
	}
	l.renewals(t.EffectiveAt.AddDate(0, 0, -1), 2)
	l.want(lockout.Terminating)
	l.pass(t.EffectiveAt.Add(time.Minute).Sub(l.now), time.Hour)
	l.want(lockout.WindDown)
	l.pass(t.ReadOnlyFrom.Add(-time.Hour).Sub(l.now), 30*time.Minute)
	l.want(lockout.WindDown)
	l.pass(2*time.Hour, time.Hour)
	l.want(lockout.ReadOnly)
	l.pass(100*24*time.Hour, 24*time.Hour)
	l.want(lockout.ReadOnly)
	if !l.keeper.Verdict().HostingStatementNeeded() {
		l.Errorf("%s: the export asks for no statement", l.billing)
	}
	l.report()
}

// TestThreeYears is the whole life of a customer: bought, grown, shrunk, not
// paid and paid again, keys rotated, moved, ended.
func TestThreeYears(t *testing.T) {
	for _, billing := range []string{"monthly", "quarterly", "annual"} {
		t.Run(billing, func(t *testing.T) {
			t.Parallel()
			l := newLife(t, billing)
			start := l.now
			l.begin()
			l.renewals(start.AddDate(0, 4, 0), 3)
			l.grow()
			l.vendor("key", "new-issuer")
			l.lapse()
			l.renewals(start.AddDate(2, 0, 0), 5)
			l.move()
			l.renewals(start.AddDate(2, 8, 0), 3)
			l.end()
			if l.now.Sub(start) < 3*365*24*time.Hour {
				t.Errorf("%s: over after %s", billing, l.now.Sub(start))
			}
			if _, err := lockout.VerifyLedger(t.Context(), l.data); err != nil {
				t.Error(err)
			}
		})
	}
}
