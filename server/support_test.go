package server_test

import (
	"archive/zip"
	"bytes"
	"context"
	"image"
	"image/png"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"holm/crm"
	"holm/licensing"
	"holm/lockout"
	"holm/server"
	"holm/server/support"
)

// helpful opens a house where support cases can be prepared.
func helpful(t *testing.T) *house {
	t.Helper()
	h := furnished(t)
	quiet := slog.New(slog.DiscardHandler)
	desk := &support.Desk{Dir: filepath.Join(h.dir, "tmp", "support"), Now: time.Now, Diagnostics: &support.Diagnostics{
		Database: h.store, Gate: h.gate, Installation: "7K2M-9QXR-4DTV", Now: time.Now, Disk: func() (uint64, error) { return 1 << 33, nil },
		Doctor: func(context.Context) []support.Check {
			return []support.Check{{Name: "disk", OK: true, Is: "8192 MB are free"}}
		}}}
	site, err := server.New(server.Options{Store: h.store, Gate: h.gate, Licences: refuser{}, Supporter: desk, Mailer: silent{}, Now: time.Now, Log: quiet, Version: "test", Loopback: true})
	if err != nil {
		t.Fatal(err)
	}
	h.serve(site)
	h.logIn(mainLogin, mainPassword)
	return h
}

// silent is a mailer that leaves mail in the queue.
type silent struct{}

func (silent) Account(context.Context) (crm.MailAccount, bool, bool, error) {
	return crm.MailAccount{}, false, false, nil
}
func (silent) SaveAccount(context.Context, crm.Actor, crm.MailAccount, *string) error { return nil }
func (silent) Test(context.Context, crm.Mail) error                                   { return nil }
func (silent) Trouble() (*crm.MailFailure, time.Time)                                 { return nil, time.Time{} }
func (silent) Wake()                                                                  {}

// report sends the form of a case with a file.
func (h *house) report(form map[string]string, file []byte) (int, string, string) {
	h.t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for name, text := range form {
		if err := w.WriteField(name, text); err != nil {
			h.t.Fatal(err)
		}
	}
	part, err := w.CreateFormFile("shots", "screen.png")
	if err == nil {
		_, err = part.Write(file)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		h.t.Fatal(err)
	}
	r, err := h.http.Post(h.url+"/help/support", w.FormDataContentType(), &b)
	if err != nil {
		h.t.Fatal(err)
	}
	defer r.Body.Close()
	text, err := io.ReadAll(r.Body)
	if err != nil {
		h.t.Fatal(err)
	}
	return r.StatusCode, r.Header.Get("Location"), string(text)
}

