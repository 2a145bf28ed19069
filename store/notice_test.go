package store

import (
	"errors"
	"fmt"
	"testing"

	"holm/crm"
)

func (f *fixture) unread(user int64, want int) {
	f.t.Helper()
	if n, err := f.UnreadNotices(f.t.Context(), user); err != nil || n != want {
		f.t.Errorf("%d unread (%v), want %d", n, err, want)
	}
}

// TestNobodyIsToldTwice: of one subject, however often it is told, and reading
// is each user's own.
func TestNobodyIsToldTwice(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		ctx, other := t.Context(), f.user("other", crm.RoleUser)
		lock := func(user int64, day string) crm.Notice {
			return crm.Notice{User: user, Kind: "license_lock", Subject: "license/lock/" + day, Link: "/license/dates", Values: map[string]string{"date": day}}
		}
		for i, want := range []int{3, 0, 1} {
			list := []crm.Notice{lock(f.admin.User, "30"), lock(other.User, "30"), lock(f.admin.User, "31")}
			if i == 2 {
				list = append(list, lock(other.User, "31"))
			}
			if told, err := f.Tell(ctx, list); err != nil || told != want {
				t.Errorf("told %d (%v), want %d", told, err, want)
			}
		}
		f.unread(f.admin.User, 2)
		list, err := f.Notices(ctx, f.admin, 9)
		if err != nil || len(list) != 2 || list[0].Subject != "license/lock/31" || list[0].Values["date"] != "31" {
			t.Fatalf("listed are %+v (%v)", list, err)
		}
		if _, err := f.ReadNotice(ctx, other, list[0].ID); !errors.Is(err, crm.ErrNotFound) {
			t.Errorf("somebody else reads it: %v", err)
		}
		if n, err := f.ReadNotice(ctx, f.admin, list[0].ID); err != nil || n.Link != "/license/dates" {
			t.Errorf("read %+v (%v)", n, err)
		}
		f.unread(f.admin.User, 1)
		f.unread(other.User, 2)
		if err := f.Settle(ctx, "license/", []string{"license/lock/31"}); err != nil {
			t.Error(err)
		}
		f.unread(f.admin.User, 0)
		f.unread(other.User, 1)
		if err := f.ReadNotices(ctx, other); err != nil {
			t.Error(err)
		}
		f.unread(other.User, 0)
	})
}

// TestSettledMailDoesNotGoOut: what was to be told about a date that is no
// longer one.
func TestSettledMailDoesNotGoOut(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		for i, once := range []string{"license/a", "license/b", "other"} {
			m := crm.Mail{Purpose: crm.MailLicence, Once: once, Subject: fmt.Sprint(i), To: []crm.MailAddress{{Address: "a@b.example"}}}
			if err := f.QueueMail(ctx, &m); err != nil {
				t.Fatal(err)
			}
		}
		if err := f.Settle(ctx, "license/", []string{"license/b"}); err != nil {
			t.Fatal(err)
		}
		if list, err := f.Mails(ctx, f.admin, crm.MailWaiting, 9); err != nil || len(list) != 2 || list[1].Once != "license/b" {
			t.Errorf("waiting are %+v (%v)", list, err)
		}
	})
}

func TestAnEndedJobTellsItsOwner(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		held, err := f.ClaimJob(ctx, f.job(f.admin, "import").ID, "one")
		if err != nil {
			t.Fatal(err)
		}
		f.unread(f.admin.User, 0)
		held.State = crm.JobFailed
		if err := f.FinishJob(ctx, held); err != nil {
			t.Fatal(err)
		}
		f.unread(f.admin.User, 1)
		if err := f.ReadSubject(ctx, f.admin.User, held.Subject()); err != nil {
			t.Error(err)
		}
		f.unread(f.admin.User, 0)
	})
}
