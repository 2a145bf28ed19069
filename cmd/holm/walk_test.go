package main

import (
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"

	"holm/crm"
	"holm/licensing"
	"holm/licensing/issue"
	"holm/lockout"
	"holm/server/pages"
)

// background may change at any time: sessions, counters, the effective time,
// the ledger, and notes of last use. They are no business data.
var background = []string{"session", "login_failure", "effective_time", "ledger", "id_block", "meter_month", "meter_member", "heartbeat", "interruption"}

// permitted is the whole list of what may change in LOCKED and READ_ONLY, by
// route, API operation or command. What is not named may change nothing.
var permitted = map[string][]string{
	"POST /login":                                    {"credential"},
	"POST /terms":                                    {"terms_acceptance", "journal"},
	"POST /me":                                       {"app_user", "journal"},
	"POST /me/password":                              {"credential", "journal"},
	"POST /admin/license":                            {"license_document"},
	"POST /admin/users/{id}/deactivate":              {"app_user", "journal"},
	"POST /admin/agreement/contact":                  {"setting", "journal"},
	"POST /admin/agreement/persons":                  {"licence_contact", "journal"},
	"POST /admin/agreement/persons/{id}":             {"licence_contact", "journal"},
	"POST /admin/agreement/persons/{id}/delete":      {"licence_contact", "journal"},
	"POST /admin/agreement/contact/notice":           {"statement", "journal"},
	"POST /admin/agreement/notice":                   {"statement", "journal"},
	"POST /admin/agreement/letters/{id}/sent":        {"statement", "journal"},
	"POST /admin/orders":                             {"statement", "journal"},
	"POST /admin/users/{id}/category":                {"app_user", "journal"},
	"POST /admin/users/{id}/main":                    {"app_user", "journal"},
	"POST /admin/users/{id}/keys/{key}/revoke":       {"api_key", "journal"},
	"POST /persons/{id}/consents/{consent}/withdraw": {"consent", "journal"},
	"POST /admin/keys/{id}/revoke":                   {"api_key", "journal"},
	"POST /admin/license/refresh":                    {"setting", "journal"},
	"POST /admin/license/refresh/now":                {"setting"},
	"POST /admin/maintenance":                        {"service_message", "journal"},
	"POST /admin/maintenance/{id}/end":               {"service_message", "journal"},
	"POST /announcements/{id}/dismiss":               {"app_user", "journal"},
	"holm maintenance plan":                          {"service_message", "journal"},
	"holm maintenance end":                           {"service_message", "journal"},
	"POST /jobs/{id}/cancel":                         {"job"},
	"DELETE /api/v1/users/{id}":                      {"app_user", "journal"},
	"PATCH /api/v1/users/{id}":                       {"app_user", "journal"},
	"holm user deactivate":                           {"app_user", "journal"},
	"holm user category":                             {"app_user", "journal"},
	"holm user main":                                 {"app_user", "journal"},
	"holm user reset-password":                       {"credential", "journal"},
	"holm apikey revoke":                             {"api_key", "journal"},
	"holm license install":                           {"license_document"},
}

// TestNothingChangesBehindAClosedGate walks every route, API operation, job
// and command in LOCKED and in READ_ONLY as everybody, and compares the
// database before and after each step.
func TestNothingChangesBehindAClosedGate(t *testing.T) {
	for _, state := range []lockout.State{lockout.Locked, lockout.ReadOnly} {
		t.Run(string(state), func(t *testing.T) {
			w := newWalk(t)
			w.enter(state)
			changed := w.everything()
			for _, name := range sortedNames(changed) {
				for _, table := range changed[name] {
					if !slices.Contains(permitted[name], table) {
						t.Errorf("%s changed %s in %s", name, table, state)
					}
				}
			}
		})
	}
}

