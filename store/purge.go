package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"holm/crm"
	"holm/lockout"
)

// What pointed at a purged record no longer points anywhere; each such record
// says so in its own history.
const (
	selectEmployees    = `SELECT id, version FROM person WHERE company = @id`
	detachEmployee     = `UPDATE person SET company = NULL, version = version + 1 WHERE id = @id`
	selectSubsidiaries = `SELECT id, version FROM company WHERE parent = @id`
	detachSubsidiary   = `UPDATE company SET parent = NULL, version = version + 1 WHERE id = @id`
	deleteAffiliations = `DELETE FROM person_company WHERE company = @id`
	deleteExternalIDs  = `DELETE FROM external_id WHERE entity = @entity AND record_id = @record_id`
	deletePersonPlaces = `DELETE FROM person_company WHERE person = @id`
	deleteConsents     = `DELETE FROM consent WHERE person = @id`
	detachUser         = `UPDATE app_user SET person = NULL WHERE person = @id`
	deleteCompany      = `DELETE FROM company WHERE id = @id`
	deletePerson       = `DELETE FROM person WHERE id = @id`
	selectTrash        = ` id, version FROM %s WHERE deleted_at IS NOT NULL AND deleted_at < @before ORDER BY deleted_at, id`
)

// PurgeTrash deletes for good what went to the trash before a time, at most
// limit records of each kind, and returns how many it was. A person keeps no
// company that is gone, a company no parent. For jobs and administrators.
func (s *Store) PurgeTrash(ctx context.Context, a crm.Actor, before time.Time, limit int) (int, error) {
	if !a.Unbound() && !a.Admin {
		return 0, crm.ErrForbidden
	}
	n := 0
	err := s.write(ctx, a, lockout.Housekeeping, func(t *tx) error {
		n = 0
		for _, k := range []struct {
			table string
			purge func(*tx, int64) error
		}{{"document", (*tx).purgeDocument}, {"person", (*tx).purgePerson}, {"company", (*tx).purgeCompany}, {"saved_view", (*tx).purgeView}} {
			head, tail := t.d.top(clamp(limit))
			gone, err := t.versions("SELECT "+head+fmt.Sprintf(selectTrash, k.table)+tail, arg("before", t.d.encodeTime(before)))
			if err != nil {
				return err
			}
			for _, r := range gone {
				if err := k.purge(t, r.id); err != nil {
					return err
				}
				if err := t.journal(crm.JournalEntry{Entity: crm.Entity(k.table), Record: r.id, Version: r.version + 1, Operation: crm.JournalPurge}); err != nil {
					return err
				}
			}
			n += len(gone)
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("empty the trash: %w", err)
	}
	return n, nil
}

// Purge deletes a record for good that is in the trash. For administrators who
// have the right to delete it.
func (s *Store) Purge(ctx context.Context, a crm.Actor, e crm.Edition) error {
	if !a.Unbound() && !a.Admin {
		return crm.ErrForbidden
	}
	k, err := s.keeper(e.Entity)
	if err != nil {
		return err
	}
	if err := s.write(ctx, a, lockout.Change, func(t *tx) error { return k.purge(t, e.ID) }); err != nil {
		return fmt.Errorf("delete %s %d for good: %w", e.Entity, e.ID, err)
	}
	return nil
}

func (k *kind[T, R]) purge(t *tx, id int64) error {
	item, err := k.current(t, id, crm.RightDelete)
	if err != nil {
		return err
	}
	m := R(&item).Meta()
	if m.DeletedAt == nil {
		return crm.ErrNotFound
	}
	if err := k.purgeOne(t, id); err != nil {
		return err
	}
	return t.journal(crm.JournalEntry{Entity: k.entity, Record: id, Version: m.Version + 1, Operation: crm.JournalPurge})
}

func (t *tx) purgePerson(id int64) error {
	if err := errors.Join(t.purgeParts(crm.EntityPerson, id), t.takeOff(crm.EntityPerson, id)); err != nil {
		return err
	}
	for _, statement := range []string{deletePersonPlaces, deleteConsents, detachUser, deletePerson} {
		if _, err := t.exec(statement, arg("id", id)); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) purgeCompany(id int64) error {
	if err := errors.Join(t.purgeParts(crm.EntityCompany, id), t.takeOff(crm.EntityCompany, id)); err != nil {
		return err
	}
	if err := t.detach(crm.EntityPerson, "company", selectEmployees, detachEmployee, id); err != nil {
		return err
	}
	if err := t.detach(crm.EntityCompany, "parent", selectSubsidiaries, detachSubsidiary, id); err != nil {
		return err
	}
	for _, statement := range []string{deleteAffiliations, deleteCompany} {
		if _, err := t.exec(statement, arg("id", id)); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) purgeParts(entity crm.Entity, id int64) error {
	for _, statement := range []string{deletePhones, deleteEmails, deleteExternalIDs, deleteTags, deleteFollowers} {
		if _, err := t.exec(statement, arg("entity", string(entity)), arg("record_id", id)); err != nil {
			return err
		}
	}
	return nil
}

// detach takes a reference to a purged record out of those that have it.
func (t *tx) detach(entity crm.Entity, field, find, clear string, id int64) error {
	found, err := t.versions(find, arg("id", id))
	if err != nil {
		return err
	}
	for _, r := range found {
		if _, err := t.exec(clear, arg("id", r.id)); err != nil {
			return err
		}
		if err := t.journal(crm.JournalEntry{Entity: entity, Record: r.id, Version: r.version + 1, Operation: crm.JournalUpdate,
			Changes: []crm.FieldChange{{Field: field, Before: id}}}); err != nil {
			return err
		}
	}
	return nil
}

type versioned struct{ id, version int64 }

func (t *tx) versions(query string, args ...sql.NamedArg) ([]versioned, error) {
	var out []versioned
	err := scanAll(t.query, query, args, func(rows *sql.Rows) error {
		var v versioned
		err := rows.Scan(&v.id, &v.version)
		out = append(out, v)
		return err
	})
	return out, err
}
