package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"holm/crm"
	"holm/lockout"
)

const (
	selectItems = `SELECT id, version, list, names, rank, colour, active FROM list_item ORDER BY list, rank, id`
	updateItem  = `UPDATE list_item SET version = version + 1, names = @names, rank = @rank, colour = @colour, active = @active
		WHERE id = @id`
)

// ListItems returns the items of a pick list in their order, those out of use
// too; of every list for "".
func (s *Store) ListItems(ctx context.Context, list string) ([]crm.ListItem, error) {
	items, err := lookup(ctx, s, "list "+list, func() ([]crm.ListItem, error) { return readItems(s.reading(ctx), list) })
	return slices.Clone(items), err
}

// listItem reads an item inside a write.
func (t *tx) listItem(id int64) (crm.ListItem, error) {
	all, err := readItems(t.query, "")
	for _, i := range all {
		if i.ID == id {
			return i, nil
		}
	}
	return crm.ListItem{}, errors.Join(err, crm.ErrNotFound)
}

func readItems(read reading, list string) ([]crm.ListItem, error) {
	var items []crm.ListItem
	err := scanAll(read, selectItems, nil, func(rows *sql.Rows) error {
		var i crm.ListItem
		var names string
		if err := rows.Scan(&i.ID, &i.Version, &i.List, &names, &i.Rank, &i.Colour, &i.Active); err != nil {
			return err
		}
		if list != "" && i.List != list {
			return nil
		}
		items = append(items, i)
		return json.Unmarshal([]byte(names), &items[len(items)-1].Names)
	})
	if err != nil {
		return nil, fmt.Errorf("read the pick lists: %w", err)
	}
	return items, nil
}

// CreateListItem adds an item to a pick list and fills in its id. For
// administrators.
func (s *Store) CreateListItem(ctx context.Context, a crm.Actor, i *crm.ListItem) error {
	if err := administers(a, i.Validate()); err != nil {
		return err
	}
	id, err := s.nextID(ctx, "list_item")
	if err != nil {
		return err
	}
	i.ID, i.Version = id, 1
	err = s.write(ctx, a, lockout.Change, func(t *tx) error {
		if err := t.insertItem(*i); err != nil {
			return err
		}
		return t.journal(crm.JournalEntry{Entity: crm.EntityListItem, Record: id, Version: 1, Operation: crm.JournalCreate,
			Changes: []crm.FieldChange{{Field: "list", After: i.List}, {Field: "names", After: i.Names}}})
	})
	if err != nil {
		return fmt.Errorf("create a list item: %w", err)
	}
	return nil
}

// UpdateListItem changes an item's names, order, colour and whether it is in
// use. *crm.Conflict for a stale version; 0 takes whatever is stored. For
// administrators.
func (s *Store) UpdateListItem(ctx context.Context, a crm.Actor, i crm.ListItem) error {
	if err := administers(a, i.Validate()); err != nil {
		return err
	}
	names, err := json.Marshal(i.Names)
	if err != nil {
		return fmt.Errorf("encode the names of a list item: %w", err)
	}
	err = s.write(ctx, a, lockout.Change, func(t *tx) error {
		was, err := t.listItem(i.ID)
		if err != nil {
			return err
		}
		if i.Version != 0 && i.Version != was.Version {
			return &crm.Conflict{Entity: crm.EntityListItem, ID: i.ID, Version: was.Version}
		}
		if _, err := t.exec(updateItem, arg("id", i.ID), arg("names", string(names)), arg("rank", i.Rank),
			arg("colour", i.Colour), arg("active", i.Active)); err != nil {
			return err
		}
		return t.journal(crm.JournalEntry{Entity: crm.EntityListItem, Record: i.ID, Version: was.Version + 1, Operation: crm.JournalUpdate,
			Changes: []crm.FieldChange{{Field: "names", Before: was.Names, After: i.Names}, {Field: "rank", Before: was.Rank, After: i.Rank},
				{Field: "colour", Before: was.Colour, After: i.Colour}, {Field: "active", Before: was.Active, After: i.Active}}})
	})
	if err != nil {
		return fmt.Errorf("change list item %d: %w", i.ID, err)
	}
	return nil
}
