package main

import (
	"bytes"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"holm/crm"
)

// furnish makes the records that routes name, one in the trash, and the forms
// that would change them.
func (w *walk) furnish() {
	w.t.Helper()
	w.key = w.house.key()
	company, person := w.create("companies", `{"name":"Hvidtfeldt"}`), w.create("persons", `{"last_name":"Kjaer"}`)
	trashed := w.create("persons", `{"last_name":"Gone"}`)
	answer := w.api(http.MethodDelete, "/api/v1/persons/"+strconv.FormatInt(trashed, 10), http.Header{"If-Match": {`"1"`}})
	if answer.StatusCode >= 300 {
		w.t.Fatalf("trashing a person: %s", answer.Status)
	}
	users := w.users()
	w.targets = map[string]int64{"companies": company, "persons": person, "users": users["bo@skovby.example"],
		"leaver": users["cilla@skovby.example"], "key": w.spareKey(), "consent": w.consent(person), "keys": w.spareKey(), "views": w.view(),
		"groups": w.made("/admin/groups", url.Values{"name": {"Group"}}), "roles": w.made("/admin/roles", w.roleForm()), "lists": 1, "tags": w.tagged(company),
		"documents": w.document(company, person), "import": w.draft(), "jobs": w.draft(),
		"announcements": w.announced("/admin/announcements"), "maintenance": w.announced("/admin/maintenance")}
	version := url.Values{"version": {"1"}}
	w.forms = map[string]url.Values{
		"POST /companies":                   {"name": {"Made by the walk"}},
		"POST /companies/{id}":              w.edit("/companies/"+strconv.FormatInt(company, 10)+"/edit", "name", "Changed by the walk"),
		"POST /companies/{id}/trash":        version,
		"POST /persons":                     {"last_name": {"Walk"}},
		"POST /persons/{id}":                w.edit("/persons/"+strconv.FormatInt(person, 10)+"/edit", "last_name", "Changed"),
		"POST /persons/{id}/trash":          version,
		"POST /persons/{id}/follow":         {"follow": {"1"}},
		"POST /companies/{id}/follow":       {"follow": {"1"}},
		"POST /persons/{id}/consents":       consentForm,
		"POST /documents/{id}":              w.edit("/documents/"+strconv.FormatInt(w.targets["documents"], 10)+"/edit", "name", "Changed by the walk"),
		"POST /documents/{id}/link":         {"person": {"Kjaer"}},
		"POST /me":                          {"language": {"da"}, "density": {"comfortable"}, "theme": {"dark"}, "name": {"Anna Skov"}},
		"POST /me/password":                 {"old": {housePassword}, "password": {"another quiet harbour"}, "again": {"another quiet harbour"}},
		"POST /terms":                       {"agree": {"yes"}, "version": {"1"}},
		"POST /login":                       {"login": {"anna@skovby.example"}, "password": {housePassword}},
		"POST /setup":                       {"token": {"x"}, "company": {"Walk"}, "country": {"DK"}, "email": {"w@w.example"}, "name": {"W"}, "password": {housePassword}},
		"POST /admin/users":                 {"name": {"Eva"}, "login": {"eva@skovby.example"}, "category": {"complete"}},
		"POST /admin/users/{id}":            {"name": {"Bo Changed"}, "login": {"bo@skovby.example"}, "version": {"1"}},
		"POST /admin/users/{id}/category":   {"category": {"complete"}},
		"POST /admin/users/{id}/keys":       {"name": {"walk"}},
		"POST /admin/users/{id}/main":       {"sure": {"yes"}},
		"POST /admin/users/{id}/password":   {"password": {"walked over and set"}},
		"POST /admin/users/{id}/deactivate": {"sure": {"yes"}},
		"POST /views":                       {"entity": {"person"}, "name": {"Walked"}, "sharing": {"everyone"}, "q": {"a"}},
		"POST /views/order":                 {"entity": {"person"}, "order": {"mine,all"}},
		"POST /views/{id}":                  {"name": {"Changed by the walk"}, "sharing": {"everyone"}},
		"POST /admin/groups":                {"name": {"Walk"}},
		"POST /admin/groups/{id}":           {"name": {"Walked"}},
		"POST /admin/roles":                 w.roleForm(),
		"POST /admin/roles/{id}":            w.roleForm(),
		"POST /admin/keys":                  {"name": {"walk"}, "user": {strconv.FormatInt(users["bo@skovby.example"], 10)}},
		"POST /admin/lists":                 {"list": {"source"}, "name.en": {"Walk"}},
		"POST /admin/lists/{id}":            {"name.en": {"Walked"}, "version": {"0"}},
		"POST /admin/tags/{id}":             {"name": {"Walked"}},
		"POST /admin/tags/{id}/delete":      {"sure": {"1"}},
		"POST /admin/license":               {"text": {"no document"}},
		"POST /admin/inspections":           {"announced": {"2026-03-02"}, "on": {"2026-03-20"}, "by": {"vendor"}, "agreed": {"1"}},
		"POST /admin/license/check":         {"text": {"no document"}},
		"POST /admin/announcements":         announcementForm(),
		"POST /help/support":                {"severity": {"normal"}, "title": {"Walk"}, "happened": {"Walked"}},
		"POST /admin/support":               {"name": {"Walk"}, "email": {"walk@walk.example"}},
		"POST /admin/license/refresh":       {"on": {"1"}, "address": {"http://127.0.0.1:1"}},
		"POST /admin/maintenance":           announcementForm(),
		"POST /admin/mail":                  {"host": {"127.0.0.1"}, "security": {"none"}, "from": {"walk@skovby.example"}},
		"POST /import/{id}":                 {"entity": {"company"}, "col.0": {"name"}, "header": {"1"}, "next": {"check"}},
		"POST /export/statement":            {"hosting": {"own"}, "sure": {"yes"}},
	}
	maps.Copy(w.forms, editForms(trashed))
	if w.licensed {
		maps.Copy(w.forms, w.agreementForms())
	}
}

