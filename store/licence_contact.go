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
	selectLicenceContacts = `SELECT id, version, name, position, email, phone, user_id, authorised, notices
		FROM licence_contact ORDER BY id`
	selectLicenceContact = `SELECT id, version, name, position, email, phone, user_id, authorised, notices
		FROM licence_contact WHERE id = @id`
	insertLicenceContact = `INSERT INTO licence_contact (id, version, name, position, email, phone, user_id, authorised, notices)
		VALUES (@id, @version, @name, @position, @email, @phone, @user_id, @authorised, @notices)`
	updateLicenceContact = `UPDATE licence_contact SET version = @version, name = @name, position = @position, email = @email,
		phone = @phone, user_id = @user_id, authorised = @authorised, notices = @notices WHERE id = @id`
	deleteLicenceContact = `DELETE FROM licence_contact WHERE id = @id`
)

// settingCustomer holds the customer's details as JSON.
const settingCustomer = "customer.details"

// LicenceContacts returns who stands behind the agreement, the first entered
// first. There are few.
func (s *Store) LicenceContacts(ctx context.Context) ([]crm.LicenceContact, error) {
	all, err := lookup(ctx, s, "licence contacts", func() ([]crm.LicenceContact, error) { return s.readLicenceContacts(ctx) })
	return slices.Clone(all), err
}

func (s *Store) readLicenceContacts(ctx context.Context) ([]crm.LicenceContact, error) {
	var all []crm.LicenceContact
	err := scanAll(s.reading(ctx), selectLicenceContacts, nil, func(rows *sql.Rows) error {
		var c crm.LicenceContact
		err := rows.Scan(contactColumns(&c)...)
		all = append(all, c)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the contacts of the licence: %w", err)
	}
	return all, nil
}

// binds asks crm.Actor.MayBind of what holds within the transaction.
func (t *tx) binds() (bool, error) {
	if t.actor.Main || t.actor.Unbound() {
		return true, nil
	}
	if t.actor.User == 0 {
		return false, nil
	}
	all, err := t.licenceContacts(selectLicenceContacts)
	return slices.ContainsFunc(all, func(c crm.LicenceContact) bool { return c.Authorised && c.User == t.actor.User }), err
}

func (t *tx) licenceContacts(query string, args ...sql.NamedArg) ([]crm.LicenceContact, error) {
	var all []crm.LicenceContact
	err := scanAll(t.query, query, args, func(rows *sql.Rows) error {
		var c crm.LicenceContact
		err := rows.Scan(contactColumns(&c)...)
		all = append(all, c)
		return err
	})
	return all, err
}

// mayKeepLicence asks whether the actor may administer the licence, or bind
// the customer.
func (t *tx) mayKeepLicence() error {
	if t.actor.May(crm.MayManageLicence) || t.actor.Unbound() {
		return nil
	}
	bound, err := t.binds()
	if err == nil && !bound {
		return crm.ErrForbidden
	}
	return err
}

// SaveLicenceContact keeps a new contact (ID 0) and fills in its id, or changes
// one, in every state. Who may administer the licence may; who is authorised
// says only somebody who may bind the customer. A stale version is
// *crm.Conflict.
func (s *Store) SaveLicenceContact(ctx context.Context, a crm.Actor, c *crm.LicenceContact) error {
	c.Tidy()
	if err := c.Validate(); err != nil {
		return err
	}
	fresh := c.ID == 0
	id := c.ID
	if fresh {
		var err error
		if id, err = s.nextID(ctx, "licence_contact"); err != nil {
			return err
		}
	}
	made := *c
	made.ID = id
	err := s.write(ctx, a, lockout.ManageLicense, func(t *tx) error {
		var before *crm.LicenceContact
		if !fresh {
			found, err := t.licenceContacts(selectLicenceContact, arg("id", id))
			if err != nil {
				return err
			}
			if len(found) == 0 {
				return crm.ErrNotFound
			}
			if before = &found[0]; made.Version != before.Version {
				return &crm.Conflict{Entity: crm.EntityLicenceContact, ID: id, Version: before.Version}
			}
		}
		return t.saveLicenceContact(&made, before)
	})
	if err != nil {
		return fmt.Errorf("keep the contact %s: %w", c.Name, s.person.explain(s.d, err))
	}
	*c = made
	return nil
}

func (t *tx) saveLicenceContact(c, before *crm.LicenceContact) error {
	if err := t.mayKeepLicence(); err != nil {
		return err
	}
	changes := c.Differences(before)
	if len(changes) == 0 && before != nil {
		return nil
	}
	if c.Authorised || before != nil && before.Authorised {
		if bound, err := t.binds(); err != nil || !bound {
			return errors.Join(err, crm.ErrForbidden)
		}
	}
	query, operation := insertLicenceContact, crm.JournalCreate
	c.Version = 1
	if before != nil {
		query, operation, c.Version = updateLicenceContact, crm.JournalUpdate, before.Version+1
	}
	_, err := t.exec(query, arg("id", c.ID), arg("version", c.Version), arg("name", c.Name), arg("position", c.Position), arg("email", c.Email),
		arg("phone", c.Phone), arg("user_id", reference(c.User)), arg("authorised", c.Authorised), arg("notices", c.Notices))
	if err != nil {
		return err
	}
	return t.journal(crm.JournalEntry{Entity: crm.EntityLicenceContact, Record: c.ID, Version: c.Version, Operation: operation, Changes: changes})
}

// RemoveLicenceContact forgets a contact, in every state. An authorised one is
// removed only by somebody who may bind the customer.
func (s *Store) RemoveLicenceContact(ctx context.Context, a crm.Actor, id int64) error {
	err := s.write(ctx, a, lockout.ManageLicense, func(t *tx) error {
		if err := t.mayKeepLicence(); err != nil {
			return err
		}
		found, err := t.licenceContacts(selectLicenceContact, arg("id", id))
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return crm.ErrNotFound
		}
		if found[0].Authorised {
			if bound, err := t.binds(); err != nil || !bound {
				return errors.Join(err, crm.ErrForbidden)
			}
		}
		if _, err := t.exec(deleteLicenceContact, arg("id", id)); err != nil {
			return err
		}
		return t.journal(crm.JournalEntry{Entity: crm.EntityLicenceContact, Record: id, Version: found[0].Version + 1, Operation: crm.JournalPurge,
			Changes: []crm.FieldChange{{Field: "name", Before: found[0].Name}}})
	})
	if err != nil {
		return fmt.Errorf("remove contact %d: %w", id, err)
	}
	return nil
}

