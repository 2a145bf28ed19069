package main

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// arrangeLists arranges, filters and keeps lists: with the mouse, by keyboard
// alone, without scripts and on a phone.
func arrangeLists(t *testing.T, b *chromium, d demonstration) {
	t.Run("mouse", func(t *testing.T) { arrangeByMouse(t, b, d) })
	t.Run("keyboard", func(t *testing.T) { arrangeByKeyboard(t, b, d) })
	t.Run("without JavaScript", func(t *testing.T) { arrangeWithoutScript(t, b, d, deskWide, deskHigh) })
	t.Run("on a phone", func(t *testing.T) { arrangeWithoutScript(t, b, d, phoneWide, phoneHigh) })
}

func arrangeByMouse(t *testing.T, b *chromium, d demonstration) {
	p := b.open(t, d.url)
	p.logIn(d.login, d.password)
	p.visit("/companies")
	p.dragFrom(`th[data-field=category] .th-grip`, 80, 0)
	p.until("the column is wider", `/category%3A2\d\d/.test(location.search)`)
	wide := read[float64](p, `document.querySelector("th[data-field=category]").getBoundingClientRect().width`)
	if wide < 200 {
		t.Errorf("the column is %v wide", wide)
	}
	p.dragTo(`th[data-field=phones]`, `th[data-field=number]`)
	p.until("the column stands first", `document.querySelector("thead th:nth-child(2)").dataset.field === "phones"`)
	p.click(".tools-note a", "Save as")
	p.write("#view-name", "Wide categories")
	p.click("[data-strip] button", "Save")
	p.at(`/companies\?view=\d+`)
	p.until("the view is shown", `document.querySelector(".tabs [aria-current]").innerText.includes("Wide categories")
		&& document.querySelector("thead th:nth-child(2)").dataset.field === "phones"`)
	p.lacks(".tools-note")
	p.filterByMouse()
	p.click(".tools-note button", "Save")
	p.lacks(".tools-note")
	p.click("#count a", "") // counts on
	p.until("all are counted", `/^[\d,]+$/.test(document.querySelector("#count").innerText.trim())`)
	p.peekByMouse()
	view := read[string](p, `location.pathname + location.search`)
	p.scrollLists()
	p.visit(view)
	p.click(".view-more", "")
	p.click("#view-menu button", "Delete view")
	p.at("/companies")
	p.click("[data-undo]", "Undo")
	p.at(`/companies\?view=\d+`)
	p.sees("Wide categories")
}

// filterByMouse adds a condition, and takes another away.
func (p *tab) filterByMouse() {
	p.Helper()
	p.click(".pill--add", "")
	p.has("#filter-field")
	p.pick("#filter-field", "category")
	p.click(".picks label", "Customer")
	p.click(".picks label", "Partner")
	p.click("[data-strip] button[name=apply]", "")
	p.until("the pill says it", `document.querySelector(".pill").innerText.replace(/\s+/g, " ").includes("Category is Customer or Partner")`)
	p.until("the rows fit", `[...document.querySelectorAll("td[data-field=category]")].every(td => /Customer|Partner/.test(td.innerText))`)
	p.click(".pill--add", "")
	p.pick("#filter-field", "street_city")
	p.pick("#filter-op", "starts")
	p.write("#filter-value", "nowhere at all")
	p.press(kb.Enter)
	p.sees("Nothing matches the filter")
	p.click(".pill:nth-child(2) .pill-x", "")
	p.has("[data-rows] tbody tr")
}

// peekByMouse opens a record beside its row by a key, and closes it.
func (p *tab) peekByMouse() {
	p.Helper()
	p.press("j ")
	p.has("[data-peek-id]")
	name := read[string](p, `document.querySelector("[data-rows] .is-here a").textContent`)
	p.until("the panel shows the row's record", `document.querySelector("[data-peek-id] h2").innerText === `+quote(name)+` && location.search.includes("peek=")`)
	p.press("j")
	p.until("the panel follows the row", `document.querySelector("[data-peek-id]").dataset.peekId === document.querySelector("[data-rows] .is-here").dataset.id`)
	p.click("[data-peek-id] [data-close]", "")
	p.lacks("[data-peek-id]")
	at := read[[]float64](p, `(() => { const r = document.querySelector("[data-rows] tbody tr:nth-child(3) td").getBoundingClientRect(); return [r.x + 5, r.y + 5]; })()`)
	p.do("pointing at a row", chromedp.MouseEvent("mouseMoved", at[0], at[1]))
	p.click("[data-rows] tbody tr:nth-child(3) .peek-open", "")
	p.until("the panel shows the third row's record", `document.querySelector("[data-peek-id]")?.dataset.peekId === document.querySelector("[data-rows] tbody tr:nth-child(3)").dataset.id`)
	p.press(kb.Escape)
	p.lacks("[data-peek-id]")
}

