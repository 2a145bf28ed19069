package export

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

const (
	databaseFile   = "data/db/holm.sqlite"
	databaseBackup = "data/db/holm.bak"
	databaseText   = "data/db/README.txt"
	sqliteHeader   = "SQLite format 3\x00"
)

const sqliteExplained = `The database, twice the same file
=================================

holm.sqlite and holm.bak are byte for byte the same: a complete copy of the
database as it was at the moment of the export, an SQLite 3 file that any
SQLite program opens (https://sqlite.org):

    sqlite3 holm.sqlite ".tables"
    sqlite3 holm.sqlite "PRAGMA integrity_check"

It is there under the name .bak because the agreement promises the database as
a .bak file. It is not a Microsoft SQL Server backup: this installation ran on
SQLite, and SQL Server cannot restore it.

Secrets (password hashes, sessions, keys) are removed from the copy.
data/completeness.csv names what is left out, and why.
`

const serverExplained = `The database
============

holm.bak is the database server's own backup of the database as it was at the
moment of the export. Restore it with that server, for Microsoft SQL Server:

    RESTORE VERIFYONLY FROM DISK = 'holm.bak' WITH CHECKSUM
    RESTORE DATABASE holm FROM DISK = 'holm.bak' WITH CHECKSUM

data/completeness.csv names what is left out of the other files, and why.
`

// writeDatabase adds the copy of the database under the names people look for.
func (b *bag) writeDatabase(ctx context.Context) error {
	b.progress("database", databaseBackup)
	dir, err := os.MkdirTemp(b.o.TempDir, "holm-export-")
	if err != nil {
		return fmt.Errorf("making a temporary folder: %w", err)
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "holm.db")
	switch err := b.o.Source.Database(ctx, path); {
	case errors.Is(err, errors.ErrUnsupported):
		b.census = append(b.census, counted{"database", databaseBackup, -1, -1, "the database server keeps its own backup, which its administrator makes; every table is here as CSV and JSON Lines"})
		return nil
	case err != nil:
		return err
	}
	file, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("opening the copy: %w", err)
	}
	defer file.Close()
	explained, names := serverExplained, []string{databaseBackup}
	if isSQLite(file) {
		explained, names = sqliteExplained, []string{databaseFile, databaseBackup}
	}
	for _, name := range names {
		if err := b.copyDatabase(ctx, name, file); err != nil {
			return err
		}
	}
	return b.putText(databaseText, explained)
}

func (b *bag) copyDatabase(ctx context.Context, name string, file *os.File) error {
	info, err := file.Stat()
	if err != nil {
		return fmt.Errorf("reading the copy: %w", err)
	}
	_, err = b.put(name, deflated, func(w io.Writer) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		whole := io.NewSectionReader(file, 0, info.Size())
		_, err := io.CopyBuffer(onlyWriter{w}, onlyReader{whole}, make([]byte, 1<<20))
		return err
	})
	return err
}

func isSQLite(r io.ReaderAt) bool {
	head := make([]byte, len(sqliteHeader))
	_, err := r.ReadAt(head, 0)
	return err == nil && bytes.Equal(head, []byte(sqliteHeader))
}
