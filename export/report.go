package export

import (
	"crypto/ed25519"
	"fmt"
	"time"
)

// Report says what a verification proved about an archive.
type Report struct {
	Name         string // the folder inside the archive
	Installation string
	Customer     string
	CreatedAt    time.Time
	Key          ed25519.PublicKey // that signed the archive
	Trusted      bool              // the key is one that the caller named
	Files        int
	Tables       int
	Rows         int64
	Relations    int // foreign keys that were followed
	Documents    int
	Bytes        int64
	Proved       []string // in words, in the order of the proof
	NotProved    []string // what the caller could still want to know
	Problems     []Damage // empty when the archive is whole
}

// OK reports whether the archive is whole and what it says it is.
func (r Report) OK() bool { return len(r.Problems) == 0 && len(r.Proved) > 0 }

// Damage is one thing wrong with an archive.
type Damage struct {
	File   string // in the archive, or the part of the archive in words
	Detail string
}

// Error names the file and what is wrong with it.
func (d *Damage) Error() string { return fmt.Sprintf("%s: %s", d.File, d.Detail) }
