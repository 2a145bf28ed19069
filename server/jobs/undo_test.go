package jobs_test

import (
	"context"
	"encoding/json"
	"errors"
	"testing"

	"holm/crm"
	"holm/server/jobs"
)

// TestALongStepIsUndoneInParts takes an import of 1,600 companies back, some
// of which the import itself changed again and one of which somebody changed
// since; it is cut off and goes on, and is undone itself.
func TestALongStepIsUndoneInParts(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	batch, err := h.NextBatch(ctx)
	if err != nil {
		t.Fatal(err)
	}
	bring := func(p crm.ImportPart) {
		t.Helper()
		p.Entity, p.Batch = crm.EntityCompany, batch
		if err := h.Import(ctx, h.main, p); err != nil {
			t.Fatal(err)
		}
	}
	var made crm.ImportPart
	for i := range 1600 {
		made.Records = append(made.Records, &crm.ImportRecord{Company: &crm.Company{Name: "Company", Employees: int64(i + 1)}})
	}
	bring(made)
	var changed crm.ImportPart
	for _, r := range made.Records[:40] {
		changed.Records = append(changed.Records, &crm.ImportRecord{Company: &crm.Company{Name: "Company", Website: "https://c.example"}, Given: []string{"website"}, Changes: r.Company.ID})
	}
	bring(changed)
	kept := made.Records[20].Company.ID
	if _, err := h.UpdateCompany(ctx, h.main, kept, 0, crm.Change{"note": "mine"}); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Undo(ctx, h.main, crm.Step{Batch: batch}); !errors.Is(err, crm.ErrLongStep) {
		t.Fatalf("undone at once: %v", err)
	}
	none := crm.Actor{Kind: crm.ActorUser, User: h.main.User + 1, Role: crm.Role{Rights: map[crm.Entity]crm.Matrix{"": {4, 4, 4, 4}}}}
	if _, _, err := h.UndoPart(ctx, none, crm.UndoPart{Batch: batch, As: batch + 1}); !errors.Is(err, crm.ErrForbidden) {
		t.Errorf("who may not change many undoes what others did: %v", err)
	}
	tally := h.undoes(batch)
	if tally.Done != 1599 || tally.Left != 1 || len(tally.Lines) != 1 || tally.Lines[0].ID != kept || tally.Lines[0].Reason != crm.LeftChanged {
		t.Errorf("it did %d, left %d: %+v", tally.Done, tally.Left, tally.Lines)
	}
	if n := h.counts("employees > 0"); n != 1 {
		t.Errorf("%d companies are there", n)
	}
	again, err := crm.ParseStep(tally.Step)
	if err != nil {
		t.Fatal(err)
	}
	if tally := h.undoes(again.Batch); tally.Done != 1599 || tally.Left != 0 {
		t.Errorf("undoing the undo did %d, left %d", tally.Done, tally.Left)
	}
	if n := h.counts("website is \"https://c.example\""); n != 40 {
		t.Errorf("%d have what the import gave them", n)
	}
}

// undoes runs the job that undoes a batch, cut off after each of its first
// parts.
func (h *house) undoes(batch int64) crm.UndoTally {
	h.t.Helper()
	ctx := h.t.Context()
	asked := crm.UndoJob{Batch: batch}
	var err error
	if asked.First, asked.Last, err = h.BatchRange(ctx, batch); err != nil {
		h.t.Fatal(err)
	}
	if asked.As, err = h.NextBatch(ctx); err != nil {
		h.t.Fatal(err)
	}
	payload, err := json.Marshal(asked)
	if err != nil {
		h.t.Fatal(err)
	}
	job := crm.Job{Kind: crm.JobUndo, Payload: string(payload)}
	cut := errors.New("cut off")
	for {
		before := job.Place
		result, err := jobs.Undo(h.Store).Work(ctx, h.main, job, func(_ context.Context, done, total int64, place string) error {
			if job.Place = place; done < total {
				return cut
			}
			return nil
		})
		tally, _ := result.(crm.UndoTally)
		switch {
		case err == nil:
			return tally
		case !errors.Is(err, cut) || job.Place == before:
			h.t.Fatal(err)
		}
	}
}
