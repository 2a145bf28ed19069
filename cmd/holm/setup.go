package main

import (
	"errors"
	"os"

	"github.com/BurntSushi/toml"

	"holm/crm"
)

// setupCommand is set-up without a browser; an answers file has the same names
// with underscores.
type setupCommand struct {
	Answers      string `toml:"-" placeholder:"FILE" help:"Read the answers from a TOML file; flags win."`
	Company      string `toml:"company" help:"The company."`
	Country      string `toml:"country" placeholder:"CC" help:"Its country, as DK."`
	Language     string `toml:"language" placeholder:"LL" help:"Its language, as da."`
	TimeZone     string `toml:"time_zone" placeholder:"ZONE" help:"Its time zone, as Europe/Copenhagen."`
	AdminEmail   string `toml:"admin_email" placeholder:"A" help:"The main user's e-mail, which is also the log-in."`
	AdminName    string `toml:"admin_name" placeholder:"N" help:"The main user's name."`
	PasswordFile string `toml:"password_file" placeholder:"FILE" help:"Holds the main user's password; - reads standard input."`
	Hosting      string `toml:"hosting" enum:",own,managed,hosted" default:"" help:"Where it runs: own, managed or hosted."`
	HostName     string `toml:"host_name" help:"Who hosts it, when hosted."`
	Database     string `toml:"database" placeholder:"DSN" help:"A SQL Server; SQLite in the data directory when not given."`
}

// Run makes the installation the company's own.
func (c setupCommand) Run(p *program) (err error) {
	if err := c.answer(); err != nil {
		return err
	}
	p.config.flag("database", &p.config.Database, c.Database)
	if c.PasswordFile == "" {
		return fail(errUsage, "write the main user's password into a file and name it with --password-file", "no password was given")
	}
	if c.Hosting == "hosted" && c.HostName == "" {
		return fail(errUsage, "name the host with --host-name", "hosted needs the name of the host")
	}
	hash, err := p.passwordFrom(c.PasswordFile)
	if err != nil {
		return err
	}
	in, err := p.create()
	if err != nil {
		return err
	}
	defer in.close(&err)
	err = in.store.CompleteSetup(p.ctx, crm.Setup{
		Local: true, Company: c.Company, Country: c.Country, Language: first(c.Language, "en"), TimeZone: c.TimeZone,
		AdminName: c.AdminName, AdminEmail: c.AdminEmail, PasswordHash: hash, Hosting: c.Hosting, Host: c.HostName,
	})
	var invalid *crm.Invalid
	switch {
	case errors.Is(err, crm.ErrTaken):
		return fail(nil, "log in, or choose another data directory with --data", "this installation is set up already")
	case errors.As(err, &invalid):
		return fail(errUsage, "give these answers as flags or in the answers file; nothing was saved", "not valid: %s", invalidText(invalid))
	case err != nil:
		return err
	}
	id, err := in.store.Installation(p.ctx)
	if err != nil {
		return err
	}
	return p.report(map[string]string{"installation": id.ID, "data": p.config.Data}, func(t *table) {
		t.row("Set up for " + c.Company + ".")
		t.row("Installation " + id.ID)
		t.row("holm serve starts the server; holm license request shows what the vendor needs to know.")
	})
}

// answer fills what no flag gave from the answers file.
func (c *setupCommand) answer() error {
	if c.Answers == "" {
		return nil
	}
	text, err := os.ReadFile(c.Answers)
	if err != nil {
		return err
	}
	var file setupCommand
	meta, err := toml.Decode(string(text), &file)
	if err != nil {
		return fail(errUsage, "correct the line; every answer is a line such as company = \"Example\"", "%s: %v", c.Answers, err)
	}
	for _, key := range meta.Undecoded() {
		return fail(errUsage, "remove the line; holm setup --help lists the answers", "%s line %d: unknown answer %q", c.Answers, lineOf(string(text), key), key.String())
	}
	for given, answer := range map[*string]string{
		&c.Company: file.Company, &c.Country: file.Country, &c.Language: file.Language, &c.TimeZone: file.TimeZone,
		&c.AdminEmail: file.AdminEmail, &c.AdminName: file.AdminName, &c.PasswordFile: file.PasswordFile,
		&c.Hosting: file.Hosting, &c.HostName: file.HostName, &c.Database: file.Database,
	} {
		*given = first(*given, answer)
	}
	return nil
}
