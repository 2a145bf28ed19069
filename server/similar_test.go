package server_test

import (
	"net/http"
	"net/url"
	"testing"
)

func TestSimilarRecordsAreShownBeforeTheFirstSave(t *testing.T) {
	h := furnished(t)
	first := url.Values{"name": {"Havnsø Gartneri A/S"}, "org_no": {"12 34 56 78"}, "emails.address": {"post@havnso.example"}}
	at := h.post("/companies", first, http.StatusSeeOther).Header.Get("Location")
	again := url.Values{"name": {"Noget andet"}, "org_no": {"DK12345678"}, "department": {"North"}}
	asked := h.post("/companies", again, http.StatusConflict)
	h.has(asked, "1 that may be the same", "Nothing was saved yet", "same registration no.", `href="`+at+`"`, "Save anyway", `value="North"`)
	again.Set("similar", hidden(t, asked.text, "similar"))
	other := h.post("/companies", again, http.StatusSeeOther).Header.Get("Location")
	h.has(h.get(other, http.StatusOK), "Noget andet")

	typing := map[string]string{"HX-Request": "true", "HX-Target": "similar"}
	part := h.do(http.MethodPost, "/companies/similar", url.Values{"emails.address": {"POST@havnso.example"}}, typing)
	h.has(part, "same e-mail, same domain", at)
	h.lacks(part, "<html", "Nothing was saved", other)
	id := at[len("/companies/"):]
	h.lacks(h.do(http.MethodPost, "/companies/similar?id="+id, url.Values{"emails.address": {"post@havnso.example"}}, typing), at)

	h.post("/persons", url.Values{"first_name": {"Søren"}, "last_name": {"Kjær"}}, http.StatusSeeOther)
	h.has(h.post("/persons", url.Values{"first_name": {"soeren"}, "last_name": {"KJÆR"}}, http.StatusConflict), "same name")
	h.has(h.do(http.MethodPost, "/persons/similar", url.Values{"first_name": {"Sør"}, "last_name": {"Kjær"}}, typing), "similar name")
	h.post("/persons", url.Values{"last_name": {"Kjær"}}, http.StatusSeeOther)
}

func TestAStaleDeletionTellsWhatChanged(t *testing.T) {
	h := furnished(t)
	at := h.post("/companies", url.Values{"name": {"Havnsø"}}, http.StatusSeeOther).Header.Get("Location")
	old := hidden(t, h.get(at, http.StatusOK).text, "version")
	form := h.get(at+"/edit", http.StatusOK)
	h.post(at, url.Values{"version": {hidden(t, form.text, "version")}, "was": {hidden(t, form.text, "was")}, "name": {"Havnsø Havn"}, "visibility": {"everyone"}}, http.StatusSeeOther)
	stale := h.post(at+"/trash", url.Values{"version": {old}}, http.StatusConflict)
	h.has(stale, "Havnsø Havn was not deleted", "<del>Havnsø</del>", "Delete anyway", `href="`+at+`"`)
	h.lacks(stale, "created")
	h.post(at+"/trash", url.Values{"version": {hidden(t, stale.text, "version")}}, http.StatusSeeOther)
	if again := h.post(at+"/trash", url.Values{"version": {old}}, http.StatusSeeOther).Header.Get("Location"); again != at {
		t.Errorf("deleting twice leads to %s", again)
	}
}
