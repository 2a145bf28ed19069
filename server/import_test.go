package server_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"holm/crm"
	"holm/lockout"
	"holm/server"
	"holm/server/importing"
	"holm/server/jobs"
)

// importing opens a furnished house whose server imports.
func importingHouse(t *testing.T) *house {
	t.Helper()
	h := furnished(t)
	quiet := slog.New(slog.DiscardHandler)
	in, err := importing.New(importing.Options{Store: h.store, Dir: t.TempDir(), Now: time.Now, Log: quiet})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(in.Close)
	runner := jobs.New(jobs.Options{Store: h.store, Gate: h.gate, Log: quiet, Name: "test"}, jobs.Kind{Name: importing.JobKind, Operation: lockout.Change,
		Work: func(ctx context.Context, a crm.Actor, j crm.Job, _ jobs.Progress) (any, error) {
			return in.Run(ctx, a, j)
		}}, jobs.Undo(h.store))
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() { defer close(ended); runner.Run(ctx) }()
	t.Cleanup(func() { stop(); <-ended })
	s, err := server.New(server.Options{Store: h.store, Gate: h.gate, Licences: refuser{}, Jobs: runner, Importer: in, Now: time.Now,
		Log: quiet, Version: "test", Loopback: true})
	if err != nil {
		t.Fatal(err)
	}
	h.serve(s)
	h.logIn(mainLogin, mainPassword)
	return h
}

// importFile sends a file as the form does.
func (h *house) importFile(name, text string, status int) answer {
	h.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	file, err := form.CreateFormFile("file", name)
	if err == nil {
		_, err = file.Write([]byte(text))
	}
	if err == nil {
		err = form.Close()
	}
	if err != nil {
		h.t.Fatal(err)
	}
	return h.want(h.doRaw(http.MethodPost, "/import", &body, map[string]string{"Content-Type": form.FormDataContentType()}), "/import", status)
}

const peopleFile = "Vorname;Nachname;Firma;E-Mail\nZoë;van der Berg;Ærø Værft;zoe@aeroe.example\nBad;Row;;no address\nBjørn;Ångström;;bjorn@aeroe.example\n"

// TestImportWithoutScript goes the whole way by forms alone: upload, columns,
// check, start, result, the refused row back, undo.
func TestImportWithoutScript(t *testing.T) {
	h := importingHouse(t)
	h.has(h.get("/import", http.StatusOK), "Nothing was imported yet")
	h.has(h.importFile("", "", http.StatusUnprocessableEntity), "Choose a file first")
	h.has(h.importFile("x.csv", "", http.StatusUnprocessableEntity), "The file holds no rows")
	page := h.importFile("kunden.csv", peopleFile, http.StatusSeeOther).Header.Get("Location")
	h.has(h.get(page, http.StatusOK), "kunden.csv", "Zoë", "Last name", `value="person" selected`, "Semicolon")
	form := url.Values{"entity": {"person"}, "encoding": {"utf-8"}, "delimiter": {";"}, "quote": {`"`}, "header": {"1"}, "days": {"dmy"}, "decimal": {","},
		"col.0": {"first_name"}, "col.1": {"last_name"}, "col.2": {"company"}, "col.3": {"emails"}, "duplicates": {"skip"}, "misfits": {"refuse"},
		"new_items": {"1"}, "new_companies": {"1"}, "same": {"external_id", "email"}, "source": {"alt"}, "next": {"check"}}
	h.post(page, url.Values{"entity": {"person"}, "delimiter": {";"}, "duplicates": {"sometimes"}}, http.StatusUnprocessableEntity)
	h.post(page, form, http.StatusSeeOther)
	check := h.get(page+"?step=check", http.StatusOK)
	h.has(check, "Zoë van der Berg", "E-Mail: This is not an e-mail address", "1 company of persons is new.", "Start the import")
	h.lacks(h.get(page+"?step=check&outcome=refuse", http.StatusOK), "Zoë van der Berg")
	h.post(page+"/start", nil, http.StatusSeeOther)
	for begin := time.Now(); !strings.Contains(h.get(page, http.StatusOK).text, "Finished"); time.Sleep(5 * time.Millisecond) {
		if time.Since(begin) > 30*time.Second {
			t.Fatal("the import does not end")
		}
	}
	done := h.get(page, http.StatusOK)
	h.has(done, "Undo this import", page+"/rows/csv")
	h.lacks(done, "every 2s")
	csv := h.get(page+"/rows/csv", http.StatusOK)
	h.has(csv, "\uFEFFVorname,Nachname,Firma,E-Mail,Row,Outcome,Why\r\n", `Bad,Row,"",no address,2,Refused,`)
	sheet, err := excelize.OpenReader(strings.NewReader(h.get(page+"/rows/xlsx", http.StatusOK).text))
	if err != nil {
		t.Fatal(err)
	}
	if rows, err := sheet.GetRows(sheet.GetSheetList()[0]); err != nil || len(rows) != 2 || rows[1][0] != "Bad" {
		t.Errorf("the sheet holds %q (%v)", rows, err)
	}
	h.get(page+"/rows/pdf", http.StatusNotFound)
	h.has(h.get("/persons", http.StatusOK), "Zoë van der Berg", "Bjørn Ångström")
	step := regexp.MustCompile(`name="step" value="(b\d+)"`).FindStringSubmatch(done.text)
	if step == nil {
		t.Fatal("there is nothing to undo")
	}
	h.post("/undo", url.Values{"step": {step[1]}}, http.StatusSeeOther)
	h.lacks(h.get("/persons", http.StatusOK), "Zoë van der Berg")
	h.post(page+"/start", nil, http.StatusForbidden)
}

