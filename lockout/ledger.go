package lockout

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"
)

// EntryKind says what a ledger entry records.
type EntryKind string

// What the ledger records. No entry carries personal data.
const (
	DocumentInstalled EntryKind = "installed"
	DocumentRefused   EntryKind = "refused"
	StateChanged      EntryKind = "state_changed"
	DailyPeak         EntryKind = "daily_peak"
	OverLimit         EntryKind = "over_limit"
	ClockEvent        EntryKind = "clock"
	Exported          EntryKind = "export"
	HostingStatement  EntryKind = "hosting_statement"
	Inspection        EntryKind = "inspection"
	VersionStarted    EntryKind = "version"
	RestoreDetected   EntryKind = "restore_detected"
	MeterClosed       EntryKind = "meter_month"
	HoldersCounted    EntryKind = "month_holders"
)

// Kinds lists what the ledger records, in the order in which people look.
func Kinds() []EntryKind {
	return []EntryKind{DocumentInstalled, DocumentRefused, StateChanged, DailyPeak, OverLimit, HoldersCounted, MeterClosed,
		Inspection, Exported, HostingStatement, ClockEvent, RestoreDetected, VersionStarted}
}

// PeakData is what DailyPeak and OverLimit record: the most users of each
// category on a day, or how many of them were beyond the seats.
type PeakData struct {
	Day   string         `json:"day"`
	Users map[string]int `json:"users"`
}

// MeterData is what MeterClosed records: a meter's month in the customer's
// time zone, once it is over.
type MeterData struct {
	Month    string `json:"month"` // 2006-01
	Code     string `json:"code"`
	Used     int64  `json:"used"` // units, one that was begun counts whole
	Included int64  `json:"included"`
	Unit     string `json:"unit,omitempty"`
	Exact    int64  `json:"exact,omitempty"` // bytes, where the unit is one of bytes
}

// HoldersData is what HoldersCounted records: how many different users held a
// seat of each category in a month, so that handing a seat around shows.
type HoldersData struct {
	Month string         `json:"month"` // 2006-01
	Users map[string]int `json:"users"`
}

// Entry is one line of the ledger. Each holds the hash of the one before it,
// so that the past cannot be rewritten without changing the head.
type Entry struct {
	Seq  int64     `json:"seq"` // from 1, without gaps
	Kind EntryKind `json:"kind"`
	At   time.Time `json:"at"`   // effective time, UTC, whole milliseconds
	Data string    `json:"data"` // a JSON object
	Prev string    `json:"prev"` // hex of the hash before; "" at Seq 1
	Hash string    `json:"hash"` // hex of SHA-256 over all of the above
}

// NewEntry returns an entry that is not chained yet.
func NewEntry(kind EntryKind, at time.Time, data any) (Entry, error) {
	text, err := json.Marshal(data)
	if err != nil {
		return Entry{}, fmt.Errorf("encode a ledger entry %s: %w", kind, err)
	}
	return Entry{Kind: kind, At: at.UTC().Truncate(time.Millisecond), Data: string(text)}, nil
}

// After returns the entry chained to the newest one; head is the zero Entry
// for an empty ledger.
func (e Entry) After(head Entry) Entry {
	e.Seq, e.Prev = head.Seq+1, head.Hash
	e.At = e.At.UTC().Truncate(time.Millisecond)
	e.Hash = e.hash()
	return e
}

// hash covers every field but Hash, each with its length before it.
func (e Entry) hash() string {
	h := sha256.New()
	var n [8]byte
	number := func(v uint64) {
		binary.BigEndian.PutUint64(n[:], v)
		h.Write(n[:])
	}
	number(uint64(e.Seq))
	for _, s := range []string{string(e.Kind), e.At.UTC().Format(time.RFC3339Nano), e.Data, e.Prev} {
		number(uint64(len(s)))
		h.Write([]byte(s))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// BrokenChain says where a ledger was tampered with.
type BrokenChain struct {
	Seq  int64
	What string
}

// Error names the first entry that does not fit.
func (b *BrokenChain) Error() string {
	return fmt.Sprintf("ledger entry %d: %s", b.Seq, b.What)
}

// VerifyChain checks that the entries follow head without a gap and that
// nothing in them was changed. It returns the new head, or *BrokenChain.
func VerifyChain(head Entry, entries []Entry) (Entry, error) {
	for _, e := range entries {
		switch {
		case e.Seq != head.Seq+1:
			return head, &BrokenChain{head.Seq + 1, fmt.Sprintf("missing, %d follows", e.Seq)}
		case e.Prev != head.Hash:
			return head, &BrokenChain{e.Seq, "does not follow from the entry before it"}
		case e.Hash != e.hash():
			return head, &BrokenChain{e.Seq, "was changed"}
		}
		head = e
	}
	return head, nil
}
