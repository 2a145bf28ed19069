package store

import (
	"errors"

	"holm/crm"
)

// parts are the rows of records that stand in tables of their own.
type parts struct{ phones, emails, tags, companies *filling }

func (t *tx) parts() *parts {
	return &parts{t.filling(insertPhone), t.filling(insertEmail), t.filling(insertOfTag), t.filling(insertPersonCompany)}
}

// end writes what waits.
func (p *parts) end() error {
	return errors.Join(p.phones.end(), p.emails.end(), p.tags.end(), p.companies.end())
}

// saveParts replaces what stands in tables of its own, where it changed. It is
// written when into ends.
func (k *kind[T, R]) saveParts(t *tx, r R, changes []crm.FieldChange, into *parts) error {
	for _, c := range changes {
		var err error
		switch c.Field {
		case "phones":
			err = t.dropParts(deletePhones, k.entity, r.Meta().ID)
		case "emails":
			err = t.dropParts(deleteEmails, k.entity, r.Meta().ID)
		case "tags":
			err = t.dropParts(deleteTags, k.entity, r.Meta().ID)
		case "companies":
			err = k.dropMore(t, r)
		}
		if err != nil {
			return err
		}
	}
	return k.addParts(t, r, changes, into)
}

// addParts adds what stands in tables of its own to the rows that wait.
func (k *kind[T, R]) addParts(t *tx, r R, changes []crm.FieldChange, into *parts) error {
	id := r.Meta().ID
	var at points
	if k.points != nil {
		at = k.points(r)
	}
	for _, c := range changes {
		var err error
		switch c.Field {
		case "phones":
			err = addPhones(into.phones, k.entity, id, *at.phones)
		case "emails":
			err = addEmails(into.emails, k.entity, id, *at.emails)
		case "tags":
			err = t.addTags(into.tags, k.entity, id, r.Meta().Tags)
		case "companies":
			err = k.addMore(into.companies, r)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) dropParts(statement string, entity crm.Entity, id int64) error {
	_, err := t.exec(statement, arg("entity", string(entity)), arg("record_id", id))
	return err
}
