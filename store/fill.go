package store

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"
)

// filling writes many rows with one INSERT statement, several at a time: what
// an engine does for a statement then costs each row a fraction.
type filling struct {
	t       *tx
	insert  string   // one row, each column a parameter of its name: INSERT INTO t (a, b) VALUES (@a, @b)
	columns []string // in the order of the statement; nil before the first row
	most    int      // rows of a statement
	waiting []any    // values that are not written yet
}

func (t *tx) filling(insert string) *filling { return &filling{t: t, insert: insert} }

// add writes a row, whose values stand in the order of the statement, now or
// with those that come later, before end.
func (f *filling) add(values ...any) error {
	if f.columns == nil {
		f.columns = columnsOf(f.insert)
		f.most = f.t.d.rowsOf(len(f.columns))
		f.t.looked = f.t.looked || f.t.s.lookups.changes(f.insert)
	}
	if len(values) != len(f.columns) {
		return fmt.Errorf("%d values for %s", len(values), f.insert)
	}
	if f.waiting = append(f.waiting, values...); len(f.waiting) < f.most*len(f.columns) {
		return nil
	}
	return f.write(f.most)
}

// end writes the rows that wait.
func (f *filling) end() error {
	for len(f.waiting) > 0 {
		if err := f.write(1); err != nil {
			return err
		}
	}
	return nil
}

func (f *filling) write(rows int) error {
	n := rows * len(f.columns)
	if _, err := f.t.on.exec(f.t.s.insertOf(f.t.d, f.insert, rows), f.waiting[:n]); err != nil {
		return err
	}
	f.waiting = f.waiting[:copy(f.waiting, f.waiting[n:])]
	return nil
}

// columnsOf are the columns of an INSERT statement.
func columnsOf(insert string) []string {
	_, list, _ := strings.Cut(insert, "(")
	list, _, _ = strings.Cut(list, ")")
	columns := strings.Split(list, ",")
	for i, c := range columns {
		columns[i] = strings.TrimSpace(c)
	}
	return columns
}

// byColumn are the values of the parameters in the order of the columns.
func byColumn(columns []string, args []sql.NamedArg) ([]any, error) {
	if len(args) != len(columns) {
		return nil, fmt.Errorf("%d values for %d columns", len(args), len(columns))
	}
	values := make([]any, len(columns))
	for i, c := range columns {
		at := i
		if args[i].Name != c {
			at = slices.IndexFunc(args, func(a sql.NamedArg) bool { return a.Name == c })
		}
		if at < 0 {
			return nil, fmt.Errorf("no value for %s", c)
		}
		values[i] = args[at].Value
	}
	return values, nil
}

// manyRows is the statement that writes so many rows, whose values stand in
// their order.
func manyRows(d *dialect, insert string, rows int) string {
	head, _, _ := strings.Cut(insert, "VALUES")
	n := len(columnsOf(insert))
	var b strings.Builder
	b.WriteString(head + "VALUES ")
	for i := range rows * n {
		switch {
		case i == 0:
			b.WriteString("(")
		case i%n == 0:
			b.WriteString("), (")
		default:
			b.WriteString(", ")
		}
		b.WriteString(d.mark(i + 1))
	}
	return b.String() + ")"
}

// inserts remembers statements of manyRows.
type inserts struct {
	insert string
	rows   int
}

func (s *Store) insertOf(d *dialect, insert string, rows int) string {
	key := inserts{insert, rows}
	if text, ok := s.inserts.Load(key); ok {
		return text.(string)
	}
	text := manyRows(d, insert, rows)
	s.inserts.Store(key, text)
	return text
}
