package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"holm/crm"
)

// Snapshot is one consistent view of all data, while others go on writing.
// It must be closed.
type Snapshot struct {
	s      *Store
	source reader
	counts map[string]int64
	copyTo func(path string) error // a copy of the database without secrets
	close  func() error
}

// reader is a connection or a transaction that is only read.
type reader interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// Snapshot begins a view of the data as it is now.
func (s *Store) Snapshot(ctx context.Context) (*Snapshot, error) {
	n, err := s.d.snapshot(ctx, s)
	if err != nil {
		return nil, fmt.Errorf("take a snapshot: %w", err)
	}
	return n, nil
}

// Close ends the view.
func (n *Snapshot) Close() error { return n.close() }

// Tables lists every table, those that are left out with their reason.
func (n *Snapshot) Tables() []crm.Table { return Tables() }

// Rows yields the rows of a table in the order of its key: a value for each
// column that is not excluded. The slice is used again for the next row.
func (n *Snapshot) Rows(ctx context.Context, name string, yield func([]any) error) error {
	t, err := tableNamed(name)
	if err != nil {
		return err
	}
	columns := keptColumns(t)
	rows, err := n.source.QueryContext(ctx, selectTable(t, columns))
	if err != nil {
		return fmt.Errorf("read the table %s: %w", name, err)
	}
	defer rows.Close()
	values, targets := make([]any, len(columns)), make([]any, len(columns))
	for i := range targets {
		targets[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(targets...); err != nil {
			return fmt.Errorf("read a row of %s: %w", name, err)
		}
		for i, c := range columns {
			if values[i], err = n.s.plain(c, values[i]); err != nil {
				return fmt.Errorf("read %s.%s: %w", name, c.Name, err)
			}
		}
		if err := yield(values); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Count returns the number of rows of a table, also of one that is left out.
func (n *Snapshot) Count(_ context.Context, name string) (int64, error) {
	count, known := n.counts[name]
	if !known {
		return 0, fmt.Errorf("there is no table %q", name)
	}
	return count, nil
}

// Definition returns the statements that define the tables.
func (n *Snapshot) Definition(context.Context) (string, error) { return definition(n.s.d.name) }

// Database writes a copy of the database to a new file, without what the
// exclusions call secret. errors.ErrUnsupported where the engine keeps its
// own backups.
func (n *Snapshot) Database(_ context.Context, path string) error {
	if n.copyTo == nil {
		return errors.ErrUnsupported
	}
	return n.copyTo(path)
}

// countAll counts the rows of every table.
func countAll(ctx context.Context, from reader) (map[string]int64, error) {
	counts := map[string]int64{}
	for _, t := range Tables() {
		var n int64
		if err := from.QueryRowContext(ctx, "SELECT COUNT(*) FROM "+t.Name).Scan(&n); err != nil {
			return nil, fmt.Errorf("count the rows of %s: %w", t.Name, err)
		}
		counts[t.Name] = n
	}
	return counts, nil
}

func tableNamed(name string) (crm.Table, error) {
	for _, t := range Tables() {
		if t.Name == name {
			return t, nil
		}
	}
	return crm.Table{}, fmt.Errorf("there is no table %q", name)
}

func keptColumns(t crm.Table) []crm.Column {
	var kept []crm.Column
	for _, c := range t.Columns {
		if c.Excluded == "" {
			kept = append(kept, c)
		}
	}
	return kept
}

func selectTable(t crm.Table, columns []crm.Column) string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.Name
	}
	return "SELECT " + strings.Join(names, ", ") + " FROM " + t.Name + " ORDER BY " + strings.Join(t.Key, ", ")
}

// plain turns what a driver gives into the Go type that crm.Column promises.
func (s *Store) plain(c crm.Column, v any) (any, error) {
	if v == nil {
		return nil, nil
	}
	switch c.Type {
	case crm.ColumnDatetime:
		var t time.Time
		err := s.d.time(&t).Scan(v)
		return t, err
	case crm.ColumnBoolean:
		switch b := v.(type) {
		case bool:
			return b, nil
		case int64:
			return b != 0, nil
		}
	case crm.ColumnDate:
		if b, ok := v.([]byte); ok {
			v = string(b)
		}
		if v == "" { // the tables keep no date as an empty text
			return nil, nil
		}
	case crm.ColumnText, crm.ColumnJSON:
		if b, ok := v.([]byte); ok {
			return string(b), nil
		}
	}
	return v, nil
}

// definition returns the statements of the migrations that made the tables.
func definition(engine string) (string, error) {
	names, err := fs.Glob(migrations, "migrations/"+engine+"/*.sql")
	if err != nil {
		return "", err
	}
	var all strings.Builder
	for _, name := range names {
		text, err := fs.ReadFile(migrations, name)
		if err != nil {
			return "", fmt.Errorf("read the definition of the tables: %w", err)
		}
		up, _, _ := strings.Cut(string(text), "-- +goose Down")
		all.WriteString(strings.TrimPrefix(up, "-- +goose Up\n"))
	}
	return all.String(), nil
}
