package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// report prints a value as JSON when asked to, else as text.
func (p *program) report(value any, text func()) error {
	if !p.flags.JSON {
		text()
		return nil
	}
	encoder := json.NewEncoder(p.stdout)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(value); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return nil
}

// given says what a command signed and where it went.
type given struct {
	documentEntry
	Out      string `json:"out,omitempty"`
	Document string `json:"document,omitempty"`
}

// give prints a document, or puts it whole into a new file.
func (p *program) give(path string, entry documentEntry, text []byte) error {
	if path == "" {
		if p.flags.JSON {
			return p.report(given{documentEntry: entry, Document: string(text)}, nil)
		}
		if _, err := p.stdout.Write(text); err != nil {
			return fmt.Errorf("write the document: %w", err)
		}
		return nil
	}
	if err := writeNew(path, text); err != nil {
		return err
	}
	return p.report(given{documentEntry: entry, Out: path}, func() { fmt.Fprintf(p.stdout, "Wrote %s\n", path) })
}

// vacant refuses a path where something is already: nothing is overwritten.
func (p *program) vacant(path string) error {
	if path == "" {
		return nil
	}
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return failed("choose another name, or move it away; nothing was signed", "%s is there already", path)
	}
	return nil
}

// writeNew makes a file that was not there.
func writeNew(path string, content []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return fmt.Errorf("write the document: %w", err)
	}
	_, err = f.Write(content)
	if err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return errors.Join(fmt.Errorf("write the document: %w", err), os.Remove(path))
	}
	return nil
}
