package lockout

import "time"

// EffectiveTime is the time that decisions use. It moves on evidence only: it
// ages with running time, follows a plausible clock, and believes the vendor.
type EffectiveTime struct {
	At     time.Time     `json:"at"`      // the effective time itself, UTC
	Wall   time.Time     `json:"wall"`    // the system clock at the last advance
	Boot   time.Duration `json:"boot"`    // the boot clock at the last advance
	BootID string        `json:"boot_id"` // readings of Boot compare within one boot only
	// Ahead is the running time through which the clock has stayed too far
	// ahead to be believed at once.
	Ahead   time.Duration `json:"ahead"`
	Suspect bool          `json:"suspect"` // the clock disagrees with At
	// Proven is what needs no clock to be believed: the newest signed date,
	// aged by running time. No document pulls At back below it.
	Proven time.Time `json:"proven,omitzero"`
	// Pulled counts how often the vendor's documents pulled At back. The
	// higher count wins when two copies differ.
	Pulled int `json:"pulled"`
	// Disowned is the newest journal time at the last pull-back: such
	// journal times came from the wrong clock and are no evidence.
	Disowned time.Time `json:"disowned"`
}

// Saved is the effective time and what is kept with it, in the register and
// in the state file, so that each can tell when the other is an older copy.
type Saved struct {
	EffectiveTime
	Warned       Warned         `json:"warned"`
	EverLicensed bool           `json:"ever_licensed"`
	Production   bool           `json:"production"`              // a production licence has been in force
	ProductionID string         `json:"production_id,omitempty"` // under that installation id
	LedgerSeq    int64          `json:"ledger_seq"`
	LedgerHead   string         `json:"ledger_head"`
	Documents    []string       `json:"documents"`         // "type id" of each installed document
	Missing      []string       `json:"missing,omitempty"` // once installed, gone with a restore
	PeakDay      string         `json:"peak_day,omitempty"`
	Peak         map[string]int `json:"peak,omitempty"` // most users per category on PeakDay
}

// Warned is the running time in which a lock date was visible.
type Warned struct {
	LockAt  time.Time     `json:"lock_at"` // the date that was visible
	Running time.Duration `json:"running"`
	DoneAt  time.Time     `json:"done_at"`        // effective time when the hours were complete
	Anew    int           `json:"anew,omitempty"` // how often a document let them begin again; the copy that knows more of it wins
}
