package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// folders are the parts of a data directory.
var folders = []string{"keys", "licenses", "documents", "exports", "backups", "tmp"}

// prepareData makes the data directory and proves that it can be written.
func prepareData(dir string) error {
	for _, name := range append([]string{""}, folders...) {
		if err := os.MkdirAll(filepath.Join(dir, name), 0o700); err != nil {
			return dataFailure(dir, err)
		}
	}
	probe, err := os.CreateTemp(filepath.Join(dir, "tmp"), "probe")
	if err != nil {
		return dataFailure(dir, err)
	}
	_, err = probe.WriteString("holm")
	if err := errors.Join(err, probe.Sync(), probe.Close(), os.Remove(probe.Name())); err != nil {
		return dataFailure(dir, err)
	}
	return nil
}

func dataFailure(dir string, err error) error {
	if diskFull(err) {
		return fail(err, "make room on the disk and start again; what was saved before is complete", "the disk of the data directory %s is full", dir)
	}
	return fail(err, "give the account that runs holm the right to write there, or choose another folder with --data",
		"the data directory %s cannot be written", dir)
}

// existingData says no for a folder where no installation is.
func existingData(dir, dsn string) error {
	_, err := os.Stat(filepath.Join(dir, "holm.db"))
	if dsn != "" || err == nil {
		return nil
	}
	if errors.Is(err, fs.ErrNotExist) {
		return fail(nil, "name the data directory with --data or HOLM_DATA, or make an installation with holm serve or holm setup",
			"there is no installation in %s", dir)
	}
	return dataFailure(dir, err)
}

// lockData keeps a second server away from the data directory until the
// returned file is closed.
func lockData(dir string) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(dir, "server.lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, dataFailure(dir, err)
	}
	free, err := lockFile(f)
	if err == nil && free {
		return f, nil
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return nil, fmt.Errorf("locking the data directory: %w", err)
	}
	return nil, fail(nil, "stop the other server first, or choose another folder with --data",
		"a server already runs on the data directory %s", dir)
}
