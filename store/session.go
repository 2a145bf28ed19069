package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/alexedwards/scs/v2"
)

const (
	selectSession = `SELECT data FROM session WHERE token = @token AND expires_at > @now`
	updateSession = `UPDATE session SET data = @data, expires_at = @expires_at WHERE token = @token`
	insertSession = `INSERT INTO session (token, data, expires_at) VALUES (@token, @data, @expires_at)`
	deleteSession = `DELETE FROM session WHERE token = @token`
	sweepSessions = `DELETE FROM session WHERE expires_at <= @now`
)

// sessions keeps browsers' sessions in the database. Tokens come hashed.
type sessions struct{ s *Store }

// Sessions returns the place where browsers' sessions are kept.
func (s *Store) Sessions() scs.CtxStore { return &sessions{s} }

// FindCtx returns the session's data, found being false when there is none
// or it has expired.
func (n *sessions) FindCtx(ctx context.Context, token string) (data []byte, found bool, err error) {
	row := n.s.row(ctx, selectSession, arg("token", token), arg("now", n.s.d.encodeTime(n.s.now())))
	err = row.Scan(&data)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("find a session: %w", err)
	}
	return data, true, nil
}

// CommitCtx keeps the session until expiry.
func (n *sessions) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	err := n.s.system(ctx, func(t *tx) error {
		rows, err := t.exec(updateSession, arg("token", token), arg("data", data), arg("expires_at", t.d.encodeTime(expiry)))
		if err == nil && rows == 0 {
			_, err = t.exec(insertSession, arg("token", token), arg("data", data), arg("expires_at", t.d.encodeTime(expiry)))
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("keep a session: %w", err)
	}
	return nil
}

// DeleteCtx ends the session; ending one that is not there is no error.
func (n *sessions) DeleteCtx(ctx context.Context, token string) error {
	err := n.s.system(ctx, func(t *tx) error {
		_, err := t.exec(deleteSession, arg("token", token))
		return err
	})
	if err != nil {
		return fmt.Errorf("end a session: %w", err)
	}
	return nil
}

// Find is FindCtx for callers without a context.
func (n *sessions) Find(token string) ([]byte, bool, error) {
	return n.FindCtx(context.Background(), token)
}

// Commit is CommitCtx for callers without a context.
func (n *sessions) Commit(token string, data []byte, expiry time.Time) error {
	return n.CommitCtx(context.Background(), token, data, expiry)
}

// Delete is DeleteCtx for callers without a context.
func (n *sessions) Delete(token string) error { return n.DeleteCtx(context.Background(), token) }

// SweepSessions deletes the sessions that have expired.
func (s *Store) SweepSessions(ctx context.Context) error {
	err := s.system(ctx, func(t *tx) error {
		_, err := t.exec(sweepSessions, arg("now", t.d.encodeTime(s.now())))
		return err
	})
	if err != nil {
		return fmt.Errorf("sweep the sessions: %w", err)
	}
	return nil
}
