package server_test

import (
	"net/http"
	"net/url"
	"regexp"
	"testing"
)

func TestConsentsOfAPerson(t *testing.T) {
	h := furnished(t)
	at := h.post("/persons", url.Values{"first_name": {"Birthe"}, "last_name": {"Skov"}}, http.StatusSeeOther).Header.Get("Location")
	h.has(h.get(at, http.StatusOK), "Consents", "Nothing recorded", at+"/consents")
	page := h.get(at+"/consents", http.StatusOK)
	purpose := regexp.MustCompile(`value="(\d+)">Newsletter<`).FindStringSubmatch(page.text)
	if purpose == nil {
		t.Fatalf("no purpose to choose:\n%s", body(page.text))
	}
	form := url.Values{"purpose": purpose[1:], "legal_basis": {"consent"}, "source": {"By <phone>"}, "given_on": {"2999-01-01"}}
	h.has(h.post(at+"/consents", form, http.StatusUnprocessableEntity), "This day is still to come.", "By &lt;phone&gt;")
	form.Set("given_on", "2020-01-02")
	h.post(at+"/consents", form, http.StatusSeeOther)
	page = h.get(at, http.StatusOK)
	h.has(page, "Newsletter", "Given", "recorded a consent", "By &lt;phone&gt;", "2 Jan 2020")
	page = h.get(at+"/consents", http.StatusOK)
	withdraw := regexp.MustCompile(at + `/consents/\d+/withdraw`).FindString(page.text)
	h.post(withdraw, url.Values{"reason": {"letter"}}, http.StatusSeeOther)
	h.has(h.get(at+"/consents", http.StatusOK), "Withdrawn", "letter")
	h.has(h.get(at, http.StatusOK), "recorded that a consent was withdrawn")
	h.post("/persons/999999/consents", form, http.StatusNotFound)
	h.post(at+"/consents/999999/withdraw", url.Values{}, http.StatusNotFound)
}

func TestFollowAndTag(t *testing.T) {
	h := furnished(t)
	parent := h.post("/companies", url.Values{"name": {"Moderselskabet"}, "tags": {"Frame agreement, Heat pumps"}}, http.StatusSeeOther).Header.Get("Location")
	id := parent[len("/companies/"):]
	h.has(h.get("/companies/new?parent="+id, http.StatusOK), `value="Moderselskabet"`)
	h.post("/companies", url.Values{"name": {"Datteren"}, "parent": {"Moderselskabet"}, "tags": {"heat PUMPS"}}, http.StatusSeeOther)
	page := h.get(parent, http.StatusOK)
	h.has(page, "Subsidiaries", "Datteren", `<span class="tag tag--line">Frame agreement</span>`, `aria-pressed="false"`)
	h.post(parent+"/follow", url.Values{"follow": {"1"}, "back": {parent}}, http.StatusSeeOther)
	page = h.get(parent, http.StatusOK)
	h.has(page, `aria-pressed="true"`, "Followed by Mette", "follows this from now on")
	h.has(h.get("/", http.StatusOK), "Followed", "Moderselskabet")
	h.post(parent+"/follow", url.Values{"follow": {""}, "back": {"https://elsewhere.example/"}}, http.StatusSeeOther)
	h.lacks(h.get("/", http.StatusOK), `<h2>Followed</h2>`)
	h.post("/companies/999999/follow", url.Values{"follow": {"1"}}, http.StatusNotFound)
	names := h.do(http.MethodGet, "/tags", nil, map[string]string{"HX-Request": "true", "HX-Target": "tag-names"})
	h.has(names, `<option value="Heat pumps">`)
	h.lacks(names, "heat PUMPS", "<html")
}
