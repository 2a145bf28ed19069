package server_test

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"holm/crm"
	"holm/licensing"
	"holm/lockout"
)

// inState turns the house's gate to a state, with a licence and an invoice.
func (h *house) inState(state lockout.State) {
	since := time.Now().Add(-48 * time.Hour).UTC()
	v := evaluation(since)
	v.State, v.Since = state, since
	v.License = &licensing.License{ID: "L-1", Serial: 1, IssuedAt: since, Customer: licensing.Customer{Name: "Lindholt Teknik A/S", TimeZone: "Europe/Copenhagen"},
		ContractingParty: licensing.Party{Name: "Holm Software ApS"}, Environment: licensing.Production, Agreement: licensing.Agreement{No: "A-1", BillingPeriod: licensing.Annual}}
	v.Outstanding = []licensing.Invoice{{Invoice: "2026-10418", Due: licensing.Date{Year: 2026, Month: 11, Day: 1}, Amount: 18432000, Interest: 92261, Currency: "DKK"}}
	v.Boundaries = []lockout.Boundary{{Kind: lockout.PaidThrough, At: since.AddDate(0, 0, -30)}, {Kind: lockout.LockAt, At: since}, {Kind: lockout.LockEnds, At: since.AddDate(0, 0, 90)}}
	h.gate.turn(v)
}

