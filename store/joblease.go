package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"holm/crm"
)

// JobLease is how long a runner that was heard of keeps a job. Only a runner
// that died without a trace is waited for that long.
const JobLease = 45 * time.Second

const (
	selectClaimable = `SELECT` + jobColumns + `WHERE id = @id AND (state = 'waiting' OR state = 'running' AND lease_at < @now)`
	selectOpenJobs  = `SELECT id, kind FROM job WHERE state IN ('waiting', 'running') AND (lease_at IS NULL OR lease_at < @now) ORDER BY id`
	countRunning    = `SELECT COUNT(*) FROM job WHERE kind = @kind AND state = 'running' AND lease_at >= @now`
	claimJob        = `UPDATE job SET state = 'running', runner = @runner, lease = @lease, lease_at = @until, started_at = @started_at WHERE id = @id`
	keepJob         = `UPDATE job SET lease_at = @until WHERE id = @id AND lease = @lease AND state = 'running' AND cancelled = 0`
	returnJob       = `UPDATE job SET state = 'waiting', lease = '', lease_at = NULL WHERE id = @id AND lease = @lease AND state = 'running'`
	releaseJobs     = `UPDATE job SET state = 'waiting', lease = '', lease_at = NULL WHERE runner = @runner AND state = 'running'`
)

// OpenJobs returns the ids of the jobs that nobody has in hand, by kind, the
// oldest first.
func (s *Store) OpenJobs(ctx context.Context) (map[string][]int64, error) {
	open := map[string][]int64{}
	err := scanAll(s.reading(ctx), selectOpenJobs, []sql.NamedArg{arg("now", s.d.encodeTime(s.now()))}, func(rows *sql.Rows) error {
		var id int64
		var kind string
		err := rows.Scan(&id, &kind)
		open[kind] = append(open[kind], id)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look for jobs: %w", err)
	}
	return open, nil
}

// ClaimJob takes a job in hand for a runner. Of two runners one gets it, and
// none while another job of its kind runs: the other finds crm.ErrNotFound.
func (s *Store) ClaimJob(ctx context.Context, id int64, runner string) (crm.Job, error) {
	var j crm.Job
	err := s.system(ctx, func(t *tx) error {
		if err := t.d.lock(t, "holm.job"); err != nil {
			return err
		}
		var err error
		now := arg("now", t.d.encodeTime(t.at))
		if j, err = scanJob(t.d, t.row(selectClaimable, arg("id", id), now)); errors.Is(err, sql.ErrNoRows) {
			return crm.ErrNotFound
		} else if err != nil {
			return err
		}
		var running int
		if err := t.row(countRunning, arg("kind", j.Kind), now).Scan(&running); err != nil {
			return err
		}
		if running > 0 {
			return crm.ErrNotFound
		}
		j.State, j.Lease = crm.JobRunning, rand.Text()
		if j.StartedAt == nil {
			j.StartedAt = &t.at
		}
		return t.one(claimJob, arg("id", id), arg("runner", runner), arg("lease", j.Lease),
			arg("until", t.d.encodeTime(t.at.Add(JobLease))), arg("started_at", t.d.encodeTime(*j.StartedAt)))
	})
	if err != nil {
		return j, fmt.Errorf("take job %d in hand: %w", id, err)
	}
	return j, nil
}

// KeepJob says that the runner is still at it. The error is crm.ErrJobStopped
// when the job is no longer its own, or was cancelled.
func (s *Store) KeepJob(ctx context.Context, j crm.Job) error {
	return s.leased(ctx, keepJob, arg("id", j.ID), arg("lease", j.Lease), arg("until", s.d.encodeTime(s.now().Add(JobLease))))
}

// ReturnJob lays a job back: it waits for another try.
func (s *Store) ReturnJob(ctx context.Context, j crm.Job) error {
	return s.leased(ctx, returnJob, arg("id", j.ID), arg("lease", j.Lease))
}

func (s *Store) leased(ctx context.Context, query string, args ...sql.NamedArg) error {
	return s.system(ctx, func(t *tx) error {
		n, err := t.exec(query, args...)
		if err == nil && n == 0 {
			return crm.ErrJobStopped
		}
		return err
	})
}

// ReleaseJobs lays back what a runner of that name had in hand when it died.
// For a runner that begins and knows that it is the only one of its name.
func (s *Store) ReleaseJobs(ctx context.Context, runner string) error {
	err := s.system(ctx, func(t *tx) error {
		_, err := t.exec(releaseJobs, arg("runner", runner))
		return err
	})
	if err != nil {
		return fmt.Errorf("release the jobs of %s: %w", runner, err)
	}
	return nil
}
