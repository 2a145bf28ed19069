package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"strings"

	"holm/cmd/holm/sample"
	"holm/crm"
	"holm/server"
)

// demoSeed makes the same sample data everywhere.
const demoSeed = 1

// demoArchives is how many companies of a demonstration have documents.
const demoArchives = 40

// demoLogin is the main user of a demonstration.
const demoLogin = "demo@holm.example"

type demoCommand struct {
	Listen string `default:"127.0.0.1:8480" help:"Address and port, on this machine only."`
	Size   string `enum:"small,large" default:"small" help:"How much sample data: small or large."`
	Keep   string `placeholder:"DIR" help:"Keep the data there for the next time; a temporary folder when not given."`
}

// Run serves a demonstration: a database that only this command makes, on
// loopback, for 30 days.
func (c demoCommand) Run(p *program) (err error) {
	if !loopback(c.Listen) {
		return fail(errUsage, "choose a port on this machine, as 127.0.0.1:8480", "a demonstration runs on this machine only, not on %s", c.Listen)
	}
	p.config.Listen, p.config.Database, p.config.Data = c.Listen, "", c.Keep
	if c.Keep == "" {
		if p.config.Data, err = os.MkdirTemp("", "holm-demo-"); err != nil {
			return fmt.Errorf("making a folder for the demonstration: %w", err)
		}
		defer func() { err = errors.Join(err, os.RemoveAll(p.config.Data)) }()
	}
	s, err := p.listen()
	if err != nil {
		return err
	}
	return s.serve(func(in *installation) error {
		password, err := c.prepare(p, in)
		if err == nil {
			p.say("A demonstration with sample data. Open %s\nLog in as %s with the password %s\n"+
				"Colleagues share it: mikkel.birkmose sells, helle.damkjaer only reads.\nIt ends with Ctrl+C.",
				p.baseURL(s.listener.Addr().String()), demoLogin, password)
		}
		return err
	})
}

// prepare fills a new database, and gives an old demonstration a new password.
func (c demoCommand) prepare(p *program, in *installation) (password string, err error) {
	password = strings.ToLower(rand.Text()[:12])
	hash, err := server.NewPasswords().Hash(p.ctx, password)
	if err != nil {
		return "", err
	}
	done, err := in.store.SetupDone(p.ctx)
	if err != nil {
		return "", err
	}
	if done {
		return password, c.reopen(p, in, hash)
	}
	err = in.store.CompleteSetup(p.ctx, crm.Setup{
		Local: true, Demo: true, Company: sample.CompanyName, Country: "DK", Language: "en", TimeZone: "Europe/Copenhagen",
		AdminName: "Sofie Holm", AdminEmail: demoLogin, PasswordHash: hash, Hosting: "own", TermsVersion: "1",
	})
	if err != nil {
		return "", err
	}
	if err := in.keeper.Refresh(p.ctx); err != nil {
		return "", fmt.Errorf("putting the demonstration in force: %w", err)
	}
	return password, c.fill(p, in, hash)
}

func (c demoCommand) reopen(p *program, in *installation, hash string) error {
	id, err := in.store.Installation(p.ctx)
	if err != nil {
		return err
	}
	if !id.Demonstration {
		return fail(nil, "choose an empty folder with --keep", "%s holds an installation that is no demonstration", p.config.Data)
	}
	users, err := in.store.Users(p.ctx, crm.SystemActor())
	if err != nil {
		return err
	}
	for _, u := range users {
		if u.Status != crm.UserActive || u.APIOnly {
			continue
		}
		if err := in.store.SetPassword(p.ctx, crm.SystemActor(), u.ID, hash); err != nil {
			return fmt.Errorf("giving %s a new password: %w", u.Login, err)
		}
	}
	return nil
}

// fill writes the sample data. The main user sells, too, and colleagues log
// in with the same password.
func (c demoCommand) fill(p *program, in *installation, hash string) error {
	main, err := in.store.UserByLogin(p.ctx, demoLogin)
	if err != nil {
		return fmt.Errorf("finding the demonstration's user: %w", err)
	}
	g := sample.New(demoSeed)
	size := sample.Demo
	if c.Size == "large" {
		size = sample.Medium
	}
	if _, err := g.Load(p.ctx, in.store, crm.SystemActor(), sample.Options{Size: size, PasswordHash: hash, Seller: main.ID}); err != nil {
		return fmt.Errorf("writing the sample data: %w", err)
	}
	newest, err := in.store.Companies(p.ctx, crm.SystemActor(), crm.Query{Sort: crm.Sort{Field: "created_at"}, Limit: demoArchives})
	if err == nil {
		err = g.LoadDocuments(p.ctx, in.store, crm.SystemActor(), newest.Items)
	}
	if err != nil {
		return fmt.Errorf("writing the sample documents: %w", err)
	}
	return nil
}
