package store

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"holm/crm"
)

// Sizes are counted no further than this, and kept for so long: they only
// decide which way to a page is the shorter one.
const (
	sizeCounted = 25_000
	sizeKept    = time.Hour
	sizesKept   = 10_000
)

// sizes remembers about how many records there are of a kind, with a word, or
// to be seen by an actor.
type sizes struct {
	mu    sync.Mutex
	known map[string]size
}

type size struct {
	n     int
	until time.Time
}

// of returns a size that is known, or counts it.
func (z *sizes) of(now time.Time, name string, count func() (int, error)) (int, error) {
	if have, ok := z.find(now, name); ok {
		return have.n, nil
	}
	n, err := count()
	if err == nil {
		z.keep(now.Add(sizeKept), name, n)
	}
	return n, err
}

func (z *sizes) find(now time.Time, name string) (size, bool) {
	z.mu.Lock()
	defer z.mu.Unlock()
	have, ok := z.known[name]
	return have, ok && now.Before(have.until)
}

func (z *sizes) keep(until time.Time, name string, n int) {
	z.mu.Lock()
	defer z.mu.Unlock()
	if z.known == nil || len(z.known) >= sizesKept {
		z.known = map[string]size{}
	}
	z.known[name] = size{n, until}
}

// wordSize is about how many records have a word, up to sizeCounted.
func (s *Store) wordSize(ctx context.Context, e crm.Entity, word string) (int, error) {
	return s.sizes.of(s.now(), string(e)+" "+word, func() (n int, err error) {
		head, tail := s.d.top(sizeCounted)
		query := "SELECT COUNT(*) FROM (SELECT " + head + "u.one FROM (" + byRanges(e, word, "1 AS one") + ") AS u" + tail + ") AS c"
		if err := s.row(ctx, query, rangeArgs(word)...).Scan(&n); err != nil {
			return 0, fmt.Errorf("count a word: %w", err)
		}
		return n, nil
	})
}

// tableSize is about how many records there are, and never 0.
func (k *kind[T, R]) tableSize(ctx context.Context, s *Store) (int, error) {
	return s.sizes.of(s.now(), k.table, func() (int, error) {
		var first, last sql.NullInt64
		if err := s.row(ctx, "SELECT (SELECT MIN(id) FROM "+k.table+"), (SELECT MAX(id) FROM "+k.table+")").Scan(&first, &last); err != nil {
			return 0, fmt.Errorf("estimate %s: %w", k.table, err)
		}
		return int(last.Int64-first.Int64) + 1, nil
	})
}

// seenSize is about how many records the actor sees, up to sizeCounted for
// each reason to see them.
func (k *kind[T, R]) seenSize(ctx context.Context, s *Store, a crm.Actor) (int, error) {
	name := k.table + " of " + strconv.FormatInt(a.User, 10)
	return s.sizes.of(s.now(), name, func() (n int, err error) {
		if len(a.Groups) > maxGroupBranches {
			return sizeCounted, nil
		}
		query, args := k.seenSizeQuery(s.d, a)
		if query == "" {
			return 0, nil
		}
		if err := s.row(ctx, query, args...).Scan(&n); err != nil {
			return 0, fmt.Errorf("estimate %s: %w", k.table, err)
		}
		return n, nil
	})
}

func (k *kind[T, R]) seenSizeQuery(d *dialect, a crm.Actor) (string, []sql.NamedArg) {
	head, tail := d.top(sizeCounted)
	var parts []string
	var args []sql.NamedArg
	for i, b := range sight(a, k.entity) {
		where := "r.deleted_at IS NULL"
		if b.where != "" {
			where += " AND " + b.where
		}
		parts = append(parts, "(SELECT COUNT(*) FROM (SELECT "+head+"r.id FROM "+k.table+" r WHERE "+where+tail+") AS b"+strconv.Itoa(i)+")")
		args = append(args, b.args...)
	}
	if len(parts) == 0 {
		return "", nil
	}
	return "SELECT " + strings.Join(parts, " + "), args
}
