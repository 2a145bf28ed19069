package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"holm/licensing"
	"holm/licensing/issue"
)

// initCommand makes a register.
type initCommand struct {
	Name    string `help:"The vendor's company." default:"Holm"`
	Address string `help:"Its address."`
	Country string `help:"Its country, two letters: lock dates avoid its holidays." default:"DK"`
	Law     string `help:"Governing law." default:"Denmark"`
	Venue   string `help:"Venue." default:"Denmark"`
	Roots   string `help:"Folder for the roots' private halves, on a medium of their own; the register's when left out." placeholder:"DIR"`
	Work    int    `help:"Cost of opening the keys, as a power of two." default:"18" hidden:""`
}

// vendor is the register's entry about its owner.
type vendor struct {
	No      string          `json:"no"`
	Party   licensing.Party `json:"party"`
	Country string          `json:"country"`
	Work    int             `json:"work"`
}

func (c *initCommand) Run(p *program) error {
	dir := p.flags.Register
	if _, err := os.Stat(filepath.Join(dir, databaseName)); err == nil {
		return failed("choose another folder with --register", "%s already holds a register", dir)
	}
	passphrase, err := p.passphrase()
	if err != nil {
		return err
	}
	if p.flags.DryRun {
		return p.report(map[string]any{"register": dir, "dry_run": true}, func() {
			fmt.Fprintf(p.stdout, "Would make a register in %s, with two roots and a signing key\n", dir)
		})
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("make the register's folder: %w", err)
	}
	db, err := openDatabase(p.ctx, dir)
	if err != nil {
		return err
	}
	r := &register{db: db, dir: dir}
	return errors.Join(c.fill(p, r, passphrase), r.close())
}

func (c *initCommand) fill(p *program, r *register, passphrase string) error {
	if _, err := r.db.ExecContext(p.ctx, registerTables); err != nil {
		return fmt.Errorf("make the register: %w", err)
	}
	v := vendor{No: "1", Country: c.Country, Work: c.Work,
		Party: licensing.Party{Name: c.Name, Address: c.Address, Law: c.Law, Venue: c.Venue}}
	if err := r.add(p.ctx, vendors, v.No, p.now(), v); err != nil {
		return err
	}
	public := filepath.Join(r.dir, "public")
	if err := os.MkdirAll(public, 0o755); err != nil {
		return fmt.Errorf("make the folder of public keys: %w", err)
	}
	var primary issue.Key
	for _, name := range []string{"spare", "primary"} {
		root, err := issue.NewKey(rand.Reader)
		if err != nil {
			return err
		}
		if err := c.keepRoot(p, r, root, name, passphrase); err != nil {
			return err
		}
		primary = root
	}
	issuer, err := newIssuer(p, r, primary, passphrase, licensing.MaxIssuerMonths)
	if err != nil {
		return err
	}
	return p.report(map[string]any{"register": r.dir, "public": public, "root": primary.ID, "issuer": issuer.ID}, func() {
		fmt.Fprintf(p.stdout, "Register    %s\nRoots       %s\nSigning key %s\n\n", r.dir, public, issuer.ID)
		fmt.Fprintf(p.stdout, "Copy the files of %s into licensing/roots and build.\nKeep a copy of %s elsewhere, and the passphrase apart from it.\n",
			public, first(c.Roots, filepath.Join(r.dir, "keys")))
	})
}

// keepRoot seals a root, and writes its public half for builds.
func (c *initCommand) keepRoot(p *program, r *register, root issue.Key, name, passphrase string) error {
	if err := seal(r.rootFile(c.Roots, root.ID), root, passphrase, c.Work); err != nil {
		return err
	}
	text, err := root.PublicPEM()
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(r.dir, "public", "root-"+name+".pem"), text, 0o644); err != nil {
		return fmt.Errorf("write a public key: %w", err)
	}
	return r.addKey(p.ctx, keyEntry{ID: root.ID, Kind: "root", Name: name, PublicKey: root.Public(), At: p.now()})
}

func (r *register) keyFile(id string) string { return filepath.Join(r.dir, "keys", id+".age") }

// rootFile is where a root's private half is: in a folder of its own, or with
// the other keys.
func (r *register) rootFile(roots, id string) string {
	if roots != "" {
		return filepath.Join(roots, id+".age")
	}
	return r.keyFile(id)
}

func (p *program) vendor(r *register) (vendor, error) {
	list, err := entries[vendor](p.ctx, r, vendors)
	if err != nil {
		return vendor{}, err
	}
	if len(list) == 0 {
		return vendor{}, failed("make a new register with holm-vendor init", "the register was never finished")
	}
	return list[len(list)-1], nil
}
