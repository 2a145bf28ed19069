package store

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"holm/crm"
	"holm/lockout"
)

// movable is a clock that a test moves.
func (f *fixture) clockAt(at time.Time) { f.clock = func() time.Time { return at } }

func TestSessions(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		ctx, sessions := t.Context(), f.Sessions()
		if _, found, err := sessions.FindCtx(ctx, "none"); err != nil || found {
			t.Errorf("found a session that is not there: %v", err)
		}
		for _, data := range []string{"one", "two"} {
			if err := sessions.CommitCtx(ctx, "t", []byte(data), start.Add(time.Hour)); err != nil {
				t.Fatal(err)
			}
			got, found, err := sessions.FindCtx(ctx, "t")
			if err != nil || !found || string(got) != data {
				t.Errorf("got %q, %v, %v", got, found, err)
			}
		}
		f.clockAt(start.Add(time.Hour))
		if _, found, _ := sessions.FindCtx(ctx, "t"); found {
			t.Error("a session outlives its end")
		}
		if err := f.SweepSessions(ctx); err != nil {
			t.Fatal(err)
		}
		f.clockAt(start)
		if _, found, _ := sessions.FindCtx(ctx, "t"); found {
			t.Error("the sweep left an ended session")
		}
		if err := sessions.DeleteCtx(ctx, "t"); err != nil {
			t.Errorf("ending what is not there: %v", err)
		}
	})
}

func TestAnAddressThatFailsOftenWaitsToo(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		var wait time.Duration
		for i := range 70 {
			var err error
			if wait, err = f.LoginFailed(ctx, fmt.Sprint("guess", i), "192.0.2.7"); err != nil || i < 50 && wait != 0 {
				t.Fatalf("failure %d of other names: wait %v, %v", i+1, wait, err)
			}
		}
		if wait != 4*time.Second {
			t.Errorf("after 70 failures the wait is %v", wait)
		}
		if wait, _ := f.LoginDelay(ctx, "somebody", "192.0.2.7"); wait != 4*time.Second {
			t.Errorf("the address waits %v", wait)
		}
		for _, address := range []string{"192.0.2.8", ""} {
			if wait, _ := f.LoginDelay(ctx, "somebody", address); wait != 0 {
				t.Errorf("%q waits %v", address, wait)
			}
		}
		f.clockAt(start.Add(61 * time.Minute))
		if wait, err := f.LoginFailed(ctx, "guess", "192.0.2.7"); err != nil || wait != 0 {
			t.Errorf("an hour later the address waits %v, %v", wait, err)
		}
	})
}

func TestFailedLoginsSlowTheNextDown(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		want := []time.Duration{0, 0, 0, 2 * time.Second, 4 * time.Second, 8 * time.Second}
		for i, w := range want {
			got, err := f.LoginFailed(ctx, "Anna@Skovby.example", "")
			if err != nil || got != w {
				t.Errorf("after failure %d: wait %v, %v, want %v", i+1, got, err, w)
			}
		}
		if wait, err := f.LoginDelay(ctx, " anna@skovby.example", ""); err != nil || wait != 8*time.Second {
			t.Errorf("the name in another form waits %v, %v", wait, err)
		}
		if wait, _ := f.LoginDelay(ctx, "other", ""); wait != 0 {
			t.Errorf("another name waits %v", wait)
		}
		f.clockAt(start.Add(3 * time.Second))
		if wait, _ := f.LoginDelay(ctx, "anna@skovby.example", ""); wait != 5*time.Second {
			t.Errorf("three seconds later it waits %v", wait)
		}
		if err := f.LoginSucceeded(ctx, f.admin.User, "anna@skovby.example"); err != nil {
			t.Fatal(err)
		}
		if wait, _ := f.LoginDelay(ctx, "anna@skovby.example", ""); wait != 0 {
			t.Errorf("after a success it waits %v", wait)
		}
	})
}

func TestAPIKeys(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		bob := f.user("bob", crm.RoleUser)
		key, made, err := f.CreateAPIKey(ctx, bob, bob.User, "sync")
		if err != nil {
			t.Fatal(err)
		}
		a, err := f.ActorOfKey(ctx, key)
		if err != nil || a.User != bob.User || a.Kind != crm.ActorAPIKey || a.Key != made.ID {
			t.Errorf("the key acts for %+v, %v", a, err)
		}
		if _, _, err := f.CreateAPIKey(ctx, bob, f.admin.User, "theft"); !errors.Is(err, crm.ErrForbidden) {
			t.Errorf("a key for somebody else: %v", err)
		}
		if _, _, err := f.CreateAPIKey(ctx, bob, bob.User, " "); !errors.As(err, new(*crm.Invalid)) {
			t.Errorf("a key without a name: %v", err)
		}
		carl := f.user("carl", crm.RoleUser)
		if keys, err := f.APIKeys(ctx, carl); err != nil || len(keys) != 0 {
			t.Errorf("carl sees %v, %v", keys, err)
		}
		if err := f.RevokeAPIKey(ctx, carl, made.ID); !errors.Is(err, crm.ErrNotFound) {
			t.Errorf("carl revokes bob's key: %v", err)
		}
		for _, wrong := range []string{"", "holm_", key + "x", "Bearer " + key, "holm_ÆØÅ"} {
			if _, err := f.ActorOfKey(ctx, wrong); !errors.Is(err, crm.ErrNotFound) {
				t.Errorf("the key %q: %v", wrong, err)
			}
		}
		if err := f.RevokeAPIKey(ctx, f.admin, made.ID); err != nil {
			t.Fatal(err)
		}
		if _, err := f.ActorOfKey(ctx, key); !errors.Is(err, crm.ErrNotFound) {
			t.Errorf("a revoked key: %v", err)
		}
	})
}

