package store

import (
	"fmt"
	"slices"

	"holm/crm"
)

// made is a new record in the form that it is kept in. It is made before the
// write begins, which others wait for.
type made[R any] struct {
	record  R
	changes []crm.FieldChange
	journal string // the changes
	values  []any  // of the kind's insert statement
}

// creation is new records and the rows that they are found by, in order.
type creation[R any] struct {
	records []made[R]
	found   []posting
}

// make brings new records into the form that they are kept in.
func (k *kind[T, R]) make(d *dialect, records []R) (creation[R], error) {
	c := creation[R]{records: make([]made[R], len(records))}
	for i, r := range records {
		m := &c.records[i]
		m.record = r
		if err := k.encode(d, m); err != nil {
			return c, err
		}
		c.found = append(c.found, postings(k.entity, r.Terms(), k.nameKey(r), r.Meta().ID)...)
	}
	slices.SortFunc(c.found, comparePostings)
	return c, nil
}

// encode fills in all but the record.
func (k *kind[T, R]) encode(d *dialect, m *made[R]) error {
	m.changes = m.record.Differences(nil)
	text, err := encodeChanges(m.changes)
	if err != nil {
		return err
	}
	m.journal = text
	args, err := k.insertArgs(d, m.record)
	if err != nil {
		return err
	}
	m.values, err = byColumn(k.inserted, args)
	return err
}

// createAll writes new records: first their own rows, then what points at
// those.
func (k *kind[T, R]) createAll(t *tx, c creation[R]) error {
	refs, rows := references{}, t.filling(k.insert)
	for i := range c.records {
		m := &c.records[i]
		if tags := &m.record.Meta().Tags; len(*tags) > 0 { // they may be called otherwise
			if err := t.knowTags(tags); err != nil {
				return err
			}
			if err := k.encode(t.d, m); err != nil {
				return err
			}
		}
		if err := k.checkReferences(t, m.record, m.changes, refs); err != nil {
			return err
		}
		if err := rows.add(m.values...); err != nil {
			return err
		}
	}
	if err := rows.end(); err != nil {
		return err
	}
	parts, journal := t.parts(), t.filling(insertJournal)
	for i := range c.records {
		m := &c.records[i]
		if err := k.addParts(t, m.record, m.changes, parts); err != nil {
			return err
		}
		r := m.record.Meta()
		if err := t.addEntry(journal, crm.JournalEntry{Entity: k.entity, Record: r.ID, Version: r.Version, Operation: crm.JournalCreate}, m.journal); err != nil {
			return err
		}
	}
	if err := parts.end(); err != nil {
		return err
	}
	if err := journal.end(); err != nil {
		return fmt.Errorf("write the journal: %w", err)
	}
	return t.findLater(c.found)
}

// createNow writes one new record.
func (k *kind[T, R]) createNow(t *tx, r R) error {
	c, err := k.make(t.d, []R{r})
	if err != nil {
		return err
	}
	return k.createAll(t, c)
}