// path fills the values of a route.
func (w *walk) path(route string) string {
	target := "companies"
	for _, noun := range []string{"persons", "users", "companies", "views", "groups", "roles", "lists", "tags", "keys", "documents", "import", "jobs", "announcements", "maintenance", "letters"} {
		if strings.Contains(route, "/"+noun+"/") {
			target = noun
		}
	}
	if strings.Contains(route, "/agreement/persons/") {
		target = "contacts"
	}
	if strings.HasSuffix(route, "/deactivate") || strings.HasSuffix(route, "/former") {
		target = "leaver"
	}
	switch route { // what stands in the query
	case "/documents/{id}/unlink":
		route += "?on={on}"
	case "/api/v1/documents", "/api/v1/documents/{id}/versions":
		route += "?name=walk.txt"
	}
	return strings.NewReplacer("{leaver}", strconv.FormatInt(w.targets["leaver"], 10), "{id}", strconv.FormatInt(w.targets[target], 10), "{name}", "holm-none.zip", "{field}", "note",
		"{number}", "1", "{form}", "csv", "{month}", time.Now().UTC().Format("2006-01"),
		"{on}", "company-"+strconv.FormatInt(w.targets["companies"], 10), "{key}", strconv.FormatInt(w.targets["key"], 10), "{consent}", strconv.FormatInt(w.targets["consent"], 10)).Replace(route)
}

// draft is an import of the main user's that was not started.
func (w *walk) draft() int64 {
	w.t.Helper()
	kind, body := fileForm("walk.csv", "name\nImported by the walk\n")
	answer, err := w.people["main user"].Post(w.url+"/import", kind, strings.NewReader(body))
	if err != nil {
		w.t.Fatal(err)
	}
	w.drain(answer)
	id, err := strconv.ParseInt(path.Base(answer.Request.URL.Path), 10, 64)
	if err != nil {
		w.t.Fatalf("POST /import leads to %s (%s)", answer.Request.URL, answer.Status)
	}
	return id
}

// roleForm is a role that may do nothing.
func (w *walk) roleForm() url.Values {
	form := url.Values{"name": {"Walk"}}
	for _, object := range []string{"company", "person", "other"} {
		for _, whose := range []string{"own", "own_group", "other_groups", "nobodys"} {
			form.Set(object+"."+whose, "0")
		}
	}
	return form
}

// made sends a form of Administration and returns the highest id in its list.
func (w *walk) made(list string, form url.Values) int64 {
	w.t.Helper()
	w.post(w.people["main user"], list, form, http.StatusOK)
	return w.newest(list)
}

func (w *walk) newest(list string) int64 {
	w.t.Helper()
	answer, err := w.people["main user"].Get(w.url + list)
	if err != nil {
		w.t.Fatal(err)
	}
	var highest int64
	for _, found := range regexp.MustCompile(`href="`+list+`/(\d+)"`).FindAllStringSubmatch(w.drain(answer), -1) {
		if id, err := strconv.ParseInt(found[1], 10, 64); err == nil {
			highest = max(highest, id)
		}
	}
	if highest == 0 {
		w.t.Fatalf("%s lists nothing", list)
	}
	return highest
}

