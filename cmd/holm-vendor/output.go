package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
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

// write prints a document, or puts it whole into a file.
func (p *program) write(path string, text []byte) error {
	if path == "" {
		if _, err := p.stdout.Write(text); err != nil {
			return fmt.Errorf("write the document: %w", err)
		}
		return nil
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".holm-*")
	if err != nil {
		return fmt.Errorf("write the document: %w", err)
	}
	_, err = f.Write(text)
	if err == nil {
		err = f.Chmod(0o644)
	}
	if err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("write the document: %w", err)
	}
	fmt.Fprintf(p.stdout, "Wrote %s\n", path)
	return nil
}
