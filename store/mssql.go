package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/golang-sql/civil"
	mssql "github.com/microsoft/go-mssqldb"
	"github.com/pressly/goose/v3"
)

// SQL Server's error numbers that the store acts on.
const (
	mssqlUniqueIndex   = 2601
	mssqlUniqueKey     = 2627
	mssqlReference     = 547
	mssqlDeadlock      = 1205
	mssqlSnapshotClash = 3960
)

const (
	mssqlLock         = `DECLARE @result int; EXEC @result = sp_getapplock @Resource = @name, @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = 10000; IF @result < 0 THROW 50001, 'a lock was not granted in time', 1`
	mssqlSessionLock  = `DECLARE @result int; EXEC @result = sp_getapplock @Resource = 'holm.migrate', @LockMode = 'Exclusive', @LockOwner = 'Session', @LockTimeout = 120000; IF @result < 0 THROW 50001, 'a lock was not granted in time', 1`
	mssqlSessionFree  = `EXEC sp_releaseapplock @Resource = 'holm.migrate', @LockOwner = 'Session'`
	mssqlNextPosition = `UPDATE id_block SET next_id = next_id + 1 WHERE name = 'journal'`
	mssqlPosition     = `SELECT next_id FROM id_block WHERE name = 'journal'`
	mssqlFirstJournal = `INSERT INTO id_block (name, next_id) VALUES ('journal', 1)`
	mssqlBackup       = `DECLARE @db sysname = DB_NAME(); BACKUP DATABASE @db TO DISK = @path WITH COPY_ONLY, CHECKSUM, INIT`
	mssqlBytes        = `SELECT COALESCE(SUM(CAST(FILEPROPERTY(name, 'SpaceUsed') AS bigint)), 0) * 8192 FROM sys.database_files WHERE type = 0`
	mssqlCheck        = `DBCC CHECKDB WITH NO_INFOMSGS, TABLERESULTS`
	mssqlSnapshotting = `SELECT CASE WHEN is_read_committed_snapshot_on = 1 AND snapshot_isolation_state = 1 THEN 1 ELSE 0 END
		FROM sys.databases WHERE name = DB_NAME()`
)

func mssqlDialect() *dialect {
	return &dialect{
		name: "mssql", options: mssqlOptions, open: openMSSQL, goose: goose.DialectMSSQL,
		migrating:  lockMSSQL,
		encodeTime: func(t time.Time) any { return civil.DateTimeOf(t.UTC()) },
		time:       func(t *time.Time) sql.Scanner { return &utcTime{at: t} },
		nullTime:   func(t **time.Time) sql.Scanner { return &nullUTCTime{at: t} },
		top:        func(n int) (string, string) { return "TOP (" + strconv.Itoa(n) + ") ", "" },
		after: func(key, id string, desc bool) string {
			if desc {
				return key + " <= @key AND (" + key + " < @key OR " + id + " < @id)"
			}
			return key + " >= @key AND (" + key + " > @key OR " + id + " > @id)"
		},
		each: func(param string) string { return "(SELECT value FROM OPENJSON(" + param + ")) AS list" },
		eachPair: func(param string) string {
			return "(SELECT a, b FROM OPENJSON(" + param + ") WITH (a bigint '$[0]', b nvarchar(450) '$[1]')) AS list"
		},
		mark: func(n int) string { return "@p" + strconv.Itoa(n) }, rowsOf: func(columns int) int { return min(50, 2000/columns) },
		firstRows: func(n int) string { return " OFFSET 0 ROWS FETCH NEXT " + strconv.Itoa(n) + " ROWS ONLY" },
		unindexed: func(column string) string { return column }, // it knows better
		at:        func(text, part string) string { return "CHARINDEX(" + part + ", " + text + ")" },
		termsBeneath: func(n int) string {
			return "SELECT DISTINCT TOP (" + strconv.Itoa(n) + ") term FROM search_term WHERE list = @list AND term >= @from AND term < @from_end ORDER BY term"
		},
		bytes: mssqlBytes,
		unhex: func(expression string) string { return "CONVERT(varbinary(120), " + expression + ", 2)" },
		lock: func(t *tx, name string) error {
			_, err := t.exec(mssqlLock, arg("name", name))
			return err
		},
		gather: func(context.Context, *sql.DB) (string, func() error, error) {
			return "search_term", func() error { return nil }, nil
		},
		position: mssqlJournalPosition,
		taken:    func(err error) bool { n := mssqlNumber(err); return n == mssqlUniqueIndex || n == mssqlUniqueKey },
		missing:  func(err error) bool { return mssqlNumber(err) == mssqlReference },
		fatal:    func(err error) bool { return false },
		retry:    func(err error) bool { n := mssqlNumber(err); return n == mssqlDeadlock || n == mssqlSnapshotClash },
		snapshot: mssqlSnapshot,
		backup: func(ctx context.Context, s *Store, path string) error {
			_, err := s.writers.ExecContext(ctx, mssqlBackup, sql.Named("path", path))
			return err
		},
		check: func(ctx context.Context, s *Store) ([]string, error) {
			rows, err := s.writers.QueryContext(ctx, mssqlCheck)
			if err != nil {
				return nil, fmt.Errorf("check the database: %w", err)
			}
			return texts(rows)
		},
	}
}

