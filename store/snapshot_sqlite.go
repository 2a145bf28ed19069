package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// sqliteSnapshot copies the database into one file of its own, takes the
// secrets out of it, and reads that: rows and copy are of the same moment,
// and a long export does not keep the write-ahead log from shrinking.
func sqliteSnapshot(ctx context.Context, s *Store) (*Snapshot, error) {
	folder := filepath.Join(s.dir, "tmp")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, err
	}
	folder, err := os.MkdirTemp(folder, "snapshot-")
	if err != nil {
		return nil, err
	}
	path := filepath.Join(folder, "holm.db")
	n, err := readCopy(ctx, s, path)
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(folder))
	}
	end := n.close
	n.close = func() error { return errors.Join(end(), os.RemoveAll(folder)) }
	n.copyTo = func(to string) error { return copyFile(path, to) }
	return n, nil
}

func readCopy(ctx context.Context, s *Store, path string) (*Snapshot, error) {
	if err := backupSQLite(ctx, s, path); err != nil {
		return nil, fmt.Errorf("copy the database: %w", err)
	}
	db, err := sql.Open("sqlite", sqliteDSN(path))
	if err != nil {
		return nil, err
	}
	counts, err := countAll(ctx, db)
	if err == nil {
		err = removeSecrets(ctx, db)
	}
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return &Snapshot{s: s, source: db, counts: counts, close: db.Close}, nil
}

// removeSecrets empties what the exclusions name, and leaves no trace of it
// in free pages.
func removeSecrets(ctx context.Context, db *sql.DB) error {
	for _, t := range Tables() {
		statement := ""
		if t.Excluded != "" {
			statement = "DELETE FROM " + t.Name
		}
		for _, c := range t.Columns {
			if t.Excluded == "" && secret(c.Excluded) {
				statement = "UPDATE " + t.Name + " SET " + c.Name + " = 'removed-' || id"
			}
		}
		if statement == "" || derived(t.Excluded) {
			continue
		}
		if _, err := db.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("take the secrets out of %s: %w", t.Name, err)
		}
	}
	if _, err := db.ExecContext(ctx, "VACUUM"); err != nil {
		return fmt.Errorf("take the secrets out of the free pages: %w", err)
	}
	return nil
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}
