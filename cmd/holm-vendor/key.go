package main

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"holm/licensing"
	"holm/licensing/issue"
)

type keyCommands struct {
	NewIssuer newIssuerCommand `cmd:"" help:"Make a signing key, certified by a root."`
	List      keyListCommand   `cmd:"" help:"List roots and signing keys."`
	Retire    retireCommand    `cmd:"" help:"Sign nothing more with a key."`
}

// rootFlags say which root certifies, and where its private half is kept.
type rootFlags struct {
	Root  string `help:"The root: primary or spare." enum:"primary,spare" default:"primary"`
	Roots string `help:"Folder that holds the roots' private halves." placeholder:"DIR"`
}

// newIssuerCommand makes the next signing key.
type newIssuerCommand struct {
	Months int `help:"Months for which it signs, at most 24." default:"24"`
	rootFlags
}

func (c *newIssuerCommand) Run(p *program) error {
	return p.with(func(r *register) error {
		passphrase, err := p.passphrase()
		if err != nil {
			return err
		}
		root, err := c.open(p, r, passphrase)
		if err != nil {
			return err
		}
		key, err := newIssuer(p, r, root, passphrase, c.Months)
		if err != nil {
			return err
		}
		return p.report(map[string]string{"id": key.ID}, func() { fmt.Fprintf(p.stdout, "Signing key %s\n", key.ID) })
	})
}

// open opens the root.
func (c *rootFlags) open(p *program, r *register, passphrase string) (issue.Key, error) {
	list, err := r.keys(p.ctx)
	if err != nil {
		return issue.Key{}, err
	}
	i := slices.IndexFunc(list, func(k keyEntry) bool { return k.Kind == "root" && k.Name == c.Root })
	if i < 0 {
		return issue.Key{}, failed("list them with holm-vendor key list", "there is no root %q", c.Root)
	}
	path := r.rootFile(c.Roots, list[i].ID)
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return issue.Key{}, failed("bring the medium that holds it and name its folder with --roots", "the root %s is not in %s", list[i].ID, filepath.Dir(path))
	}
	return unseal(path, passphrase)
}

type keyListCommand struct{}

func (*keyListCommand) Run(p *program) error {
	return p.with(func(r *register) error {
		list, err := r.keys(p.ctx)
		if err != nil {
			return err
		}
		return p.report(list, func() {
			for _, k := range list {
				state := k.Name
				switch {
				case k.Retired != "":
					state = "retired " + k.Retired
				case k.Kind == "issuer":
					state = "signs until " + k.ValidTo.Format(time.DateOnly)
				}
				fmt.Fprintf(p.stdout, "%-7s %s  %s\n", k.Kind, k.ID, state)
			}
		})
	})
}

// retireCommand stops the use of a key. What it signed stays genuine, unless
// --revoke-after makes a document that says otherwise.
type retireCommand struct {
	ID          string         `arg:"" help:"The key."`
	Reason      string         `help:"Why." default:"rotation"`
	RevokeAfter licensing.Date `help:"Also sign a revocation: trust nothing issued after this day." placeholder:"DATE"`
	Out         string         `help:"Where to write the revocation." placeholder:"FILE"`
	rootFlags
}

func (c *retireCommand) Run(p *program) error {
	return p.with(func(r *register) error {
		if err := p.vacant(c.Out); err != nil {
			return err
		}
		text, err := c.revocation(p, r)
		if err != nil {
			return err
		}
		err = r.write(p.ctx, func(tx *sql.Tx) error {
			_, err := tx.ExecContext(p.ctx, `INSERT INTO key_retired (id, reason, at) VALUES (@id, @reason, @at)`,
				sql.Named("id", c.ID), sql.Named("reason", c.Reason), sql.Named("at", stamp(p.now())))
			if err != nil || text == nil {
				return err
			}
			return p.insert(tx, documentEntry{ID: "revocation/" + c.ID, Type: licensing.TypeRevocation, Text: string(text), At: stamp(p.now())})
		})
		if err != nil {
			return failed("list the keys with holm-vendor key list", "the key %s is unknown or already retired", c.ID)
		}
		if text == nil || p.flags.DryRun {
			return p.report(map[string]string{"retired": c.ID, "reason": c.Reason}, func() { fmt.Fprintf(p.stdout, "Retired %s\n", c.ID) })
		}
		return p.give(c.Out, documentEntry{ID: c.ID, Type: licensing.TypeRevocation, At: stamp(p.now())}, text)
	})
}

// revocation signs the withdrawal of trust, when it is asked for.
func (c *retireCommand) revocation(p *program, r *register) ([]byte, error) {
	if c.RevokeAfter.IsZero() {
		return nil, nil
	}
	claims := licensing.Revocation{Schema: 1, KeyID: c.ID, Reason: c.Reason, After: issue.DayEnd(c.RevokeAfter, time.UTC), IssuedAt: p.now()}
	passphrase, err := p.passphrase()
	if err != nil {
		return nil, err
	}
	root, err := c.open(p, r, passphrase)
	if err != nil {
		return nil, err
	}
	return issue.SignByRoot(root, claims)
}
