package main

import (
	"fmt"
	"os"

	"holm/export"
)

type exportCommands struct {
	Verify exportVerifyCommand `cmd:"" help:"Prove a customer's complete archive."`
}

// exportVerifyCommand answers a customer who asks whether an archive is whole.
type exportVerifyCommand struct {
	File string `arg:"" help:"The archive."`
}

func (c *exportVerifyCommand) Run(p *program) error {
	f, err := os.Open(c.File)
	if err != nil {
		return fmt.Errorf("open the archive: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return fmt.Errorf("open the archive: %w", err)
	}
	report, err := export.Verify(p.ctx, f, info.Size())
	if err != nil {
		return failed("ask for the archive again; the copy or the way it came is damaged", "%s: %v", c.File, err)
	}
	return p.report(report, func() {
		fmt.Fprintf(p.stdout, "Whole: %s of installation %s, %s, made %s\n", report.Name, report.Installation, report.Customer, stamp(report.CreatedAt))
		fmt.Fprintf(p.stdout, "%d tables, %d rows, %d documents in %d files\n", report.Tables, report.Rows, report.Documents, report.Files)
	})
}
