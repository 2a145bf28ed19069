package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"holm/crm"
)

const hasFiles = `SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'document_file'`

// FilesInCopy yields the contents that the rows of a SQLite copy name; none of
// a copy from before there were documents.
func FilesInCopy(ctx context.Context, path string, yield func(crm.StoredFile) error) error {
	if _, err := os.Stat(path); err != nil {
		return err
	}
	db, err := sql.Open("sqlite", sqliteDSN(path, "mode=ro"))
	if err != nil {
		return err
	}
	defer db.Close()
	var n int
	if err := db.QueryRowContext(ctx, hasFiles).Scan(&n); err != nil || n == 0 {
		return err
	}
	s := &Store{d: sqliteDialect()}
	return s.eachFile(ctx, func(query string, args ...sql.NamedArg) (*sql.Rows, error) {
		return db.QueryContext(ctx, query, anys(args)...)
	}, yield)
}

// BackupFiles puts the contents that a copy of the database names into a
// folder beside it. On the same disk it takes no room: a content never
// changes, so one more name for it will do. It returns how many there are and
// how many are missing. On SQL Server, whose copies cannot be read here, it
// takes the contents that the database names now.
func (s *Store) BackupFiles(ctx context.Context, copied, folder string) (n, missing int, err error) {
	each := func(yield func(crm.StoredFile) error) error { return FilesInCopy(ctx, copied, yield) }
	if !s.d.sharedCommits {
		each = func(yield func(crm.StoredFile) error) error { return s.eachFile(ctx, s.reading(ctx), yield) }
	}
	err = each(func(f crm.StoredFile) error {
		n++
		err := s.files.copyTo(f, filepath.Join(folder, filepath.FromSlash(f.Path)))
		if errors.Is(err, crm.ErrFileMissing) {
			missing++
			return nil
		}
		return err
	})
	if err != nil {
		return n, missing, fmt.Errorf("back up the documents: %w", err)
	}
	return n, missing, nil
}

// copyTo gives a content a second name, or copies it to another disk.
func (f *files) copyTo(stored crm.StoredFile, path string) error {
	file, err := f.open(stored.Hash, stored.Size)
	if err != nil {
		return err
	}
	if err := errors.Join(file.Close(), os.MkdirAll(filepath.Dir(path), 0o700)); err != nil {
		return err
	}
	from := f.path(stored.Hash)
	if err := os.Link(from, path); err == nil || errors.Is(err, fs.ErrExist) {
		return syncFolder(filepath.Dir(path))
	}
	if err := copyFile(from, path); err != nil {
		return err
	}
	return syncFile(path)
}

// CheckFilesIn compares a folder of contents with the rows of a SQLite copy,
// byte for byte, and yields what is missing or damaged. It returns how many
// there are.
func CheckFilesIn(ctx context.Context, folder, copied string, yield func(crm.FileFault) error) (n int, err error) {
	f := newFiles(folder)
	err = FilesInCopy(ctx, copied, func(stored crm.StoredFile) error {
		n++
		fault, err := f.check(ctx, stored, true)
		if err != nil || fault == nil {
			return err
		}
		return yield(*fault)
	})
	return n, err
}
