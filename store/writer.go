package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"

	"holm/lockout"
)

// maxShared is how many waiting writes share one commit.
const maxShared = 64

// errClosed says that the store was closed.
var errClosed = errors.New("the database is closed")

// writer runs the writes of SQLite's one connection. Those that wait together
// share a commit, a savepoint each: nobody is answered before it, and what
// breaks the transaction fails all of them.
type writer struct {
	s     *Store
	conn  *sql.Conn
	jobs  chan *job
	ended chan struct{}
	once  sync.Once
	quit  chan struct{}
	stmts map[string]*sql.Stmt
	armed bool
}

type job struct {
	ctx  context.Context
	open []string // tables a closed gate leaves open to this write
	fn   func(*tx) error
	err  error
	died any // what fn panicked with
	done chan struct{}
}

func startWriter(ctx context.Context, s *Store) (*writer, error) {
	conn, err := s.writers.Conn(ctx)
	if err != nil {
		return nil, fmt.Errorf("take the writer's connection: %w", err)
	}
	w := &writer{s: s, conn: conn, jobs: make(chan *job, maxShared), ended: make(chan struct{}),
		quit: make(chan struct{}), stmts: map[string]*sql.Stmt{}}
	go w.loop()
	return w, nil
}

// do waits for its turn and for the commit.
func (w *writer) do(ctx context.Context, open []string, fn func(*tx) error) error {
	j := &job{ctx: ctx, open: open, fn: fn, done: make(chan struct{})}
	select {
	case w.jobs <- j:
	case <-w.quit:
		return errClosed
	}
	select {
	case <-j.done:
	case <-w.ended:
		select {
		case <-j.done:
		default:
			return errClosed
		}
	}
	if j.died != nil {
		panic(j.died)
	}
	return j.err
}

// stop ends the writer after the batch that runs.
func (w *writer) stop() error {
	w.once.Do(func() { close(w.quit) })
	<-w.ended
	var errs []error
	for _, stmt := range w.stmts {
		errs = append(errs, stmt.Close())
	}
	return errors.Join(append(errs, w.conn.Close())...)
}

func (w *writer) loop() {
	defer close(w.ended)
	for {
		select {
		case <-w.quit:
			return
		case first := <-w.jobs:
			batch := append(make([]*job, 0, 8), first)
		waiting:
			for len(batch) < maxShared {
				select {
				case j := <-w.jobs:
					batch = append(batch, j)
				default:
					break waiting
				}
			}
			if err := w.share(batch); err != nil {
				for _, j := range batch {
					j.err = err
				}
			}
			for _, j := range batch {
				close(j.done)
			}
		}
	}
}

// share runs the batch in one transaction. An error fails all of it.
func (w *writer) share(batch []*job) (err error) {
	if err := w.arm(); err != nil {
		return err
	}
	if err := w.run("BEGIN IMMEDIATE"); err != nil {
		return fmt.Errorf("begin a transaction: %w", err)
	}
	defer func() {
		if err != nil {
			// An engine that broke the transaction has rolled it back already.
			_ = w.run("ROLLBACK")
		}
	}()
	if j := batch[0]; len(batch) == 1 {
		if err := w.only(j); err != nil {
			return err
		}
		if j.err != nil || j.died != nil {
			return w.run("ROLLBACK")
		}
		batch = nil
	}
	for _, j := range batch {
		if err := w.member(j); err != nil {
			return err
		}
	}
	if err := w.run("COMMIT"); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

// only runs a write that shares with nobody: it needs no savepoint, whose
// copies of pages make a large write slow.
func (w *writer) only(j *job) error {
	if j.err = j.ctx.Err(); j.err != nil {
		return nil
	}
	if err := w.unlock(j.open); err != nil {
		return err
	}
	j.err = w.call(j)
	if j.err != nil && w.s.d.fatal(j.err) {
		return j.err
	}
	if j.err != nil || j.died != nil {
		return nil
	}
	return w.lock(j.open)
}

// member runs one write within its savepoint. The error is one that breaks the
// transaction; the write's own is kept in the job.
func (w *writer) member(j *job) error {
	if j.err = j.ctx.Err(); j.err != nil {
		return nil
	}
	if err := w.run("SAVEPOINT member"); err != nil {
		return err
	}
	if err := w.unlock(j.open); err != nil {
		return err
	}
	j.err = w.call(j)
	if j.err != nil && w.s.d.fatal(j.err) {
		return j.err
	}
	if j.err != nil || j.died != nil {
		if err := w.run("ROLLBACK TO member"); err != nil {
			return err
		}
	}
	if err := w.lock(j.open); err != nil {
		return err
	}
	return w.run("RELEASE member")
}

func (w *writer) call(j *job) (err error) {
	defer func() { j.died = recover() }()
	return j.fn(&tx{d: w.s.d, s: w.s, at: w.s.now(), on: w})
}

func (w *writer) run(query string) error {
	_, err := w.exec(query, nil)
	return err
}

// arm makes the gate's triggers match today's state.
func (w *writer) arm() error {
	verdict, ok := w.s.verdict()
	closed := !ok || verdict.State == lockout.Locked || verdict.State == lockout.ReadOnly
	if closed == w.armed {
		return nil
	}
	for _, statement := range gateTriggers(closed) {
		if _, err := w.conn.ExecContext(context.Background(), statement); err != nil {
			return fmt.Errorf("set the gate: %w", err)
		}
	}
	w.armed = closed
	return nil
}

func (w *writer) unlock(tables []string) error {
	if !w.armed {
		return nil
	}
	for _, name := range tables {
		if _, err := w.exec(openGate, []any{arg("name", name)}); err != nil {
			return fmt.Errorf("open the gate: %w", err)
		}
	}
	return nil
}

func (w *writer) lock(tables []string) error {
	if !w.armed || len(tables) == 0 {
		return nil
	}
	return w.run(shutGate)
}

func (w *writer) prepared(query string) (*sql.Stmt, error) {
	if stmt, ok := w.stmts[query]; ok {
		return stmt, nil
	}
	stmt, err := w.conn.PrepareContext(context.Background(), query)
	if err == nil {
		w.stmts[query] = stmt
	}
	return stmt, err
}

func (w *writer) exec(query string, args []any) (sql.Result, error) {
	stmt, err := w.prepared(query)
	if err != nil {
		return nil, err
	}
	return stmt.Exec(args...)
}

func (w *writer) query(query string, args []any) (*sql.Rows, error) {
	stmt, err := w.prepared(query)
	if err != nil {
		return nil, err
	}
	return stmt.Query(args...)
}

func (w *writer) row(query string, args []any) *sql.Row {
	stmt, err := w.prepared(query)
	if err != nil {
		return w.conn.QueryRowContext(context.Background(), query, args...) // fails again, with its reason
	}
	return stmt.QueryRow(args...)
}
