// Package jobs is work in the background: it takes jobs from the store, one
// at a time of each kind, does them with the rights that their owners have at
// that moment, and goes on after a restart where it was.
package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"holm/crm"
	"holm/lockout"
)

// queue is where jobs wait.
type queue interface {
	OpenJobs(ctx context.Context) (map[string][]int64, error)
	ClaimJob(ctx context.Context, id int64, runner string) (crm.Job, error)
	ReleaseJobs(ctx context.Context, runner string) error
	UnnoticedJobs(ctx context.Context) ([]crm.Job, error)
}

// hand is what is noted about a job in hand.
type hand interface {
	Job(ctx context.Context, a crm.Actor, id int64) (crm.Job, error)
	KeepJob(ctx context.Context, j crm.Job) error
	StepJob(ctx context.Context, step crm.JobStep) error
	ReturnJob(ctx context.Context, j crm.Job) error
	FinishJob(ctx context.Context, j crm.Job) error
}

// Store is what the runner asks of the store.
type Store interface {
	queue
	hand
	ActorOf(ctx context.Context, user int64) (crm.Actor, error)
}

// Kind is a kind of job.
type Kind struct {
	Name      string
	Operation lockout.Operation // while the state forbids it, jobs of the kind wait
	Work      Work
}

// Work does a job for the actor and returns what came of it, to be kept as
// JSON. It is called again, with what the last step kept as job.Place, after
// an interruption, so each part of it is written together with its step:
// through a method of the store that takes a crm.JobStep (job.Step makes it),
// or with progress after it where doing a part twice does no harm.
//
// A *lockout.Refusal lays the job back until the state allows it again, the
// end of the context until the server runs again; every other error is the
// end of the job.
type Work func(ctx context.Context, a crm.Actor, job crm.Job, progress Progress) (result any, err error)

// Progress notes how far a job is. The error is crm.ErrJobStopped when it was
// cancelled; work then ends with it.
type Progress func(ctx context.Context, done, total int64, place string) error

// Options is what a runner needs.
type Options struct {
	Store Store
	Gate  lockout.Gate
	Log   *slog.Logger
	Name  string // the same after a restart, and nobody else's
}

// How often a runner looks for jobs that it was not woken for, and says that
// it is still at work.
const (
	lookEvery = 5 * time.Second
	keepEvery = 10 * time.Second
)

// Runner does jobs until its context ends.
type Runner struct {
	Options
	kinds map[string]Kind
	wake  chan struct{}

	mu     sync.Mutex
	busy   map[string]int64             // kind → the job in hand
	cancel map[int64]context.CancelFunc // of jobs in hand
	ended  map[int64][]crm.Job          // owner → jobs that they were not told about
}

// New makes a runner of these kinds.
func New(o Options, kinds ...Kind) *Runner {
	r := &Runner{Options: o, kinds: map[string]Kind{}, wake: make(chan struct{}, 1), busy: map[string]int64{},
		cancel: map[int64]context.CancelFunc{}, ended: map[int64][]crm.Job{}}
	for _, k := range kinds {
		r.kinds[k.Name] = k
	}
	return r
}

// Wake has the runner look for jobs now: after one was started or cancelled.
func (r *Runner) Wake() {
	select {
	case r.wake <- struct{}{}:
	default: // it is about to look
	}
}

// Run does jobs until ctx ends, and returns when those in hand are laid back.
func (r *Runner) Run(ctx context.Context) {
	if err := r.Store.ReleaseJobs(ctx, r.Name); err != nil && ctx.Err() == nil {
		r.Log.Error("jobs of before the restart wait for their lease to end", "error", err)
	}
	var hands sync.WaitGroup
	defer hands.Wait()
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		r.look(ctx, &hands)
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-r.wake:
		}
	}
}

// Finish returns when a job has ended, which it does itself unless another
// runner has it in hand. For a command that asked for the job.
func (r *Runner) Finish(ctx context.Context, id int64) (crm.Job, error) {
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	for {
		job, err := r.Store.ClaimJob(ctx, id, r.Name)
		switch kind, ok := r.kinds[job.Kind]; {
		case err == nil && ok:
			r.do(ctx, kind, job)
		case err != nil && !errors.Is(err, crm.ErrNotFound):
			return job, err
		}
		if job, err = r.Store.Job(ctx, crm.SystemActor(), id); err != nil || job.State.Ended() {
			return job, err
		}
		select {
		case <-ctx.Done():
			return job, ctx.Err()
		case <-tick.C:
		}
	}
}

// look starts what may start, and learns what has ended.
func (r *Runner) look(ctx context.Context, hands *sync.WaitGroup) {
	r.interrupt(ctx)
	open, err := r.Store.OpenJobs(ctx)
	if err == nil {
		for name, ids := range open {
			if kind, ok := r.kinds[name]; ok && r.idle(name) {
				r.start(ctx, kind, ids, hands)
			}
		}
		err = r.learn(ctx)
	}
	if err != nil && ctx.Err() == nil {
		r.Log.Error("looking for jobs", "error", err) // the next look tries again
	}
}

func (r *Runner) idle(kind string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.busy[kind] == 0
}

// start takes the first job in hand that nobody else took.
func (r *Runner) start(ctx context.Context, kind Kind, ids []int64, hands *sync.WaitGroup) {
	for _, id := range ids {
		owner, err := r.Store.Job(ctx, crm.SystemActor(), id)
		if err != nil || !r.allowed(ctx, kind, owner) {
			continue
		}
		job, err := r.Store.ClaimJob(ctx, id, r.Name)
		if errors.Is(err, crm.ErrNotFound) {
			continue
		}
		if err != nil {
			r.Log.Error("taking a job in hand", "job", id, "error", err)
			return
		}
		r.note(kind.Name, id, nil)
		hands.Go(func() {
			ended := r.do(ctx, kind, job)
			r.forget(kind.Name, id)
			if ended {
				r.Wake() // for the next of its kind
			}
		})
		return
	}
}

// allowed reports whether the state lets the owner's job run. That the owner
// is gone is found, and said, when it runs.
func (r *Runner) allowed(ctx context.Context, kind Kind, job crm.Job) bool {
	a, err := r.actor(ctx, job)
	return err != nil || r.Gate.Verdict().Allows(kind.Operation, standing(a)) == nil
}

// actor is the owner with the rights of this moment.
func (r *Runner) actor(ctx context.Context, job crm.Job) (crm.Actor, error) {
	if job.Owner == 0 {
		return crm.SystemActor(), nil
	}
	a, err := r.Store.ActorOf(ctx, job.Owner)
	if err != nil {
		return a, fmt.Errorf("the owner of the job: %w", err)
	}
	return a, nil
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

func (r *Runner) note(kind string, id int64, stop context.CancelFunc) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.busy[kind] = id
	if stop != nil {
		r.cancel[id] = stop
	}
}

func (r *Runner) forget(kind string, id int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.busy, kind)
	delete(r.cancel, id)
}

// interrupt stops the jobs in hand that were cancelled.
func (r *Runner) interrupt(ctx context.Context) {
	r.mu.Lock()
	stops := make(map[int64]context.CancelFunc, len(r.cancel))
	for id, stop := range r.cancel {
		stops[id] = stop
	}
	r.mu.Unlock()
	for id, stop := range stops {
		if job, err := r.Store.Job(ctx, crm.SystemActor(), id); err == nil && job.Cancelled {
			stop()
		}
	}
}
