package server_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"holm/crm"
	"holm/licensing"
	"holm/lockout"
	"holm/server"
	"holm/server/api"
	"holm/server/pages"
	"holm/store"
)

const (
	mainLogin    = "mette@lindholt.example"
	mainPassword = "correct horse battery"
)

// gate is a gate whose verdict a test turns.
type gate struct {
	mu sync.Mutex
	v  lockout.Verdict
}

func (g *gate) Verdict() lockout.Verdict {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.v
}

func (g *gate) turn(v lockout.Verdict) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.v = v
}

// house is a whole server on a real database, with one browser.
type house struct {
	t     *testing.T
	store *store.Store
	gate  *gate
	url   string
	site  *server.Server
	ran   *statements
	dir   string // the data directory
	http  *http.Client
}

func evaluation(now time.Time) lockout.Verdict {
	return lockout.Verdict{State: lockout.Evaluation, Since: now, At: now, SeatTotal: 5, Everything: true,
		Categories: []licensing.Category{{Code: "complete", Name: licensing.Text{"en": "Complete"}, Seats: 5}},
		Boundaries: []lockout.Boundary{{Kind: lockout.EvaluationEnds, At: now.AddDate(0, 0, 30)}}}
}

// newHouse opens a house that is not set up yet.
func newHouse(t *testing.T) *house {
	t.Helper()
	return newHouseWith(t, nil)
}

// newHouseWith opens a house with an export page, when there is an exporter.
func newHouseWith(t *testing.T, exports pages.Exporter) *house {
	t.Helper()
	now := time.Now().UTC()
	g := &gate{v: evaluation(now)}
	quiet := slog.New(slog.NewTextHandler(io.Discard, nil))
	dir := t.TempDir()
	ran := &statements{}
	st, err := store.Open(context.Background(), store.Options{Dir: dir, Now: time.Now, Gate: g, Log: quiet, Seen: ran.note})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	s, err := server.New(server.Options{Store: st, Gate: g, Licences: refuser{}, Exporter: exports, Signer: testSigner{}, Installation: "7K2M-9QXR-4DTV", Now: time.Now,
		API: api.New(api.Options{Store: st, Gate: g, Now: time.Now, Log: quiet}), Log: quiet, Version: "test", Loopback: true, Hosts: []string{"holm.skovby.example"}})
	if err != nil {
		t.Fatal(err)
	}
	web := httptest.NewServer(s)
	t.Cleanup(web.Close)
	h := &house{t: t, store: st, gate: g, url: web.URL, site: s, dir: dir, ran: ran}
	h.http = h.browser()
	return h
}

// furnished opens a house that is set up, with its main user logged in.
func furnished(t *testing.T) *house {
	t.Helper()
	h := newHouse(t)
	h.setUp()
	h.logIn(mainLogin, mainPassword)
	h.post("/terms", url.Values{"agree": {"1"}, "version": {"1"}}, http.StatusSeeOther)
	return h
}

// refuser refuses every document.
type refuser struct{}

func (refuser) Check(context.Context, []byte) (lockout.Receipt, error) {
	return lockout.Receipt{}, &licensing.Rejection{Reason: licensing.Damaged}
}

func (refuser) Install(context.Context, []byte, bool, string) (lockout.Receipt, error) {
	return lockout.Receipt{}, &licensing.Rejection{Reason: licensing.Damaged}
}

func (refuser) Licenses() []licensing.License { return nil }

// browser returns a new browser, which does not follow redirects.
func (h *house) browser() *http.Client {
	jar, err := cookiejar.New(nil)
	if err != nil {
		h.t.Fatal(err)
	}
	return &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// serve lets another server answer from now on, to a new browser.
func (h *house) serve(s http.Handler) {
	web := httptest.NewServer(s)
	h.t.Cleanup(web.Close)
	h.url, h.http = web.URL, h.browser()
}

func (h *house) setUp() {
	h.t.Helper()
	token, err := h.store.NewSetupToken(context.Background())
	if err != nil {
		h.t.Fatal(err)
	}
	h.post("/setup", url.Values{"token": {h.url + "/setup#token=" + token}, "company": {"Lindholt Teknik A/S"}, "country": {"DK"}, "language": {"en"},
		"name": {"Mette Kjærgaard"}, "email": {mainLogin}, "password": {mainPassword}, "hosting": {"own"}}, http.StatusSeeOther)
}

func (h *house) logIn(login, password string) {
	h.t.Helper()
	h.post("/login", url.Values{"login": {login}, "password": {password}}, http.StatusSeeOther)
}

// answer is what a request brought.
type answer struct {
	*http.Response
	text string
}

func (h *house) do(method, path string, form url.Values, header map[string]string) answer {
	h.t.Helper()
	if form == nil {
		return h.doRaw(method, path, nil, header)
	}
	all := map[string]string{"Content-Type": "application/x-www-form-urlencoded"}
	for name, value := range header {
		all[name] = value
	}
	return h.doRaw(method, path, strings.NewReader(form.Encode()), all)
}

func (h *house) doRaw(method, path string, body io.Reader, header map[string]string) answer {
	h.t.Helper()
	req, err := http.NewRequest(method, h.url+path, body)
	if err != nil {
		h.t.Fatal(err)
	}
	for name, value := range header {
		req.Header.Set(name, value)
	}
	res, err := h.http.Do(req)
	if err != nil {
		h.t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		h.t.Fatal(err)
	}
	return answer{res, string(text)}
}

func (h *house) get(path string, status int) answer {
	h.t.Helper()
	return h.want(h.do(http.MethodGet, path, nil, nil), path, status)
}

func (h *house) post(path string, form url.Values, status int) answer {
	h.t.Helper()
	return h.want(h.do(http.MethodPost, path, form, nil), path, status)
}

func (h *house) want(a answer, path string, status int) answer {
	h.t.Helper()
	if a.StatusCode != status {
		h.t.Fatalf("%s %s answered %d, not %d:\n%s", a.Request.Method, path, a.StatusCode, status, body(a.text))
	}
	return a
}

// has fails unless the answer holds every text.
func (h *house) has(a answer, texts ...string) {
	h.t.Helper()
	for _, text := range texts {
		if !strings.Contains(a.text, text) {
			h.t.Errorf("%s does not say %q:\n%s", a.Request.URL.Path, text, body(a.text))
		}
	}
}

// lacks fails when the answer holds one of the texts.
func (h *house) lacks(a answer, texts ...string) {
	h.t.Helper()
	for _, text := range texts {
		if strings.Contains(a.text, text) {
			h.t.Errorf("%s says %q", a.Request.URL.Path, text)
		}
	}
}

// actor returns who the main user is to the store.
func (h *house) actor() crm.Actor {
	h.t.Helper()
	u, err := h.store.UserByLogin(context.Background(), mainLogin)
	if err != nil {
		h.t.Fatal(err)
	}
	a, err := h.store.ActorOf(context.Background(), u.ID)
	if err != nil {
		h.t.Fatal(err)
	}
	return a
}

// body returns a page from its main part on.
func body(page string) string {
	if i := strings.Index(page, "<main"); i >= 0 {
		return page[i:]
	}
	return page
}
