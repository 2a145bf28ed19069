package lockout

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"holm/licensing"
	"holm/licensing/issue"
)

// bubble is a boot clock of the bubble's time.
type bubble struct {
	boot time.Time
	id   string
}

func (b bubble) Running() time.Duration { return time.Since(b.boot) }
func (b bubble) BootID() string         { return b.id }

// house is one installation with a vendor.
type house struct {
	*testing.T
	vendor   *issue.Authority
	register *memory
	options  KeeperOptions
	off      time.Duration // error of the system clock
}

func newHouse(t *testing.T) *house {
	vendor, err := issue.NewAuthority(nil, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	h := &house{T: t, vendor: vendor, register: &memory{installation: Installation{ID: "here", EvaluationStart: time.Now()}}}
	h.options = KeeperOptions{
		Register: h.register, Verifier: licensing.NewVerifier(vendor.Roots()),
		Now: func() time.Time { return time.Now().Add(h.off) }, Boot: bubble{time.Now().Add(-time.Hour), "boot"},
		StateFile: filepath.Join(dir, "state.json"), Folder: filepath.Join(dir, "licenses"), Version: "1",
	}
	return h
}

func (h *house) open() *Keeper {
	h.Helper()
	k, err := Open(h.Context(), h.options)
	if err != nil {
		h.Fatal(err)
	}
	return k
}

func (h *house) close(k *Keeper) {
	h.Helper()
	if err := k.Close(); err != nil {
		h.Error(err)
	}
}

func (h *house) license(change func(*licensing.License)) []byte {
	h.Helper()
	l := h.vendor.Sample("here")
	if change != nil {
		change(&l)
	}
	text, err := h.vendor.SignLicense(l)
	if err != nil {
		h.Fatal(err)
	}
	return text
}

func (h *house) drop(name string, text []byte) {
	h.Helper()
	if err := os.MkdirAll(h.options.Folder, 0o700); err != nil {
		h.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(h.options.Folder, name), text, 0o600); err != nil {
		h.Fatal(err)
	}
}

func (h *house) install(k *Keeper, text []byte) {
	h.Helper()
	if _, err := k.Install(context.Background(), text, true, "web"); err != nil {
		h.Fatal(err)
	}
}

// pass lets a keeper without background work look every minute.
func (h *house) pass(k *Keeper, long time.Duration) {
	h.Helper()
	for range int(long / time.Minute) {
		time.Sleep(time.Minute)
		if err := k.Refresh(h.Context()); err != nil {
			h.Fatal(err)
		}
	}
}

func TestInstalledByAnotherProcess(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		server := h.open()
		defer h.close(server)
		h.options.Once = true
		command := h.open()
		h.install(command, h.license(nil))
		if command.Verdict().State != Active {
			t.Error("not in force when Install returned")
		}
		h.close(command)
		time.Sleep(500 * time.Millisecond)
		synctest.Wait()
		if v := server.Verdict(); v.State != Active || v.Seats("standard") != 10 {
			t.Errorf("in the server: %s", v.State)
		}
		if n := len(h.register.kinds(StateChanged)); n != 2 {
			t.Errorf("%d changes of state in the ledger, want evaluation and active", n)
		}
		if _, err := VerifyLedger(t.Context(), h.register); err != nil {
			t.Error(err)
		}
	})
}

func TestReductionsWantAcknowledgement(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		k := h.open()
		defer h.close(k)
		h.install(k, h.license(nil))
		fewer := h.license(func(l *licensing.License) { l.Serial, l.Categories[0].Seats = 2, 4 })
		_, err := k.Install(t.Context(), fewer, false, "web")
		var refused *Unacknowledged
		if !errors.As(err, &refused) || len(refused.Difference.Seats) != 1 || refused.Difference.Seats[0] != (SeatChange{"standard", time.Time{}, 10, 4}) {
			t.Fatalf("%v", err)
		}
		if k.Verdict().Seats("standard") != 10 {
			t.Error("it holds without acknowledgement")
		}
		h.install(k, fewer)
		if k.Verdict().Seats("standard") != 4 {
			t.Error("it does not hold after acknowledgement")
		}
		if r, err := k.Install(t.Context(), fewer, false, "web"); err != nil || !r.Known {
			t.Errorf("again: %+v, %v", r, err)
		}
	})
}

func TestRefusalsAreRecorded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		k := h.open()
		defer h.close(k)
		foreign := h.license(func(l *licensing.License) { l.Installation = "there" })
		renewal, err := h.vendor.SignRenewal(licensing.Renewal{License: "nowhere", Seq: 1, PaidThrough: time.Now().AddDate(0, 1, 0),
			WarnFrom: time.Now(), OverdueFrom: time.Now().AddDate(0, 1, 0), LockAt: time.Now().AddDate(0, 2, 0)})
		if err != nil {
			t.Fatal(err)
		}
		for i, c := range []struct {
			text   []byte
			reason licensing.Reason
		}{{foreign, licensing.OtherInstallation}, {renewal, licensing.UnknownLicense}, {[]byte("x"), licensing.Damaged}} {
			_, err := k.Install(t.Context(), c.text, true, "web")
			var r *licensing.Rejection
			if !errors.As(err, &r) || r.Reason != c.reason {
				t.Errorf("%v, want %s", err, c.reason)
			}
			if n := len(h.register.kinds(DocumentRefused)); n != i+1 {
				t.Errorf("%d refusals recorded after %d", n, i+1)
			}
		}
		if k.Verdict().State != Evaluation {
			t.Error("a refused document changed the state")
		}
	})
}

