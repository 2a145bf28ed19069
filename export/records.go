package export

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"

	"holm/crm"
)

// Form is a format of lists of records.
type Form string

// The forms of lists.
const (
	CSV   Form = "csv"   // for spreadsheets: guarded against formulas
	XLSX  Form = "xlsx"  // for spreadsheets: text stays text
	JSONL Form = "jsonl" // for programs: without loss
)

// List is a list of records that somebody may see, ready for writing.
type List struct {
	Name    string // of the sheet
	Columns []crm.Column
	// Rows yields one value for each column; the slice may be reused.
	Rows func(ctx context.Context, yield func([]any) error) error
}

// Records writes a list and returns the number of its rows. Headings are the
// titles of the columns in CSV and XLSX, their names in JSON Lines.
func Records(ctx context.Context, w io.Writer, form Form, l List) (int64, error) {
	var n int64
	var err error
	switch form {
	case CSV:
		n, err = l.csv(ctx, w)
	case JSONL:
		n, err = l.lines(ctx, w)
	case XLSX:
		n, err = l.workbook(ctx, w)
	default:
		return 0, fmt.Errorf("there is no form %q: use csv, xlsx or jsonl", form)
	}
	if err != nil {
		return n, fmt.Errorf("exporting %s: %w", l.Name, err)
	}
	return n, nil
}

// csv begins with a byte order mark, by which spreadsheets know UTF-8.
func (l List) csv(ctx context.Context, w io.Writer) (int64, error) {
	out := bufio.NewWriter(w)
	head := make([]value, len(l.Columns))
	for i, c := range l.Columns {
		head[i] = value{text: guard(heading(c))}
	}
	if _, err := out.Write(appendCSV([]byte("\uFEFF"), head)); err != nil {
		return 0, err
	}
	var buf []byte
	n, err := l.each(ctx, func(row []value) error {
		for i := range row {
			if !row[i].word || l.Columns[i].Type == crm.ColumnJSON {
				row[i].text = guard(row[i].text)
			}
		}
		buf = appendCSV(buf[:0], row)
		_, err := out.Write(buf)
		return err
	})
	if err != nil {
		return n, err
	}
	return n, out.Flush()
}

func (l List) lines(ctx context.Context, w io.Writer) (int64, error) {
	out, form := bufio.NewWriter(w), newLineForm(l.Columns)
	var buf []byte
	n, err := l.each(ctx, func(row []value) error {
		buf = form.append(buf[:0], row)
		_, err := out.Write(buf)
		return err
	})
	if err != nil {
		return n, err
	}
	return n, out.Flush()
}

// each yields the rows as values. A text that is not UTF-8 is passed on with
// replacement characters.
func (l List) each(ctx context.Context, yield func([]value) error) (int64, error) {
	var n int64
	row := make([]value, len(l.Columns))
	err := l.Rows(ctx, func(cells []any) error {
		if len(cells) != len(l.Columns) {
			return fmt.Errorf("%d values for %d columns", len(cells), len(l.Columns))
		}
		for i, c := range l.Columns {
			v, err := cell(c, cells[i])
			if err != nil && err != errNotText {
				return fmt.Errorf("row %d, column %s: %w", n+1, c.Name, err)
			}
			row[i] = v
		}
		n++
		if err := ctx.Err(); err != nil {
			return err
		}
		return yield(row)
	})
	return n, err
}

func heading(c crm.Column) string {
	if c.Title != "" {
		return c.Title
	}
	return c.Name
}

// guard puts an apostrophe before a text that a spreadsheet would run as a
// formula. Plain numbers and telephone numbers are left alone: they cannot
// call anything.
func guard(s string) string {
	if !formula(s) {
		return s
	}
	return "'" + s
}

func formula(s string) bool {
	trimmed := strings.TrimLeft(s, " \u00a0\ufeff")
	if trimmed == "" {
		return false
	}
	first, _, _ := strings.Cut(trimmed, " ")
	switch r := []rune(first)[0]; r {
	case '=', '@', '\t', '\r', '\n', '＝', '＠', '＋', '－':
		return true
	case '+', '-':
		return strings.Trim(trimmed, "+-0123456789 ().") != "" || strings.Count(trimmed, "+")+strings.Count(trimmed, "(") > 2
	}
	return false
}
