package lockout

import (
	"time"

	"holm/licensing"
)

// Input is everything a decision follows from.
type Input struct {
	Documents       []licensing.Document // genuine ones, in any order
	Installation    string               // this installation's id
	EvaluationStart time.Time            // the end of set-up; zero before it
	Users           map[string]int       // active users per category code
	Now             time.Time            // the effective time
	Warned          Warned               // running time in which a lock date was visible
	Demonstration   bool                 // the database was made by the demo command
	EverLicensed    bool                 // the data has been under a licence
	ClockSuspect    bool
	NoRoots         bool      // this build trusts no vendor
	MovedFrom       string    // the installation id before a move, or ""
	MovedAt         time.Time // when the data moved
	TimeZone        string    // the customer's where no licence names one
}

// rebindTime is how long moved data may wait for its rebind.
const rebindTime = 14 * 24 * time.Hour

// Evaluate decides what state the installation is in and what may be used. It
// is pure: the same input gives the same verdict, whatever the order of the
// documents.
func Evaluate(in Input) Verdict { return decide(in, sort(in.Documents)) }

// decide judges documents that are sorted by kind.
func decide(in Input, p papers) Verdict {
	v := Verdict{At: in.Now}
	v.Flags.ClockSuspect, v.Flags.NoRoots = in.ClockSuspect, in.NoRoots
	base, moved := p.base(in)
	switch {
	case base == nil && !in.EverLicensed:
		v.evaluate(in)
	case base == nil:
		v.State, v.Categories = ReadOnly, categories(0)
	default:
		v.entitle(in, p, base)
		v.judge(in)
		if moved {
			v.await(in)
		}
	}
	v.TimeZone = zoneOf(v.License, in.TimeZone)
	v.Flags.OverLimit = v.overLimit(in.Users)
	order(v.Boundaries)
	return v
}

// evaluate decides for an installation that never had a licence.
func (v *Verdict) evaluate(in Input) {
	e := in.withoutLicense()
	v.State, v.Since = Evaluation, in.EvaluationStart
	v.Flags.Demonstration = in.Demonstration
	v.Everything, v.SeatTotal, v.Categories = true, e.seats, categories(e.seats)
	if in.EvaluationStart.IsZero() {
		return
	}
	ends := in.EvaluationStart.Add(e.lasts)
	v.mark(EvaluationEnds, ends)
	if reached(in.Now, ends) {
		v.State, v.Since = ReadOnly, ends
	}
}

// judge finds the state that the dates make: the first that holds.
func (v *Verdict) judge(in Input) {
	t, end := v.Term, v.Termination
	locked, since, lockEnds := v.lock(in)
	v.Flags.Warning = !v.Flags.NextTermLoaded && visible(t, in.Now)
	switch {
	case end != nil && reached(in.Now, readOnlyFrom(*end)):
		v.State, v.Since = ReadOnly, readOnlyFrom(*end)
	case end != nil && reached(in.Now, end.EffectiveAt):
		v.State, v.Since = WindDown, end.EffectiveAt
	case locked && !lockEnds.IsZero() && reached(in.Now, lockEnds):
		v.State, v.Since = ReadOnly, lockEnds
	case locked:
		v.State, v.Since = Locked, since
	case end != nil && reached(in.Now, end.NoticeAt):
		v.State, v.Since = Terminating, end.NoticeAt
	case reached(in.Now, overdueFrom(t)):
		v.State, v.Since = Overdue, overdueFrom(t)
	default:
		v.State, v.Since = Active, t.NotBefore
	}
}

// lock reports whether the lock date has passed and was visible long enough,
// since when, and when the lock turns into read-only (zero: never).
func (v *Verdict) lock(in Input) (locked bool, since, ends time.Time) {
	t := v.Term
	if t.LockAt.IsZero() {
		return false, time.Time{}, time.Time{}
	}
	if t.LockMaxDays > 0 {
		ends = t.LockAt.Add(time.Duration(t.LockMaxDays) * 24 * time.Hour)
	}
	if !reached(in.Now, t.LockAt) || !in.Warned.Complete(t.LockAt, v.minWarned()) {
		return false, time.Time{}, ends
	}
	since = t.LockAt
	if in.Warned.LockAt.Equal(t.LockAt) && in.Warned.DoneAt.After(since) && !in.Warned.DoneAt.After(in.Now) {
		since = in.Warned.DoneAt
	}
	return true, since, ends
}

// await judges data that moved to this installation and whose licence still
// names the old one: full time to fetch the rebind, then read-only.
func (v *Verdict) await(in Input) {
	v.Flags.RebindPending = true
	ends := in.MovedAt.Add(rebindTime)
	v.mark(ReadOnlyFrom, ends)
	if v.State != ReadOnly && reached(in.Now, ends) {
		v.State, v.Since = ReadOnly, ends
	}
}

func (v Verdict) overLimit(users map[string]int) map[string]int {
	var over map[string]int
	note := func(code string, n int) {
		if n > 0 {
			if over == nil {
				over = map[string]int{}
			}
			over[code] = n
		}
	}
	total := 0
	for code, n := range users {
		total += n
		if v.SeatTotal == 0 {
			note(code, n-v.Seats(code))
		}
	}
	if v.SeatTotal > 0 {
		note("*", total-v.SeatTotal)
	}
	return over
}
