package store

import (
	"errors"
	"testing"
	"time"

	"holm/crm"
)

func (f *fixture) job(a crm.Actor, kind string) crm.Job {
	f.t.Helper()
	j := crm.Job{Kind: kind, Title: "a list", Payload: `{"n":1}`, Total: 10}
	if err := f.CreateJob(f.t.Context(), a, &j); err != nil {
		f.t.Fatal(err)
	}
	return j
}

// TestJobsBelongToOneRunner: of two runners one gets a job, and only who holds
// the lease writes about it.
func TestJobsBelongToOneRunner(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		first, second := f.job(f.admin, "import"), f.job(f.admin, "import")
		if open, err := f.OpenJobs(ctx); err != nil || len(open["import"]) != 2 || open["import"][0] != first.ID {
			t.Fatalf("open are %v (%v)", open, err)
		}
		held, err := f.ClaimJob(ctx, first.ID, "one")
		if err != nil || held.State != crm.JobRunning || held.Payload != `{"n":1}` || held.StartedAt == nil {
			t.Fatalf("claimed is %+v (%v)", held, err)
		}
		for _, id := range []int64{first.ID, second.ID} { // taken, and another of its kind runs
			if _, err := f.ClaimJob(ctx, id, "two"); !errors.Is(err, crm.ErrNotFound) {
				t.Errorf("job %d was claimed too: %v", id, err)
			}
		}
		if err := errors.Join(f.KeepJob(ctx, held), f.StepJob(ctx, held.Step(4, 10, `{"row":4}`))); err != nil {
			t.Error(err)
		}
		stranger := held
		stranger.Lease = "another"
		for name, err := range map[string]error{"keep": f.KeepJob(ctx, stranger), "step": f.StepJob(ctx, stranger.Step(5, 10, "")),
			"return": f.ReturnJob(ctx, stranger), "finish": f.FinishJob(ctx, stranger)} {
			if !errors.Is(err, crm.ErrJobStopped) {
				t.Errorf("a stranger may %s: %v", name, err)
			}
		}
		if err := f.ReleaseJobs(ctx, "one"); err != nil {
			t.Fatal(err)
		}
		if err := f.StepJob(ctx, held.Step(6, 10, "")); !errors.Is(err, crm.ErrJobStopped) {
			t.Errorf("after the release the old runner steps: %v", err)
		}
		again, err := f.ClaimJob(ctx, first.ID, "one")
		if err != nil || again.Done != 4 || again.Place != `{"row":4}` || again.Lease == held.Lease {
			t.Errorf("claimed again it is %+v (%v)", again, err)
		}
		again.State, again.Result = crm.JobDone, `{}`
		if err := f.FinishJob(ctx, again); err != nil {
			t.Error(err)
		}
		if told, err := f.UnnoticedJobs(ctx); err != nil || len(told) != 1 || told[0].ID != first.ID {
			t.Errorf("to be told: %+v (%v)", told, err)
		}
		for _, want := range []bool{true, false} {
			if first, err := f.NoticeJob(ctx, first.ID); err != nil || first != want {
				t.Errorf("told %t (%v), want %t", first, err, want)
			}
		}
	})
}

func TestCancellingAndForgettingJobs(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		other := f.user("other", crm.RoleUser)
		mine, running := f.job(other, "import"), f.job(f.admin, "bulk")
		stranger := f.user("stranger", crm.RoleUser)
		if err := f.CancelJob(ctx, stranger, mine.ID); !errors.Is(err, crm.ErrNotFound) {
			t.Errorf("a stranger cancelled: %v", err)
		}
		if list, err := f.Jobs(ctx, other, 10); err != nil || len(list) != 1 {
			t.Errorf("own jobs: %+v (%v)", list, err)
		}
		if list, err := f.Jobs(ctx, f.admin, 10); err != nil || len(list) != 2 {
			t.Errorf("everybody's jobs: %+v (%v)", list, err)
		}
		if err := f.CancelJob(ctx, f.admin, mine.ID); err != nil {
			t.Fatal(err)
		}
		held, err := f.ClaimJob(ctx, running.ID, "one")
		if err == nil {
			err = f.CancelJob(ctx, f.admin, running.ID)
		}
		if err != nil {
			t.Fatal(err)
		}
		if err := f.StepJob(ctx, held.Step(1, 1, "")); !errors.Is(err, crm.ErrJobStopped) {
			t.Errorf("cancelled, it steps: %v", err)
		}
		held.State = crm.JobCancelled
		if err := f.FinishJob(ctx, held); err != nil {
			t.Error(err)
		}
		if gone, err := f.SweepJobs(ctx, start, 10); err != nil || len(gone) != 0 {
			t.Errorf("new jobs were swept: %v (%v)", gone, err)
		}
		if gone, err := f.SweepJobs(ctx, start.Add(time.Hour), 10); err != nil || len(gone) != 2 {
			t.Errorf("swept %v (%v)", gone, err)
		}
	})
}
