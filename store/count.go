package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"holm/crm"
)

// Somebody who asks for more than crm.CountCap waits so long and no longer.
const (
	countTime = 2 * time.Second
	countMost = 10_000_000
)

// CountCompaniesOn counts the companies that the actor may see beyond
// crm.CountCap, for two seconds at most; more says that there are more than
// were counted then.
func (s *Store) CountCompaniesOn(ctx context.Context, a crm.Actor, q crm.Query) (n int, more bool, err error) {
	return s.company.countOn(ctx, s, a, q)
}

// CountPersonsOn counts persons as CountCompaniesOn does companies.
func (s *Store) CountPersonsOn(ctx context.Context, a crm.Actor, q crm.Query) (n int, more bool, err error) {
	return s.person.countOn(ctx, s, a, q)
}

func (k *kind[T, R]) countOn(ctx context.Context, s *Store, a crm.Actor, q crm.Query) (n int, more bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, s.counting)
	defer cancel()
	l, err := k.listing(ctx, s, a, q)
	if err == nil && l.verify {
		n, more, err = k.countPages(ctx, s, l)
	} else if err == nil {
		n, more, err = k.countSteps(ctx, s, l)
	}
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return n, true, nil
	}
	if err != nil {
		return 0, false, fmt.Errorf("count %s on: %w", k.table, err)
	}
	return n, more, nil
}

// countSteps counts to ten times as many each time, so that there is a number
// to tell when the time is over.
func (k *kind[T, R]) countSteps(ctx context.Context, s *Store, l listing) (n int, more bool, err error) {
	words := crm.QueryTerms(l.text)
	if len(words) == 0 && l.text != "" {
		return 0, false, nil // nothing but signs: nothing has it
	}
	for i, w := range words {
		l.hasWord(s.d, i, w)
	}
	for most := 10 * crm.CountCap; ; most *= 10 {
		query, args := k.countToQuery(s.d, l, most)
		var found int
		if err := s.row(ctx, query, args...).Scan(&found); err != nil {
			return n, true, err
		}
		if n = found; n < most || most >= countMost {
			return n, n >= most, nil
		}
	}
}

func (k *kind[T, R]) countToQuery(d *dialect, l listing, most int) (string, []sql.NamedArg) {
	where, args := k.countable(d, l)
	head, tail := d.top(most)
	return "SELECT COUNT(*) FROM (SELECT " + head + "r.id FROM " + k.table + " r WHERE " + where + tail + ") AS c", args
}

// countPages counts what only a look at each record can tell.
func (k *kind[T, R]) countPages(ctx context.Context, s *Store, l listing) (n int, more bool, err error) {
	slim := k.only(l.filter)
	for after := ""; ; {
		w := l
		w.after, w.limit = after, crm.MaxLimit
		page, err := slim.rows(ctx, s, &w)
		if err != nil {
			return n, true, err
		}
		n += len(page.Items)
		if page.Next == "" {
			return n, false, nil
		}
		after = page.Next
	}
}
