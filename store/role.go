package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"holm/crm"
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

func decodeRole(r *crm.Role, rights, functions string) error {
	if err := json.Unmarshal([]byte(rights), &r.Rights); err != nil {
		return fmt.Errorf("read the rights of role %d: %w", r.ID, err)
	}
	if err := json.Unmarshal([]byte(functions), &r.Functions); err != nil {
		return fmt.Errorf("read the functions of role %d: %w", r.ID, err)
	}
	return nil
}
