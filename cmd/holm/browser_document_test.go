package main

import (
	"bytes"
	"image"
	"image/png"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// workWithDocuments adds files to a company by choosing and by dropping them,
// looks at one, adds a version, and deletes it and takes that back.
func workWithDocuments(t *testing.T, b *chromium, d demonstration) {
	p := b.open(t, d.url)
	p.visit("/login")
	p.logIn(d.login, d.password)
	p.at("/")
	p.visit("/companies/new")
	p.write("#f-name", "Arkivgården Vejle")
	p.click(".foot-actions button", "Create")
	p.at(`/companies/\d+`)
	p.click(".tabs a", "Files")
	p.at(`/companies/\d+\?tab=files`)
	p.sees("No files yet")
	p.look("files-none")
	company := read[string](p, "location.pathname")
	p.chooseFiles()
	p.dropFile()
	p.lookAtDocument()
	p.trashDocument(company)
	p.refusedFiles(company)
	p.visit(company + "?tab=files&lang=de")
	p.look("files-de")
	picture := read[string](p, `[...document.querySelectorAll(".docs a")].find(a => a.textContent.includes("Lageplan")).pathname`)
	p.visit(picture + "?lang=de")
	p.until("the picture is shown", `document.querySelector(".doc-picture").naturalWidth === 240`)
	p.look("document-de")
	p.visit("/documents")
	p.sees("Preise.csv")
	p.look("documents")
	p.visit("/documents/new")
	p.look("document-new")
}

// chooseFiles sends two files that are chosen.
func (p *tab) chooseFiles() {
	p.Helper()
	folder := p.T.TempDir()
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 240, 120))); err != nil {
		p.Fatal(err)
	}
	paths := []string{filepath.Join(folder, "Rahmenvertrag über Dienstleistungen 2026.txt"), filepath.Join(folder, "Lageplan.png")}
	for i, content := range [][]byte{[]byte("Zwischen den Parteien\n<b>gilt</b>\n"), picture.Bytes()} {
		if err := os.WriteFile(paths[i], content, 0o600); err != nil {
			p.Fatal(err)
		}
	}
	p.do("choosing files", chromedp.SetUploadFiles(chromedp.CSS(`input[type=file]`), paths))
	p.until("both are there", `document.querySelectorAll(".docs li").length === 2 && document.querySelector("#files-count").textContent === "2"`)
	p.sees("Rahmenvertrag", "Lageplan.png")
}

// dropFile drops one on the form.
func (p *tab) dropFile() {
	p.Helper()
	read[bool](p, `(() => {
		const data = new DataTransfer();
		data.items.add(new File(["number;text\n1;Service\n"], "Preise.csv", { type: "text/csv" }));
		const form = document.querySelector("form[data-upload]");
		for (const kind of ["dragover", "drop"]) form.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: data }));
		return true;
	})()`)
	p.until("the dropped file is there", `document.querySelectorAll(".docs li").length === 3`)
	p.sees("Preise.csv")
	p.look("files")
}

func (p *tab) lookAtDocument() {
	p.Helper()
	p.click(".docs a", "Rahmenvertrag")
	p.at(`/documents/\d+`)
	p.sees("<b>gilt</b>", "Version 1")
	p.look("document-text")
	p.click("summary", "New version")
	path := filepath.Join(p.T.TempDir(), "Rahmenvertrag 2.txt")
	if err := os.WriteFile(path, []byte("Neue Fassung"), 0o600); err != nil {
		p.Fatal(err)
	}
	p.write("#comment", "Unterschrieben")
	p.do("choosing a version", chromedp.SetUploadFiles(chromedp.CSS(`input[type=file]`), []string{path}))
	p.click("form[data-upload] button[type=submit]", "Upload")
	p.sees("Version 2 is added.", "Unterschrieben", "Neue Fassung")
	p.click(".actions button", "Check out")
	p.sees("You have had it checked out")
	p.look("document-out")
	p.click(".banner button", "Return")
	p.sees("The document is returned.")
}

func (p *tab) trashDocument(company string) {
	p.Helper()
	p.click(".actions button", "Delete")
	p.at(company + `\?tab=files`)
	p.click("[data-undo]", "Undo")
	p.at(`/documents/\d+`)
	p.sees("Rahmenvertrag")
	p.visit(company + "?tab=files")
	p.until("it is back", `document.querySelectorAll(".docs li").length === 3`)
}

// refusedFiles tries an empty file, which is told beside those that are there.
func (p *tab) refusedFiles(company string) {
	p.Helper()
	p.visit(company + "?tab=files")
	path := filepath.Join(p.T.TempDir(), strings.Repeat("Sehr langer Name ", 8)+".txt")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		p.Fatal(err)
	}
	p.expect(http.StatusUnprocessableEntity)
	p.do("choosing an empty file", chromedp.SetUploadFiles(chromedp.CSS(`input[type=file]`), []string{path}))
	p.sees("The file is empty")
	p.look("files-refused")
}
