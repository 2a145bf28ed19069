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
