package jobs_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	"holm/crm"
	"holm/server/jobs"
)

func (h *house) askBulk(b crm.BulkJob) crm.Job {
	h.t.Helper()
	var err error
	if b.Batch, err = h.NextBatch(h.t.Context()); err != nil {
		h.t.Fatal(err)
	}
	payload, err := json.Marshal(b)
	if err != nil {
		h.t.Fatal(err)
	}
	j := crm.Job{Kind: crm.JobBulk, Title: "all", Payload: string(payload)}
	if err := h.CreateJob(h.t.Context(), h.main, &j); err != nil {
		h.t.Fatal(err)
	}
	return j
}

func (h *house) fill(n int) {
	h.t.Helper()
	companies := make([]crm.Company, n)
	for i := range companies {
		companies[i] = crm.Company{Name: fmt.Sprint("Company ", i), Employees: int64(i % 2)}
	}
	if err := h.CreateCompanies(h.t.Context(), h.main, companies); err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) counts(filter string) int {
	h.t.Helper()
	f, err := crm.ParseFilter(crm.FilterFields(crm.EntityCompany), filter)
	if err != nil {
		h.t.Fatal(err)
	}
	n, _, err := h.CountCompanies(h.t.Context(), h.main, crm.Query{Filter: f})
	if err != nil {
		h.t.Fatal(err)
	}
	return n
}

// TestABulkJobGoesThroughAllThatMatch changes what leads out of the very list
// that it goes through, is cut off in the middle, and ends with all changed
// once, undone as one step.
func TestABulkJobGoesThroughAllThatMatch(t *testing.T) {
	h := newHouse(t)
	h.fill(1300)
	asked := h.askBulk(crm.BulkJob{Entity: crm.EntityCompany, Filter: "employees is 1", Action: crm.BulkEdit, Change: crm.Change{"employees": 7}})
	cut := errors.New("cut off")
	work := jobs.Bulk(h.Store).Work
	place := ""
	_, err := work(t.Context(), h.main, asked, func(_ context.Context, done, _ int64, at string) error {
		if place = at; done >= 500 {
			return cut
		}
		return nil
	})
	if !errors.Is(err, cut) {
		t.Fatal(err)
	}
	asked.Place = place
	result, err := work(t.Context(), h.main, asked, func(context.Context, int64, int64, string) error { return nil })
	tally, _ := result.(crm.BulkTally)
	if err != nil || tally.Done != 650 || h.counts("employees is 7") != 650 || h.counts("employees is 1") != 0 {
		t.Fatalf("%v: %+v, %d changed", err, result, h.counts("employees is 7"))
	}
	step, err := crm.ParseStep(tally.Step)
	if err != nil {
		t.Fatal(err)
	}
	undone, err := h.Undo(t.Context(), h.main, step)
	if err != nil || undone.Records != 650 || h.counts("employees is 1") != 650 {
		t.Errorf("%v: undone %+v", err, undone)
	}
}

func TestABulkJobRunsAsItsOwner(t *testing.T) {
	h := newHouse(t)
	h.fill(20)
	_, _ = h.run("one", jobs.Bulk(h.Store))
	j := h.ends(h.askBulk(crm.BulkJob{Entity: crm.EntityCompany, Action: crm.BulkTrash}).ID, crm.JobDone)
	var tally crm.BulkTally
	if err := json.Unmarshal([]byte(j.Result), &tally); err != nil || tally.Done != 20 || h.counts("") != 0 {
		t.Errorf("%v: %s", err, j.Result)
	}
	h.ends(h.askBulk(crm.BulkJob{Entity: crm.EntityCompany, Filter: "nonsense of", Action: crm.BulkTrash}).ID, crm.JobFailed)
}
