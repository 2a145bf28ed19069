package main

import (
	"net/http"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// workWithPeople does what concerns who is who: likely duplicates, tags,
// followers, consents, the way through a list, and who may do what.
func workWithPeople(t *testing.T, b *chromium, d demonstration) {
	p := b.open(t, d.url)
	p.visit("/login")
	p.logIn(d.login, d.password)
	p.at("/")
	p.seeSimilar()
	p.tagAndFollow()
	p.goThroughTheList()
	p.recordConsent()
	p.arrangeRights()
}

// tagAndFollow marks a company, finds the tag again while it is typed, and
// follows the company.
func (p *tab) tagAndFollow() {
	p.Helper()
	p.visit("/companies/new")
	p.write("#f-name", "Tagdækkeriet Samsø")
	p.write("#f-tags", "VIP, Frame")
	p.until("what there is, is offered", `[...document.querySelectorAll("#tag-names option")].some(o => o.value === "VIP, Frame agreement")`)
	p.write("#f-tags", "VIP, Straw roofs")
	p.click(".foot-actions button", "Create")
	p.at(`/companies/\d+`)
	p.sees("VIP", "Straw roofs")
	p.click(".actions button", "Follow")
	p.has(`.actions button[aria-pressed="true"]`)
	p.visit("/")
	p.sees("Followed", "Tagdækkeriet Samsø")
	p.visit("/companies?filter=tags+is+%22straw+roofs%22")
	p.until("the filter finds it alone", `document.querySelectorAll("[data-rows] tbody tr").length === 1`)
}

// goThroughTheList opens the second row and goes on by button and by key.
func (p *tab) goThroughTheList() {
	p.Helper()
	p.visit("/companies?sort=-updated_at")
	p.has("[data-rows] tbody tr:nth-child(3)")
	names := read[[]string](p, `[...document.querySelectorAll("[data-rows] tbody th a")].slice(0, 3).map(a => a.textContent)`)
	p.click("[data-rows] tbody tr:nth-child(2) a", "")
	p.at(`/companies/\d+`)
	p.sees("2 of ")
	p.click("[data-through=next]", "")
	p.until("the third is shown", `document.querySelector("h1").innerText.includes(`+quote(names[2])+`)`)
	p.look("company-through")
	p.press("k")
	p.until("the second is shown", `document.querySelector("h1").innerText.includes(`+quote(names[1])+`)`)
	p.press("K", chromedp.ModifierShift)
	p.until("the first is shown", `document.querySelector("h1").innerText.includes(`+quote(names[0])+`)`)
	p.lacks("[data-through=prev]")
	p.click(".crumbs a", "Companies")
	p.at(`/companies\?sort=-updated_at`)
}

// recordConsent records and withdraws a consent, by keyboard alone.
func (p *tab) recordConsent() {
	p.Helper()
	p.visit(p.firstOf("/persons") + "/consents")
	p.tabTo("#purpose")
	p.press("N")
	p.tabTo("#source")
	p.press("By phone" + kb.Enter)
	p.sees("The consent is recorded.", "Newsletter", "Given")
	p.tabTo(".inline-form summary")
	p.press(kb.Enter)
	p.tabTo(".inline-form input")
	p.press("By letter" + kb.Enter)
	p.sees("Withdrawn", "By letter")
	p.look("consents-withdrawn")
}

// arrangeRights makes a role from another and looks for it among the users'.
func (p *tab) arrangeRights() {
	p.Helper()
	p.visit("/admin/roles")
	p.click("[data-rows] tbody tr:nth-child(3) .btn", "Copy")
	p.at(`/admin/roles/new\?of=3`)
	p.write("#name", "Own companies only")
	p.tabTo(`select[name="company.other_groups"]`)
	p.press("N")
	p.click(".foot-actions button", "Save")
	p.at("/admin/roles")
	p.sees("Own companies only")
	p.visit("/admin/users/new")
	p.until("the role can be given", `[...document.querySelector("#role").options].some(o => o.text === "Own companies only")`)
}

// seeSimilar finds a company again while its name is typed.
func (p *tab) seeSimilar() {
	p.Helper()
	p.visit("/companies/new")
	p.write("#f-name", "Spejlmageriet Dragør ApS")
	p.write("#f-website", "spejl.example")
	p.click(".foot-actions button", "Create")
	p.at(`/companies/\d+`)
	p.visit("/companies/new")
	p.write("#f-name", "spejlmageriet dragoer")
	p.until("the other one is shown", `document.querySelector("#similar li a")?.textContent.includes("Spejlmageriet Dragør ApS")`)
	p.sees("same name")
	p.look("company-similar")
	p.click(".foot-actions button", "Create") // it was shown, so nobody asks again
	p.at(`/companies/\d+`)
	p.sees("spejlmageriet dragoer")
	p.visit("/companies/new")
	p.expect(http.StatusConflict)
	p.tabTo("#f-name")
	p.press("Spejlmageriet Dragør\r")
	p.sees("Nothing was saved yet")
	p.click(".foot-actions button", "Save anyway")
	p.at(`/companies/\d+`)
}
