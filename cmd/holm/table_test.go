package main

import (
	"fmt"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"holm/licensing"
	"holm/lockout"
)

// attempt is one way through one door to do what a line of the permission table
// speaks of.
type attempt struct {
	line   string // of the table, by its first words
	door   string // page, API, command, job or gate: the last where the product has no such function yet
	name   string
	do     func(*walk) error // nil when it was allowed
	locked bool              // allowed in LOCKED
	read   bool              // allowed in READ_ONLY; every other state allows everything
	writes string            // a table that changes when it is allowed, and no table does when not
	paths  map[lockout.State]int
}

// openStates forbid nothing.
var openStates = []lockout.State{lockout.Evaluation, lockout.Active, lockout.Overdue, lockout.Terminating, lockout.WindDown}

// TestPermissionTable is every line of the permission table of docs/decisions
// and of the agreement, through page, API, command line and job, in every state,
// which a signed document of a vendor leads to; what the database keeps is
// compared before and after each step.
func TestPermissionTable(t *testing.T) {
	for _, state := range append(slices.Clone(openStates), lockout.Locked, lockout.ReadOnly) {
		t.Run(string(state), func(t *testing.T) {
			w := newWalkIn(t, state)
			for _, a := range permissionTable() {
				t.Run(a.line+"/"+a.door+"/"+a.name, func(t *testing.T) {
					house := w.t
					w.t = t
					defer func() { w.t = house }()
					w.attempt(state, a)
				})
			}
		})
	}
}

// attempt does one and compares what happened with what the table says.
func (w *walk) attempt(state lockout.State, a attempt) {
	w.t.Helper()
	want := slices.Contains(openStates, state) || state == lockout.Locked && a.locked || state == lockout.ReadOnly && a.read
	before := w.tables()
	err := a.do(w)
	var changed []string
	for table, after := range w.tables() {
		if before[table] != after && !slices.Contains(background, table) {
			changed = append(changed, table)
		}
	}
	switch {
	case want && err != nil:
		w.t.Errorf("refused in %s: %v", state, err)
	case !want && err == nil:
		w.t.Errorf("allowed in %s", state)
	case want && a.writes != "" && !slices.Contains(changed, a.writes):
		w.t.Errorf("in %s it changed %v, not %s", state, changed, a.writes)
	case !want && len(changed) > 0:
		w.t.Errorf("refused in %s, it changed %v", state, changed)
	}
	var answered status
	if code := a.paths[state]; code != 0 && (!asStatus(err, &answered) || int(answered) != code) {
		w.t.Errorf("in %s it answers %v, want %d", state, err, code)
	}
}

// status is an answer that is no success.
type status int

func (s status) Error() string { return strconv.Itoa(int(s)) + " " + http.StatusText(int(s)) }

func asStatus(err error, s *status) bool {
	got, ok := err.(status)
	*s = got
	return ok
}

// newWalkIn is a walk whose server is in a state, by a signed document where
// the state comes from one.
func newWalkIn(t *testing.T, state lockout.State) *walk {
	t.Helper()
	w := newWalkWith(t, state != lockout.Evaluation)
	now := time.Now().UTC().Truncate(time.Second)
	switch day := 24 * time.Hour; state {
	case lockout.Locked, lockout.ReadOnly:
		w.enter(state)
	case lockout.Overdue:
		l := w.terms(2, 20*day)
		l.Term.PaidThrough, l.Term.OverdueFrom, l.Term.WarnFrom = now.Add(-day), now.Add(-day), now.Add(-2*day)
		l.Outstanding = []licensing.Invoice{{Invoice: "2026-17", Due: licensing.DateOf(now.Add(-day)), Amount: 125000, Currency: "DKK"}}
		w.install(w.signed(l))
	case lockout.Terminating, lockout.WindDown:
		effective := now.Add(20 * day)
		if state == lockout.WindDown {
			effective = now.Add(-day)
		}
		text, err := w.vendor.SignTermination(licensing.Termination{AfterSerial: 1, Agreement: "A-1001", Cause: licensing.CauseCustomer,
			NoticeAt: now.Add(-40 * day), EffectiveAt: effective, FullUntil: effective.Add(14 * day), ReadOnlyFrom: effective.Add(14 * day)})
		if err != nil {
			t.Fatal(err)
		}
		w.install(text)
	}
	w.reach(state)
	return w
}

// onPage asks for a page, or sends its form, as somebody.
func onPage(who, method, path string, form url.Values) func(*walk) error {
	return func(w *walk) error {
		w.t.Helper()
		client := *w.people[who]
		client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
		var answer *http.Response
		var err error
		if method == http.MethodGet {
			answer, err = client.Get(w.url + w.path(path))
		} else {
			if form == nil {
				form = w.forms[method+" "+path]
			}
			answer, err = client.PostForm(w.url+w.path(path), form)
		}
		if err != nil {
			w.t.Fatal(err)
		}
		if strings.HasPrefix(answer.Header.Get("Location"), "/login") && path != "/logout" {
			w.t.Fatalf("%s is not logged in", who)
		}
		if w.last = w.drain(answer); answer.StatusCode >= 400 {
			return status(answer.StatusCode)
		}
		return nil
	}
}

// overAPI calls the API with the key of the main user.
func overAPI(method, path, body string) func(*walk) error {
	return func(w *walk) error {
		w.t.Helper()
		header := http.Header{}
		if method == http.MethodPatch || method == http.MethodDelete {
			header.Set("If-Match", w.etag(strings.ToLower(method), path))
		}
		answer := w.send(method, w.path(path), body, header)
		text := w.drain(answer)
		if answer.StatusCode < 400 {
			return nil
		}
		if state := answer.Header.Get("License-State"); state == "" || !strings.Contains(text, `"code":"license_`) {
			w.t.Errorf("%s %s answers %s without the licence's state and code: %s", method, path, answer.Status, text)
		}
		return status(answer.StatusCode)
	}
}

// command runs a command of the operator's.
func command(args ...string) func(*walk) error {
	return func(w *walk) error {
		w.t.Helper()
		line := make([]string, len(args))
		for i, arg := range args {
			switch arg {
			case "PASSWORD":
				arg = w.file("password", housePassword)
			case "FILE":
				arg = w.file("rows.csv", "name\nImported by command\n")
			case "NEW":
				arg = filepath.Join(w.t.TempDir(), "out.zip")
			}
			line[i] = arg
		}
		code, _, stderr := w.holm(line...)
		if strings.Contains(stderr, "panic") || code == exitUsage {
			w.t.Errorf("holm %v: exit %d %s", args, code, stderr)
		}
		if code != exitDone {
			return fmt.Errorf("exit %d: %s", code, stderr)
		}
		return nil
	}
}

// inside does something as a job of the server does, with the verdict of the
// documents that are installed.
func inside(do func(*walk, *installation, *program) error) func(*walk) error {
	return func(w *walk) error {
		w.t.Helper()
		in, p := w.second()
		err := do(w, in, p)
		var failed error
		if in.close(&failed); failed != nil {
			w.t.Error(failed)
		}
		return err
	}
}

// gate asks what the store's door asks, for a function that the product does
// not have yet.
func gate(op lockout.Operation, s lockout.Standing) func(*walk) error {
	return inside(func(_ *walk, in *installation, _ *program) error { return in.keeper.Verdict().Allows(op, s) })
}
