package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"time"

	"github.com/pressly/goose/v3"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// databaseFile is SQLite's file in the data directory.
const databaseFile = "holm.db"

func sqliteDialect() *dialect {
	return &dialect{
		name: "sqlite", options: sqliteOptions, sharedCommits: true, open: openSQLite, goose: goose.DialectSQLite3,
		migrating:  func(context.Context, *sql.DB) (func() error, error) { return func() error { return nil }, nil },
		encodeTime: func(t time.Time) any { return t.UnixMicro() },
		time:       func(t *time.Time) sql.Scanner { return &microTime{at: t} },
		nullTime:   func(t **time.Time) sql.Scanner { return &nullMicroTime{at: t} },
		top:        func(n int) (string, string) { return "", " LIMIT " + strconv.Itoa(n) },
		after: func(key, id string, desc bool) string {
			if desc {
				return "(" + key + ", " + id + ") < (@key, @id)"
			}
			return "(" + key + ", " + id + ") > (@key, @id)"
		},
		each: func(param string) string { return "(SELECT value FROM json_each(" + param + "))" },
		eachPair: func(param string) string {
			return "(SELECT json_extract(value, '$[0]') AS a, json_extract(value, '$[1]') AS b FROM json_each(" + param + "))"
		},
		mark: func(int) string { return "?" }, rowsOf: func(columns int) int { return max(1, 64/columns) },
		firstRows: func(n int) string { return " LIMIT " + strconv.Itoa(n) },
		unindexed: func(column string) string { return "+" + column },
		at:        func(text, part string) string { return "instr(" + text + ", " + part + ")" },
		termsBeneath: func(n int) string { // one search for each, however many rows have it
			return `WITH RECURSIVE w (term) AS (
				SELECT MIN(term) FROM search_term WHERE list = @list AND term >= @from AND term < @from_end
				UNION ALL SELECT (SELECT MIN(t.term) FROM search_term t WHERE t.list = @list AND t.term > w.term AND t.term < @from_end)
				FROM w WHERE w.term IS NOT NULL)
				SELECT term FROM w WHERE term IS NOT NULL LIMIT ` + strconv.Itoa(n)
		},
		bytes:    `SELECT (p.page_count - f.freelist_count) * s.page_size FROM pragma_page_count p, pragma_freelist_count f, pragma_page_size s`,
		unhex:    func(expression string) string { return "unhex(" + expression + ")" },
		gather:   gatherSQLite,
		lock:     func(*tx, string) error { return nil }, // there is one writer
		position: func(*tx) (any, error) { return nil, nil },
		taken: func(err error) bool {
			code := sqliteCode(err)
			return code == sqlite3.SQLITE_CONSTRAINT_UNIQUE || code == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY
		},
		missing: func(err error) bool { return sqliteCode(err) == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY },
		fatal: func(err error) bool {
			switch sqliteCode(err) & 0xff {
			case sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_INTERRUPT,
				sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_READONLY:
				return true
			}
			return false
		},
		retry:  func(err error) bool { return sqliteCode(err)&0xff == sqlite3.SQLITE_BUSY },
		backup: backupSQLite, check: checkSQLite, snapshot: sqliteSnapshot,
	}
}

func sqliteCode(err error) int {
	var e *sqlite.Error
	if errors.As(err, &e) {
		return e.Code()
	}
	return 0
}

func openSQLite(o Options) (writers, readers *sql.DB, err error) {
	path := filepath.Join(o.Dir, databaseFile)
	if err := createPrivate(path); err != nil {
		return nil, nil, err
	}
	writers, err = sql.Open("sqlite", sqliteDSN(path, "_txlock=immediate",
		"_pragma=busy_timeout(10000)", "_pragma=journal_mode(WAL)", "_pragma=synchronous(FULL)",
		"_pragma=foreign_keys(1)", "_pragma=cache_size(-64000)", "_pragma=wal_autocheckpoint(4000)", "_pragma=temp_store(MEMORY)"))
	if err != nil {
		return nil, nil, fmt.Errorf("open the writer: %w", err)
	}
	writers.SetMaxOpenConns(1)
	writers.SetConnMaxIdleTime(0)
	if err := writers.Ping(); err != nil {
		return writers, nil, fmt.Errorf("open %s: %w", path, err)
	}
	readers, err = sql.Open("sqlite", sqliteDSN(path, "mode=ro",
		"_pragma=busy_timeout(10000)", "_pragma=query_only(1)", "_pragma=cache_size(-8000)"))
	if err != nil {
		return writers, nil, fmt.Errorf("open the readers: %w", err)
	}
	n := max(4, 2*runtime.GOMAXPROCS(0))
	readers.SetMaxOpenConns(n)
	readers.SetMaxIdleConns(n)
	return writers, readers, nil
}

