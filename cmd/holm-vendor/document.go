package main

import (
	"context"
	"database/sql"
	"fmt"

	"holm/licensing"
)

// documentEntry is a signed document in the register.
type documentEntry struct {
	ID        string         `json:"id"`
	Type      licensing.Type `json:"type"`
	Agreement string         `json:"agreement"`
	License   string         `json:"license,omitempty"`
	Number    int64          `json:"number"` // serial of a licence, seq of a renewal
	Text      string         `json:"-"`
	At        string         `json:"at"`
}

// documents lists what was signed under an agreement, oldest first.
func (r *register) documents(ctx context.Context, agreement string) ([]documentEntry, error) {
	rows, err := r.db.QueryContext(ctx, `SELECT id, type, agreement, license, number, text, at FROM document
		WHERE agreement = @agreement ORDER BY position`, sql.Named("agreement", agreement))
	if err != nil {
		return nil, fmt.Errorf("read documents: %w", err)
	}
	defer rows.Close()
	var list []documentEntry
	for rows.Next() {
		var d documentEntry
		if err := rows.Scan(&d.ID, &d.Type, &d.Agreement, &d.License, &d.Number, &d.Text, &d.At); err != nil {
			return nil, fmt.Errorf("read documents: %w", err)
		}
		list = append(list, d)
	}
	return list, rows.Err()
}

// output is where a signed document goes.
type output struct {
	Out string            `help:"Write the document to a new file; printed when left out." placeholder:"FILE"`
	Set map[string]string `help:"Set a claim freely, in a licence that is not for production." placeholder:"CLAIM=VALUE" mapsep:"none"`

	key string // the only key that may sign; any when ""
}

// also is entered together with a document.
type also func(*sql.Tx, documentEntry) error

// sign enters a document under its number and only then gives it out: one
// number is never signed twice, whatever happens to the file. form turns the
// proved document into what is given out.
func (p *program) sign(r *register, o output, entry documentEntry, claims any, form func(licensing.Document) ([]byte, error), more ...also) error {
	if err := licensing.Check(claims); err != nil {
		return err
	}
	if p.flags.DryRun {
		return p.report(claims, func() { fmt.Fprintln(p.stdout, licensing.Summary(claims)) })
	}
	if err := p.vacant(o.Out); err != nil {
		return err
	}
	signer, err := p.signer(r, o.key)
	if err != nil {
		return err
	}
	text, err := signer.Sign(claims)
	if err != nil {
		return err
	}
	roots, err := p.roots(r)
	if err != nil {
		return err
	}
	proved, err := licensing.NewVerifier(roots).Verify(text)
	if err != nil {
		return err
	}
	given, err := form(proved)
	if err != nil {
		return err
	}
	entry.Text, entry.At = string(text), stamp(p.now())
	if err := p.enter(r, entry, more); err != nil {
		return err
	}
	if err := p.give(o.Out, entry, given); err != nil {
		return failed("it is signed and entered: holm-vendor inspect --text "+entry.ID+" gives it out", "%v", err)
	}
	return nil
}

// whole gives a document out as the file that it is.
func whole(d licensing.Document) ([]byte, error) { return d.Text(), nil }

func (p *program) enter(r *register, entry documentEntry, more []also) error {
	return r.write(p.ctx, func(tx *sql.Tx) error {
		if err := p.insert(tx, entry); err != nil {
			return err
		}
		for _, do := range more {
			if err := do(tx, entry); err != nil {
				return err
			}
		}
		return nil
	})
}

func (p *program) insert(tx *sql.Tx, entry documentEntry) error {
	_, err := tx.ExecContext(p.ctx, `INSERT INTO document (id, type, agreement, license, number, text, at)
		VALUES (@id, @type, @agreement, @license, @number, @text, @at)`,
		sql.Named("id", entry.ID), sql.Named("type", string(entry.Type)), sql.Named("agreement", entry.Agreement),
		sql.Named("license", entry.License), sql.Named("number", entry.Number), sql.Named("text", entry.Text), sql.Named("at", entry.At))
	if err != nil {
		return fmt.Errorf("enter the document: %w", err)
	}
	return nil
}
