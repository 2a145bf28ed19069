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
// Once the agreement has ended the term's later dates mean nothing.
func (v *Verdict) markDates() {
	v.Boundaries = make([]Boundary, 0, 10)
	t := v.Term
	v.markTerm(WarnFrom, t.WarnFrom)
	v.markTerm(PaidThrough, t.PaidThrough)
	v.markTerm(OverdueFrom, t.OverdueFrom)
	v.markTerm(LockAt, t.LockAt)
	if t.LockMaxDays > 0 && !t.LockAt.IsZero() {
		v.markTerm(LockEnds, t.LockAt.Add(time.Duration(t.LockMaxDays)*24*time.Hour))
	}
	if end := v.Termination; end != nil {
		v.mark(NoticeGiven, end.NoticeAt)
		v.mark(EffectiveAt, end.EffectiveAt)
		v.mark(FullUntil, end.FullUntil)
		v.mark(ReadOnlyFrom, readOnlyFrom(*end))
	}
}

func (v *Verdict) markTerm(kind BoundaryKind, at time.Time) {
	if v.Termination == nil || at.Before(v.Termination.EffectiveAt) {
		v.mark(kind, at)
	}
}

// order sorts a timeline; dates that coincide keep their order.
func order(list []Boundary) {
	slices.SortStableFunc(list, func(a, b Boundary) int { return a.At.Compare(b.At) })
}