// announcementForm is a message, or maintenance, of tomorrow.
func announcementForm() url.Values {
	const form = "2006-01-02T15:04"
	now := time.Now()
	return url.Values{"text": {"Walk"}, "starts_at": {now.Add(24 * time.Hour).Format(form)}, "ends_at": {now.Add(48 * time.Hour).Format(form)}}
}

// announced announces and returns the number.
func (w *walk) announced(base string) int64 {
	w.t.Helper()
	answer, err := w.people["main user"].PostForm(w.url+base, announcementForm())
	if err != nil {
		w.t.Fatal(err)
	}
	text := w.drain(answer)
	found := regexp.MustCompile(`action="` + base + `/(\d+)/end"`).FindStringSubmatch(text)
	if found == nil {
		w.t.Fatalf("%s announces nothing:\n%s", base, text)
	}
	id, err := strconv.ParseInt(found[1], 10, 64)
	if err != nil {
		w.t.Fatal(err)
	}
	return id
}

// tagged marks a company and returns the tag.
func (w *walk) tagged(company int64) int64 {
	w.t.Helper()
	answer := w.send(http.MethodPatch, "/api/v1/companies/"+strconv.FormatInt(company, 10), `{"tags":["Walk"]}`, http.Header{"If-Match": {`"1"`}})
	if text := w.drain(answer); answer.StatusCode != http.StatusOK {
		w.t.Fatalf("tagging a company: %s %s", answer.Status, text)
	}
	return w.newest("/admin/tags")
}

// consentForm is a consent to the first of the purposes.
var consentForm = url.Values{"purpose": {"29"}, "legal_basis": {"consent"}, "source": {"by phone"}, "given_on": {"2026-01-02"}}

// consent records one and returns its id.
func (w *walk) consent(person int64) int64 {
	w.t.Helper()
	page := "/persons/" + strconv.FormatInt(person, 10) + "/consents"
	w.post(w.people["main user"], page, consentForm, http.StatusOK)
	answer, err := w.people["main user"].Get(w.url + page)
	if err != nil {
		w.t.Fatal(err)
	}
	found := regexp.MustCompile(`/consents/(\d+)/withdraw`).FindStringSubmatch(w.drain(answer))
	if found == nil {
		w.t.Fatal("no consent was recorded")
	}
	id, err := strconv.ParseInt(found[1], 10, 64)
	if err != nil {
		w.t.Fatal(err)
	}
	return id
}

var hiddenField = regexp.MustCompile(`name="(version|was)" value="([^"]*)"`)

// edit returns what a form sends when one field was changed.
func (w *walk) edit(path, field, value string) url.Values {
	w.t.Helper()
	answer, err := w.people["main user"].Get(w.url + path)
	if err != nil {
		w.t.Fatal(err)
	}
	form := url.Values{field: {value}, "visibility": {"everyone"}}
	for _, found := range hiddenField.FindAllStringSubmatch(w.drain(answer), -1) {
		form.Set(found[1], strings.NewReplacer("&#34;", `"`, "&#43;", "+", "&amp;", "&").Replace(found[2]))
	}
	return form
}

// document makes one on a company and a person, and one in the trash.
func (w *walk) document(company, person int64) int64 {
	w.t.Helper()
	in, p := w.second()
	d := crm.Document{Links: []crm.RecordLink{{Entity: crm.EntityCompany, Record: company}, {Entity: crm.EntityPerson, Record: person}}}
	gone := crm.Document{Links: d.Links[:1]}
	a := crm.SystemActor()
	err := errors.Join(in.store.AddDocument(p.ctx, a, &d, crm.Upload{Name: "walk.txt", Content: strings.NewReader("walked")}),
		in.store.AddDocument(p.ctx, a, &gone, crm.Upload{Name: "gone.txt", Content: strings.NewReader("gone")}),
		in.store.TrashDocument(p.ctx, a, gone.ID, 0))
	if in.close(&err); err != nil {
		w.t.Fatal(err)
	}
	return d.ID
}

// fileForm is a form that sends a file.
func fileForm(name, content string) (kind, body string) {
	const mark = "walk-boundary"
	return "multipart/form-data; boundary=" + mark, "--" + mark + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name +
		"\"\r\n\r\n" + content + "\r\n--" + mark + "--\r\n"
}

func (w *walk) create(noun, body string) int64 {
	w.t.Helper()
	answer := w.send(http.MethodPost, "/api/v1/"+noun, body, nil)
	var made struct{ ID int64 }
	if text := w.drain(answer); answer.StatusCode != http.StatusCreated || json.Unmarshal([]byte(text), &made) != nil {
		w.t.Fatalf("POST %s: %s %s", noun, answer.Status, text)
	}
	return made.ID
}

