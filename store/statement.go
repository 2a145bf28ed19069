package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"holm/crm"
	"holm/lockout"
)

const (
	statementColumns = `id, kind, number, made_at, made_by, text, sent_at, sent_by FROM statement`
	selectStatement  = `SELECT ` + statementColumns + ` WHERE id = @id`
	insertStatement  = `INSERT INTO statement (id, kind, number, made_at, made_by, text)
		VALUES (@id, @kind, @number, @made_at, @made_by, @text)`
	updateStatementSent = `UPDATE statement SET sent_at = @at, sent_by = @by WHERE id = @id`
	selectLedgerOf      = ` seq, kind, at, data, prev, hash FROM ledger WHERE kind = @kind AND at >= @since ORDER BY seq`
)

// statementsShown is the most statements that a list reads.
const statementsShown = 200

// Statements returns what was told the vendor, of the kinds, the newest first.
// For who may administer the licence or bind the customer.
func (s *Store) Statements(ctx context.Context, a crm.Actor, kinds ...crm.StatementKind) ([]crm.Statement, error) {
	if err := mayReadLicence(a); err != nil {
		return nil, err
	}
	var names []string
	var args []sql.NamedArg
	for i, kind := range kinds {
		name := fmt.Sprintf("kind%d", i)
		names = append(names, "@"+name)
		args = append(args, arg(name, string(kind)))
	}
	head, tail := s.d.top(statementsShown)
	query := "SELECT " + head + statementColumns + " WHERE kind IN (" + strings.Join(names, ", ") + ") ORDER BY id DESC" + tail
	all, err := scanStatements(s.d, s.reading(ctx), query, args)
	if err != nil {
		return nil, fmt.Errorf("read the statements: %w", err)
	}
	return all, nil
}

// Statement returns one; crm.ErrNotFound when there is none.
func (s *Store) Statement(ctx context.Context, a crm.Actor, id int64) (crm.Statement, error) {
	if err := mayReadLicence(a); err != nil {
		return crm.Statement{}, err
	}
	found, err := scanStatements(s.d, s.reading(ctx), selectStatement, []sql.NamedArg{arg("id", id)})
	if err != nil {
		return crm.Statement{}, fmt.Errorf("read statement %d: %w", id, err)
	}
	if len(found) == 0 {
		return crm.Statement{}, crm.ErrNotFound
	}
	return found[0], nil
}

func scanStatements(d *dialect, read reading, query string, args []sql.NamedArg) ([]crm.Statement, error) {
	var all []crm.Statement
	err := scanAll(read, query, args, func(rows *sql.Rows) error {
		var st crm.Statement
		var text string
		err := rows.Scan(&st.ID, (*string)(&st.Kind), &st.Number, d.time(&st.MadeAt), orZero{&st.MadeBy}, &text, d.nullTime(&st.SentAt), orZero{&st.SentBy})
		st.Text = []byte(text)
		all = append(all, st)
		return err
	})
	return all, err
}

// mayReadLicence asks what mayKeepLicence asks, for reading.
func mayReadLicence(a crm.Actor) error {
	if a.May(crm.MayManageLicence) || a.MayBind() {
		return nil
	}
	return crm.ErrForbidden
}

// KeepStatement keeps a signed statement and fills in its id and time, in every
// state. What binds the customer is made only by who may bind it, else it is
// crm.ErrForbidden.
func (s *Store) KeepStatement(ctx context.Context, a crm.Actor, st *crm.Statement) error {
	id, err := s.nextID(ctx, "statement")
	if err != nil {
		return err
	}
	err = s.write(ctx, a, lockout.ManageLicense, func(t *tx) error {
		if err := t.mayKeepLicence(); err != nil {
			return err
		}
		if st.Kind.Binds() {
			if bound, err := t.binds(); err != nil {
				return err
			} else if !bound {
				return crm.ErrForbidden
			}
		}
		if _, err := t.exec(insertStatement, arg("id", id), arg("kind", string(st.Kind)), arg("number", st.Number),
			arg("made_at", t.d.encodeTime(t.at)), arg("made_by", reference(a.User)), arg("text", string(st.Text))); err != nil {
			return err
		}
		st.ID, st.MadeAt, st.MadeBy = id, t.at, a.User
		return t.journal(crm.JournalEntry{Entity: crm.EntityStatement, Record: id, Version: 1, Operation: crm.JournalCreate,
			Changes: []crm.FieldChange{{Field: "kind", After: string(st.Kind)}, {Field: "number", After: st.Number}}})
	})
	if err != nil {
		return fmt.Errorf("keep the statement %s: %w", st.Number, s.person.explain(s.d, err))
	}
	return nil
}

// NoteSent notes that somebody sent a statement to the vendor, or with false
// that it was not sent after all.
func (s *Store) NoteSent(ctx context.Context, a crm.Actor, id int64, sent bool) error {
	err := s.write(ctx, a, lockout.ManageLicense, func(t *tx) error {
		if err := t.mayKeepLicence(); err != nil {
			return err
		}
		var at, by any
		change := crm.FieldChange{Field: "sent", Before: true}
		if sent {
			at, by = t.d.encodeTime(t.at), reference(a.User)
			change = crm.FieldChange{Field: "sent", After: true}
		}
		n, err := t.exec(updateStatementSent, arg("id", id), arg("at", at), arg("by", by))
		if err != nil {
			return err
		}
		if n == 0 {
			return crm.ErrNotFound
		}
		return t.journal(crm.JournalEntry{Entity: crm.EntityStatement, Record: id, Operation: crm.JournalUpdate, Changes: []crm.FieldChange{change}})
	})
	if err != nil {
		return fmt.Errorf("note that statement %d was sent: %w", id, err)
	}
	return nil
}

// ledgerShown is the most entries of a kind that are read at once: more than
// five years of days.
const ledgerShown = 2000

// LedgerOf returns the ledger's entries of a kind since a time, oldest first.
// They are shown, not proved: VerifyLedger follows the chain.
func (s *Store) LedgerOf(ctx context.Context, kind lockout.EntryKind, since time.Time) ([]lockout.Entry, error) {
	head, tail := s.d.top(ledgerShown)
	var all []lockout.Entry
	args := []sql.NamedArg{arg("kind", string(kind)), arg("since", s.d.encodeTime(since))}
	err := scanAll(s.reading(ctx), "SELECT "+head+selectLedgerOf+tail, args, func(rows *sql.Rows) error {
		var e lockout.Entry
		err := rows.Scan(&e.Seq, &e.Kind, s.d.time(&e.At), &e.Data, &e.Prev, &e.Hash)
		all = append(all, e)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the ledger's entries %s: %w", kind, err)
	}
	return all, nil
}
