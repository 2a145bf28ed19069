package lockout

import (
	"testing"
	"time"
	_ "time/tzdata"

	"holm/licensing"
)

// life is one installation's documents with dates at ten o'clock in a zone,
// across the change to summer time.
type life struct {
	license     licensing.License
	termination licensing.Termination
}

func newLife(zone *time.Location) life {
	return lifeAround(licensing.Date{Year: 2026, Month: 3, Day: 29}, zone)
}

// lifeAround has its lock date on a day, at ten, and every other date at ten
// on days around it.
func lifeAround(lock licensing.Date, zone *time.Location) life {
	at := func(days int) time.Time {
		d := lock.AddDays(days)
		return time.Date(d.Year, d.Month, d.Day, 10, 0, 0, 0, zone)
	}
	fewer := at(-40)
	return life{
		licensing.License{
			ID: "L1", Serial: 4, IssuedAt: at(-87), Environment: licensing.Production, Installation: "here",
			Agreement:  licensing.Agreement{No: "A", Kind: licensing.Onsite},
			Categories: []licensing.Category{{Code: "sales", Seats: 3}, {Code: "light", Seats: 5}, {Code: "light", Seats: 4, From: &fewer}},
			Term: licensing.Term{NotBefore: at(-86), WarnFrom: at(-28), PaidThrough: at(-9),
				OverdueFrom: at(-8), LockAt: at(0), LockMaxDays: 90},
			Policy: licensing.Policy{MinWarnedHours: 72},
		},
		licensing.Termination{ID: "T1", IssuedAt: at(-78), AfterSerial: 4, Agreement: "A", Export: "main_user",
			NoticeAt: at(-56), EffectiveAt: at(-4), FullUntil: at(10), ReadOnlyFrom: at(10)},
	}
}

func (l life) input(now time.Time) Input {
	return Input{Installation: "here", EvaluationStart: l.license.Term.NotBefore.AddDate(0, 0, -10), Now: now, EverLicensed: true,
		Warned: Warned{LockAt: l.license.Term.LockAt, Running: 72 * time.Hour}}
}

// TestEveryBoundary looks a second before, at and a second after every date,
// with dates on both sides of the changes to and from summer time, and around
// a leap day.
func TestEveryBoundary(t *testing.T) {
	for _, name := range []string{"Europe/Copenhagen", "Europe/Zurich", "Europe/London"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, lock := range []licensing.Date{{Year: 2026, Month: 3, Day: 29}, {Year: 2026, Month: 10, Day: 25}, {Year: 2028, Month: 2, Day: 29}} {
			t.Run(name+" "+lock.String(), func(t *testing.T) { lifeAround(lock, zone).boundaries(t) })
		}
	}
}

func (l life) boundaries(t *testing.T) {
	term, end := l.license.Term, l.termination
	licensed := papers{licenses: []licensing.License{l.license}}
	ended := papers{licenses: licensed.licenses, terminations: []licensing.Termination{end}}
	short := end
	short.FullUntil, short.ReadOnlyFrom = end.EffectiveAt, end.EffectiveAt
	breached := papers{licenses: licensed.licenses, terminations: []licensing.Termination{short}}
	promised := end
	promised.ReadOnlyFrom = end.EffectiveAt // earlier than the full access it promises
	kept := papers{licenses: licensed.licenses, terminations: []licensing.Termination{promised}}
	again := l.license
	again.ID, again.Serial, again.Term.NotBefore = "L2", 5, end.ReadOnlyFrom.AddDate(0, 0, 20)
	again.Term.LockAt, again.Term.OverdueFrom = again.Term.NotBefore.AddDate(1, 0, 0), again.Term.NotBefore.AddDate(1, 0, 0)
	reinstated := papers{licenses: []licensing.License{l.license, again}, terminations: ended.terminations}
	evaluation := l.input(term.NotBefore).EvaluationStart.Add(30 * 24 * time.Hour)
	for _, c := range []struct {
		what          string
		papers        papers
		at            time.Time
		before, after State
	}{
		{"evaluation ends", papers{}, evaluation, Evaluation, ReadOnly},
		{"not_before", licensed, term.NotBefore, Evaluation, Active},
		{"warn_from", licensed, term.WarnFrom, Active, Active},
		{"fewer seats", licensed, *l.license.Categories[2].From, Active, Active},
		{"paid_through", licensed, term.PaidThrough, Active, Active},
		{"overdue_from", licensed, term.OverdueFrom, Active, Overdue},
		{"lock_at", licensed, term.LockAt, Overdue, Locked},
		{"lock_max_days", licensed, term.LockAt.Add(90 * 24 * time.Hour), Locked, ReadOnly},
		{"notice_at", ended, end.NoticeAt, Active, Terminating},
		{"overdue while terminating", ended, term.OverdueFrom, Terminating, Terminating},
		{"effective_at", ended, end.EffectiveAt, Terminating, WindDown},
		{"lock_at in wind-down", ended, term.LockAt, WindDown, WindDown},
		{"read_only_from", ended, end.ReadOnlyFrom, WindDown, ReadOnly},
		{"no full access after a breach", breached, end.EffectiveAt, Terminating, ReadOnly},
		{"read_only_from before full_until", kept, end.FullUntil, WindDown, ReadOnly},
		{"a later licence", reinstated, again.Term.NotBefore, ReadOnly, Active},
	} {
		for shift, want := range map[time.Duration]State{-time.Second: c.before, 0: c.after, time.Second: c.after} {
			in := l.input(c.at.Add(shift))
			in.EverLicensed = len(c.papers.licenses) > 0 && c.what != "not_before"
			v := decide(in, c.papers)
			if v.State != want {
				t.Errorf("%s %+v: %s, want %s", c.what, shift, v.State, want)
			}
			if want == c.after && c.before != c.after && !v.Since.Equal(c.at) {
				t.Errorf("%s: since %s, want %s", c.what, v.Since, c.at)
			}
			if seats := 5; c.what == "fewer seats" {
				if shift >= 0 {
					seats = 4
				}
				if v.Seats("light") != seats {
					t.Errorf("%s %+v: %d", c.what, shift, v.Seats("light"))
				}
			}
		}
	}
}

