package mail_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"holm/crm"
	"holm/lockout"
	"holm/server/mail"
	"holm/store"
)

// gate is a gate whose verdict a test turns.
type gate struct {
	atomic.Pointer[lockout.Verdict]
}

func (g *gate) Verdict() lockout.Verdict { return *g.Load() }

func (g *gate) turn(v lockout.Verdict) { g.Store(&v) }

// house is a store with its queue, a mail server and a clock.
type house struct {
	*store.Store
	t    *testing.T
	gate *gate
	post *post
	main crm.Actor
	dir  string
	time time.Time
	log  bytes.Buffer
}

func newHouse(t *testing.T) *house {
	t.Helper()
	h := &house{t: t, gate: &gate{}, post: newPost(t), time: time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC), dir: t.TempDir()}
	h.gate.turn(lockout.Verdict{State: lockout.Active, Everything: true})
	var err error
	if h.Store, err = store.Open(t.Context(), store.Options{Dir: h.dir, Gate: h.gate, Now: h.now}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := h.Store.Close(); err != nil {
			t.Error(err)
		}
	})
	h.gate.turn(lockout.Verdict{State: lockout.Evaluation, Everything: true, SeatTotal: 5})
	if err := h.CompleteSetup(t.Context(), crm.Setup{Local: true, Company: "Skovby", Country: "DK", Language: "da",
		AdminName: "Anna Holm", AdminEmail: "anna@skovby.example", PasswordHash: "x", Category: "complete"}); err != nil {
		t.Fatal(err)
	}
	u, err := h.MainUser(t.Context())
	if err == nil {
		h.main, err = h.ActorOf(t.Context(), u.ID)
	}
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func (h *house) now() time.Time { return h.time }

func (h *house) sender(options ...func(*mail.Options)) *mail.Sender {
	h.t.Helper()
	o := mail.Options{Store: h.Store, Gate: h.gate, Now: h.now, Log: slog.New(slog.NewTextHandler(&h.log, nil)), Name: "one",
		Secret: []byte("the installation's key"), Timeout: 5 * time.Second}
	for _, change := range options {
		change(&o)
	}
	s, err := mail.New(o)
	if err != nil {
		h.t.Fatal(err)
	}
	return s
}

func (h *house) account() crm.MailAccount {
	return crm.MailAccount{Host: "127.0.0.1", Port: h.post.port(), Security: crm.MailPlain, From: "holm@skovby.example", FromName: "Holm, Skovby"}
}

func (h *house) connect(s *mail.Sender) {
	h.t.Helper()
	if err := s.SaveAccount(h.t.Context(), h.main, h.account(), nil); err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) queue(purpose crm.MailPurpose, to ...string) crm.Mail {
	h.t.Helper()
	m := crm.Mail{Purpose: purpose, Subject: "Påmindelse: fire dage", Text: "Kære Anna\n\n.et punktum først\nÆØÅ\n"}
	for _, a := range to {
		m.To = append(m.To, crm.MailAddress{Name: "Anna Holm", Address: a})
	}
	if err := h.QueueMail(h.t.Context(), &m); err != nil {
		h.t.Fatal(err)
	}
	return m
}

// stands returns the mail of that state, which must be so many.
func (h *house) stands(state crm.MailState, n int) []crm.Mail {
	h.t.Helper()
	list, err := h.Mails(h.t.Context(), h.main, state, 100)
	if err != nil || len(list) != n {
		h.t.Fatalf("%d mails are %s (%v), want %d: %+v", len(list), state, err, n, list)
	}
	return list
}

