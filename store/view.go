package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"holm/crm"
	"holm/lockout"
)

const (
	viewColumns = ` v.id, v.created_at, v.created_by, v.updated_at, v.updated_by, v.version, v.owner_id, v.group_id,
		v.visibility, v.deleted_at, v.entity, v.name, v.settings FROM saved_view v `
	selectViews = viewColumns + `WHERE v.entity = @entity AND v.deleted_at IS NULL AND (v.owner_id = @me OR v.visibility = 'everyone'
		OR v.visibility = 'group' AND v.group_id IN (SELECT g.group_id FROM user_group g WHERE g.user_id = @me)) ORDER BY v.id`
	selectView = `SELECT` + viewColumns + `WHERE v.id = @id`
	insertView = `INSERT INTO saved_view (id, created_at, created_by, updated_at, updated_by, version, owner_id, group_id,
		visibility, entity, name, settings) VALUES (@id, @at, @by, @at, @by, 1, @owner_id, @group_id, @visibility, @entity, @name, @settings)`
	updateView = `UPDATE saved_view SET updated_at = @at, updated_by = @by, version = @version, group_id = @group_id,
		visibility = @visibility, deleted_at = @deleted_at, name = @name, settings = @settings WHERE id = @id AND version = @was`
	deleteView = `DELETE FROM saved_view WHERE id = @id`
)

// maxViews is how many views of one kind of record a user is shown.
const maxViews = 200

// Views returns the views of a kind of record that the actor may use, by name.
func (s *Store) Views(ctx context.Context, a crm.Actor, entity crm.Entity) ([]crm.View, error) {
	name := "views of " + strconv.FormatInt(a.User, 10) + " " + string(entity)
	views, err := lookup(ctx, s, name, func() ([]crm.View, error) { return s.readViews(ctx, a, entity) })
	return slices.Clone(views), err
}

