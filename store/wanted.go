package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"holm/crm"
)

// wanted are the fields that whoever reads looks at; nil is all of them.
type wanted []string

func (w wanted) has(field string) bool { return w == nil || field == "" || slices.Contains(w, field) }

// lighten makes the form of the kind that reads only the columns of some
// fields, those that lists usually show, and of the holding.
func (k *kind[T, R]) lighten(fields ...string) {
	slim := *k
	slim.columns = nil
	fields = append(fields, "owner", "group", "visibility")
	for _, c := range k.columns {
		if slices.Contains(fields, c.field.Name) {
			slim.columns = append(slim.columns, c)
		}
	}
	slim.setRead()
	k.light = &slim
}

// reads is the form of the kind that reads no more columns than it must.
func (k *kind[T, R]) reads(w wanted) *kind[T, R] {
	if w == nil || k.light == nil {
		return k
	}
	for _, c := range k.columns {
		if w.has(c.field.Name) && !slices.ContainsFunc(k.light.columns, func(l column) bool { return l.name == c.name }) {
			return k
		}
	}
	return k.light
}

// completeWith reads what stands in tables of its own.
func (k *kind[T, R]) completeWith(d *dialect, read reading, items []T) error {
	return k.fill(d, read, items, nil)
}

// fill reads those of the wanted fields that stand in tables of their own.
func (k *kind[T, R]) fill(d *dialect, read reading, items []T, w wanted) error {
	if k.points != nil && (w.has("phones") || w.has("emails")) {
		of := make(map[int64]points, len(items))
		for i := range items {
			of[R(&items[i]).Meta().ID] = k.points(R(&items[i]))
		}
		if err := loadPoints(d, read, k.entity, of, w); err != nil {
			return err
		}
	}
	if w.has("tags") {
		records := make(map[int64]*crm.Record, len(items))
		for i := range items {
			records[R(&items[i]).Meta().ID] = R(&items[i]).Meta()
		}
		if err := loadTags(d, read, k.entity, records); err != nil {
			return err
		}
	}
	if k.loadMore == nil || !w.has(k.more) {
		return nil
	}
	return k.loadMore(d, read, items)
}

// complete fills in what a page shows beside the columns.
func (k *kind[T, R]) complete(ctx context.Context, s *Store, a crm.Actor, items []T, w wanted) error {
	if err := k.fill(s.d, s.reading(ctx), items, w); err != nil {
		return err
	}
	if k.decorate == nil || !w.has(k.decorates) {
		return nil
	}
	return k.decorate(ctx, s, a, items)
}

// mayRead is crm.ErrNotFound unless there is such a record and the actor may
// read it.
func (k *kind[T, R]) mayRead(ctx context.Context, s *Store, a crm.Actor, id int64) error {
	query, args := k.holding(a, id)
	var h crm.Holding
	err := s.row(ctx, query, args...).Scan(orZero{&h.Owner}, orZero{&h.Group}, &h.Visibility)
	if errors.Is(err, sql.ErrNoRows) || err == nil && a.Right(k.entity, h) < crm.RightRead {
		return crm.ErrNotFound
	}
	if err != nil {
		return fmt.Errorf("read whose %s %d is: %w", k.table, id, err)
	}
	return nil
}

// holding reads what rights need to know of a record.
func (k *kind[T, R]) holding(a crm.Actor, id int64) (string, []sql.NamedArg) {
	query := "SELECT r.owner_id, r.group_id, r.visibility FROM " + k.table + " r WHERE r.id = @id"
	return k.andBeyond(a, query, []sql.NamedArg{arg("id", id)})
}
