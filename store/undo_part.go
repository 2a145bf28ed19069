package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"

	"holm/crm"
	"holm/lockout"
)

const (
	selectPlaces = ` position, entity, record_id FROM journal WHERE batch = @batch AND position < @before ORDER BY position DESC`
	selectRange  = `SELECT (SELECT MIN(position) FROM journal WHERE batch = @batch), (SELECT MAX(position) FROM journal WHERE batch = @batch)`
)

// BatchRange returns the first and the last position of the journal that a
// batch has; crm.ErrNotFound when it has none.
func (s *Store) BatchRange(ctx context.Context, batch int64) (first, last int64, err error) {
	if err := s.row(ctx, selectRange, arg("batch", batch)).Scan(orZero{&first}, orZero{&last}); err != nil {
		return 0, 0, fmt.Errorf("read where a step lies: %w", err)
	}
	if last == 0 {
		return 0, 0, crm.ErrNotFound
	}
	return first, last, nil
}

// UndoPart undoes the last crm.MaxBulk entries of a batch before a position,
// in one transaction, and returns where the next part begins; 0 at the end. A
// record is undone as a whole with the last entry about it. Doing a part twice
// does no harm. Undo says what else holds.
func (s *Store) UndoPart(ctx context.Context, a crm.Actor, u crm.UndoPart) (crm.Undone, int64, error) {
	var out crm.Undone
	var next int64
	if u.Before == 0 {
		u.Before = 1<<62 - 1
	}
	err := s.write(ctx, a, lockout.Change, func(t *tx) error {
		t.batch, out = u.As, crm.Undone{}
		past, end, err := t.pastBefore(u)
		if err != nil {
			return err
		}
		next = end
		return s.undoAll(t, past, true, &out)
	})
	if err != nil {
		return crm.Undone{}, 0, fmt.Errorf("undo a part of %d: %w", u.Batch, err)
	}
	if out.Records > 0 {
		out.Step = crm.Step{Batch: u.As}
	}
	return out, next, nil
}

// pastBefore gathers what the batch did to the records of the part, but to
// those that it touched later too: they were undone before.
func (t *tx) pastBefore(u crm.UndoPart) (all []past, next int64, err error) {
	head, tail := t.d.top(crm.MaxBulk)
	touched := map[crm.Entity][]int64{}
	n := 0
	err = scanAll(t.query, "SELECT "+head+selectPlaces+tail, []sql.NamedArg{arg("batch", u.Batch), arg("before", u.Before)}, func(rows *sql.Rows) error {
		var entity crm.Entity
		var record int64
		err := rows.Scan(&next, &entity, orZero{&record})
		touched[entity] = append(touched[entity], record)
		n++
		return err
	})
	if err != nil {
		return nil, 0, fmt.Errorf("read the step: %w", err)
	}
	g := gathering{s: t.s, found: map[pastKey]*past{}}
	for entity, ids := range touched {
		list, err := json.Marshal(ids)
		if err != nil {
			return nil, 0, fmt.Errorf("encode a list of ids: %w", err)
		}
		args := []sql.NamedArg{arg("entity", string(entity)), arg("ids", string(list)), arg("batch", u.Batch)}
		if err := scanAll(t.query, pastQuery(t.d), args, g.add); err != nil {
			return nil, 0, fmt.Errorf("read the step: %w", err)
		}
	}
	if n < crm.MaxBulk {
		next = 0
	}
	return slices.DeleteFunc(g.all(), func(p past) bool { return p.last >= u.Before }), next, nil
}

// pastQuery reads what a batch did to some records.
func pastQuery(d *dialect) string {
	return "SELECT" + stepColumns + "entity = @entity AND record_id IN (SELECT value FROM " + d.each("@ids") + ") AND " +
		d.unindexed("batch") + " = @batch ORDER BY position"
}
