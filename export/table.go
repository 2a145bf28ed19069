package export

import (
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"holm/crm"
)

var plainName = regexp.MustCompile(`^[a-z][a-z0-9_]{0,99}$`)

// writeTables writes every table as CSV, then every table as JSON Lines, so
// that a reader knows all keys before it meets the references.
func (b *bag) writeTables(ctx context.Context) error {
	var kept []crm.Table
	for _, t := range b.o.Source.Tables() {
		if !plainName.MatchString(t.Name) {
			return fmt.Errorf("table %q cannot be the name of a file", t.Name)
		}
		if t.Excluded != "" {
			b.census = append(b.census, counted{"table", t.Name, -1, -1, t.Excluded})
			continue
		}
		kept = append(kept, t)
	}
	lines := make([]counted, len(kept))
	for i, t := range kept {
		line, err := b.writeCSV(ctx, t)
		if err != nil {
			return err
		}
		lines[i] = line
	}
	for i, t := range kept {
		n, err := b.writeLines(ctx, t)
		if err != nil {
			return err
		}
		if n != lines[i].exported {
			return incomplete(t.Name, lines[i].exported, n)
		}
		b.rows += n
		b.census = append(b.census, lines[i])
		for _, c := range t.Columns {
			if c.Excluded != "" {
				b.census = append(b.census, counted{"column", t.Name + "." + c.Name, -1, -1, c.Excluded})
			}
		}
	}
	return nil
}

func (b *bag) writeCSV(ctx context.Context, t crm.Table) (counted, error) {
	line := counted{kind: "table", name: t.Name}
	var damaged int64
	_, err := b.put(csvPath(t.Name), deflated, func(w io.Writer) error {
		columns := exported(t)
		buf := appendHeader(nil, columns)
		if _, err := w.Write(buf); err != nil {
			return err
		}
		var err error
		line.exported, err = b.eachRow(ctx, t, columns, func(row []value, lossy int64) error {
			damaged += lossy
			buf = appendCSV(buf[:0], row)
			_, err := w.Write(buf)
			return err
		})
		return err
	})
	if err != nil {
		return line, err
	}
	line.had = line.exported
	if source, ok := b.o.Source.(Counter); ok {
		if line.had, err = source.Count(ctx, t.Name); err != nil {
			return line, fmt.Errorf("counting %s: %w", t.Name, err)
		}
		if line.had != line.exported {
			return line, incomplete(t.Name, line.had, line.exported)
		}
	}
	if damaged > 0 {
		line.reason = fmt.Sprintf("%d values are not UTF-8: the wrong bytes are replaced by U+FFFD; the copy of the database has them as they were", damaged)
	}
	return line, nil
}

func (b *bag) writeLines(ctx context.Context, t crm.Table) (n int64, err error) {
	_, err = b.put(linesPath(t.Name), deflated, func(w io.Writer) error {
		columns := exported(t)
		form := newLineForm(columns)
		var buf []byte
		n, err = b.eachRow(ctx, t, columns, func(row []value, _ int64) error {
			buf = form.append(buf[:0], row)
			_, err := w.Write(buf)
			return err
		})
		return err
	})
	return n, err
}

// eachRow yields the rows of a table as values; lossy counts those of the row
// that are not what the database holds.
func (b *bag) eachRow(ctx context.Context, t crm.Table, columns []crm.Column, yield func(row []value, lossy int64) error) (int64, error) {
	b.progress("tables", t.Name)
	var n int64
	row := make([]value, len(columns))
	err := b.o.Source.Rows(ctx, t.Name, func(cells []any) error {
		if len(cells) != len(columns) {
			return fmt.Errorf("%d values for %d columns", len(cells), len(columns))
		}
		lossy := int64(0)
		for i, c := range columns {
			v, err := cell(c, cells[i])
			switch {
			case errors.Is(err, errNotText):
				lossy++
			case err != nil:
				return fmt.Errorf("row %d, column %s: %w", n+1, c.Name, err)
			}
			row[i] = v
		}
		if n++; n%10_000 == 0 {
			b.progress("tables", t.Name)
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		return yield(row, lossy)
	})
	if err != nil {
		return n, fmt.Errorf("reading %s: %w", t.Name, err)
	}
	return n, nil
}

func csvPath(table string) string   { return "data/" + folder(table, "csv") + table + ".csv" }
func linesPath(table string) string { return "data/" + folder(table, "jsonl") + table + ".jsonl" }

// folder returns where a table's file lies: what proves the past (journal and
// ledger) has its own folder.
func folder(table, form string) string {
	for _, audit := range []string{"journal", "ledger"} {
		if table == audit || strings.HasPrefix(table, audit+"_") {
			return "audit/"
		}
	}
	return form + "/"
}
