package lockout

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Difference is what a document changes, shown before it is installed.
type Difference struct {
	Seats      []SeatChange
	Added      []string // modules
	Removed    []string
	Dates      []DateChange
	Suspended  []string // categories newly suspended
	Before     State    // at the time from which the document holds
	After      State
	Reductions []string // what becomes less: "seats sales", "module mirroring", "lock_at"
}

// SeatChange is a category whose count changes.
type SeatChange struct {
	Code          string
	From          time.Time // when a count still to come begins to hold; zero: at once
	Before, After int
}

// DateChange is a boundary that moves, comes or goes (zero).
type DateChange struct {
	Kind          BoundaryKind
	Before, After time.Time
}

// Reduces reports whether an administrator must acknowledge the document.
func (d Difference) Reduces() bool { return len(d.Reductions) > 0 }

// Unacknowledged says that a document reduces something and waits for an
// administrator to say so. Nothing has changed.
type Unacknowledged struct{ Difference Difference }

// Error lists what becomes less.
func (u *Unacknowledged) Error() string {
	return "the document reduces " + strings.Join(u.Difference.Reductions, ", ") + ": it must be acknowledged"
}

// compare returns what changes from one verdict to the other. What evaluation
// gave is no reduction when a licence takes its place.
func compare(before, after Verdict) Difference {
	d := Difference{Before: before.State, After: after.State}
	first := before.License == nil
	less := func(format string, args ...any) {
		if !first {
			d.Reductions = append(d.Reductions, fmt.Sprintf(format, args...))
		}
	}
	d.compareSeats(before, after, less)
	for _, m := range after.Modules {
		if !slices.Contains(before.Modules, m) {
			d.Added = append(d.Added, m)
		}
	}
	for _, m := range before.Modules {
		if !slices.Contains(after.Modules, m) && !after.Everything {
			d.Removed = append(d.Removed, m)
			less("module %s", m)
		}
	}
	if after.License != nil {
		for _, code := range after.License.Suspended {
			if first || !slices.Contains(before.License.Suspended, code) {
				d.Suspended = append(d.Suspended, code)
				less("access of %s", code)
			}
		}
	}
	d.compareDates(before, after, less)
	return d
}

func (d *Difference) compareSeats(before, after Verdict, less func(string, ...any)) {
	moments := []time.Time{{}}
	for _, c := range slices.Concat(before.Future, after.Future) {
		moments = append(moments, *c.From)
	}
	slices.SortFunc(moments, time.Time.Compare)
	for _, at := range slices.CompactFunc(moments, time.Time.Equal) {
		for _, code := range codes(before, after) {
			b, a := before.seatsAt(code, at), after.seatsAt(code, at)
			if a == b {
				continue
			}
			d.Seats = append(d.Seats, SeatChange{code, at, b, a})
			if a < b {
				less("seats %s", code)
			}
		}
	}
}

// seatsAt is the count that holds from a future moment; zero means now.
func (v Verdict) seatsAt(code string, at time.Time) int {
	seats := v.Seats(code)
	for _, c := range v.Future {
		if c.Code == code && !c.From.After(at) {
			seats = c.Seats
		}
	}
	return seats
}

func codes(before, after Verdict) []string {
	var list []string
	if before.License != nil {
		for _, c := range slices.Concat(before.Categories, before.Future) {
			list = append(list, c.Code)
		}
	}
	for _, c := range slices.Concat(after.Categories, after.Future) {
		list = append(list, c.Code)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func (d *Difference) compareDates(before, after Verdict, less func(string, ...any)) {
	for _, kind := range []BoundaryKind{WarnFrom, PaidThrough, OverdueFrom, LockAt, LockEnds,
		NoticeGiven, EffectiveAt, FullUntil, ReadOnlyFrom} {
		b, a := before.boundary(kind), after.boundary(kind)
		if a.Equal(b) {
			continue
		}
		d.Dates = append(d.Dates, DateChange{kind, b, a})
		ends := kind == EffectiveAt || kind == FullUntil || kind == ReadOnlyFrom
		earlier := !a.IsZero() && (a.Before(b) || b.IsZero() && ends)
		if earlier && kind != WarnFrom && kind != NoticeGiven {
			less("%s", kind)
		}
	}
}

func (v Verdict) boundary(kind BoundaryKind) time.Time {
	for _, b := range v.Boundaries {
		if b.Kind == kind {
			return b.At
		}
	}
	return time.Time{}
}
