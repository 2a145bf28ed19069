package store

import (
	"errors"
	"strings"

	"holm/crm"
)

// undo takes back what a step did to records of the kind.
func (k *kind[T, R]) undo(t *tx, all []past, out *crm.Undone) error {
	ids := make([]int64, len(all))
	for i, p := range all {
		ids[i] = p.record
	}
	found, err := k.many(t, ids)
	if err != nil {
		return err
	}
	for _, p := range all {
		now, ok := found[p.record]
		if !ok || t.actor.Right(k.entity, R(now).Meta().Holding()) < crm.RightRead {
			continue
		}
		out.Entity, out.Record = k.entity, p.record
		version := R(now).Meta().Version
		left, err := k.undoOne(t, now, p)
		if err != nil {
			return err
		}
		for _, l := range left {
			out.Left, out.More = leave(out.Left, out.More, l)
		}
		if R(now).Meta().Version != version {
			out.Records++
		}
	}
	return nil
}

func leave(list []crm.Left, more int, l crm.Left) ([]crm.Left, int) {
	if len(list) == crm.MaxLeft {
		return list, more + 1
	}
	return append(list, l), more
}

func (k *kind[T, R]) left(r R, field string, reason crm.Reason) crm.Left {
	return crm.Left{Entity: k.entity, ID: r.Meta().ID, Title: r.Title(), Field: field, Reason: reason}
}

// undoOne takes back what a step did to one record and returns what it left.
// Out of the trash goes before the fields, into the trash after them, so that
// they are written while it is not there.
func (k *kind[T, R]) undoOne(t *tx, now *T, p past) ([]crm.Left, error) {
	r := R(now)
	all := func(reason crm.Reason) ([]crm.Left, error) { return []crm.Left{k.left(r, "", reason)}, nil }
	need := crm.RightUpdate
	if p.created || p.moved {
		need = crm.RightDelete
	}
	if t.actor.Right(k.entity, r.Meta().Holding()) < need {
		return all(crm.LeftForbidden)
	}
	then, err := k.asOf(t, *now, p.version)
	if err != nil {
		return nil, err
	}
	since := r.Differences(&then)
	if p.deleted() && r.Meta().DeletedAt != nil {
		switch err := k.restoreOne(t, r); {
		case t.d.taken(err):
			return all(crm.LeftTaken)
		case err != nil:
			return nil, err
		}
	}
	fields := !p.created && len(p.before) > 0
	switch {
	case r.Meta().DeletedAt != nil && fields:
		return all(crm.LeftTrashed)
	case r.Meta().DeletedAt != nil:
		return nil, nil
	}
	var left []crm.Left
	if fields {
		if left, err = k.undoFields(t, now, p, since); err != nil {
			return nil, err
		}
	}
	switch {
	case !p.appeared():
		return left, nil
	case len(since) > 0 || len(left) > 0:
		return append(left, k.left(r, "", crm.LeftChanged)), nil
	}
	return nil, k.trashOne(t, r)
}

// undoFields gives fields the values they had before a step, but those of
// values that were changed since, and those that would not be valid.
func (k *kind[T, R]) undoFields(t *tx, now *T, p past, since []crm.FieldChange) ([]crm.Left, error) {
	changed := map[string]bool{}
	for _, d := range since {
		changed[k.value(d.Field)] = true
	}
	target := *now
	change := k.known(p.before)
	if err := R(&target).Apply(change); err != nil {
		return nil, err
	}
	var left []crm.Left
	note := func(d crm.FieldChange, reason crm.Reason) *crm.Left {
		l := k.left(R(now), d.Field, reason)
		l.Wanted, l.Now = d.After, d.Before
		left = append(left, l)
		delete(change, d.Field)
		return &left[len(left)-1]
	}
	wanted := R(&target).Differences(now)
	for _, d := range wanted {
		if changed[k.value(d.Field)] {
			note(d, crm.LeftChanged)
		}
	}
	for len(change) > 0 {
		err := k.setBack(t, now, change)
		var invalid *crm.Invalid
		switch {
		case err == nil:
			return left, nil
		case t.d.taken(err):
			invalid = &crm.Invalid{Fields: []crm.FieldError{{Field: k.unique, Key: "error.taken"}}}
		case !errors.As(err, &invalid):
			return nil, err
		}
		before := len(change)
		for _, d := range wanted {
			if wrong, ok := wrongIn(invalid, d.Field); ok && k.holds(change, d.Field) {
				l := note(d, crm.LeftInvalid)
				l.Key, l.Args = wrong.Key, wrong.Args
			}
		}
		if len(change) == before { // what is wrong is wrong with the record as a whole
			for _, d := range wanted {
				if k.holds(change, d.Field) {
					note(d, crm.LeftInvalid)
				}
			}
			return left, nil
		}
	}
	return left, nil
}

func (k *kind[T, R]) holds(change crm.Change, field string) bool {
	_, ok := change[field]
	return ok
}

// wrongIn finds what is wrong with a field or a part of it.
func wrongIn(invalid *crm.Invalid, field string) (crm.FieldError, bool) {
	for _, f := range invalid.Fields {
		if name, _, _ := strings.Cut(f.Field, "["); name == field {
			return f, true
		}
	}
	return crm.FieldError{}, false
}

// setBack saves values that the record once had: they are in their kept form
// already.
func (k *kind[T, R]) setBack(t *tx, now *T, change crm.Change) error {
	target := *now
	r := R(&target)
	if err := r.Apply(change); err != nil {
		return err
	}
	if err := r.Validate(); err != nil {
		return err
	}
	if err := k.saveChange(t, r, now, references{}); err != nil {
		return err
	}
	*now = target
	return nil
}
