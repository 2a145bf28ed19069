package main

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"database/sql"
	"encoding/base64"
	"fmt"
	"time"

	"holm/licensing"
	"holm/licensing/issue"
)

// keyEntry is a key in the register; the private half is a sealed file.
type keyEntry struct {
	ID          string            `json:"id"`
	Kind        string            `json:"kind"` // root or issuer
	Name        string            `json:"name,omitempty"`
	PublicKey   ed25519.PublicKey `json:"public_key"`
	Certificate string            `json:"certificate,omitempty"`
	ValidFrom   time.Time         `json:"valid_from,omitzero"`
	ValidTo     time.Time         `json:"valid_to,omitzero"`
	At          time.Time         `json:"at"`
	Retired     string            `json:"retired,omitempty"` // when and why
}

func (r *register) addKey(ctx context.Context, k keyEntry) error {
	return r.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO signing_key (id, kind, name, public_key, certificate, valid_from, valid_to, at)
			VALUES (@id, @kind, @name, @public, @certificate, @from, @to, @at)`,
			sql.Named("id", k.ID), sql.Named("kind", k.Kind), sql.Named("name", k.Name),
			sql.Named("public", base64.StdEncoding.EncodeToString(k.PublicKey)), sql.Named("certificate", k.Certificate),
			sql.Named("from", stamp(k.ValidFrom)), sql.Named("to", stamp(k.ValidTo)), sql.Named("at", stamp(k.At)))
		if err != nil {
			return fmt.Errorf("enter key %s: %w", k.ID, err)
		}
		return nil
	})
}

// keys lists the keys, oldest first.
func (r *register) keys(ctx context.Context) ([]keyEntry, error) {
	rows, err := r.db.QueryContext(ctx, `SELECT k.id, k.kind, k.name, k.public_key, k.certificate, k.valid_from, k.valid_to, k.at,
		coalesce(t.at || ' ' || t.reason, '') FROM signing_key k LEFT JOIN key_retired t ON t.id = k.id ORDER BY k.rowid`)
	if err != nil {
		return nil, fmt.Errorf("read keys: %w", err)
	}
	defer rows.Close()
	var list []keyEntry
	for rows.Next() {
		var k keyEntry
		var public, from, to, at string
		if err := rows.Scan(&k.ID, &k.Kind, &k.Name, &public, &k.Certificate, &from, &to, &at, &k.Retired); err != nil {
			return nil, fmt.Errorf("read keys: %w", err)
		}
		if k.PublicKey, err = base64.StdEncoding.DecodeString(public); err != nil {
			return nil, fmt.Errorf("read key %s: %w", k.ID, err)
		}
		for into, text := range map[*time.Time]string{&k.ValidFrom: from, &k.ValidTo: to, &k.At: at} {
			if *into, err = time.Parse(time.RFC3339, text); err != nil {
				return nil, fmt.Errorf("read key %s: %w", k.ID, err)
			}
		}
		list = append(list, k)
	}
	return list, rows.Err()
}

// newIssuer makes a signing key, certified by a root.
func newIssuer(p *program, r *register, root issue.Key, passphrase string, months int) (issue.Key, error) {
	key, err := issue.NewKey(rand.Reader)
	if err != nil {
		return issue.Key{}, err
	}
	v, err := p.vendor(r)
	if err != nil {
		return issue.Key{}, err
	}
	claims := licensing.Issuer{Schema: 1, KeyID: key.ID, PublicKey: key.Public(), IssuedAt: p.now(),
		ValidFrom: p.now(), ValidTo: p.now().AddDate(0, months, 0), Scopes: issue.AllScopes()}
	certificate, err := issue.Certify(root, claims)
	if err != nil {
		return issue.Key{}, err
	}
	if !r.dry {
		if err := seal(r.keyFile(key.ID), key, passphrase, v.Work); err != nil {
			return issue.Key{}, err
		}
	}
	return key, r.addKey(p.ctx, keyEntry{ID: key.ID, Kind: "issuer", PublicKey: key.Public(), Certificate: certificate,
		ValidFrom: claims.ValidFrom, ValidTo: claims.ValidTo, At: p.now()})
}

// signer opens the newest signing key that is valid now, or the one named.
func (p *program) signer(r *register, only string) (issue.Signer, error) {
	list, err := r.keys(p.ctx)
	if err != nil {
		return issue.Signer{}, err
	}
	for i := len(list) - 1; i >= 0; i-- {
		k := list[i]
		if only != "" && k.ID != only || k.Kind != "issuer" || k.Retired != "" || p.now().Before(k.ValidFrom) || !p.now().Before(k.ValidTo) {
			continue
		}
		passphrase, err := p.passphrase()
		if err != nil {
			return issue.Signer{}, err
		}
		key, err := unseal(r.keyFile(k.ID), passphrase)
		return issue.Signer{Key: key, Certificate: k.Certificate}, err
	}
	if only != "" {
		return issue.Signer{}, failed("renew without --paste and --qr: the whole file brings the new key's certificate along",
			"the key %s, which the installation knows from its licence, signs no more", only)
	}
	return issue.Signer{}, failed("make one with holm-vendor key new-issuer", "no signing key is valid now")
}

// roots are the register's own, for checking documents.
func (p *program) roots(r *register) (licensing.Roots, error) {
	list, err := r.keys(p.ctx)
	var roots licensing.Roots
	for _, k := range list {
		if k.Kind == "root" {
			roots = append(roots, licensing.Root{KeyID: k.ID, Key: k.PublicKey})
		}
	}
	return roots, err
}
