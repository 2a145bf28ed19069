package main

import (
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"holm/crm"
)

// residence is an installation that a test sets up and lives in.
type residence struct {
	*running
	*signatory
	*tab
	colleague string // a user's log-in
	secret    string // and password
}

const (
	ownLogin    = "mette@lindholt.example"
	ownPassword = "correct horse battery"
)

// liveThroughStates goes from the set-up link through evaluation, licence,
// arrears, lock, payment and notice to read-only and the export.
func liveThroughStates(t *testing.T, b *chromium) {
	v, data := newSignatory(t), t.TempDir()
	r := start(t, v.Roots(), data, "--data", data, "serve", "--listen", "127.0.0.1:0")
	h := &residence{running: r, signatory: v, tab: b.open(t, r.url), colleague: "anna@lindholt.example"}
	h.setUp(r.printed(`(http://\S+/setup#\S+)`))
	h.acceptTerms()
	h.addColleague()
	h.installByPage()
	h.fallBehind()
	h.beLocked(b)
	h.payOnLockPage()
	h.end()
	h.export()
}

// setUp follows the one-time link, which carries its token in the fragment.
func (h *residence) setUp(link string) {
	h.tab.Helper()
	h.do("following the set-up link", chromedp.Navigate(link))
	h.until("the token is taken out of the address", `location.hash === "" && document.querySelector("#token").value.length > 15`)
	h.look("setup")
	h.click("footer a", "Dansk")
	h.until("set-up is Danish and has the token", `document.documentElement.lang === "da" && location.hash === "" && document.querySelector("#token").value.length > 15`)
	h.shoot("setup-da")
	h.click("footer a", "English")
	h.until("set-up is English and has the token", `document.documentElement.lang === "en" && location.hash === "" && document.querySelector("#token").value.length > 15`)
	h.write("#company", "Lindholt Teknik A/S")
	h.choose("#country", "DK")
	h.click("label.choice", "On our own hardware")
	h.write("#name", "Mette Kjærgaard")
	h.write("#email", ownLogin)
	h.write("#password", ownPassword)
	h.click("button[type=submit]", "Finish set-up")
	h.at("/login.*")
	h.sees("Set-up is finished.")
	h.look("login-after-setup")
}

// choose sets a choice as the mouse would in a list that the system draws.
func (p *tab) choose(selector, value string) {
	p.Helper()
	p.do("choosing "+value, chromedp.SetValue(chromedp.CSS(selector), value))
}

func (h *residence) acceptTerms() {
	h.tab.Helper()
	h.logIn(ownLogin, ownPassword)
	h.at("/terms.*")
	h.look("terms-to-accept")
	h.visit("/companies")
	h.at("/terms.*") // nothing opens before they are accepted
	h.click("input[name=agree]", "")
	h.click("button[type=submit]", "Accept")
	h.at("/companies")
	h.look("companies-empty")
	h.visit("/")
	h.look("home-empty")
	h.createCompany("Havnens Værft")
}

// addColleague creates a user, whose password is shown once.
func (h *residence) addColleague() {
	h.tab.Helper()
	h.expect(http.StatusCreated)
	h.visit("/admin/users")
	h.click("main a.btn", "New user")
	h.at("/admin/users/new")
	h.write("#name", "Anna Dahl")
	h.write("#login", h.colleague)
	h.choose("#role", strconv.FormatInt(crm.RoleUser, 10))
	h.choose("#category", "complete")
	h.click("main button[type=submit]", "Create")
	h.has(".secret code")
	h.secret = read[string](h.tab, `document.querySelector(".secret code").textContent`)
	h.look("user-created")
}

// installByPage installs a licence after a look at what it changes.
func (h *residence) installByPage() {
	h.tab.Helper()
	h.visit("/admin/license")
	h.sees("Evaluation")
	h.look("license-evaluation")
	h.expect(http.StatusUnprocessableEntity)
	h.write("#document", "-----BEGIN SOMETHING ELSE-----")
	h.click("[data-drop] button", "Check")
	h.sees("Not installed.")
	h.look("license-refused")
	h.check(h.license(100))
	h.look("license-preview")
	h.click("#install form[action='/admin/license'] button", "Install")
	h.sees("Active, paid")
	h.look("license-active")
}

