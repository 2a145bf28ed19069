package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"holm/crm"
	"holm/lockout"
)

const (
	selectRoles = `SELECT id, version, name, rights, functions FROM app_role ORDER BY id`
	updateRole  = `UPDATE app_role SET version = version + 1, name = @name, rights = @rights, functions = @functions
		WHERE id = @id AND version = @version`
	deleteRole   = `DELETE FROM app_role WHERE id = @id`
	countHolders = `SELECT COUNT(*) FROM app_user WHERE role = @id`
)

// Roles returns every role.
func (s *Store) Roles(ctx context.Context) ([]crm.Role, error) { return readRoles(s.reading(ctx)) }

func readRoles(read reading) ([]crm.Role, error) {
	var roles []crm.Role
	err := scanAll(read, selectRoles, nil, func(rows *sql.Rows) error {
		var r crm.Role
		var rights, functions string
		if err := rows.Scan(&r.ID, &r.Version, &r.Name, &rights, &functions); err != nil {
			return err
		}
		if err := decodeRole(&r, rights, functions); err != nil {
			return err
		}
		roles = append(roles, r)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the roles: %w", err)
	}
	return roles, nil
}

// CreateRole keeps a new role and fills in its id. For administrators.
func (s *Store) CreateRole(ctx context.Context, a crm.Actor, r *crm.Role) error {
	r.Tidy()
	if err := administers(a, r.Validate()); err != nil {
		return err
	}
	id, err := s.nextID(ctx, "app_role")
	if err != nil {
		return err
	}
	kept := *r
	kept.ID = id
	err = s.write(ctx, a, lockout.Change, func(t *tx) error {
		if err := t.insertRole(kept); err != nil {
			return err
		}
		return t.journal(crm.JournalEntry{Entity: crm.EntityRole, Record: id, Version: 1, Operation: crm.JournalCreate,
			Changes: []crm.FieldChange{{Field: "name", After: r.Name}, {Field: "rights", After: r.Rights}}})
	})
	if err != nil {
		return fmt.Errorf("create a role: %w", err)
	}
	r.ID, r.Version = id, 1
	return nil
}

// UpdateRole changes what a role is called and may do; whoever has it may at
// once. *crm.Conflict for a stale version. For administrators.
func (s *Store) UpdateRole(ctx context.Context, a crm.Actor, r crm.Role) error {
	r.Tidy()
	if err := administers(a, r.Validate()); err != nil {
		return err
	}
	rights, functions, err := encodeRole(r)
	if err != nil {
		return err
	}
	err = s.write(ctx, a, lockout.Change, func(t *tx) error {
		was, err := t.role(r.ID)
		if err != nil {
			return err
		}
		if r.Version != 0 && r.Version != was.Version {
			return &crm.Conflict{Entity: crm.EntityRole, ID: r.ID, Version: was.Version}
		}
		if _, err := t.exec(updateRole, arg("id", r.ID), arg("name", r.Name), arg("rights", rights),
			arg("functions", functions), arg("version", was.Version)); err != nil {
			return err
		}
		return t.journal(crm.JournalEntry{Entity: crm.EntityRole, Record: r.ID, Version: was.Version + 1, Operation: crm.JournalUpdate,
			Changes: []crm.FieldChange{{Field: "name", Before: was.Name, After: r.Name}, {Field: "rights", Before: was.Rights, After: r.Rights},
				{Field: "functions", Before: was.Functions, After: r.Functions}}})
	})
	if err != nil {
		return fmt.Errorf("change role %d: %w", r.ID, err)
	}
	return nil
}

// DeleteRole forgets a role that nobody has; crm.ErrUsed when somebody has it.
// For administrators.
func (s *Store) DeleteRole(ctx context.Context, a crm.Actor, id int64) error {
	if err := administers(a, nil); err != nil {
		return err
	}
	err := s.write(ctx, a, lockout.Change, func(t *tx) error {
		was, err := t.role(id)
		if err != nil {
			return err
		}
		var holders int
		if err := t.row(countHolders, arg("id", id)).Scan(&holders); err != nil {
			return err
		}
		if holders > 0 || id == crm.RoleUser { // the role of users who are given none
			return crm.ErrUsed
		}
		if _, err := t.exec(deleteRole, arg("id", id)); err != nil {
			return err
		}
		return t.journal(crm.JournalEntry{Entity: crm.EntityRole, Record: id, Version: was.Version + 1, Operation: crm.JournalPurge,
			Changes: []crm.FieldChange{{Field: "name", Before: was.Name}}})
	})
	if err != nil {
		return fmt.Errorf("delete role %d: %w", id, err)
	}
	return nil
}

func (t *tx) role(id int64) (crm.Role, error) {
	roles, err := readRoles(t.query)
	for _, r := range roles {
		if r.ID == id && err == nil {
			return r, nil
		}
	}
	return crm.Role{}, errors.Join(err, crm.ErrNotFound)
}

func encodeRole(r crm.Role) (rights, functions string, err error) {
	first, err := json.Marshal(r.Rights)
	if err != nil {
		return "", "", fmt.Errorf("encode the rights of a role: %w", err)
	}
	second, err := json.Marshal(append([]crm.Function{}, r.Functions...))
	return string(first), string(second), err
}

func decodeRole(r *crm.Role, rights, functions string) error {
	if err := json.Unmarshal([]byte(rights), &r.Rights); err != nil {
		return fmt.Errorf("read the rights of role %d: %w", r.ID, err)
	}
	if err := json.Unmarshal([]byte(functions), &r.Functions); err != nil {
		return fmt.Errorf("read the functions of role %d: %w", r.ID, err)
	}
	return nil
}