// TestALongImportIsUndoneInTheBackground presses undo and finds the job, what
// it did, what it left, and undoes it again.
func TestALongImportIsUndoneInTheBackground(t *testing.T) {
	h := importingHouse(t)
	ended := func(at string) answer {
		t.Helper()
		for begin := time.Now(); ; time.Sleep(5 * time.Millisecond) {
			if page := h.get(at, http.StatusOK); strings.Contains(page.text, "Finished") {
				return page
			}
			if time.Since(begin) > 30*time.Second {
				t.Fatalf("%s does not end", at)
			}
		}
	}
	var file strings.Builder
	file.WriteString("Vorname;Nachname\n")
	for i := range crm.MaxUndo + 1 {
		fmt.Fprintf(&file, "Zoë;Nummer %d\n", i)
	}
	page := h.importFile("kunden.csv", file.String(), http.StatusSeeOther).Header.Get("Location")
	h.post(page+"/start", nil, http.StatusSeeOther)
	done := ended(page)
	persons, err := h.store.Persons(t.Context(), crm.SystemActor(), crm.Query{Text: "Nummer 7", Limit: 1})
	if err != nil || len(persons.Items) != 1 {
		t.Fatal(err)
	}
	if _, err := h.store.UpdatePerson(t.Context(), crm.SystemActor(), persons.Items[0].ID, 0, crm.Change{"note": "mine"}); err != nil {
		t.Fatal(err)
	}
	at := h.post("/undo", url.Values{"step": {hidden(t, done.text, "step")}, "what": {"kunden.csv"}}, http.StatusSeeOther).Header.Get("Location")
	if !strings.HasPrefix(at, "/jobs/") {
		t.Fatalf("it leads to %s", at)
	}
	undone := ended(at)
	h.has(undone, "Undo: kunden.csv", "Records undone", "1,000", "Left as they are", "Zoë Nummer 7", "Changed since")
	h.has(h.get("/persons", http.StatusOK), "Zoë Nummer 7")
	again := h.post("/undo", url.Values{"step": {hidden(t, undone.text, "step")}}, http.StatusSeeOther)
	if to := again.Header.Get("Location"); strings.HasPrefix(to, "/jobs/") {
		ended(to)
	}
	h.has(h.get("/persons?sort=-name", http.StatusOK), "Zoë Nummer 1000")
}

func TestCardsAreImportedByThePage(t *testing.T) {
	h := importingHouse(t)
	page := h.importFile("kontakter.vcf", "BEGIN:VCARD\nVERSION:3.0\nN:Ångström;Bjørn;;;\nTEL;TYPE=CELL:+45 20 12 34 56\nEND:VCARD\n", http.StatusSeeOther).Header.Get("Location")
	columns := h.get(page, http.StatusOK)
	h.has(columns, "kontakter.vcf", `value="person" selected`, "Ångström", `name="encoding"`)
	h.lacks(columns, `name="delimiter"`, `name="header"`, `name="days"`)
	h.post(page, url.Values{"entity": {"person"}, "encoding": {"utf-8"}, "col.0": {"first_name"}, "col.1": {"last_name"}, "col.2": {"phones.mobile"},
		"duplicates": {"skip"}, "misfits": {"refuse"}, "same": {"phone"}, "next": {"check"}}, http.StatusSeeOther)
	h.has(h.get(page+"?step=check", http.StatusOK), "Bjørn Ångström", "Start the import")
}

// TestWhoMayNotImport sees nothing of it, and nothing of others' imports.
func TestWhoMayNotImport(t *testing.T) {
	h := importingHouse(t)
	page := h.importFile("kunden.csv", peopleFile, http.StatusSeeOther).Header.Get("Location")
	h.post("/admin/users", url.Values{"name": {"Bo"}, "login": {"bo@lindholt.example"}, "category": {"complete"}, "role": {fmt.Sprint(crm.RoleReader)},
		"password": {"a quiet harbour"}}, http.StatusCreated)
	u, err := h.store.UserByLogin(context.Background(), "bo@lindholt.example")
	if err != nil {
		t.Fatal(err)
	}
	hash, err := server.NewPasswords().Hash(context.Background(), "a quiet harbour")
	if err == nil {
		err = h.store.SetPassword(context.Background(), h.actor(), u.ID, hash)
	}
	if err != nil {
		t.Fatal(err)
	}
	h.http = h.browser()
	h.logIn("bo@lindholt.example", "a quiet harbour")
	h.post("/terms", url.Values{"agree": {"1"}, "version": {"1"}}, http.StatusSeeOther)
	h.get("/import", http.StatusForbidden)
	h.importFile("x.csv", peopleFile, http.StatusForbidden)
	h.get(page, http.StatusNotFound)
	h.post(page+"/start", nil, http.StatusNotFound)
	h.lacks(h.get("/companies", http.StatusOK), `href="/import`)
}
