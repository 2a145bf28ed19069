package server_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"holm/crm"
)

// hidden returns the value of a hidden field of a form.
func hidden(t *testing.T, page, name string) string {
	t.Helper()
	m := regexp.MustCompile(`name="` + name + `" value="([^"]*)"`).FindStringSubmatch(page)
	if m == nil {
		t.Fatalf("the page has no field %q", name)
	}
	return strings.NewReplacer("&#34;", `"`, "&#43;", "+", "&lt;", "<", "&gt;", ">", "&amp;", "&", "&#39;", "'").Replace(m[1])
}

func TestCompanyWithoutJavaScript(t *testing.T) {
	h := furnished(t)
	h.has(h.get("/companies", http.StatusOK), "No companies yet")
	h.get("/companies/new", http.StatusOK)
	empty := h.post("/companies", url.Values{"name": {""}, "employees": {"many"}}, http.StatusUnprocessableEntity)
	h.has(empty, "This is needed.", "Write a whole number.", `value="many"`)
	made := h.post("/companies", url.Values{"name": {"Brødrene <Hvidtfeldt> & Søn"}, "street_city": {"Vejle"}, "street_country": {"DK"},
		"phones.kind": {"main", "direct"}, "phones.number": {"75 91 60 12", ""}, "emails.address": {"post@hvidtfeldt.example", ""},
		"employees": {"1.480"}, "annual_revenue": {"212 400 000"}, "annual_revenue_currency": {"dkk"}}, http.StatusSeeOther)
	at := made.Header.Get("Location")
	page := h.get(at, http.StatusOK)
	h.has(page, "Brødrene &lt;Hvidtfeldt&gt; &amp; Søn", "Vejle, Denmark", `href="tel:&#43;4575916012"`, "1,480", "212,400,000 DKK", "created")
	h.lacks(page, "<Hvidtfeldt>")
	h.has(h.get("/companies?q=hvidt", http.StatusOK), "Brødrene &lt;Hvidtfeldt&gt;")
	h.has(h.get("/companies?q=zzz", http.StatusOK), "Nothing found for “zzz”")
	h.has(h.get("/search?q=brod", http.StatusOK), at)

	form := h.get(at+"/edit", http.StatusOK)
	change := url.Values{"version": {hidden(t, form.text, "version")}, "was": {hidden(t, form.text, "was")},
		"name": {"Brødrene Hvidtfeldt"}, "street_city": {"Vejle"}, "street_country": {"DK"}, "phones.kind": {"main"},
		"phones.number": {"75 91 60 12"}, "emails.address": {"post@hvidtfeldt.example"}, "emails.primary": {"0"}, "employees": {"1480"},
		"annual_revenue": {"212400000"}, "annual_revenue_currency": {"DKK"}, "visibility": {"everyone"}}
	h.post(at, change, http.StatusSeeOther)
	page = h.get(at, http.StatusOK)
	h.has(page, ">Brødrene Hvidtfeldt</span>", "<del>")

	trash := h.post(at+"/trash", url.Values{"version": {hidden(t, page.text, "version")}}, http.StatusSeeOther)
	h.has(h.get(trash.Header.Get("Location"), http.StatusOK), "is in the trash", `action="/undo"`)
	h.has(h.get("/companies?view=trash", http.StatusOK), "Brødrene Hvidtfeldt", "Restore")
	h.post(at+"/restore", url.Values{}, http.StatusSeeOther)
	h.has(h.get("/companies", http.StatusOK), "Brødrene Hvidtfeldt")
	for _, place := range []string{"x", "AAAA", "BBBB"} {
		at := h.get("/companies?after="+place+"&q=hvidt&sort=-name", http.StatusSeeOther).Header.Get("Location")
		if at != "/companies?q=hvidt&sort=-name" {
			t.Errorf("from an unknown place the list leads to %q", at)
		}
	}
	h.get("/companies/999999", http.StatusNotFound)
	h.get("/companies/abc", http.StatusNotFound)
}

