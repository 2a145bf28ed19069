package crm

import (
	"errors"
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

// MaxUndo is how many entries of the journal are undone at once. A longer step
// is undone in the background, in parts of MaxBulk.
const MaxUndo = 1_000

// ErrLongStep says that a step is too long to be undone at once.
var ErrLongStep = errors.New("the step is too long to be undone at once")

// UndoPart asks for a part of a long step to be undone.
type UndoPart struct {
	Batch  int64 // the step
	Before int64 // what comes before this position of the journal is still to be undone; 0: all is
	As     int64 // the batch of the undo
}

// JobUndo is the kind of job that undoes a long step.
const JobUndo = "undo"

// UndoJob is what such a job is asked for.
type UndoJob struct {
	Batch int64 `json:"batch"` // the step
	As    int64 `json:"as"`    // the batch of the undo
	First int64 `json:"first"` // positions of the journal that the step lies between
	Last  int64 `json:"last"`
}

// UndoTally is what such a job has done so far, and its place in the step.
type UndoTally struct {
	Before int64      `json:"before,omitempty"`
	Done   int        `json:"done"` // records
	Left   int        `json:"left"`
	Step   string     `json:"step,omitempty"` // undoes it
	Lines  []LeftLine `json:"lines,omitempty"`
}

// LeftLine is a record, or a field of it, that a job left as it is.
type LeftLine struct {
	Entity Entity `json:"entity"`
	ID     int64  `json:"id"`
	Title  string `json:"title"`
	Field  string `json:"field,omitempty"`
	Reason Reason `json:"reason"`
}

// Add notes what a part of the job did, and where the step goes on.
func (t *UndoTally) Add(u Undone, next int64) {
	t.Before = next
	t.Done += u.Records
	t.Left += len(u.Left) + u.More
	if u.Records > 0 {
		t.Step = u.Step.String()
	}
	for _, l := range u.Left {
		if len(t.Lines) < MaxLeft {
			t.Lines = append(t.Lines, LeftLine{l.Entity, l.ID, l.Title, l.Field, l.Reason})
		}
	}
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
