package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"holm/crm"
	"holm/lockout"
)

const (
	stepColumns   = `SELECT entity, record_id, version, operation, changes, actor_id FROM journal WHERE `
	selectOfPlace = stepColumns + `position = @position`
	selectOfSave  = stepColumns + `entity = @entity AND record_id = @record_id AND version = @version ORDER BY position`
	selectOfBatch = stepColumns + `batch = @batch ORDER BY position`
)

// Undo takes a step back as a whole, in one transaction: fields get the values
// they had before it, records leave the trash or go there. What was changed
// since by another step stays and is listed. The undo is a step of its own,
// which can be undone. Undoing what others did to many records needs
// crm.MayBulkEdit. The error is crm.ErrNotFound when there is no such step, or
// nothing in it that the actor may see.
func (s *Store) Undo(ctx context.Context, a crm.Actor, step crm.Step) (crm.Undone, error) {
	var out crm.Undone
	batch, err := s.NextBatch(ctx)
	if err != nil {
		return out, err
	}
	err = s.write(ctx, a, lockout.Change, func(t *tx) error {
		t.batch, out = batch, crm.Undone{}
		past, err := t.past(step)
		if err != nil {
			return err
		}
		return s.undoAll(t, past, &out)
	})
	if err != nil {
		return crm.Undone{}, fmt.Errorf("undo %s: %w", step, err)
	}
	if out.Records > 0 {
		out.Step = crm.Step{Batch: batch}
	}
	if out.Records != 1 {
		out.Record = 0
	}
	return out, nil
}

func (s *Store) undoAll(t *tx, all []past, out *crm.Undone) error {
	if len(all) > 1 && !t.actor.May(crm.MayBulkEdit) && slices.ContainsFunc(all, func(p past) bool { return p.actor != t.actor.User }) {
		return crm.ErrForbidden
	}
	for len(all) > 0 { // runs of one kind, so that what was done last is undone first
		n := slices.IndexFunc(all, func(p past) bool { return p.entity != all[0].entity })
		if n < 0 {
			n = len(all)
		}
		k, err := s.keeper(all[0].entity)
		if err != nil {
			return err
		}
		for part := range slices.Chunk(all[:n], crm.MaxBulk) {
			if err := k.undo(t, part, out); err != nil {
				return err
			}
		}
		all = all[n:]
	}
	if out.Records == 0 && len(out.Left) == 0 && out.Record == 0 {
		return crm.ErrNotFound
	}
	if out.Records == 0 && len(out.Left) == 1 && out.Left[0].Reason == crm.LeftForbidden {
		return crm.ErrForbidden
	}
	return nil
}

// past is all that one step did to one record.
type past struct {
	entity  crm.Entity
	record  int64
	version int64 // after it
	actor   int64
	created bool
	moved   bool // to the trash or out of it
	was, is bool // in the trash, before and after it
	before  crm.Change
}

// past reads a step, the record it touched last first.
func (t *tx) past(step crm.Step) ([]past, error) {
	query, args := selectOfBatch, []sql.NamedArg{arg("batch", step.Batch)}
	switch {
	case step.Batch != 0:
	case step.Position != 0:
		query, args = selectOfPlace, []sql.NamedArg{arg("position", step.Position)}
	default:
		query, args = selectOfSave, []sql.NamedArg{arg("entity", string(step.Edition.Entity)),
			arg("record_id", step.Edition.ID), arg("version", step.Edition.Version)}
	}
	type key struct {
		entity crm.Entity
		record int64
	}
	var order []key
	found := map[key]*past{}
	err := scanAll(t.query, query, args, func(rows *sql.Rows) error {
		var k key
		var version, actor int64
		var operation crm.JournalOperation
		var text string
		if err := rows.Scan(&k.entity, orZero{&k.record}, &version, &operation, &text, orZero{&actor}); err != nil {
			return err
		}
		if _, kept := t.s.keeper(k.entity); kept != nil || operation.Beside() {
			return nil // pick lists keep what a step added to them
		}
		changes, err := decodeChanges(text)
		if err != nil {
			return err
		}
		if found[k] == nil {
			found[k] = &past{entity: k.entity, record: k.record, before: crm.Change{}}
		} else {
			order = slices.DeleteFunc(order, func(o key) bool { return o == k })
		}
		order = append(order, k)
		found[k].add(operation, changes)
		found[k].version, found[k].actor = version, actor
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the step: %w", err)
	}
	if len(order) == 0 {
		return nil, crm.ErrNotFound
	}
	out := make([]past, len(order))
	for i, k := range order {
		out[len(order)-1-i] = *found[k]
	}
	return out, nil
}

// add takes the next thing that the step did.
func (p *past) add(operation crm.JournalOperation, changes []crm.FieldChange) {
	switch operation {
	case crm.JournalCreate:
		p.created = true
	case crm.JournalTrash, crm.JournalRestore:
		p.is = operation == crm.JournalTrash
		if !p.moved {
			p.moved, p.was = true, !p.is
		}
	}
	for _, c := range changes {
		if _, ok := p.before[c.Field]; !ok {
			p.before[c.Field] = c.Before
		}
	}
}

// deleted reports whether the step moved a record to the trash, appeared
// whether the record was not there, or in the trash, before it.
func (p *past) deleted() bool  { return p.moved && p.is && !p.was && !p.created }
func (p *past) appeared() bool { return p.created || p.moved && p.was && !p.is }
