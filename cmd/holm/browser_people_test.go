package main

import (
	"net/http"
	"testing"
)

// workWithPeople does what concerns who is who: likely duplicates, tags,
// followers, consents, the way through a list, and who may do what.
func workWithPeople(t *testing.T, b *chromium, d demonstration) {
	p := b.open(t, d.url)
	p.visit("/login")
	p.logIn(d.login, d.password)
	p.at("/")
	p.seeSimilar()
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
