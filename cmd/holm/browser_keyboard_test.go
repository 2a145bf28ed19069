package main

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// backInHistory goes back as the browser's own button does.
var backInHistory = chromedp.Evaluate[chromedp.Void](`history.back()`)

// workByKeyboard does the same work without touching the mouse.
func workByKeyboard(t *testing.T, b *chromium, d demonstration) {
	p := b.open(t, d.url)
	p.visit("/login")
	p.tabTo("#login")
	p.press(d.login)
	p.tabTo("#password")
	p.press(d.password + kb.Enter)
	p.at("/")
	p.keysToList()
	p.keysToRecord("Garveriet på Fanø")
	p.keysInBox("Garveriet på Fanø")
	p.keysHome()
}

// keysToList goes to the list, along its rows, into one and back.
func (p *tab) keysToList() {
	p.Helper()
	p.press("gp")
	p.at("/persons")
	p.press("gc")
	p.at("/companies")
	p.press("jjk")
	p.until("the first row has the focus", `document.querySelector("[data-rows] tbody tr:first-child.is-here a") === document.activeElement`)
	p.press(kb.Enter)
	p.at(`/companies/\d+`)
	p.press("gc")
	p.at("/companies")
	p.press("/")
	p.until("the search field has the focus", `document.activeElement.id === "list-q"`)
	p.press("gce") // letters in a field are letters
	p.until("the letters are in the field", `document.querySelector("#list-q").value === "gce" && location.pathname === "/companies"`)
	p.press(kb.Escape)
}

// keysToRecord creates, edits, deletes and restores.
func (p *tab) keysToRecord(name string) {
	p.Helper()
	p.press("gc")
	p.at("/companies")
	p.press("c")
	p.at("/companies/new")
	p.tabTo("#f-name")
	p.press(name)
	p.press(kb.Enter, chromedp.ModifierCtrl)
	p.at(`/companies/\d+`)
	p.sees(name)
	p.tabTo(`.actions a[href$="/edit"]`)
	p.press(kb.Enter)
	p.at(`/companies/\d+/edit`)
	p.tabTo("#f-street_city")
	p.press("Nordby")
	p.press(kb.Enter, chromedp.ModifierCtrl)
	p.at(`/companies/\d+`)
	p.sees("Nordby")
	p.tabTo(`.actions form[action$="/trash"] button`)
	p.press(kb.Enter)
	p.at("/companies")
	p.has("[data-undo]")
	p.press("z", chromedp.ModifierCtrl)
	p.at(`/companies/\d+`)
	p.sees(name)
}

// keysInBox finds a record and an action in the command box.
func (p *tab) keysInBox(name string) {
	p.Helper()
	p.press("gc")
	p.at("/companies")
	p.press("k", chromedp.ModifierCtrl)
	p.until("the box is open", `document.querySelector("#cmd")?.open && document.activeElement.id === "cmd-in"`)
	p.press("garver fan")
	p.until(name+" is chosen", `document.querySelector("#cmd-list [aria-selected=true]")?.innerText.includes(`+quote(name)+`)`)
	p.press(kb.Enter)
	p.at(`/companies/\d+`)
	p.sees(name)
	p.press("k", chromedp.ModifierCtrl)
	p.until("the box is open", `document.querySelector("#cmd")?.open`)
	p.press(kb.Escape)
	p.until("the box is closed", `!document.querySelector("#cmd").open && document.activeElement.id !== "cmd-in"`)
	p.press("?")
	p.at("/help")
}

// keysHome skips to the content, and logs out.
func (p *tab) keysHome() {
	p.Helper()
	p.visit("/companies")
	p.press(kb.Tab)
	p.until("the first stop skips to the content", `document.activeElement.matches(".skip") && document.activeElement.checkVisibility()`)
	p.tabTo("[popovertarget=user-menu]")
	p.press(kb.Enter)
	p.until("the menu is open", `document.querySelector("#user-menu:popover-open")`)
	p.tabTo(`#user-menu form[action="/logout"] button`)
	p.press(kb.Enter)
	p.at("/login.*")
}
