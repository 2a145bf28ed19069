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
	selectFailures  = `SELECT failures, last_at FROM login_failure WHERE subject = @subject`
	updateFailures  = `UPDATE login_failure SET failures = @failures, last_at = @now WHERE subject = @subject`
	insertFailures  = `INSERT INTO login_failure (subject, failures, last_at) VALUES (@subject, @failures, @now)`
	deleteFailures  = `DELETE FROM login_failure WHERE subject = @subject`
	updateLastSeen  = `UPDATE app_user SET last_seen_at = @now WHERE id = @user_id`
	updateLastLogin = `UPDATE credential SET last_login_at = @now WHERE user_id = @user_id`
)

// How failed log-ins slow down the next of the same name: three are free, each
// further one doubles the wait, and a day without a try forgets them. Many
// people may share an address, so that it has to fail far more often, waits
// less and is forgotten sooner.
var (
	nameSlowing    = slowing{free: 3, step: 1, longest: 15 * time.Minute, expire: 24 * time.Hour}
	addressSlowing = slowing{free: 50, step: 10, longest: time.Minute, expire: time.Hour}
)

// slowing is how failures become a wait.
type slowing struct {
	free    int // failures that cost nothing
	step    int // further failures that double the wait
	longest time.Duration
	expire  time.Duration // without a try: all is forgotten
}

func (w slowing) after(failures int) time.Duration {
	beyond := failures - w.free
	if beyond <= 0 {
		return 0
	}
	return min(w.longest, time.Second<<min((beyond+w.step-1)/w.step, 16))
}

// slowed is what log-ins are counted of.
type slowed struct {
	subject string
	slowing
}

// slowedBy lists what a log-in counts for; address is "" when it is not known.
func slowedBy(login, address string) []slowed {
	out := []slowed{{loginKey(login), nameSlowing}}
	if address != "" {
		out = append(out, slowed{hashText("address " + address), addressSlowing})
	}
	return out
}

// LoginDelay returns how long a log-in name, or the address it comes from,
// still has to wait.
func (s *Store) LoginDelay(ctx context.Context, login, address string) (time.Duration, error) {
	var wait time.Duration
	for _, w := range slowedBy(login, address) {
		failures, last, err := s.loginFailures(s.row(ctx, selectFailures, arg("subject", w.subject)), w.expire)
		if err != nil {
			return 0, err
		}
		wait = max(wait, last.Add(w.after(failures)).Sub(s.now()))
	}
	return wait, nil
}

// LoginFailed counts a failure and returns the wait that follows.
func (s *Store) LoginFailed(ctx context.Context, login, address string) (time.Duration, error) {
	var wait time.Duration
	err := s.system(ctx, func(t *tx) error {
		wait = 0
		for _, w := range slowedBy(login, address) {
			failures, err := s.countFailure(t, w)
			if err != nil {
				return err
			}
			wait = max(wait, w.after(failures))
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("count a failed log-in: %w", err)
	}
	return wait, nil
}

func (s *Store) countFailure(t *tx, w slowed) (int, error) {
	subject, now := arg("subject", w.subject), arg("now", s.d.encodeTime(s.now()))
	before, _, err := s.loginFailures(t.row(selectFailures, subject), w.expire)
	if err != nil {
		return 0, err
	}
	n, err := t.exec(updateFailures, subject, now, arg("failures", before+1))
	if err == nil && n == 0 {
		_, err = t.exec(insertFailures, subject, now, arg("failures", before+1))
	}
	return before + 1, err
}

// LoginSucceeded forgets the failures and notes when the user logged in.
func (s *Store) LoginSucceeded(ctx context.Context, user int64, login string) error {
	err := s.system(ctx, func(t *tx) error {
		if _, err := t.exec(deleteFailures, arg("subject", loginKey(login))); err != nil {
			return err
		}
		now := arg("now", t.d.encodeTime(s.now()))
		if _, err := t.exec(updateLastLogin, arg("user_id", user), now); err != nil {
			return err
		}
		_, err := t.exec(updateLastSeen, arg("user_id", user), now)
		return err
	})
	if err != nil {
		return fmt.Errorf("note a log-in: %w", err)
	}
	return nil
}

func (s *Store) loginFailures(row *sql.Row, expire time.Duration) (failures int, last time.Time, err error) {
	err = row.Scan(&failures, s.d.time(&last))
	if errors.Is(err, sql.ErrNoRows) {
		return 0, last, nil
	}
	if err != nil {
		return 0, last, fmt.Errorf("read the failed log-ins: %w", err)
	}
	if s.now().Sub(last) > expire {
		return 0, last, nil
	}
	return failures, last, nil
}

// loginKey keeps names that nobody has from filling the table with long keys.
func loginKey(login string) string { return hashText(crm.LoginKey(login)) }
