package store

import (
	"context"
	"fmt"

	"holm/crm"
	"holm/lockout"
)

const setDeleted = ` SET deleted_at = @deleted_at, updated_at = @updated_at, updated_by = @updated_by, version = @version
	WHERE id = @id AND version = @was`

// trash moves a record to the trash.
func (k *kind[T, R]) trash(ctx context.Context, s *Store, a crm.Actor, id, version int64) error {
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
		return k.trashOne(t, R(&item))
	})
	if err != nil {
		return fmt.Errorf("delete %s %d: %w", k.table, id, err)
	}
	return nil
}

// restore takes a record out of the trash; crm.ErrTaken when its number was
// given to another meanwhile.
func (k *kind[T, R]) restore(ctx context.Context, s *Store, a crm.Actor, id int64) error {
	err := s.write(ctx, a, lockout.Change, func(t *tx) error {
		item, err := k.current(t, id, crm.RightDelete)
		if err != nil {
			return err
		}
		if R(&item).Meta().DeletedAt == nil {
			return nil
		}
		return k.restoreOne(t, R(&item))
	})
	if err != nil {
		return fmt.Errorf("restore %s %d: %w", k.table, id, k.explain(s.d, err))
	}
	return nil
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
