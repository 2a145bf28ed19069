package lockout

import (
	"slices"
	"time"
)

// everybodyFrom is how long before a date that takes something away every user
// is told; administrators know since the vendor's own date.
const everybodyFrom = 7 * 24 * time.Hour

// Notice is something that people are told, from the documents alone.
type Notice struct {
	Kind      NoticeKind
	At        time.Time // the date it is about; zero where none is
	Everybody bool      // every user is told; else administrators
}

// NoticeKind names the sentence.
type NoticeKind string

// The notices, the most pressing first.
const (
	NoticeLocked      NoticeKind = "locked"       // since At
	NoticeReadOnly    NoticeKind = "read_only"    // since At
	NoticeLock        NoticeKind = "lock"         // comes At, unless a document comes before
	NoticeReadOnlySet NoticeKind = "read_only_at" // comes At, after the end of the agreement or a move
	NoticeEnds        NoticeKind = "ends"         // the agreement ends At
	NoticeEvaluation  NoticeKind = "evaluation"   // ends At
	NoticeRebind      NoticeKind = "rebind"       // a document for this installation is needed before At
	NoticeOverLimit   NoticeKind = "over_limit"   // more users than seats
	NoticeClock       NoticeKind = "clock"        // the system clock is not believed
	NoticeChange      NoticeKind = "announcement" // of the vendor, holds from At
)

// Notices lists what is to be told now. It is silent about a lock when the next
// term is loaded, and about everything that only lies ahead of its warning.
func (v Verdict) Notices() []Notice {
	var list []Notice
	tell := func(kind NoticeKind, at time.Time, everybody bool) { list = append(list, Notice{kind, at, everybody}) }
	near := func(at time.Time) bool { return reached(v.At, at.Add(-everybodyFrom)) }
	lock := v.boundary(LockAt)
	switch {
	case v.State == Locked:
		tell(NoticeLocked, v.Since, true)
	case v.State == ReadOnly:
		tell(NoticeReadOnly, v.Since, true)
	case v.State == Evaluation && !v.Flags.Demonstration && !v.boundary(EvaluationEnds).IsZero():
		tell(NoticeEvaluation, v.boundary(EvaluationEnds), near(v.boundary(EvaluationEnds)))
	case v.Flags.Warning && !lock.IsZero():
		tell(NoticeLock, lock, near(lock))
	}
	v.tellEnd(tell, near)
	if len(v.Flags.OverLimit) > 0 {
		tell(NoticeOverLimit, time.Time{}, false)
	}
	if v.Flags.ClockSuspect {
		tell(NoticeClock, time.Time{}, false)
	}
	if v.License != nil {
		for _, a := range v.License.Announcements {
			if !reached(v.At, a.EffectiveAt) {
				tell(NoticeChange, a.EffectiveAt, false)
			}
		}
	}
	return slices.Clip(list)
}

// tellEnd tells of a termination and of a move that waits for its document.
func (v Verdict) tellEnd(tell func(NoticeKind, time.Time, bool), near func(time.Time) bool) {
	if v.State == ReadOnly {
		return
	}
	if v.Flags.RebindPending {
		for _, b := range v.Boundaries {
			if b.Kind == ReadOnlyFrom {
				tell(NoticeRebind, b.At, near(b.At))
				break
			}
		}
	}
	if end := v.Termination; end != nil && reached(v.At, end.NoticeAt) {
		if !reached(v.At, end.EffectiveAt) {
			tell(NoticeEnds, end.EffectiveAt, near(end.EffectiveAt))
		}
		tell(NoticeReadOnlySet, readOnlyFrom(*end), near(readOnlyFrom(*end)))
	}
}

// Telling is from when on people are told of a date to come.
type Telling struct {
	Kind      NoticeKind
	At        time.Time // the date they are told of
	From      time.Time // when they are first told
	Everybody bool      // every user; else administrators and the licence contacts
}

// Tellings lists who is told of which date from when on, in order, past ones
// included: what Notices will say as time goes by, unless a document comes.
func (v Verdict) Tellings() []Telling {
	var list []Telling
	tell := func(kind NoticeKind, at, from time.Time) {
		if at.IsZero() {
			return
		}
		all := at.Add(-everybodyFrom)
		if from.After(all) {
			all = from
		}
		list = append(list, Telling{kind, at, from, false}, Telling{kind, at, all, true})
	}
	end := v.Termination
	switch lock := v.boundary(LockAt); {
	case v.State == Evaluation && !v.Flags.Demonstration:
		tell(NoticeEvaluation, v.boundary(EvaluationEnds), v.Since)
	case v.State != Locked && v.State != ReadOnly && !v.Flags.NextTermLoaded && !lock.IsZero():
		from := overdueFrom(v.Term)
		if warn := v.Term.WarnFrom; !warn.IsZero() && warn.Before(from) {
			from = warn
		}
		tell(NoticeLock, lock, from)
	}
	if end != nil && v.State != ReadOnly {
		tell(NoticeEnds, end.EffectiveAt, end.NoticeAt)
		tell(NoticeReadOnlySet, readOnlyFrom(*end), end.NoticeAt)
	}
	slices.SortStableFunc(list, func(a, b Telling) int { return a.From.Compare(b.From) })
	return list
}
