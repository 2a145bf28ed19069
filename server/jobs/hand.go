package jobs

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"holm/crm"
	"holm/lockout"
)

// do does a job that was taken in hand, to its end or until it is laid back,
// and reports whether it ended.
func (r *Runner) do(ctx context.Context, kind Kind, job crm.Job) (ended bool) {
	within, stop := context.WithCancel(ctx)
	defer stop()
	r.note(kind.Name, job.ID, stop)
	go r.keep(within, stop, job)
	result, err := r.work(within, kind, job)
	after := context.WithoutCancel(ctx)
	now, seen := r.Store.Job(after, crm.SystemActor(), job.ID)
	switch {
	case seen != nil:
		r.Log.Error("a job in hand cannot be read; it goes on when its lease has ended", "job", job.ID, "error", seen)
		return false
	case now.Lease != job.Lease:
		return false // another runner took it over
	case !now.Cancelled && r.interrupted(ctx, err):
		err = r.Store.ReturnJob(after, job)
	default:
		ended = true
		err = r.finish(after, now, result, err)
	}
	if err != nil {
		r.Log.Error("the end of a job could not be noted", "job", job.ID, "error", err)
	}
	if err := r.learn(after); err != nil {
		r.Log.Error("learning which jobs ended", "error", err)
	}
	return ended
}

// interrupted reports whether work ended for a reason that passes.
func (r *Runner) interrupted(ctx context.Context, err error) bool {
	var refusal *lockout.Refusal
	return errors.As(err, &refusal) || err != nil && ctx.Err() != nil
}

// finish notes how the work ended. What was done until then is kept too, where
// the work says so.
func (r *Runner) finish(ctx context.Context, job crm.Job, result any, err error) error {
	text, unwritable := encode(result)
	if err == nil {
		err = unwritable
	}
	job.State, job.Result = crm.JobDone, text
	switch {
	case err != nil && job.Cancelled:
		job.State = crm.JobCancelled
	case err != nil:
		r.Log.Error("a job failed", "job", job.ID, "kind", job.Kind, "error", err)
		job.State, job.Failure = crm.JobFailed, failureOf(err)
	}
	return r.Store.FinishJob(ctx, job)
}

// work calls the kind's function. Its panic is the job's failure, not the
// server's.
func (r *Runner) work(ctx context.Context, kind Kind, job crm.Job) (result any, err error) {
	defer func() {
		if p := recover(); p != nil {
			r.Log.Error("a job died", "job", job.ID, "kind", job.Kind, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
			err = fmt.Errorf("%s job %d: %v", job.Kind, job.ID, p)
		}
	}()
	a, err := r.actor(ctx, job)
	if err != nil {
		return nil, err
	}
	return kind.Work(ctx, a, job, func(ctx context.Context, done, total int64, place string) error {
		return r.Store.StepJob(ctx, job.Step(done, total, place))
	})
}

// keep says every few seconds that the job is still in hand, and stops the
// work when it no longer is.
func (r *Runner) keep(ctx context.Context, stop context.CancelFunc, job crm.Job) {
	tick := time.NewTicker(keepEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if err := r.Store.KeepJob(ctx, job); errors.Is(err, crm.ErrJobStopped) {
				stop()
				return
			}
		}
	}
}

func encode(result any) (string, error) {
	if result == nil {
		return "", nil
	}
	text, err := json.Marshal(result)
	if err != nil {
		return "", fmt.Errorf("keep what a job did: %w", err)
	}
	return string(text), nil
}

// Failure is an error that pages explain by a message key.
type Failure struct{ Key string }

// Error is the key.
func (f *Failure) Error() string { return f.Key }

func failureOf(err error) string {
	var known *Failure
	var lacking *lockout.Unlicensed
	switch {
	case errors.As(err, &known):
		return known.Key
	case errors.As(err, &lacking):
		return "job.unlicensed"
	case errors.Is(err, crm.ErrForbidden):
		return "job.forbidden"
	case errors.Is(err, crm.ErrNotFound):
		return "job.not_found"
	}
	return err.Error()
}
