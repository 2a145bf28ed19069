package main

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// workInPlace edits fields on a record's page and cells of a list, undoes, and
// settles a conflict; by mouse, by keyboard and at the width of a phone.
func workInPlace(t *testing.T, b *chromium, d demonstration) {
	p := b.open(t, d.url)
	p.logIn(d.login, d.password)
	p.at("/")
	p.editFieldsByMouse()
	p.editFieldsByKeyboard()
	p.settleConflict(b, d)
	p.editCells()
	p.editOnPhone()
}

// field is the place of a value on a record's page.
func field(name string) string {
	return fmt.Sprintf(`dd[data-edit]:has(.edit-link[href$="/fields/%s"])`, name)
}

// saved waits until a value was saved where it stands.
func (p *tab) saved(name, text string) {
	p.Helper()
	p.until(name+" is saved as "+text, fmt.Sprintf(`document.querySelector(%s)?.innerText.includes(%s) && !document.querySelector("[data-field-edit]")`, quote(field(name)), quote(text)))
}

func (p *tab) editFieldsByMouse() {
	p.Helper()
	p.visit("/companies/new")
	p.write("#f-name", "Bundgarnet Skagen")
	p.write("#f-employees", "12")
	p.click(".foot-actions button", "")
	p.at(`/companies/\d+`)
	p.click(field("employees")+" .value", "")
	p.until("the editor has the focus", `document.activeElement.matches(".is-edit #f-employees")`)
	p.look("field-editor")
	p.write(".is-edit #f-employees", "148")
	p.press(kb.Enter)
	p.saved("employees", "148")
	p.until("the history tells it", `[...document.querySelectorAll(".timeline .changes ins")].some(n => n.textContent === "148")`)
	p.click(".field-undo button", "")
	p.sees("Undone.")
	p.until("the old value is back", fmt.Sprintf(`document.querySelector(%s).innerText.includes("12")`, quote(field("employees"))))
	p.click("summary", "empty fields")
	p.click(field("street"), "")
	p.write(".is-edit #f-street_city", "Skagen")
	p.look("address-editor")
	p.click(".is-edit .btn--primary", "")
	p.until("the address is saved", fmt.Sprintf(`document.querySelector(%s)?.innerText.includes("Skagen")`, quote(field("street"))))
	p.click(field("employees")+" .value", "")
	p.write(".is-edit #f-employees", "many")
	p.expect(422)
	p.press(kb.Enter)
	p.sees("whole number")
	p.look("field-refused")
	p.press(kb.Escape)
	p.saved("employees", "12")
	p.click(".timeline .by-undo button", "Undo")
	p.sees("Undone.")
}

func (p *tab) editFieldsByKeyboard() {
	p.Helper()
	p.press("e")
	p.until("the name is edited", `document.activeElement.matches(".record-head .is-edit #f-name")`)
	p.press("a", chromedp.ModifierCtrl)
	p.press("Bundgarnet Grenen" + kb.Enter)
	p.until("the name is saved", `document.querySelector("h1").innerText.includes("Bundgarnet Grenen") && document.activeElement.matches("h1 .edit-link")`)
	p.tabTo(field("employees") + " .edit-link")
	p.press(kb.Enter)
	p.until("the number is edited", `document.activeElement.matches(".is-edit #f-employees")`)
	p.press("a", chromedp.ModifierCtrl)
	p.press("77" + kb.Tab)
	p.saved2("employees", "77")
	p.until("the next field is edited", `document.activeElement.closest(".is-edit") && !document.activeElement.matches("#f-employees")`)
	p.press(kb.Escape)
	p.until("nothing is edited", `!document.querySelector("[data-field-edit]") && document.activeElement.matches(".edit-link")`)
	p.press("z", chromedp.ModifierCtrl)
	p.sees("Undone.")
	p.until("the number is back", fmt.Sprintf(`document.querySelector(%s).innerText.includes("12")`, quote(field("employees"))))
}

// saved2 waits for a value while another is edited.
func (p *tab) saved2(name, text string) {
	p.Helper()
	p.until(name+" is saved as "+text, fmt.Sprintf(`document.querySelector(%s)?.innerText.includes(%s)`, quote(field(name)), quote(text)))
}

