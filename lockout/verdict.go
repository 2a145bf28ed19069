package lockout

import (
	"time"

	"holm/licensing"
)

// State is what the dates of the agreement make of the installation today.
type State string

// The states, from full use to read-only.
const (
	Evaluation  State = "EVALUATION"
	Active      State = "ACTIVE"
	Overdue     State = "OVERDUE"
	Locked      State = "LOCKED"
	Terminating State = "TERMINATING"
	WindDown    State = "WIND_DOWN"
	ReadOnly    State = "READ_ONLY"
)

// Verdict is the one decision: what state the installation is in, since when,
// and what may be used. It is computed, never stored as truth.
type Verdict struct {
	State       State
	Since       time.Time              // the boundary that led to State
	At          time.Time              // the effective time of the decision
	License     *licensing.License     // in force; nil under evaluation and demonstration
	Renewal     *licensing.Renewal     // in force over License, or nil
	Termination *licensing.Termination // in force, or nil
	Term        licensing.Term         // the term in force: the licence's, with the renewal's dates
	Outstanding []licensing.Invoice
	Boundaries  []Boundary           // every date, past and to come, in order
	Categories  []licensing.Category // in force now: one entry per code
	Future      []licensing.Category // counts still to come, with From
	SeatTotal   int                  // when above 0, seats over all categories together (evaluation)
	Modules     []string
	Everything  bool   // evaluation and demonstration: every module is on
	TimeZone    string // the customer's, for Zone
	Flags       Flags
}

// BoundaryKind names what happens at a date.
type BoundaryKind string

// The boundaries that a timeline shows.
const (
	EvaluationEnds BoundaryKind = "evaluation_ends"
	WarnFrom       BoundaryKind = "warn_from"
	PaidThrough    BoundaryKind = "paid_through"
	OverdueFrom    BoundaryKind = "overdue_from"
	LockAt         BoundaryKind = "lock_at"
	LockEnds       BoundaryKind = "lock_ends" // lock_max_days over: read-only
	NoticeGiven    BoundaryKind = "notice_at"
	EffectiveAt    BoundaryKind = "effective_at"
	FullUntil      BoundaryKind = "full_until"
	ReadOnlyFrom   BoundaryKind = "read_only_from"
)

// Boundary is one date of the agreement.
type Boundary struct {
	Kind BoundaryKind
	At   time.Time
}

// Flags accompany a state and never are one.
type Flags struct {
	OverLimit      map[string]int // category code: active users beyond the seats
	ClockSuspect   bool
	RebindPending  bool
	NextTermLoaded bool
	Nonproduction  bool
	Demonstration  bool
	NoRoots        bool // this build trusts no vendor and takes no documents
	Warning        bool // administrators are shown the coming dates
}

// Seats returns how many users the category may have. A verdict that knows
// no such category allows none.
func (v Verdict) Seats(code string) int {
	for _, c := range v.Categories {
		if c.Code == code {
			return c.Seats
		}
	}
	return 0
}

// Category returns the category in force with that code.
func (v Verdict) Category(code string) (licensing.Category, bool) {
	for _, c := range v.Categories {
		if c.Code == code {
			return c, true
		}
	}
	return licensing.Category{}, false
}

// Gate answers for the moment a write begins.
type Gate interface {
	// Verdict returns the decision in force now. It is cheap and never fails.
	Verdict() Verdict
}

// Fixed is a gate that always gives the same verdict.
type Fixed Verdict

// Verdict returns the fixed decision.
func (f Fixed) Verdict() Verdict { return Verdict(f) }
