package importing

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"
)

// Row is a row of a file.
type Row struct {
	No    int      // counted from 1 without the header and without empty rows
	Cells []string // as many as the file has columns
	Wrong string   // the message key of why it cannot be read, or ""
}

// source yields the rows of a file, whatever its kind.
type source interface {
	next() (cells []string, wrong string, err error)
}

// Rows reads a file row by row.
type Rows struct {
	Columns []string // what the columns are called; "" where they are not
	from    source
	close   func() error
	ahead   []string // the first row, where it is no header
	wrong   string
	no      int
}

// Open opens a file that is written as the format says.
func Open(path string, f Format) (*Rows, error) {
	r := &Rows{}
	var err error
	if f.Kind == XLSX {
		var s *sheetReader
		if s, err = openSheet(path, f.Sheet); err != nil {
			return nil, err
		}
		r.from, r.close = s, s.close
	} else if err = r.openText(path, f); err != nil {
		return nil, err
	}
	if err := r.begin(f.Header || f.Kind == VCF); err != nil {
		return nil, errors.Join(err, r.Close())
	}
	return r, nil
}

// openText opens delimited text or vCards. Cards are read twice: which columns
// they have is known at their end.
func (r *Rows) openText(path string, f Format) error {
	file, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("open the file to import: %w", err)
	}
	text, err := decode(file, f.Encoding)
	if err != nil {
		return errors.Join(err, file.Close())
	}
	if f.Kind != VCF {
		r.from, r.close = newCSVReader(text, f.Delimiter, f.Quote), file.Close
		return nil
	}
	columns, err := cardsUsed(text)
	if err == nil {
		_, err = file.Seek(0, io.SeekStart)
	}
	if err == nil {
		text, err = decode(file, f.Encoding)
	}
	if err != nil {
		return errors.Join(err, file.Close())
	}
	r.from, r.close = newCardReader(text, columns), file.Close
	return nil
}

// begin reads the first row that holds something. Excel's "sep=;" is none.
func (r *Rows) begin(header bool) error {
	for {
		cells, wrong, err := r.from.next()
		if errors.Is(err, io.EOF) {
			return &Error{Key: "import.empty"}
		}
		if err != nil {
			return err
		}
		if empty(cells) || strings.HasPrefix(cells[0], "sep=") && len(cells) <= 2 && len(cells[0]) <= 5 {
			continue
		}
		if !header {
			r.Columns, r.ahead, r.wrong = make([]string, len(cells)), cells, wrong
			return nil
		}
		for len(cells) > 1 && strings.TrimSpace(cells[len(cells)-1]) == "" {
			cells = cells[:len(cells)-1]
		}
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		r.Columns = cells
		return nil
	}
}

// Next returns the next row that holds something; io.EOF after the last. A row
// that is shorter than the others is filled up, a longer one is wrong.
func (r *Rows) Next() (Row, error) {
	for {
		cells, wrong := r.ahead, r.wrong
		r.ahead, r.wrong = nil, ""
		if cells == nil {
			var err error
			if cells, wrong, err = r.from.next(); err != nil {
				return Row{}, err
			}
		}
		if empty(cells) && wrong == "" {
			continue
		}
		if r.no++; r.no > MaxRows {
			return Row{}, &Error{Key: "import.too_many_rows", Args: []any{"max", MaxRows}}
		}
		if n := len(r.Columns); len(cells) < n {
			cells = append(cells, make([]string, n-len(cells))...)
		} else if len(cells) > n {
			if !empty(cells[n:]) && wrong == "" {
				wrong = "import.more_cells"
			} else if wrong == "" {
				cells = cells[:n]
			}
		}
		for _, c := range cells {
			if strings.ContainsRune(c, utf8.RuneError) && wrong == "" {
				wrong = "import.not_encoded"
			}
		}
		return Row{No: r.no, Cells: cells, Wrong: wrong}, nil
	}
}

// Close closes the file.
func (r *Rows) Close() error { return r.close() }

func empty(cells []string) bool {
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}