func (s *Store) readViews(ctx context.Context, a crm.Actor, entity crm.Entity) ([]crm.View, error) {
	var views []crm.View
	head, tail := s.d.top(maxViews)
	err := scanAll(s.reading(ctx), "SELECT "+head+selectViews+tail, []sql.NamedArg{arg("entity", string(entity)), arg("me", a.User)},
		func(rows *sql.Rows) error {
			v, err := scanView(s.d, rows)
			views = append(views, v)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("list the views: %w", err)
	}
	sorting := s.sorting.Load()
	slices.SortStableFunc(views, func(a, b crm.View) int { return bytes.Compare(sorting.Key(a.Name), sorting.Key(b.Name)) })
	return views, nil
}

// View returns a view, in the trash or not; crm.ErrNotFound when there is none
// or the actor may not use it.
func (s *Store) View(ctx context.Context, a crm.Actor, id int64) (crm.View, error) {
	v, err := scanView(s.d, s.row(ctx, selectView, arg("id", id)))
	if errors.Is(err, sql.ErrNoRows) || err == nil && !a.MayUse(&v) {
		return crm.View{}, crm.ErrNotFound
	}
	if err != nil {
		return v, fmt.Errorf("read view %d: %w", id, err)
	}
	return v, nil
}

// CreateView keeps a new view of the actor's and fills in what the store
// knows. It can be shared with the actor's own groups; administrators share
// with any.
func (s *Store) CreateView(ctx context.Context, a crm.Actor, v *crm.View) error {
	v.Owner = a.User
	v.Tidy()
	if err := checkView(a, v); err != nil {
		return err
	}
	id, err := s.nextID(ctx, "saved_view")
	if err != nil {
		return err
	}
	err = s.write(ctx, a, lockout.Change, func(t *tx) error {
		args, err := t.viewArgs(v)
		if err != nil {
			return err
		}
		if _, err := t.exec(insertView, append(args, arg("id", id), arg("owner_id", reference(a.User)), arg("entity", string(v.Entity)))...); err != nil {
			return err
		}
		v.ID, v.Version, v.CreatedAt, v.CreatedBy, v.UpdatedAt, v.UpdatedBy = id, 1, t.at, a.User, t.at, a.User
		return t.journal(crm.JournalEntry{Entity: crm.EntityView, Record: id, Version: 1, Operation: crm.JournalCreate, Changes: v.Differences(nil)})
	})
	if err != nil {
		v.ID = 0
		return fmt.Errorf("create a view: %w", s.company.explain(s.d, err))
	}
	return nil
}

// UpdateView changes a view's name, whom it is shared with and how it is
// arranged. A version other than the stored one is refused with
// *crm.Conflict; version 0 stands for whatever is stored.
func (s *Store) UpdateView(ctx context.Context, a crm.Actor, id, version int64, change func(*crm.View)) (crm.View, error) {
	return s.changeView(ctx, a, id, func(t *tx, v *crm.View) (crm.JournalOperation, error) {
		if v.DeletedAt != nil {
			return "", crm.ErrNotFound
		}
		if version != 0 && version != v.Version {
			return "", &crm.Conflict{Entity: crm.EntityView, ID: id, Version: v.Version}
		}
		before := *v
		change(v)
		v.ID, v.Owner, v.Entity, v.DeletedAt = before.ID, before.Owner, before.Entity, nil
		v.Tidy()
		if v.Visibility == before.Visibility && v.Group == before.Group {
			return crm.JournalUpdate, v.Validate()
		}
		return crm.JournalUpdate, checkView(a, v)
	})
}

// TrashView takes a view out of use; RestoreView brings it back as it was.
func (s *Store) TrashView(ctx context.Context, a crm.Actor, id int64) error {
	_, err := s.changeView(ctx, a, id, func(t *tx, v *crm.View) (crm.JournalOperation, error) {
		if v.DeletedAt != nil {
			return "", crm.ErrNotFound
		}
		v.DeletedAt = &t.at
		return crm.JournalTrash, nil
	})
	return err
}

// RestoreView brings a view back out of the trash.
func (s *Store) RestoreView(ctx context.Context, a crm.Actor, id int64) (crm.View, error) {
	return s.changeView(ctx, a, id, func(_ *tx, v *crm.View) (crm.JournalOperation, error) {
		v.DeletedAt = nil
		return crm.JournalRestore, nil
	})
}

// changeView is one change of a view by somebody who may arrange it.
func (s *Store) changeView(ctx context.Context, a crm.Actor, id int64, change func(*tx, *crm.View) (crm.JournalOperation, error)) (crm.View, error) {
	var after crm.View
	err := s.write(ctx, a, lockout.Change, func(t *tx) error {
		before, err := scanView(t.d, t.row(selectView, arg("id", id)))
		switch {
		case errors.Is(err, sql.ErrNoRows) || err == nil && !a.MayUse(&before):
			return crm.ErrNotFound
		case err != nil:
			return err
		case !a.MayArrange(&before):
			return crm.ErrForbidden
		}
		after = before
		op, err := change(t, &after)
		if err != nil {
			return err
		}
		return t.saveView(&after, &before, op)
	})
	if err != nil {
		return crm.View{}, fmt.Errorf("change view %d: %w", id, s.company.explain(s.d, err))
	}
	return after, nil
}

func (t *tx) saveView(v, before *crm.View, op crm.JournalOperation) error {
	changes := v.Differences(before)
	if len(changes) == 0 && (v.DeletedAt == nil) == (before.DeletedAt == nil) {
		return nil
	}
	v.Version, v.UpdatedAt, v.UpdatedBy = before.Version+1, t.at, t.actor.User
	args, err := t.viewArgs(v)
	if err != nil {
		return err
	}
	var deleted any
	if v.DeletedAt != nil {
		deleted = t.d.encodeTime(*v.DeletedAt)
	}
	n, err := t.exec(updateView, append(args, arg("id", v.ID), arg("was", before.Version), arg("version", v.Version),
		arg("deleted_at", deleted))...)
	if err != nil {
		return err
	}
	if n == 0 {
		return &crm.Conflict{Entity: crm.EntityView, ID: v.ID, Version: v.Version}
	}
	return t.journal(crm.JournalEntry{Entity: crm.EntityView, Record: v.ID, Version: v.Version, Operation: op, Changes: changes})
}

func (t *tx) purgeView(id int64) error {
	_, err := t.exec(deleteView, arg("id", id))
	return err
}

// checkView is what is wrong with a view, or with whom it is shared with.
func checkView(a crm.Actor, v *crm.View) error {
	if err := v.Validate(); err != nil {
		return err
	}
	if v.Visibility == crm.VisibleToGroup && !a.In(v.Group) && !a.Admin && !a.Unbound() {
		return &crm.Invalid{Fields: []crm.FieldError{{Field: "group", Key: "error.choice"}}}
	}
	return nil
}

// viewArgs are the parameters that making and changing a view have in common.
func (t *tx) viewArgs(v *crm.View) ([]sql.NamedArg, error) {
	settings, err := json.Marshal(v.Settings)
	if err != nil {
		return nil, fmt.Errorf("encode a view: %w", err)
	}
	return []sql.NamedArg{arg("at", t.d.encodeTime(t.at)), arg("by", reference(t.actor.User)), arg("group_id", reference(v.Group)),
		arg("visibility", string(v.Visibility)), arg("name", v.Name), arg("settings", string(settings))}, nil
}

func scanView(d *dialect, row interface{ Scan(...any) error }) (crm.View, error) {
	var v crm.View
	var settings string
	err := row.Scan(&v.ID, d.time(&v.CreatedAt), orZero{&v.CreatedBy}, d.time(&v.UpdatedAt), orZero{&v.UpdatedBy}, &v.Version,
		orZero{&v.Owner}, orZero{&v.Group}, (*string)(&v.Visibility), d.nullTime(&v.DeletedAt), (*string)(&v.Entity), &v.Name, &settings)
	if err != nil {
		return v, err
	}
	return v, json.Unmarshal([]byte(settings), &v.Settings)
}
