package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"

	"holm/crm"
	"holm/lockout"
)

const selectRoles = `SELECT id, name, rights, functions FROM app_role ORDER BY id`

// Roles returns every role.
func (s *Store) Roles(ctx context.Context) ([]crm.Role, error) {
	var roles []crm.Role
	err := scanAll(s.reading(ctx), selectRoles, nil, func(rows *sql.Rows) error {
		var r crm.Role
		var rights, functions string
		if err := rows.Scan(&r.ID, &r.Name, &rights, &functions); err != nil {
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
	if err := administers(a, nil); err != nil {
		return err
	}
	if r.Name = strings.TrimSpace(r.Name); r.Name == "" {
		var wrong crm.Invalid
		wrong.Add("name", "error.required")
		return &wrong
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
	r.ID = id
	return nil
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
