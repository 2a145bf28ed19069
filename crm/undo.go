package crm

import (
	"fmt"
	"strconv"
	"strings"
)

// Edition is a record as it stood after one of its saves.
type Edition struct {
	Entity  Entity
	ID      int64
	Version int64
}

// Step names what is undone as one: an entry of the journal by its position,
// the save that made an edition, or all that was written with one batch. One
// of the three is set.
type Step struct {
	Position int64
	Edition  Edition
	Batch    int64
}

// String writes the step so that it can stand in a form: "p12", "company.42.7"
// or "b1001"; "" for none.
func (s Step) String() string {
	switch {
	case s.Batch != 0:
		return "b" + strconv.FormatInt(s.Batch, 10)
	case s.Position != 0:
		return "p" + strconv.FormatInt(s.Position, 10)
	case s.Edition.ID != 0:
		return fmt.Sprintf("%s.%d.%d", s.Edition.Entity, s.Edition.ID, s.Edition.Version)
	}
	return ""
}

// ParseStep reads what String wrote. The error is ErrNotFound.
func ParseStep(text string) (Step, error) {
	if entity, rest, ok := strings.Cut(text, "."); ok {
		id, version, _ := strings.Cut(rest, ".")
		s := Step{Edition: Edition{Entity(entity), positive(id), positive(version)}}
		if s.Edition.ID == 0 || s.Edition.Version == 0 {
			return Step{}, ErrNotFound
		}
		return s, nil
	}
	switch number := positive(strings.TrimLeft(text, "bp")); {
	case number == 0:
	case text[0] == 'b':
		return Step{Batch: number}, nil
	case text[0] == 'p':
		return Step{Position: number}, nil
	}
	return Step{}, ErrNotFound
}

// positive reads a whole number above zero, 0 when it is none.
func positive(text string) int64 {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// Undone says what an undo did, and what it left alone.
type Undone struct {
	Step    Step   // undoes the undo; the zero Step when nothing was to be done
	Records int    // how many records are as they were
	Entity  Entity // of those records, and
	Record  int64  // the only one of them; 0 when they are more
	Left    []Left
	More    int // how many were left beside those listed
}

// Reason says why something was left as it is.
type Reason string

// The reasons to leave a record or a field as it is.
const (
	LeftChanged   Reason = "changed"   // changed since
	LeftTrashed   Reason = "trashed"   // in the trash
	LeftGone      Reason = "gone"      // deleted for good
	LeftForbidden Reason = "forbidden" // no right
	LeftTaken     Reason = "taken"     // another record has the number
	LeftInvalid   Reason = "invalid"   // would not be valid today
)

// Left is a record, or one field of it, that a step over many left as it is.
type Left struct {
	Entity Entity
	ID     int64
	Title  string
	Field  string // "" for the whole record
	Reason Reason
	Key    string         // for LeftInvalid: the message of what is wrong, with
	Args   map[string]any // its values
	Wanted any            // what the field would have become
	Now    any            // what it is
}

// MaxLeft is how many things left alone an answer lists.
const MaxLeft = 100
