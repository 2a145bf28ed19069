package jobs_test

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"sync/atomic"
	"testing"
	"time"

	"holm/crm"
	"holm/licensing"
	"holm/lockout"
	"holm/server/jobs"
	"holm/store"
)

// gate is a gate whose verdict a test turns.
type gate struct {
	atomic.Pointer[lockout.Verdict]
}

func (g *gate) Verdict() lockout.Verdict { return *g.Load() }

func (g *gate) turn(s lockout.State) {
	g.Store(&lockout.Verdict{State: s, Everything: true, Categories: []licensing.Category{{Code: "complete", Seats: 9}}})
}

// house is a store with its main user.
type house struct {
	*store.Store
	t    *testing.T
	gate *gate
	main crm.Actor
}

func newHouse(t *testing.T) *house {
	t.Helper()
	h := &house{t: t, gate: &gate{}}
	h.gate.turn(lockout.Active)
	var err error
	if h.Store, err = store.Open(t.Context(), store.Options{Dir: t.TempDir(), Gate: h.gate}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := h.Store.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := h.CompleteSetup(t.Context(), crm.Setup{Local: true, Company: "Skovby", Country: "DK", Language: "en",
		AdminName: "Anna Holm", AdminEmail: "anna@skovby.example", PasswordHash: "x", Category: "complete"}); err != nil {
		t.Fatal(err)
	}
	u, err := h.MainUser(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if h.main, err = h.ActorOf(t.Context(), u.ID); err != nil {
		t.Fatal(err)
	}
	return h
}

// run starts a runner; the returned function ends it as a server does.
func (h *house) run(name string, kinds ...jobs.Kind) (*jobs.Runner, func()) {
	ctx, stop := context.WithCancel(context.Background())
	r := jobs.New(jobs.Options{Store: h.Store, Gate: h.gate, Log: slog.New(slog.DiscardHandler), Name: name}, kinds...)
	ended := make(chan struct{})
	go func() { defer close(ended); r.Run(ctx) }()
	end := func() { stop(); <-ended }
	h.t.Cleanup(end)
	return r, end
}

func (h *house) ask(kind string) crm.Job {
	h.t.Helper()
	j := crm.Job{Kind: kind, Title: "a list"}
	if err := h.CreateJob(h.t.Context(), h.main, &j); err != nil {
		h.t.Fatal(err)
	}
	return j
}

// ends waits until the job is in the state.
func (h *house) ends(id int64, want crm.JobState) crm.Job {
	h.t.Helper()
	for begin := time.Now(); ; time.Sleep(2 * time.Millisecond) {
		j, err := h.Job(h.t.Context(), h.main, id)
		if err != nil {
			h.t.Fatal(err)
		}
		if j.State == want {
			return j
		}
		if time.Since(begin) > 30*time.Second {
			h.t.Fatalf("the job is %s (%s), want %s", j.State, j.Failure, want)
		}
	}
}

func kind(work jobs.Work) jobs.Kind {
	return jobs.Kind{Name: "count", Operation: lockout.Change, Work: work}
}

func TestAJobRunsAsItsOwnerAndIsTold(t *testing.T) {
	h := newHouse(t)
	job := h.ask("count")
	r, _ := h.run("one", kind(func(ctx context.Context, a crm.Actor, j crm.Job, progress jobs.Progress) (any, error) {
		if a.User != h.main.User || !a.Main {
			t.Errorf("it runs as %+v", a)
		}
		return map[string]int{"made": 3}, progress(ctx, 3, 3, "")
	}))
	done := h.ends(job.ID, crm.JobDone)
	if done.Result != `{"made":3}` || done.Done != 3 || done.StartedAt == nil || done.FinishedAt == nil {
		t.Errorf("it ended as %+v", done)
	}
	for begin := time.Now(); time.Since(begin) < 30*time.Second; time.Sleep(time.Millisecond) {
		if told, ok := r.Ended(h.main.User); ok {
			if told.ID != job.ID {
				t.Errorf("told of %+v", told)
			}
			return
		}
	}
	t.Error("its owner was not told")
}

// TestAJobGoesOnWhereItWas ends the server in the middle of a job.
func TestAJobGoesOnWhereItWas(t *testing.T) {
	h := newHouse(t)
	job := h.ask("count")
	half := make(chan struct{})
	_, end := h.run("one", kind(func(ctx context.Context, _ crm.Actor, _ crm.Job, progress jobs.Progress) (any, error) {
		if err := progress(ctx, 5, 10, "5"); err != nil {
			return nil, err
		}
		close(half)
		<-ctx.Done()
		return nil, ctx.Err()
	}))
	<-half
	end()
	if j := h.ends(job.ID, crm.JobWaiting); j.Place != "5" || j.Done != 5 {
		t.Errorf("it waits at %q, %d done", j.Place, j.Done)
	}
	h.run("one", kind(func(ctx context.Context, _ crm.Actor, j crm.Job, progress jobs.Progress) (any, error) {
		return j.Place, progress(ctx, 10, 10, "10")
	}))
	if j := h.ends(job.ID, crm.JobDone); j.Result != `"5"` {
		t.Errorf("it went on at %s", j.Result)
	}
}

// TestADeadServersJobIsTakenUp: a process that was killed has laid nothing
// back; one of its name does so at its start, another waits for the lease.
func TestADeadServersJobIsTakenUp(t *testing.T) {
	h := newHouse(t)
	job := h.ask("count")
	dead, err := h.ClaimJob(t.Context(), job.ID, "one")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.ClaimJob(t.Context(), job.ID, "two"); !errors.Is(err, crm.ErrNotFound) {
		t.Errorf("another runner got it too: %v", err)
	}
	h.run("one", kind(func(context.Context, crm.Actor, crm.Job, jobs.Progress) (any, error) { return nil, nil }))
	h.ends(job.ID, crm.JobDone)
	if err := h.StepJob(t.Context(), dead.Step(1, 1, "")); !errors.Is(err, crm.ErrJobStopped) {
		t.Errorf("the dead runner still steps: %v", err)
	}
}

func TestOneOfAKindAtATimeInTwoServers(t *testing.T) {
	h := newHouse(t)
	var running, ran atomic.Int32
	work := kind(func(ctx context.Context, _ crm.Actor, _ crm.Job, progress jobs.Progress) (any, error) {
		if running.Add(1) > 1 {
			t.Error("two of a kind run at once")
		}
		defer running.Add(-1)
		ran.Add(1)
		return nil, progress(ctx, 1, 1, "")
	})
	var ids []int64
	for range 6 {
		ids = append(ids, h.ask("count").ID)
	}
	one, _ := h.run("one", work)
	two, _ := h.run("two", work)
	wake := time.NewTicker(5 * time.Millisecond)
	defer wake.Stop()
	go func() {
		for range wake.C {
			one.Wake()
			two.Wake()
		}
	}()
	for _, id := range ids {
		h.ends(id, crm.JobDone)
	}
	if n := ran.Load(); n != 6 {
		t.Errorf("six jobs ran %d times", n)
	}
}

func TestACancelledJobStopsAndKeepsNothingOfItsStep(t *testing.T) {
	h := newHouse(t)
	job := h.ask("count")
	begun := make(chan struct{})
	r, _ := h.run("one", kind(func(ctx context.Context, _ crm.Actor, j crm.Job, progress jobs.Progress) (any, error) {
		close(begun)
		<-ctx.Done()
		err := progress(context.WithoutCancel(ctx), 9, 9, "9")
		if !errors.Is(err, crm.ErrJobStopped) {
			t.Errorf("a step after the cancelling: %v", err)
		}
		return "half", err
	}))
	<-begun
	if err := h.CancelJob(t.Context(), h.main, job.ID); err != nil {
		t.Fatal(err)
	}
	r.Wake()
	if j := h.ends(job.ID, crm.JobCancelled); j.Done != 0 || j.Result != `"half"` {
		t.Errorf("it ended as %+v", j)
	}
}

func TestAJobWaitsWhileTheStateForbids(t *testing.T) {
	h := newHouse(t)
	h.gate.turn(lockout.ReadOnly)
	job := h.ask("count")
	var tries atomic.Int32
	closed := make(chan struct{})
	r, _ := h.run("one", kind(func(ctx context.Context, a crm.Actor, _ crm.Job, _ jobs.Progress) (any, error) {
		if tries.Add(1) == 1 { // the state turns while it works
			h.gate.turn(lockout.ReadOnly)
			defer close(closed)
		}
		return nil, h.CreateCompany(ctx, a, &crm.Company{Name: "Made"})
	}))
	r.Wake()
	if j, err := h.Job(t.Context(), h.main, job.ID); err != nil || j.State != crm.JobWaiting {
		t.Errorf("behind a closed gate it is %s (%v)", j.State, err)
	}
	h.gate.turn(lockout.Active)
	r.Wake()
	<-closed
	h.ends(job.ID, crm.JobWaiting)
	h.gate.turn(lockout.Active)
	r.Wake()
	h.ends(job.ID, crm.JobDone)
}

func TestAFailureIsKept(t *testing.T) {
	h := newHouse(t)
	for name, c := range map[string]struct {
		work jobs.Work
		want string
	}{
		"panic": {func(context.Context, crm.Actor, crm.Job, jobs.Progress) (any, error) { panic("dead") }, "dead"},
		"known": {func(context.Context, crm.Actor, crm.Job, jobs.Progress) (any, error) { return nil, crm.ErrForbidden }, "job.forbidden"},
		"unlicensed": {func(context.Context, crm.Actor, crm.Job, jobs.Progress) (any, error) {
			return nil, errors.Join(&lockout.Unlicensed{Feature: "contacts"})
		}, "job.unlicensed"},
	} {
		j := h.ask("count")
		_, end := h.run(name, kind(c.work))
		for begin := time.Now(); j.State != crm.JobFailed && time.Since(begin) < 30*time.Second; time.Sleep(time.Millisecond) {
			j, _ = h.Job(t.Context(), h.main, j.ID)
		}
		if !json.Valid([]byte(`"`+j.Failure+`"`)) || len(j.Failure) < len(c.want) || j.Failure[len(j.Failure)-len(c.want):] != c.want {
			t.Errorf("%s: it failed with %q", name, j.Failure)
		}
		end()
	}
}