// TestTheWalkWrites is the negative control: with the gate open the same walk
// changes business data, so a walk that sees no change behind a closed gate
// does see.
func TestTheWalkWrites(t *testing.T) {
	w := newWalk(t)
	changed := w.everything()
	for name, table := range map[string]string{
		"POST /admin/announcements": "service_message", "POST /admin/maintenance": "service_message",
		"POST /admin/announcements/{id}/end": "service_message", "POST /admin/maintenance/{id}/end": "service_message",
		"POST /admin/license/refresh": "setting", "POST /admin/license/refresh/now": "setting",
		"POST /announcements/{id}/dismiss": "app_user", "holm maintenance plan": "service_message",
		"POST /companies": "company", "POST /companies/{id}": "company", "POST /companies/{id}/trash": "company",
		"POST /admin/groups": "app_group", "POST /admin/groups/{id}": "app_group", "POST /admin/roles": "app_role", "POST /admin/roles/{id}": "app_role",
		"POST /admin/keys": "api_key", "POST /admin/lists": "list_item", "POST /admin/lists/{id}": "list_item", "POST /admin/tags/{id}": "tag",
		"POST /persons/{id}/follow": "follower", "POST /persons/{id}/consents": "consent", "POST /persons/{id}/consents/{consent}/withdraw": "consent",
		"POST /persons": "person", "POST /documents": "document", "POST /documents/{id}": "document",
		"POST /documents/{id}/versions": "document_version", "POST /documents/{id}/check-out": "document", "POST /documents/{id}/trash": "document",
		"POST /documents/{id}/unlink": "document_link", "POST /api/v1/documents": documentFiles, "PATCH /api/v1/documents/{id}": "document",
		"POST /admin/users": "app_user", "POST /me": "app_user",
		"POST /admin/agreement/contact": "setting", "POST /admin/agreement/persons": "licence_contact", "POST /admin/agreement/contact/notice": "statement",
		"POST /admin/agreement/persons/{id}": "licence_contact", "POST /admin/agreement/letters/{id}/sent": "statement", "POST /admin/orders": "statement",
		"POST /admin/agreement/notice": "statement", "POST /admin/agreement/statistics": "setting",
		"POST /admin/users/{id}/deactivate": "app_user", "POST /admin/users/{id}/main": "app_user",
		"POST /admin/users/{id}/keys": "api_key", "POST /views": "saved_view", "POST /views/{id}": "saved_view",
		"POST /views/{id}/trash": "saved_view", "POST /views/order": "app_user",
		"POST /api/v1/companies": "company", "PATCH /api/v1/companies/{id}": "company", "POST /api/v1/persons": "person",
		"POST /api/v1/users": "app_user", "holm user add": "app_user", "holm user deactivate": "app_user",
		"holm apikey create": "api_key", "purge of the trash": "person",
	} {
		if !slices.Contains(changed[name], table) {
			t.Errorf("%s did not change %s with the gate open: the walk does not really try", name, table)
		}
	}
}

func sortedNames(m map[string][]string) []string { return slices.Sorted(maps.Keys(m)) }

// walk is an installation with a running server, and everybody logged in.
type walk struct {
	*house
	vendor  *issue.Authority
	people  map[string]*http.Client // by standing
	key     string
	forms   map[string]url.Values // by route
	changed map[string][]string   // tables by what changed them
	targets map[string]int64      // ids that routes name
	at      int                   // steps walked
	last    string                // the last page that was shown

	licensed bool // there is an agreement to speak of
}

func newWalk(t *testing.T) *walk { return newWalkWith(t, true) }

