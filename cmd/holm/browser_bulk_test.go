package main

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// workOnMany selects rows and changes many records at once: by mouse, by
// keyboard, without JavaScript, and all that a list shows.
func workOnMany(t *testing.T, b *chromium, d demonstration) {
	p := b.open(t, d.url)
	p.logIn(d.login, d.password)
	p.at("/")
	p.selectByMouse()
	p.selectByKeyboard()
	p.selectAll()
	plain := b.open(t, d.url)
	plain.scripts(false)
	plain.logIn(d.login, d.password)
	plain.selectPlain()
}

func tick(row int) string { return fmt.Sprintf(`[data-rows] tbody tr:nth-child(%d) .tick`, row) }

// ticked waits until so many rows are selected and the bar says so.
func (p *tab) ticked(n int) {
	p.Helper()
	p.until(fmt.Sprint(n, " are selected"), fmt.Sprintf(`document.querySelectorAll("[data-rows] tbody .tick:checked").length === %d
		&& document.querySelector("#bulk .bulk").checkVisibility() === %t && (!%[1]d || document.querySelector(".bulk-n").innerText === "%[1]d selected")`, n, n > 0))
}

func (p *tab) selectByMouse() {
	p.Helper()
	p.visit("/companies")
	p.has(tick(6))
	p.ticked(0)
	p.click(tick(2), "")
	p.ticked(1)
	p.do("ranging", chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`document.querySelector(%s).dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true, shiftKey: true}))`, quote(tick(5)))))
	p.ticked(4)
	p.look("selected")
	p.click("#bulk button[value=edit]", "")
	p.at(`/companies/selected.*`)
	p.sees("Edit 4 records")
	p.look("bulk-field")
	p.do("choosing", chromedp.Evaluate[chromedp.Void](`document.querySelector("#f-field").value = "department"`))
	p.click(".foot-actions button", "Choose")
	p.has("#f-department")
	p.write("#f-department", "Quay")
	p.look("bulk-edit")
	p.click(".foot-actions button", "Change")
	p.at("/companies")
	p.sees("4 records changed.", ", Quay")
	p.click("[data-undo]", "Undo")
	p.at("/companies")
	p.sees("Undone on 4 records.")
	p.until("the names are as before", `!document.querySelector("[data-rows]").innerText.includes(", Quay")`)
}

func (p *tab) selectByKeyboard() {
	p.Helper()
	p.visit("/companies")
	p.has(tick(3))
	p.press("jxjx")
	p.ticked(2)
	p.press("a")
	p.at(`/companies/selected\?.*do=assign.*`)
	p.tabTo("#f-owner")
	p.press(kb.ArrowDown + kb.ArrowDown)
	p.look("bulk-assign")
	p.press(kb.Enter, chromedp.ModifierCtrl)
	p.at("/companies")
	p.has(".toast")
	p.press("jxjx")
	p.ticked(2)
	p.tabTo("#bulk button[value=trash]")
	p.press(kb.Enter)
	p.at("/companies")
	p.sees("2 records are in the trash.")
	p.press("z", chromedp.ModifierCtrl)
	p.sees("Undone on 2 records.")
}

// selectAll changes all that a list shows, in the background.
func (p *tab) selectAll() {
	p.Helper()
	p.visit("/companies")
	p.click(".tick--all", "")
	p.ticked(50)
	p.click(".bulk-all", "Select all")
	p.sees("selected")
	p.has("#bulk [name=all]:checked")
	p.click("#bulk button[value=edit]", "")
	p.at(`/companies/selected.*all=1.*`)
	p.do("choosing", chromedp.Evaluate[chromedp.Void](`document.querySelector("#f-field").value = "department"`))
	p.click(".foot-actions button", "Choose")
	p.has("#f-department")
	p.sees("runs in the background")
	p.write("#f-department", "Fleet")
	p.click(".foot-actions button", "Change")
	p.at(`/jobs/\d+`)
	p.until("it has ended", `document.querySelector("#main").innerText.includes("Finished")`)
	p.look("bulk-job")
	p.visit("/companies")
	p.sees(", Fleet")
}

func (p *tab) selectPlain() {
	p.Helper()
	p.visit("/persons")
	p.click("[data-rows] tbody tr:nth-child(2) .tick", "")
	p.click("[data-rows] tbody tr:nth-child(3) .tick", "")
	p.click("#bulk button[value=trash]", "")
	p.at(`/persons/selected.*`)
	p.sees("Delete 2 records")
	p.click(".foot-actions button", "Delete")
	p.at("/persons")
	p.sees("2 records are in the trash.")
	p.click("[data-undo]", "Undo")
	p.at("/persons")
	p.sees("Undone on 2 records.")
	p.click("[data-rows] tbody tr:nth-child(2) th a", "")
	p.at(`/persons/\d+`)
	p.click(`dd .edit-link[href$="/fields/position"]`, "")
	p.at(`/persons/\d+/fields/position`)
	p.write("#f-position", "Harbour master")
	p.press(kb.Enter)
	p.at(`/persons/\d+`)
	p.sees("Harbour master", "Saved.")
}
