package server_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"holm/crm"
)

// companies creates some and returns their ids.
func (h *house) companies(names ...string) []string {
	h.t.Helper()
	var ids []string
	for _, name := range names {
		at := h.post("/companies", url.Values{"name": {name}, "visibility": {"everyone"}}, http.StatusSeeOther).Header.Get("Location")
		ids = append(ids, at[len("/companies/"):])
	}
	return ids
}

func (h *house) companyOf(id string) crm.Company {
	h.t.Helper()
	var n int64
	if _, err := fmt.Sscan(id, &n); err != nil {
		h.t.Fatal(err)
	}
	c, err := h.store.Company(context.Background(), crm.SystemActor(), n)
	if err != nil {
		h.t.Fatal(err)
	}
	return c
}

func TestManyAreChangedAndUndone(t *testing.T) {
	h := furnished(t)
	ids := h.companies("Alfa", "Beta", "Gamma")
	list := h.get("/companies?sort=-name", http.StatusOK)
	h.has(list, `name="id" value="`+ids[0]+`" form="bulk"`, `name="list" value="/companies?sort=-name"`, "Assign", "Edit field")
	two := url.Values{"id": ids[:2], "list": {"/companies?sort=-name"}}

	fields := h.get("/companies/selected?"+with(two, "do", "edit").Encode(), http.StatusOK)
	h.has(fields, `<option value="department">`, "Edit 2 records", "Alfa", "Beta")
	h.lacks(fields, "Gamma", `<option value="number">`)
	ask := h.get("/companies/selected?"+with(two, "do", "edit", "field", "department").Encode(), http.StatusOK)
	h.has(ask, `name="department"`, `name="empty"`, `name="id" value="`+ids[1]+`"`, "All 3 that the list shows instead")
	done := h.post("/companies/selected", with(two, "do", "edit", "field", "department", "department", "North"), http.StatusSeeOther)
	if to := done.Header.Get("Location"); to != "/companies?sort=-name" {
		t.Errorf("it leads to %s", to)
	}
	back := h.get("/companies?sort=-name", http.StatusOK)
	h.has(back, "2 records changed.", "Alfa, North", "Beta, North", `name="back" value="/companies?sort=-name"`)
	h.lacks(back, "Gamma, North")
	h.post("/undo", url.Values{"step": {hidden(t, back.text, "step")}, "back": {"/companies"}}, http.StatusSeeOther)
	back = h.get("/companies", http.StatusOK)
	h.has(back, "Undone on 2 records.", "Redo")
	h.lacks(back, "Alfa, North")

	h.post("/companies/selected", with(two, "do", "assign", "owner", "", "group", "keep"), http.StatusSeeOther)
	if c := h.companyOf(ids[0]); c.Owner != 0 {
		t.Errorf("the owner is %d", c.Owner)
	}
	h.has(h.post("/companies/selected", with(two, "do", "edit", "field", "employees", "employees", "many"), http.StatusUnprocessableEntity), "Write a whole number.", `value="many"`)
	h.has(h.post("/companies/selected", with(two, "do", "edit", "field", "website", "website", "x y"), http.StatusUnprocessableEntity), "Edit 2 records")
	h.has(h.post("/companies/selected", with(two, "do", "edit", "field", "category", "category", ""), http.StatusUnprocessableEntity), "This is needed.")
	h.has(h.post("/companies/selected", with(two, "do", "edit", "field", "phones", "phones.number", ""), http.StatusUnprocessableEntity), "This is needed.")
	h.post("/companies/selected", with(two, "do", "edit", "field", "note", "empty", "1"), http.StatusSeeOther)
	h.post("/companies/selected", with(two, "do", "edit", "field", "number", "number", "1"), http.StatusUnprocessableEntity)
	h.has(h.get("/companies/selected?do=trash", http.StatusOK), "Nothing is selected")
	h.get("/companies/selected?do=nonsense&id="+ids[0], http.StatusNotFound)

	h.post("/companies/selected", with(two, "do", "trash"), http.StatusSeeOther)
	h.has(h.get("/companies", http.StatusOK), "2 records are in the trash.")
	trash := h.get("/companies?view=trash", http.StatusOK)
	h.has(trash, "Alfa", "Beta", `value="restore"`)
	h.post("/companies/selected", with(url.Values{"id": ids[:1], "list": {"/companies?view=trash"}}, "do", "restore"), http.StatusSeeOther)
	if h.companyOf(ids[0]).DeletedAt != nil || h.companyOf(ids[1]).DeletedAt == nil {
		t.Error("not exactly the first was restored")
	}
}