func TestMailGoesOutWithWhatItWasQueuedWith(t *testing.T) {
	h := newHouse(t)
	s := h.sender()
	h.connect(s)
	m := crm.Mail{Purpose: crm.MailSupport, To: []crm.MailAddress{{Name: "Søren Å", Address: "soren@vendor.example"}, {Address: "help@vendor.example"}},
		ReplyTo: "anna@skovby.example", Subject: "Hjælp\r\nBcc: evil@x.example", Text: "Æ\n.punktum\n",
		Files: []crm.MailFile{{Name: "bilag.zip", MediaType: "application/zip", Content: []byte{0, 1, 2, '\n', '.', '\n'}}}}
	if err := h.QueueMail(t.Context(), &m); err != nil {
		t.Fatal(err)
	}
	s.Look(t.Context())
	got := h.post.letters()
	if len(got) != 1 || fmt.Sprint(got[0].to) != "[soren@vendor.example help@vendor.example]" || got[0].from != "holm@skovby.example" {
		t.Fatalf("the server took %+v", got)
	}
	for name, want := range map[string]string{"Message-ID": "<" + m.MessageID + ">", "Reply-To": "<anna@skovby.example>", "Bcc": "",
		"Date": h.time.Format(time.RFC1123Z)} {
		if is := got[0].header(t, name); is != want {
			t.Errorf("%s is %q, want %q", name, is, want)
		}
	}
	if !strings.Contains(got[0].raw, "bilag.zip") || !strings.HasSuffix(m.MessageID, "@skovby.example") {
		t.Errorf("it reads %s", got[0].raw)
	}
	h.stands(crm.MailSent, 1)
	s.Look(t.Context())
	if n := len(h.post.letters()); n != 1 {
		t.Errorf("it was sent %d times", n)
	}
}

// TestARefusedMailIsSetAside, and those beside it go out.
func TestARefusedMailIsSetAside(t *testing.T) {
	h := newHouse(t)
	s := h.sender()
	h.connect(s)
	h.post.refusals["nobody@x.example"] = "550 5.1.1 there is nobody of that name"
	h.queue(crm.MailReminder, "nobody@x.example")
	h.queue(crm.MailReminder, "anna@skovby.example")
	s.Look(t.Context())
	aside := h.stands(crm.MailAside, 1)[0]
	if aside.Failure != "mail.wrong.recipient" || !strings.Contains(aside.Words, "there is nobody of that name") {
		t.Errorf("set aside because of %q, %q", aside.Failure, aside.Words)
	}
	h.stands(crm.MailSent, 1)
	h.time = h.time.Add(30 * 24 * time.Hour)
	s.Look(t.Context())
	h.stands(crm.MailAside, 1)
	h.post.set(func(p *post) { delete(p.refusals, "nobody@x.example") })
	if err := h.ResendMail(t.Context(), h.main, aside.ID); err != nil {
		t.Fatal(err)
	}
	s.Look(t.Context())
	h.stands(crm.MailSent, 2)
	if id := h.post.letters()[1].header(t, "Message-ID"); id != "<"+aside.MessageID+">" {
		t.Errorf("sent again it is %s", id)
	}
}

func TestATryIsRepeatedLaterAndLater(t *testing.T) {
	h := newHouse(t)
	s := h.sender()
	h.connect(s)
	h.post.answers["."] = "451 4.3.0 try again later"
	h.queue(crm.MailReminder, "anna@skovby.example")
	begin, last := h.time, time.Duration(0)
	for {
		s.Look(t.Context())
		list, err := h.Mails(t.Context(), h.main, crm.MailWaiting, 9)
		if err != nil {
			t.Fatal(err)
		}
		if len(list) == 0 {
			break
		}
		wait := list[0].NextAt.Sub(h.time)
		if wait < last || wait > 6*time.Hour || list[0].Failure != "mail.wrong.content" || !strings.Contains(list[0].Words, "451") {
			t.Fatalf("after %s it waits %s: %q %q", last, wait, list[0].Failure, list[0].Words)
		}
		last, h.time = wait, list[0].NextAt
	}
	if days := h.time.Sub(begin).Hours() / 24; days < 5 || days > 6 {
		t.Errorf("it was tried for %.1f days", days)
	}
	h.stands(crm.MailAside, 1)
}

