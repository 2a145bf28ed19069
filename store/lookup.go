package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"sync"
	"sync/atomic"
)

// lookupTables are small tables that requests read all the time and that
// hardly ever change: users and their rights, groups, lists, settings, views.
var lookupTables = []string{"app_user", "app_group", "user_group", "app_role", "credential", "terms_acceptance", "api_key",
	"list_item", "tag", "setting", "saved_view", "licence_contact", "service_message", "notice"}

const (
	selectLookups = `SELECT next_id FROM id_block WHERE name = 'lookups'`
	updateLookups = `UPDATE id_block SET next_id = next_id + 1 WHERE name = 'lookups'`
	insertLookups = `INSERT INTO id_block (name, next_id) VALUES ('lookups', 1)`
)

// lookups remembers what was read from lookupTables. A write to one of them
// counts on in the database, in its transaction, and what was read before the
// count is forgotten, in whichever process.
type lookups struct {
	mu     sync.Mutex
	count  int64
	values map[string]any
	writes sync.Map     // by statement, whether it writes to a lookup table
	own    atomic.Int64 // writes of this process
}

// moment is what a request has heard about lookups: it asks once, and again
// after this process wrote to them.
type moment struct {
	mu         sync.Mutex
	asked      bool
	count, own int64
}

type momentKey struct{}

// Moment returns a context for one request, which looks at users, rights and
// lists as they are when it first asks for them, or after what this process
// writes to them meanwhile.
func (s *Store) Moment(ctx context.Context) context.Context {
	return context.WithValue(ctx, momentKey{}, &moment{})
}

// lookupCount is how often lookup tables were written to.
func (s *Store) lookupCount(ctx context.Context) (count int64, err error) {
	own := s.lookups.own.Load()
	m, ok := ctx.Value(momentKey{}).(*moment)
	if ok {
		m.mu.Lock()
		defer m.mu.Unlock()
		if m.asked && m.own == own {
			return m.count, nil
		}
	}
	if err := s.row(ctx, selectLookups).Scan(&count); err != nil && !errors.Is(err, sql.ErrNoRows) {
		return 0, fmt.Errorf("ask whether lookups changed: %w", err)
	}
	if ok {
		m.asked, m.count, m.own = true, count, own
	}
	return count, nil
}

// lookup returns what was remembered under a name, or loads it. The value is
// shared: nobody may change it.
func lookup[V any](ctx context.Context, s *Store, name string, load func() (V, error)) (V, error) {
	var none V
	count, err := s.lookupCount(ctx)
	if err != nil {
		return none, err
	}
	if v, ok := s.lookups.find(count, name); ok {
		return v.(V), nil
	}
	v, err := load()
	if err != nil {
		return none, err
	}
	s.lookups.keep(count, name, v)
	return v, nil
}

func (l *lookups) find(count int64, name string) (any, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.count != count {
		return nil, false
	}
	v, ok := l.values[name]
	return v, ok
}

// maxLookups is how many values are remembered, so that unknown keys of the
// API, say, do not fill the memory.
const maxLookups = 5_000

// keep remembers a value that was read after the count was. It may be newer
// than the count, never older.
func (l *lookups) keep(count int64, name string, v any) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if count < l.count {
		return
	}
	if count > l.count || l.values == nil || len(l.values) >= maxLookups {
		l.count, l.values = count, map[string]any{}
	}
	l.values[name] = v
}

var writesTo = regexp.MustCompile(`(?i)^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+(\w+)`)

// changes reports whether a statement writes to a lookup table.
func (l *lookups) changes(query string) bool {
	if known, ok := l.writes.Load(query); ok {
		return known.(bool)
	}
	m := writesTo.FindStringSubmatch(query)
	changes := m != nil && slices.Contains(lookupTables, m[1])
	l.writes.Store(query, changes)
	return changes
}

// countLookups tells every process that lookups changed.
func (t *tx) countLookups() error {
	if !t.looked {
		return nil
	}
	n, err := t.exec(updateLookups)
	if err == nil && n == 0 {
		_, err = t.exec(insertLookups)
	}
	return err
}
