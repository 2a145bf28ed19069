package lockout

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"holm/licensing"
)

func told(v Verdict) string {
	var list []string
	for _, n := range v.Notices() {
		who := ""
		if n.Everybody {
			who = "!"
		}
		list = append(list, fmt.Sprint(n.Kind)+who)
	}
	return strings.Join(list, " ")
}

// TestWhoIsToldWhat: administrators from the vendor's date, everybody in the
// last seven days, silence when the next term is loaded.
func TestWhoIsToldWhat(t *testing.T) {
	l := newLife(time.UTC)
	term, end := l.license.Term, l.termination
	paid := papers{licenses: []licensing.License{l.license}}
	next := l.license
	next.ID, next.Serial, next.Term.NotBefore = "L2", 5, term.PaidThrough
	next.Term.WarnFrom, next.Term.OverdueFrom, next.Term.LockAt = term.LockAt.AddDate(1, 0, 0), term.LockAt.AddDate(1, 0, 0), term.LockAt.AddDate(1, 1, 0)
	loaded := papers{licenses: []licensing.License{l.license, next}}
	ended := papers{licenses: paid.licenses, terminations: []licensing.Termination{end}}
	week := -7 * day
	for _, c := range []struct {
		what   string
		papers papers
		at     time.Time
		want   string
	}{
		{"nothing", paid, term.WarnFrom.Add(-time.Second), ""},
		{"the warning", paid, term.WarnFrom, "lock"},
		{"eight days", paid, term.LockAt.Add(week - time.Second), "lock"},
		{"seven days", paid, term.LockAt.Add(week), "lock!"},
		{"locked", paid, term.LockAt, "locked!"},
		{"read-only", paid, term.LockAt.Add(90 * day), "read_only!"},
		{"next term loaded", loaded, term.WarnFrom, ""},
		{"next term begun", loaded, term.LockAt, ""},
		{"notice", ended, end.NoticeAt, "ends read_only_at"},
		{"a week before the end", ended, end.EffectiveAt.Add(week), "ends! read_only_at"},
		{"wind-down", ended, end.EffectiveAt, "read_only_at"},
		{"its last week", ended, end.ReadOnlyFrom.Add(week), "read_only_at!"},
		{"afterwards", ended, end.ReadOnlyFrom, "read_only!"},
	} {
		v := decide(l.input(c.at), c.papers)
		if got := told(v); got != c.want {
			t.Errorf("%s: told %q, want %q (%s)", c.what, got, c.want, v.State)
		}
	}
	in := Input{EvaluationStart: origin, Now: origin.Add(22 * day), ClockSuspect: true, Users: map[string]int{"sales": 6}}
	if got := told(Evaluate(in)); got != "evaluation over_limit clock" {
		t.Error(got)
	}
	in.Now = origin.Add(23 * day)
	if got := told(Evaluate(in)); got != "evaluation! over_limit clock" {
		t.Error(got)
	}
}

// TestTellingsForetellNotices: from the second that a telling names, and not
// before, the notice of that date is there, for those it names.
func TestTellingsForetellNotices(t *testing.T) {
	l := newLife(time.UTC)
	paid := papers{licenses: []licensing.License{l.license}}
	ended := papers{licenses: paid.licenses, terminations: []licensing.Termination{l.termination}}
	notices := func(p papers, at time.Time, want Telling) bool {
		for _, n := range decide(l.input(at), p).Notices() {
			if n.Kind == want.Kind && n.At.Equal(want.At) && (n.Everybody || !want.Everybody) {
				return true
			}
		}
		return false
	}
	for name, p := range map[string]papers{"paid": paid, "ended": ended} {
		first := l.license.Term.WarnFrom
		if name == "ended" {
			first = l.termination.NoticeAt
		}
		tellings := decide(l.input(first), p).Tellings()
		if len(tellings) < 2 {
			t.Fatalf("%s: %+v", name, tellings)
		}
		for _, w := range tellings {
			if !notices(p, w.From, w) || notices(p, w.From.Add(-time.Second), w) {
				t.Errorf("%s: %s for everybody %t is not told from %s on", name, w.Kind, w.Everybody, w.From)
			}
		}
	}
}
