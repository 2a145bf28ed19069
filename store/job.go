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
	jobColumns = ` id, kind, owner_id, state, title, link, done, total, payload, place, result, failure, cancelled,
		created_at, started_at, finished_at, lease FROM job `
	insertJob = `INSERT INTO job (id, kind, owner_id, state, title, link, done, total, payload, created_at)
		VALUES (@id, @kind, @owner_id, @state, @title, @link, @done, @total, @payload, @created_at)`
	selectJob     = `SELECT` + jobColumns + `WHERE id = @id`
	selectJobs    = jobColumns + `WHERE owner_id = @owner_id AND state <> 'draft' ORDER BY id DESC`
	selectAllJobs = jobColumns + `WHERE state <> 'draft' ORDER BY id DESC`
	updateDraft   = `UPDATE job SET title = @title, link = @link, total = @total, payload = @payload WHERE id = @id AND state = 'draft'`
	startJob      = `UPDATE job SET state = 'waiting' WHERE id = @id AND state = 'draft'`
	cancelRunning = `UPDATE job SET cancelled = 1 WHERE id = @id AND state = 'running'`
	cancelWaiting = `UPDATE job SET state = 'cancelled', cancelled = 1, finished_at = @now WHERE id = @id AND state IN ('draft', 'waiting')`
	stepJob       = `UPDATE job SET done = @done, total = @total, place = @place
		WHERE id = @id AND lease = @lease AND state = 'running' AND cancelled = 0`
	finishJob = `UPDATE job SET state = @state, result = @result, failure = @failure, finished_at = @now, lease = '', noticed = 0
		WHERE id = @id AND lease = @lease AND state = 'running'`
	selectUnnoticed = `SELECT` + jobColumns + `WHERE noticed = 0 AND owner_id IS NOT NULL ORDER BY id`
	noticeJob       = `UPDATE job SET noticed = 1 WHERE id = @id AND noticed = 0`
	selectEnded     = ` id FROM job WHERE created_at < @before AND state IN ('draft', 'done', 'failed', 'cancelled') ORDER BY id`
	deleteJob       = `DELETE FROM job WHERE id = @id`
	deleteJobRows   = `DELETE FROM import_row WHERE job_id = @id`
)

// CreateJob keeps a new job, waiting or as a draft, and fills in its id and
// when it was made. An id that NextJobID gave is kept.
func (s *Store) CreateJob(ctx context.Context, a crm.Actor, j *crm.Job) error {
	if j.ID == 0 {
		id, err := s.NextJobID(ctx)
		if err != nil {
			return err
		}
		j.ID = id
	}
	if j.State != crm.JobDraft {
		j.State = crm.JobWaiting
	}
	j.Owner, j.CreatedAt = a.User, s.now()
	err := s.system(ctx, func(t *tx) error {
		_, err := t.exec(insertJob, arg("id", j.ID), arg("kind", j.Kind), arg("owner_id", reference(j.Owner)),
			arg("state", string(j.State)), arg("title", j.Title), arg("link", j.Link), arg("done", j.Done), arg("total", j.Total),
			arg("payload", j.Payload), arg("created_at", t.d.encodeTime(j.CreatedAt)))
		return err
	})
	if err != nil {
		return fmt.Errorf("keep a job: %w", err)
	}
	return nil
}

// NextJobID returns an id for a job that needs to know it beforehand.
func (s *Store) NextJobID(ctx context.Context) (int64, error) { return s.nextID(ctx, "job") }

// Job returns a job of the actor's own, or any to who administers;
// crm.ErrNotFound otherwise.
func (s *Store) Job(ctx context.Context, a crm.Actor, id int64) (crm.Job, error) {
	j, err := scanJob(s.d, s.row(ctx, selectJob, arg("id", id)))
	if errors.Is(err, sql.ErrNoRows) || err == nil && j.Owner != a.User && !a.Admin {
		return crm.Job{}, crm.ErrNotFound
	}
	if err != nil {
		return j, fmt.Errorf("read job %d: %w", id, err)
	}
	return j, nil
}

// Jobs returns the newest jobs, the actor's own or, for who administers,
// everybody's. Drafts are not among them.
func (s *Store) Jobs(ctx context.Context, a crm.Actor, limit int) ([]crm.Job, error) {
	head, tail := s.d.top(clamp(limit))
	if a.Admin {
		return s.jobs(ctx, "SELECT "+head+selectAllJobs+tail)
	}
	return s.jobs(ctx, "SELECT "+head+selectJobs+tail, arg("owner_id", a.User))
}

// SaveDraft changes what a draft is to do.
func (s *Store) SaveDraft(ctx context.Context, a crm.Actor, j crm.Job) error {
	return s.ownJob(ctx, a, j.ID, func(t *tx) error {
		return t.one(updateDraft, arg("id", j.ID), arg("title", j.Title), arg("link", j.Link), arg("total", j.Total), arg("payload", j.Payload))
	})
}

// StartJob lets a draft run.
func (s *Store) StartJob(ctx context.Context, a crm.Actor, id int64) error {
	return s.ownJob(ctx, a, id, func(t *tx) error { return t.one(startJob, arg("id", id)) })
}

