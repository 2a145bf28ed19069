package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"holm/crm"
)

// keeper is what the store does to a record of any kind.
type keeper interface {
	finder
	amend(ctx context.Context, s *Store, a crm.Actor, w saving) (int64, error)
	trash(ctx context.Context, s *Store, a crm.Actor, id, version int64) (int64, error)
	restore(ctx context.Context, s *Store, a crm.Actor, id int64, change crm.Change) (int64, error)
	purge(t *tx, id int64) error
	undo(t *tx, past []past, out *crm.Undone) error
	bulk(t *tx, b crm.Bulk, country string, out *crm.Bulked) error
}

// finder finds records of any kind in lists.
type finder interface {
	neighbours(ctx context.Context, s *Store, a crm.Actor, id int64, q crm.Query) (crm.Neighbours, error)
	ids(ctx context.Context, s *Store, a crm.Actor, q crm.Query) ([]int64, string, error)
	mayRead(ctx context.Context, s *Store, a crm.Actor, id int64) error
}

// keeper returns who keeps that kind of record; crm.ErrNotFound when nobody
// does.
func (s *Store) keeper(e crm.Entity) (keeper, error) {
	switch e {
	case crm.EntityCompany:
		return s.company, nil
	case crm.EntityPerson:
		return s.person, nil
	case crm.EntityDocument:
		return s.document, nil
	}
	return nil, fmt.Errorf("records of kind %q: %w", e, crm.ErrNotFound)
}

// Amend changes fields of a record as they stood in an edition, and returns
// the edition that is stored then. What others have changed since in other
// fields stays. The error is *crm.Conflict when they changed the same fields,
// or parts of the same value, otherwise; it lists those.
func (s *Store) Amend(ctx context.Context, a crm.Actor, e crm.Edition, change crm.Change) (crm.Edition, error) {
	k, err := s.keeper(e.Entity)
	if err != nil {
		return e, err
	}
	version, err := k.amend(ctx, s, a, saving{id: e.ID, version: e.Version, change: change, amend: true})
	if err != nil {
		return e, err
	}
	return crm.Edition{Entity: e.Entity, ID: e.ID, Version: version}, nil
}

func (k *kind[T, R]) amend(ctx context.Context, s *Store, a crm.Actor, w saving) (int64, error) {
	after, err := k.update(ctx, s, a, w)
	if err != nil {
		return 0, err
	}
	return R(&after).Meta().Version, nil
}

// conflict lists the fields that the change and others since its version gave
// different values, and the other parts of the same values.
func (k *kind[T, R]) conflict(t *tx, mine R, theirs *T, w saving) (*crm.Conflict, error) {
	m := mine.Meta()
	c := &crm.Conflict{Entity: k.entity, ID: m.ID, Version: m.Version}
	base, err := k.asOf(t, *theirs, w.version)
	if err != nil {
		return nil, err
	}
	since := map[string]crm.FieldChange{} // what they changed
	parts := map[string]bool{}            // of which values
	for _, d := range R(theirs).Differences(&base) {
		since[d.Field] = d
		parts[k.value(d.Field)] = true
	}
	asked := map[string]crm.FieldChange{}
	clash := map[string]bool{}
	for _, d := range mine.Differences(theirs) {
		if _, ok := w.change[d.Field]; ok {
			asked[d.Field] = d
			clash[k.value(d.Field)] = parts[k.value(d.Field)]
		}
	}
	for _, f := range k.fields {
		mine, differs := asked[f.Name]
		other, changed := since[f.Name]
		_, sent := w.change[f.Name]
		switch {
		case !clash[k.value(f.Name)]:
		case differs:
			c.Fields = append(c.Fields, crm.ConflictingField{Field: f.Name, Yours: mine.After, Theirs: mine.Before})
		case changed && !sent:
			c.Fields = append(c.Fields, crm.ConflictingField{Field: f.Name, Yours: other.Before, Theirs: other.After})
		}
	}
	return c, nil
}

// value names the value that a field is or is a part of.
func (k *kind[T, R]) value(field string) string {
	if whole := k.byName[field].Together; whole != "" {
		return whole + " together"
	}
	return field
}

const selectJournalSince = `SELECT changes FROM journal WHERE entity = @entity AND record_id = @record_id AND version > @version
	ORDER BY position DESC`

// asOf takes a record back to what it was at a version.
func (k *kind[T, R]) asOf(t *tx, now T, version int64) (T, error) {
	then := now
	m := R(&now).Meta()
	if version >= m.Version {
		return then, nil
	}
	err := scanAll(t.query, selectJournalSince,
		[]sql.NamedArg{arg("entity", string(k.entity)), arg("record_id", m.ID), arg("version", version)},
		func(rows *sql.Rows) error {
			var text string
			if err := rows.Scan(&text); err != nil {
				return err
			}
			changes, err := decodeChanges(text)
			if err != nil {
				return err
			}
			before := crm.Change{}
			for _, c := range changes {
				before[c.Field] = c.Before
			}
			return R(&then).Apply(k.known(before))
		})
	if err != nil {
		return then, fmt.Errorf("read what changed: %w", err)
	}
	return then, nil
}

// known is a change without fields that there no longer are.
func (k *kind[T, R]) known(change crm.Change) crm.Change {
	out := crm.Change{}
	for name, value := range change {
		if _, ok := k.byName[name]; ok {
			out[name] = value
		}
	}
	return out
}

// decodeChanges reads the changes of a journal entry with whole numbers as
// they were written.
func decodeChanges(text string) ([]crm.FieldChange, error) {
	var changes []crm.FieldChange
	d := json.NewDecoder(bytes.NewReader([]byte(text)))
	d.UseNumber()
	if err := d.Decode(&changes); err != nil {
		return nil, fmt.Errorf("read the changes of a journal entry: %w", err)
	}
	return changes, nil
}
