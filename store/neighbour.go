package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"holm/crm"
)

// Neighbours returns the records before and after one in a list, of those the
// actor may see, and its position where that is cheap to say. The record itself
// need not be in the list any more: its place in the order is what counts. The
// error is crm.ErrNotFound when there is no such record.
func (s *Store) Neighbours(ctx context.Context, a crm.Actor, e crm.Entity, id int64, q crm.Query) (crm.Neighbours, error) {
	k, err := s.keeper(e)
	if err != nil {
		return crm.Neighbours{}, err
	}
	n, err := k.neighbours(ctx, s, a, id, q)
	if err != nil {
		return n, fmt.Errorf("find the neighbours of %s %d: %w", e, id, err)
	}
	return n, nil
}

func (k *kind[T, R]) neighbours(ctx context.Context, s *Store, a crm.Actor, id int64, q crm.Query) (crm.Neighbours, error) {
	var out crm.Neighbours
	if q.Sort.Field == "" {
		q.Sort.Field = "name"
	}
	column, ok := k.sorts[q.Sort.Field]
	if !ok {
		return out, crm.ErrCursor
	}
	var key any
	err := s.row(ctx, "SELECT r."+column+" FROM "+k.table+" r WHERE r.id = @id", arg("id", id)).Scan(&key)
	if errors.Is(err, sql.ErrNoRows) {
		return out, crm.ErrNotFound
	}
	if err != nil {
		return out, err
	}
	here := crm.Cursor{Sort: q.Sort, Key: sortKey(key), ID: id}
	if out.Next, err = k.neighbour(ctx, s, a, q, here); err != nil {
		return out, err
	}
	here.Backward = true
	if out.Prev, err = k.neighbour(ctx, s, a, q, here); err != nil {
		return out, err
	}
	out.Position, err = k.position(ctx, s, a, q, here)
	return out, err
}

// neighbour is the next record from a place; 0 when there is none, or none was
// found soon.
func (k *kind[T, R]) neighbour(ctx context.Context, s *Store, a crm.Actor, q crm.Query, from crm.Cursor) (int64, error) {
	q.After, q.Limit = from.String(), 1
	l, err := k.listing(ctx, s, a, q)
	if err != nil {
		return 0, err
	}
	page, err := k.rows(ctx, s, &l)
	if err != nil || len(page.Items) == 0 {
		return 0, err
	}
	return R(&page.Items[0]).Meta().ID, nil
}

// position counts the records before a place, up to crm.CountCap; 0 when there
// are more, or when counting them would mean to look at each.
func (k *kind[T, R]) position(ctx context.Context, s *Store, a crm.Actor, q crm.Query, here crm.Cursor) (int, error) {
	q.After = here.String()
	l, err := k.listing(ctx, s, a, q)
	if err != nil {
		return 0, err
	}
	if _, err := k.place(s, &l); err != nil {
		return 0, err
	}
	if err := k.narrowByText(ctx, s, &l); err != nil {
		return 0, err
	}
	if l.verify || l.windowed() || l.concordance != nil || l.lists != nil || l.common != "" {
		return 0, nil
	}
	query, args := k.countQuery(s.d, l)
	var before int
	if err := s.row(ctx, query, args...).Scan(&before); err != nil || before >= crm.CountCap {
		return 0, err
	}
	return before + 1, nil
}
