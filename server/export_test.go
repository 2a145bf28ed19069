package server_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"testing"
	"time"

	"holm/crm"
	"holm/licensing"
	"holm/lockout"
	"holm/server/pages"
)

// exports keeps one archive in memory.
type exports struct {
	started int
	stated  pages.HostingStatement
}

func (e *exports) Progress() pages.ExportProgress { return pages.ExportProgress{} }

func (e *exports) Start(context.Context, crm.Actor) error {
	e.started++
	return nil
}

func (e *exports) Files(context.Context) ([]pages.ExportFile, error) {
	return []pages.ExportFile{{Name: "all.zip", Size: 4, SHA256: "9f1c", MadeAt: time.Now()}}, nil
}

type archive struct{ *bytes.Reader }

func (archive) Close() error { return nil }

func (e *exports) Open(_ context.Context, name string) (io.ReadSeekCloser, pages.ExportFile, error) {
	if name != "all.zip" {
		return nil, pages.ExportFile{}, crm.ErrNotFound
	}
	return archive{bytes.NewReader([]byte("data"))}, pages.ExportFile{Name: name, Size: 4}, nil
}

func (e *exports) Statement(context.Context) (pages.HostingStatement, error) { return e.stated, nil }

func (e *exports) StateHosting(_ context.Context, _ crm.Actor, h licensing.Hosting, host string) error {
	e.stated = pages.HostingStatement{Hosting: h, Host: host, At: time.Now(), By: "Mette"}
	return nil
}

func TestExportAfterTheEnd(t *testing.T) {
	e := &exports{}
	h := newHouseWith(t, e)
	h.setUp()
	h.logIn(mainLogin, mainPassword)
	h.post("/terms", url.Values{"agree": {"1"}, "version": {"1"}}, http.StatusSeeOther)
	h.has(h.get("/export", http.StatusOK), "Export all data", "all.zip", "9f1c")
	h.inState(lockout.ReadOnly)
	v := h.gate.Verdict()
	v.Termination = &licensing.Termination{Cause: licensing.CauseCustomer, Agreement: "A-1", Export: "main_user"}
	h.gate.turn(v)
	h.has(h.get("/export", http.StatusOK), "Hosting statement", "First state above")
	h.post("/export", url.Values{}, http.StatusForbidden)
	h.get("/export/all.zip", http.StatusForbidden)
	h.post("/export/statement", url.Values{"hosting": {"hosted"}, "sure": {"1"}}, http.StatusUnprocessableEntity)
	h.post("/export/statement", url.Values{"hosting": {"own"}, "sure": {"1"}}, http.StatusSeeOther)
	h.post("/export", url.Values{}, http.StatusSeeOther)
	if e.started != 1 {
		t.Errorf("%d exports were started", e.started)
	}
	h.has(h.get("/export/all.zip", http.StatusOK), "data")
	for _, path := range []string{"/export/nothing.zip", "/export/..%2fholm.db", "/export/.hidden"} {
		h.get(path, http.StatusNotFound)
	}
	h.inState(lockout.Locked)
	h.post("/export", url.Values{}, http.StatusPaymentRequired)
	h.get("/export/all.zip", http.StatusPaymentRequired)
	h.inState(lockout.Active)
	h.colleague()
	h.get("/export", http.StatusForbidden)
	h.get("/export/all.zip", http.StatusForbidden)
}
