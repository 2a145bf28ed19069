package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"

	"holm/crm"
	"holm/lockout"
)

const (
	stepColumns   = ` position, entity, record_id, version, operation, changes, actor_id FROM journal WHERE `
	selectOfPlace = `SELECT` + stepColumns + `position = @position`
	selectOfSave  = `SELECT` + stepColumns + `entity = @entity AND record_id = @record_id AND version = @version ORDER BY position`
	selectOfBatch = stepColumns + `batch = @batch ORDER BY position`
)

// Undo takes a step back as a whole, in one transaction: fields get the values
// they had before it, records leave the trash or go there. What was changed
// since by another step stays and is listed. The undo is a step of its own,
// which can be undone. Undoing what others did to many records needs
// crm.MayBulkEdit. The error is crm.ErrNotFound when there is no such step, or
// nothing in it that the actor may see, and crm.ErrLongStep for one of more
// than crm.MaxUndo entries, which UndoPart undoes.
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
		if err := s.undoAll(t, past, len(past) > 1, &out); err != nil {
			return err
		}
		return nothingUndone(out)
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

// undoAll takes back what a step did to some records. many says that the step
// is about more than one.
func (s *Store) undoAll(t *tx, all []past, many bool, out *crm.Undone) error {
	if many && !t.actor.May(crm.MayBulkEdit) && slices.ContainsFunc(all, func(p past) bool { return p.actor != t.actor.User }) {
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
		if err := k.undo(t, all[:n], out); err != nil {
			return err
		}
		all = all[n:]
	}
	return nil
}

// nothingUndone says why an undo found nothing to do.
func nothingUndone(out crm.Undone) error {
	switch {
	case out.Records == 0 && len(out.Left) == 0 && out.Record == 0:
		return crm.ErrNotFound
	case out.Records == 0 && len(out.Left) == 1 && out.Left[0].Reason == crm.LeftForbidden:
		return crm.ErrForbidden
	}
	return nil
}

// past is all that one step did to one record.
type past struct {
	entity  crm.Entity
	record  int64
	version int64 // after it
	last    int64 // position in the journal of what the step did to it last
	actor   int64
	created bool
	moved   bool // to the trash or out of it
	was, is bool // in the trash, before and after it
	before  crm.Change
}

// past reads a step, the record it touched last first.
func (t *tx) past(step crm.Step) ([]past, error) {
	switch {
	case step.Batch != 0:
		head, tail := t.d.top(crm.MaxUndo + 1)
		return t.pastOf("SELECT "+head+selectOfBatch+tail, arg("batch", step.Batch))
	case step.Position != 0:
		return t.pastOf(selectOfPlace, arg("position", step.Position))
	}
	return t.pastOf(selectOfSave, arg("entity", string(step.Edition.Entity)), arg("record_id", step.Edition.ID), arg("version", step.Edition.Version))
}

// pastOf gathers the entries that a statement reads, in their order. More than
// crm.MaxUndo are crm.ErrLongStep.
func (t *tx) pastOf(query string, args ...sql.NamedArg) ([]past, error) {
	g := gathering{s: t.s, found: map[pastKey]*past{}}
	n := 0
	err := scanAll(t.query, query, args, func(rows *sql.Rows) error {
		if n++; n > crm.MaxUndo {
			return crm.ErrLongStep
		}
		return g.add(rows)
	})
	if err != nil {
		return nil, fmt.Errorf("read the step: %w", err)
	}
	if len(g.found) == 0 {
		return nil, crm.ErrNotFound
	}
	return g.all(), nil
}

type pastKey struct {
	entity crm.Entity
	record int64
}

// gathering puts together what a step did to each record.
type gathering struct {
	s     *Store
	found map[pastKey]*past
}

// add takes the next entry, as stepColumns reads it.
func (g *gathering) add(rows *sql.Rows) error {
	var k pastKey
	var position, version, actor int64
	var operation crm.JournalOperation
	var text string
	if err := rows.Scan(&position, &k.entity, orZero{&k.record}, &version, &operation, &text, orZero{&actor}); err != nil {
		return err
	}
	if _, kept := g.s.keeper(k.entity); kept != nil || operation.Beside() {
		return nil // pick lists keep what a step added to them
	}
	changes, err := decodeChanges(text)
	if err != nil {
		return err
	}
	p := g.found[k]
	if p == nil {
		p = &past{entity: k.entity, record: k.record, before: crm.Change{}}
		g.found[k] = p
	}
	p.add(operation, changes)
	p.version, p.actor, p.last = version, actor, position
	return nil
}

// all are the records, the one that was touched last first.
func (g *gathering) all() []past {
	out := make([]past, 0, len(g.found))
	for _, p := range g.found {
		out = append(out, *p)
	}
	slices.SortFunc(out, func(x, y past) int { return cmp.Compare(y.last, x.last) })
	return out
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
