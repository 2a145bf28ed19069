package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"holm/crm"
	"holm/lockout"
)

const (
	selectSetting  = `SELECT value FROM setting WHERE name = @name`
	selectSettings = `SELECT name, value FROM setting`
	updateSetting  = `UPDATE setting SET value = @value WHERE name = @name`
	insertSetting  = `INSERT INTO setting (name, value) VALUES (@name, @value)`
)

// Setting returns one setting, "" when it was never set.
func (s *Store) Setting(ctx context.Context, name string) (string, error) {
	return lookup(ctx, s, "setting "+name, func() (string, error) {
		return scanSetting(name, s.row(ctx, selectSetting, arg("name", name)))
	})
}

// SetSetting changes a setting; it is journalled. Only administrators may.
func (s *Store) SetSetting(ctx context.Context, a crm.Actor, name, value string) error {
	if !a.Admin && !a.Unbound() {
		return crm.ErrForbidden
	}
	return s.write(ctx, a, lockout.Change, func(t *tx) error {
		before, err := t.setting(name)
		if err != nil || before == value {
			return err
		}
		if err := t.setSetting(name, value); err != nil {
			return err
		}
		return t.journal(crm.JournalEntry{
			Entity: crm.EntitySetting, Operation: crm.JournalUpdate,
			Changes: []crm.FieldChange{{Field: name, Before: before, After: value}},
		})
	})
}

func (s *Store) settings(ctx context.Context) (map[string]string, error) {
	rows, err := s.query(ctx, selectSettings)
	if err != nil {
		return nil, fmt.Errorf("read the settings: %w", err)
	}
	defer rows.Close()
	all := map[string]string{}
	for rows.Next() {
		var name, value string
		if err := rows.Scan(&name, &value); err != nil {
			return nil, fmt.Errorf("read a setting: %w", err)
		}
		all[name] = value
	}
	return all, rows.Err()
}

func (t *tx) setting(name string) (string, error) {
	return scanSetting(name, t.row(selectSetting, arg("name", name)))
}

func (t *tx) setSetting(name, value string) error {
	values := []sql.NamedArg{arg("name", name), arg("value", value)}
	n, err := t.exec(updateSetting, values...)
	if err == nil && n == 0 {
		_, err = t.exec(insertSetting, values...)
	}
	if err != nil {
		return fmt.Errorf("set %s: %w", name, err)
	}
	return nil
}

func scanSetting(name string, row *sql.Row) (string, error) {
	var value string
	err := row.Scan(&value)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("read the setting %s: %w", name, err)
	}
	return value, nil
}