// newWalkWith is a walk with a licence, or without one in the evaluation.
func newWalkWith(t *testing.T, licensed bool) *walk {
	t.Helper()
	vendor, err := issue.NewAuthority(nil, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	w := &walk{house: newHouse(t), vendor: vendor, changed: map[string][]string{}, people: map[string]*http.Client{}, licensed: licensed}
	w.roots = vendor.Roots()
	if licensed {
		w.install(w.licence(1, 200*24*time.Hour))
	}
	w.must("user", "add", "bo@skovby.example", "--name", "Bo", "--category", "complete")
	w.must("user", "add", "cilla@skovby.example", "--name", "Cilla", "--category", "complete")
	w.must("user", "add", "dan@skovby.example", "--name", "Dan", "--category", "complete")
	w.must("user", "deactivate", "dan@skovby.example")
	w.must("user", "add", "eva@holm.example", "--name", "Eva Holm", "--category", "complete", "--role", "administrator")
	w.serve()
	w.people["main user"] = w.browser()
	w.people["user"] = w.logIn("bo@skovby.example")
	w.people["administrator"] = w.logIn("eva@holm.example")
	w.people["spare"] = w.logIn("cilla@skovby.example")
	w.people["nobody"] = &http.Client{}
	w.furnish()
	return w
}

// licence is a full licence that locks after a time; before now it is locked.
func (w *walk) licence(serial int64, locksIn time.Duration) []byte {
	w.t.Helper()
	return w.signed(w.terms(serial, locksIn))
}

func (w *walk) signed(l licensing.License) []byte {
	w.t.Helper()
	text, err := w.vendor.SignLicense(l)
	if err != nil {
		w.t.Fatal(err)
	}
	return text
}

// terms are what licence signs.
func (w *walk) terms(serial int64, locksIn time.Duration) licensing.License {
	w.t.Helper()
	var request struct{ Installation string }
	if err := json.Unmarshal([]byte(w.must("--json", "license", "request")), &request); err != nil {
		w.t.Fatal(err)
	}
	l := w.vendor.Sample(request.Installation)
	now := time.Now().UTC().Truncate(time.Second)
	l.Serial, l.Environment, l.Policy.MinWarnedHours = serial, licensing.Nonproduction, 0
	l.Categories = []licensing.Category{{Code: "complete", Seats: 30}, {Code: "reader", Seats: 5, Features: []licensing.Feature{licensing.FeatureRead}}}
	l.Modules = []string{"api"}
	l.Term = licensing.Term{NotBefore: now.Add(-72 * time.Hour), LockAt: now.Add(locksIn), OverdueFrom: now.Add(locksIn - time.Hour),
		PaidThrough: now.Add(locksIn - time.Hour), WarnFrom: now.Add(locksIn - 2*time.Hour)}
	return l
}

func (w *walk) install(text []byte) {
	w.t.Helper()
	w.must("license", "install", w.file("document.holm", string(text)), "--acknowledge")
}

// enter brings the running server into a state by a document.
func (w *walk) enter(state lockout.State) {
	w.t.Helper()
	if state == lockout.Locked {
		w.install(w.licence(2, -time.Hour))
	} else {
		now := time.Now().UTC().Truncate(time.Second)
		text, err := w.vendor.SignTermination(licensing.Termination{AfterSerial: 1, Agreement: "A-1001", Cause: licensing.CauseCustomer,
			NoticeAt: now.AddDate(0, -2, 0), EffectiveAt: now.AddDate(0, -1, 0), FullUntil: now.AddDate(0, 0, -10), ReadOnlyFrom: now.AddDate(0, 0, -10)})
		if err != nil {
			w.t.Fatal(err)
		}
		w.install(text)
	}
	w.reach(state)
}

// reach waits until the running server is in a state: less than a second.
func (w *walk) reach(state lockout.State) {
	w.t.Helper()
	for end := time.Now().Add(time.Second); ; time.Sleep(20 * time.Millisecond) {
		answer := w.api(http.MethodGet, "/api/v1/license", nil)
		if got := answer.Header.Get("License-State"); got == string(state) {
			return
		} else if time.Now().After(end) {
			w.t.Fatalf("a second after the document was installed the server is in %s, want %s", got, state)
		}
	}
}

// everything walks all there is and returns what changed which tables. The
// steps that would end a walk, logging out or moving the main user, come last.
func (w *walk) everything() map[string][]string {
	w.t.Helper()
	w.jobs()
	w.pages()
	w.operations()
	w.commands()
	return w.changed
}

func (w *walk) pages() {
	in, p := w.second()
	work, err := in.chores(p.log())
	if err != nil {
		w.t.Fatal(err)
	}
	defer work.imports.Close()
	sender, err := in.sender(p.config, p.log())
	if err != nil {
		w.t.Fatal(err)
	}
	asking, err := in.refresher(p.config, p.log())
	if err != nil {
		w.t.Fatal(err)
	}
	handler, err := newHandler(p, in, serverParts{in.exporter(p), in.runner(work, p.log()), work.imports, sender, asking, in.desk(p, nil, time.Time{})}, p.log())
	if err != nil {
		w.t.Fatal(err)
	}
	routes := handler.Routes()
	in.close(&err)
	if err != nil || len(routes) < 40 {
		w.t.Fatalf("%d routes (%v)", len(routes), err)
	}
	sort.SliceStable(routes, func(i, k int) bool { return last(routes[i]) < last(routes[k]) })
	for _, who := range []string{"nobody", "user", "main user"} {
		for _, route := range routes {
			name := route.Method + " " + route.Path
			w.step(name, func() { w.visit(who, route) })
		}
	}
}

// last orders the routes: first those that leave everything as it was.
func last(r pages.Route) int {
	switch r.Path {
	case "/logout":
		return 9
	case "/admin/users/{id}/main":
		return 8
	case "/me/password":
		return 7
	case "/login": // as the main user, whoever the client was
		return 10
	}
	if strings.HasSuffix(r.Path, "/deactivate") {
		return 4
	}
	return len(r.Method) - len(http.MethodGet)
}

func (w *walk) visit(who string, route pages.Route) {
	path := w.path(route.Path)
	form := w.forms[route.Method+" "+route.Path]
	if strings.HasSuffix(route.Path, "/trash") {
		form = url.Values{"version": {strings.Trim(w.etag("delete", "/api/v1"+strings.TrimSuffix(route.Path, "/trash")), `"`)}}
	}
	var answer *http.Response
	var err error
	if route.Method == http.MethodGet {
		answer, err = w.people[who].Get(w.url + path)
	} else {
		kind, body := "application/x-www-form-urlencoded", form.Encode()
		if route.Path == "/documents" || strings.HasSuffix(route.Path, "/versions") {
			kind, body = fileForm("walk "+who+".txt", "walked as "+who)
		}
		answer, err = w.people[who].Post(w.url+path, kind, strings.NewReader(body))
	}
	if err != nil {
		w.t.Fatal(err)
	}
	w.drain(answer)
	if answer.StatusCode >= 500 || answer.StatusCode == http.StatusUnauthorized && route.Path != "/login" {
		w.t.Errorf("%s %s as %s answers %s", route.Method, path, who, answer.Status)
	}
}

func (w *walk) drain(answer *http.Response) string {
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	if err := answer.Body.Close(); err != nil {
		w.t.Fatal(err)
	}
	return string(body)
}

// step does something and notes which tables it changed.
func (w *walk) step(name string, do func()) {
	w.t.Helper()
	before := w.tables()
	do()
	for table, after := range w.tables() {
		if before[table] != after && !slices.Contains(background, table) && !slices.Contains(w.changed[name], table) {
			w.changed[name] = append(w.changed[name], table)
		}
	}
	if w.changed[name] == nil {
		w.changed[name] = []string{}
	}
	w.at++
}

func (w *walk) jobs() {
	in, p := w.second()
	w.step("housekeeping", func() {
		if err := in.tidy(p.ctx); err != nil {
			w.t.Errorf("housekeeping: %v", err)
		}
	})
	w.step("purge of the trash", func() {
		_, err := in.store.PurgeTrash(p.ctx, crm.SystemActor(), time.Now().Add(time.Hour), 100)
		if closed := in.keeper.Verdict().Allows(lockout.Housekeeping, lockout.System) != nil; closed != (err != nil) {
			w.t.Errorf("purging the trash: %v in %s", err, in.keeper.Verdict().State)
		}
	})
	var err error
	in.close(&err)
	if err != nil {
		w.t.Error(err)
	}
}