// settleConflict has somebody else change the field that is being edited.
func (p *tab) settleConflict(b *chromium, d demonstration) {
	p.Helper()
	at := read[string](p, `location.pathname`)
	p.click(field("employees")+" .value", "")
	p.write(".is-edit #f-employees", "1000")
	other := b.open(p.T, d.url)
	other.logIn(d.login, d.password)
	other.at("/")
	other.visit(at)
	other.click(field("employees")+" .value", "")
	other.write(".is-edit #f-employees", "55")
	other.press(kb.Enter)
	other.saved("employees", "55")
	p.expect(409)
	p.press(kb.Enter)
	p.has(".is-conflict [data-yours]")
	p.look("field-conflict")
	p.click("[data-yours]", "1,000")
	p.saved("employees", "1,000")
}

// cellAt is a cell of the list.
func cellAt(row int, name string) string {
	return fmt.Sprintf(`[data-rows] tbody tr:nth-child(%d) td[data-field="%s"]`, row, name)
}

func (p *tab) cellShows(row int, name, text string) {
	p.Helper()
	p.until(fmt.Sprintf("the cell %s of row %d shows %q", name, row, text), fmt.Sprintf(
		`(n => n.innerText.trim() === %s && !n.classList.contains("cell-saving"))(document.querySelector(%s))`, quote(text), quote(cellAt(row, name))))
}

func (p *tab) cellSelected(row int, name string) {
	p.Helper()
	p.until(fmt.Sprintf("the cell %s of row %d is selected", name, row), `document.activeElement.matches(`+quote(cellAt(row, name))+`)`)
}

func (p *tab) editCells() {
	p.Helper()
	p.visit("/companies")
	p.has(cellAt(5, "street_city"))
	was := read[string](p, `document.querySelector(`+quote(cellAt(2, "street_city"))+`).innerText.trim()`)
	p.click(cellAt(2, "street_city"), "")
	p.cellSelected(2, "street_city")
	p.press("Ribe" + kb.Enter)
	p.cellShows(2, "street_city", "Ribe")
	p.cellSelected(3, "street_city")
	p.press(kb.ArrowUp + kb.Enter)
	p.until("the cell is edited", `document.activeElement.matches(".cell-edit input") && document.activeElement.value === "Ribe"`)
	p.look("cell-editor")
	p.press(kb.End + " N" + kb.Tab)
	p.cellShows(2, "street_city", "Ribe N")
	p.cellSelected(2, "street_country")
	p.until("the cell is kept", `!document.querySelector(".cell-edit, .cell-saving, .cell-saved") && document.querySelector("[data-undo]")`)
	p.press("z", chromedp.ModifierCtrl)
	p.sees("Undone.")
	p.has(cellAt(5, "street_city"))
	p.click(cellAt(2, "street_city"), "")
	p.press(kb.Delete)
	p.until("the cell is edited and empty", `document.activeElement.matches(".cell-edit input") && document.activeElement.value === ""`)
	p.press(was + kb.Enter)
	p.cellShows(2, "street_city", was)
	p.press(kb.ArrowRight + kb.ArrowLeft + kb.ArrowLeft + " ")
	p.has("[data-peek-id]")
	p.press(kb.Escape)
	p.lacks("[data-peek-id]")
	p.click(cellAt(3, "street_country"), "")
	p.press(kb.ArrowRight + kb.Enter)
	p.has(".cell-edit input[type=tel]")
	p.look("cell-panel")
	p.press(kb.Escape)
	p.lacks(".cell-edit")
}

func (p *tab) editOnPhone() {
	p.Helper()
	p.resize(phoneWide, phoneHigh)
	p.visit("/companies")
	p.click("[data-rows] tbody tr:nth-child(3) th a", "")
	p.at(`/companies/\d+`)
	p.click(field("owner")+" .edit-link", "")
	p.has(".is-edit select")
	p.shoot("field-editor-phone")
	p.click(".is-edit [data-cancel]", "")
	p.lacks(".is-edit")
	p.resize(deskWide, deskHigh)
}