func TestSetupHappensOnceAndTakesItsToken(t *testing.T) {
	s := openStore(t, t.TempDir(), "", gateOf(everything(5)))
	ctx := t.Context()
	in, err := s.Installation(ctx)
	if err != nil || len(in.ID) != 14 || !in.EvaluationStart.IsZero() {
		t.Fatalf("before set-up: %+v, %v", in, err)
	}
	token, err := s.NewSetupToken(ctx)
	if err != nil {
		t.Fatal(err)
	}
	setup := crm.Setup{Token: "wrong", Company: "Skovby", Country: "dk", Language: "da", AdminName: "Anna",
		AdminEmail: "anna@skovby.example", PasswordHash: "x"}
	if err := s.CompleteSetup(ctx, setup); !errors.Is(err, crm.ErrForbidden) {
		t.Errorf("with a wrong token: %v", err)
	}
	if done, _ := s.SetupDone(ctx); done {
		t.Error("a refused set-up counts as done")
	}
	setup.Token = token
	if err := s.CompleteSetup(ctx, setup); err != nil {
		t.Fatal(err)
	}
	setup.Local = true
	if err := s.CompleteSetup(ctx, setup); !errors.Is(err, crm.ErrTaken) {
		t.Errorf("a second set-up: %v", err)
	}
	after, err := s.Installation(ctx)
	if err != nil || after.ID != in.ID || !after.EvaluationStart.Equal(start) || after.Demonstration || !after.NewestJournal.Equal(start) {
		t.Errorf("after set-up: %+v, %v", after, err)
	}
	u, err := s.UserByLogin(ctx, "ANNA@skovby.example")
	if err != nil || !u.Main || u.Status != crm.UserActive {
		t.Errorf("the main user is %+v, %v", u, err)
	}
}

func TestSetupTokenEnds(t *testing.T) {
	f := openStore(t, t.TempDir(), "", gateOf(everything(5)))
	token, err := f.NewSetupToken(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	f.clock = func() time.Time { return start.Add(setupTokenLife) }
	err = f.CompleteSetup(t.Context(), crm.Setup{Token: token, Company: "Skovby", Country: "DK", Language: "da", AdminName: "Anna",
		AdminEmail: "anna@skovby.example", PasswordHash: "x"})
	if !errors.Is(err, crm.ErrForbidden) {
		t.Errorf("a day later: %v", err)
	}
}

func TestRegisterKeepsDocumentsAndLedgerTogether(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		before, err := f.DocumentsVersion(ctx)
		if err != nil {
			t.Fatal(err)
		}
		d := lockout.StoredDocument{Type: "license", ID: "L1", Text: []byte("text"), Status: lockout.Waiting, InstalledAt: start, By: "folder"}
		for _, status := range []lockout.DocumentStatus{lockout.Waiting, lockout.Installed} {
			d.Status = status
			e, err := lockout.NewEntry(lockout.DocumentInstalled, start, map[string]string{"status": string(status)})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := f.SaveDocument(ctx, d, e); err != nil {
				t.Fatal(err)
			}
			after, err := f.DocumentsVersion(ctx)
			if err != nil || after <= before {
				t.Errorf("the version went from %d to %d, %v", before, after, err)
			}
			before = after
		}
		all, err := f.Documents(ctx)
		if err != nil || len(all) != 1 || all[0].Status != lockout.Installed || string(all[0].Text) != "text" || !all[0].InstalledAt.Equal(start) {
			t.Errorf("kept %+v, %v", all, err)
		}
		entries, err := f.Entries(ctx, 0, 100)
		if err != nil || len(entries) != 2 {
			t.Fatalf("the ledger holds %+v, %v", entries, err)
		}
		if _, err := lockout.VerifyChain(lockout.Entry{}, entries); err != nil {
			t.Error(err)
		}
		saved := lockout.Saved{LedgerSeq: 2, EverLicensed: true, Documents: []string{"license L1"}}
		saved.At = start
		for range 2 {
			if err := f.SaveTime(ctx, saved); err != nil {
				t.Fatal(err)
			}
		}
		got, err := f.LoadTime(ctx)
		if err != nil || !got.EverLicensed || !got.At.Equal(start) || got.LedgerSeq != 2 {
			t.Errorf("loaded %+v, %v", got, err)
		}
	})
}

func TestSettingsAreJournalled(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		if err := f.SetSetting(ctx, f.user("bob", crm.RoleUser), "support.contact", "x"); !errors.Is(err, crm.ErrForbidden) {
			t.Errorf("a user changes a setting: %v", err)
		}
		if err := f.SetSetting(ctx, f.admin, "support.contact", "Anna"); err != nil {
			t.Fatal(err)
		}
		got, err := f.Setting(ctx, "support.contact")
		if err != nil || got != "Anna" {
			t.Errorf("got %q, %v", got, err)
		}
		history, err := f.History(ctx, f.admin, crm.EntitySetting, 0, 0, 10)
		if err != nil || len(history) == 0 || history[0].Changes[0].Field != "support.contact" {
			t.Errorf("the journal says %+v, %v", history, err)
		}
	})
}
