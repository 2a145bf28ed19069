package main

import (
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// workWithoutScript creates, finds, edits and deletes with JavaScript off.
func workWithoutScript(t *testing.T, b *chromium, d demonstration) {
	const name = "Rebslageriet Hals"
	p := b.open(t, d.url)
	p.scripts(false)
	p.logIn(d.login, d.password)
	p.at("/")
	if read[bool](p, `typeof htmx !== "undefined"`) {
		p.Fatal("scripts run although they are off")
	}
	p.click("#nav a", "Companies")
	p.at("/companies")
	p.click(".head-tools a", "New")
	p.at("/companies/new")
	p.write("#f-name", name)
	p.click(".foot-actions button", "")
	p.at(`/companies/\d+`)
	p.sees(name)
	p.click("#nav a", "Companies")
	p.at("/companies")
	p.write("#list-q", "rebslag hal")
	p.click("form[role=search] button", "")
	p.until("it alone is found", `document.querySelectorAll("[data-rows] tbody tr").length === 1`)
	p.click("[data-rows] tbody a", name)
	p.at(`/companies/\d+`)
	p.click(".actions a", "Edit")
	p.at(`/companies/\d+/edit`)
	p.write("#f-department", "Værkstedet")
	p.press(kb.Enter)
	p.at(`/companies/\d+`)
	p.sees("Værkstedet")
	p.click(".actions button", "Delete")
	p.at("/companies")
	p.click("[data-undo]", "Undo")
	p.at(`/companies/\d+`)
	p.click("#search-open", "")
	p.at("/search")
	p.write("main input[name=q]", "rebslageriet")
	p.press(kb.Enter)
	p.click("main .lines a", name)
	p.at(`/companies/\d+`)
	p.click("[popovertarget=user-menu]", "")
	p.click("#user-menu button", "Log out")
	p.at("/login.*")
}
