package store

import (
	"context"
	"fmt"
	"strconv"

	"holm/crm"
	"holm/lockout"
)

const setDeleted = ` SET deleted_at = @deleted_at, updated_at = @updated_at, updated_by = @updated_by, version = @version
	WHERE id = @id AND version = @was`

// Trash moves a record, as it stood in an edition, to the trash and returns
// the edition there. Version 0 stands for whatever is stored.
func (s *Store) Trash(ctx context.Context, a crm.Actor, e crm.Edition) (crm.Edition, error) {
	k, err := s.keeper(e.Entity)
	if err == nil {
		e.Version, err = k.trash(ctx, s, a, e.ID, e.Version)
	}
	return e, err
}

// Restore takes a record out of the trash and returns its edition then;
// crm.ErrTaken when its number was given to another meanwhile. The change, if
// any, is made with it: another number, or "" for the next free one.
func (s *Store) Restore(ctx context.Context, a crm.Actor, e crm.Edition, change crm.Change) (crm.Edition, error) {
	k, err := s.keeper(e.Entity)
	if err == nil {
		e.Version, err = k.restore(ctx, s, a, e.ID, change)
	}
	return e, err
}

// trash moves a record to the trash and returns its version there.
func (k *kind[T, R]) trash(ctx context.Context, s *Store, a crm.Actor, id, version int64) (int64, error) {
	var now int64
	err := s.write(ctx, a, lockout.Change, func(t *tx) error {
		item, err := k.current(t, id, crm.RightDelete)
		if err != nil {
			return err
		}
		m := R(&item).Meta()
		switch {
		case m.DeletedAt != nil:
			return crm.ErrNotFound
		case version != 0 && version != m.Version:
			return &crm.Conflict{Entity: k.entity, ID: id, Version: m.Version}
		}
		err = k.trashOne(t, R(&item))
		now = m.Version
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("delete %s %d: %w", k.table, id, err)
	}
	return now, nil
}

// restore takes a record out of the trash, with a change to what it must not
// share, and returns its version; crm.ErrTaken when it shares it.
func (k *kind[T, R]) restore(ctx context.Context, s *Store, a crm.Actor, id int64, change crm.Change) (int64, error) {
	batch, err := s.NextBatch(ctx)
	if err != nil {
		return 0, err
	}
	if text, ok := change[k.unique].(string); ok && text == "" {
		n, err := s.nextID(ctx, k.table+"_"+k.unique)
		if err != nil {
			return 0, fmt.Errorf("allocate a number: %w", err)
		}
		change = crm.Change{k.unique: strconv.FormatInt(n, 10)}
	}
	var now int64
	err = s.write(ctx, a, lockout.Change, func(t *tx) error {
		item, err := k.current(t, id, crm.RightDelete)
		if err != nil {
			return err
		}
		now = R(&item).Meta().Version
		if R(&item).Meta().DeletedAt == nil {
			return nil
		}
		if len(change) > 0 { // while it is in the trash, where it may share anything
			t.batch = batch
			if err := k.setBack(t, &item, change); err != nil {
				return err
			}
		}
		err = k.restoreOne(t, R(&item))
		now = R(&item).Meta().Version
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("restore %s %d: %w", k.table, id, k.explain(s.d, err))
	}
	return now, nil
}

func (k *kind[T, R]) trashOne(t *tx, r R) error {
	m := r.Meta()
	if err := k.setDeleted(t, m, t.d.encodeTime(t.at)); err != nil {
		return err
	}
	at := t.at
	m.DeletedAt = &at
	if err := k.unfind(t, m.ID); err != nil {
		return err
	}
	return t.journal(crm.JournalEntry{Entity: k.entity, Record: m.ID, Version: m.Version, Operation: crm.JournalTrash})
}

func (k *kind[T, R]) restoreOne(t *tx, r R) error {
	m := r.Meta()
	if err := k.setDeleted(t, m, nil); err != nil {
		return err
	}
	m.DeletedAt = nil
	stored, err := k.storedPostings(t, m.ID)
	if err != nil {
		return err
	}
	if err := t.find(stored); err != nil {
		return err
	}
	return t.journal(crm.JournalEntry{Entity: k.entity, Record: m.ID, Version: m.Version, Operation: crm.JournalRestore})
}

func (k *kind[T, R]) setDeleted(t *tx, m *crm.Record, at any) error {
	was := m.Version
	m.Version++
	n, err := t.exec("UPDATE "+k.table+setDeleted, arg("id", m.ID), arg("deleted_at", at), arg("was", was),
		arg("updated_at", t.d.encodeTime(t.at)), arg("updated_by", reference(t.actor.User)), arg("version", m.Version))
	if err == nil && n == 0 {
		return &crm.Conflict{Entity: k.entity, ID: m.ID, Version: m.Version}
	}
	return err
}