// CustomerDetails returns how the customer is reached and invoiced, the zero
// value when that was never entered.
func (s *Store) CustomerDetails(ctx context.Context) (crm.CustomerDetails, error) {
	text, err := s.Setting(ctx, settingCustomer)
	if err != nil {
		return crm.CustomerDetails{}, err
	}
	return readCustomer(text)
}

func readCustomer(text string) (d crm.CustomerDetails, err error) {
	if text == "" {
		return d, nil
	}
	if err = json.Unmarshal([]byte(text), &d); err != nil {
		err = fmt.Errorf("read the customer's details: %w", err)
	}
	return d, err
}

// SaveCustomerDetails changes how the customer is reached and invoiced, in
// every state; it is journalled. Who may administer the licence may.
func (s *Store) SaveCustomerDetails(ctx context.Context, a crm.Actor, d crm.CustomerDetails) error {
	d.Tidy()
	if err := d.Validate(); err != nil {
		return err
	}
	text, err := json.Marshal(d)
	if err != nil {
		return fmt.Errorf("keep the customer's details: %w", err)
	}
	err = s.write(ctx, a, lockout.ManageLicense, func(t *tx) error {
		if err := t.mayKeepLicence(); err != nil {
			return err
		}
		kept, err := t.setting(settingCustomer)
		if err != nil {
			return err
		}
		before, err := readCustomer(kept)
		if err != nil {
			return err
		}
		changes := d.Differences(&before)
		if len(changes) == 0 {
			return nil
		}
		if err := t.setSetting(settingCustomer, string(text)); err != nil {
			return err
		}
		return t.journal(crm.JournalEntry{Entity: crm.EntitySetting, Operation: crm.JournalUpdate, Changes: changes})
	})
	if err != nil {
		return fmt.Errorf("keep the customer's details: %w", err)
	}
	return nil
}

func contactColumns(c *crm.LicenceContact) []any {
	return []any{&c.ID, &c.Version, &c.Name, &c.Position, &c.Email, &c.Phone, orZero{&c.User}, &c.Authorised, &c.Notices}
}