func TestWhatOneMayNotChangeIsLeft(t *testing.T) {
	h := furnished(t)
	ids := h.companies("Alfa", "Beta")
	main := h.http
	h.colleague()
	ids = append(ids, h.companies("Gamma")...)
	h.has(h.get("/companies/selected?"+url.Values{"do": {"trash"}, "id": ids}.Encode(), http.StatusOK), "2 lämnas orörda")
	left := h.post("/companies/selected", url.Values{"do": {"trash"}, "id": ids}, http.StatusOK)
	h.has(left, "Alfa", "Beta", `action="/undo"`, "Du får inte ändra den")
	if h.companyOf(ids[0]).DeletedAt != nil || h.companyOf(ids[2]).DeletedAt == nil {
		t.Error("not exactly the own record is in the trash")
	}
	h.post("/undo", url.Values{"step": {hidden(t, left.text, "step")}}, http.StatusSeeOther)
	if h.companyOf(ids[2]).DeletedAt != nil {
		t.Error("the own record is still in the trash")
	}
	h.http = main
	h.reader()
	h.lacks(h.get("/companies", http.StatusOK), `form="bulk"`, "data-edit-cells")
	h.get("/companies/selected?do=assign&id="+ids[0], http.StatusForbidden)
	h.post("/companies/selected", url.Values{"do": {"trash"}, "id": ids}, http.StatusForbidden)
}

func TestAllThatAListShowsGoesToTheBackground(t *testing.T) {
	h := furnished(t)
	h.companies("Beta", "Alfa One", "Alfa Two")
	all := url.Values{"all": {"1"}, "list": {"/companies?q=alfa"}, "do": {"edit"}, "field": {"department"}}
	ask := h.get("/companies/selected?"+all.Encode(), http.StatusOK)
	h.has(ask, "Edit field: 2 records", "Alfa One", "runs in the background", `name="all" value="1"`)
	h.lacks(ask, "Beta")
	at := h.post("/companies/selected", with(all, "department", "North"), http.StatusSeeOther).Header.Get("Location")
	if !strings.HasPrefix(at, "/jobs/") {
		t.Fatalf("it leads to %s", at)
	}
	h.has(h.get(at, http.StatusOK), "Change of many records", "Edit field: 2 records")
}

func TestTagsAndNumbersAreAddedToManyAndTakenOff(t *testing.T) {
	h := furnished(t)
	a := h.post("/companies", url.Values{"name": {"Alfa"}, "tags": {"VIP, Press"}, "phones.kind": {"main"}, "phones.number": {"75 91 60 12"}}, http.StatusSeeOther).Header.Get("Location")
	ids := append(h.companies("Beta"), strings.TrimPrefix(a, "/companies/"))
	two := url.Values{"id": ids, "list": {"/companies"}, "do": {"edit"}}
	tags := func(want ...string) {
		t.Helper()
		for i, id := range ids {
			if got := strings.Join(h.companyOf(id).Tags, ", "); got != want[i] {
				t.Errorf("%s has the tags %s, not %s", id, got, want[i])
			}
		}
	}
	ask := h.get("/companies/selected?"+with(two, "field", "tags").Encode(), http.StatusOK)
	h.has(ask, `name="lists" value="add" checked`, `name="lists" value="remove"`, `name="lists" value="set"`)
	h.lacks(h.get("/companies/selected?"+with(two, "field", "department").Encode(), http.StatusOK), `name="lists"`)

	send := func(pairs ...string) {
		t.Helper()
		h.post("/companies/selected", with(two, pairs...), http.StatusSeeOther)
	}
	send("field", "tags", "lists", "add", "tags", "Fair, vip")
	tags("Fair, VIP", "Fair, Press, VIP")
	send("field", "tags", "lists", "remove", "tags", "VIP")
	tags("Fair", "Fair, Press")
	h.post("/undo", url.Values{"step": {hidden(t, h.get("/companies", http.StatusOK).text, "step")}}, http.StatusSeeOther)
	tags("Fair, VIP", "Fair, Press, VIP")
	send("field", "tags", "lists", "set", "tags", "Old")
	tags("Old", "Old")
	send("field", "tags", "lists", "add", "empty", "1")
	tags("", "")
	send("field", "phones", "lists", "add", "phones.kind", "mobile", "phones.number", "20 12 34 56")
	if p := h.companyOf(ids[1]).Phones; len(p) != 2 || p[0].Number != "75 91 60 12" {
		t.Errorf("the numbers are %+v", p)
	}
	send("field", "phones", "lists", "remove", "phones.number", "+4575916012")
	if p := h.companyOf(ids[1]).Phones; len(p) != 1 || p[0].Number != "20 12 34 56" {
		t.Errorf("the numbers are %+v", p)
	}
}
