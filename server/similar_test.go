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