func mssqlNumber(err error) int32 {
	var e mssql.Error
	if errors.As(err, &e) {
		return e.Number
	}
	return 0
}

func openMSSQL(o Options) (writers, readers *sql.DB, err error) {
	db, err := sql.Open("sqlserver", o.DSN)
	if err != nil {
		return nil, nil, fmt.Errorf("open SQL Server: %w", err)
	}
	db.SetMaxOpenConns(20)
	var snapshot bool
	if err := db.QueryRow(mssqlSnapshotting).Scan(&snapshot); err != nil {
		return db, db, fmt.Errorf("reach SQL Server: %w", err)
	}
	if !snapshot {
		return db, db, errors.New("reading would wait for writing; switch that off with: " +
			"ALTER DATABASE CURRENT SET ALLOW_SNAPSHOT_ISOLATION ON; " +
			"ALTER DATABASE CURRENT SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE")
	}
	return db, db, nil
}

// lockMSSQL keeps other processes from upgrading the same database.
func lockMSSQL(ctx context.Context, db *sql.DB) (func() error, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := conn.ExecContext(ctx, mssqlSessionLock); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return func() error {
		_, err := conn.ExecContext(context.WithoutCancel(ctx), mssqlSessionFree)
		return errors.Join(err, conn.Close())
	}, nil
}

// mssqlJournalPosition counts in a row that stays locked until the commit, so
// that positions follow the order of commits.
func mssqlJournalPosition(t *tx) (any, error) {
	n, err := t.exec(mssqlNextPosition)
	if err == nil && n == 0 {
		_, err = t.exec(mssqlFirstJournal)
	}
	if err != nil {
		return nil, err
	}
	var position int64
	err = t.row(mssqlPosition).Scan(&position)
	return position, err
}

// utcTime reads datetime2, which is kept in UTC.
type utcTime struct{ at *time.Time }

// Scan takes the driver's value.
func (u *utcTime) Scan(v any) error {
	t, ok := v.(time.Time)
	if !ok {
		return fmt.Errorf("a time is kept as %T", v)
	}
	*u.at = t.UTC()
	return nil
}

type nullUTCTime struct{ at **time.Time }

// Scan takes the driver's value.
func (u *nullUTCTime) Scan(v any) error {
	if v == nil {
		*u.at = nil
		return nil
	}
	var t time.Time
	if err := (&utcTime{&t}).Scan(v); err != nil {
		return err
	}
	*u.at = &t
	return nil
}
