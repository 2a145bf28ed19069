package store

import (
	"context"
	"fmt"
	"sync"
)

const (
	takeIDs    = `UPDATE id_block SET next_id = next_id + @n WHERE name = @name`
	readIDs    = `SELECT next_id FROM id_block WHERE name = @name`
	startIDs   = `INSERT INTO id_block (name, next_id) VALUES (@name, @next_id)`
	idsAtOnce  = 50
	firstOwnID = 1001 // ids below are the ones that a new database is filled with
)

// idBlocks hands out ids of blocks that this process has taken. A block is
// committed before its ids are used, so that no id is ever given twice.
type idBlocks struct {
	mu   sync.Mutex
	open map[string]idRange
}

type idRange struct{ next, end int64 }

// nextID returns a new id of a table.
func (s *Store) nextID(ctx context.Context, name string) (int64, error) {
	return s.nextIDs(ctx, name, 1)
}

// manyIDs is how many ids make a block of ten times as many worth taking: who
// writes so many goes on with more of them, and a block waits for its commit.
const manyIDs = 500

// recordIDs returns the first of n new ids of records, whose numbers nobody
// counts, as nextIDs does.
func (s *Store) recordIDs(ctx context.Context, name string, n int) (int64, error) {
	if n < manyIDs {
		return s.nextIDs(ctx, name, n)
	}
	return s.idsOf(ctx, name, n, 10*n)
}

// nextIDs returns the first of n new ids of a table that follow each other. It
// may write, so it is called before a write begins, never within one.
func (s *Store) nextIDs(ctx context.Context, name string, n int) (int64, error) {
	return s.idsOf(ctx, name, n, max(n, idsAtOnce))
}

// idsOf is nextIDs with blocks of a size.
func (s *Store) idsOf(ctx context.Context, name string, n, block int) (int64, error) {
	s.ids.mu.Lock()
	defer s.ids.mu.Unlock()
	r := s.ids.open[name]
	if r.end-r.next < int64(n) {
		taken, err := s.takeBlock(ctx, name, int64(block))
		if err != nil {
			return 0, fmt.Errorf("take ids for %s: %w", name, err)
		}
		r = taken
	}
	id := r.next
	r.next += int64(n)
	s.ids.open[name] = r
	return id, nil
}

func (s *Store) takeBlock(ctx context.Context, name string, n int64) (idRange, error) {
	var end int64
	err := s.system(ctx, func(t *tx) error {
		rows, err := t.exec(takeIDs, arg("name", name), arg("n", n))
		if err != nil {
			return err
		}
		if rows == 0 {
			end = firstOwnID + n
			_, err = t.exec(startIDs, arg("name", name), arg("next_id", end))
			return err
		}
		return t.row(readIDs, arg("name", name)).Scan(&end)
	})
	return idRange{end - n, end}, err
}
