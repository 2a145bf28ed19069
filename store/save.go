package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"holm/crm"
	"holm/lockout"
)

// create keeps new records in one transaction, all or none of them.
func (k *kind[T, R]) create(ctx context.Context, s *Store, a crm.Actor, records []R) error {
	if len(records) == 0 {
		return nil
	}
	country, err := s.country(ctx)
	if err != nil {
		return err
	}
	if err := k.begin(ctx, s, a, records, country); err != nil {
		return err
	}
	made, err := k.make(s.d, records)
	if err != nil {
		return err
	}
	err = s.write(ctx, a, lockout.Change, func(t *tx) error { return k.createAll(t, made) })
	if err != nil {
		for _, r := range records {
			r.Meta().ID = 0
		}
		return fmt.Errorf("create %s: %w", k.table, k.explain(s.d, err))
	}
	return nil
}

// begin checks new records and gives them their ids.
func (k *kind[T, R]) begin(ctx context.Context, s *Store, a crm.Actor, records []R, country string) error {
	if len(records) == 0 {
		return nil
	}
	for _, r := range records {
		if err := k.prepare(a, r, country); err != nil {
			return err
		}
	}
	first, err := s.recordIDs(ctx, k.table, len(records))
	if err != nil {
		return err
	}
	now := s.now()
	for i, r := range records {
		m := r.Meta()
		m.ID, m.Version = first+int64(i), 1
		m.CreatedAt, m.CreatedBy, m.CreatedKind, m.UpdatedAt, m.UpdatedBy = now, a.User, a.Kind, now, a.User
		m.DeletedAt = nil
	}
	return nil
}

// prepare gives the record to its creator unless it says otherwise, and checks
// it and the right to create it.
func (k *kind[T, R]) prepare(a crm.Actor, r R, country string) error {
	m := r.Meta()
	if m.Owner == 0 {
		m.Owner = a.User
	}
	if m.Group == 0 && len(a.Groups) > 0 {
		m.Group = a.Groups[0]
	}
	r.Tidy(country)
	if err := r.Validate(); err != nil {
		return err
	}
	if a.Right(k.entity, m.Holding()) < crm.RightCreate {
		return a.Refused(k.entity)
	}
	return nil
}

// saving is a change of one record that was read at a version. Version 0
// stands for whatever is stored.
type saving struct {
	id, version int64
	change      crm.Change
	amend       bool // what others changed since stays, where it is something else
}

// update changes one record. A version other than the stored one is refused
// with *crm.Conflict, unless the change amends it.
func (k *kind[T, R]) update(ctx context.Context, s *Store, a crm.Actor, w saving) (T, error) {
	var after T
	country, err := s.country(ctx)
	if err != nil {
		return after, err
	}
	err = s.write(ctx, a, lockout.Change, func(t *tx) error {
		before, err := k.current(t, w.id, crm.RightUpdate)
		if err != nil {
			return err
		}
		if R(&before).Meta().DeletedAt != nil {
			return crm.ErrNotFound
		}
		after, err = k.changed(t, &before, w, country)
		if err != nil {
			return err
		}
		return k.saveChange(t, R(&after), &before, references{})
	})
	if err != nil {
		var none T
		return none, fmt.Errorf("change %s %d: %w", k.table, w.id, k.explain(s.d, err))
	}
	return after, nil
}

// changed is the record with the change, which must be valid.
func (k *kind[T, R]) changed(t *tx, before *T, w saving, country string) (T, error) {
	after := *before
	r := R(&after)
	if err := r.Apply(w.change); err != nil {
		return after, err
	}
	r.Tidy(country)
	if have := r.Meta().Version; w.version != 0 && w.version != have {
		conflict, err := k.conflict(t, r, before, w)
		if err != nil {
			return after, err
		}
		if !w.amend || w.version > have || len(conflict.Fields) > 0 {
			return after, conflict
		}
	}
	return after, r.Validate()
}

