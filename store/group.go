package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"holm/crm"
	"holm/lockout"
)

const (
	selectGroups = `SELECT id, version, name FROM app_group ORDER BY id`
	insertGroup  = `INSERT INTO app_group (id, version, name) VALUES (@id, 1, @name)`
	updateGroup  = `UPDATE app_group SET name = @name, version = version + 1 WHERE id = @id`
)

// Groups returns every group.
func (s *Store) Groups(ctx context.Context) ([]crm.Group, error) {
	var groups []crm.Group
	err := scanAll(s.reading(ctx), selectGroups, nil, func(rows *sql.Rows) error {
		var g crm.Group
		if err := rows.Scan(&g.ID, &g.Version, &g.Name); err != nil {
			return err
		}
		groups = append(groups, g)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the groups: %w", err)
	}
	return groups, nil
}

// CreateGroup keeps a new group and fills in its id. For administrators.
func (s *Store) CreateGroup(ctx context.Context, a crm.Actor, g *crm.Group) error {
	g.Name = strings.TrimSpace(g.Name)
	if err := administers(a, g.Validate()); err != nil {
		return err
	}
	id, err := s.nextID(ctx, "app_group")
	if err != nil {
		return err
	}
	err = s.write(ctx, a, lockout.Change, func(t *tx) error {
		if _, err := t.exec(insertGroup, arg("id", id), arg("name", g.Name)); err != nil {
			return err
		}
		return t.journal(crm.JournalEntry{Entity: crm.EntityGroup, Record: id, Version: 1, Operation: crm.JournalCreate,
			Changes: []crm.FieldChange{{Field: "name", After: g.Name}}})
	})
	if err != nil {
		return fmt.Errorf("create a group: %w", err)
	}
	g.ID, g.Version = id, 1
	return nil
}

// RenameGroup gives a group another name. For administrators.
func (s *Store) RenameGroup(ctx context.Context, a crm.Actor, id int64, name string) error {
	g := crm.Group{ID: id, Name: strings.TrimSpace(name)}
	if err := administers(a, g.Validate()); err != nil {
		return err
	}
	err := s.write(ctx, a, lockout.Change, func(t *tx) error {
		n, err := t.exec(updateGroup, arg("id", id), arg("name", g.Name))
		if err != nil {
			return err
		}
		if n == 0 {
			return crm.ErrNotFound
		}
		return t.journal(crm.JournalEntry{Entity: crm.EntityGroup, Record: id, Operation: crm.JournalUpdate,
			Changes: []crm.FieldChange{{Field: "name", After: g.Name}}})
	})
	if err != nil {
		return fmt.Errorf("rename group %d: %w", id, err)
	}
	return nil
}

// administers is crm.ErrForbidden for those who may not manage users, lists
// and groups, else what else is wrong.
func administers(a crm.Actor, wrong error) error {
	if !a.May(crm.MayManageUsers) {
		return crm.ErrForbidden
	}
	return wrong
}
