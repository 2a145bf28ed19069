package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"holm/crm"
)

const (
	countItems = `SELECT list, COUNT(*) FROM list_item GROUP BY list`
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
		if err := t.row(countRoles).Scan(&n); err != nil {
			return err
		}
		for _, r := range crm.DefaultRoles() {
			if n > 0 {
				break
			}
			if err := t.insertRole(r); err != nil {
				return err
			}
		}
		return t.seedItems()
	})
	if err != nil {
		return fmt.Errorf("fill the new database: %w", err)
	}
	return s.ensureInstallation(ctx)
}

// seedItems fills the pick lists that have nothing: all of a new database, and
// those that came with a newer release. Items are never deleted, so what an
// administrator emptied is not among them.
func (t *tx) seedItems() error {
	filled := map[string]bool{}
	err := scanAll(t.query, countItems, nil, func(rows *sql.Rows) error {
		var list string
		var n int
		err := rows.Scan(&list, &n)
		filled[list] = true
		return err
	})
	if err != nil {
		return err
	}
	for _, item := range crm.DefaultListItems() {
		if filled[item.List] {
			continue
		}
		item.Version = 1
		if err := t.insertItem(item.ListItem); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) insertRole(r crm.Role) error {
	rights, functions, err := encodeRole(r)
	if err != nil {
		return err
	}
	_, err = t.exec(insertRole, arg("id", r.ID), arg("name", r.Name), arg("rights", rights), arg("functions", functions))
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
