package api_test

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"holm/crm"
	"holm/licensing"
	"holm/lockout"
	"holm/server/api"
	"holm/store"
)

var now = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// switching is a gate whose verdict a test changes.
type switching struct {
	atomic.Pointer[lockout.Verdict]
}

func (s *switching) Verdict() lockout.Verdict { return *s.Load() }

// caller speaks to the API over a store of its own.
type caller struct {
	t       *testing.T
	store   *store.Store
	gate    *switching
	handler http.Handler
	main    crm.Actor
	key     string
}

func newCaller(t *testing.T) *caller {
	t.Helper()
	c := &caller{t: t, gate: &switching{}}
	c.state(lockout.Active)
	s, err := store.Open(t.Context(), store.Options{Dir: t.TempDir(), Gate: c.gate, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	err = s.CompleteSetup(t.Context(), crm.Setup{Local: true, Company: "Kobberholm", Country: "DK", Language: "da",
		AdminName: "Anna Holm", AdminEmail: "anna@kobberholm.example", PasswordHash: "x", Category: "complete"})
	if err != nil {
		t.Fatal(err)
	}
	main, err := s.MainUser(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	c.store = s
	if c.main, err = s.ActorOf(t.Context(), main.ID); err != nil {
		t.Fatal(err)
	}
	c.key = c.keyOf(main.ID)
	c.handler = api.New(api.Options{Store: s, Gate: c.gate, Now: func() time.Time { return now },
		Log: slog.New(slog.NewTextHandler(t.Output(), nil))})
	return c
}

// state puts the installation into a state with three seats.
func (c *caller) state(s lockout.State) {
	c.verdict(lockout.Verdict{State: s, Since: now.Add(-time.Hour), At: now, Modules: []string{api.Module},
		Categories: []licensing.Category{{Code: "complete", Seats: 3, Name: licensing.Text{"en": "Complete"}}}})
}

func (c *caller) verdict(v lockout.Verdict) { c.gate.Store(&v) }

func (c *caller) keyOf(user int64) string {
	c.t.Helper()
	key, _, err := c.store.CreateAPIKey(c.t.Context(), c.main, user, "test")
	if err != nil {
		c.t.Fatal(err)
	}
	return key
}

// user makes an active user and returns the caller with a key of theirs.
func (c *caller) user(login string, role int64) *caller {
	c.t.Helper()
	u := crm.User{Login: login, Name: login, Category: "complete", Role: role}
	if err := c.store.CreateUser(c.t.Context(), c.main, &u, ""); err != nil {
		c.t.Fatal(err)
	}
	other := *c
	other.key = c.keyOf(u.ID)
	return &other
}

// answer is a response that was read.
type answer struct {
	*http.Response
	body map[string]any
	raw  string
}

// send makes a request; headers come in pairs.
func (c *caller) send(method, path, body string, headers ...string) answer {
	c.t.Helper()
	var reader io.Reader
	if body != "" {
		reader = strings.NewReader(body)
	}
	r := httptest.NewRequestWithContext(c.t.Context(), method, path, reader)
	if c.key != "" {
		r.Header.Set("Authorization", "Bearer "+c.key)
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	c.handler.ServeHTTP(w, r)
	a := answer{Response: w.Result(), raw: w.Body.String()}
	if strings.Contains(a.Header.Get("Content-Type"), "json") {
		if err := json.Unmarshal(w.Body.Bytes(), &a.body); err != nil {
			c.t.Fatalf("%s %s answered with %q: %v", method, path, a.raw, err)
		}
	}
	return a
}

// want fails unless the answer has the status.
func (a answer) want(t *testing.T, status int) answer {
	t.Helper()
	if a.StatusCode != status {
		t.Fatalf("answered %d instead of %d: %s", a.StatusCode, status, a.raw)
	}
	return a
}

// problem fails unless the answer is a problem with that status and code.
func (a answer) problem(t *testing.T, status int, code string) answer {
	t.Helper()
	a.want(t, status)
	if got := a.Header.Get("Content-Type"); got != "application/problem+json" {
		t.Fatalf("the problem came as %q", got)
	}
	if a.body["code"] != code || a.body["status"] != float64(status) || a.body["title"] == "" {
		t.Fatalf("the problem is %s, not %s", a.raw, code)
	}
	return a
}

// field returns the code of what is wrong with a field.
func (a answer) field(name string) any {
	fields, _ := a.body["fields"].([]any)
	for _, f := range fields {
		if m, _ := f.(map[string]any); m["field"] == name {
			return m["code"]
		}
	}
	return nil
}