func sqliteDSN(path string, options ...string) string {
	dsn := "file:" + (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath()
	for i, o := range options {
		if i == 0 {
			dsn += "?" + o
			continue
		}
		dsn += "&" + o
	}
	return dsn
}

// createPrivate makes the file, readable by the service's account only, before
// the engine would make it with wider rights.
func createPrivate(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return fmt.Errorf("open the database file: %w", err)
	}
	return f.Close()
}

// microTime reads microseconds since 1970.
type microTime struct{ at *time.Time }

// Scan takes the driver's value.
func (m *microTime) Scan(v any) error {
	n, ok := v.(int64)
	if !ok {
		return fmt.Errorf("a time is kept as %T", v)
	}
	*m.at = time.UnixMicro(n).UTC()
	return nil
}

type nullMicroTime struct{ at **time.Time }

// Scan takes the driver's value.
func (m *nullMicroTime) Scan(v any) error {
	if v == nil {
		*m.at = nil
		return nil
	}
	var t time.Time
	if err := (&microTime{&t}).Scan(v); err != nil {
		return err
	}
	*m.at = &t
	return nil
}

// backupSQLite writes a complete copy to a new file while others go on.
func backupSQLite(ctx context.Context, s *Store, path string) (err error) {
	db, err := sql.Open("sqlite", sqliteDSN(filepath.Join(s.dir, databaseFile), "_pragma=busy_timeout(10000)"))
	if err != nil {
		return fmt.Errorf("open a connection to copy by: %w", err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	_, err = db.ExecContext(ctx, "VACUUM INTO @path", sql.Named("path", path))
	return err
}

func checkSQLite(ctx context.Context, s *Store) ([]string, error) {
	var found []string
	for _, pragma := range []string{"PRAGMA integrity_check", "PRAGMA foreign_key_check"} {
		rows, err := s.readers.QueryContext(ctx, pragma)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", pragma, err)
		}
		lines, err := texts(rows)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", pragma, err)
		}
		for _, l := range lines {
			if l != "ok" {
				found = append(found, l)
			}
		}
	}
	return found, nil
}

// texts reads rows of any columns as one line of text each.
func texts(rows *sql.Rows) ([]string, error) {
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	var out []string
	for rows.Next() {
		cells := make([]any, len(columns))
		for i := range cells {
			cells[i] = new(any)
		}
		if err := rows.Scan(cells...); err != nil {
			return nil, err
		}
		line := ""
		for i, c := range cells {
			if i > 0 {
				line += " "
			}
			line += fmt.Sprint(*c.(*any))
		}
		out = append(out, line)
	}
	return out, rows.Err()
}

// gatherSQLite gathers rows in a temporary table on the disk. Sorted as a
// whole, they touch each page of search_term once.
func gatherSQLite(ctx context.Context, db *sql.DB) (string, func() error, error) {
	run := func(statements ...string) error {
		for _, s := range statements {
			if _, err := db.ExecContext(ctx, s); err != nil {
				return err
			}
		}
		return nil
	}
	arrange := func() error {
		return run("INSERT INTO search_term (list, term, sort_key, record_id) SELECT list, term, sort_key, record_id"+
			" FROM temp.gathered ORDER BY list, term, sort_key, record_id", "DROP TABLE temp.gathered", "PRAGMA temp_store = MEMORY")
	}
	return "temp.gathered", arrange, run("PRAGMA temp_store = FILE",
		"CREATE TEMP TABLE gathered (list INTEGER, term TEXT, sort_key BLOB, record_id INTEGER)")
}
