package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"holm/crm"
	"holm/lockout"
)

const (
	insertConsent = `INSERT INTO consent (id, person, purpose, legal_basis, source, given_on, valid_until, recorded_at, recorded_by, reason)
		VALUES (@id, @person, @purpose, @legal_basis, @source, @given_on, @valid_until, @recorded_at, @recorded_by, '')`
	withdrawConsents = `UPDATE consent SET withdrawn_at = @at, withdrawn_by = @by, reason = @reason
		WHERE person = @person AND purpose = @purpose AND withdrawn_at IS NULL`
	selectConsents = ` id, person, purpose, legal_basis, source, given_on, valid_until, recorded_at, recorded_by,
		withdrawn_at, withdrawn_by, reason FROM consent WHERE person = @person ORDER BY id DESC`
	selectConsentPurpose = `SELECT purpose FROM consent WHERE id = @id AND person = @person`
)

// consentsShown is the most consents of one person that are read.
const consentsShown = 200

// Consents returns what a person consented to, what was recorded last first.
// crm.ErrNotFound when the actor may not see the person.
func (s *Store) Consents(ctx context.Context, a crm.Actor, person int64) ([]crm.Consent, error) {
	if err := s.mayRead(ctx, a, crm.EntityPerson, person); err != nil {
		return nil, err
	}
	head, tail := s.d.top(consentsShown)
	var out []crm.Consent
	err := scanAll(s.reading(ctx), "SELECT "+head+selectConsents+tail, []sql.NamedArg{arg("person", person)}, func(rows *sql.Rows) error {
		var c crm.Consent
		err := rows.Scan(&c.ID, &c.Person, &c.Purpose, &c.LegalBasis, &c.Source, &c.GivenOn, &c.ValidUntil, s.d.time(&c.RecordedAt),
			orZero{&c.RecordedBy}, s.d.nullTime(&c.WithdrawnAt), orZero{&c.WithdrawnBy}, &c.Reason)
		out = append(out, c)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the consents of person %d: %w", person, err)
	}
	return out, nil
}

// AddConsent records that a person consented, and fills in the id. The actor
// needs the right to change the person.
func (s *Store) AddConsent(ctx context.Context, a crm.Actor, c *crm.Consent) error {
	c.Tidy()
	id, err := s.nextID(ctx, "consent")
	if err != nil {
		return err
	}
	err = s.write(ctx, a, lockout.Change, func(t *tx) error {
		if err := c.Validate(t.at.Add(14 * time.Hour).Format(time.DateOnly)); err != nil { // today anywhere on earth
			return err
		}
		p, err := s.person.current(t, c.Person, crm.RightUpdate)
		if err != nil {
			return err
		}
		if p.DeletedAt != nil {
			return crm.ErrNotFound
		}
		if err := t.knowPurpose(c.Purpose); err != nil {
			return err
		}
		c.ID, c.RecordedAt, c.RecordedBy = id, t.at, a.User
		return t.addConsent(*c)
	})
	if err != nil {
		return fmt.Errorf("record a consent of person %d: %w", c.Person, err)
	}
	return nil
}

// addConsent writes a consent that was checked.
func (t *tx) addConsent(c crm.Consent) error {
	if _, err := t.exec(insertConsent, arg("id", c.ID), arg("person", c.Person), arg("purpose", c.Purpose),
		arg("legal_basis", c.LegalBasis), arg("source", c.Source), arg("given_on", c.GivenOn), arg("valid_until", c.ValidUntil),
		arg("recorded_at", t.d.encodeTime(t.at)), arg("recorded_by", reference(t.actor.User))); err != nil {
		return fmt.Errorf("keep a consent: %w", err)
	}
	return t.journal(crm.JournalEntry{Entity: crm.EntityPerson, Record: c.Person, Operation: crm.JournalConsent,
		Changes: []crm.FieldChange{{Field: "purpose", After: c.Purpose}, {Field: "legal_basis", After: c.LegalBasis},
			{Field: "source", After: c.Source}, {Field: "given_on", After: c.GivenOn}, {Field: "valid_until", After: c.ValidUntil}}})
}

func (t *tx) knowPurpose(id int64) error {
	known, err := t.exists(crm.Field{References: crm.EntityListItem, List: crm.ListConsentPurpose}, id, references{})
	if err == nil && !known {
		return &crm.Invalid{Fields: []crm.FieldError{{Field: "purpose", Key: "error.unknown_reference"}}}
	}
	return err
}

// WithdrawConsent notes that a person takes back what they consented to: all
// that is in force for the purpose of that consent. It is possible in every
// state, for whoever may see the person and change persons like it.
func (s *Store) WithdrawConsent(ctx context.Context, a crm.Actor, person, consent int64, reason string) error {
	c := crm.Consent{Reason: reason}
	c.Tidy()
	if len([]rune(c.Reason)) > 200 {
		return &crm.Invalid{Fields: []crm.FieldError{{Field: "reason", Key: "error.too_long", Args: map[string]any{"max": 200}}}}
	}
	err := s.write(ctx, a, lockout.Withdraw, func(t *tx) error {
		if _, err := s.person.current(t, person, crm.RightUpdate); err != nil {
			return err
		}
		var purpose int64
		if err := t.row(selectConsentPurpose, arg("id", consent), arg("person", person)).Scan(&purpose); err != nil {
			return noneFound(err)
		}
		n, err := t.exec(withdrawConsents, arg("person", person), arg("purpose", purpose), arg("at", t.d.encodeTime(t.at)),
			arg("by", reference(a.User)), arg("reason", c.Reason))
		if err != nil || n == 0 {
			return err
		}
		return t.journal(crm.JournalEntry{Entity: crm.EntityPerson, Record: person, Operation: crm.JournalWithdraw,
			Changes: []crm.FieldChange{{Field: "purpose", Before: purpose}, {Field: "reason", After: c.Reason}}})
	})
	if err != nil {
		return fmt.Errorf("withdraw a consent of person %d: %w", person, err)
	}
	return nil
}
