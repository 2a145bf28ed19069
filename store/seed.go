package store

import (
	"context"
	"encoding/json"
	"fmt"

	"holm/crm"
)

const (
	countRoles = `SELECT COUNT(*) FROM app_role`
	insertRole = `INSERT INTO app_role (id, name, rights, functions) VALUES (@id, @name, @rights, @functions)`
	insertItem = `INSERT INTO list_item (id, version, list, names, rank, colour, active)
		VALUES (@id, @version, @list, @names, @rank, @colour, @active)`
)

// seed fills a new database with the usual roles and pick lists. It passes no
// gate: what it writes comes with the product.
func (s *Store) seed(ctx context.Context) error {
	err := s.pass(ctx, businessTables, func(t *tx) error {
		if err := t.d.lock(t, "holm.seed"); err != nil {
			return err
		}
		var n int
		if err := t.row(countRoles).Scan(&n); err != nil || n > 0 {
			return err
		}
		for _, r := range crm.DefaultRoles() {
			if err := t.insertRole(r); err != nil {
				return err
			}
		}
		for _, item := range crm.DefaultListItems() {
			item.Version = 1
			if err := t.insertItem(item.ListItem); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("fill the new database: %w", err)
	}
	return s.ensureInstallation(ctx)
}

func (t *tx) insertRole(r crm.Role) error {
	rights, err := json.Marshal(r.Rights)
	if err != nil {
		return err
	}
	functions, err := json.Marshal(append([]crm.Function{}, r.Functions...))
	if err != nil {
		return err
	}
	_, err = t.exec(insertRole, arg("id", r.ID), arg("name", r.Name), arg("rights", string(rights)), arg("functions", string(functions)))
	return err
}

func (t *tx) insertItem(i crm.ListItem) error {
	names, err := json.Marshal(i.Names)
	if err != nil {
		return err
	}
	_, err = t.exec(insertItem, arg("id", i.ID), arg("version", i.Version), arg("list", i.List), arg("names", string(names)),
		arg("rank", i.Rank), arg("colour", i.Colour), arg("active", i.Active))
	return err
}
