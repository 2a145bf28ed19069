package store

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"holm/crm"
	"holm/lockout"
)

// Bulk does one action to up to crm.MaxBulk records in one transaction and one
// batch. What the actor may not change, and what would not be valid, is left
// and listed; what the actor may not see is not even counted. The error is
// crm.ErrForbidden without crm.MayBulkEdit, and *crm.Invalid when the change
// fits none of the records.
func (s *Store) Bulk(ctx context.Context, a crm.Actor, b crm.Bulk) (crm.Bulked, error) {
	var out crm.Bulked
	if !a.May(crm.MayBulkEdit) {
		return out, crm.ErrForbidden
	}
	b.IDs = slices.Compact(slices.Sorted(slices.Values(b.IDs)))
	if len(b.IDs) > crm.MaxBulk {
		var wrong crm.Invalid
		wrong.Add("", "error.too_many", "max", crm.MaxBulk)
		return out, &wrong
	}
	k, err := s.keeper(b.Entity)
	if err != nil {
		return out, err
	}
	country, err := s.country(ctx)
	if err != nil {
		return out, err
	}
	if b.Batch == 0 {
		if b.Batch, err = s.NextBatch(ctx); err != nil {
			return out, err
		}
	}
	err = s.write(ctx, a, lockout.Change, func(t *tx) error {
		t.batch, out = b.Batch, crm.Bulked{}
		return k.bulk(t, b, country, &out)
	})
	if err != nil {
		return crm.Bulked{}, fmt.Errorf("change many %s: %w", b.Entity, err)
	}
	if out.Done > 0 {
		out.Step = crm.Step{Batch: b.Batch}
	}
	return out, nil
}

// Matching returns a page of the ids of the records that a query asks for and
// that the actor may see, oldest first, with the cursor of the next.
func (s *Store) Matching(ctx context.Context, a crm.Actor, e crm.Entity, q crm.Query) ([]int64, string, error) {
	k, err := s.keeper(e)
	if err != nil {
		return nil, "", err
	}
	q.Sort = crm.Sort{Field: "created_at"}
	return k.ids(ctx, s, a, q)
}

// bulk does the action to those of the records that there are.
func (k *kind[T, R]) bulk(t *tx, b crm.Bulk, country string, out *crm.Bulked) error {
	found, err := k.many(t, b.IDs)
	if err != nil {
		return err
	}
	refs := references{}
	var refused error
	for _, id := range b.IDs {
		r, ok := found[id]
		if !ok || t.actor.Right(k.entity, R(r).Meta().Holding()) < crm.RightRead {
			continue
		}
		err := k.bulkOne(t, r, b, country, refs)
		l := k.left(R(r), "", "")
		var invalid *crm.Invalid
		switch {
		case err == nil:
			out.Done++
			continue
		case errors.Is(err, errSame):
			out.Same++
			continue
		case errors.Is(err, crm.ErrForbidden):
			l.Reason = crm.LeftForbidden
		case errors.Is(err, crm.ErrNotFound):
			l.Reason = crm.LeftTrashed
		case t.d.taken(err):
			l.Reason, l.Field, refused = crm.LeftTaken, k.unique, errors.Join(crm.ErrTaken, err)
		case errors.As(err, &invalid):
			f := invalid.Fields[0]
			l.Reason, l.Field, l.Key, l.Args, refused = crm.LeftInvalid, f.Field, f.Key, f.Args, err
		default:
			return err
		}
		out.Left, out.More = leave(out.Left, out.More, l)
	}
	if out.Done == 0 && out.Same == 0 && !slices.ContainsFunc(out.Left, func(l crm.Left) bool { return l.Reason == crm.LeftForbidden }) {
		return refused
	}
	return nil
}

// errSame says that a record is already as it should be.
var errSame = errors.New("nothing to change")

func (k *kind[T, R]) bulkOne(t *tx, now *T, b crm.Bulk, country string, refs references) error {
	m := R(now).Meta()
	right := t.actor.Right(k.entity, m.Holding())
	trashed := m.DeletedAt != nil
	switch {
	case b.Action == crm.BulkEdit && right < crm.RightUpdate, b.Action != crm.BulkEdit && right < crm.RightDelete:
		return crm.ErrForbidden
	case b.Action == crm.BulkEdit && trashed:
		return crm.ErrNotFound
	case b.Action == crm.BulkTrash && trashed, b.Action == crm.BulkRestore && !trashed:
		return errSame
	case b.Action == crm.BulkTrash:
		return k.trashOne(t, R(now))
	case b.Action == crm.BulkRestore:
		return k.restoreOne(t, R(now))
	}
	after := *now
	r := R(&after)
	change, err := k.combined(b, r, country)
	if err != nil {
		return err
	}
	if err := r.Apply(change); err != nil {
		return err
	}
	r.Tidy(country)
	if err := r.Validate(); err != nil {
		return err
	}
	if len(r.Differences(now)) == 0 {
		return errSame
	}
	return k.saveChange(t, r, now, refs)
}

// combined is the change that one record gets: values are added to its lists
// or taken off them.
func (k *kind[T, R]) combined(b crm.Bulk, now R, country string) (crm.Change, error) {
	if b.Lists == crm.ListSet {
		return b.Change, nil
	}
	var given T
	if err := R(&given).Apply(b.Change); err != nil {
		return nil, err
	}
	R(&given).Tidy(country)
	out := crm.Change{}
	for name := range b.Change {
		out[name] = b.Lists.Combine(now.Value(name), R(&given).Value(name))
	}
	return out, nil
}

func (k *kind[T, R]) ids(ctx context.Context, s *Store, a crm.Actor, q crm.Query) ([]int64, string, error) {
	page, err := k.find(ctx, s, a, q)
	ids := make([]int64, len(page.Items))
	for i := range page.Items {
		ids[i] = R(&page.Items[i]).Meta().ID
	}
	return ids, page.Next, err
}

// CompaniesByID returns those of the companies that the actor may see.
func (s *Store) CompaniesByID(ctx context.Context, a crm.Actor, ids []int64) ([]crm.Company, error) {
	return s.company.byIDs(ctx, s, a, ids)
}

// PersonsByID returns those of the persons that the actor may see.
func (s *Store) PersonsByID(ctx context.Context, a crm.Actor, ids []int64) ([]crm.Person, error) {
	return s.person.byIDs(ctx, s, a, ids)
}