func (w *walk) api(method, path string, header http.Header) *http.Response {
	w.t.Helper()
	answer := w.send(method, path, "", header)
	w.drain(answer)
	return answer
}

func (w *walk) send(method, path, body string, header http.Header) *http.Response {
	w.t.Helper()
	request, err := http.NewRequestWithContext(w.t.Context(), method, w.url+path, strings.NewReader(body))
	if err != nil {
		w.t.Fatal(err)
	}
	for name, values := range header {
		request.Header[name] = values
	}
	request.Header.Set("Authorization", "Bearer "+w.key)
	if body != "" {
		request.Header.Set("Content-Type", "application/json")
		if method == http.MethodPatch {
			request.Header.Set("Content-Type", "application/merge-patch+json")
		}
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		w.t.Fatal(err)
	}
	return answer
}

// bodies are what operations of the API would accept, by method and path.
var bodies = map[string]string{
	"POST /api/v1/companies":               `{"name":"By API"}`,
	"POST /api/v1/persons":                 `{"last_name":"By API"}`,
	"POST /api/v1/documents":               "a file",
	"PATCH /api/v1/documents/{id}":         `{"name":"Patched"}`,
	"POST /api/v1/documents/{id}/versions": "a newer file",
	"POST /api/v1/users":                   `{"name":"By API","login":"api@skovby.example","category":"complete"}`,
	"PATCH /api/v1/companies/{id}":         `{"name":"Patched"}`,
	"PATCH /api/v1/persons/{id}":           `{"last_name":"Patched"}`,
	"PATCH /api/v1/users/{id}":             `{"name":"Patched"}`,
}

// operations walks every operation that the OpenAPI document describes.
func (w *walk) operations() {
	var document struct {
		Paths map[string]map[string]json.RawMessage
	}
	text := w.drain(w.send(http.MethodGet, "/api/v1/openapi.json", "", nil))
	if err := json.Unmarshal([]byte(text), &document); err != nil || len(document.Paths) < 4 {
		w.t.Fatalf("%d paths in the OpenAPI document (%v)", len(document.Paths), err)
	}
	for _, method := range []string{"get", "post", "patch", "delete"} {
		for path, operations := range document.Paths {
			if _, known := operations[method]; !known {
				continue
			}
			name := strings.ToUpper(method) + " " + path
			w.step(name, func() {
				body := bodies[name]
				if body == "" && method == "post" {
					body = "[]"
				}
				answer := w.send(strings.ToUpper(method), w.path(path), body, http.Header{"If-Match": {w.etag(method, path)}})
				if text := w.drain(answer); answer.StatusCode >= 500 {
					w.t.Errorf("%s answers %s %s", name, answer.Status, text)
				}
			})
		}
	}
}

// etag is the record's present one, or a guess where it cannot be read.
func (w *walk) etag(method, path string) string {
	if method == "patch" || method == "delete" {
		if tag := w.api(http.MethodGet, w.path(path), nil).Header.Get("ETag"); tag != "" {
			return tag
		}
	}
	return `"1"`
}

// tables returns a fingerprint of every table.
func (w *walk) tables() map[string]string {
	w.t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.ToSlash(filepath.Join(w.dir, "holm.db"))+"?mode=ro")
	if err != nil {
		w.t.Fatal(err)
	}
	defer db.Close()
	names := w.column(db, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
	prints := map[string]string{}
	for _, name := range names {
		columns := w.column(db, fmt.Sprintf("SELECT name FROM pragma_table_info('%s')", name))
		for i, column := range columns {
			switch column {
			case "last_used_at", "last_seen_at", "last_login_at": // notes of last use
				columns[i] = "NULL"
			default:
				columns[i] = "quote(" + column + ")"
			}
		}
		rows := w.column(db, "SELECT COALESCE("+strings.Join(columns, ", '') || '|' || COALESCE(")+", '') FROM "+name+" ORDER BY 1")
		prints[name] = fmt.Sprintf("%d %x", len(rows), sha256.Sum256([]byte(strings.Join(rows, "\n"))))
	}
	prints[documentFiles] = strings.Join(w.files(), " ")
	return prints
}

// documentFiles stands among the tables for the files of documents.
const documentFiles = "(files of documents)"

func (w *walk) files() []string {
	w.t.Helper()
	var names []string
	err := filepath.WalkDir(filepath.Join(w.dir, "documents"), func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			names = append(names, path)
		}
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return names
}

