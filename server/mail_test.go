package server_test

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"holm/crm"
	"holm/lockout"
	"holm/server"
	"holm/server/mail"
)

// mailHouse is a furnished house whose mail goes out, or would.
func mailHouse(t *testing.T) (*house, *mail.Sender) {
	t.Helper()
	h := newHouse(t)
	quiet := slog.New(slog.NewTextHandler(io.Discard, nil))
	sender, err := mail.New(mail.Options{Store: h.store, Gate: h.gate, Now: time.Now, Log: quiet, Name: "house", Secret: []byte("key"), Timeout: 2 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	s, err := server.New(server.Options{Store: h.store, Gate: h.gate, Licences: refuser{}, Now: time.Now, Mailer: sender, Log: quiet,
		Version: "test", Loopback: true})
	if err != nil {
		t.Fatal(err)
	}
	h.serve(s)
	h.setUp()
	h.logIn(mainLogin, mainPassword)
	h.post("/terms", url.Values{"agree": {"1"}, "version": {"1"}}, http.StatusSeeOther)
	return h, sender
}

func refusing(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return strconv.Itoa(l.Addr().(*net.TCPAddr).Port)
}

func TestTheMailServerIsSetAndTried(t *testing.T) {
	h, sender := mailHouse(t)
	if page := h.get("/admin/mail", http.StatusOK); !strings.Contains(page.text, "No mail server is set") || strings.Contains(page.text, "Send a test message") {
		t.Error("without a server the page does not say so")
	}
	form := url.Values{"host": {"mail.example.com"}, "security": {"none"}, "from": {"nobody"}, "login": {"holm"}, "password": {"hemmelig-4711"}}
	page := h.post("/admin/mail", form, http.StatusUnprocessableEntity)
	for _, want := range []string{"Without encryption only a server on this machine", "mail.example.com", `value="holm"`} {
		if !strings.Contains(page.text, want) {
			t.Errorf("the refused form lacks %q", want)
		}
	}
	form = url.Values{"host": {"127.0.0.1"}, "security": {"none"}, "port": {refusing(t)}, "from": {"holm@lindholt.example"}, "login": {"holm"}, "password": {"hemmelig-4711"}}
	h.post("/admin/mail", form, http.StatusSeeOther)
	page = h.get("/admin/mail", http.StatusOK)
	if strings.Contains(page.text, "hemmelig-4711") || !strings.Contains(page.text, "A password is kept") {
		t.Error("the page shows the password, or does not say that there is one")
	}
	page = h.post("/admin/mail/test", url.Values{"to": {mainLogin}}, http.StatusOK)
	if !strings.Contains(page.text, "The server did not accept the connection") {
		t.Error("the failed test is not told in words")
	}
	form.Set("port", "9")
	form.Del("password")
	if page = h.post("/admin/mail", form, http.StatusUnprocessableEntity); !strings.Contains(page.text, "Enter the password again") {
		t.Error("another server gets the kept password")
	}
	history, err := h.store.History(context.Background(), crm.SystemActor(), crm.EntitySetting, 0, 0, 10)
	if err != nil || len(history) == 0 {
		t.Fatalf("the journal tells nothing (%v)", err)
	}
	for _, e := range history {
		for _, c := range e.Changes {
			if s, ok := c.After.(string); ok && strings.Contains(s, "4711") {
				t.Error("the journal holds the password")
			}
		}
	}
	sender.Look(t.Context())
}

func TestMailThatWasSetAside(t *testing.T) {
	h, _ := mailHouse(t)
	m := crm.Mail{Purpose: crm.MailReminder, To: []crm.MailAddress{{Address: "a@b.example"}}, Subject: "Four <days> left"}
	if err := h.store.QueueMail(t.Context(), &m); err != nil {
		t.Fatal(err)
	}
	path := "/admin/mail/" + strconv.FormatInt(m.ID, 10)
	h.post(path+"/send", nil, http.StatusNotFound)
	claimed, err := h.store.ClaimMail(t.Context(), m.ID, "house")
	if err != nil {
		t.Fatal(err)
	}
	claimed.Failure, claimed.Words = "mail.wrong.recipient", "550 nobody of that name"
	if err := h.store.SetMailAside(t.Context(), claimed); err != nil {
		t.Fatal(err)
	}
	page := h.get("/admin/mail", http.StatusOK)
	for _, want := range []string{"Set aside", "Four &lt;days&gt; left", "550 nobody of that name", "The server does not take mail for a recipient"} {
		if !strings.Contains(page.text, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	h.gate.turn(lockout.Verdict{State: lockout.Locked}) // administrators keep their mail in hand
	h.post(path+"/send", nil, http.StatusSeeOther)
	h.post(path+"/discard", nil, http.StatusSeeOther)
	h.post("/admin/mail", url.Values{"host": {""}}, http.StatusPaymentRequired)
	if list, err := h.store.Mails(t.Context(), crm.SystemActor(), crm.MailDiscarded, 9); err != nil || len(list) != 1 {
		t.Errorf("discarded are %+v (%v)", list, err)
	}
}
