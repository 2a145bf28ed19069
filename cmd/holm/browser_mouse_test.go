package main

import (
	"fmt"
	"testing"
)

// logIn logs in by mouse.
func (p *tab) logIn(login, password string) {
	p.Helper()
	p.visit("/login")
	p.at("/login")
	p.write("#login", login)
	p.write("#password", password)
	p.click("button[type=submit]", "Log in")
	p.until("the log-in is over", `location.pathname !== "/login"`)
}

// workByMouse is a morning's work with hands on the mouse.
func workByMouse(t *testing.T, b *chromium, d demonstration) {
	p := b.open(t, d.url)
	p.visit("/")
	p.at("/login.*")
	p.logIn(d.login, d.password)
	p.at("/")
	p.findCompany()
	p.createCompany("Klinkerhuset Ærø")
	p.editCompany()
	p.trashAndUndo("Klinkerhuset Ærø")
	p.commandBox("klinkerh", "Klinkerhuset Ærø")
	p.chooseTheme()
	p.click("[popovertarget=user-menu]", "")
	p.click("#user-menu button", "Log out")
	p.at("/login.*")
	p.visit("/companies")
	p.at("/login.*")
}

// findCompany finds the fifth company of the list by its name.
func (p *tab) findCompany() {
	p.Helper()
	p.click("#nav a", "Companies")
	p.at("/companies")
	p.has("[data-rows] tbody tr:nth-child(20)")
	name := read[string](p, `document.querySelector("[data-rows] tbody tr:nth-child(5) a").textContent`)
	p.write("#list-q", name)
	p.until("only companies of that name are shown", fmt.Sprintf(`document.querySelectorAll("[data-rows] tbody tr").length < 20
		&& document.querySelector("[data-rows] tbody tr a").textContent === %s && location.search.includes("q=")`, quote(name)))
	p.click("[data-rows] tbody a", name)
	p.at(`/companies/\d+`)
	p.sees(name)
	p.do("going back", backInHistory)
	p.until("the search is there again", fmt.Sprintf(`document.querySelector("#list-q")?.value === %s`, quote(name)))
}

func (p *tab) createCompany(name string) {
	p.Helper()
	p.click("[popovertarget=new-menu]", "New")
	p.click("#new-menu a", "Company")
	p.at("/companies/new")
	p.click(".foot-actions button", "")
	p.until("an empty name is refused", `document.querySelector("#f-name:invalid")`)
	p.write("#f-name", name)
	p.write("#f-street_city", "Marstal")
	p.click(".foot-actions button", "")
	p.at(`/companies/\d+`)
	p.sees(name, "Marstal")
}

// editCompany changes a field and finds the change in the history.
func (p *tab) editCompany() {
	p.Helper()
	p.click(".actions a", "Edit")
	p.at(`/companies/\d+/edit`)
	p.write("#f-street_city", "Ærøskøbing")
	p.click(".foot-actions button", "Save")
	p.at(`/companies/\d+`)
	p.until("the history shows the change", `[...document.querySelectorAll(".timeline .changes dd")].some(d =>
		d.querySelector("del")?.textContent === "Marstal" && d.querySelector("ins")?.textContent === "Ærøskøbing")`)
}

// trashAndUndo deletes twice: once with an undo, once with a restore from
// the trash.
func (p *tab) trashAndUndo(name string) {
	p.Helper()
	p.click(".actions button", "Delete")
	p.at("/companies")
	p.click("[data-undo]", "Undo")
	p.at(`/companies/\d+`)
	p.sees(name)
	p.sees("Undone.", "Redo")
	p.click(".actions button", "Delete")
	p.at("/companies")
	p.click(".tabs a", "Trash")
	p.at(`/companies\?view=trash`)
	p.click("[data-rows] tbody a", name)
	p.at(`/companies/\d+`)
	p.sees("trash")
	p.click(".banner button", "Restore")
	p.at(`/companies/\d+`)
	p.lacks(".banner button")
	p.click(".actions a", "Edit")
	p.at(`/companies/\d+/edit`)
}

// commandBox finds a record with the box at the top.
func (p *tab) commandBox(text, name string) {
	p.Helper()
	p.click("#nav a", "Companies")
	p.at("/companies")
	p.click("#search-open", "")
	p.until("the box is open", `document.querySelector("#cmd")?.open && document.activeElement.id === "cmd-in"`)
	p.press(text)
	p.until(name+" is found", `document.querySelector("#cmd-list")?.innerText.includes(`+quote(name)+`)`)
	p.click("#cmd-list [role=option]", name)
	p.at(`/companies/\d+`)
	p.sees(name)
}

// chooseTheme switches to dark and back.
func (p *tab) chooseTheme() {
	p.Helper()
	for _, theme := range []string{"dark", "system"} {
		p.click("[popovertarget=user-menu]", "")
		p.click(fmt.Sprintf("#user-menu button[value=%s]", theme), "")
		p.until("the theme is "+theme, `document.documentElement.dataset.theme === `+quote(theme))
		p.at(`/companies/\d+`)
	}
}
