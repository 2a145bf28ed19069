package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"holm/crm"
)

const (
	selectHeartbeats = `SELECT server, first_at, started_at, at, boot, running, stopped FROM heartbeat`
	updateHeartbeat  = `UPDATE heartbeat SET started_at = @started_at, at = @at, boot = @boot, running = @running, stopped = @stopped
		WHERE server = @server`
	insertHeartbeat = `INSERT INTO heartbeat (server, first_at, started_at, at, boot, running, stopped)
		VALUES (@server, @at, @started_at, @at, @boot, @running, @stopped)`
	insertInterruption = `INSERT INTO interruption (id, cause, began_at, ended_at) VALUES (@id, @cause, @began_at, @ended_at)`
	extendInterruption = `UPDATE interruption SET ended_at = @ended_at WHERE id = @id`
	newestInterruption = `SELECT id, ended_at FROM interruption
		WHERE id = (SELECT MAX(id) FROM interruption WHERE cause = @cause)`
	forgetInterruptions = `DELETE FROM interruption WHERE ended_at < @before`
	selectInterruptions = ` id, cause, began_at, ended_at FROM interruption
		WHERE ended_at > @since AND began_at < @until ORDER BY ended_at DESC, id DESC`
	selectRecorded = `SELECT MIN(first_at) FROM heartbeat`
)

// interruptionsKept is how long interruptions are remembered, and
// interruptionsRead how many of them are read at once.
const (
	interruptionsKept = 3 * 366 * 24 * time.Hour
	interruptionsRead = 1000
)

// Beat notes a sign of life of a server, and what it shows of the time since the
// one before. restarted says that it is the first of a process. licence is
// crm.Locked or crm.Suspended while the licence keeps users out, else "".
func (s *Store) Beat(ctx context.Context, b crm.Heartbeat, restarted bool, licence crm.InterruptionCause) error {
	err := s.system(ctx, func(t *tx) error {
		before, others, err := t.heartbeats(b.Server)
		if err != nil {
			return err
		}
		var last crm.Heartbeat
		running := false
		for _, o := range append(others, before...) {
			running = running || o.Server != b.Server && o.Alive(b.At)
			if o.At.After(last.At) || last.Server == "" {
				last = o
			}
		}
		if !restarted && len(before) > 0 {
			last = before[0]
		}
		if i, ok := last.Interruption(b, restarted); ok && last.Server != "" && !running {
			if err := t.interrupted(i, last.Brief() && restarted, last.StartedAt); err != nil {
				return err
			}
		}
		if restarted {
			if _, err := t.exec(forgetInterruptions, arg("before", t.d.encodeTime(b.At.Add(-interruptionsKept)))); err != nil {
				return err
			}
		}
		if licence != "" {
			since := crm.Interruption{Cause: licence, Span: crm.Span{From: b.At, To: b.At}}
			if err := t.interrupted(since, last.Server != "", last.At); err != nil {
				return err
			}
		}
		return t.beat(b)
	})
	if err != nil {
		return fmt.Errorf("note a sign of life: %w", err)
	}
	return nil
}

func (t *tx) heartbeats(server string) (own, others []crm.Heartbeat, err error) {
	err = scanAll(t.query, selectHeartbeats, nil, func(rows *sql.Rows) error {
		var b crm.Heartbeat
		var running int64
		err := rows.Scan(&b.Server, t.d.time(&b.FirstAt), t.d.time(&b.StartedAt), t.d.time(&b.At), &b.Boot, &running, &b.Stopped)
		b.Running = time.Duration(running) * time.Millisecond
		if b.Server == server {
			own = append(own, b)
		} else {
			others = append(others, b)
		}
		return err
	})
	return own, others, err
}

// interrupted keeps an interruption. With longer, the newest of its cause goes
// on when it lasted until that moment.
func (t *tx) interrupted(i crm.Interruption, longer bool, until time.Time) error {
	var id int64
	var ended time.Time
	err := t.row(newestInterruption, arg("cause", string(i.Cause))).Scan(&id, t.d.time(&ended))
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if err == nil && longer && !ended.Before(until) {
		_, err = t.exec(extendInterruption, arg("id", id), arg("ended_at", t.d.encodeTime(i.To)))
		return err
	}
	if id, err = t.takeID("interruption"); err != nil {
		return err
	}
	_, err = t.exec(insertInterruption, arg("id", id), arg("cause", string(i.Cause)),
		arg("began_at", t.d.encodeTime(i.From)), arg("ended_at", t.d.encodeTime(i.To)))
	return err
}

func (t *tx) beat(b crm.Heartbeat) error {
	values := []sql.NamedArg{arg("server", b.Server), arg("started_at", t.d.encodeTime(b.StartedAt)), arg("at", t.d.encodeTime(b.At)),
		arg("boot", b.Boot), arg("running", b.Running.Milliseconds()), arg("stopped", b.Stopped)}
	n, err := t.exec(updateHeartbeat, values...)
	if err == nil && n == 0 {
		_, err = t.exec(insertHeartbeat, values...)
	}
	return err
}

// Interruptions returns what interrupted work within a span, the latest first.
func (s *Store) Interruptions(ctx context.Context, within crm.Span) ([]crm.Interruption, error) {
	head, tail := s.d.top(interruptionsRead)
	var out []crm.Interruption
	err := scanAll(s.reading(ctx), "SELECT "+head+selectInterruptions+tail, []sql.NamedArg{
		arg("since", s.d.encodeTime(within.From)), arg("until", s.d.encodeTime(within.To))}, func(rows *sql.Rows) error {
		var i crm.Interruption
		err := rows.Scan(&i.ID, &i.Cause, s.d.time(&i.From), s.d.time(&i.To))
		out = append(out, i)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the interruptions: %w", err)
	}
	return out, nil
}

// AvailabilitySince returns when the record of availability began, zero when
// there is none yet.
func (s *Store) AvailabilitySince(ctx context.Context) (time.Time, error) {
	var first *time.Time
	if err := s.row(ctx, selectRecorded).Scan(s.d.nullTime(&first)); err != nil || first == nil {
		return time.Time{}, err
	}
	return *first, nil
}
