package crm

import (
	"slices"
	"time"
)

// InterruptionCause says why users could not work, or what was with the
// licence.
type InterruptionCause string

// The causes of interruptions. The last two follow from the licence: they are
// listed and do not count.
const (
	Stopped   InterruptionCause = "stopped"   // the server was stopped in order
	Crashed   InterruptionCause = "crashed"   // the server ended without a word
	Silent    InterruptionCause = "silent"    // the machine slept, or the database did not answer
	Locked    InterruptionCause = "locked"    // the licence locked the installation
	Suspended InterruptionCause = "suspended" // the licence suspended users
)

// Interruption is a stretch in which something kept users from their work.
type Interruption struct {
	ID    int64
	Cause InterruptionCause
	Span
}

// Unplanned reports whether the interruption counts as unavailability where no
// maintenance was announced.
func (i Interruption) Unplanned() bool {
	return i.Cause == Stopped || i.Cause == Crashed || i.Cause == Silent
}

// Availability is what the formula makes of a month: the part of it that was
// observed, the unavailable time in it, and beside that what does not count.
type Availability struct {
	Observed    Span // from the month's begin, or the first record, to its end, or now
	Total       time.Duration
	Unavailable time.Duration
	Maintenance time.Duration // interruptions within announced windows
	Locked      time.Duration
	Suspended   time.Duration
}

// Measure applies the formula: total time less unavailable time, over total
// time. Time that several interruptions have in common counts once; what lies
// in an announced window or in a lock does not count. The record begins with
// first; what comes after now is not observed.
func Measure(month Span, first, now time.Time, all []Interruption, windows []Span) Availability {
	a := Availability{Observed: month.Within(Span{first, now})}
	if a.Observed.Length() == 0 {
		return Availability{Observed: Span{month.From, month.From}}
	}
	a.Total = a.Observed.Length()
	of := func(match func(Interruption) bool) []Span {
		var spans []Span
		for _, i := range all {
			if match(i) {
				spans = append(spans, i.Within(a.Observed))
			}
		}
		return joined(spans)
	}
	locked := of(func(i Interruption) bool { return i.Cause == Locked })
	down := without(of(Interruption.Unplanned), locked)
	unplanned := without(down, joined(slices.Clone(windows)))
	a.Locked = length(locked)
	a.Suspended = length(of(func(i Interruption) bool { return i.Cause == Suspended }))
	a.Unavailable = length(unplanned)
	a.Maintenance = length(down) - a.Unavailable
	return a
}

// AvailabilityPromised is what the Online agreement promises, in thousandths.
const AvailabilityPromised = 998

// Kept reports whether the promise of the Online agreement was kept.
func (a Availability) Kept() bool {
	return a.Unavailable*1000 <= a.Total*(1000-AvailabilityPromised)
}

// Thousandths returns the figure in thousandths of a percent, rounded down: a
// figure that shows the promise has kept it. It is 100 % when nothing was
// observed.
func (a Availability) Thousandths() int64 {
	if a.Total == 0 {
		return 100_000
	}
	up, total := (a.Total - a.Unavailable).Milliseconds(), a.Total.Milliseconds()
	return up * 100_000 / max(1, total)
}

// ClaimDue is the end of the third working day after a month, in its time zone.
// Public holidays are taken for working days, so the day is never too late.
func ClaimDue(month Span) time.Time {
	day := month.To.AddDate(0, 0, -1)
	for left := 3; left > 0; {
		day = day.AddDate(0, 0, 1)
		if w := day.Weekday(); w != time.Saturday && w != time.Sunday {
			left--
		}
	}
	return day.AddDate(0, 0, 1)
}
