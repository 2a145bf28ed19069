package server_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestARestoreThatClashesAsksForAnotherNumber(t *testing.T) {
	h := furnished(t)
	old := "/companies/" + h.companies("Alfa")[0]
	h.post(old+"/trash", url.Values{"version": {"1"}}, http.StatusSeeOther)
	number := h.companyOf(strings.TrimPrefix(old, "/companies/")).Number
	holder := h.post("/companies", url.Values{"name": {"Beta"}, "number": {number}}, http.StatusSeeOther).Header.Get("Location")

	clash := h.post(old+"/restore", nil, http.StatusConflict)
	h.has(clash, `name="number"`, `name="clash"`, holder, "Beta", number, `action="`+old+`/restore"`)
	again := h.post(old+"/restore", url.Values{"clash": {"1"}, "number": {number}}, http.StatusConflict)
	h.has(again, `name="number"`, holder)
	if c := h.companyOf(strings.TrimPrefix(old, "/companies/")); c.DeletedAt == nil {
		t.Fatal("it was restored with a number of another")
	}
	h.post(old+"/restore", url.Values{"clash": {"1"}, "number": {""}}, http.StatusSeeOther)
	if c := h.companyOf(strings.TrimPrefix(old, "/companies/")); c.DeletedAt != nil || c.Number == number || c.Number == "" {
		t.Errorf("it has number %q, deleted %v", c.Number, c.DeletedAt)
	}
}

func TestDeletingForGoodAsksFirst(t *testing.T) {
	h := furnished(t)
	ids := h.companies("Alfa", "Beta")
	at := "/companies/" + ids[0]
	h.get(at+"/purge", http.StatusForbidden) // not in the trash
	h.post(at+"/trash", url.Values{"version": {"1"}}, http.StatusSeeOther)
	h.has(h.get(at, http.StatusOK), at+"/purge")
	h.has(h.get(at+"/purge", http.StatusOK), "Alfa", `action="`+at+`/purge"`, `href="`+at+`"`)
	main := h.http
	h.colleague()
	h.lacks(h.get(at, http.StatusOK), at+"/purge")
	h.get(at+"/purge", http.StatusForbidden)
	h.post(at+"/purge", nil, http.StatusForbidden)
	h.http = main
	gone := h.post(at+"/purge", nil, http.StatusSeeOther)
	if to := gone.Header.Get("Location"); to != "/companies?view=trash" {
		t.Errorf("it leads to %s", to)
	}
	h.has(h.get("/companies?view=trash", http.StatusOK), "Alfa")
	h.get(at, http.StatusNotFound)
	h.get("/companies/"+ids[1], http.StatusOK)
}