// colleague makes a user without rights to administer and logs them in on a
// browser of their own.
func (h *house) colleague() {
	h.t.Helper()
	page := h.post("/admin/users", url.Values{"name": {"Emil Nyström"}, "login": {"emil"}, "email": {"emil@lindholt.example"}, "category": {"complete"},
		"language": {"sv"}}, http.StatusCreated)
	h.has(page, "New password.")
	start := strings.Index(page.text, "<code>") + len("<code>")
	password := page.text[start : start+strings.Index(page.text[start:], "<")]
	h.http = h.browser()
	h.logIn("emil", password)
	h.post("/terms", url.Values{"agree": {"1"}, "version": {"1"}}, http.StatusSeeOther)
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

func TestLocked(t *testing.T) {
	h := furnished(t)
	h.post("/companies", url.Values{"name": {"Kestrup"}}, http.StatusSeeOther)
	admin := h.http
	h.colleague()
	h.has(h.get("/companies", http.StatusOK), "Företag")
	h.inState(lockout.Locked)
	for _, path := range []string{"/", "/companies", "/persons", "/search?q=a", "/me"} {
		page := h.get(path, http.StatusPaymentRequired)
		h.has(page, "Holm är låst", "Mette Kjærgaard")
		h.lacks(page, "Kestrup", "2026-10418", "184")
		if page.Header.Get("License-State") != "LOCKED" {
			t.Errorf("%s does not name the state", path)
		}
	}
	h.post("/companies", url.Values{"name": {"Late"}}, http.StatusPaymentRequired)
	h.get("/admin/license", http.StatusForbidden)
	h.http = admin
	h.has(h.get("/", http.StatusPaymentRequired), "Pay 185,242.61 DKK", "2026-10418", "/admin/license/check")
	h.has(h.get("/admin/license", http.StatusOK), "Holm is locked until", "2026-10418")
	h.get("/admin/users", http.StatusOK)
	refused := h.post("/admin/license/check", url.Values{"text": {"nonsense"}}, http.StatusUnprocessableEntity)
	h.has(refused, "Not installed.", "Nothing has changed.")
	h.post("/logout", url.Values{}, http.StatusSeeOther)
	n, _, err := h.store.CountCompanies(context.Background(), h.actor(), crm.Query{})
	if err != nil || n != 1 {
		t.Errorf("there are %d companies: %v", n, err)
	}
}

func TestReadOnly(t *testing.T) {
	h := furnished(t)
	at := h.post("/companies", url.Values{"name": {"Kestrup"}}, http.StatusSeeOther).Header.Get("Location")
	h.inState(lockout.ReadOnly)
	page := h.get(at, http.StatusOK)
	h.has(page, "Kestrup", "Read-only since")
	h.lacks(page, at+"/edit", at+"/trash", `href="/companies/new"`)
	h.has(h.get("/companies", http.StatusOK), "Kestrup")
	h.has(h.post("/companies", url.Values{"name": {"Late"}}, http.StatusForbidden), "Holm is read-only")
	h.post(at+"/trash", url.Values{"version": {"1"}}, http.StatusForbidden)
	h.post("/me", url.Values{"theme": {"dark"}}, http.StatusSeeOther)
	h.has(h.get("/companies", http.StatusOK), `data-theme="dark"`)
}

func TestSeatsAndUsers(t *testing.T) {
	h := furnished(t)
	full := evaluation(time.Now())
	full.Categories[0].Seats = 1
	full.SeatTotal = 1
	full.License = &licensing.License{Customer: licensing.Customer{Name: "Lindholt"}}
	h.gate.turn(full)
	refused := h.post("/admin/users", url.Values{"name": {"Emil"}, "login": {"emil"}, "category": {"complete"}}, http.StatusConflict)
	h.has(refused, "No seat is free in Complete: 1 of 1 are used", `value="emil"`)
	h.gate.turn(evaluation(time.Now()))
	admin := h.http
	h.colleague()
	h.get("/admin/users", http.StatusForbidden)
	h.get("/admin/license", http.StatusForbidden)
	emil := h.http
	h.http = admin
	list := h.get("/admin/users", http.StatusOK)
	h.has(list, "Emil Nyström", "Main user")
	u, err := h.store.UserByLogin(context.Background(), "emil")
	if err != nil {
		t.Fatal(err)
	}
	at := "/admin/users/" + itoa(u.ID)
	key := h.post(at+"/keys", url.Values{"name": {"Shop"}}, http.StatusCreated)
	h.has(key, "New key.", "holm_")
	h.lacks(h.get(at, http.StatusOK), "New key.")
	h.post(at+"/deactivate", url.Values{}, http.StatusSeeOther)
	h.http = emil
	h.get("/companies", http.StatusSeeOther)
	h.http = admin
	h.post(at+"/activate", url.Values{}, http.StatusSeeOther)
	h.post(at+"/main", url.Values{"sure": {"1"}}, http.StatusSeeOther)
	h.post(at+"/main", url.Values{"sure": {"1"}}, http.StatusForbidden)
}

func TestSuspendedCategory(t *testing.T) {
	h := furnished(t)
	admin := h.http
	h.colleague()
	h.get("/companies", http.StatusOK)
	u, err := h.store.UserByLogin(t.Context(), "emil")
	if err != nil {
		t.Fatal(err)
	}
	key, _, err := h.store.CreateAPIKey(t.Context(), crm.SystemActor(), u.ID, "emil's")
	if err != nil {
		t.Fatal(err)
	}
	emil := h.http
	h.http = admin
	page := h.post("/admin/users/"+itoa(u.ID)+"/password", url.Values{}, http.StatusOK)
	_, rest, _ := strings.Cut(page.text, "<code>")
	password, _, _ := strings.Cut(rest, "<")
	h.http = emil
	h.logIn("emil", password)
	v := evaluation(time.Now())
	v.State, v.License = lockout.Overdue, &licensing.License{Suspended: []string{"*"}}
	h.gate.turn(v)
	for _, path := range []string{"/companies", "/me", "/"} {
		h.has(h.get(path, http.StatusForbidden), "Din inloggning är spärrad", "Mette Kjærgaard")
	}
	h.post("/logout", url.Values{}, http.StatusSeeOther)
	h.has(h.post("/login?lang=en", url.Values{"login": {"emil"}, "password": {password}}, http.StatusForbidden), "Your log-in is suspended", "Ask Mette Kjærgaard")
	h.get("/companies", http.StatusSeeOther)
	if status, code := h.withKey(key); status != http.StatusForbidden || code != "license_suspended" {
		t.Errorf("the key of a suspended user: %d %s", status, code)
	}
	h.http = admin
	h.get("/companies", http.StatusOK)
	h.logIn(mainLogin, mainPassword)
	h.get("/companies", http.StatusOK)
}
