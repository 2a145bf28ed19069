package lockout

import (
	"cmp"
	"time"
)

// How far the system clock is believed.
const (
	believedAtOnce = 72 * time.Hour       // ahead by no more: believed at once
	believedAfter  = 24 * time.Hour       // further ahead: after so much running time
	neverBelieved  = 400 * 24 * time.Hour // ahead by more: never by itself
	behindSuspect  = 24 * time.Hour       // further behind: flagged, believed never

	// longestTick is the running time that one advance can prove: what lies
	// between two savings. More was a suspended machine or a stopped process.
	longestTick = 2 * time.Minute
)

// Reading is what the clocks show at one moment.
type Reading struct {
	Wall   time.Time     // the system clock
	Boot   time.Duration // time since boot, suspend included
	BootID string        // changes with every boot
}

// Elapsed is how long the machine ran since the last advance; 0 when that was
// in another boot.
func (e EffectiveTime) Elapsed(r Reading) time.Duration {
	if e.At.IsZero() || r.BootID == "" || r.BootID != e.BootID || r.Boot < e.Boot {
		return 0
	}
	return r.Boot - e.Boot
}

// Advance ages the time with running time and follows a plausible clock. It
// never goes back.
func (e EffectiveTime) Advance(r Reading) EffectiveTime {
	elapsed := e.Elapsed(r)
	steady := r.Wall.Sub(e.Wall.Add(elapsed)).Abs() <= believedAtOnce
	if e.At.IsZero() {
		e.At = r.Wall
	}
	e.At = e.At.Add(elapsed).UTC()
	if !e.Proven.IsZero() {
		e.Proven = e.Proven.Add(elapsed)
	}
	e.Wall, e.Boot, e.BootID = r.Wall.UTC().Round(0), r.Boot, r.BootID
	ahead := r.Wall.Sub(e.At)
	switch {
	case ahead > neverBelieved:
		e.Ahead, e.Suspect = 0, true
	case ahead > believedAtOnce:
		e.Suspect = true
		if steady {
			e.Ahead += min(elapsed, longestTick)
		} else {
			e.Ahead = 0
		}
		if e.Ahead >= believedAfter {
			e.At, e.Ahead, e.Suspect = e.Wall, 0, false
		}
	case ahead > 0:
		e.At, e.Ahead, e.Suspect = e.Wall, 0, false
	default:
		e.Ahead, e.Suspect = 0, -ahead > behindSuspect
	}
	return e
}

// Evidence is what a document of the vendor proves about the time.
type Evidence struct {
	IssuedAt  time.Time
	Fresh     bool      // newly installed, its serial or seq above any seen
	NamesHead bool      // it acknowledges the ledger's newest head
	Wall      time.Time // the system clock at the installation
	Journal   time.Time // the newest journal time then
}

// Believe takes a document as evidence: the time is at least its issued_at. A
// fresh one also pulls a poisoned time back to the system clock, when that
// lies between a day before and 45 days after issued_at, or to issued_at when
// it names the ledger's head. Without that name it never pulls back below what
// is proven: a document that was kept back rewinds nothing.
func (e EffectiveTime) Believe(v Evidence) EffectiveTime {
	near := !v.Wall.Before(v.IssuedAt.AddDate(0, 0, -1)) && !v.Wall.After(v.IssuedAt.AddDate(0, 0, 45))
	to := v.IssuedAt
	if near && v.Wall.After(to) {
		to = v.Wall
	}
	if !v.NamesHead && e.Proven.After(to) {
		to = e.Proven
	}
	if v.Fresh && (near || v.NamesHead) && e.At.Sub(to) > behindSuspect {
		e.At, e.Ahead, e.Suspect = to.UTC().Round(0), 0, false
		if v.NamesHead || v.IssuedAt.After(e.Proven) {
			e.Proven = v.IssuedAt.UTC().Round(0)
		}
		e.Pulled++
		e.Disowned = v.Journal
		return e
	}
	e.atLeast(v.IssuedAt)
	if v.IssuedAt.After(e.Proven) {
		e.Proven = v.IssuedAt.UTC().Round(0)
	}
	return e
}

func (e *EffectiveTime) atLeast(t time.Time) {
	if t.After(e.At) {
		e.At = t.UTC().Round(0)
	}
}

// newer returns the copy that knows more: after more pull-backs, else with
// the later time. What either learnt of warned hours is kept.
func newer(a, b Saved) Saved {
	if b.Pulled > a.Pulled || b.Pulled == a.Pulled && b.At.After(a.At) {
		a, b = b, a
	}
	if a.Warned.LockAt.Equal(b.Warned.LockAt) && b.Warned.knowsMore(a.Warned) {
		a.Warned = b.Warned
	}
	a.EverLicensed = a.EverLicensed || b.EverLicensed
	a.Production = a.Production || b.Production
	a.ProductionID = cmp.Or(a.ProductionID, b.ProductionID)
	if b.Pulled == a.Pulled && b.Proven.After(a.Proven) {
		a.Proven = b.Proven
	}
	return a
}