func TestTwoPeopleEditTheSameCompany(t *testing.T) {
	h := furnished(t)
	at := h.post("/companies", url.Values{"name": {"Havnsø"}, "website": {"havn.example"}, "department": {"North"}}, http.StatusSeeOther).Header.Get("Location")
	form := h.get(at+"/edit", http.StatusOK)
	send := func(status int, form answer, values url.Values) answer {
		for _, name := range []string{"version", "was"} {
			values.Set(name, hidden(t, form.text, name))
		}
		values.Set("visibility", "everyone")
		return h.post(at, values, status)
	}
	send(http.StatusSeeOther, form, url.Values{"name": {"Havnsø Gartneri"}, "website": {"havn.example"}, "department": {"North"}})
	stale := send(http.StatusConflict, form, url.Values{"name": {"Havnsø Planteskole"}, "website": {"havn.example"}, "department": {"South"}})
	h.has(stale, "Somebody else saved this record", "Havnsø Planteskole", "Havnsø Gartneri", `name="pick.name"`)
	h.has(h.get(at, http.StatusOK), "Havnsø Gartneri")
	send(http.StatusSeeOther, stale, url.Values{"name": {"Havnsø Planteskole"}, "website": {"https://havn.example"}, "department": {"South"}, "pick.name": {"theirs"}})
	h.has(h.get(at, http.StatusOK), "Havnsø Gartneri, South")
}

func TestPersonAtACompany(t *testing.T) {
	h := furnished(t)
	company := h.post("/companies", url.Values{"name": {"Kestrup Mejeri"}}, http.StatusSeeOther).Header.Get("Location")
	id := company[strings.LastIndex(company, "/")+1:]
	h.has(h.get("/persons/new?company="+id, http.StatusOK), `value="Kestrup Mejeri"`)
	h.has(h.post("/persons", url.Values{"first_name": {"Birthe"}, "company": {"Nowhere"}}, http.StatusUnprocessableEntity), "No company is called")
	at := h.post("/persons", url.Values{"first_name": {"Birthe"}, "last_name": {"Skov"}, "company": {"kestrup mejeri"}, "position": {"Site manager"}}, http.StatusSeeOther).Header.Get("Location")
	h.has(h.get(at, http.StatusOK), "Birthe Skov", "Kestrup Mejeri", "Site manager")
	h.has(h.get(company, http.StatusOK), "Birthe Skov")
	h.has(h.get("/persons", http.StatusOK), "Kestrup Mejeri")
	form := h.get(at+"/edit", http.StatusOK)
	h.post(at, url.Values{"version": {hidden(t, form.text, "version")}, "was": {hidden(t, form.text, "was")}, "first_name": {"Birthe"}, "last_name": {"Skov"},
		"company": {"Kestrup Mejeri"}, "position": {"Director"}, "visibility": {"everyone"}}, http.StatusSeeOther)
	h.has(h.get(at, http.StatusOK), "Director", "Kestrup Mejeri")
}

func TestHundredthsOutliveAnEdit(t *testing.T) {
	h := furnished(t)
	c := crm.Company{Name: "Havnsø", AnnualRevenue: 12345678, AnnualRevenueCurrency: "DKK"}
	if err := h.store.CreateCompany(t.Context(), crm.SystemActor(), &c); err != nil {
		t.Fatal(err)
	}
	at := fmt.Sprintf("/companies/%d", c.ID)
	edit := func(status int, revenue string) {
		form := h.get(at+"/edit", http.StatusOK)
		h.post(at, url.Values{"version": {hidden(t, form.text, "version")}, "was": {hidden(t, form.text, "was")}, "name": {"Havnsø A/S"},
			"annual_revenue": {revenue}, "annual_revenue_currency": {"DKK"}, "visibility": {"everyone"}}, status)
	}
	for _, step := range []struct {
		revenue string
		status  int
		want    int64
	}{{"123456", http.StatusSeeOther, 12345678}, {"92233720368547758070", http.StatusUnprocessableEntity, 12345678},
		{"922337203685477580", http.StatusUnprocessableEntity, 12345678}, {"123457", http.StatusSeeOther, 12345700}} {
		edit(step.status, step.revenue)
		if got, err := h.store.Company(t.Context(), crm.SystemActor(), c.ID); err != nil || got.AnnualRevenue != step.want {
			t.Errorf("after %s: %d, %v, want %d", step.revenue, got.AnnualRevenue, err, step.want)
		}
	}
}
