package notice_test

import (
	"io"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"holm/crm"
	"holm/licensing"
	"holm/lockout"
	"holm/server"
	"holm/server/notice"
	"holm/store"
)

// gate is a gate whose verdict a test turns.
type gate struct {
	atomic.Pointer[lockout.Verdict]
}

func (g *gate) Verdict() lockout.Verdict { return *g.Load() }

func (g *gate) turn(v lockout.Verdict) { g.Store(&v) }

// house is a store with a main user, an administrator who reads German and a
// colleague, and whoever tells them.
type house struct {
	*store.Store
	t          *testing.T
	gate       *gate
	site       *server.Server
	now        time.Time
	main, anke crm.Actor
	colleague  crm.Actor
}

func newHouse(t *testing.T) *house {
	t.Helper()
	h := &house{t: t, gate: &gate{}, now: time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)}
	h.gate.turn(lockout.Verdict{State: lockout.Active, Everything: true, SeatTotal: 9, Categories: []licensing.Category{{Code: "complete", Seats: 9}}})
	var err error
	if h.Store, err = store.Open(t.Context(), store.Options{Dir: t.TempDir(), Gate: h.gate, Now: func() time.Time { return h.now }}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := h.Store.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := h.CompleteSetup(t.Context(), crm.Setup{Local: true, Company: "Skovby", Country: "DK", Language: "da",
		AdminName: "Anna Holm", AdminEmail: "anna@skovby.example", PasswordHash: "x", Category: "complete"}); err != nil {
		t.Fatal(err)
	}
	u, err := h.MainUser(t.Context())
	if err == nil {
		h.main, err = h.ActorOf(t.Context(), u.ID)
	}
	if err != nil {
		t.Fatal(err)
	}
	h.anke = h.user("anke", "de", crm.RoleAdministrator)
	h.colleague = h.user("emil", "sv", crm.RoleUser)
	quiet := slog.New(slog.NewTextHandler(io.Discard, nil))
	if h.site, err = server.New(server.Options{Store: h.Store, Gate: h.gate, Now: func() time.Time { return h.now }, Log: quiet, Loopback: true}); err != nil {
		t.Fatal(err)
	}
	return h
}

func (h *house) user(login, language string, role int64) crm.Actor {
	h.t.Helper()
	u := crm.User{Login: login, Name: login, Email: login + "@skovby.example", Language: language, Role: role, Category: "complete", Status: crm.UserActive}
	if err := h.CreateUser(h.t.Context(), crm.SystemActor(), &u, ""); err != nil {
		h.t.Fatal(err)
	}
	a, err := h.ActorOf(h.t.Context(), u.ID)
	if err != nil {
		h.t.Fatal(err)
	}
	return a
}

// teller is one that knows nothing of what was told: after a restart.
func (h *house) teller() *notice.Teller {
	return notice.New(notice.Options{Store: h.Store, Gate: h.gate, Letters: h.site, Site: "https://holm.skovby.example/", Log: slog.New(slog.DiscardHandler)})
}

func (h *house) look() {
	h.t.Helper()
	if err := h.teller().Look(h.t.Context()); err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) told(a crm.Actor) string {
	h.t.Helper()
	list, err := h.Notices(h.t.Context(), a, 50)
	if err != nil {
		h.t.Fatal(err)
	}
	var kinds []string
	for _, n := range list {
		kind := strings.TrimPrefix(n.Kind, "license_")
		if !n.Unread() {
			kind = "(" + kind + ")"
		}
		kinds = append([]string{kind}, kinds...)
	}
	return strings.Join(kinds, " ")
}

func (h *house) letters(state crm.MailState) []crm.Mail {
	h.t.Helper()
	list, err := h.Mails(h.t.Context(), h.main, state, 100)
	if err != nil {
		h.t.Fatal(err)
	}
	return list
}

// licensed is a verdict under a licence that locks at a time.
func licensed(at, lock time.Time) lockout.Verdict {
	term := licensing.Term{PaidThrough: lock.AddDate(0, 0, -30), WarnFrom: lock.AddDate(0, 0, -44), LockAt: lock}
	l := &licensing.License{Customer: licensing.Customer{Name: "Skovby ApS", TimeZone: "Europe/Copenhagen"}, Term: term}
	v := lockout.Verdict{State: lockout.Active, At: at, License: l, Term: term, Flags: lockout.Flags{Warning: !at.Before(term.WarnFrom)},
		Categories: []licensing.Category{{Code: "complete", Seats: 9}},
		Boundaries: []lockout.Boundary{{Kind: lockout.WarnFrom, At: term.WarnFrom}, {Kind: lockout.PaidThrough, At: term.PaidThrough}, {Kind: lockout.LockAt, At: lock}}}
	if !at.Before(lock) {
		v.State, v.Since = lockout.Locked, lock
	}
	return v
}