func arrangeByKeyboard(t *testing.T, b *chromium, d demonstration) {
	p := b.open(t, d.url)
	p.logIn(d.login, d.password)
	p.visit("/persons")
	p.press("f")
	p.until("the field has the focus", `document.activeElement.id === "filter-field"`)
	p.press("Last n" + kb.Enter)
	p.until("the comparison has the focus", `document.activeElement.id === "filter-op" && document.querySelector("#filter-field").value === "last_name"`)
	p.press(kb.Tab + "aa" + kb.Enter)
	p.until("the pill says it", `document.querySelector(".pill")?.innerText.includes("Last name")`)
	p.press("f")
	p.until("the field has the focus", `document.activeElement.id === "filter-field"`)
	p.press(kb.Escape)
	p.lacks("[data-strip]")
	p.tabTo(`.tools-right a`)
	p.press(kb.Enter)
	p.has("[data-column-panel]")
	p.tabTo("#up-phones")
	p.press(kb.Enter)
	p.until("the column moved", `document.querySelector("thead th:nth-child(3)").dataset.field === "phones" && document.activeElement.id === "up-phones"`)
	p.press(kb.Escape)
	p.lacks("[data-column-panel]")
	p.tabTo(".tools-note a")
	p.press(kb.Enter)
	p.until("the name has the focus", `document.activeElement.id === "view-name"`)
	p.press("By last name" + kb.Enter)
	p.at(`/persons\?view=\d+`)
	p.tabTo(".view-more")
	p.press(kb.Enter)
	p.tabTo("#view-menu form button")
	p.press(kb.Enter)
	p.until("the view comes first", `document.querySelector(".tabs a").innerText === "By last name"`)
	p.press("j ")
	p.has("[data-peek-id]")
	p.press(kb.Escape)
	p.lacks("[data-peek-id]")
}

func arrangeWithoutScript(t *testing.T, b *chromium, d demonstration, width, height int64) {
	p := b.open(t, d.url)
	p.scripts(false)
	p.resize(width, height)
	p.logIn(d.login, d.password)
	p.visit("/companies?view=all")
	p.click(".tools-right a", "Columns")
	p.click(".column-more a", "Employees")
	p.has("th[data-field=employees]")
	p.click("#up-employees", "")
	p.until("the column moved", `document.querySelector("thead th:nth-last-child(2)").dataset.field === "employees"`)
	p.click("[data-column-panel] [data-close]", "")
	p.lacks("[data-column-panel]")
	p.click(".pill--add", "")
	p.choose("#filter-field", "employees")
	p.click("[data-strip] noscript button, [data-strip] button", "Go on")
	p.choose("#filter-op", "..")
	p.write("#filter-value", "10")
	p.write("[name=second]", "20")
	p.click("[data-strip] button[name=apply]", "")
	p.until("the rows fit", `[...document.querySelectorAll("td[data-field=employees]")].every(td => +td.innerText >= 10 && +td.innerText <= 20)
		&& document.querySelector(".pill").innerText.includes("between")`)
	p.click(".pill .pill-in", "")
	p.expect(http.StatusUnprocessableEntity)
	p.write("#filter-value", "many")
	p.click("[data-strip] button[name=apply]", "")
	p.sees("Write a whole number.")
	p.click("[data-strip] a", "Edit as text")
	p.write("#filter-text", "employees >")
	p.click("[data-strip] button[name=apply]", "")
	p.sees("The filter ends too early", "The list below is as it was.")
	p.click("[data-strip] [data-close]", "")
	p.click(".tools-note a", "Save as")
	p.write("#view-name", fmt.Sprintf("Small, %d wide", width))
	p.click("[data-strip] button", "Save")
	p.at(`/companies\?view=\d+`)
	p.has("th[data-field=employees]")
	p.click(".view-more", "")
	p.click("#view-menu button", "Delete view")
	p.sees("is deleted.")
}

// pick chooses from a list that scripts listen to, as the mouse would.
func (p *tab) pick(selector, value string) {
	p.Helper()
	p.has(selector)
	read[bool](p, `(() => { const s = document.querySelector(`+quote(selector)+`); s.value = `+quote(value)+`; s.dispatchEvent(new Event("change", { bubbles: true })); return true; })()`)
	p.until(value+" is chosen", `document.querySelector(`+quote(selector)+`)?.value === `+quote(value)+` && !document.querySelector(".htmx-request") && document.querySelector("#filter-value, .picks")`)
}

// dragFrom takes hold of an element's middle and moves it.
func (p *tab) dragFrom(selector string, dx, dy float64) {
	p.Helper()
	p.has(selector)
	at := read[[]float64](p, `(() => { const r = document.querySelector(`+quote(selector)+`).getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; })()`)
	p.drag(at[0], at[1], at[0]+dx, at[1]+dy)
}

// dragTo moves an element's middle to just before another one's.
func (p *tab) dragTo(selector, target string) {
	p.Helper()
	at := read[[]float64](p, `[`+quote(selector)+`, `+quote(target)+`].flatMap(s => { const r = document.querySelector(s).getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; })`)
	p.drag(at[0], at[1], at[2]-20, at[3])
}

func (p *tab) drag(x, y, toX, toY float64) {
	p.Helper()
	p.do("dragging", chromedp.DragAndDropXY(x, y, toX, toY, 5))
}
