package main

import (
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"strconv"

	"holm/crm"
)

// agreementForms makes a contact and a letter, and the forms of Agreement and
// Orders.
func (w *walk) agreementForms() map[string]url.Values {
	w.t.Helper()
	in, p := w.second()
	contact := crm.LicenceContact{Name: "Walk"}
	letter := crm.Statement{Kind: crm.StatementContact, Number: "C-walk"}
	var err error
	letter.Text, err = signer{in.key}.Sign("contact", map[string]any{"schema": 1, "id": "C-walk", "customer": map[string]string{"name": "Walk"}})
	err = errors.Join(err, in.store.SaveLicenceContact(p.ctx, crm.SystemActor(), &contact), in.store.KeepStatement(p.ctx, crm.SystemActor(), &letter))
	if in.close(&err); err != nil {
		w.t.Fatal(err)
	}
	w.targets["contacts"], w.targets["letters"] = contact.ID, letter.ID
	return map[string]url.Values{
		"POST /admin/agreement/contact":           {"name": {"Walked A/S"}, "country": {"DK"}},
		"POST /admin/agreement/persons":           {"name": {"Walked"}, "email": {"walk@skovby.example"}, "notices": {"1"}},
		"POST /admin/agreement/persons/{id}":      {"name": {"Walked again"}, "version": {"1"}},
		"POST /admin/agreement/letters/{id}/sent": {"sent": {"1"}},
		"POST /admin/agreement/notice":            {"sure": {"1"}, "ends": {w.value("/admin/agreement/notice", "ends")}},
		"POST /admin/orders":                      {"seats.complete": {"31"}, "module.api": {"1"}, "sure": {"1"}, "fewer": {w.fewer()}},
		"POST /admin/agreement/statistics":        {"on": {"1"}},
		"POST /admin/agreement/hosting":           {"hosting": {"managed"}},
	}
}

// value is a hidden field of a page of the main user's.
func (w *walk) value(path, field string) string {
	w.t.Helper()
	answer, err := w.people["main user"].Get(w.url + path)
	if err != nil {
		w.t.Fatal(err)
	}
	found := regexp.MustCompile(`name="` + field + `" value="([^"]*)"`).FindStringSubmatch(w.drain(answer))
	if found == nil {
		w.t.Fatalf("%s has no %s", path, field)
	}
	return found[1]
}

// fewer is the day that an order shows for what becomes less.
func (w *walk) fewer() string {
	w.t.Helper()
	answer, err := w.people["main user"].PostForm(w.url+"/admin/orders", url.Values{"seats.complete": {"31"}, "module.api": {"1"}})
	if err != nil {
		w.t.Fatal(err)
	}
	text := w.drain(answer)
	found := regexp.MustCompile(`name="fewer" value="([^"]*)"`).FindStringSubmatch(text)
	if found == nil || answer.StatusCode != http.StatusOK {
		w.t.Fatalf("no order: %s %s", strconv.Itoa(answer.StatusCode), text)
	}
	return found[1]
}
