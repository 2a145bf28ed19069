package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"

	"holm/crm"
)

const (
	selectUserExists     = `SELECT id FROM app_user WHERE id = @id`
	selectGroupExists    = `SELECT id FROM app_group WHERE id = @id`
	selectListItemExists = `SELECT id FROM list_item WHERE id = @id AND list = @list`
	selectAncestors      = `WITH up (id, parent, depth) AS (
		SELECT id, parent, 1 FROM company WHERE id = @id
		UNION ALL SELECT c.id, c.parent, up.depth + 1 FROM company c JOIN up ON c.id = up.parent WHERE up.depth < 50)
		SELECT COUNT(*) FROM up WHERE id = @self OR depth = 50`
)

// references remembers within one write which references lead somewhere.
type references map[string]bool

// checkReferences checks that what the changed fields point at exists and that
// the actor may see it. The error is *crm.Invalid.
func (k *kind[T, R]) checkReferences(t *tx, r R, changes []crm.FieldChange, known references) error {
	var wrong crm.Invalid
	for _, c := range changes {
		f, ok := k.byName[c.Field]
		if !ok {
			continue
		}
		if f.Type == crm.TypeCompanies {
			if err := k.checkCompanies(t, c.After, known, &wrong); err != nil {
				return err
			}
			continue
		}
		id, ok := c.After.(int64)
		if f.Type != crm.TypeReference || !ok {
			continue
		}
		found, err := t.exists(f, id, known)
		if err != nil {
			return err
		}
		if !found {
			wrong.Add(f.Name, "error.unknown_reference")
		}
		if found && f.Name == "parent" {
			circular, err := t.circular(r.Meta().ID, id)
			if err != nil {
				return err
			}
			if circular {
				wrong.Add(f.Name, "error.cycle")
			}
		}
	}
	return wrong.Err()
}

func (k *kind[T, R]) checkCompanies(t *tx, after any, known references, wrong *crm.Invalid) error {
	list, _ := after.([]crm.Affiliation)
	for i, c := range list {
		found, err := t.exists(crm.Field{References: crm.EntityCompany}, c.Company, known)
		if err != nil {
			return err
		}
		if !found {
			wrong.Add("companies["+strconv.Itoa(i)+"].company", "error.unknown_reference")
		}
	}
	return nil
}

func (t *tx) exists(f crm.Field, id int64, known references) (bool, error) {
	key := string(f.References) + f.List + strconv.FormatInt(id, 10)
	if found, ok := known[key]; ok {
		return found, nil
	}
	args := []sql.NamedArg{arg("id", id)}
	query := ""
	switch f.References {
	case crm.EntityUser:
		query = selectUserExists
	case crm.EntityGroup:
		query = selectGroupExists
	case crm.EntityListItem:
		query = selectListItemExists
		args = append(args, arg("list", f.List))
	case crm.EntityCompany, crm.EntityPerson:
		may, more := seen(sight(t.actor, f.References))
		query = "SELECT r.id FROM " + string(f.References) + " r WHERE r.id = @id AND r.deleted_at IS NULL"
		if may != "" {
			query += " AND " + may
		}
		args = append(args, more...)
	default:
		return true, nil
	}
	var got int64
	err := t.row(query, args...).Scan(&got)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return false, fmt.Errorf("follow %s: %w", f.Name, err)
	}
	known[key] = err == nil
	return err == nil, nil
}

// circular reports whether the company would be its own ancestor.
func (t *tx) circular(company, parent int64) (bool, error) {
	if company == 0 {
		return false, nil
	}
	var n int
	err := t.row(selectAncestors, arg("id", parent), arg("self", company)).Scan(&n)
	return n > 0, err
}

// country is where the installation is: phone numbers without a country code
// are read by it.
func (s *Store) country(ctx context.Context) (string, error) {
	return s.Setting(ctx, settingCountry)
}

// noneFound is crm.ErrNotFound for a row that is not there.
func noneFound(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return crm.ErrNotFound
	}
	return err
}