func TestLockBeforeTheEndOfTheAgreementLocks(t *testing.T) {
	l := newLife(time.UTC)
	l.termination.EffectiveAt = l.license.Term.LockAt.AddDate(0, 1, 0)
	l.termination.FullUntil, l.termination.ReadOnlyFrom = l.termination.EffectiveAt, l.termination.EffectiveAt
	p := papers{licenses: []licensing.License{l.license}, terminations: []licensing.Termination{l.termination}}
	if v := decide(l.input(l.license.Term.LockAt), p); v.State != Locked {
		t.Errorf("at lock_at: %s", v.State)
	}
	if v := decide(l.input(l.termination.EffectiveAt), p); v.State != ReadOnly {
		t.Errorf("at the end without wind-down: %s", v.State)
	}
}

func TestWarnedHours(t *testing.T) {
	l := newLife(time.UTC)
	p := papers{licenses: []licensing.License{l.license}}
	in := l.input(l.license.Term.LockAt.AddDate(0, 6, 0))
	in.Warned.Running = 72*time.Hour - time.Second
	if v := decide(in, p); v.State != Overdue {
		t.Errorf("a second short: %s, want OVERDUE whatever time has passed", v.State)
	}
	in.Warned.Running = 100 * time.Hour
	in.Warned.LockAt = in.Warned.LockAt.Add(time.Hour)
	if v := decide(in, p); v.State != Overdue {
		t.Errorf("hours of another lock date: %s", v.State)
	}
	p.licenses[0].Environment, p.licenses[0].Policy.MinWarnedHours = licensing.Nonproduction, 0
	if v := decide(l.input(l.license.Term.LockAt), p); v.State != Locked || !v.Flags.Nonproduction {
		t.Errorf("rehearsal without warned hours: %s", v.State)
	}
	p.licenses[0].Environment = licensing.Production
	in = l.input(l.license.Term.LockAt)
	in.Warned.Running = 71 * time.Hour
	if v := decide(in, p); v.State != Overdue {
		t.Errorf("production never locks below 72 hours: %s", v.State)
	}
}

func TestEvaluation(t *testing.T) {
	start := time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		demo  bool
		after time.Duration
		want  State
		seats int
	}{
		{false, 0, Evaluation, 5},
		{false, 30*24*time.Hour - time.Second, Evaluation, 5},
		{false, 30 * 24 * time.Hour, ReadOnly, 5},
		{true, 30*24*time.Hour - time.Second, Evaluation, 50},
		{true, 30 * 24 * time.Hour, ReadOnly, 50},
	} {
		v := Evaluate(Input{EvaluationStart: start, Now: start.Add(c.after), Demonstration: c.demo})
		if v.State != c.want || v.SeatTotal != c.seats || !v.Everything || v.Flags.Demonstration != c.demo {
			t.Errorf("demo %v after %s: %s with %d seats", c.demo, c.after, v.State, v.SeatTotal)
		}
	}
	if v := Evaluate(Input{EvaluationStart: start, Now: start, EverLicensed: true}); v.State != ReadOnly {
		t.Errorf("data that was licensed came back to %s", v.State)
	}
}

func TestReinstatement(t *testing.T) {
	l := newLife(time.UTC)
	p := papers{licenses: []licensing.License{l.license}, terminations: []licensing.Termination{l.termination}}
	now := l.termination.ReadOnlyFrom.AddDate(0, 1, 0)
	again := l.license
	again.ID, again.Serial = "L2", 4
	again.Term = licensing.Term{NotBefore: now, PaidThrough: now.AddDate(1, 0, 0), OverdueFrom: now.AddDate(1, 0, 0), LockAt: now.AddDate(1, 1, 0)}
	p.licenses = append(p.licenses, again)
	if v := decide(l.input(now), p); v.State != ReadOnly {
		t.Errorf("a serial of before the end reinstated: %s", v.State)
	}
	p.licenses[1].Serial = 5
	if v := decide(l.input(now), p); v.State != Active || v.Termination != nil {
		t.Errorf("serial 5: %s", v.State)
	}
	if v := decide(l.input(now.Add(-time.Second)), p); v.State != ReadOnly {
		t.Errorf("before its not_before: %s", v.State)
	}
}

