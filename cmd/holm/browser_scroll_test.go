package main

// scrollLists loads rows by scrolling, and lets them stand in groups.
func (p *tab) scrollLists() {
	p.Helper()
	p.visit("/persons")
	p.has("#more")
	p.until("rows load while one scrolls", `(document.querySelector(".grid").scrollTo(0, 1e6), document.querySelectorAll("[data-rows] tbody tr[data-id]").length >= 150)`)
	p.until("the next page follows what is loaded", `document.querySelector("a[rel=next]").href !== "" && document.querySelector("#next a").closest("nav")`)
	p.click("[data-rows] tbody th a", "")
	p.at(`/persons/\d+.*`)
	p.visit("/companies")
	p.click(".group-by", "")
	p.has("#group-menu:popover-open")
	p.look("companies-group-menu")
	p.click("#group-menu a", "Category")
	p.at(`/companies\?group=category`)
	p.has(".group-row")
	p.look("companies-grouped")
	p.until("a group goes on while one scrolls", `(document.querySelector(".grid").scrollTo(0, 1e6), document.querySelectorAll("[data-rows] tbody tr[data-id]").length >= 100 && document.querySelectorAll(".group-row").length === 1)`)
	p.click(".pill-x", "")
	p.at("/companies")
	p.lacks(".group-row")
}
