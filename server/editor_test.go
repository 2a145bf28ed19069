package server_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"holm/crm"
)

// fragment asks as the scripts of a page do.
var fragment = map[string]string{"HX-Request": "true", "HX-Target": "editor"}

// editor gets the editor of a value and returns what its form sends unchanged.
func (h *house) editor(path string) url.Values {
	h.t.Helper()
	a := h.want(h.do(http.MethodGet, path, nil, fragment), path, http.StatusOK)
	h.lacks(a, "<html", "<nav")
	return url.Values{"version": {hidden(h.t, a.text, "version")}, "was": {hidden(h.t, a.text, "was")}, "back": {"/companies"}}
}

func with(form url.Values, pairs ...string) url.Values {
	out := url.Values{}
	for name, values := range form {
		out[name] = values
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		out[pairs[i]] = append(out[pairs[i]], pairs[i+1])
	}
	return out
}

func TestOneFieldIsEditedInPlace(t *testing.T) {
	h := furnished(t)
	at := h.post("/companies", url.Values{"name": {"Havnsø"}, "employees": {"12"}}, http.StatusSeeOther).Header.Get("Location")
	parent := h.post("/companies", url.Values{"name": {"Holding"}}, http.StatusSeeOther).Header.Get("Location")
	h.has(h.get(at, http.StatusOK), at+"/fields/employees", at+"/fields/name", at+"/fields/street", "data-edit")
	send := func(field string, status int, pairs ...string) answer {
		t.Helper()
		path := at + "/fields/" + field
		return h.want(h.do(http.MethodPost, path, with(h.editor(path), pairs...), fragment), path, status)
	}
	for _, c := range []struct {
		field string
		pairs []string
		want  []string
	}{
		{"name", []string{"name", "Havnsø Gartneri"}, []string{"Havnsø Gartneri"}},
		{"note", []string{"note", "One\nTwo <b>"}, []string{"One\nTwo &lt;b&gt;"}},
		{"employees", []string{"employees", "1 480"}, []string{"1,480"}},
		{"annual_revenue", []string{"annual_revenue", "212 400", "annual_revenue_currency", "dkk"}, []string{"212,400 DKK"}},
		{"stop", []string{"stop", "1"}, []string{"Stop", "tag--stop"}},
		{"parent", []string{"parent", "Holding"}, []string{parent, "Holding"}},
		{"phones", []string{"phones.kind", "main", "phones.number", "75 91 60 12"}, []string{"tel:&#43;4575916012"}},
		{"emails", []string{"emails.address", "a@b.example", "emails.address", "c@d.example", "emails.primary", "1"}, []string{"a@b.example", "c@d.example"}},
		{"street", []string{"street_line1", "Torvet 1", "street_zip", "7100", "street_city", "Vejle", "street_country", "DK"}, []string{"Torvet 1", "7100 Vejle", "Denmark"}},
		{"visibility", []string{"visibility", "group"}, []string{"group"}},
	} {
		a := send(c.field, http.StatusOK, c.pairs...)
		h.has(a, append(c.want, "data-saved", `name="step"`)...)
		h.lacks(a, "<html")
	}
	h.has(h.get(at, http.StatusOK), "Havnsø Gartneri", "7100 Vejle", "212,400 DKK", "tel:&#43;4575916012")
	wrong := send("employees", http.StatusUnprocessableEntity, "employees", "many")
	h.has(wrong, `value="many"`, "Write a whole number.", "aria-invalid")
	h.has(send("parent", http.StatusUnprocessableEntity, "parent", "Nowhere"), "No company is called", `value="Nowhere"`)
	h.has(send("name", http.StatusUnprocessableEntity, "name", ""), "This is needed.")
	other := h.get(parent, http.StatusOK)
	h.has(send("number", http.StatusUnprocessableEntity, "number", numberOf(t, other.text)), "already")
	same := send("name", http.StatusOK, "name", "Havnsø Gartneri")
	h.lacks(same, `name="step"`)
	for _, field := range []string{"nothing", "version", "logo", "id"} {
		h.get(at+"/fields/"+field, http.StatusNotFound)
	}
}

// numberOf finds the company's number on its page.
func numberOf(t *testing.T, page string) string {
	t.Helper()
	_, rest, ok := strings.Cut(page, "<span>No. ")
	if !ok {
		t.Fatal("the page tells no number")
	}
	return rest[:strings.Index(rest, "<")]
}

func TestPersonsFieldsInPlace(t *testing.T) {
	h := furnished(t)
	h.post("/companies", url.Values{"name": {"Kestrup"}}, http.StatusSeeOther)
	h.post("/companies", url.Values{"name": {"Holding"}}, http.StatusSeeOther)
	at := h.post("/persons", url.Values{"first_name": {"Birthe"}, "last_name": {"Skov"}}, http.StatusSeeOther).Header.Get("Location")
	for _, c := range []struct {
		field string
		pairs []string
		want  string
	}{
		{"name", []string{"first_name", "Bodil", "last_name", "Skov"}, "Bodil"},
		{"company", []string{"company", "Kestrup"}, "Kestrup"},
		{"companies", []string{"companies.company", "Holding", "companies.role", "Board", "companies.former", "0"}, "Holding, Board (former)"},
		{"birth_date", []string{"birth_date", "1970-02-03"}, "3 Feb 1970"},
		{"lead_status", []string{"lead_status", "qualified"}, "Qualified"},
		{"social_links", []string{"social_links.url", "linkedin.example/b"}, "linkedin.example/b"},
		{"private", []string{"private_city", "Odense"}, "Odense"},
	} {
		path := at + "/fields/" + c.field
		h.has(h.want(h.do(http.MethodPost, path, with(h.editor(path), c.pairs...), fragment), path, http.StatusOK), c.want)
	}
	path := at + "/fields/name"
	h.has(h.want(h.do(http.MethodPost, path, h.editor(path), fragment), path, http.StatusUnprocessableEntity), "name")
}

