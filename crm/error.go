package crm

import (
	"errors"
	"fmt"
	"strings"
)

// Errors that callers tell apart. Wrapped errors carry what was being done.
var (
	ErrNotFound  = errors.New("no such record, or not for you") // never tells which
	ErrForbidden = errors.New("no right to do this")
	ErrTaken     = errors.New("already in use")
	ErrUsed      = errors.New("something still refers to it")
)

// FieldError is what is wrong with one field: a message key and its values.
type FieldError struct {
	Field string         // as in API and database: "name", "emails[1].address"
	Key   string         // message key, "error.required"
	Args  map[string]any // values for the message
}

// Invalid lists everything that is wrong with a record. Nothing was saved.
type Invalid struct{ Fields []FieldError }

// Error lists the fields and their message keys.
func (i *Invalid) Error() string {
	parts := make([]string, len(i.Fields))
	for n, f := range i.Fields {
		parts[n] = f.Field + ": " + f.Key
	}
	return "not valid: " + strings.Join(parts, "; ")
}

// Add notes a wrong field.
func (i *Invalid) Add(field, key string, args ...any) {
	e := FieldError{Field: field, Key: key}
	for n := 0; n+1 < len(args); n += 2 {
		if e.Args == nil {
			e.Args = map[string]any{}
		}
		e.Args[fmt.Sprint(args[n])] = args[n+1]
	}
	i.Fields = append(i.Fields, e)
}

// Err returns i when anything is wrong, else nil.
func (i *Invalid) Err() error {
	if len(i.Fields) == 0 {
		return nil
	}
	return i
}

// Conflict says that the record changed since the caller read it.
type Conflict struct {
	Entity  Entity
	ID      int64
	Version int64              // the version now stored
	Fields  []ConflictingField // changed by both sides with different values
}

// ConflictingField is one field that two people changed.
type ConflictingField struct {
	Field  string
	Yours  any
	Theirs any
}

// Error names the record and its version.
func (c *Conflict) Error() string {
	return fmt.Sprintf("%s %d has changed: it is at version %d", c.Entity, c.ID, c.Version)
}

// SeatsTaken says that a user category has no free seat.
type SeatsTaken struct {
	Category string
	Seats    int
	Used     int
}

// Error says how many seats there are and how many are used.
func (s *SeatsTaken) Error() string {
	return fmt.Sprintf("no free seat in %s: %d of %d used", s.Category, s.Used, s.Seats)
}
