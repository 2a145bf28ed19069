package lockout

import (
	"cmp"
	"time"

	"holm/licensing"
)

// leastWarned is the running time in which a lock date must have been visible
// before it locks, unless a nonproduction licence rehearses with less.
const leastWarned = 72 * time.Hour

// Complete reports whether that lock date was visible for the running time.
func (w Warned) Complete(lockAt time.Time, hours time.Duration) bool {
	return hours <= 0 || w.LockAt.Equal(lockAt) && w.Running >= hours
}

// begunAnew is the same lock date with all its warned hours to come.
func (w Warned) begunAnew() Warned { return Warned{LockAt: w.LockAt, Anew: w.Anew + 1} }

// knowsMore compares two copies of what was seen of one lock date.
func (w Warned) knowsMore(than Warned) bool {
	return cmp.Or(cmp.Compare(w.Anew, than.Anew), cmp.Compare(w.Running, than.Running)) > 0
}

// minWarned is the running time that the licence in force asks for.
func (v Verdict) minWarned() time.Duration {
	hours := time.Duration(v.License.Policy.MinWarnedHours) * time.Hour
	if v.License.Environment == licensing.Nonproduction {
		return hours
	}
	return max(hours, leastWarned)
}

// Advance adds running time under the verdict. Time counts when the lock date
// of the term was visible; another lock date starts anew.
func (w Warned) Advance(v Verdict, running time.Duration) Warned {
	if v.License == nil || v.Term.LockAt.IsZero() {
		return w
	}
	if !w.LockAt.Equal(v.Term.LockAt) {
		w = Warned{LockAt: v.Term.LockAt}
	}
	if v.Flags.Warning && running > 0 {
		w.Running += running
	}
	if w.DoneAt.IsZero() && w.Running >= v.minWarned() {
		w.DoneAt = v.At
	}
	return w
}
