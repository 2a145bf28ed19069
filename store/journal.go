package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"holm/crm"
)

const (
	insertJournal = `INSERT INTO journal
		(position, at, actor_kind, actor_id, api_key_id, entity, record_id, version, operation, changes, batch)
		VALUES (@position, @at, @actor_kind, @actor_id, @api_key_id, @entity, @record_id, @version, @operation, @changes, @batch)`
	selectJournal = ` position, at, actor_kind, actor_id, api_key_id, entity, record_id, version, operation, changes, batch
		FROM journal WHERE entity = @entity AND record_id = @record_id AND position < @before ORDER BY position DESC`
)

// NextBatch returns a new number for changes that belong together: what is
// written with it is undone as one step.
func (s *Store) NextBatch(ctx context.Context) (int64, error) { return s.nextID(ctx, "batch") }

// journal appends an entry about what this transaction does; time, actor and
// the transaction's batch are filled in.
func (t *tx) journal(e crm.JournalEntry) error {
	changes, err := encodeChanges(e.Changes)
	if err != nil {
		return err
	}
	rows := t.filling(insertJournal)
	if err := t.addEntry(rows, e, changes); err != nil {
		return err
	}
	if err := rows.end(); err != nil {
		return fmt.Errorf("write the journal: %w", err)
	}
	return nil
}

func encodeChanges(changes []crm.FieldChange) (string, error) {
	if changes == nil {
		return "[]", nil
	}
	text, err := json.Marshal(changes)
	if err != nil {
		return "", fmt.Errorf("encode the journal: %w", err)
	}
	return string(text), nil
}

// addEntry adds an entry, whose changes are encoded, to those that wait.
func (t *tx) addEntry(rows *filling, e crm.JournalEntry, changes string) error {
	if e.Batch == 0 {
		e.Batch = t.batch
	}
	position, err := t.d.position(t)
	if err != nil {
		return fmt.Errorf("count the journal on: %w", err)
	}
	err = rows.add(position, t.d.encodeTime(t.at), string(t.actor.Kind), reference(t.actor.User), reference(t.actor.Key),
		string(e.Entity), e.Record, e.Version, string(e.Operation), changes, reference(e.Batch))
	if err != nil {
		return fmt.Errorf("write the journal: %w", err)
	}
	return nil
}

// History returns what happened to a record, newest first, from before a
// position (0: from the newest).
func (s *Store) History(ctx context.Context, a crm.Actor, entity crm.Entity, id, before int64, limit int) ([]crm.JournalEntry, error) {
	if err := s.mayRead(ctx, a, entity, id); err != nil {
		return nil, err
	}
	if before <= 0 {
		before = 1<<62 - 1
	}
	head, tail := s.d.top(clamp(limit))
	rows, err := s.query(ctx, "SELECT "+head+selectJournal+tail,
		arg("entity", string(entity)), arg("record_id", id), arg("before", before))
	if err != nil {
		return nil, fmt.Errorf("read the history of %s %d: %w", entity, id, err)
	}
	defer rows.Close()
	var out []crm.JournalEntry
	for rows.Next() {
		e, err := s.scanEntry(rows)
		if err != nil {
			return nil, fmt.Errorf("read the history of %s %d: %w", entity, id, err)
		}
		out = append(out, e)
	}
	return out, rows.Err()
}

func (s *Store) scanEntry(rows *sql.Rows) (crm.JournalEntry, error) {
	var e crm.JournalEntry
	var changes string
	err := rows.Scan(&e.Position, s.d.time(&e.At), &e.ActorKind, orZero{&e.Actor}, orZero{&e.Key}, &e.Entity,
		orZero{&e.Record}, &e.Version, &e.Operation, &changes, orZero{&e.Batch})
	if err != nil {
		return e, err
	}
	e.Changes, err = decodeChanges(changes)
	return e, err
}

// mayRead is crm.ErrNotFound unless the actor may read the record's history.
func (s *Store) mayRead(ctx context.Context, a crm.Actor, entity crm.Entity, id int64) error {
	if k, err := s.keeper(entity); err == nil {
		return k.mayRead(ctx, s, a, id)
	}
	switch entity {
	case crm.EntityUser:
		if a.Unbound() || id == a.User || a.May(crm.MayManageUsers) {
			return nil
		}
	default:
		if a.Unbound() || a.Admin {
			return nil
		}
	}
	return crm.ErrNotFound
}

// orZero reads NULL as 0.
type orZero struct{ at *int64 }

// Scan takes the driver's value.
func (z orZero) Scan(v any) error {
	switch v := v.(type) {
	case nil:
		*z.at = 0
	case int64:
		*z.at = v
	default:
		return fmt.Errorf("a number is kept as %T", v)
	}
	return nil
}

func clamp(limit int) int {
	if limit <= 0 {
		return crm.DefaultLimit
	}
	return min(limit, crm.MaxLimit)
}
