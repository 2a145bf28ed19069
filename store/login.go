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
	updateLastLogin = `UPDATE credential SET last_login_at = @now WHERE user_id = @user_id`
)

// How failed log-ins slow down the next: three are free, each further one
// doubles the wait, and a day without a try forgets them.
const (
	freeFailures   = 3
	longestDelay   = 15 * time.Minute
	failuresExpire = 24 * time.Hour
)

// LoginDelay returns how long a log-in name still has to wait.
func (s *Store) LoginDelay(ctx context.Context, login string) (time.Duration, error) {
	failures, last, err := s.loginFailures(s.row(ctx, selectFailures, arg("subject", loginKey(login))))
	if err != nil {
		return 0, err
	}
	return max(0, last.Add(delayAfter(failures)).Sub(s.now())), nil
}

// LoginFailed counts a failure and returns the wait that follows.
func (s *Store) LoginFailed(ctx context.Context, login string) (time.Duration, error) {
	subject, now := arg("subject", loginKey(login)), arg("now", s.d.encodeTime(s.now()))
	var failures int
	err := s.system(ctx, func(t *tx) error {
		before, _, err := s.loginFailures(t.row(selectFailures, subject))
		if err != nil {
			return err
		}
		failures = before + 1
		n, err := t.exec(updateFailures, subject, now, arg("failures", failures))
		if err == nil && n == 0 {
			_, err = t.exec(insertFailures, subject, now, arg("failures", failures))
		}
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("count a failed log-in: %w", err)
	}
	return delayAfter(failures), nil
}

// LoginSucceeded forgets the failures and notes when the user logged in.
func (s *Store) LoginSucceeded(ctx context.Context, user int64, login string) error {
	err := s.system(ctx, func(t *tx) error {
		if _, err := t.exec(deleteFailures, arg("subject", loginKey(login))); err != nil {
			return err
		}
		_, err := t.exec(updateLastLogin, arg("user_id", user), arg("now", t.d.encodeTime(s.now())))
		return err
	})
	if err != nil {
		return fmt.Errorf("note a log-in: %w", err)
	}
	return nil
}

func (s *Store) loginFailures(row *sql.Row) (failures int, last time.Time, err error) {
	err = row.Scan(&failures, s.d.time(&last))
	if errors.Is(err, sql.ErrNoRows) {
		return 0, last, nil
	}
	if err != nil {
		return 0, last, fmt.Errorf("read the failed log-ins: %w", err)
	}
	if s.now().Sub(last) > failuresExpire {
		return 0, last, nil
	}
	return failures, last, nil
}

func delayAfter(failures int) time.Duration {
	beyond := failures - freeFailures
	if beyond <= 0 {
		return 0
	}
	return min(longestDelay, time.Second<<min(beyond, 16))
}

// loginKey keeps names that nobody has from filling the table with long keys.
func loginKey(login string) string { return hashText(crm.LoginKey(login)) }
