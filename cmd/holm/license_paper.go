package main

import (
	"errors"
	"fmt"
	"os"
	"time"

	"holm/lockout"
)

type licenseList struct{}

type documentLine struct {
	Type        string    `json:"type"`
	ID          string    `json:"id"`
	Status      string    `json:"status"`
	InstalledAt time.Time `json:"installed_at"`
	By          string    `json:"by"`
}

// Run lists the documents in the order of installation.
func (licenseList) Run(p *program) (err error) {
	in, err := p.open()
	if err != nil {
		return err
	}
	defer in.close(&err)
	kept, err := in.store.Documents(p.ctx)
	if err != nil {
		return err
	}
	lines := []documentLine{}
	for _, d := range kept {
		lines = append(lines, documentLine{string(d.Type), d.ID, string(d.Status), d.InstalledAt, d.By})
	}
	return p.report(lines, func(t *table) {
		t.row("TYPE", "ID", "STATUS", "INSTALLED", "BY")
		for _, l := range lines {
			t.row(l.Type, l.ID, l.Status, moment(l.InstalledAt), l.By)
		}
	})
}

type licenseRequest struct{}

type requestReport struct {
	Installation string         `json:"installation"`
	Company      string         `json:"company"`
	Country      string         `json:"country"`
	Language     string         `json:"language"`
	TimeZone     string         `json:"time_zone"`
	Hosting      string         `json:"hosting"`
	Host         string         `json:"host,omitempty"`
	Version      string         `json:"version"`
	Users        map[string]int `json:"users"`
}

// Run prints what goes to the vendor by hand: no personal data.
func (licenseRequest) Run(p *program) (err error) {
	in, err := p.open()
	if err != nil {
		return err
	}
	defer in.close(&err)
	id, err := in.store.Installation(p.ctx)
	if err != nil {
		return err
	}
	r := requestReport{Installation: id.ID, Version: version()}
	for name, to := range map[string]*string{
		"company": &r.Company, "country": &r.Country, "language": &r.Language, "time_zone": &r.TimeZone, "hosting": &r.Hosting, "host": &r.Host,
	} {
		if *to, err = in.store.Setting(p.ctx, "installation."+name); err != nil {
			return fmt.Errorf("reading %s: %w", name, err)
		}
	}
	if r.Users, err = in.store.SeatsUsed(p.ctx); err != nil {
		return err
	}
	return p.report(r, func(t *table) {
		t.row("Installation", r.Installation)
		t.row("Company", r.Company, r.Country, r.Language, r.TimeZone)
		t.row("Runs on", r.Hosting, r.Host)
		t.row("Version", r.Version)
		for category, n := range r.Users {
			t.row("Users", category, fmt.Sprint(n))
		}
	})
}

type licenseReport struct {
	Out string `placeholder:"FILE" help:"Write the report there instead of printing it."`
}

// Run writes the report, signed with the installation's key.
func (c licenseReport) Run(p *program) (err error) {
	in, err := p.open()
	if err != nil {
		return err
	}
	defer in.close(&err)
	text, err := in.usageReport(p.ctx)
	if err != nil {
		return err
	}
	if c.Out == "" {
		_, err = p.Stdout.Write(text)
		return err
	}
	if err := writeNew(c.Out, text); err != nil {
		return fmt.Errorf("writing the report: %w", err)
	}
	p.say("Wrote %s", c.Out)
	return nil
}

// writeNew writes a file that must not be there yet, for its owner alone.
func writeNew(path string, text []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	return errors.Join(err, f.Close())
}

type ledgerCommand struct {
	List   ledgerList   `cmd:"" help:"The newest entries."`
	Verify ledgerVerify `cmd:"" help:"Check that the ledger was only ever added to."`
}

type ledgerVerify struct{}

type ledgerReport struct {
	Entries int64  `json:"entries"`
	Head    string `json:"head"`
}

// Run follows the chain from the first entry to the last.
func (ledgerVerify) Run(p *program) (err error) {
	in, err := p.open()
	if err != nil {
		return err
	}
	defer in.close(&err)
	head, err := lockout.VerifyLedger(p.ctx, in.store)
	if err != nil {
		return err
	}
	r := ledgerReport{head.Seq, head.Hash}
	return p.report(r, func(t *table) { t.row(fmt.Sprintf("%d entries, whole; head %s", r.Entries, r.Head)) })
}
