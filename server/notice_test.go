package server_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"holm/crm"
)

func TestTheBellCountsAndLeads(t *testing.T) {
	h := furnished(t)
	main, err := h.store.MainUser(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if page := h.get("/", http.StatusOK); !strings.Contains(page.text, `href="/notices"`) || strings.Contains(page.text, "bell-count") {
		t.Error("the bell is missing, or counts nothing")
	}
	told := crm.Notice{User: main.ID, Kind: "job_done", Values: map[string]string{"key": "job.kind.import", "title": "<b>list</b>"}, Subject: "job/1", Link: "/companies"}
	away := crm.Notice{User: main.ID, Kind: "job_failed", Values: map[string]string{"key": "job.kind.import", "title": "x"}, Subject: "job/2", Link: "https://evil.example"}
	if _, err := h.store.Tell(t.Context(), []crm.Notice{told, away}); err != nil {
		t.Fatal(err)
	}
	page := h.get("/notices", http.StatusOK)
	if !strings.Contains(page.text, `bell-count" aria-hidden="true">2<`) || !strings.Contains(page.text, "Import finished: &lt;b&gt;list&lt;/b&gt;") {
		t.Errorf("the page lacks the count or the notice")
	}
	list, err := h.store.Notices(t.Context(), crm.Actor{User: main.ID}, 9)
	if err != nil || len(list) != 2 {
		t.Fatal(err, list)
	}
	for i, want := range []string{"/notices", "/companies"} { // never to another site
		answer := h.post("/notices/"+strconv.FormatInt(list[i].ID, 10), nil, http.StatusSeeOther)
		if is := answer.Header.Get("Location"); is != want {
			t.Errorf("it leads to %s, want %s", is, want)
		}
	}
	if page = h.get("/notices", http.StatusOK); strings.Contains(page.text, "bell-count") {
		t.Error("what was read is counted still")
	}
	h.post("/notices/"+strconv.FormatInt(time.Now().Unix(), 10), nil, http.StatusNotFound)
	h.post("/notices", nil, http.StatusSeeOther)
}