// TestTroubleIsToldInWords: each way in which a server fails, and that nothing
// is lost by it.
func TestTroubleIsToldInWords(t *testing.T) {
	for want, spoil := range map[string]func(*house, *crm.MailAccount){
		"mail.wrong.refused":     func(h *house, _ *crm.MailAccount) { h.post.listener.Close() },
		"mail.wrong.host":        func(_ *house, a *crm.MailAccount) { a.Host, a.Security = "no.such.host.invalid", crm.MailTLS },
		"mail.wrong.timeout":     func(h *house, _ *crm.MailAccount) { h.post.silent = "MAIL" },
		"mail.wrong.no_starttls": func(_ *house, a *crm.MailAccount) { a.Security = crm.MailStartTLS },
		"mail.wrong.not_tls":     func(_ *house, a *crm.MailAccount) { a.Security = crm.MailTLS },
		"mail.wrong.login":       func(h *house, a *crm.MailAccount) { a.Login, h.post.login = "anna", "anna other" },
		"mail.wrong.broken":      func(h *house, _ *crm.MailAccount) { h.post.hangUp = "DATA" },
		"mail.wrong.sender":      func(h *house, _ *crm.MailAccount) { h.post.answers["MAIL"] = "451 not now" },
	} {
		t.Run(want, func(t *testing.T) {
			h := newHouse(t)
			a := h.account()
			spoil(h, &a)
			s := h.sender(func(o *mail.Options) { o.Timeout = time.Second })
			password := "hemmelig"
			if err := s.SaveAccount(t.Context(), h.main, a, &password); err != nil {
				t.Fatal(err)
			}
			h.queue(crm.MailReminder, "anna@skovby.example")
			s.Look(t.Context())
			m := h.stands(crm.MailWaiting, 1)[0]
			if m.State != crm.MailWaiting || m.Failure != want || m.Words == "" || !m.NextAt.After(h.time) {
				t.Errorf("it is %s: %q %q", m.State, m.Failure, m.Words)
			}
			if trouble, _ := s.Trouble(); want != "mail.wrong.sender" && (trouble == nil || trouble.Key != want) {
				t.Errorf("the trouble is %v", trouble)
			}
			err := s.Test(t.Context(), crm.Mail{Purpose: crm.MailTest, To: m.To, Subject: "Test", MessageID: "1@x.example"})
			var f *crm.MailFailure
			if !errors.As(err, &f) || f.Key != want {
				t.Errorf("the test says %v", err)
			}
			if strings.Contains(h.log.String()+m.Words, password) {
				t.Error("the password stands in the log")
			}
		})
	}
}

// TestACutBetweenTextAndAnswerSendsTheSameAgain: whether the server took it is
// unknown, so it comes twice, as one message.
func TestACutBetweenTextAndAnswerSendsTheSameAgain(t *testing.T) {
	h := newHouse(t)
	s := h.sender()
	h.connect(s)
	h.queue(crm.MailReminder, "anna@skovby.example")
	h.post.hangUp = "."
	s.Look(t.Context())
	h.stands(crm.MailWaiting, 1)
	h.post.set(func(p *post) { p.hangUp = "" })
	h.time = h.time.Add(time.Minute)
	s.Look(t.Context())
	h.stands(crm.MailSent, 1)
	got := h.post.letters()
	if len(got) != 2 || got[0].raw != got[1].raw {
		t.Errorf("the server took %d, the same: %t", len(got), len(got) == 2 && got[0].raw == got[1].raw)
	}
}

// TestWhatTheServerTookIsNotSentAgain, although the connection ends right after.
func TestWhatTheServerTookIsNotSentAgain(t *testing.T) {
	h := newHouse(t)
	s := h.sender()
	h.connect(s)
	h.queue(crm.MailReminder, "one@skovby.example")
	h.queue(crm.MailReminder, "two@skovby.example")
	h.post.hangUp = "RSET"
	for range 3 {
		s.Look(t.Context())
		h.time = h.time.Add(time.Hour)
	}
	h.stands(crm.MailSent, 2)
	if n := len(h.post.letters()); n != 2 {
		t.Errorf("the server took %d mails of two", n)
	}
}

