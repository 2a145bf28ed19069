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
	dry bool // try every write, and keep none
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
	if _, err := db.ExecContext(p.ctx, registerTables); err != nil {
		return nil, fmt.Errorf("open register: %w", errors.Join(err, db.Close()))
	}
	return &register{db: db, dir: dir, dry: p.flags.DryRun}, nil
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

// write is the one door through which anything enters the register: all of it
// or nothing, and nothing under --dry-run.
func (r *register) write(ctx context.Context, do func(*sql.Tx) error) error {
	tx, err := r.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("write to the register: %w", err)
	}
	if err := do(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	if r.dry {
		return tx.Rollback()
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("write to the register: %w", err)
	}
	return nil
}

// kind is a table of entries, each with a number of its own.
type kind string

const (
	vendors         kind = "vendor"
	customers       kind = "customer"
	agreements      kind = "agreement"
	priceLists      kind = "price_list"
	incomingOrders  kind = "incoming_order"
	confirmedOrders kind = "confirmed_order"
	usageReports    kind = "usage_report"
)

// add enters one entry.
func (r *register) add(ctx context.Context, k kind, no string, at time.Time, entry any) error {
	return r.write(ctx, func(tx *sql.Tx) error { return enter(ctx, tx, k, no, at, entry) })
}

func enter(ctx context.Context, tx *sql.Tx, k kind, no string, at time.Time, entry any) error {
	text, err := json.Marshal(entry)
	if err != nil {
		return fmt.Errorf("write entry: %w", err)
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO `+string(k)+` (no, entry, at) VALUES (@no, @entry, @at)`,
		sql.Named("no", no), sql.Named("entry", string(text)), sql.Named("at", stamp(at)))
	if err != nil {
		return fmt.Errorf("enter %s %s: %w", k, no, err)
	}
	return nil
}

// entries reads every entry of a kind, in the order of their numbers.
func entries[T any](ctx context.Context, r *register, k kind) ([]T, error) {
	rows, err := r.db.QueryContext(ctx, `SELECT entry FROM `+string(k)+` ORDER BY no`)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", k, err)
	}
	defer rows.Close()
	var list []T
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, fmt.Errorf("read %s: %w", k, err)
		}
		var entry T
		if err := json.Unmarshal([]byte(text), &entry); err != nil {
			return nil, fmt.Errorf("read %s: %w", k, err)
		}
		list = append(list, entry)
	}
	return list, rows.Err()
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }
