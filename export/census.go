package export

import (
	"fmt"
	"io"
	"strconv"
)

// census notes what there was and what was exported: completeness.csv.
type census []counted

// counted is one line of completeness.csv.
type counted struct {
	kind     string // "table", "column", "documents", "database"
	name     string
	had      int64 // in the database; unknown when below zero
	exported int64
	reason   string // why something was left out; empty when all is there
}

const (
	completenessFile   = "data/completeness.csv"
	completenessHeader = "kind,name,in_database,exported,reason\r\n"
)

func (c census) exported() int {
	n := 0
	for _, line := range c {
		if line.kind == "table" && line.exported >= 0 {
			n++
		}
	}
	return n
}

// leftOut lists what the archive does not hold, with the reasons.
func (c census) leftOut() []counted {
	var out []counted
	for _, line := range c {
		if line.reason != "" {
			out = append(out, line)
		}
	}
	return out
}

func (c census) write(w io.Writer) error {
	if _, err := io.WriteString(w, completenessHeader); err != nil {
		return err
	}
	var line []byte
	for _, e := range c {
		line = appendCSV(line[:0], []value{{text: e.kind}, {text: e.name}, figure(e.had), figure(e.exported), {text: e.reason, null: e.reason == ""}})
		if _, err := w.Write(line); err != nil {
			return err
		}
	}
	return nil
}

func figure(n int64) value {
	if n < 0 {
		return value{null: true}
	}
	return value{text: strconv.FormatInt(n, 10)}
}

// incomplete says that the two figures of a table differ.
func incomplete(table string, had, exported int64) error {
	return fmt.Errorf("table %s has %d rows and %d were exported", table, had, exported)
}
