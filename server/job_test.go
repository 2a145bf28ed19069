package server_test

import (
	"context"
	"net/http"
	"strconv"
	"testing"

	"holm/crm"
)

func TestJobPages(t *testing.T) {
	h := furnished(t)
	h.has(h.get("/jobs", http.StatusOK), "Nothing runs in the background")
	job := crm.Job{Kind: "import", Title: "people.csv", Total: 200, Done: 50, Link: "/companies"}
	if err := h.store.CreateJob(context.Background(), h.actor(), &job); err != nil {
		t.Fatal(err)
	}
	page := "/jobs/" + strconv.FormatInt(job.ID, 10)
	h.has(h.get("/jobs", http.StatusOK), "people.csv", "50 of 200", "Waiting")
	h.has(h.get(page, http.StatusOK), "Import: people.csv", `aria-valuenow="25"`, "Stop", "every 2s")
	h.post(page+"/cancel", nil, http.StatusSeeOther)
	stopped := h.get(page, http.StatusOK)
	h.has(stopped, "Stopped")
	h.lacks(stopped, "every 2s", "/cancel")

	other := crm.Job{Kind: "import", Title: "secret.csv"}
	if err := h.store.CreateJob(context.Background(), crm.SystemActor(), &other); err != nil {
		t.Fatal(err)
	}
	h.get("/jobs/999", http.StatusNotFound)
}