func TestFutureLicenseSilencesWarnings(t *testing.T) {
	l := newLife(time.UTC)
	next := l.license
	next.ID, next.Serial, next.Term.NotBefore = "L2", 5, l.license.Term.PaidThrough
	p := papers{licenses: []licensing.License{l.license, next}}
	v := decide(l.input(l.license.Term.WarnFrom), p)
	if v.License.ID != "L1" || !v.Flags.NextTermLoaded || v.Flags.Warning {
		t.Errorf("licence %s, flags %+v", v.License.ID, v.Flags)
	}
	if v := decide(l.input(next.Term.NotBefore), p); v.License.ID != "L2" {
		t.Error("the next licence does not hold from its not_before")
	}
	p.licenses[1].Term.NotBefore = l.license.Term.LockAt.Add(time.Second)
	if v := decide(l.input(l.license.Term.WarnFrom), p); !v.Flags.Warning {
		t.Error("a licence that comes after the lock silenced the warning")
	}
}

func TestRenewalReplacesTheTerm(t *testing.T) {
	l := newLife(time.UTC)
	year := func(at time.Time) time.Time { return at.AddDate(1, 0, 0) }
	term := l.license.Term
	l.license.Outstanding = []licensing.Invoice{{Invoice: "1"}}
	renewal := licensing.Renewal{License: "L1", Seq: 2, PaidThrough: year(term.PaidThrough), WarnFrom: year(term.WarnFrom),
		OverdueFrom: year(term.OverdueFrom), LockAt: year(term.LockAt)}
	older := renewal
	older.Seq, older.PaidThrough, older.OverdueFrom = 1, term.PaidThrough, term.OverdueFrom
	other := renewal
	other.License, other.Seq = "L9", 9
	p := papers{licenses: []licensing.License{l.license}, renewals: []licensing.Renewal{older, renewal, other}}
	v := decide(l.input(term.LockAt), p)
	if v.State != Active || v.Renewal.Seq != 2 || len(v.Outstanding) != 0 || v.Term.LockMaxDays != 90 {
		t.Errorf("%s by renewal %+v, owed %v", v.State, v.Renewal, v.Outstanding)
	}
	if v := decide(l.input(year(term.OverdueFrom)), p); v.State != Overdue {
		t.Errorf("a year later: %s", v.State)
	}
}

func TestForeignDocumentsAreIgnored(t *testing.T) {
	l := newLife(time.UTC)
	l.license.Installation = "there"
	p := papers{licenses: []licensing.License{l.license}}
	in := l.input(l.license.Term.NotBefore)
	in.EverLicensed = false
	if v := decide(in, p); v.State != Evaluation || v.License != nil {
		t.Errorf("a foreign licence made it %s", v.State)
	}
	p.rebinds = []licensing.Rebind{{ID: "R", IssuedAt: l.license.IssuedAt, License: "L1", Old: "there", New: "here"}}
	if v := decide(in, p); v.State != Active {
		t.Errorf("after the rebind: %s", v.State)
	}
	in.Installation = "there"
	if v := decide(in, p); v.License != nil {
		t.Error("the old installation kept the licence")
	}
}

func TestMovedDataWaitsForItsRebind(t *testing.T) {
	l := newLife(time.UTC)
	p := papers{licenses: []licensing.License{l.license}}
	in := l.input(l.license.Term.NotBefore.Add(time.Hour))
	in.Installation, in.MovedFrom, in.MovedAt = "new", "here", in.Now
	if v := decide(in, p); v.State != Active || !v.Flags.RebindPending {
		t.Errorf("after the move: %s %+v", v.State, v.Flags)
	}
	in.Now = in.MovedAt.Add(14 * 24 * time.Hour)
	if v := decide(in, p); v.State != ReadOnly {
		t.Errorf("after 14 days: %s", v.State)
	}
}

func TestFutureCountsHoldFromTheirDate(t *testing.T) {
	l := newLife(time.UTC)
	from := l.license.Term.WarnFrom
	l.license.Categories = append(l.license.Categories, licensing.Category{Code: "sales", Seats: 1, From: &from})
	p := papers{licenses: []licensing.License{l.license}}
	in := l.input(from.Add(-time.Second))
	in.Users = map[string]int{"sales": 3, "gone": 2}
	if v := decide(in, p); v.Seats("sales") != 3 || len(v.Future) != 1 || v.Flags.OverLimit["sales"] != 0 || v.Flags.OverLimit["gone"] != 2 {
		t.Errorf("before: %d seats, future %v, over %v", v.Seats("sales"), v.Future, v.Flags.OverLimit)
	}
	in.Now = from
	v := decide(in, p)
	if v.Seats("sales") != 1 || len(v.Future) != 0 || v.Flags.OverLimit["sales"] != 2 || len(v.Categories) != 2 {
		t.Errorf("from then: %d seats, over %v", v.Seats("sales"), v.Flags.OverLimit)
	}
}
