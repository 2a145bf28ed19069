package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"holm/crm"
	"holm/server/support"
)

type supportCommand struct {
	Bundle supportBundle `cmd:"" help:"Write diagnostics that hold neither data of yours nor secrets."`
}

type supportBundle struct {
	Out string `required:"" placeholder:"FILE" help:"The zip file to write; one that is there is not overwritten."`
}

// Run writes the diagnostics as one file.
func (c supportBundle) Run(p *program) (err error) {
	in, err := p.open()
	if err != nil {
		return err
	}
	defer in.close(&err)
	files := in.desk(p, nil, time.Time{}).Diagnostics.Files(p.ctx)
	whole, err := support.Zip(files, p.Now())
	if err != nil {
		return err
	}
	out, err := os.OpenFile(c.Out, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("writing %s: %w", c.Out, err)
	}
	if _, err = out.Write(whole); err == nil {
		err = out.Sync()
	}
	if closed := out.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return fmt.Errorf("writing %s: %w", c.Out, err)
	}
	names := make([]string, len(files))
	for i, f := range files {
		names[i] = f.Name
	}
	p.say("%s holds %s. Read it before you send it.", c.Out, strings.Join(names, ", "))
	return nil
}

// desk prepares support cases of this installation. recent may be nil, and
// started zero, for a command.
func (in *installation) desk(p *program, recent *support.Recent, started time.Time) *support.Desk {
	return &support.Desk{Dir: filepath.Join(p.config.Data, "tmp", "support"), Now: p.Now, Diagnostics: &support.Diagnostics{
		Database: in.store, Gate: in.keeper, Log: recent, About: p.about(), Installation: in.id, Started: started, Now: p.Now,
		Disk:   func() (uint64, error) { return freeBytes(p.config.Data) },
		Doctor: func(ctx context.Context) []support.Check { return p.findings(ctx, in) },
	}}
}

// about is what this program is and how it is configured, told without values
// that somebody could recognise the customer by.
func (p *program) about() []crm.DiagnosisLine {
	v := p.versionReport()
	lines := []crm.DiagnosisLine{{Name: "version", Value: v.Version}, {Name: "revision", Value: first(v.Revision, "none")}, {Name: "built", Value: first(v.Built, "unknown")},
		{Name: "go", Value: v.Go}, {Name: "roots", Value: fmt.Sprint(v.Roots)}}
	for _, s := range p.config.settings() {
		value := "not set"
		switch text := fmt.Sprint(s.value.Interface()); {
		case harmless[s.name] && text != "":
			value = text
		case s.value.IsZero():
		default:
			value = "set"
		}
		lines = append(lines, crm.DiagnosisLine{Name: "setting " + s.name, Value: value + ", " + fromWhere(p.config.source[s.name])})
	}
	return lines
}

// harmless are settings whose values name nobody.
var harmless = map[string]bool{"http": true}

// fromWhere says where a setting came from, without the name of a file.
func fromWhere(source string) string {
	switch source {
	case "":
		return "default"
	case "environment", "flag":
		return source
	}
	return "file"
}

// findings are the doctor's, told without paths and names: where the program
// did not write the words itself, the kind of error stands for them.
func (p *program) findings(ctx context.Context, in *installation) []support.Check {
	var out []support.Check
	for _, f := range append([]finding{p.checkDisk()}, p.checkOpen(ctx, in, false)...) {
		c := support.Check{Name: f.Check, OK: f.OK, Is: f.Is}
		if known, ok := f.err.(*failure); f.err != nil && (!ok || known.err != nil) {
			c.Is = support.Describe(f.err)
		}
		out = append(out, c)
	}
	return out
}
