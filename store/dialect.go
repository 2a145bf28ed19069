package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/pressly/goose/v3"
)

// dialect is all that differs between the engines.
type dialect struct {
	name          string
	sharedCommits bool // one writer whose waiting writes share a commit
	open          func(o Options) (writers, readers *sql.DB, err error)
	goose         goose.Dialect
	migrating     func(ctx context.Context, db *sql.DB) (release func() error, err error)

	encodeTime func(time.Time) any
	time       func(*time.Time) sql.Scanner
	nullTime   func(**time.Time) sql.Scanner

	// top limits a SELECT to n rows: what follows SELECT, and what ends it.
	top func(n int) (head, tail string)
	// after keeps the rows beyond @key and @id in the order of the columns.
	after func(key, id string, desc bool) string
	// unindexed is the column so that no index is chosen for a condition on it.
	unindexed func(column string) string
	// each is a table with a column "value" out of the JSON list in a parameter.
	each func(param string) string
	// eachPair is a table with columns "a" (integer) and "b" (text) out of the
	// JSON list of pairs in a parameter.
	eachPair func(param string) string
	// mark is the n-th parameter of a statement whose parameters have no names.
	mark func(n int) string
	// rowsOf is how many rows of so many columns are written by one statement:
	// the network's cost or the engine's.
	rowsOf func(columns int) int
	// firstRows ends a SELECT with an order so that it has n rows at most.
	firstRows func(n int) string
	// at is where a text holds another, from 1; 0: nowhere.
	at func(text, part string) string
	// termsBeneath is a statement that reads up to n different terms of @list
	// from @from to before @from_end.
	termsBeneath func(n int) string

	// bytes is a statement that reads how many bytes the database takes.
	bytes string
	// unhex is the bytes that an expression writes in hexadecimal digits.
	unhex func(expression string) string
	// gather gives a table to write many rows for search_term to, in any order;
	// arrange then brings them there.
	gather func(ctx context.Context, db *sql.DB) (into string, arrange func() error, err error)

	options []option // what a diagnosis tells of the engine

	lock     func(t *tx, name string) error // until the end of the transaction
	position func(t *tx) (any, error)       // of the next journal entry; nil: the engine counts
	taken    func(error) bool               // a unique rule was broken
	missing  func(error) bool               // a reference leads nowhere
	fatal    func(error) bool               // the whole transaction is lost
	retry    func(error) bool               // trying again may help
	backup   func(ctx context.Context, s *Store, path string) error
	check    func(ctx context.Context, s *Store) ([]string, error)
	snapshot func(ctx context.Context, s *Store) (*Snapshot, error)
}

//go:embed migrations
var migrations embed.FS

// ErrNewerDatabase says that a newer release has written to the database.
var ErrNewerDatabase = errors.New("the database belongs to a newer release of Holm")

// migrate brings the tables to this release's form. Another process may be
// doing the same: who comes second finds the work done.
func migrate(ctx context.Context, d *dialect, db *sql.DB) error {
	release, err := d.migrating(ctx, db)
	if err != nil {
		return fmt.Errorf("wait for other upgrades: %w", err)
	}
	const tries = 5
	for try := 1; ; try++ {
		err = upgrade(ctx, d, db)
		if err == nil || try == tries || errors.Is(err, ErrNewerDatabase) {
			return errors.Join(err, release())
		}
		time.Sleep(time.Duration(try) * 50 * time.Millisecond)
	}
}

func upgrade(ctx context.Context, d *dialect, db *sql.DB) error {
	dir, err := fs.Sub(migrations, "migrations/"+d.name)
	if err != nil {
		return fmt.Errorf("find the migrations: %w", err)
	}
	p, err := goose.NewProvider(d.goose, db, dir)
	if err != nil {
		return fmt.Errorf("read the migrations: %w", err)
	}
	have, err := p.GetDBVersion(ctx)
	if err != nil {
		return fmt.Errorf("read the database's version: %w", err)
	}
	sources := p.ListSources()
	newest := sources[len(sources)-1].Version
	switch {
	case have > newest:
		return fmt.Errorf("%w: it is at version %d, this release knows %d", ErrNewerDatabase, have, newest)
	case have == newest:
		return nil
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("upgrade the database: %w", err)
	}
	return nil
}
