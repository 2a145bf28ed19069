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
	selectTagRow   = `SELECT version, name, colour FROM tag WHERE id = @id AND target IS NULL`
	updateTag      = `UPDATE tag SET version = version + 1, name = @name, name_key = @name_key, colour = @colour WHERE id = @id`
	deleteFormer   = `DELETE FROM tag WHERE name_key = @name_key AND target = @target`
	deleteTagNames = `DELETE FROM tag WHERE target = @id`
	deleteTag      = `DELETE FROM tag WHERE id = @id`
	pointTags      = `UPDATE tag SET target = @into WHERE id = @from OR target = @from`
	moveTags       = `INSERT INTO record_tag (entity, record_id, tag) SELECT rt.entity, rt.record_id, @into FROM record_tag rt
		WHERE rt.tag = @from AND NOT EXISTS (SELECT 1 FROM record_tag o WHERE o.entity = rt.entity AND o.record_id = rt.record_id AND o.tag = @into)`
	dropMoved = `DELETE FROM record_tag WHERE tag = @from`
)

// CountTags fills in how many records have each tag, up to crm.TagUsesCap.
func (s *Store) CountTags(ctx context.Context, tags []crm.Tag) error {
	head, tail := s.d.top(crm.TagUsesCap)
	query := "SELECT g.id, (SELECT COUNT(*) FROM (SELECT " + head + "rt.record_id FROM record_tag rt WHERE rt.tag = g.id" + tail + ") AS c) FROM tag g WHERE g.target IS NULL"
	at := make(map[int64]*crm.Tag, len(tags))
	for i := range tags {
		at[tags[i].ID] = &tags[i]
	}
	err := scanAll(s.reading(ctx), query, nil, func(rows *sql.Rows) error {
		var id int64
		var n int
		if err := rows.Scan(&id, &n); err != nil {
			return err
		}
		if g := at[id]; g != nil {
			g.Uses = n
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("count the tags: %w", err)
	}
	return nil
}

// UpdateTag gives a tag another name or colour; its records have it under the
// new name at once, and the old name leads to it. crm.ErrTaken when another tag
// has the name, *crm.Conflict for a stale version. For administrators.
func (s *Store) UpdateTag(ctx context.Context, a crm.Actor, g crm.Tag) error {
	g.Tidy()
	if err := administers(a, g.Validate()); err != nil {
		return err
	}
	err := s.write(ctx, a, lockout.Change, func(t *tx) error {
		was, err := t.readTag(g.ID)
		if err != nil {
			return err
		}
		if g.Version != 0 && g.Version != was.Version {
			return &crm.Conflict{Entity: crm.EntityTag, ID: g.ID, Version: was.Version}
		}
		key, oldKey := crm.TagKey(g.Name), crm.TagKey(was.Name)
		if _, err := t.exec(deleteFormer, arg("name_key", key), arg("target", g.ID)); err != nil {
			return err
		}
		if _, err := t.exec(updateTag, arg("id", g.ID), arg("name", g.Name), arg("name_key", key), arg("colour", g.Colour)); err != nil {
			return err
		}
		if key != oldKey {
			former, err := t.takeID("tag")
			if err != nil {
				return err
			}
			if _, err := t.exec(insertTag, arg("id", former), arg("name", was.Name), arg("name_key", oldKey),
				arg("colour", ""), arg("target", g.ID)); err != nil {
				return err
			}
		}
		return t.journal(crm.JournalEntry{Entity: crm.EntityTag, Record: g.ID, Version: was.Version + 1, Operation: crm.JournalUpdate,
			Changes: []crm.FieldChange{{Field: "name", Before: was.Name, After: g.Name}, {Field: "colour", Before: was.Colour, After: g.Colour}}})
	})
	if err != nil {
		return fmt.Errorf("change tag %d: %w", g.ID, s.person.explain(s.d, err))
	}
	return nil
}

// MergeTags makes two tags one: the records of the first have the second, and
// its name leads there. For administrators.
func (s *Store) MergeTags(ctx context.Context, a crm.Actor, from, into int64) error {
	if err := administers(a, nil); err != nil {
		return err
	}
	err := s.write(ctx, a, lockout.Change, func(t *tx) error {
		if from == into {
			return crm.ErrNotFound
		}
		gone, err := t.readTag(from)
		if err != nil {
			return err
		}
		kept, err := t.readTag(into)
		if err != nil {
			return err
		}
		both := []sql.NamedArg{arg("from", from), arg("into", into)}
		if _, err := t.exec(moveTags, both...); err != nil {
			return err
		}
		if _, err := t.exec(dropMoved, arg("from", from)); err != nil {
			return err
		}
		if _, err := t.exec(pointTags, both...); err != nil {
			return err
		}
		return t.journal(crm.JournalEntry{Entity: crm.EntityTag, Record: from, Version: gone.Version + 1, Operation: crm.JournalUpdate,
			Changes: []crm.FieldChange{{Field: "merged_into", Before: gone.Name, After: kept.Name}}})
	})
	if err != nil {
		return fmt.Errorf("merge tag %d: %w", from, err)
	}
	return nil
}

// DeleteTag takes a tag off all records that have it, and forgets it. For
// administrators.
func (s *Store) DeleteTag(ctx context.Context, a crm.Actor, id int64) error {
	if err := administers(a, nil); err != nil {
		return err
	}
	err := s.write(ctx, a, lockout.Change, func(t *tx) error {
		g, err := t.readTag(id)
		if err != nil {
			return err
		}
		if _, err := t.exec(dropMoved, arg("from", id)); err != nil {
			return err
		}
		for _, statement := range []string{deleteTagNames, deleteTag} {
			if _, err := t.exec(statement, arg("id", id)); err != nil {
				return err
			}
		}
		return t.journal(crm.JournalEntry{Entity: crm.EntityTag, Record: id, Version: g.Version + 1, Operation: crm.JournalPurge,
			Changes: []crm.FieldChange{{Field: "name", Before: g.Name}}})
	})
	if err != nil {
		return fmt.Errorf("delete tag %d: %w", id, err)
	}
	return nil
}

func (t *tx) readTag(id int64) (crm.Tag, error) {
	g := crm.Tag{ID: id}
	err := t.row(selectTagRow, arg("id", id)).Scan(&g.Version, &g.Name, &g.Colour)
	if errors.Is(err, sql.ErrNoRows) {
		return g, crm.ErrNotFound
	}
	return g, err
}