// TestEachIsToldOnceOfEachBoundary goes through the weeks before a lock, with
// a restart at every look: administrators first, everybody in the last seven
// days, mail to administrators and contacts in their languages.
func TestEachIsToldOnceOfEachBoundary(t *testing.T) {
	h := newHouse(t)
	lock := time.Date(2026, 12, 16, 9, 0, 0, 0, time.UTC)
	contact := crm.LicenceContact{Name: "Bogholder", Email: "bog@skovby.example", Notices: true}
	silent := crm.LicenceContact{Name: "Silent", Email: "silent@skovby.example"}
	for _, c := range []*crm.LicenceContact{&contact, &silent} {
		if err := h.SaveLicenceContact(t.Context(), h.main, c); err != nil {
			t.Fatal(err)
		}
	}
	for _, step := range []struct {
		at                  time.Time
		managers, colleague string
		mails               int
	}{
		{lock.AddDate(0, 0, -44).Add(-time.Second), "", "", 0},
		{lock.AddDate(0, 0, -44), "lock", "", 3},
		{lock.AddDate(0, 0, -20), "lock", "", 3},
		{lock.AddDate(0, 0, -7).Add(-time.Second), "lock", "", 3},
		{lock.AddDate(0, 0, -7), "(lock) lock", "lock_all", 6},
		{lock.AddDate(0, 0, -1), "(lock) lock", "lock_all", 6},
		{lock, "(lock) (lock) locked", "(lock_all)", 9},
		{lock.AddDate(0, 0, 9), "(lock) (lock) locked", "(lock_all)", 9},
	} {
		h.now = step.at
		h.gate.turn(licensed(step.at, lock))
		h.look()
		h.look()
		for who, a := range map[string]crm.Actor{"the main user": h.main, "the administrator": h.anke} {
			if is := h.told(a); is != step.managers {
				t.Errorf("%s: %s was told %q, want %q", step.at, who, is, step.managers)
			}
		}
		if is := h.told(h.colleague); is != step.colleague {
			t.Errorf("%s: the colleague was told %q, want %q", step.at, is, step.colleague)
		}
		if n := len(h.letters(crm.MailWaiting)) + len(h.letters(crm.MailDiscarded)); n != step.mails {
			t.Errorf("%s: %d mails, want %d", step.at, n, step.mails)
		}
	}
}

func TestTheLetterIsInTheReadersLanguage(t *testing.T) {
	h := newHouse(t)
	lock := time.Date(2026, 12, 16, 9, 0, 0, 0, time.UTC)
	h.gate.turn(licensed(lock.AddDate(0, 0, -20), lock))
	h.look()
	seen := map[string]string{}
	for _, m := range h.letters(crm.MailWaiting) {
		seen[m.To[0].Address] = m.Subject + "\n" + m.Text
	}
	for to, want := range map[string][]string{
		"anke@skovby.example": {"Ohne Verlängerung wird Holm am Mittwoch, 16. Dezember 2026 um 10:00 Uhr gesperrt", "Guten Tag anke,", "Alle Termine (Europe/Copenhagen)",
			"https://holm.skovby.example/admin/license/dates", "Skovby ApS"},
		"anna@skovby.example": {"Holm låses onsdag den 16. december 2026 kl. 10.00", "Kære Anna Holm"},
	} {
		for _, part := range want {
			if !strings.Contains(seen[to], part) {
				t.Errorf("the mail to %s lacks %q:\n%s", to, part, seen[to])
			}
		}
	}
	if len(seen) != 2 {
		t.Errorf("%d people were written to", len(seen))
	}
}

// TestALoadedTermIsSilent, and takes back what was said before it came.
func TestALoadedTermIsSilent(t *testing.T) {
	h := newHouse(t)
	lock := time.Date(2026, 12, 16, 9, 0, 0, 0, time.UTC)
	v := licensed(lock.AddDate(0, 0, -20), lock)
	h.gate.turn(v)
	h.look()
	if n := len(h.letters(crm.MailWaiting)); n != 2 {
		t.Fatalf("%d mails wait", n)
	}
	v.Flags.NextTermLoaded, v.Flags.Warning = true, false
	h.gate.turn(v)
	h.look()
	if is := h.told(h.main); is != "(lock)" {
		t.Errorf("with the next term loaded the main user reads %q", is)
	}
	if n := len(h.letters(crm.MailWaiting)); n != 0 {
		t.Errorf("%d mails about it still go out", n)
	}
}

func TestADemonstrationTellsNobody(t *testing.T) {
	h := newHouse(t)
	lock := time.Date(2026, 12, 16, 9, 0, 0, 0, time.UTC)
	v := licensed(lock, lock)
	v.Flags.Demonstration = true
	h.gate.turn(v)
	h.look()
	if is := h.told(h.main) + h.told(h.colleague); is != "" || len(h.letters(crm.MailWaiting)) > 0 {
		t.Errorf("told %q", is)
	}
}
