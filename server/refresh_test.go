package server_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"holm/licensing"
	"holm/lockout"
	"holm/server"
	"holm/server/refresh"
)

// believing takes every document in, or lets it wait.
type believing struct{ waits bool }

func (b believing) Offer(context.Context, []byte, string) (lockout.Receipt, error) {
	return lockout.Receipt{Waiting: b.waits}, nil
}

func (b believing) Documents() []lockout.StoredDocument {
	if !b.waits {
		return nil
	}
	return []lockout.StoredDocument{{Type: licensing.TypeLicense, ID: "L-9", Text: []byte("text of L-9"), Status: lockout.Waiting}}
}

func TestVendorIsAskedWhenSwitchedOn(t *testing.T) {
	h := furnished(t)
	vendor := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, `{"documents":["a"]}`) }))
	defer vendor.Close()
	quiet := slog.New(slog.DiscardHandler)
	asking := refresh.New(refresh.Options{Store: h.store, Keeper: believing{true}, Installation: "7K2M-9QXR-4DTV", Now: time.Now,
		Jitter: func(time.Duration) time.Duration { return 0 }, Log: quiet})
	site, err := server.New(server.Options{Store: h.store, Gate: h.gate, Licences: refuser{}, Refresher: asking, Now: time.Now, Log: quiet, Version: "test", Loopback: true})
	if err != nil {
		t.Fatal(err)
	}
	h.serve(site)
	h.logIn(mainLogin, mainPassword)
	page := h.get("/admin/license", http.StatusOK)
	h.has(page, "Never asked", "GET /v1/documents/7K2M-9QXR-4DTV HTTP/1.1")
	if strings.Contains(page.text, "Ask now") {
		t.Error("it can be asked though it is switched off")
	}
	h.post("/admin/license/refresh/now", url.Values{}, http.StatusSeeOther)
	h.has(h.get("/admin/license", http.StatusOK), "Never asked")
	h.has(h.post("/admin/license/refresh", url.Values{"on": {"1"}, "address": {"http://vendor.example"}, "proxy": {"x"}, "ca": {"y"}}, http.StatusUnprocessableEntity),
		"without log-in or question mark", "proxy.example:3128", "no certificate in PEM", `value="http://vendor.example"`)
	for _, state := range []lockout.State{lockout.Locked, lockout.ReadOnly, lockout.Active} { // possible in every state
		v := evaluation(time.Now())
		v.State = state
		h.gate.turn(v)
		h.post("/admin/license/refresh", url.Values{"on": {"1"}, "address": {vendor.URL}}, http.StatusSeeOther)
		h.post("/admin/license/refresh/now", url.Values{}, http.StatusSeeOther)
	}
	h.has(h.get("/admin/license", http.StatusOK), "Documents wait for you: 1", "Look at it", "text of L-9", "Ask now")
	vendor.Close()
	h.post("/admin/license/refresh/now", url.Values{}, http.StatusSeeOther)
	h.has(h.get("/admin/license", http.StatusOK), "Nobody answered; nothing has changed")
	h.post("/admin/license/refresh", url.Values{"address": {vendor.URL}}, http.StatusSeeOther)
	if page := h.get("/admin/license", http.StatusOK); strings.Contains(page.text, "Ask now") {
		t.Error("it is still on")
	}
}
