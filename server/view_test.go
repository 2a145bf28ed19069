package server_test

import (
	"fmt"
	"html"
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

func TestRowsStandInGroups(t *testing.T) {
	h := furnished(t)
	for i := range 60 {
		h.post("/companies", url.Values{"name": {fmt.Sprintf("Værft %02d", i)}, "category": {"1"}, "employees": {"2"}}, http.StatusSeeOther)
	}
	h.post("/companies", url.Values{"name": {"Alfa"}, "category": {"2"}, "employees": {"5"}}, http.StatusSeeOther)
	h.post("/companies", url.Values{"name": {"Beta"}}, http.StatusSeeOther)
	h.get("/companies", http.StatusOK) // tells what was created last
	list := h.get("/companies?group=category&columns=employees", http.StatusOK)
	h.has(list, "Grouped by", ">Customer</a> <span class=\"count\">60</span>", "Værft 49", "62 companies", "125", "Sums of all 62", `name="group" value="category"`)
	h.lacks(list, "Værft 50", "Alfa", "Beta")
	more := attribute(t, list.text, `id="more"`, "hx-get")
	rest := h.do(http.MethodGet, more, nil, map[string]string{"HX-Request": "true", "HX-Target": "more"})
	h.has(rest, "Værft 50", "Alfa", "Beta", "Prospect", "Category: none")
	h.lacks(rest, "<table", "<html", "Customer", "Værft 49", `id="more"`)
	next := h.get(strings.Split(more, "&shown")[0], http.StatusOK)
	h.has(next, "Customer", "Værft 59", "Alfa", "From the beginning", "Sums of all 62")
	alone := h.get("/companies?filter=category+is+2", http.StatusOK)
	h.lacks(alone, "Beta")
	h.has(list, "filter=category&#43;is&#43;1")
	none := h.get("/companies?group=category&filter=category+empty", http.StatusOK)
	h.has(none, "Beta", "Category: none")
	h.lacks(none, "Alfa", "Customer</a>")
	for _, wrong := range []string{"group=name", "group=nothing", "group=category&after=9999~x"} {
		h.want(h.do(http.MethodGet, "/companies?"+wrong, nil, nil), wrong, map[bool]int{true: http.StatusSeeOther, false: http.StatusOK}[strings.Contains(wrong, "after")])
	}
	at := h.post("/views", url.Values{"entity": {"company"}, "name": {"By category"}, "sharing": {"owner"}, "group": {"category"}}, http.StatusSeeOther).Header.Get("Location")
	h.has(h.get(at, http.StatusOK), "Grouped by", "Customer")
}

// attribute finds the value of an attribute in the element that has a mark.
func attribute(t *testing.T, page, mark, name string) string {
	t.Helper()
	_, rest, ok := strings.Cut(page, mark)
	if !ok {
		t.Fatalf("nothing has %s", mark)
	}
	_, rest, ok = strings.Cut(rest, name+`="`)
	if !ok {
		t.Fatalf("%s has no %s", mark, name)
	}
	value, _, _ := strings.Cut(rest, `"`)
	return html.UnescapeString(value)
}

func TestRowsAreLoadedBelow(t *testing.T) {
	h := furnished(t)
	for i := range 120 {
		h.post("/companies", url.Values{"name": {fmt.Sprintf("Værft %03d", i)}, "employees": {"1"}}, http.StatusSeeOther)
	}
	list := h.get("/companies?columns=employees", http.StatusOK)
	h.has(list, "Værft 049", "Sums of all 120", `rel="next"`)
	seen := map[string]bool{}
	for at := attribute(t, list.text, `id="more"`, "hx-get"); at != ""; {
		part := h.do(http.MethodGet, at, nil, map[string]string{"HX-Request": "true", "HX-Target": "more"})
		for i := range 120 {
			if name := fmt.Sprintf("Værft %03d", i); strings.Contains(part.text, name+"</a>") {
				if seen[name] {
					t.Errorf("%s comes twice", name)
				}
				seen[name] = true
			}
		}
		if at = ""; strings.Contains(part.text, `id="more"`) {
			h.has(part, `id="next" hx-swap-oob`)
			at = attribute(t, part.text, `id="more"`, "hx-get")
		}
	}
	if len(seen) != 70 {
		t.Errorf("%d rows came below the first", len(seen))
	}
	h.lacks(h.get("/companies?columns=employees&shown=950", http.StatusOK), `id="more"`)
}
