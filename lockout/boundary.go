package lockout

import (
	"slices"
	"time"

	"holm/licensing"
)

// reached reports whether a boundary has come: it has at its very instant. A
// date that is not set never comes.
func reached(now, boundary time.Time) bool {
	return !boundary.IsZero() && !now.Before(boundary)
}

// visible reports whether administrators are shown the lock date of the term.
func visible(t licensing.Term, now time.Time) bool {
	return reached(now, t.WarnFrom) || reached(now, overdueFrom(t)) || reached(now, t.LockAt)
}

// overdueFrom is the date from which the term is overdue.
func overdueFrom(t licensing.Term) time.Time {
	if t.OverdueFrom.IsZero() {
		return t.PaidThrough
	}
	return t.OverdueFrom
}

// readOnlyFrom is when a termination ends full access: never before the date
// through which it promises that.
func readOnlyFrom(t licensing.Termination) time.Time {
	if t.FullUntil.After(t.ReadOnlyFrom) {
		return t.FullUntil
	}
	return t.ReadOnlyFrom
}

// mark puts a date on the timeline.
func (v *Verdict) mark(kind BoundaryKind, at time.Time) {
	if !at.IsZero() {
		v.Boundaries = append(v.Boundaries, Boundary{kind, at})
	}
}

// markDates puts every date of the term and the termination on the timeline.
func (v *Verdict) markDates() {
	v.Boundaries = make([]Boundary, 0, 10)
	t := v.Term
	v.mark(WarnFrom, t.WarnFrom)
	v.mark(PaidThrough, t.PaidThrough)
	v.mark(OverdueFrom, t.OverdueFrom)
	v.mark(LockAt, t.LockAt)
	if t.LockMaxDays > 0 && !t.LockAt.IsZero() {
		v.mark(LockEnds, t.LockAt.Add(time.Duration(t.LockMaxDays)*24*time.Hour))
	}
	if end := v.Termination; end != nil {
		v.mark(NoticeGiven, end.NoticeAt)
		v.mark(EffectiveAt, end.EffectiveAt)
		v.mark(FullUntil, end.FullUntil)
		v.mark(ReadOnlyFrom, readOnlyFrom(*end))
	}
}

// order sorts a timeline; dates that coincide keep their order.
func order(list []Boundary) {
	slices.SortStableFunc(list, func(a, b Boundary) int { return a.At.Compare(b.At) })
}