func TestSupportCaseIsLookedAtAndSaved(t *testing.T) {
	h := helpful(t)
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 4, 4))); err != nil {
		t.Fatal(err)
	}
	form := map[string]string{"severity": "high", "title": "The list <hangs>", "happened": "It hangs.", "steps": "Open it."}
	if code, _, text := h.report(map[string]string{"severity": "high", "title": "x"}, nil); code != http.StatusUnprocessableEntity || !strings.Contains(text, "This is needed.") {
		t.Errorf("%d for a case without a word", code)
	}
	if code, _, text := h.report(form, []byte("<svg onload=alert(1)>")); code != http.StatusUnprocessableEntity || !strings.Contains(text, "Only pictures") || !strings.Contains(text, "It hangs.") {
		t.Errorf("%d for a picture that is none", code)
	}
	if code, _, _ := h.report(form, append(picture.Bytes(), make([]byte, crm.SupportShotBytes)...)); code != http.StatusUnprocessableEntity {
		t.Errorf("%d for a picture of 4 MB", code)
	}
	code, at, _ := h.report(form, picture.Bytes())
	if code != http.StatusSeeOther {
		t.Fatalf("%d", code)
	}
	page := h.get(at, http.StatusOK)
	h.has(page, "The list &lt;hangs&gt;", "It hangs.", "Mette", "diagnostics/doctor.txt", "8192 MB are free", "screenshots/1.png", "rows of company")
	shot := h.get(found(t, page, `src="(/help/support/[a-z0-9]+/pictures/\d+)"`), http.StatusOK)
	if shot.text != picture.String() || shot.Header.Get("Content-Type") != "image/png" || shot.Header.Get("X-Content-Type-Options") != "nosniff" {
		t.Error("the picture is not what was sent")
	}
	h.get(at+"/pictures/0", http.StatusNotFound) // a text
	file := h.get(at+"/file", http.StatusOK)
	r, err := zip.NewReader(strings.NewReader(file.text), int64(len(file.text)))
	if err != nil || len(r.File) != 7 {
		t.Fatalf("%v: %d files", err, len(r.File))
	}
	h.get("/help/support/aaaaaaaaaaaaaaaaaaaaaaaaaa", http.StatusNotFound)
	h.get("/help/support/..%2f..%2fholm", http.StatusNotFound)
	h.post(at+"/send", url.Values{}, http.StatusNotFound) // nobody to send it to
	h.post("/admin/support", url.Values{"name": {"Mette"}, "email": {"mette@lindholt.example"}, "address": {"support@vendor.example"}}, http.StatusSeeOther)
	h.has(h.get(at, http.StatusOK), "Send to support@vendor.example")
	h.post(at+"/send", url.Values{}, http.StatusSeeOther)
	h.get(at, http.StatusNotFound)
	mails, err := h.store.Mails(t.Context(), crm.SystemActor(), crm.MailWaiting, 10)
	if err != nil || len(mails) != 1 || mails[0].Purpose != crm.MailSupport || mails[0].ReplyTo != "mette@lindholt.example" || mails[0].To[0].Address != "support@vendor.example" {
		t.Errorf("%v: queued %+v", err, mails)
	}
}

func TestSupportCaseIsItsAuthors(t *testing.T) {
	h := helpful(t)
	_, at, _ := h.report(map[string]string{"severity": "normal", "title": "A", "happened": "B"}, nil)
	id := strings.TrimPrefix(at, "/help/support/")
	desk := &support.Desk{Dir: filepath.Join(h.dir, "tmp", "support"), Now: time.Now}
	if _, err := desk.File(crm.Actor{User: 4711}, id); err == nil {
		t.Error("another user reads the case")
	}
	_, second, _ := h.report(map[string]string{"severity": "normal", "title": "C", "happened": "D"}, nil)
	h.get(at, http.StatusNotFound) // an earlier one goes
	h.post(second+"/discard", url.Values{}, http.StatusSeeOther)
	h.get(second, http.StatusNotFound)
}

func TestSupportContactIsAskedForByTheAgreement(t *testing.T) {
	h := helpful(t)
	const todo = "To do: name your support contact."
	if page := h.get("/admin/license", http.StatusOK); strings.Contains(page.text, todo) {
		t.Error("an evaluation needs no contact")
	}
	v := evaluation(time.Now())
	v.State, v.License = lockout.Active, &licensing.License{Installation: "AAAA-BBBB-CCCC"}
	v.License.Agreement.Kind = licensing.Online
	h.gate.turn(v)
	if page := h.get("/admin/license", http.StatusOK); strings.Contains(page.text, todo) {
		t.Error("one user under Online needs no contact")
	}
	onsite := *v.License
	onsite.Agreement.Kind = licensing.Onsite
	v.License = &onsite
	h.gate.turn(v)
	h.has(h.get("/admin/license", http.StatusOK), todo)
	if page := h.get("/companies", http.StatusOK); strings.Contains(page.text, todo) {
		t.Error("it is asked for beside daily work")
	}
	h.has(h.get("/admin/support", http.StatusOK), "The Onsite agreement asks for one named support contact.")
	h.has(h.post("/admin/support", url.Values{"name": {"Mette"}, "email": {"nobody"}}, http.StatusUnprocessableEntity), "not an e-mail address")
	h.post("/admin/support", url.Values{"name": {"Mette"}, "email": {"mette@lindholt.example"}}, http.StatusSeeOther)
	if page := h.get("/admin/license", http.StatusOK); strings.Contains(page.text, todo) {
		t.Error("it is asked for though there is one")
	}
}
