package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"holm/crm"
	"holm/lockout"
)

const (
	selectGroups = `SELECT id, version, name FROM app_group ORDER BY id`
	insertGroup  = `INSERT INTO app_group (id, version, name) VALUES (@id, 1, @name)`
	deleteGroup  = `DELETE FROM app_group WHERE id = @id`
	groupUsed    = `SELECT COUNT(*) FROM app_group g WHERE g.id = @id AND (
		EXISTS (SELECT 1 FROM user_group u WHERE u.group_id = @id)
		OR EXISTS (SELECT 1 FROM company c WHERE c.group_id = @id AND c.deleted_at IS NULL)
		OR EXISTS (SELECT 1 FROM person p WHERE p.group_id = @id AND p.deleted_at IS NULL))`
	selectMembers = `SELECT user_id FROM user_group WHERE group_id = @id`
	updateGroup   = `UPDATE app_group SET name = @name, version = version + 1 WHERE id = @id`
)

// Groups returns every group.
func (s *Store) Groups(ctx context.Context) ([]crm.Group, error) {
	groups, err := lookup(ctx, s, "groups", func() ([]crm.Group, error) { return s.readGroups(ctx) })
	return slices.Clone(groups), err
}

func (s *Store) readGroups(ctx context.Context) ([]crm.Group, error) {
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

// DeleteGroup forgets a group without members and records; crm.ErrUsed when it
// has any. For administrators.
func (s *Store) DeleteGroup(ctx context.Context, a crm.Actor, id int64) error {
	if err := administers(a, nil); err != nil {
		return err
	}
	err := s.write(ctx, a, lockout.Change, func(t *tx) error {
		var used int
		if err := t.row(groupUsed, arg("id", id)).Scan(&used); err != nil {
			return err
		}
		if used > 0 {
			return crm.ErrUsed
		}
		n, err := t.exec(deleteGroup, arg("id", id))
		if t.d.missing(err) { // a record in the trash, a view or a key is of the group
			return errors.Join(crm.ErrUsed, err)
		}
		if err == nil && n == 0 {
			err = crm.ErrNotFound
		}
		if err != nil {
			return err
		}
		return t.journal(crm.JournalEntry{Entity: crm.EntityGroup, Record: id, Operation: crm.JournalPurge})
	})
	if err != nil {
		return fmt.Errorf("delete group %d: %w", id, err)
	}
	return nil
}

// SetMembers makes users the members of a group, and nobody else. For
// administrators.
func (s *Store) SetMembers(ctx context.Context, a crm.Actor, group int64, users []int64) error {
	if err := administers(a, nil); err != nil {
		return err
	}
	err := s.write(ctx, a, lockout.Change, func(t *tx) error {
		known, err := t.exists(crm.Field{References: crm.EntityGroup}, group, references{})
		if err == nil && !known {
			err = crm.ErrNotFound
		}
		if err != nil {
			return err
		}
		var now []int64
		err = scanAll(t.query, selectMembers, []sql.NamedArg{arg("id", group)}, func(rows *sql.Rows) error {
			var id int64
			err := rows.Scan(&id)
			now = append(now, id)
			return err
		})
		if err != nil {
			return err
		}
		for _, id := range append(slices.Clone(now), users...) {
			if in := slices.Contains(users, id); in == slices.Contains(now, id) {
				continue
			} else if err := t.setMember(group, id, in); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("set the members of group %d: %w", group, err)
	}
	return nil
}

// setMember takes a user into a group or out of it.
func (t *tx) setMember(group, user int64, in bool) error {
	before, err := loadUser(t.d, t.query, selectUser, arg("id", user))
	if err != nil {
		return err
	}
	after := before
	after.Groups = slices.DeleteFunc(slices.Clone(before.Groups), func(g int64) bool { return g == group })
	if in {
		after.Groups = append(after.Groups, group)
	}
	after.Tidy()
	return t.saveUser(&after, &before)
}

// administers is crm.ErrForbidden for those who may not manage users, lists
// and groups, else what else is wrong.
func administers(a crm.Actor, wrong error) error {
	if !a.May(crm.MayManageUsers) {
		return a.Denied(crm.MayManageUsers)
	}
	return wrong
}
