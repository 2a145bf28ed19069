package server_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"holm/licensing"
	"holm/lockout"
)

// underLicence is a verdict in a state of a licence with every date.
func underLicence(state lockout.State, now time.Time) lockout.Verdict {
	day := 24 * time.Hour
	l := &licensing.License{ID: "L1", Serial: 2, Environment: licensing.Production, Customer: licensing.Customer{Name: "Lindholt", TimeZone: "Europe/Copenhagen"},
		Announcements: []licensing.Announcement{{ID: "a", EffectiveAt: now.Add(90 * day), Text: licensing.Text{"en": "Dearer <by> a tenth"}}}}
	l.Policy.MinWarnedHours = 72
	l.Term = licensing.Term{PaidThrough: now.Add(-9 * day), WarnFrom: now.Add(-30 * day), OverdueFrom: now.Add(-8 * day), LockAt: now.Add(5 * day), LockMaxDays: 90}
	v := lockout.Verdict{State: state, Since: now.Add(-day), At: now, License: l, Term: l.Term, Flags: lockout.Flags{Warning: true},
		Categories: []licensing.Category{{Code: "complete", Seats: 5}},
		Boundaries: []lockout.Boundary{{Kind: lockout.WarnFrom, At: l.Term.WarnFrom}, {Kind: lockout.PaidThrough, At: l.Term.PaidThrough},
			{Kind: lockout.OverdueFrom, At: l.Term.OverdueFrom}, {Kind: lockout.LockAt, At: l.Term.LockAt}, {Kind: lockout.LockEnds, At: l.Term.LockAt.Add(90 * day)}}}
	if state == lockout.Terminating || state == lockout.WindDown {
		v.Termination = &licensing.Termination{NoticeAt: now.Add(-40 * day), EffectiveAt: now.Add(3 * day), FullUntil: now.Add(17 * day), ReadOnlyFrom: now.Add(17 * day)}
		v.Boundaries = append(v.Boundaries, lockout.Boundary{Kind: lockout.NoticeGiven, At: v.Termination.NoticeAt}, lockout.Boundary{Kind: lockout.EffectiveAt, At: v.Termination.EffectiveAt},
			lockout.Boundary{Kind: lockout.FullUntil, At: v.Termination.FullUntil}, lockout.Boundary{Kind: lockout.ReadOnlyFrom, At: v.Termination.ReadOnlyFrom})
	}
	return v
}

// TestWhatHappensWhen: every state and language shows every date with what it
// means, and administrators also what to do.
func TestWhatHappensWhen(t *testing.T) {
	h := furnished(t)
	now := time.Now().UTC()
	for _, state := range []lockout.State{lockout.Active, lockout.Overdue, lockout.Locked, lockout.Terminating, lockout.WindDown, lockout.ReadOnly} {
		v := underLicence(state, now)
		h.gate.turn(v)
		for _, language := range strings.Fields("en da sv nb de nl fi fr") {
			page := h.get("/admin/license/dates?lang="+language, http.StatusOK)
			if strings.Contains(page.text, "dates.") && strings.Contains(page.text, ">dates.") || strings.Contains(page.text, ">boundary.") {
				t.Errorf("%s in %s shows a key", state, language)
			}
			for _, b := range v.Boundaries {
				if !strings.Contains(page.text, `<time datetime="`+b.At.Format(time.RFC3339)+`"`) {
					t.Errorf("%s in %s lacks %s", state, language, b.Kind)
				}
			}
		}
	}
	h.gate.turn(underLicence(lockout.Overdue, now))
	page := h.get("/admin/license/dates?lang=en", http.StatusOK)
	for _, want := range []string{"Every user is told", "72 hours", "Install a renewal before then", "Dearer &lt;by&gt; a tenth", "Mail goes to:", mainLogin} {
		if !strings.Contains(page.text, want) {
			t.Errorf("administrators do not read %q", want)
		}
	}
	if page = h.get("/", http.StatusOK); !strings.Contains(page.text, `href="/admin/license/dates"`) {
		t.Error("the banner does not lead there")
	}
}

// TestEverybodyIsToldInTheLastWeek: colleagues see the date from seven days
// ahead, not a second before, and nothing that concerns administrators alone.
func TestEverybodyIsToldInTheLastWeek(t *testing.T) {
	h := furnished(t)
	h.colleague()
	now := time.Now().UTC()
	early, late := underLicence(lockout.Overdue, now), underLicence(lockout.Overdue, now)
	early.Term.LockAt = now.Add(8 * 24 * time.Hour)
	early.Boundaries[3].At = early.Term.LockAt
	const told = "Holm cannot be used from"
	h.gate.turn(early)
	if page := h.get("/?lang=en", http.StatusOK); strings.Contains(page.text, told) {
		t.Error("a colleague is told eight days ahead")
	}
	h.gate.turn(late)
	if page := h.get("/?lang=en", http.StatusOK); !strings.Contains(page.text, told) || !strings.Contains(page.text, `href="/license/dates"`) {
		t.Error("a colleague is not told five days ahead")
	}
	page := h.get("/license/dates?lang=en", http.StatusOK)
	for _, secret := range []string{"Dearer", "Mail goes to:", "Install a renewal"} {
		if strings.Contains(page.text, secret) {
			t.Errorf("a colleague reads %q", secret)
		}
	}
	h.get("/admin/license/dates", http.StatusForbidden)
}
