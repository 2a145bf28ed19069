package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"holm/crm"
)

const (
	deletePhones = `DELETE FROM phone WHERE entity = @entity AND record_id = @record_id`
	insertPhone  = `INSERT INTO phone (entity, record_id, position, kind, number, e164)
		VALUES (@entity, @record_id, @position, @kind, @number, @e164)`
	selectPhones = `SELECT record_id, kind, number, e164 FROM phone
		WHERE entity = @entity AND record_id IN (SELECT value FROM `
	deleteEmails = `DELETE FROM email WHERE entity = @entity AND record_id = @record_id`
	insertEmail  = `INSERT INTO email (entity, record_id, position, address, address_key, is_primary, invalid, bounce_count)
		VALUES (@entity, @record_id, @position, @address, @address_key, @is_primary, @invalid, @bounce_count)`
	selectEmails = `SELECT record_id, address, is_primary, invalid, bounce_count FROM email
		WHERE entity = @entity AND record_id IN (SELECT value FROM `
	inOrder = `) ORDER BY record_id, position`
)

// points are where a record keeps its phones and e-mails.
type points struct {
	phones *[]crm.Phone
	emails *[]crm.Email
}

// addPhones adds the phone numbers of a record.
func addPhones(rows *filling, entity crm.Entity, id int64, phones []crm.Phone) error {
	for i, p := range phones {
		if err := rows.add(string(entity), id, i, p.Kind, p.Number, p.E164); err != nil {
			return fmt.Errorf("keep a phone number: %w", err)
		}
	}
	return nil
}

// addEmails adds the e-mail addresses of a record.
func addEmails(rows *filling, entity crm.Entity, id int64, emails []crm.Email) error {
	for i, e := range emails {
		if err := rows.add(string(entity), id, i, e.Address, crm.EmailKey(e.Address), e.Primary, e.Invalid, e.Bounces); err != nil {
			return fmt.Errorf("keep an e-mail address: %w", err)
		}
	}
	return nil
}

// reading reads rows: the store through its readers, a write through itself.
type reading func(query string, args ...sql.NamedArg) (*sql.Rows, error)

func (s *Store) reading(ctx context.Context) reading {
	return func(query string, args ...sql.NamedArg) (*sql.Rows, error) { return s.query(ctx, query, args...) }
}

// loadPoints fills in the wanted of phones and e-mails of records, by id.
func loadPoints(d *dialect, read reading, entity crm.Entity, of map[int64]points, w wanted) error {
	ids, err := jsonIDs(of)
	if err != nil {
		return err
	}
	args := []sql.NamedArg{arg("entity", string(entity)), arg("ids", ids)}
	if w.has("phones") {
		if err := loadPhones(d, read, args, of); err != nil {
			return err
		}
	}
	if !w.has("emails") {
		return nil
	}
	err = scanAll(read, selectEmails+d.each("@ids")+inOrder, args, func(rows *sql.Rows) error {
		var id int64
		var e crm.Email
		if err := rows.Scan(&id, &e.Address, &e.Primary, &e.Invalid, &e.Bounces); err != nil {
			return err
		}
		*of[id].emails = append(*of[id].emails, e)
		return nil
	})
	if err != nil {
		return fmt.Errorf("read e-mail addresses: %w", err)
	}
	return nil
}

func loadPhones(d *dialect, read reading, args []sql.NamedArg, of map[int64]points) error {
	err := scanAll(read, selectPhones+d.each("@ids")+inOrder, args, func(rows *sql.Rows) error {
		var id int64
		var p crm.Phone
		if err := rows.Scan(&id, &p.Kind, &p.Number, &p.E164); err != nil {
			return err
		}
		*of[id].phones = append(*of[id].phones, p)
		return nil
	})
	if err != nil {
		return fmt.Errorf("read phone numbers: %w", err)
	}
	return nil
}

// scanAll calls scan for every row.
func scanAll(read reading, query string, args []sql.NamedArg, scan func(*sql.Rows) error) error {
	rows, err := read(query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// jsonIDs is the keys as the JSON list that dialect.each reads.
func jsonIDs[V any](of map[int64]V) (string, error) {
	ids := make([]int64, 0, len(of))
	for id := range of {
		ids = append(ids, id)
	}
	list, err := json.Marshal(ids)
	return string(list), err
}