func (w *walk) column(db *sql.DB, query string) []string {
	w.t.Helper()
	rows, err := db.QueryContext(w.t.Context(), query)
	if err != nil {
		w.t.Fatal(err)
	}
	defer rows.Close()
	var all []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			w.t.Fatal(err)
		}
		all = append(all, s)
	}
	if err := rows.Err(); err != nil {
		w.t.Fatal(err)
	}
	return all
}

func (w *walk) logIn(login string) *http.Client {
	w.t.Helper()
	w.must("user", "reset-password", login, "--password-file", w.file("pw", housePassword))
	jar, err := cookiejar.New(nil)
	if err != nil {
		w.t.Fatal(err)
	}
	c := &http.Client{Jar: jar}
	w.post(c, "/login", url.Values{"login": {login}, "password": {housePassword}}, http.StatusOK)
	w.post(c, "/terms", url.Values{"agree": {"yes"}, "version": {"1"}}, http.StatusOK)
	return c
}

func (w *walk) file(name, text string) string {
	w.t.Helper()
	path := filepath.Join(w.t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		w.t.Fatal(err)
	}
	return path
}

func (w *walk) users() map[string]int64 {
	w.t.Helper()
	var list []userLine
	if err := json.Unmarshal([]byte(w.must("--json", "user", "list")), &list); err != nil {
		w.t.Fatal(err)
	}
	ids := map[string]int64{}
	for _, u := range list {
		ids[u.Login] = u.ID
	}
	return ids
}

// view is a view of the main user's that everybody uses.
func (w *walk) view() int64 {
	w.t.Helper()
	form := url.Values{"entity": {"company"}, "name": {"Walk"}, "sharing": {"everyone"}}
	answer, err := w.people["main user"].PostForm(w.url+"/views", form)
	if err != nil {
		w.t.Fatal(err)
	}
	w.drain(answer)
	id, err := strconv.ParseInt(answer.Request.URL.Query().Get("view"), 10, 64)
	if err != nil {
		w.t.Fatalf("a view is kept at %s: %v", answer.Request.URL, err)
	}
	return id
}

// spareKey is a key that the walk may end.
func (w *walk) spareKey() int64 {
	w.t.Helper()
	var made apiKeyLine
	if err := json.Unmarshal([]byte(w.must("--json", "apikey", "create", "--user", "bo@skovby.example", "--name", "spare")), &made); err != nil {
		w.t.Fatal(err)
	}
	return made.ID
}

// second opens the installation beside the server, as a command does.
func (w *walk) second() (*installation, *program) {
	w.t.Helper()
	var out, errs bytes.Buffer
	p := &program{world: w.world(nil, &out, &errs), ctx: w.t.Context(), config: defaults()}
	p.config.Data = w.dir
	in, err := p.open()
	if err != nil {
		w.t.Fatal(err)
	}
	return in, p
}

// commands runs every command that an operator has, the server aside.
func (w *walk) commands() {
	out := w.t.TempDir()
	password := w.file("password", housePassword)
	for _, line := range [][]string{
		{"license status"}, {"license list"}, {"license request"}, {"license report"}, {"license ledger verify"},
		{"license check", password}, {"license refresh", "--show"}, {"license install", password},
		{"import", w.file("walk.csv", "name\nImported by command\n")},
		{"user list"}, {"user add", "ida@skovby.example", "--name", "Ida", "--category", "complete"},
		{"user activate", "dan@skovby.example"}, {"user category", "cilla@skovby.example", "complete"},
		{"user reset-password", "cilla@skovby.example", "--password-file", password},
		{"apikey list"}, {"apikey create", "--user", "cilla@skovby.example", "--name", "walk"}, {"apikey revoke", strconv.FormatInt(w.targets["key"], 10)},
		{"setup", "--company", "X", "--country", "DK", "--admin-email", "x@x.example", "--admin-name", "X", "--password-file", password},
		{"setup-url"}, {"export full", "--out", filepath.Join(out, "all.zip")}, {"export verify", filepath.Join(out, "all.zip")},
		{"backup create", "--out", out}, {"backup list"}, {"backup verify", password}, {"doctor"}, {"config"}, {"version"},
		{"availability"}, {"support bundle", "--out", filepath.Join(out, "support.zip")}, {"maintenance list"}, {"maintenance plan", "--for", "1h"}, {"maintenance end", strconv.FormatInt(w.targets["maintenance"], 10)},
		{"user deactivate", "dan@skovby.example"}, {"user main", "bo@skovby.example"},
	} {
		name := "holm " + line[0]
		w.step(name, func() {
			if code, _, stderr := w.holm(append(strings.Fields(line[0]), line[1:]...)...); code == exitUsage || strings.Contains(stderr, "panic") {
				w.t.Errorf("%s: exit %d %s", name, code, stderr)
			}
		})
	}
}
