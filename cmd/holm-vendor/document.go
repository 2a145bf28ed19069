package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"holm/licensing"
	"holm/licensing/issue"
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
	Out    string            `help:"Write the document to a file; printed when left out." placeholder:"FILE"`
	DryRun bool              `help:"Show what would be signed, and sign nothing."`
	Set    map[string]string `help:"Set a claim freely, in a licence that is not for production." placeholder:"CLAIM=VALUE" mapsep:"none"`
}

// sign enters a document under its number and only then gives it out: one
// number is never signed twice, whatever happens to the file.
func (p *program) sign(r *register, o output, entry documentEntry, claims any) (string, error) {
	if o.DryRun {
		if err := licensing.Check(claims); err != nil {
			return "", err
		}
		return "", p.report(claims, func() { fmt.Fprintln(p.stdout, licensing.Summary(claims)) })
	}
	signer, err := p.signer(r)
	if err != nil {
		return "", err
	}
	text, err := p.enter(r, signer, entry, claims)
	if err != nil {
		return "", err
	}
	return string(text), nil
}

func (p *program) enter(r *register, signer issue.Signer, entry documentEntry, claims any) ([]byte, error) {
	text, err := signer.Sign(claims)
	if err != nil {
		return nil, err
	}
	tx, err := r.db.BeginTx(p.ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("enter the document: %w", err)
	}
	_, err = tx.ExecContext(p.ctx, `INSERT INTO document (id, type, agreement, license, number, text, at)
		VALUES (@id, @type, @agreement, @license, @number, @text, @at)`,
		sql.Named("id", entry.ID), sql.Named("type", string(entry.Type)), sql.Named("agreement", entry.Agreement),
		sql.Named("license", entry.License), sql.Named("number", entry.Number), sql.Named("text", string(text)), sql.Named("at", stamp(p.now())))
	if err != nil {
		return nil, fmt.Errorf("enter the document: %w", errors.Join(err, tx.Rollback()))
	}
	if err := tx.Commit(); err != nil {
		return nil, fmt.Errorf("enter the document: %w", err)
	}
	return text, nil
}

// signOut signs and gives out.
func (p *program) signOut(r *register, o output, entry documentEntry, claims any) error {
	text, err := p.sign(r, o, entry, claims)
	if err != nil || o.DryRun {
		return err
	}
	return p.write(o.Out, []byte(text))
}
