package lockout

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// readState reads the state file. A missing or damaged one is no evidence: it
// reads as the zero value.
func readState(path string) Saved {
	var s Saved
	text, err := os.ReadFile(path)
	if path == "" || err != nil || json.Unmarshal(text, &s) != nil {
		return Saved{}
	}
	return s
}

func writeState(path string, s Saved) error {
	if path == "" {
		return nil
	}
	text, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return fmt.Errorf("encode the state file: %w", err)
	}
	return writeFile(path, append(text, '\n'))
}

// writeFile replaces the file so that after a power cut either the old or the
// new content is there.
func writeFile(path string, content []byte) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	_, err = f.Write(content)
	if err == nil {
		err = f.Sync()
	}
	err = errors.Join(err, f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("write %s: %w", path, err), removeFile(f.Name()))
	}
	return syncFolder(filepath.Dir(path))
}

func removeFile(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// syncFolder makes a rename durable; where folders cannot be synced the
// operating system does that itself.
func syncFolder(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	_ = d.Sync() // Windows refuses it, and needs it not
	return d.Close()
}
