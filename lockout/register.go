package lockout

import (
	"context"
	"time"

	"holm/licensing"
)

// Register is where an installation keeps its documents, its ledger and its
// effective time. Its writes pass neither gate nor journal, and each is one
// transaction that is durable when the method returns. Other processes on the
// same database use it at the same time.
type Register interface {
	DocumentRegister
	LedgerRegister
	TimeRegister
}

// DocumentRegister keeps the documents that were installed.
type DocumentRegister interface {
	// Installation returns what the installation is. Before set-up its
	// EvaluationStart is zero.
	Installation(ctx context.Context) (Installation, error)
	// Documents returns every document kept, in the order of installation.
	Documents(ctx context.Context) ([]StoredDocument, error)
	// DocumentsVersion returns a number that grows with every SaveDocument,
	// by whichever process. It is asked several times a second.
	DocumentsVersion(ctx context.Context) (int64, error)
	// SaveDocument keeps the document, or changes the status of the one with
	// the same type and id, and appends the entry to the ledger, all or
	// nothing. It returns the entry as appended.
	SaveDocument(ctx context.Context, d StoredDocument, e Entry) (Entry, error)
}

// LedgerRegister keeps the hash-chained ledger.
type LedgerRegister interface {
	// AppendEntry chains the entry to the newest one (Entry.After) and keeps
	// it, in one transaction, so that two processes cannot fork the chain.
	AppendEntry(ctx context.Context, e Entry) (Entry, error)
	// Entries returns at most limit entries with a Seq above after, ascending.
	Entries(ctx context.Context, after int64, limit int) ([]Entry, error)
}

// TimeRegister keeps the effective time. A register may store Saved as the
// one JSON text that encoding/json makes of it.
type TimeRegister interface {
	// LoadTime returns what was saved last, or the zero value.
	LoadTime(ctx context.Context) (Saved, error)
	// SaveTime replaces what was saved.
	SaveTime(ctx context.Context, s Saved) error
}

// Installation is what lockout needs to know of the installation.
type Installation struct {
	ID              string
	EvaluationStart time.Time // the end of set-up; zero before it
	Demonstration   bool      // created by the demo command
	NewestJournal   time.Time // time of the newest journal entry; zero without one
	MovedFrom       string    // the id that the data had before a move, or ""
	MovedAt         time.Time // when it moved
	TimeZone        string    // the customer's, as set-up was told; "" for none
}

// DocumentStatus says whether a document holds.
type DocumentStatus string

// The statuses of a kept document.
const (
	Installed DocumentStatus = "installed"
	Waiting   DocumentStatus = "waiting" // came unattended, reduces, not acknowledged yet
)

// StoredDocument is a document as the register keeps it. The text is verified
// again whenever it is read: the register is not trusted.
type StoredDocument struct {
	Type        licensing.Type
	ID          string // identity inside the document, unique per type
	Text        []byte // canonical armour
	Status      DocumentStatus
	InstalledAt time.Time // effective time, UTC, whole milliseconds
	By          string    // "web", "command", "folder", "environment"
}
