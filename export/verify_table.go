package export

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"slices"
	"strconv"

	"holm/crm"
)

// provedTable is a table of the archive and what the proof knows of it.
type provedTable struct {
	name       string
	columns    []crm.Column
	key        []string
	csv, lines string // paths in the bag
	rowsCSV    int64
	rowsLines  int64
	keys       map[string]*keySet // by column, for columns that others refer to
	refers     map[int]*keySet    // by the column's index
	hashes     map[string]bool    // of the contents that the rows name, in the table of versions
	hash       int                // the column they stand in
}

// keySet is every value of a column that other tables refer to.
type keySet struct {
	of       string // table.column, for messages
	unique   bool
	complete bool
	whole    []int64
	other    map[string]struct{}
}

func (k *keySet) add(field []byte) {
	if n, err := strconv.ParseInt(string(field), 10, 64); err == nil {
		k.whole = append(k.whole, n)
		return
	}
	if k.other == nil {
		k.other = map[string]struct{}{}
	}
	k.other[string(field)] = struct{}{}
}

// finish makes the set ready to be asked.
func (k *keySet) finish() error {
	k.complete = true
	if !slices.IsSorted(k.whole) {
		slices.Sort(k.whole)
	}
	if !k.unique {
		return nil
	}
	for i := 1; i < len(k.whole); i++ {
		if k.whole[i] == k.whole[i-1] {
			return fmt.Errorf("the key %d is there twice", k.whole[i])
		}
	}
	return nil
}

func (k *keySet) has(text string) bool {
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		_, found := slices.BinarySearch(k.whole, n)
		return found
	}
	_, found := k.other[text]
	return found
}

// csvLook counts the records of a CSV file and collects the keys that other
// tables refer to.
type csvLook struct {
	t      *provedTable
	wanted []*keySet // by column; nil where nobody refers
	quoted bool      // inside quotes
	left   bool      // the byte before ended a quoted part
	bare   bool      // something other than nothing was read
	column int
	field  []byte
	lines  int64
}

func newCSVLook(t *provedTable) *csvLook {
	c := &csvLook{t: t, wanted: make([]*keySet, len(t.columns))}
	for i, column := range t.columns {
		c.wanted[i] = t.keys[column.Name]
	}
	return c
}

func (c *csvLook) Write(p []byte) (int, error) {
	for _, b := range p {
		switch {
		case b == '"':
			if c.left {
				c.field = append(c.field, '"')
			}
			c.left, c.quoted, c.bare = c.quoted, !c.quoted, true
			continue
		case c.quoted:
			c.take(b)
		case b == ',':
			c.endField()
		case b == '\n':
			c.endField()
			c.lines++
			c.column = 0
		case b != '\r':
			c.take(b)
		}
		c.left = false
	}
	return len(p), nil
}

func (c *csvLook) take(b byte) {
	c.bare = true
	if c.column < len(c.wanted) && c.wanted[c.column] != nil {
		c.field = append(c.field, b)
	}
}

func (c *csvLook) endField() {
	if c.lines > 0 && c.bare && c.column < len(c.wanted) && c.wanted[c.column] != nil {
		c.wanted[c.column].add(c.field)
	}
	c.field, c.bare = c.field[:0], false
	c.column++
}

func (c *csvLook) done() error {
	if c.quoted || c.column != 0 || c.lines == 0 {
		return errors.New("it ends in the middle of a record")
	}
	c.t.rowsCSV = c.lines - 1
	for _, k := range c.wanted {
		if k == nil {
			continue
		}
		if err := k.finish(); err != nil {
			return err
		}
	}
	return nil
}

// linesLook reads a JSON Lines file row by row, follows the references, and
// makes the CSV file again from it: both files say the same when the hashes
// are equal.
type linesLook struct {
	t       *provedTable
	form    lineForm
	csvSum  string
	sum     hash.Hash
	partial []byte
	row     []value
	csv     []byte
	line    []byte
}

func newLinesLook(t *provedTable, csvSum string) *linesLook {
	return &linesLook{
		t: t, form: newLineForm(t.columns), csvSum: csvSum, sum: sha256.New(),
		row: make([]value, len(t.columns)), csv: appendHeader(nil, t.columns),
	}
}

func (l *linesLook) Write(p []byte) (int, error) {
	n := len(p)
	for {
		i := bytes.IndexByte(p, '\n')
		if i < 0 {
			l.partial = append(l.partial, p...)
			return n, nil
		}
		line := p[:i+1]
		if len(l.partial) > 0 {
			l.partial = append(l.partial, line...)
			line = l.partial
		}
		if err := l.read(line); err != nil {
			return n, fmt.Errorf("line %d: %w", l.t.rowsLines+1, err)
		}
		l.partial, p = l.partial[:0], p[i+1:]
	}
}

func (l *linesLook) read(line []byte) error {
	rest := line
	for i, c := range l.t.columns {
		after, ok := bytes.CutPrefix(rest, l.form[i])
		if !ok {
			return fmt.Errorf("column %s is not where it must be", c.Name)
		}
		v, n, err := readValue(c.Type, after)
		if err != nil {
			return fmt.Errorf("column %s: %w", c.Name, err)
		}
		if keys := l.t.refers[i]; keys != nil && !v.null && !(keys.complete && keys.has(v.text)) {
			return fmt.Errorf("%s is %s, and there is no such %s", c.Name, v.text, keys.of)
		}
		l.row[i], rest = v, after[n:]
	}
	if l.t.hashes != nil {
		l.t.hashes[l.row[l.t.hash].text] = true
	}
	if l.line = l.form.append(l.line[:0], l.row); !bytes.Equal(l.line, line) {
		return errors.New("it is not written in the one form that there is")
	}
	l.t.rowsLines++
	l.csv = appendCSV(l.csv, l.row)
	if len(l.csv) >= 32<<10 {
		l.sum.Write(l.csv)
		l.csv = l.csv[:0]
	}
	return nil
}

func (l *linesLook) done() error {
	if len(l.partial) > 0 {
		return errors.New("its last line is not complete")
	}
	l.sum.Write(l.csv)
	if hex.EncodeToString(l.sum.Sum(nil)) != l.csvSum {
		return fmt.Errorf("it does not hold the same rows as %s", l.t.csv)
	}
	return nil
}

// readValue reads one value of a column type at the start of b and returns its
// length. JSON stays as it is written, strings too.
func readValue(kind string, b []byte) (value, int, error) {
	n := valueLength(b)
	if n <= 0 {
		return value{}, 0, errors.New("there is no value")
	}
	raw := b[:n]
	switch {
	case raw[0] != '"' || kind == crm.ColumnJSON:
		word := string(raw)
		if word == "null" {
			return value{null: true}, n, nil
		}
		if !json.Valid(raw) {
			return value{}, 0, fmt.Errorf("%s is not JSON", word)
		}
		return value{word: true, text: word}, n, nil
	case bytes.IndexByte(raw, '\\') < 0:
		return value{text: string(raw[1 : n-1])}, n, nil
	}
	var s string
	if err := json.Unmarshal(raw, &s); err != nil {
		return value{}, 0, err
	}
	return value{text: s}, n, nil
}

// valueLength returns where the JSON value at the start of b ends.
func valueLength(b []byte) int {
	depth, quoted := 0, false
	for i := 0; i < len(b); i++ {
		c := b[i]
		switch {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
			if !quoted && depth == 0 {
				return i + 1
			}
		case quoted:
		case depth == 0 && (c == ',' || c == '}' || c == '\n'):
			return i
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			depth--
			if depth == 0 {
				return i + 1
			}
		}
	}
	return -1
}
