package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"holm/crm"
	"holm/lockout"
)

// Options says which database to open.
type Options struct {
	Seen func(query string) // told every statement that reads, before it runs; nil: nobody
	Dir  string             // the data directory; SQLite's file is holm.db in it
	DSN  string             // a SQL Server ("sqlserver://…"); "" is SQLite
	Now  func() time.Time   // the clock; nil is the system's
	// Documents is the folder of document files; "" is documents in Dir.
	Documents string
	Gate      lockout.Gate // nil until SetGate; business data cannot be written before
	Log       *slog.Logger // nil discards
}

// Store is an open database. It is safe for concurrent use.
type Store struct {
	d        *dialect
	dir      string
	clock    func() time.Time
	log      *slog.Logger
	gate     atomic.Pointer[lockout.Gate]
	readers  *sql.DB
	writers  *sql.DB
	writer   *writer // shared commits; nil where the engine writes concurrently
	stmts    sync.Map
	inserts  sync.Map     // statements that write several rows, by inserts
	reads    atomic.Int64 // statements that the readers ran
	seen     func(query string)
	prepare  sync.Mutex
	ids      idBlocks
	walking  walking
	sorting  atomic.Pointer[crm.Collation]
	sizes    sizes
	lookups  lookups
	looks    int // candidates that a page looks at before it ends early
	counting time.Duration
	company  *kind[crm.Company, *crm.Company]
	person   *kind[crm.Person, *crm.Person]
	document *kind[crm.Document, *crm.Document]
	files    *files
	plainly  bool            // without concordances
	ending   context.Context // until the store closes
	end      context.CancelFunc
	beside   sync.WaitGroup // what is made beside requests
}

// Open opens the database, makes or upgrades its tables and fills an empty one
// with the usual roles and lists. The error wraps ErrNewerDatabase when a
// newer release has written to it.
func Open(ctx context.Context, o Options) (*Store, error) {
	s := &Store{dir: o.Dir, clock: o.Now, log: o.Log, seen: o.Seen, d: sqliteDialect(), looks: candidatesSeen}
	if o.DSN != "" {
		s.d = mssqlDialect()
	}
	if s.clock == nil {
		s.clock = time.Now
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	if o.Gate != nil {
		s.SetGate(o.Gate)
	}
	s.walking, s.counting = usualWalk, countTime
	s.ending, s.end = context.WithCancel(context.WithoutCancel(ctx))
	s.ids.open = map[string]idRange{}
	s.company, s.person, s.document = companyKind(s), personKind(s), documentKind(s)
	s.files = newFiles(cmp.Or(o.Documents, filepath.Join(o.Dir, "documents")))
	s.sorting.Store(crm.NewCollation("en"))
	if err := s.open(ctx, o); err != nil {
		return nil, errors.Join(fmt.Errorf("open the database: %w", err), s.Close())
	}
	return s, nil
}

func (s *Store) open(ctx context.Context, o Options) error {
	var err error
	if s.writers, s.readers, err = s.d.open(o); err != nil {
		return err
	}
	if err := migrate(ctx, s.d, s.writers); err != nil {
		return err
	}
	language, err := s.Setting(ctx, settingLanguage)
	if err != nil {
		return err
	}
	if language != "" {
		s.sorting.Store(crm.NewCollation(language))
	}
	if err := s.remakeSearch(ctx); err != nil {
		return err
	}
	if s.d.sharedCommits {
		if s.writer, err = startWriter(ctx, s); err != nil {
			return err
		}
	}
	if err := s.seed(ctx); err != nil {
		return err
	}
	return s.ensureInstallation(ctx)
}

// settingLanguage is the installation's language: lists sort by it.
const settingLanguage = "installation.language"

// settingCountry is the installation's country: phone numbers are read by it.
const settingCountry = "installation.country"

// SetGate sets who decides about writes from now on.
func (s *Store) SetGate(g lockout.Gate) { s.gate.Store(&g) }

// Close waits for the writes that run and closes the database.
func (s *Store) Close() error {
	s.end()
	s.beside.Wait()
	var errs []error
	if s.writer != nil {
		errs = append(errs, s.writer.stop())
	}
	s.stmts.Range(func(_, stmt any) bool {
		errs = append(errs, stmt.(*sql.Stmt).Close())
		return true
	})
	if s.readers != nil && s.readers != s.writers {
		errs = append(errs, s.readers.Close())
	}
	if s.writers != nil {
		errs = append(errs, s.writers.Close())
	}
	return errors.Join(errs...)
}

// now is the clock in what every engine keeps: UTC, whole milliseconds.
func (s *Store) now() time.Time { return s.clock().UTC().Truncate(time.Millisecond) }

// verdict returns the decision in force; false before there is a gate.
func (s *Store) verdict() (lockout.Verdict, bool) {
	g := s.gate.Load()
	if g == nil {
		return lockout.Verdict{}, false
	}
	return (*g).Verdict(), true
}

// query reads through the pool that cannot write.
func (s *Store) query(ctx context.Context, query string, args ...sql.NamedArg) (*sql.Rows, error) {
	s.note(query)
	if strings.Contains(query, filterMark) {
		return s.readers.QueryContext(ctx, query, anys(args)...)
	}
	stmt, err := s.prepared(ctx, query)
	if err != nil {
		return nil, err
	}
	return stmt.QueryContext(ctx, anys(args)...)
}

// note counts a statement that is about to read.
func (s *Store) note(query string) {
	s.reads.Add(1)
	if s.seen != nil {
		s.seen(query)
	}
}

// row reads one row through the pool that cannot write.
func (s *Store) row(ctx context.Context, query string, args ...sql.NamedArg) *sql.Row {
	s.note(query)
	if strings.Contains(query, filterMark) {
		return s.readers.QueryRowContext(ctx, query, anys(args)...)
	}
	stmt, err := s.prepared(ctx, query)
	if err != nil {
		return s.readers.QueryRowContext(ctx, query, anys(args)...) // fails again, with its reason
	}
	return stmt.QueryRowContext(ctx, anys(args)...)
}

// prepared keeps statements ready; the number of different ones is limited by
// the code that builds them.
func (s *Store) prepared(ctx context.Context, query string) (*sql.Stmt, error) {
	if stmt, ok := s.stmts.Load(query); ok {
		return stmt.(*sql.Stmt), nil
	}
	s.prepare.Lock()
	defer s.prepare.Unlock()
	if stmt, ok := s.stmts.Load(query); ok {
		return stmt.(*sql.Stmt), nil
	}
	stmt, err := s.readers.PrepareContext(context.WithoutCancel(ctx), query)
	if err != nil {
		return nil, fmt.Errorf("prepare a statement: %w", err)
	}
	s.stmts.Store(query, stmt)
	return stmt, nil
}

// arg names a parameter of a statement.
func arg(name string, value any) sql.NamedArg { return sql.Named(name, value) }

// reference is the id of another record as a parameter: NULL for none.
func reference(id int64) any {
	if id == 0 {
		return nil
	}
	return id
}

func anys(args []sql.NamedArg) []any {
	out := make([]any, len(args))
	for i, a := range args {
		out[i] = a
	}
	return out
}
