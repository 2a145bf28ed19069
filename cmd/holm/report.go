package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"golang.org/x/term"
)

// table writes aligned columns for people.
type table struct{ w io.Writer }

func (t *table) row(cells ...string) { fmt.Fprintln(t.w, strings.Join(cells, "\t")) }

// report writes a value as JSON, or has it written for people.
func (p *program) report(value any, people func(*table)) error {
	if p.json {
		encoder := json.NewEncoder(p.Stdout)
		encoder.SetIndent("", "  ")
		if err := encoder.Encode(value); err != nil {
			return fmt.Errorf("writing the report: %w", err)
		}
		return nil
	}
	w := tabwriter.NewWriter(p.Stdout, 0, 4, 2, ' ', 0)
	people(&table{w})
	if err := w.Flush(); err != nil {
		return fmt.Errorf("writing the report: %w", err)
	}
	return nil
}

// terminal reports whether progress on stderr is read by somebody.
func (p *program) terminal() bool {
	f, ok := p.Stderr.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// say writes one line for people; with --json it is silent.
func (p *program) say(format string, args ...any) {
	if !p.json {
		fmt.Fprintf(p.Stdout, format+"\n", args...)
	}
}

func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02 15:04 MST")
}
