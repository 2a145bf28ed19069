package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"holm/crm"
)

const (
	selectTag   = `SELECT g.id, g.name FROM tag a JOIN tag g ON g.id = COALESCE(a.target, a.id) WHERE a.name_key = @name_key`
	insertTag   = `INSERT INTO tag (id, version, name, name_key, colour, target) VALUES (@id, 1, @name, @name_key, @colour, @target)`
	deleteTags  = `DELETE FROM record_tag WHERE entity = @entity AND record_id = @record_id`
	insertOfTag = `INSERT INTO record_tag (entity, record_id, tag) VALUES (@entity, @record_id, @tag)`
	selectTags  = `SELECT rt.record_id, g.name FROM record_tag rt JOIN tag g ON g.id = rt.tag
		WHERE rt.entity = @entity AND rt.record_id IN (SELECT value FROM `
	endOfTags     = `)`
	selectAllTags = `SELECT g.id, g.version, g.name, g.colour FROM tag g WHERE g.target IS NULL`
	takeID        = `UPDATE id_block SET next_id = next_id + 1 WHERE name = @name`
)

// tagged is a tag as a write has met it.
type tagged struct {
	id   int64
	name string
}

// Tags returns every tag, in the order of their names, and the colour of each.
func (s *Store) Tags(ctx context.Context) ([]crm.Tag, error) {
	tags, err := lookup(ctx, s, "tags", func() ([]crm.Tag, error) { return s.readTags(ctx) })
	return slices.Clone(tags), err
}

func (s *Store) readTags(ctx context.Context) ([]crm.Tag, error) {
	var tags []crm.Tag
	err := scanAll(s.reading(ctx), selectAllTags, nil, func(rows *sql.Rows) error {
		var g crm.Tag
		err := rows.Scan(&g.ID, &g.Version, &g.Name, &g.Colour)
		tags = append(tags, g)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the tags: %w", err)
	}
	sorting := s.sorting.Load()
	slices.SortFunc(tags, func(a, b crm.Tag) int { return slices.Compare(sorting.Key(a.Name), sorting.Key(b.Name)) })
	return tags, nil
}

// knowTags writes the names of tags as the tags are called and makes those that
// are new.
func (t *tx) knowTags(names *[]string) error {
	if len(*names) == 0 {
		return nil
	}
	byKey := map[string]string{}
	for _, name := range *names {
		tag, err := t.tag(name)
		if err != nil {
			return err
		}
		byKey[crm.TagKey(tag.name)] = tag.name
	}
	*names = crm.SortTags(byKey)
	return nil
}

// tag finds a tag by a name that it has or had, and makes it when there is
// none.
func (t *tx) tag(name string) (tagged, error) {
	key := crm.TagKey(name)
	if g, ok := t.tags[key]; ok {
		return g, nil
	}
	var g tagged
	err := t.row(selectTag, arg("name_key", key)).Scan(&g.id, &g.name)
	if errors.Is(err, sql.ErrNoRows) {
		g = tagged{name: name}
		g.id, err = t.createTag(crm.Tag{Name: name})
	}
	if err != nil {
		return g, fmt.Errorf("find the tag %s: %w", name, err)
	}
	if t.tags == nil {
		t.tags = map[string]tagged{}
	}
	t.tags[key] = g
	return g, nil
}

func (t *tx) createTag(g crm.Tag) (int64, error) {
	id, err := t.takeID("tag")
	if err != nil {
		return 0, err
	}
	if _, err := t.exec(insertTag, arg("id", id), arg("name", g.Name), arg("name_key", crm.TagKey(g.Name)),
		arg("colour", g.Colour), arg("target", nil)); err != nil {
		return 0, err
	}
	batch := t.batch
	defer func() { t.batch = batch }()
	t.batch = 0 // who undoes a step keeps the tags that it made
	return id, t.journal(crm.JournalEntry{Entity: crm.EntityTag, Record: id, Version: 1, Operation: crm.JournalCreate,
		Changes: []crm.FieldChange{{Field: "name", After: g.Name}}})
}

// takeID takes one id within the write. It is given back with what the write
// leaves undone.
func (t *tx) takeID(name string) (int64, error) {
	n, err := t.exec(takeID, arg("name", name))
	if err == nil && n == 0 {
		_, err = t.exec(startIDs, arg("name", name), arg("next_id", firstOwnID+1))
	}
	if err != nil {
		return 0, fmt.Errorf("take an id for %s: %w", name, err)
	}
	var next int64
	err = t.row(readIDs, arg("name", name)).Scan(&next)
	return next - 1, err
}

// addTags adds the tags of a record.
func (t *tx) addTags(rows *filling, entity crm.Entity, id int64, names []string) error {
	for _, name := range names {
		g, err := t.tag(name)
		if err != nil {
			return err
		}
		if err := rows.add(string(entity), id, g.id); err != nil {
			return fmt.Errorf("keep a tag: %w", err)
		}
	}
	return nil
}

// loadTags fills in the tags of records, by id.
func loadTags(d *dialect, read reading, entity crm.Entity, of map[int64]*crm.Record) error {
	ids, err := jsonIDs(of)
	if err != nil {
		return err
	}
	found := map[int64]map[string]string{}
	err = scanAll(read, selectTags+d.each("@ids")+endOfTags, []sql.NamedArg{arg("entity", string(entity)), arg("ids", ids)},
		func(rows *sql.Rows) error {
			var id int64
			var name string
			if err := rows.Scan(&id, &name); err != nil {
				return err
			}
			if found[id] == nil {
				found[id] = map[string]string{}
			}
			found[id][crm.TagKey(name)] = name
			return nil
		})
	if err != nil {
		return fmt.Errorf("read the tags: %w", err)
	}
	for id, names := range found {
		of[id].Tags = crm.SortTags(names)
	}
	return nil
}