// check gives the page a document and asks what it would change.
func (h *residence) check(text string) {
	h.tab.Helper()
	file := filepath.Join(h.tab.TempDir(), "document.holm")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		h.tab.Fatal(err)
	}
	h.do("choosing the file", chromedp.SetUploadFiles(chromedp.CSS("#install input[type=file]"), []string{file}))
	h.click("[data-drop] button", "Check")
	h.sees("Genuine")
	if read[bool](h.tab, `!!document.querySelector("#install [name=acknowledge]")`) {
		h.click("#install [name=acknowledge]", "")
	}
}

// install puts a document in force from the command line, and expects the
// open browser to meet the new state.
func (h *residence) install(text string) {
	h.tab.Helper()
	h.command(text, "license", "install", "-", "--acknowledge")
}

func (h *residence) fallBehind() {
	h.tab.Helper()
	h.install(h.license(20))
	h.untilAt("/admin/license", "Paid through")
	h.look("license-warning")
	h.install(h.license(-5))
	h.untilAt("/admin/license", "Overdue since")
	h.look("license-overdue")
	h.untilAt("/", "F-2041")
	h.look("home-overdue")
}

// untilAt opens an address again until it shows a text: another process has
// changed the state, which takes up to a second.
func (p *tab) untilAt(path, text string) {
	p.Helper()
	for deadline := time.Now().Add(step); time.Now().Before(deadline); {
		p.visit(path)
		if read[bool](p, `document.body.innerText.includes(`+quote(text)+`)`) {
			return
		}
	}
	p.giveUp("%s does not say %q", path, text)
}

// beLocked looks at the lock page of the main user and of a colleague, who
// learns nothing of money.
func (h *residence) beLocked(b *chromium) {
	h.tab.Helper()
	p := b.open(h.tab.T, h.url)
	p.logIn(h.colleague, h.secret)
	p.at("/terms.*")
	p.click("input[name=agree]", "")
	p.click("button[type=submit]", "Accept")
	p.at("/")
	h.expect(http.StatusPaymentRequired)
	p.expect(http.StatusPaymentRequired)
	h.install(h.license(-40))
	h.untilAt("/companies", "Locked since")
	h.look("locked-main-user")
	p.visit("/companies")
	p.sees("Holm is locked", "Mette Kjærgaard")
	if read[bool](p, `document.body.innerText.includes("F-2041")`) {
		p.Error("a user reads what is owed")
	}
	p.look("locked-user")
	p.click("footer a", "Svenska")
	p.until("the lock page is Swedish", `document.documentElement.lang === "sv"`)
	h.visit("/admin/license")
	h.sees("Locked since")
	h.look("license-locked")
}

// payOnLockPage installs the licence that comes after payment.
func (h *residence) payOnLockPage() {
	h.tab.Helper()
	h.visit("/")
	h.check(h.license(100))
	h.click("#install form[action='/admin/license'] button", "Install")
	h.sees("Active, paid")
	h.visit("/companies")
	h.sees("Havnens Værft")
}

// end terminates the agreement: notice, two weeks, read-only.
func (h *residence) end() {
	h.tab.Helper()
	h.install(h.termination(20))
	h.untilAt("/admin/license", "Notice given")
	h.look("license-terminating")
	h.install(h.termination(-5))
	h.untilAt("/admin/license", "Winding down")
	h.look("license-wind-down")
	h.visit("/")
	h.sees("The agreement has ended.")
	h.install(h.termination(-30))
	h.untilAt("/admin/license", "Read-only since")
	h.look("license-read-only")
	h.visit("/companies")
	h.sees("Read-only since", "Havnens Værft")
	h.lacks("[data-key=c]")
	h.look("companies-read-only")
	h.click("[data-rows] tbody a", "Havnens Værft")
	h.at(`/companies/\d+`)
	h.lacks("[data-key=e], .actions form")
	h.look("company-read-only")
	h.expect(http.StatusForbidden)
	h.visit("/companies/new")
	h.lacks("#f-name")
	h.look("refused-read-only")
}

// export states where the system runs, makes the archive and finds its file.
func (h *residence) export() {
	h.tab.Helper()
	h.visit("/export")
	h.look("export-statement")
	h.click("label.choice", "On our own hardware")
	h.click("input[name=sure]", "")
	h.click("form[action='/export/statement'] button", "")
	h.until("the export may start", `document.querySelector("form[action='/export'] button")`)
	h.click("form[action='/export'] button", "")
	h.has("ul.files a[download]")
	h.look("export-done")
	file := read[string](h.tab, `document.querySelector("ul.files b").textContent`)
	h.command("", "export", "verify", filepath.Join(h.data, "exports", file))
}
