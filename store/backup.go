package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// Backup writes the whole database, secrets included, to a new file while
// others work. On SQLite the copy is opened and checked before it counts; one
// that does not pass is removed. On SQL Server the path is the server's own.
func (s *Store) Backup(ctx context.Context, path string) error {
	if err := s.d.backup(ctx, s, path); err != nil {
		return fmt.Errorf("back up the database: %w", err)
	}
	if !s.d.sharedCommits {
		return nil
	}
	if err := errors.Join(CheckFile(ctx, path), syncFile(path)); err != nil {
		return errors.Join(fmt.Errorf("back up the database: %w", err), os.Remove(path))
	}
	return nil
}

// Check reads the whole database and returns what is wrong with it, a line
// each.
func (s *Store) Check(ctx context.Context) ([]string, error) { return s.d.check(ctx, s) }

// CheckFile opens a SQLite file and checks that it is whole.
func CheckFile(ctx context.Context, path string) error {
	if _, err := os.Stat(path); err != nil {
		return err
	}
	db, err := sql.Open("sqlite", sqliteDSN(path, "mode=ro"))
	if err != nil {
		return err
	}
	defer db.Close()
	found, err := checkSQLite(ctx, &Store{readers: db})
	if err == nil && len(found) > 0 {
		err = fmt.Errorf("the copy is damaged: %s", strings.Join(found, "; "))
	}
	return err
}

func syncFile(path string) error {
	names := []string{path}
	if runtime.GOOS != "windows" { // which cannot sync a folder and need not
		names = append(names, filepath.Dir(path))
	}
	for _, name := range names {
		f, err := os.OpenFile(name, os.O_RDONLY, 0)
		if err != nil {
			return err
		}
		if err := errors.Join(f.Sync(), f.Close()); err != nil {
			return err
		}
	}
	return nil
}
