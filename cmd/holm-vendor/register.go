package main

import (
	"context"
	"database/sql"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"time"
)

//go:embed register.sql
var registerTables string

// register is the vendor's memory: entries are added and never changed; the
// database itself refuses updates and deletions.
type register struct {
	db  *sql.DB
	dir string
}

const databaseName = "register.db"

// openRegister opens the register that the flags name.
func (p *program) openRegister() (*register, error) {
	dir := p.flags.Register
	if _, err := os.Stat(filepath.Join(dir, databaseName)); errors.Is(err, os.ErrNotExist) {
		return nil, failed("holm-vendor init makes one; --register names its folder", "there is no register in %s", dir)
	}
	db, err := openDatabase(p.ctx, dir)
	if err != nil {
		return nil, err
	}
	return &register{db: db, dir: dir}, nil
}

func openDatabase(ctx context.Context, dir string) (*sql.DB, error) {
	source := url.URL{Scheme: "file", Opaque: filepath.ToSlash(filepath.Join(dir, databaseName))}
	source.RawQuery = "_txlock=immediate&_pragma=busy_timeout(10000)&_pragma=foreign_keys(1)&_pragma=synchronous(FULL)"
	db, err := sql.Open("sqlite", source.String())
	if err != nil {
		return nil, fmt.Errorf("open register: %w", err)
	}
	db.SetMaxOpenConns(1)
	if err := db.PingContext(ctx); err != nil {
		return nil, fmt.Errorf("open register: %w", errors.Join(err, db.Close()))
	}
	return db, nil
}

func (r *register) close() error { return r.db.Close() }

// with opens the register for one command.
func (p *program) with(do func(*register) error) error {
	r, err := p.openRegister()
	if err != nil {
		return err
	}
	return errors.Join(do(r), r.close())
}

// add enters a customer or agreement.
func (r *register) add(ctx context.Context, table, no string, at time.Time, entry any) error {
	text, err := json.Marshal(entry)
	if err != nil {
		return fmt.Errorf("write entry: %w", err)
	}
	query := map[string]string{
		"vendor":    `INSERT INTO vendor (no, entry, at) VALUES (@no, @entry, @at)`,
		"customer":  `INSERT INTO customer (no, entry, at) VALUES (@no, @entry, @at)`,
		"agreement": `INSERT INTO agreement (no, entry, at) VALUES (@no, @entry, @at)`,
	}[table]
	_, err = r.db.ExecContext(ctx, query, sql.Named("no", no), sql.Named("entry", string(text)), sql.Named("at", stamp(at)))
	if err != nil {
		return fmt.Errorf("enter %s %s: %w", table, no, err)
	}
	return nil
}

// entries reads every entry of a table, in the order of their numbers.
func entries[T any](ctx context.Context, r *register, table string) ([]T, error) {
	query := map[string]string{
		"vendor":    `SELECT entry FROM vendor ORDER BY no`,
		"customer":  `SELECT entry FROM customer ORDER BY no`,
		"agreement": `SELECT entry FROM agreement ORDER BY no`,
	}[table]
	rows, err := r.db.QueryContext(ctx, query)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", table, err)
	}
	defer rows.Close()
	var list []T
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, fmt.Errorf("read %s: %w", table, err)
		}
		var entry T
		if err := json.Unmarshal([]byte(text), &entry); err != nil {
			return nil, fmt.Errorf("read %s: %w", table, err)
		}
		list = append(list, entry)
	}
	return list, rows.Err()
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }
