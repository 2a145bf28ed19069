package main

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"time"

	"holm/crm"
	"holm/lockout"
	"holm/store"
)

type backupCommand struct {
	Create backupCreate `cmd:"" help:"Copy the database while others work, and check the copy."`
	List   backupList   `cmd:"" help:"List the copies in the data directory."`
	Verify backupVerify `cmd:"" help:"Check a copy."`
}

type backupLine struct {
	File      string    `json:"file"`
	Bytes     int64     `json:"bytes"`
	MadeAt    time.Time `json:"made_at"`
	Documents int       `json:"documents,omitempty"`
}

// documentsSuffix ends the name of the folder that holds the documents of a
// copy; it stands beside it.
const documentsSuffix = ".documents"

func documentsBeside(copied string) string {
	return strings.TrimSuffix(copied, ".bak") + documentsSuffix
}

type backupCreate struct {
	Out string `placeholder:"DIR" help:"Where to; backups in the data directory when not given."`
}

// Run makes a backup. It is possible in every state.
func (c backupCreate) Run(p *program) (err error) {
	in, err := p.open()
	if err != nil {
		return err
	}
	defer in.close(&err)
	if err := in.keeper.Verdict().Allows(lockout.Backup, lockout.System); err != nil {
		return err
	}
	dir := first(c.Out, filepath.Join(p.config.Data, "backups"))
	path := filepath.Join(dir, "holm-"+p.Now().UTC().Format("20060102-150405")+".bak")
	if err := in.store.Backup(p.ctx, path); err != nil {
		return err
	}
	documents, missing, err := in.store.BackupFiles(p.ctx, path, documentsBeside(path))
	if err != nil {
		return err
	}
	line, err := statBackup(path)
	if err != nil {
		return err
	}
	line.Documents = documents - missing
	err = p.report(line, func(t *table) {
		t.row(line.File, fmt.Sprint(line.Bytes), "bytes, checked")
		if line.Documents > 0 {
			t.row(documentsBeside(path), fmt.Sprint(line.Documents), "documents")
		}
	})
	if err == nil && missing > 0 {
		err = fail(crm.ErrFileMissing, "the copy holds everything else; holm doctor names the files, older backups may have them",
			"%d of %d documents are not in the copy", missing, documents)
	}
	return err
}

type backupList struct{}

// Run lists the newest first.
func (backupList) Run(p *program) error {
	paths, err := filepath.Glob(filepath.Join(p.config.Data, "backups", "*.bak"))
	if err != nil {
		return fmt.Errorf("listing the backups: %w", err)
	}
	sort.Sort(sort.Reverse(sort.StringSlice(paths)))
	lines := []backupLine{}
	for _, path := range paths {
		line, err := statBackup(path)
		if err != nil {
			return err
		}
		lines = append(lines, line)
	}
	return p.report(lines, func(t *table) {
		for _, l := range lines {
			t.row(l.File, fmt.Sprint(l.Bytes), moment(l.MadeAt))
		}
	})
}

func statBackup(path string) (backupLine, error) {
	info, err := os.Stat(path)
	if err != nil {
		return backupLine{}, fmt.Errorf("looking at the backup: %w", err)
	}
	return backupLine{File: path, Bytes: info.Size(), MadeAt: info.ModTime().UTC()}, nil
}

type backupVerify struct {
	File string `arg:""`
}

// Run reads the whole copy.
func (c backupVerify) Run(p *program) error {
	if err := store.CheckFile(p.ctx, c.File); err != nil {
		return fmt.Errorf("checking %s: %w", c.File, err)
	}
	wrong, first := 0, ""
	n, err := store.CheckFilesIn(p.ctx, documentsBeside(c.File), c.File, func(f crm.FileFault) error {
		if wrong++; first == "" {
			first = f.Path
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("checking the documents of %s: %w", c.File, err)
	}
	if wrong > 0 {
		return fail(crm.ErrFileMissing, "keep the folder "+documentsBeside(c.File)+" with the copy; other copies may have the files",
			"the copy of the database is whole, and %d of its %d documents are missing or damaged, the first: %s", wrong, n, first)
	}
	p.say("%s is whole, with %d documents", c.File, n)
	return nil
}
