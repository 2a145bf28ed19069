package main

import (
	"net/http"
	"strings"
	"testing"
)

// view is a page to look at.
type view struct {
	name, path string
	prepare    func(p *tab) // what is done there first
}

// walkDemo looks at every page of the product, in English, then in Danish.
func walkDemo(t *testing.T, b *chromium, d demonstration) {
	p := b.open(t, d.url)
	p.visit("/login")
	p.look("login")
	p.expect(http.StatusUnauthorized, http.StatusUnprocessableEntity)
	p.write("#password", "wrong")
	p.write("#login", d.login)
	p.click("button[type=submit]", "Log in")
	p.sees("The name or the password is wrong.")
	p.look("login-wrong")
	p.logIn(d.login, d.password)
	p.at("/")
	views := p.views()
	for _, v := range views {
		p.come(v)
		p.look(v.name)
	}
	p.speakDanish()
	for _, v := range views {
		p.come(v)
		p.shoot(v.name + "-da")
		p.onPhone(v.name + "-da")
	}
}

func (p *tab) come(v view) {
	p.Helper()
	p.visit(v.path)
	if v.prepare != nil {
		v.prepare(p)
	}
}

// views lists the pages of a demonstration.
func (p *tab) views() []view {
	p.Helper()
	company, person := p.firstOf("/companies"), p.firstOf("/persons")
	user, group, role := p.firstOf("/admin/users"), p.firstOf("/admin/groups"), p.firstOf("/admin/roles")
	tag := p.firstOf("/admin/tags")
	last := p.lastOf("/companies")
	p.trash(last)
	clash := p.clash()
	p.expect(http.StatusNotFound, http.StatusConflict)
	return []view{
		{"home", "/", nil},
		{"home-menu", "/", func(p *tab) {
			p.click("[popovertarget=user-menu]", "")
			p.has("#user-menu:popover-open")
		}},
		{"companies", "/companies", nil},
		{"companies-found", "/companies?q=a", nil},
		{"companies-none", "/companies?q=qqqqq", nil},
		{"companies-trash", "/companies?view=trash", nil},
		{"companies-columns", "/companies?panel=columns&columns=employees,annual_revenue,tags,owner,stop,emails,website,created_by", nil},
		{"companies-filter", "/companies?panel=filter&field=category&filter=owner+is+me+and+(category+is+1+or+employees+>+50)", nil},
		{"companies-filter-date", "/companies?panel=filter&field=created_at", nil},
		{"companies-filter-text", "/companies?panel=text&filter=stop+is+no", nil},
		{"companies-filter-wrong", "/companies?filter=stop+is", nil},
		{"companies-save-view", "/companies?sort=-name&panel=save", nil},
		{"companies-view-menu", "/companies?view=mine", func(p *tab) {
			p.click(".view-more", "")
			p.has("#view-menu:popover-open")
		}},
		{"companies-peek", "/companies?peek=" + strings.TrimPrefix(company, "/companies/"), nil},
		{"company-in-trash", last, nil},
		{"company-purge", last + "/purge", nil},
		{"company-clash", clash, func(p *tab) {
			p.click(`.banner form[action$="/restore"] button`, "")
			p.has("#f-clash")
		}},
		{"company", company, nil},
		{"company-edit", company + "/edit", nil},
		{"company-new", "/companies/new", nil},
		{"company-wrong", "/companies/new", provokeMistakes},
		{"persons", "/persons", nil},
		{"person", person, nil},
		{"person-edit", person + "/edit", nil},
		{"person-new", "/persons/new", nil},
		{"search", "/search?q=an", nil},
		{"command-box", "/", func(p *tab) {
			p.click("#search-open", "")
			p.has("#cmd[open] #cmd-list [role=option]")
		}},
		{"help", "/help", nil},
		{"me", "/me", nil},
		{"terms", "/terms", nil},
		{"users", "/admin/users", nil},
		{"user", user, nil},
		{"user-new", "/admin/users/new", nil},
		{"groups", "/admin/groups", nil},
		{"group", group, nil},
		{"roles", "/admin/roles", nil},
		{"role", role, nil},
		{"role-new", "/admin/roles/new?of=2", nil},
		{"pick-lists", "/admin/lists", nil},
		{"list-item", "/admin/lists/1", nil},
		{"tags", "/admin/tags", nil},
		{"tag", tag, nil},
		{"keys", "/admin/keys", nil},
		{"consents", person + "/consents", nil},
		{"license-demonstration", "/admin/license", nil},
		{"export", "/export", nil},
		{"not-found", "/companies/999999999", nil},
	}
}

// provokeMistakes sends a form that the server refuses.
func provokeMistakes(p *tab) {
	p.Helper()
	p.write("#f-name", "Tømrermester Bang")
	p.write("#f-employees", "many")
	p.click(".foot-actions button", "")
	p.has("[aria-invalid=true]")
}

// firstOf returns the address of the first row of a list.
func (p *tab) firstOf(list string) string {
	p.Helper()
	p.visit(list)
	return read[string](p, `document.querySelector("[data-rows] tbody tr a").pathname`)
}

func (p *tab) lastOf(list string) string {
	p.Helper()
	p.visit(list)
	return read[string](p, `[...document.querySelectorAll("[data-rows] tbody .name a")].at(-1).pathname`)
}

// trash deletes a record, so that the trash holds something.
func (p *tab) trash(record string) {
	p.Helper()
	p.visit(record)
	p.click(".actions button", "Delete")
	p.at("/companies")
}

// clash deletes a company and gives its number to another.
func (p *tab) clash() string {
	p.Helper()
	create := func(name string) string {
		p.visit("/companies/new")
		p.write("#f-name", name)
		p.write("#f-number", "Q-7")
		p.click(".foot-actions button", "")
		p.at(`/companies/\d+`)
		return read[string](p, `location.pathname`)
	}
	gone := create("Fyrtårnet Ærø")
	p.trash(gone)
	create("Lodsstationen Als")
	return gone
}

// speakDanish changes the user's language on their own page.
func (p *tab) speakDanish() {
	p.Helper()
	p.visit("/me")
	read[bool](p, `(document.querySelector("#language").value = "da") === "da"`)
	p.click("form[action='/me'] button[type=submit]", "Save")
	p.until("the page is Danish", `document.documentElement.lang === "da"`)
}
