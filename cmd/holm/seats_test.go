package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"holm/licensing"
	"holm/lockout"
)

// house is an installation in a temporary folder, for tests that use it as
// people do: by command, page and API.
type house struct {
	t     *testing.T
	dir   string
	url   string
	roots licensing.Roots
	clock *ahead // nil: the machine's own
}

const housePassword = "a quiet harbour at dawn"

// newHouse sets an installation up by command.
func newHouse(t *testing.T) *house {
	t.Helper()
	h := &house{t: t, dir: t.TempDir()}
	password := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(password, []byte(housePassword+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	h.must("setup", "--company", "Skovby Maskin", "--country", "DK", "--language", "en", "--admin-name", "Anna Skov",
		"--admin-email", "anna@skovby.example", "--password-file", password, "--hosting", "own")
	return h
}

// holm runs a command in this process and returns what it printed.
func (h *house) holm(args ...string) (code int, stdout, stderr string) {
	var out, errs bytes.Buffer
	code = run(h.t.Context(), h.world(append([]string{"--data", h.dir}, args...), &out, &errs))
	return code, out.String(), errs.String()
}

func (h *house) world(args []string, stdout, stderr io.Writer) world {
	w := world{Args: args, Getenv: func(string) string { return "" }, Stdin: strings.NewReader(""), Stdout: stdout, Stderr: stderr,
		Roots: h.roots, Now: time.Now, Boot: lockout.SystemBootClock()}
	if h.clock != nil {
		w.Now, w.Boot = h.clock.now, h.clock
	}
	return w
}

func (h *house) must(args ...string) string {
	h.t.Helper()
	code, stdout, stderr := h.holm(args...)
	if code != exitDone {
		h.t.Fatalf("holm %s: exit %d\n%s%s", strings.Join(args, " "), code, stdout, stderr)
	}
	return stdout
}

// serve runs the server until the test ends.
func (h *house) serve() {
	h.t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	read, write := io.Pipe()
	var errs bytes.Buffer
	ended := make(chan int, 1)
	go func() {
		code := run(ctx, h.world([]string{"--data", h.dir, "serve", "--listen", "127.0.0.1:0"}, write, &errs))
		_ = write.CloseWithError(io.EOF)
		ended <- code
	}()
	ready := make(chan string, 1)
	go func() {
		for lines := bufio.NewScanner(read); lines.Scan(); {
			if _, address, found := strings.Cut(lines.Text(), " is ready at "); found {
				ready <- address
			}
		}
	}()
	h.t.Cleanup(func() {
		stop()
		if code := <-ended; code != exitDone {
			h.t.Errorf("the server ended with %d: %s", code, errs.String())
		}
	})
	select {
	case h.url = <-ready:
	case code := <-ended:
		ended <- code
		h.t.Fatalf("the server ended with %d: %s", code, errs.String())
	case <-time.After(time.Minute):
		h.t.Fatal("the server is not ready after a minute")
	}
}

// browser is a client that keeps cookies, logged in as the main user.
func (h *house) browser() *http.Client {
	h.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		h.t.Fatal(err)
	}
	c := &http.Client{Jar: jar, Timeout: time.Minute}
	h.post(c, "/login", url.Values{"login": {"anna@skovby.example"}, "password": {housePassword}}, http.StatusOK)
	h.post(c, "/terms", url.Values{"agree": {"yes"}, "version": {"1"}}, http.StatusOK)
	return c
}

func (h *house) post(c *http.Client, path string, form url.Values, want int) {
	h.t.Helper()
	r, err := c.PostForm(h.url+path, form)
	if err != nil {
		h.t.Fatal(err)
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		h.t.Fatal(err)
	}
	if r.StatusCode != want {
		h.t.Fatalf("POST %s: %s, want %d\n%s", path, r.Status, want, body)
	}
	if err := r.Body.Close(); err != nil {
		h.t.Fatal(err)
	}
}

// key makes an API key of the main user.
func (h *house) key() string {
	h.t.Helper()
	var made struct{ Key string }
	out := h.must("--json", "apikey", "create", "--user", "anna@skovby.example", "--name", "test")
	if err := json.Unmarshal([]byte(out), &made); err != nil || made.Key == "" {
		h.t.Fatalf("no key in %s (%v)", out, err)
	}
	return made.Key
}

// TestLastSeat lets 50 attempts run for the last of the evaluation's five
// seats: a third each by page, API and command line.
func TestLastSeat(t *testing.T) {
	h := newHouse(t)
	for i := range 3 {
		h.must("user", "add", fmt.Sprintf("early%d", i), "--name", "Early", "--category", "complete")
	}
	h.serve()
	browser, key := h.browser(), h.key()
	attempt := []func(login string) (won bool, refusal string){
		func(login string) (bool, string) {
			r, err := browser.PostForm(h.url+"/admin/users", url.Values{"name": {"Late"}, "login": {login}, "category": {"complete"}})
			return answered(r, err, http.StatusCreated, http.StatusConflict)
		},
		func(login string) (bool, string) {
			body := strings.NewReader(`{"name":"Late","login":"` + login + `","category":"complete"}`)
			q, err := http.NewRequestWithContext(t.Context(), http.MethodPost, h.url+"/api/v1/users", body)
			if err != nil {
				return false, err.Error()
			}
			q.Header.Set("Authorization", "Bearer "+key)
			q.Header.Set("Content-Type", "application/json")
			r, err := http.DefaultClient.Do(q)
			return answered(r, err, http.StatusCreated, http.StatusConflict)
		},
		func(login string) (bool, string) {
			code, _, stderr := h.holm("user", "add", login, "--name", "Late", "--category", "complete")
			if code == exitFailed && strings.Contains(stderr, "no free seat") {
				return false, ""
			}
			return code == exitDone, stderr
		},
	}
	var won [3]atomic.Int32
	var all sync.WaitGroup
	for i := range 50 {
		all.Go(func() {
			ok, refusal := attempt[i%3](fmt.Sprintf("late%d", i))
			if ok {
				won[i%3].Add(1)
			} else if refusal != "" {
				t.Errorf("attempt %d was refused for another reason: %s", i, refusal)
			}
		})
	}
	all.Wait()
	if n := won[0].Load() + won[1].Load() + won[2].Load(); n != 1 {
		t.Errorf("%d attempts won: page %d, API %d, command line %d; want 1", n, won[0].Load(), won[1].Load(), won[2].Load())
	}
	if users := strings.Count(h.must("user", "list"), "active"); users != 5 {
		t.Errorf("there are %d active users, want 5", users)
	}
}

// answered tells a win and an honest refusal from everything else.
func answered(r *http.Response, err error, win, refuse int) (bool, string) {
	if err != nil {
		return false, err.Error()
	}
	body, err := io.ReadAll(r.Body)
	if err == nil {
		err = r.Body.Close()
	}
	switch {
	case err != nil:
		return false, err.Error()
	case r.StatusCode == win:
		return true, ""
	case r.StatusCode == refuse && strings.Contains(strings.ToLower(string(body)), "seat"):
		return false, ""
	}
	return false, r.Status + " " + string(body)
}
