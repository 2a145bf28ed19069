package server_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// saveAs keeps the list at an address as a view and returns where it stands.
func (h *house) saveAs(address, name, sharing string) string {
	h.t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		h.t.Fatal(err)
	}
	q := u.Query()
	form := url.Values{"entity": {"company"}, "name": {name}, "sharing": {sharing}, "back": {address},
		"columns": {q.Get("columns")}, "sort": {q.Get("sort")}, "filter": {q.Get("filter")}, "q": {q.Get("q")}}
	return h.post("/views", form, http.StatusSeeOther).Header.Get("Location")
}

func TestViewIsSavedChangedSharedAndDeleted(t *testing.T) {
	h := furnished(t)
	for _, name := range []string{"Havnens Bageri", "Skovens Savværk"} {
		h.post("/companies", url.Values{"name": {name}, "department": {"North"}}, http.StatusSeeOther)
	}
	list := h.get("/companies?sort=-name&columns=department,number:200", http.StatusOK)
	h.has(list, "Modified:", "Save as", `aria-sort="descending"`, `<td data-field="department">North</td>`, `class="w200"`)
	h.lacks(list, `data-field="phones"`, ">Save<")
	at := h.saveAs("/companies?sort=-name&columns=department,number:200", "Backwards", "owner")
	view := h.get(at, http.StatusOK)
	h.has(view, `data-field="department"`, `aria-current="page">Backwards</a>`, `aria-sort="descending"`, "is saved.")
	h.lacks(view, "Modified:")
	changed := h.get(at+"&sort=number", http.StatusOK)
	h.has(changed, "Modified:", ">Save<", "Reset")
	id := strings.TrimPrefix(at, "/companies?view=")
	h.post("/views/"+id, url.Values{"version": {hidden(t, changed.text, "version")}, "sort": {"number"}, "columns": {"phones"}}, http.StatusSeeOther)
	h.has(h.get(at, http.StatusOK), `data-field="phones"`)
	panel := h.get(at+"&panel=view", http.StatusOK)
	h.has(panel, `value="Backwards"`, "Only me", "Everyone")
	h.post("/views/"+id, url.Values{"name": {" "}, "sharing": {"owner"}, "back": {at}}, http.StatusUnprocessableEntity)

	bo := *h // whose pages are Swedish
	bo.colleague()
	bo.get(at, http.StatusNotFound)
	bo.lacks(bo.get("/companies", http.StatusOK), "Backwards")
	bo.post("/views/"+id+"/trash", url.Values{}, http.StatusNotFound)
	h.post("/views/"+id, url.Values{"name": {"Forwards"}, "sharing": {"everyone"}, "back": {at}}, http.StatusSeeOther)
	bo.has(bo.get("/companies", http.StatusOK), "Forwards")
	shared := bo.get(at+"&sort=name", http.StatusOK)
	bo.has(shared, "Spara som", "av Mette Kjærgaard")
	bo.lacks(shared, ">Spara<", "Ta bort vyn")
	bo.post("/views/"+id, url.Values{"name": {"Mine"}, "sharing": {"owner"}}, http.StatusForbidden)

	gone := h.post("/views/"+id+"/trash", url.Values{}, http.StatusSeeOther).Header.Get("Location")
	after := h.get(gone, http.StatusOK)
	h.has(after, "is deleted.", `action="/views/`+id+`/restore"`)
	h.get(at, http.StatusNotFound)
	h.post("/views/"+id+"/restore", url.Values{}, http.StatusSeeOther)
	h.has(h.get(at, http.StatusOK), "Forwards")
}

func TestFirstViewOpensTheList(t *testing.T) {
	h := furnished(t)
	h.post("/companies", url.Values{"name": {"Havnens Bageri"}}, http.StatusSeeOther)
	at := h.saveAs("/companies?q=skov", "Woods", "owner")
	id := strings.TrimPrefix(at, "/companies?view=")
	h.has(h.get("/companies", http.StatusOK), "Havnens Bageri")
	h.post("/views/order", url.Values{"entity": {"company"}, "order": {id + ",all,<x>"}, "back": {at}}, http.StatusSeeOther)
	first := h.get("/companies", http.StatusOK)
	h.has(first, `aria-current="page">Woods</a>`, "Nothing found for “skov”")
	h.has(h.get("/companies?view=all", http.StatusOK), "Havnens Bageri")
	h.post("/me", url.Values{"theme": {"dark"}}, http.StatusSeeOther)
	h.has(h.get("/companies", http.StatusOK), `aria-current="page">Woods</a>`)
	h.has(h.get("/persons", http.StatusOK), "No persons yet")
}

func TestFilterIsBuiltAndEdited(t *testing.T) {
	h := furnished(t)
	h.post("/companies", url.Values{"name": {"Havnens Bageri"}, "category": {"1"}}, http.StatusSeeOther)
	h.post("/companies", url.Values{"name": {"Skovens Savværk"}, "category": {"2"}}, http.StatusSeeOther)
	panel := h.get("/companies?panel=filter&field=category", http.StatusOK)
	h.has(panel, `name="op"`, `value="not empty"`, "Customer", "Apply")
	at := h.get("/companies?panel=filter&field=category&op=is&value=1&apply=1", http.StatusSeeOther).Header.Get("Location")
	if at != "/companies?filter=category+is+1" {
		t.Errorf("the filter leads to %s", at)
	}
	list := h.get(at, http.StatusOK)
	h.has(list, "Category", "Customer", "Havnens", "panel=filter&amp;at=0")
	h.lacks(list, "Skovens")
	h.has(h.get(at+"&panel=filter&at=0", http.StatusOK), `value="1" checked`)
	empty := h.get("/companies?panel=filter&field=category&op=is&apply=1", http.StatusUnprocessableEntity)
	h.has(empty, "Write or choose a value.", "Havnens", "Skovens")
	h.has(h.get("/companies?filter=category+is", http.StatusOK), "The filter ends too early", "cannot be read")
	h.lacks(h.get("/companies?filter=category+is", http.StatusOK), "Havnens")
	wrong := h.get(at+"&panel=text&text=category+is+x&apply=1", http.StatusUnprocessableEntity)
	h.has(wrong, "is not a value of the field category", "category is <mark>x</mark>", "The list below is as it was.", "Havnens")
	mine := h.get("/companies?view=mine", http.StatusOK)
	h.has(mine, "Our contact", ">me<", "Havnens")
	h.lacks(mine, "Modified:")
}

func TestRowIsLookedAtBesideTheList(t *testing.T) {
	h := furnished(t)
	at := h.post("/companies", url.Values{"name": {"Havnens Bageri"}, "street_city": {"Havnsø"}}, http.StatusSeeOther).Header.Get("Location")
	id := strings.TrimPrefix(at, "/companies/")
	h.has(h.get("/companies?peek="+id, http.StatusOK), `data-peek-id="`+id+`"`, "Havnsø")
	part := h.do(http.MethodGet, "/companies?peek="+id, nil, map[string]string{"HX-Request": "true", "HX-Target": "side"})
	h.has(part, `id="side"`, "Havnsø")
	h.lacks(part, "<table", "<html")
	h.lacks(h.get("/companies?peek=999999", http.StatusOK), "data-peek-id")
}
