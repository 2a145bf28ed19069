package server_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"holm/crm"
	"holm/licensing"
	"holm/lockout"
)

// usual is an evaluation with the vendor's usual categories.
func usual() lockout.Verdict {
	v := evaluation(time.Now().UTC())
	v.Categories = lockout.EvaluationCategories()
	return v
}

// as makes an active user of a category with a role and logs them in.
func (h *house) as(category string, role int64) {
	h.t.Helper()
	page := h.post("/admin/users", url.Values{"name": {"Emil " + category}, "login": {category}, "category": {category}, "role": {itoa(role)},
		"language": {"en"}}, http.StatusCreated)
	_, rest, _ := strings.Cut(page.text, "<code>")
	password, _, _ := strings.Cut(rest, "<")
	h.http = h.browser()
	h.logIn(category, password)
	h.post("/terms", url.Values{"agree": {"1"}, "version": {"1"}}, http.StatusSeeOther)
}

func TestAReaderSeesNoWayToEdit(t *testing.T) {
	h := furnished(t)
	h.gate.turn(usual())
	at := h.post("/companies", url.Values{"name": {"Kestrup"}}, http.StatusSeeOther).Header.Get("Location")
	h.as("reader", crm.RoleUser)
	for _, path := range []string{"/", "/companies", at, "/documents", "/persons"} {
		page := h.get(path, http.StatusOK)
		h.lacks(page, "/companies/new", "/persons/new", at+"/edit", at+"/trash", `popovertarget="new-menu"`, "Import")
	}
	for _, path := range []string{"/companies/new", "/persons/new", at + "/edit"} {
		page := h.get(path, http.StatusForbidden)
		h.has(page, "“Companies and persons” is not part of your user category", "Complete", "Sales", "Service", "Marketing", "Mette Kjærgaard")
	}
	h.has(h.get("/documents/new", http.StatusForbidden), "“Documents” is not part")
	h.post("/companies", url.Values{"name": {"Late"}}, http.StatusForbidden)
	h.post("/admin/users", url.Values{"name": {"X"}}, http.StatusForbidden)
	h.has(h.get("/me", http.StatusOK), "Your user category", "Reader")
	h.post(at+"/follow", url.Values{"follow": {"1"}}, http.StatusSeeOther)
}

func TestAnAdministratorWithoutRecordsAdministers(t *testing.T) {
	h := furnished(t)
	h.gate.turn(usual())
	at := h.post("/companies", url.Values{"name": {"Kestrup"}}, http.StatusSeeOther).Header.Get("Location")
	h.as("administrator", crm.RoleAdministrator)
	if page := h.get("/", http.StatusSeeOther); page.Header.Get("Location") != "/admin" {
		t.Errorf("home leads to %s", page.Header.Get("Location"))
	}
	page := h.get("/admin/users", http.StatusOK)
	h.has(page, "is-refused", "Not part of your user category")
	h.lacks(page, `id="search-open"`, "Kestrup")
	for _, path := range []string{"/companies", "/persons", "/documents", "/search?q=kes", at} {
		page := h.get(path, http.StatusForbidden)
		h.has(page, "“View records” is not part of your user category", "Reader", "Assign a user category", "Licence and orders")
		h.lacks(page, "Kestrup")
	}
	h.post("/admin/groups", url.Values{"name": {"Made"}}, http.StatusSeeOther)
}

func TestAChangeOfCategorySaysWhatItTakesAway(t *testing.T) {
	h := furnished(t)
	h.gate.turn(usual())
	h.post("/admin/users", url.Values{"name": {"Emil"}, "login": {"emil"}, "category": {"complete"}, "role": {itoa(crm.RoleUser)}}, http.StatusCreated)
	u, err := h.store.UserByLogin(t.Context(), "emil")
	if err != nil {
		t.Fatal(err)
	}
	at := "/admin/users/" + itoa(u.ID) + "/category"
	page := h.post(at, url.Values{"category": {"reader"}}, http.StatusConflict)
	h.has(page, "From Complete to Reader: Emil loses", "Companies and persons", "Documents", "No data is deleted", "Change to Reader", "Keep Complete")
	if now, err := h.store.User(t.Context(), crm.SystemActor(), u.ID); err != nil || now.Category != "complete" {
		t.Errorf("the question changed the category: %q (%v)", now.Category, err)
	}
	h.post(at, url.Values{"category": {"reader"}, "sure": {"1"}}, http.StatusSeeOther)
	h.post(at, url.Values{"category": {"complete"}}, http.StatusSeeOther) // nothing is lost: nothing is asked
	page = h.post(at, url.Values{"category": {"administrator"}}, http.StatusConflict)
	h.has(page, "View records")
	h.lacks(page, "Gained in return")
}

func TestALicenceWithoutAModuleSaysSo(t *testing.T) {
	h := furnished(t)
	v := usual()
	v.Everything, v.Modules = false, nil
	v.License = &licensing.License{}
	h.gate.turn(v)
	key, _, err := h.store.CreateAPIKey(t.Context(), crm.SystemActor(), h.main().ID, "test")
	if err != nil {
		t.Fatal(err)
	}
	if status, code := h.withKey(key); status != http.StatusForbidden || code != "feature_not_licensed" {
		t.Errorf("without the module the API answers %d %s", status, code)
	}
}

// withKey lists companies by API and returns the status and the problem's code.
func (h *house) withKey(key string) (status int, code string) {
	h.t.Helper()
	r, err := http.NewRequestWithContext(h.t.Context(), http.MethodGet, h.url+"/api/v1/companies", nil)
	if err != nil {
		h.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+key)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		h.t.Fatal(err)
	}
	defer answer.Body.Close()
	var problem struct{ Code string }
	if err := json.NewDecoder(answer.Body).Decode(&problem); err != nil {
		h.t.Fatal(err)
	}
	return answer.StatusCode, problem.Code
}

func (h *house) main() crm.User {
	h.t.Helper()
	u, err := h.store.MainUser(h.t.Context())
	if err != nil {
		h.t.Fatal(err)
	}
	return u
}