func TestFolder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		k := h.open()
		h.drop("bad.holm", []byte("nonsense"))
		h.drop("good.holm", h.license(nil))
		time.Sleep(time.Second)
		synctest.Wait()
		if k.Verdict().State != Active {
			t.Fatalf("dropped: %s", k.Verdict().State)
		}
		soon := time.Now().Add(time.Hour)
		h.drop("fewer.holm", h.license(func(l *licensing.License) {
			l.Serial, l.Categories[0].Seats, l.Term.NotBefore = 2, 1, soon
		}))
		time.Sleep(time.Second)
		synctest.Wait()
		if docs := k.Documents(); len(docs) != 2 || docs[1].Status != Waiting || k.Verdict().Seats("standard") != 10 {
			t.Fatalf("a reduction that came unattended: %+v", docs)
		}
		time.Sleep(time.Hour)
		synctest.Wait()
		if docs := k.Documents(); docs[1].Status != Installed || k.Verdict().Seats("standard") != 1 {
			t.Errorf("from its not_before: %s, %d seats", docs[1].Status, k.Verdict().Seats("standard"))
		}
		h.close(k)
		h.close(h.open())
		if n := len(h.register.kinds(DocumentRefused)); n != 1 {
			t.Errorf("the same bad file was recorded %d times", n)
		}
	})
}

func TestAnOldCopyOfTheDatabaseGainsNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		h.options.Once = true
		k := h.open()
		h.install(k, h.license(nil))
		h.install(k, h.license(func(l *licensing.License) { l.Serial, l.Categories[0].Seats = 2, 3 }))
		time.Sleep(40 * day)
		h.close(k)
		at := k.Time().At
		h.register = &memory{installation: h.register.installation}
		h.options.Register = h.register
		h.off = -40 * day
		k = h.open()
		defer h.close(k)
		if v := k.Verdict(); v.State != Active || v.Seats("standard") != 3 {
			t.Errorf("%s with %d seats", v.State, v.Seats("standard"))
		}
		if k.Time().At.Before(at) || !k.Time().Suspect {
			t.Errorf("effective time went back to %s, suspect %v", k.Time().At, k.Time().Suspect)
		}
		if len(h.register.kinds(RestoreDetected)) != 1 {
			t.Error("the restore is not in the ledger")
		}
	})
}

// TestKillingStopsNothing kills the process every fifty seconds, with the
// clock standing at the day of installation.
func TestKillingStopsNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		h.options.Once = true
		k := h.open()
		h.install(k, h.license(func(l *licensing.License) {
			l.Environment, l.Policy.MinWarnedHours = licensing.Nonproduction, 1
			now := l.Term.NotBefore
			l.Term.WarnFrom, l.Term.PaidThrough, l.Term.OverdueFrom, l.Term.LockAt = now, now, now, now.Add(time.Minute)
		}))
		h.close(k)
		start := time.Now()
		for k.Verdict().State != Locked && time.Since(start) < 3*hour {
			h.off = time.Until(start)
			k = h.open() // and never closed
			time.Sleep(50 * time.Second)
		}
		if took := time.Since(start); took < 59*time.Minute || took > 70*time.Minute {
			t.Errorf("%s after %s, want LOCKED after the warned hour", k.Verdict().State, took)
		}
	})
}

func TestFreshDocumentPullsTimeBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		h.off = 300 * day
		k := h.open()
		h.off = 0
		if d := time.Until(k.Time().At); d < 299*day {
			t.Fatalf("not poisoned: %s", d)
		}
		h.install(k, h.license(nil))
		if d := time.Until(k.Time().At).Abs(); d > time.Minute || k.Verdict().State != Active {
			t.Errorf("%s off, %s", d, k.Verdict().State)
		}
		h.close(k)
		k = h.open()
		defer h.close(k)
		if d := time.Until(k.Time().At).Abs(); d > time.Minute {
			t.Errorf("poisoned again by %s after a restart", d)
		}
	})
}

func TestPaymentLapsesLocksAndIsPaid(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		h.options.Once = true
		k := h.open()
		defer func() { h.close(k) }()
		var id string
		h.install(k, h.license(func(l *licensing.License) {
			l.ID = "L1"
			id = l.ID
			now := l.Term.NotBefore
			l.Term.WarnFrom, l.Term.PaidThrough, l.Term.OverdueFrom = now.Add(hour), now.Add(hour), now.Add(hour)
			l.Term.LockAt = now.Add(2 * hour)
		}))
		h.pass(k, 73*hour-time.Minute)
		if k.Verdict().State != Overdue {
			t.Fatalf("before the warned hours are over: %s", k.Verdict().State)
		}
		h.pass(k, 2*time.Minute)
		if k.Verdict().State != Locked {
			t.Fatalf("afterwards: %s", k.Verdict().State)
		}
		h.close(k)
		k = h.open()
		if k.Verdict().State != Locked {
			t.Fatalf("a restart made it %s", k.Verdict().State)
		}
		until := time.Now().AddDate(0, 1, 0)
		paid, err := h.vendor.SignRenewal(licensing.Renewal{License: id, Seq: 1, PaidThrough: until,
			WarnFrom: until, OverdueFrom: until, LockAt: until.AddDate(0, 0, 30)})
		if err != nil {
			t.Fatal(err)
		}
		h.install(k, paid)
		if k.Verdict().State != Active {
			t.Errorf("paid: %s", k.Verdict().State)
		}
	})
}
