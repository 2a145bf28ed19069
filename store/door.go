package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"holm/crm"
	"holm/lockout"
)

// errNoGate says that nobody decides about writes yet.
var errNoGate = errors.New("nothing may be written before the licence state is known")

// tx is one write, all or nothing. Its statements carry no caller's context.
type tx struct {
	d       *dialect
	s       *Store
	actor   crm.Actor
	at      time.Time
	verdict lockout.Verdict
	on      statements
	batch   int64             // what its journal entries belong to, 0 for changes of their own
	found   []posting         // not written yet
	looked  bool              // a lookup table was written to
	tags    map[string]tagged // met so far, by key
}

// statements runs statements within the transaction.
type statements interface {
	exec(query string, args []any) (sql.Result, error)
	query(query string, args []any) (*sql.Rows, error)
	row(query string, args []any) *sql.Row
}

// exec runs a statement and returns how many rows it touched.
func (t *tx) exec(query string, args ...sql.NamedArg) (int64, error) {
	t.looked = t.looked || t.s.lookups.changes(query)
	result, err := t.on.exec(query, anys(args))
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

func (t *tx) query(query string, args ...sql.NamedArg) (*sql.Rows, error) {
	return t.on.query(query, anys(args))
}

func (t *tx) row(query string, args ...sql.NamedArg) *sql.Row { return t.on.row(query, anys(args)) }

// write is the door for business data: the gate is asked at the moment the
// transaction begins, and what fn does is kept as a whole or not at all. The
// error wraps crm.ErrRepeated when a write that may happen once (crm.WithOnce)
// has happened, is *lockout.Refusal when today's state forbids the operation, and
// *lockout.Unlicensed where the licence does not give it to the actor's category.
func (s *Store) write(ctx context.Context, a crm.Actor, op lockout.Operation, fn func(*tx) error) error {
	return s.pass(ctx, permitted(op), func(t *tx) error {
		verdict, ok := s.verdict()
		if !ok {
			return errNoGate
		}
		if err := verdict.Allows(op, standing(a)); err != nil {
			return err
		}
		if a.Category != "" {
			narrow(&a, verdict) // the licence may have changed since the actor came
		}
		t.actor, t.verdict = a, verdict
		if err := fn(t); err != nil {
			return err
		}
		if err := t.flushFound(); err != nil {
			return err
		}
		return t.remember(crm.OnceOf(ctx))
	})
}

// system is the door for the tables of systemTables, which pass neither gate
// nor journal.
func (s *Store) system(ctx context.Context, fn func(*tx) error) error { return s.pass(ctx, nil, fn) }

func (s *Store) pass(ctx context.Context, open []string, fn func(*tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	work, looked := fn, false
	fn = func(t *tx) error {
		if err := work(t); err != nil {
			return err
		}
		looked = t.looked
		return t.countLookups()
	}
	defer func() {
		if looked {
			s.lookups.own.Add(1)
		}
	}()
	if s.writer != nil {
		return s.writer.do(ctx, open, fn)
	}
	const tries = 4
	for try := 1; ; try++ {
		err := s.alone(ctx, fn)
		if err == nil || try == tries || !(s.d.retry(err) || s.d.taken(err)) {
			return err
		}
	}
}

// alone runs one write in a transaction of its own.
func (s *Store) alone(ctx context.Context, fn func(*tx) error) (err error) {
	db, err := s.writers.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin a transaction: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, ignoreDone(db.Rollback()))
		}
	}()
	if err := fn(&tx{d: s.d, s: s, at: s.now(), on: plain{ctx, db}}); err != nil {
		return err
	}
	if err := db.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

func ignoreDone(err error) error {
	if errors.Is(err, sql.ErrTxDone) {
		return nil
	}
	return err
}

// plain runs statements in a transaction of database/sql.
type plain struct {
	ctx context.Context
	tx  *sql.Tx
}

func (p plain) exec(query string, args []any) (sql.Result, error) {
	return p.tx.ExecContext(p.ctx, query, args...)
}

func (p plain) query(query string, args []any) (*sql.Rows, error) {
	return p.tx.QueryContext(p.ctx, query, args...)
}

func (p plain) row(query string, args []any) *sql.Row {
	return p.tx.QueryRowContext(p.ctx, query, args...)
}

func standing(a crm.Actor) lockout.Standing {
	switch {
	case a.Unbound():
		return lockout.System
	case a.Main:
		return lockout.MainUser
	case a.Admin:
		return lockout.Administrator
	}
	return lockout.User
}
