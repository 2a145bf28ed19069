package main

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// toImport is a file with a bad row in the middle.
const toImport = "Id;Firmanavn;E-mail;Adresse;Postnr.;By;Land;Kategori\n" +
	"s1;\"Skibssmedjen; Ærø\";smed@aeroe.example;\"Havnegade 1\nBagbygningen\";5970;Ærøskøbing;Danmark;Kunde\n" +
	"s2;Uden adresse;ikke en adresse;;;;;\n" +
	"s3;Łódź Lampy;lampy@lodz.example;;;Łódź;Polen;Håndværker\n"

// importFiles brings files in with the mouse, with the keyboard alone, and
// looks at every step.
func importFiles(t *testing.T, b *chromium, d demonstration) {
	p := b.open(t, d.url)
	p.visit("/login")
	p.logIn(d.login, d.password)
	p.at("/")
	p.click("#nav a", "Administration")
	p.at("/admin/users")
	p.click("#nav a", "Import")
	p.at("/import")
	p.look("import")
	p.chooseFile("firmaer.csv", toImport)
	p.click("form[data-drop] button", "Read the file")
	p.at(`/import/\d+`)
	p.sees("Skibssmedjen; Ærø", "Postcode")
	p.look("import-columns")
	p.click(".foot-actions button", "Preview")
	p.at(`/import/\d+\?step=check`)
	p.sees("Łódź Lampy", "E-mail: This is not an e-mail address", "New choices in Category: Håndværker")
	p.look("import-check")
	p.click(".import-figures a", "Refused")
	p.at(`/import/\d+\?outcome=refuse&step=check`)
	p.click(".foot-actions button", "Start the import")
	p.at(`/import/\d+`)
	p.until("it has finished", `document.querySelector(".state.is-done")`)
	p.sees("Undo this import", "ikke en adresse")
	p.look("import-done")
	p.click(".verdict a", "Companies")
	p.at("/companies")
	p.visit("/import")
	p.importByKeyboard()
}

// chooseFile puts a file into the form, as the browser's own dialogue does.
func (p *tab) chooseFile(name, text string) {
	p.Helper()
	read[bool](p, fmt.Sprintf(`(() => {
		const files = new DataTransfer();
		files.items.add(new File([%s], %s, { type: "text/csv" }));
		document.querySelector("input[type=file]").files = files.files;
		return true; })()`, quote(text), quote(name)))
}

// importByKeyboard takes the same file again, as updates, without the mouse,
// and undoes it.
func (p *tab) importByKeyboard() {
	p.Helper()
	p.chooseFile("igen.csv", toImport)
	p.tabTo("form[data-drop] button[type=submit]")
	p.press(kb.Enter)
	p.at(`/import/\d+`)
	p.tabTo("input[name=duplicates]")
	p.press(kb.ArrowDown + kb.ArrowDown)
	p.until("updating is chosen", `document.querySelector("input[name=duplicates][value=update]").checked`)
	p.tabTo(".foot-actions button[value=check]")
	p.press(kb.Enter)
	p.at(`/import/\d+\?step=check`)
	p.sees("There already")
	p.tabTo(`form[action$="/start"] button`)
	p.press(kb.Enter)
	p.at(`/import/\d+`)
	p.until("it has finished", `document.querySelector(".state.is-done")`)
	p.visit("/jobs")
	p.sees("igen.csv")
	p.look("jobs")
}
