package main

import (
	"fmt"
	"os"

	"holm/crm"
	"holm/export"
	"holm/licensing"
)

type exportCommand struct {
	Full   exportFull   `cmd:"" help:"Write everything into one file that proves itself."`
	Verify exportVerify `cmd:"" help:"Prove an archive, byte by byte."`
}

type exportFull struct {
	Out     string `required:"" placeholder:"FILE.zip" help:"The file to write."`
	Hosting string `enum:",own,managed" default:"" help:"After the end of the agreement: state that the system now runs on own or managed hardware."`
}

// Run writes the archive. The operator's command line acts for the main user.
func (c exportFull) Run(p *program) (err error) {
	in, err := p.open()
	if err != nil {
		return err
	}
	defer in.close(&err)
	e := in.exporter(p)
	if c.Hosting != "" {
		if err := e.StateHosting(p.ctx, crm.SystemActor(), licensing.Hosting(c.Hosting), ""); err != nil {
			return err
		}
	}
	made, err := e.write(p.ctx, crm.SystemActor(), c.Out, nil)
	if err != nil {
		return fmt.Errorf("exporting to %s: %w", c.Out, err)
	}
	return p.report(made, func(t *table) {
		t.row("Wrote " + c.Out)
		t.row(fmt.Sprintf("%d tables, %d rows, %d documents, %d bytes", made.Tables, made.Rows, made.Documents, made.Bytes))
		t.row("SHA-256 " + made.SHA256)
		t.row("holm export verify " + c.Out + " proves it.")
	})
}

type exportVerify struct {
	File string `arg:""`
}

// Run proves an archive. It needs no installation.
func (c exportVerify) Run(p *program) error {
	f, err := os.Open(c.File)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return fmt.Errorf("looking at %s: %w", c.File, err)
	}
	report, err := export.Verify(p.ctx, f, info.Size())
	if err != nil {
		return fmt.Errorf("%s does not verify: %w", c.File, err)
	}
	return p.report(report, func(t *table) {
		t.row(fmt.Sprintf("%s is whole: %d files, %d tables, %d rows of %s", c.File, report.Files, report.Tables, report.Rows, report.Customer))
		for _, line := range report.Proved {
			t.row("proved: " + line)
		}
		for _, line := range report.NotProved {
			t.row("not proved: " + line)
		}
	})
}
