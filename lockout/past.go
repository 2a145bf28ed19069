package lockout

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// past is what the keeper remembers of the ledger.
type past struct {
	head    Entry
	state   State
	suspect bool
	closed  time.Time // since when nothing is written, zero while it is
	back    Return    // the newest
	version string
	newest  time.Time       // newest time, as of the last pull-back
	refused map[string]bool // SHA-256 of texts refused
	broken  *BrokenChain    // the first break of the chain that was met
	// What the data itself remembers, wherever it is carried: the ledger
	// comes along with an archive, a backup and a move.
	evaluation time.Time // earliest begin of an evaluation; zero for none
	licensed   bool      // a licence has been in force
}

// page is how many entries are read at once.
const page = 1000

// catchUp reads and checks the entries that came since.
func (p *past) catchUp(ctx context.Context, r LedgerRegister) error {
	for {
		entries, err := r.Entries(ctx, p.head.Seq, page)
		if err != nil {
			return fmt.Errorf("read the ledger: %w", err)
		}
		_, err = VerifyChain(p.head, entries)
		if broken := (*BrokenChain)(nil); errors.As(err, &broken) && p.broken == nil {
			p.broken = broken
		}
		for _, e := range entries {
			p.note(e)
		}
		if err != nil || len(entries) < page {
			return err
		}
	}
}

// note takes an entry in.
func (p *past) note(e Entry) {
	p.head = e
	if e.At.After(p.newest) {
		p.newest = e.At
	}
	switch e.Kind {
	case StateChanged:
		var d stateData
		if json.Unmarshal([]byte(e.Data), &d) == nil {
			p.state = d.To
			p.remember(d)
			p.turn(e, d)
		}
	case ClockEvent:
		var d clockData
		if json.Unmarshal([]byte(e.Data), &d) == nil {
			p.suspect = d.Suspect
			if !d.PulledTo.IsZero() {
				p.newest = d.PulledTo
			}
		}
	case VersionStarted:
		var d versionData
		if json.Unmarshal([]byte(e.Data), &d) == nil {
			p.version = d.Version
		}
	case DocumentRefused:
		var d refusedData
		if json.Unmarshal([]byte(e.Data), &d) == nil {
			if p.refused == nil {
				p.refused = map[string]bool{}
			}
			p.refused[d.SHA256] = true
		}
	}
}

func (p *past) remember(d stateData) {
	switch d.To {
	case Evaluation:
		if p.evaluation.IsZero() || d.Since.Before(p.evaluation) {
			p.evaluation = d.Since
		}
	case ReadOnly: // an evaluation ends so, too
	default:
		p.licensed = true
	}
}

// turn notes since when an installation is closed, and its return.
func (p *past) turn(e Entry, d stateData) {
	switch now := d.To.closed(); {
	case now && p.closed.IsZero():
		p.closed = e.At
	case !now && !p.closed.IsZero():
		p.back, p.closed = Return{Entry: e.Seq, Closed: p.closed, At: e.At}, time.Time{}
	}
}

// Return is an installation's way back from LOCKED or READ_ONLY to full use.
type Return struct {
	Entry  int64     // of the ledger
	Closed time.Time // since when nothing was written
	At     time.Time
}

// closed reports whether the state keeps business data from being written.
func (s State) closed() bool { return s == Locked || s == ReadOnly }

// Returned is the newest return to full use; false when there was none, or the
// installation has been closed again since.
func (k *Keeper) Returned() (Return, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.past.back, k.past.back.Entry > 0 && k.past.closed.IsZero()
}

type versionData struct {
	Version string `json:"version"`
}

// VerifyLedger reads the whole ledger and checks its chain. It returns the
// head, and *BrokenChain where the chain does not hold.
func VerifyLedger(ctx context.Context, r LedgerRegister) (Entry, error) {
	var head Entry
	for {
		entries, err := r.Entries(ctx, head.Seq, page)
		if err != nil {
			return head, fmt.Errorf("read the ledger: %w", err)
		}
		if head, err = VerifyChain(head, entries); err != nil || len(entries) < page {
			return head, err
		}
	}
}
