package main

import (
	"database/sql"
	"fmt"
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

// newIssuerCommand makes the next signing key.
type newIssuerCommand struct {
	Months int    `help:"Months for which it signs, at most 24." default:"24"`
	Root   string `help:"The root that certifies it: primary or spare." enum:"primary,spare" default:"primary"`
}

func (c *newIssuerCommand) Run(p *program) error {
	return p.with(func(r *register) error {
		passphrase, err := p.passphrase()
		if err != nil {
			return err
		}
		root, err := p.root(r, c.Root, passphrase)
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

func (p *program) root(r *register, name, passphrase string) (issue.Key, error) {
	list, err := r.keys(p.ctx)
	if err != nil {
		return issue.Key{}, err
	}
	i := slices.IndexFunc(list, func(k keyEntry) bool { return k.Kind == "root" && k.Name == name })
	if i < 0 {
		return issue.Key{}, failed("list them with holm-vendor key list", "there is no root %q", name)
	}
	return unseal(r.keyFile(list[i].ID), passphrase)
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
}

func (c *retireCommand) Run(p *program) error {
	return p.with(func(r *register) error {
		text := []byte(nil)
		if !c.RevokeAfter.IsZero() {
			passphrase, err := p.passphrase()
			if err != nil {
				return err
			}
			root, err := p.root(r, "primary", passphrase)
			if err != nil {
				return err
			}
			text, err = issue.SignByRoot(root, licensing.Revocation{Schema: 1, KeyID: c.ID, Reason: c.Reason,
				After: issue.DayEnd(c.RevokeAfter, time.UTC), IssuedAt: p.now()})
			if err != nil {
				return err
			}
		}
		_, err := r.db.ExecContext(p.ctx, `INSERT INTO key_retired (id, reason, at) VALUES (@id, @reason, @at)`,
			sql.Named("id", c.ID), sql.Named("reason", c.Reason), sql.Named("at", stamp(p.now())))
		if err != nil {
			return failed("list the keys with holm-vendor key list", "the key %s is unknown or already retired", c.ID)
		}
		if text == nil {
			fmt.Fprintf(p.stdout, "Retired %s\n", c.ID)
			return nil
		}
		return p.write(c.Out, text)
	})
}
