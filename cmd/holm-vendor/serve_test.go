package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"
	"time"

	"holm/licensing"
)

// TestServe asks as an installation does, and lets it install what it gets.
func TestServe(t *testing.T) {
	l := newLife(t, "monthly")
	l.begin()
	l.signed("renew", "--agreement", "A-1", "--paid-through", "2026-05-09")
	l.signed("renew", "--agreement", "A-1", "--paid-through", "2026-06-09")
	l.signed("change", "--agreement", "A-1", "--seats", "sales=12")
	l.signed("renew", "--agreement", "A-1", "--paid-through", "2026-07-09")
	l.vendor("key", "new-issuer")
	l.vendor("key", "retire", l.keyOf(l.keeper.Documents()[0].Text), "--revoke-after", "2026-03-10", "--out", l.path("revoked.holm"))
	p := &program{ctx: t.Context(), flags: &commands{Register: l.path("register")}, stderr: os.Stderr, now: func() time.Time { return l.now }}
	r, err := p.openRegister()
	if err != nil {
		t.Fatal(err)
	}
	defer r.close()
	ask := func(id string) (int, refreshed) {
		w := httptest.NewRecorder()
		p.refresh(r).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/v1/documents/"+id, nil))
		var got refreshed
		if w.Code == http.StatusOK {
			if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
				t.Fatal(err)
			}
		}
		return w.Code, got
	}
	for _, id := range []string{"nothing", "M3NP-8WYA-6BCD"} {
		if code, _ := ask(id); code != http.StatusNotFound {
			t.Errorf("%s: %d", id, code)
		}
	}
	_, got := ask("7K2M-9QXR-4DTV")
	if len(got.Documents) != 3 {
		t.Fatalf("%d documents, want the revocation, the newest licence and its renewal", len(got.Documents))
	}
	for _, text := range got.Documents {
		if _, err := l.keeper.Install(t.Context(), []byte(text), false, "refresh"); err != nil {
			t.Error(err)
		}
	}
	if v := l.keeper.Verdict(); v.Seats("sales") != 12 || licensing.DateOf(v.Term.PaidThrough.UTC()).String() != "2026-07-09" {
		t.Errorf("%d seats, paid through %s", v.Seats("sales"), v.Term.PaidThrough)
	}
}

// keyOf is the key that signed a document.
func (l *life) keyOf(text []byte) string {
	l.Helper()
	if err := os.WriteFile(l.path("some.holm"), text, 0o600); err != nil {
		l.Fatal(err)
	}
	var d struct{ Key string }
	if err := json.Unmarshal([]byte(l.vendor("inspect", l.path("some.holm"))), &d); err != nil {
		l.Fatal(err)
	}
	return d.Key
}
