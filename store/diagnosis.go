package store

import (
	"context"
	"database/sql"
	"fmt"

	"holm/crm"
)

// rowsCounted is where counting a table for a diagnosis stops.
const rowsCounted = 100_000

const selectSchema = `SELECT MAX(version_id) FROM goose_db_version`

// Diagnosis tells how the database is set and how many rows its tables have,
// up to a bound. Nothing in it is a value that somebody entered.
func (s *Store) Diagnosis(ctx context.Context) (crm.Diagnosis, error) {
	d := crm.Diagnosis{Engine: s.d.name}
	for _, o := range s.d.options {
		var value sql.NullString
		if err := s.readers.QueryRowContext(ctx, o.query).Scan(&value); err != nil {
			value.String = "unknown" // a right is missing, or an older engine
		}
		d.Options = append(d.Options, crm.DiagnosisLine{Name: o.name, Value: value.String})
	}
	if err := s.row(ctx, selectSchema).Scan(&d.Schema); err != nil {
		return d, fmt.Errorf("read the schema's version: %w", err)
	}
	head, tail := s.d.top(rowsCounted + 1)
	for _, t := range Tables() {
		c := crm.TableCount{Table: t.Name}
		query := "SELECT COUNT(*) FROM (SELECT " + head + "1 AS one FROM " + t.Name + tail + ") AS c"
		if err := s.row(ctx, query).Scan(&c.Rows); err != nil {
			return d, fmt.Errorf("count %s: %w", t.Name, err)
		}
		if c.Rows > rowsCounted {
			c.Rows, c.More = rowsCounted, true
		}
		d.Tables = append(d.Tables, c)
	}
	return d, nil
}

// option is a setting of the engine and how it is asked for.
type option struct{ name, query string }

// sqliteOptions and mssqlOptions are what support wants to know first.
var (
	sqliteOptions = []option{{"version", "SELECT sqlite_version()"}, {"journal_mode", "PRAGMA journal_mode"}, {"page_size", "PRAGMA page_size"},
		{"page_count", "PRAGMA page_count"}, {"freelist_count", "PRAGMA freelist_count"}, {"cache_size", "PRAGMA cache_size"},
		{"busy_timeout", "PRAGMA busy_timeout"}, {"foreign_keys", "PRAGMA foreign_keys"}}
	mssqlOptions = []option{{"version", "SELECT CAST(SERVERPROPERTY('ProductVersion') AS nvarchar(100))"},
		{"edition", "SELECT CAST(SERVERPROPERTY('Edition') AS nvarchar(100))"},
		{"read_committed_snapshot", "SELECT CAST(is_read_committed_snapshot_on AS nvarchar(5)) FROM sys.databases WHERE name = DB_NAME()"},
		{"recovery_model", "SELECT recovery_model_desc FROM sys.databases WHERE name = DB_NAME()"},
		{"compatibility_level", "SELECT CAST(compatibility_level AS nvarchar(5)) FROM sys.databases WHERE name = DB_NAME()"},
		{"collation", "SELECT CAST(DATABASEPROPERTYEX(DB_NAME(), 'Collation') AS nvarchar(100))"}}
)
