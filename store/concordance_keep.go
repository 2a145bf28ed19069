package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"holm/crm"
)

// How a concordance is kept: one of a small table is made by whoever needs it
// first, one of a large table beside the requests, which go without until it
// is there. When more was changed than is looked up quickly, it is made anew.
const (
	gatheredSoon = 30_000 // records
	mostChanged  = 500
	mostChanges  = 20          // times as many entries of the journal
	gatheredAnew = time.Minute // at most once in that time
)

// shelf holds the concordance of one kind.
type shelf struct {
	mu     sync.Mutex
	have   *concordance
	making bool
	made   time.Time
}

// Warm makes what records are found by in memory, which otherwise is made
// beside the requests that first need it.
func (s *Store) Warm(ctx context.Context) error {
	return errors.Join(s.company.warm(ctx, s), s.person.warm(ctx, s))
}

func (k *kind[T, R]) warm(ctx context.Context, s *Store) error {
	h := k.shelf
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.have != nil {
		return nil
	}
	c, err := k.gather(ctx, s)
	if err == nil {
		h.have = c
	}
	return ignoreTooMany(err)
}

// concordance returns what records are found by in memory, as they are now;
// nil when there is none yet.
func (k *kind[T, R]) concordance(ctx context.Context, s *Store) (*concordance, error) {
	if k.lead == "" || s.plainly {
		return nil, nil
	}
	size, err := k.tableSize(ctx, s)
	if err != nil {
		return nil, err
	}
	h := k.shelf
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.have == nil && size <= gatheredSoon {
		if h.have, err = k.gather(ctx, s); err != nil {
			h.have = nil
			return nil, ignoreTooMany(err)
		}
	}
	if h.have == nil {
		k.gatherBeside(s)
		return nil, nil
	}
	return k.upToDate(ctx, s)
}

func ignoreTooMany(err error) error {
	if errors.Is(err, errNoConcordance) {
		return nil
	}
	return err
}

// upToDate notes what was changed since.
func (k *kind[T, R]) upToDate(ctx context.Context, s *Store) (*concordance, error) {
	c := k.shelf.have
	for range mostChanges {
		n, err := k.noteChanges(ctx, s, c)
		if err != nil {
			return nil, err
		}
		if len(c.changed) > mostChanged {
			break
		}
		if n < mostChanged {
			return c, nil
		}
	}
	k.shelf.have = nil
	return nil, nil
}

// noteChanges notes the next changes and returns how many entries of the
// journal it has read.
func (k *kind[T, R]) noteChanges(ctx context.Context, s *Store, c *concordance) (n int, err error) {
	err = scanAll(s.reading(ctx), changesQuery(s.d), []sql.NamedArg{arg("position", c.position)}, func(rows *sql.Rows) error {
		var e crm.JournalEntry
		var changes string
		if err := rows.Scan(&e.Position, &e.Entity, orZero{&e.Record}, &e.Operation, &changes); err != nil {
			return err
		}
		c.position = e.Position
		n++
		if e.Entity == k.entity && k.finds(e.Operation, changes) {
			c.change(e.Record)
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("read what was changed: %w", err)
	}
	return n, nil
}

func changesQuery(d *dialect) string {
	head, tail := d.top(mostChanged)
	return "SELECT " + head + "position, entity, record_id, operation, changes FROM journal WHERE position > @position ORDER BY position" + tail
}

// finds reports whether a change is one of what records are found by.
func (k *kind[T, R]) finds(op crm.JournalOperation, changes string) bool {
	if op.Beside() {
		return false
	}
	if op != crm.JournalUpdate {
		return true
	}
	list, err := decodeChanges(changes)
	return err != nil || slices.ContainsFunc(list, func(c crm.FieldChange) bool { return !slices.Contains(k.unfound, c.Field) })
}

// gatherBeside makes the concordance while requests go on.
func (k *kind[T, R]) gatherBeside(s *Store) {
	h := k.shelf
	if h.making || s.clock().Sub(h.made) < gatheredAnew || s.ending.Err() != nil {
		return
	}
	h.making, h.made = true, s.clock()
	s.beside.Go(func() {
		c, err := k.gather(s.ending, s)
		if err != nil && s.ending.Err() == nil {
			s.log.Warn("records are looked for without a concordance", "of", k.table, "error", err)
		}
		h.mu.Lock()
		defer h.mu.Unlock()
		h.making = false
		if err == nil {
			h.have = c
		}
	})
}