func TestTwoPeopleEditOneField(t *testing.T) {
	h := furnished(t)
	at := h.post("/companies", url.Values{"name": {"Havnsø"}}, http.StatusSeeOther).Header.Get("Location")
	path := at + "/fields/department"
	mine, note := h.editor(path), h.editor(at+"/fields/note")
	h.post(path, with(h.editor(path), "department", "North"), http.StatusSeeOther)

	// Another field is merged without a question.
	h.has(h.want(h.do(http.MethodPost, at+"/fields/note", with(note, "note", "Kept"), fragment), path, http.StatusOK), "Kept")

	asked := h.want(h.do(http.MethodPost, path, with(mine, "department", "South <x>"), fragment), path, http.StatusConflict)
	h.has(asked, "Mette Kjærgaard changed this", "data-yours", "South &lt;x&gt;", "North")
	again := url.Values{"version": {hidden(t, asked.text, "version")}, "was": {hidden(t, asked.text, "was")}, "department": {hidden(t, asked.text, "department")}}
	h.has(h.want(h.do(http.MethodPost, path, with(again, "pick", "theirs"), fragment), path, http.StatusOK), "North")
	h.has(h.get(at, http.StatusOK), "Havnsø, North")
	h.has(h.want(h.do(http.MethodPost, path, again, fragment), path, http.StatusOK), "South &lt;x&gt;")
	h.has(h.get(at, http.StatusOK), "South &lt;x&gt;", "Kept")
}

func TestEditorIsAPageWithoutJavaScript(t *testing.T) {
	h := furnished(t)
	at := h.post("/companies", url.Values{"name": {"Havnsø"}}, http.StatusSeeOther).Header.Get("Location")
	path := at + "/fields/department"
	page := h.get(path+"?back=%2Fcompanies", http.StatusOK)
	h.has(page, "<html", "Department", `action="`+path+`"`, `href="/companies"`)
	form := url.Values{"version": {hidden(t, page.text, "version")}, "was": {hidden(t, page.text, "was")}, "back": {"/companies"}, "department": {"North"}}
	if to := h.post(path, form, http.StatusSeeOther).Header.Get("Location"); to != "/companies" {
		t.Errorf("it leads to %s", to)
	}
	list := h.get("/companies", http.StatusOK)
	h.has(list, "Saved.", `action="/undo"`)
	step := hidden(t, list.text, "step")
	if to := h.post("/undo", url.Values{"step": {step}}, http.StatusSeeOther).Header.Get("Location"); to != at {
		t.Errorf("the undo leads to %s", to)
	}
	page = h.get(at, http.StatusOK)
	h.has(page, "<h1", "Undone.", "Redo")
	h.lacks(page, "Havnsø, North</span>")
	h.post("/undo", url.Values{"step": {hidden(t, page.text, "step")}}, http.StatusSeeOther)
	h.has(h.get(at, http.StatusOK), "Havnsø, North")
	h.has(h.post(path, url.Values{"version": {"99"}, "department": {"x"}}, http.StatusConflict), "changed this")
}

func TestWhoMayNotEditSeesNoEditor(t *testing.T) {
	h := furnished(t)
	at := h.post("/companies", url.Values{"name": {"Havnsø"}}, http.StatusSeeOther).Header.Get("Location")
	hiddenOne := crm.Company{Name: "Secret"}
	hiddenOne.Visibility = crm.VisibleToOwner
	if err := h.store.CreateCompany(t.Context(), crm.SystemActor(), &hiddenOne); err != nil {
		t.Fatal(err)
	}
	h.reader()
	page := h.get(at, http.StatusOK)
	h.lacks(page, "data-edit", "/fields/", "/undo", "/restore")
	h.get(at+"/fields/name", http.StatusForbidden)
	h.post(at+"/fields/name", url.Values{"version": {"1"}, "name": {"No"}}, http.StatusForbidden)
	h.post(at+"/fields/name/restore", url.Values{"position": {"1"}}, http.StatusNotFound)
	unseen := fmt.Sprintf("/companies/%d", hiddenOne.ID)
	h.get(unseen+"/fields/name", http.StatusNotFound)
	h.post("/undo", url.Values{"step": {fmt.Sprintf("company.%d.1", hiddenOne.ID)}}, http.StatusNotFound)
	h.post("/undo", url.Values{"step": {"nonsense"}}, http.StatusNotFound)
	h.post("/undo", url.Values{"step": {"company." + at[len("/companies/"):] + ".1"}}, http.StatusForbidden)
	h.has(h.get(at, http.StatusOK), "Havnsø")
}

// reader logs a new user in who may read everything and change nothing.
func (h *house) reader() {
	h.t.Helper()
	page := h.post("/admin/users", url.Values{"name": {"Rita"}, "login": {"rita"}, "category": {"complete"}, "role": {fmt.Sprint(crm.RoleReader)}}, http.StatusCreated)
	start := strings.Index(page.text, "<code>") + len("<code>")
	password := page.text[start : start+strings.Index(page.text[start:], "<")]
	h.http = h.browser()
	h.logIn("rita", password)
	h.post("/terms", url.Values{"agree": {"1"}, "version": {"1"}}, http.StatusSeeOther)
}