// TestAKilledSendersMailIsTakenUp: what it had in hand goes out after the
// restart, and what was noted as sent does not.
func TestAKilledSendersMailIsTakenUp(t *testing.T) {
	h := newHouse(t)
	s := h.sender()
	h.connect(s)
	held, sent := h.queue(crm.MailReminder, "one@skovby.example"), h.queue(crm.MailReminder, "two@skovby.example")
	for _, m := range []*crm.Mail{&held, &sent} {
		var err error
		if *m, err = h.ClaimMail(t.Context(), m.ID, "one"); err != nil {
			t.Fatal(err)
		}
	}
	if err := h.SentMail(t.Context(), sent); err != nil {
		t.Fatal(err)
	}
	if _, err := h.ClaimMail(t.Context(), held.ID, "two"); !errors.Is(err, crm.ErrNotFound) {
		t.Errorf("another sender got it too: %v", err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { defer close(ended); h.sender().Run(ctx) }()
	for begin := time.Now(); len(h.post.letters()) == 0 && time.Since(begin) < 30*time.Second; {
		time.Sleep(2 * time.Millisecond)
	}
	stop()
	<-ended
	got := h.post.letters()
	if len(got) != 1 || got[0].to[0] != "one@skovby.example" {
		t.Errorf("after the restart the server took %+v", got)
	}
	h.stands(crm.MailSent, 2)
	if err := h.DelayMail(t.Context(), held); !errors.Is(err, crm.ErrJobStopped) {
		t.Errorf("the dead sender still writes: %v", err)
	}
}

// TestTheStateDecidesWhatGoesOut: behind a closed gate only what concerns the
// licence; afterwards what is a day old waits for somebody to ask.
func TestTheStateDecidesWhatGoesOut(t *testing.T) {
	for _, state := range []lockout.State{lockout.Locked, lockout.ReadOnly} {
		h := newHouse(t)
		s := h.sender()
		h.connect(s)
		h.gate.turn(lockout.Verdict{State: state})
		for _, p := range crm.MailPurposes {
			h.queue(p, string(p)+"@skovby.example")
		}
		s.Look(t.Context())
		h.stands(crm.MailSent, 4)
		if m := h.stands(crm.MailWaiting, 1)[0]; m.Purpose != crm.MailReminder || m.Failure != "mail.wrong.state" {
			t.Errorf("%s: %+v waits", state, m)
		}
		h.time = h.time.Add(20 * time.Hour)
		fresh := h.queue(crm.MailReminder, "fresh@skovby.example")
		s.Look(t.Context())
		h.time = h.time.Add(5 * time.Hour)
		h.gate.turn(lockout.Verdict{State: lockout.Active})
		s.Look(t.Context())
		s.Look(t.Context())
		if m := h.stands(crm.MailAside, 1)[0]; m.ID == fresh.ID || m.Failure != "mail.wrong.late" {
			t.Errorf("%s: set aside is %+v", state, m)
		}
		h.stands(crm.MailSent, 5)
	}
}

func TestATestInstallationWritesToOneAddress(t *testing.T) {
	for _, flags := range []lockout.Flags{{Nonproduction: true}, {Demonstration: true}} {
		h := newHouse(t)
		s := h.sender()
		h.connect(s)
		h.gate.turn(lockout.Verdict{State: lockout.Active, Flags: flags})
		h.queue(crm.MailReminder, "anna@skovby.example")
		s.Look(t.Context())
		if m := h.stands(crm.MailWaiting, 1)[0]; m.Failure != "mail.wrong.no_sink" {
			t.Errorf("without a sink it waits because of %q", m.Failure)
		}
		h.gate.turn(lockout.Verdict{State: lockout.Active})
		a := h.account()
		a.Sink = "it@skovby.example"
		if err := s.SaveAccount(t.Context(), h.main, a, nil); err != nil {
			t.Fatal(err)
		}
		h.gate.turn(lockout.Verdict{State: lockout.Active, Flags: flags})
		s.Look(t.Context())
		got := h.post.letters()
		if len(got) != 1 || fmt.Sprint(got[0].to) != "[it@skovby.example]" || strings.Contains(got[0].header(t, "To"), "anna") ||
			!strings.Contains(got[0].header(t, "Subject"), ": anna@skovby.example]") && !strings.Contains(got[0].header(t, "Subject"), "=?UTF-8") {
			t.Errorf("the server took %+v", got)
		}
		if m := h.stands(crm.MailSent, 1)[0]; m.RedirectsTo != "it@skovby.example" {
			t.Errorf("it is noted as %+v", m)
		}
	}
}

func TestNoServerLosesNothing(t *testing.T) {
	h := newHouse(t)
	s := h.sender()
	h.queue(crm.MailReminder, "old@skovby.example")
	s.Look(t.Context())
	h.time = h.time.Add(25 * time.Hour)
	h.queue(crm.MailReminder, "new@skovby.example")
	s.Look(t.Context())
	if list := h.stands(crm.MailWaiting, 2); list[0].Failure != "mail.wrong.no_server" {
		t.Errorf("it waits because of %q", list[0].Failure)
	}
	h.connect(s)
	s.Look(t.Context())
	if m := h.stands(crm.MailAside, 1)[0]; m.To[0].Address != "old@skovby.example" {
		t.Errorf("set aside is %+v", m)
	}
	if m := h.stands(crm.MailSent, 1)[0]; m.To[0].Address != "new@skovby.example" {
		t.Errorf("sent is %+v", m)
	}
}

func TestAMailOfANameIsQueuedOnce(t *testing.T) {
	h := newHouse(t)
	for i := range 3 {
		m := crm.Mail{Purpose: crm.MailLicence, Once: "license/lock/2026-11-30/anna", To: []crm.MailAddress{{Address: "a@b.example"}}, Subject: "x"}
		if err := h.QueueMail(t.Context(), &m); err != nil || (m.ID != 0) != (i == 0) {
			t.Errorf("queued as %d (%v)", m.ID, err)
		}
	}
	h.stands(crm.MailWaiting, 1)
}

// TestThePasswordStaysSealed: it is not in the database, opens with this
// installation's key alone, and is asked for again before another server sees it.
func TestThePasswordStaysSealed(t *testing.T) {
	h := newHouse(t)
	h.post.login = "holm hemmelig-4711"
	s := h.sender()
	a, password := h.account(), "hemmelig-4711"
	a.Login = "holm"
	if err := s.SaveAccount(t.Context(), h.main, a, &password); err != nil {
		t.Fatal(err)
	}
	a.FromName = "Another name"
	if err := s.SaveAccount(t.Context(), h.main, a, nil); err != nil {
		t.Fatal(err)
	}
	h.queue(crm.MailReminder, "anna@skovby.example")
	s.Look(t.Context())
	h.stands(crm.MailSent, 1)
	for _, name := range []string{"holm.db", "holm.db-wal"} {
		if strings.Contains(readFile(t, filepath.Join(h.dir, name)), password) {
			t.Errorf("%s holds the password", name)
		}
	}
	var wrong *crm.Invalid
	a.Host = "localhost"
	if err := s.SaveAccount(t.Context(), h.main, a, nil); !errors.As(err, &wrong) || wrong.Fields[0].Field != "password" {
		t.Errorf("another server may see it: %v", err)
	}
	other := h.sender(func(o *mail.Options) { o.Secret = []byte("another key") })
	h.queue(crm.MailReminder, "anna@skovby.example")
	other.Look(t.Context())
	if m := h.stands(crm.MailWaiting, 1)[0]; m.Failure != "mail.wrong.sealed" {
		t.Errorf("with another key it waits because of %q", m.Failure)
	}
}

func readFile(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
