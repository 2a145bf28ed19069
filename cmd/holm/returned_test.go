package main

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"holm/crm"
	"holm/lockout"
)

// TestAfterALockOneSummaryTellsWhatWaited locks a running installation while a
// job and three reminders wait, one of them for too long, and unlocks it twice.
func TestAfterALockOneSummaryTellsWhatWaited(t *testing.T) {
	w := newWalk(t)
	w.enter(lockout.Locked)
	in, p := w.second()
	main, err := in.store.MainUser(p.ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"one", "two"} {
		m := crm.Mail{Purpose: crm.MailReminder, Once: name, To: []crm.MailAddress{{Address: "x@skovby.example"}}, Subject: name, Text: name}
		if err := in.store.QueueMail(p.ctx, &m); err != nil {
			t.Fatal(err)
		}
		if err := in.store.HoldMails(p.ctx, []int64{m.ID}, "mail.wrong.state"); err != nil {
			t.Fatal(err)
		}
	}
	job := crm.Job{Kind: crm.JobBulk, Title: "all", Payload: `{"entity":"company","filter":"","action":"edit","change":{"note":"late"}}`}
	if err := in.store.CreateJob(p.ctx, crm.Actor{User: main.ID, Kind: crm.ActorUser}, &job); err != nil {
		t.Fatal(err)
	}
	if in.close(&err); err != nil {
		t.Fatal(err)
	}
	w.install(w.licence(7, 100*24*time.Hour))
	w.reach(lockout.Active)
	list := w.toldOfReturn()
	if n := list[0]; len(list) != 1 || n.Values["jobs"] != "1" || n.Values["mails"] != "2" || n.Values["old"] != "0" || n.Link != "/jobs" {
		t.Errorf("told %+v", list)
	}
	if err := onPage("administrator", http.MethodGet, "/notices", nil)(w); err != nil || !strings.Contains(w.last, "what had to wait") {
		t.Errorf("another administrator reads nothing of it (%v)", err)
	}
	if err := onPage("user", http.MethodGet, "/notices", nil)(w); err != nil || strings.Contains(w.last, "what had to wait") {
		t.Errorf("a user is told as well (%v)", err)
	}
	in, p = w.second()
	back, ok := in.keeper.Returned()
	if !ok {
		t.Fatal("no return is remembered")
	}
	waited, err := in.store.Waited(p.ctx, back.At.Add(30*time.Hour), back.At.Add(time.Hour))
	if err != nil || waited.Old != 2 || waited.Mails != 0 {
		t.Errorf("older than a day: %+v (%v)", waited, err)
	}
	if err := in.tellReturn(p.ctx, back); err != nil {
		t.Error(err)
	}
	if list := w.toldOfReturn(); len(list) != 1 {
		t.Errorf("told %d times", len(list))
	}
	if in.close(&err); err != nil {
		t.Error(err)
	}
}

// toldOfReturn returns what the main user was told of returns, as soon as
// there is something.
func (w *walk) toldOfReturn() []crm.Notice {
	w.t.Helper()
	in, p := w.second()
	main, err := in.store.MainUser(p.ctx)
	if err != nil {
		w.t.Fatal(err)
	}
	var told []crm.Notice
	for end := time.Now().Add(5 * time.Second); len(told) == 0 && time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		all, err := in.store.Notices(p.ctx, crm.Actor{User: main.ID}, 50)
		if err != nil {
			w.t.Fatal(err)
		}
		for _, n := range all {
			if strings.HasPrefix(n.Kind, "return") {
				told = append(told, n)
			}
		}
	}
	if in.close(&err); err != nil {
		w.t.Error(err)
	}
	if len(told) == 0 {
		w.t.Fatal("nobody was told of the return")
	}
	return told
}
