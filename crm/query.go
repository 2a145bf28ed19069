package crm

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"math"
	"time"
)

// Sort orders a list by a field.
type Sort struct {
	Field string
	Desc  bool
}

// The fields that lists can be sorted by; the first is the usual one.
var (
	CompanySorts = []string{"name", "number", "updated_at", "created_at"}
	PersonSorts  = []string{"name", "updated_at", "created_at"}
)

// Limits of a page of a list.
const (
	DefaultLimit = 50
	MaxLimit     = 500
	CountCap     = 1_000 // counts stop here
)

// Query asks for a page of a list; the zero value is the first page of all.
type Query struct {
	Text    string // beginnings of words, all of which must occur
	Filter  Filter
	Trashed bool // those in the trash instead of the others
	Sort    Sort
	After   string // a cursor that a page gave as Next or Prev, "" for the first page
	Limit   int    // 0 is DefaultLimit
	// Fields are those that are looked at; what else a record has may be left
	// out. nil is all of them.
	Fields []string

	Zone *time.Location // what "today" in the filter goes by; nil is UTC
}

// Page is one page of a list. Next and Prev are cursors for After; "" where
// there is no such page. Partial says that no more records were looked at: the
// page may hold fewer than were asked for, or none, and Next goes on.
type Page[T any] struct {
	Items   []T
	Next    string
	Prev    string
	Partial bool
}

// Neighbours are the records around one in a list; 0 where there is none.
// Position counts from 1, 0 where it is not known.
type Neighbours struct {
	Prev, Next int64
	Position   int
}

// ErrCursor says that a cursor is damaged or belongs to another order.
var ErrCursor = errors.New("this place in the list is not known")

// Cursor is a place in a sorted list: the sort key and id of a record.
type Cursor struct {
	Sort     Sort
	Backward bool // towards the beginning of the list
	Key      []byte
	ID       int64
}

// Back returns the place from which the list goes the other way, with the
// record that the cursor was made of as its first.
func (c Cursor) Back() Cursor {
	c.Backward = !c.Backward
	switch {
	case c.Backward == c.Sort.Desc:
		c.ID--
	case c.ID < math.MaxInt64:
		c.ID++
	}
	return c
}

const (
	cursorVersion = 1
	flagDesc      = 1
	flagBackward  = 2
)

// String writes the cursor so that it can stand in a URL.
func (c Cursor) String() string {
	var b bytes.Buffer
	b.WriteByte(cursorVersion)
	flags := byte(0)
	if c.Sort.Desc {
		flags |= flagDesc
	}
	if c.Backward {
		flags |= flagBackward
	}
	b.WriteByte(flags)
	b.WriteByte(byte(len(c.Sort.Field)))
	b.WriteString(c.Sort.Field)
	b.Write(binary.AppendVarint(nil, c.ID))
	b.Write(c.Key)
	return base64.RawURLEncoding.EncodeToString(b.Bytes())
}

// ParseCursor reads what String wrote. The error is ErrCursor.
func ParseCursor(s string) (Cursor, error) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(s)
	if err != nil || len(raw) < 4 || len(raw) > 1024 || raw[0] != cursorVersion || raw[1] > flagDesc|flagBackward {
		return Cursor{}, ErrCursor
	}
	c := Cursor{Sort: Sort{Desc: raw[1]&flagDesc != 0}, Backward: raw[1]&flagBackward != 0}
	n := int(raw[2])
	if len(raw) < 3+n {
		return Cursor{}, ErrCursor
	}
	c.Sort.Field = string(raw[3 : 3+n])
	id, used := binary.Varint(raw[3+n:])
	if used <= 0 {
		return Cursor{}, ErrCursor
	}
	c.ID, c.Key = id, raw[3+n+used:]
	return c, nil
}