func (k *kind[T, R]) saveChange(t *tx, r R, before *T, refs references) error {
	if err := t.knowTags(&r.Meta().Tags); err != nil {
		return err
	}
	changes := r.Differences(before)
	if len(changes) == 0 {
		return nil
	}
	if err := k.checkReferences(t, r, changes, refs); err != nil {
		return err
	}
	m := r.Meta()
	was := m.Version
	m.Version, m.UpdatedAt, m.UpdatedBy = was+1, t.at, t.actor.User
	query, args, err := k.changing(t.d, r, R(before), changes)
	if err != nil {
		return err
	}
	if err := k.findAnew(t, r, R(before)); err != nil {
		return err
	}
	n, err := t.exec(query, append(args, arg("was", was))...)
	if err != nil {
		return err
	}
	if n == 0 {
		return &crm.Conflict{Entity: k.entity, ID: m.ID, Version: was + 1}
	}
	parts := t.parts()
	if err := k.saveParts(t, r, changes, parts); err != nil {
		return err
	}
	if err := parts.end(); err != nil {
		return err
	}
	return t.journal(crm.JournalEntry{Entity: k.entity, Record: m.ID, Version: m.Version,
		Operation: crm.JournalUpdate, Changes: changes})
}

// current reads a record inside the write and checks the actor's right to it.
func (k *kind[T, R]) current(t *tx, id int64, need crm.Right) (T, error) {
	var item T
	query, args := k.one(t.actor, id)
	err := k.scan(t.d, t.row(query, args...), R(&item))
	if errors.Is(err, sql.ErrNoRows) {
		return item, crm.ErrNotFound
	}
	if err != nil {
		return item, err
	}
	switch right := t.actor.Right(k.entity, R(&item).Meta().Holding()); {
	case right < crm.RightRead:
		return item, crm.ErrNotFound
	case right < need:
		return item, t.actor.Refused(k.entity)
	}
	items := []T{item}
	err = k.completeWith(t.d, t.query, items)
	return items[0], err
}

// many reads records inside a write, by id.
func (k *kind[T, R]) many(t *tx, ids []int64) (map[int64]*T, error) {
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, fmt.Errorf("encode a list of ids: %w", err)
	}
	var items []T
	query, args := k.several(t.d, t.actor, string(list))
	err = scanAll(t.query, query, args, func(rows *sql.Rows) error {
		var item T
		err := k.scan(t.d, rows, R(&item))
		items = append(items, item)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", k.table, err)
	}
	if err := k.completeWith(t.d, t.query, items); err != nil {
		return nil, err
	}
	found := make(map[int64]*T, len(items))
	for i := range items {
		found[R(&items[i]).Meta().ID] = &items[i]
	}
	return found, nil
}

func (k *kind[T, R]) get(ctx context.Context, s *Store, a crm.Actor, id int64) (T, error) {
	items := make([]T, 1)
	r := R(&items[0])
	query, args := k.one(a, id)
	err := k.scan(s.d, s.row(ctx, query, args...), r)
	if errors.Is(err, sql.ErrNoRows) || err == nil && a.Right(k.entity, r.Meta().Holding()) < crm.RightRead {
		var none T
		return none, crm.ErrNotFound
	}
	if err != nil {
		return items[0], fmt.Errorf("read %s %d: %w", k.table, id, err)
	}
	err = k.complete(ctx, s, a, items, nil)
	return items[0], err
}

// byIDs reads those of the records that the actor may see, as they come.
func (k *kind[T, R]) byIDs(ctx context.Context, s *Store, a crm.Actor, ids []int64) ([]T, error) {
	list, err := json.Marshal(append([]int64{}, ids...))
	if err != nil {
		return nil, fmt.Errorf("encode a list of ids: %w", err)
	}
	var items []T
	query, args := k.several(s.d, a, string(list))
	err = scanAll(s.reading(ctx), query, args, func(rows *sql.Rows) error {
		var item T
		if err := k.scan(s.d, rows, R(&item)); err != nil {
			return err
		}
		if a.Right(k.entity, R(&item).Meta().Holding()) >= crm.RightRead {
			items = append(items, item)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", k.table, err)
	}
	return items, k.complete(ctx, s, a, items, nil)
}

// explain turns an engine's error into the domain's.
func (k *kind[T, R]) explain(d *dialect, err error) error {
	switch {
	case d.taken(err):
		return errors.Join(crm.ErrTaken, err)
	case d.missing(err):
		return errors.Join(&crm.Invalid{Fields: []crm.FieldError{{Field: "", Key: "error.unknown_reference"}}}, err)
	}
	return err
}