// CancelJob stops a job: at once when it waits, at its next step when it runs.
// One that has ended stays as it is.
func (s *Store) CancelJob(ctx context.Context, a crm.Actor, id int64) error {
	return s.ownJob(ctx, a, id, func(t *tx) error {
		n, err := t.exec(cancelWaiting, arg("id", id), arg("now", t.d.encodeTime(t.at)))
		if err == nil && n == 0 {
			_, err = t.exec(cancelRunning, arg("id", id))
		}
		return err
	})
}

// ownJob writes about a job that the actor may see.
func (s *Store) ownJob(ctx context.Context, a crm.Actor, id int64, fn func(*tx) error) error {
	if _, err := s.Job(ctx, a, id); err != nil {
		return err
	}
	if err := s.system(ctx, fn); err != nil {
		return fmt.Errorf("change job %d: %w", id, err)
	}
	return nil
}

// one runs a statement that must touch a row.
func (t *tx) one(query string, args ...sql.NamedArg) error {
	n, err := t.exec(query, args...)
	if err == nil && n == 0 {
		return crm.ErrNotFound
	}
	return err
}

// StepJob notes how far a job is. The error is crm.ErrJobStopped when it is no
// longer its runner's, or was cancelled.
func (s *Store) StepJob(ctx context.Context, step crm.JobStep) error {
	return s.system(ctx, func(t *tx) error { return t.stepJob(step) })
}

// stepJob is StepJob within the transaction of the step's rows.
func (t *tx) stepJob(step crm.JobStep) error {
	n, err := t.exec(stepJob, arg("id", step.Job), arg("lease", step.Lease), arg("done", step.Done), arg("total", step.Total),
		arg("place", step.Place))
	if err != nil {
		return fmt.Errorf("note how far job %d is: %w", step.Job, err)
	}
	if n == 0 {
		return crm.ErrJobStopped
	}
	return nil
}

// FinishJob notes how a job ended, and tells its owner. The error is crm.ErrJobStopped when it is
// no longer its runner's.
func (s *Store) FinishJob(ctx context.Context, j crm.Job) error {
	notice, err := s.nextID(ctx, "notice")
	if err != nil {
		return err
	}
	err = s.system(ctx, func(t *tx) error {
		n, err := t.exec(finishJob, arg("id", j.ID), arg("lease", j.Lease), arg("state", string(j.State)),
			arg("result", j.Result), arg("failure", j.Failure), arg("now", t.d.encodeTime(t.at)))
		if err == nil && n == 0 {
			return crm.ErrJobStopped
		}
		if err == nil && j.Owner != 0 {
			_, err = t.tell(j.Notice(notice))
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("note the end of job %d: %w", j.ID, err)
	}
	return nil
}

// UnnoticedJobs returns the jobs that ended and whose owners were not told.
func (s *Store) UnnoticedJobs(ctx context.Context) ([]crm.Job, error) {
	return s.jobs(ctx, selectUnnoticed)
}

// NoticeJob notes that the owner was told; false when that was done before.
func (s *Store) NoticeJob(ctx context.Context, id int64) (bool, error) {
	var n int64
	err := s.system(ctx, func(t *tx) (err error) {
		n, err = t.exec(noticeJob, arg("id", id))
		return err
	})
	return n > 0, err
}

// SweepJobs forgets jobs and drafts made before a time that will not run any
// more, at most limit of them, and returns which.
func (s *Store) SweepJobs(ctx context.Context, before time.Time, limit int) ([]int64, error) {
	var ids []int64
	err := s.system(ctx, func(t *tx) error {
		ids = nil
		head, tail := t.d.top(clamp(limit))
		err := scanAll(t.query, "SELECT "+head+selectEnded+tail, []sql.NamedArg{arg("before", t.d.encodeTime(before))}, func(rows *sql.Rows) error {
			var id int64
			err := rows.Scan(&id)
			ids = append(ids, id)
			return err
		})
		for _, id := range ids {
			for _, statement := range []string{deleteJobRows, deleteJob} {
				if err == nil {
					_, err = t.exec(statement, arg("id", id))
				}
			}
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("sweep old jobs: %w", err)
	}
	return ids, nil
}

func (s *Store) jobs(ctx context.Context, query string, args ...sql.NamedArg) ([]crm.Job, error) {
	var out []crm.Job
	err := scanAll(s.reading(ctx), query, args, func(rows *sql.Rows) error {
		j, err := scanJob(s.d, rows)
		out = append(out, j)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list jobs: %w", err)
	}
	return out, nil
}

func scanJob(d *dialect, row interface{ Scan(...any) error }) (crm.Job, error) {
	var j crm.Job
	err := row.Scan(&j.ID, &j.Kind, orZero{&j.Owner}, (*string)(&j.State), &j.Title, &j.Link, &j.Done, &j.Total, &j.Payload,
		&j.Place, &j.Result, &j.Failure, &j.Cancelled, d.time(&j.CreatedAt), d.nullTime(&j.StartedAt), d.nullTime(&j.FinishedAt), &j.Lease)
	return j, err
}
