package store

import (
	"errors"
	"slices"
	"testing"
	"time"

	"holm/crm"
	"holm/lockout"
)

// life plays a server against a store: minutes by the machine's clock.
type life struct {
	f     *fixture
	name  string
	begun time.Time
}

func (l *life) beat(minute float64, restarted, stopped bool, licence crm.InterruptionCause) {
	l.f.t.Helper()
	after := time.Duration(minute * float64(time.Minute))
	at := start.Add(after)
	if restarted {
		l.begun = at
	}
	b := crm.Heartbeat{Server: l.name, StartedAt: l.begun, At: at, Boot: "x", Running: after, Stopped: stopped}
	if err := l.f.Beat(l.f.t.Context(), b, restarted, licence); err != nil {
		l.f.t.Fatal(err)
	}
}

func (f *fixture) interruptions() []string {
	f.t.Helper()
	all, err := f.Interruptions(f.t.Context(), crm.Span{From: start.Add(-time.Hour), To: start.AddDate(1, 0, 0)})
	if err != nil {
		f.t.Fatal(err)
	}
	var out []string
	for _, i := range all {
		out = append(out, string(i.Cause)+" "+i.From.Sub(start).String()+" "+i.Length().String())
	}
	return out
}

func TestInterruptionsAreRecorded(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		a := &life{f: f, name: "a"}
		a.beat(0, true, false, "")
		a.beat(1, false, false, "")
		a.beat(2, false, true, "") // stopped
		a.beat(5, true, false, "")
		a.beat(6, false, false, "") // killed
		a.beat(10, true, false, "")
		a.beat(10.2, true, false, "") // killed again and again, almost at once
		a.beat(10.4, true, false, "")
		a.beat(12, false, false, crm.Locked)
		a.beat(13, false, false, crm.Locked)
		a.beat(14, false, false, "")
		a.beat(15, false, false, crm.Locked)
		want := []string{"locked 15m0s 0s", "locked 12m0s 1m0s", "crashed 6m0s 4m24s", "stopped 2m0s 3m0s"}
		if got := f.interruptions(); !slices.Equal(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
		since, err := f.AvailabilitySince(t.Context())
		if err != nil || !since.Equal(start) {
			t.Errorf("%v: the record begins at %s", err, since)
		}
	})
}

func TestAnotherServerKeepsItAvailable(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		a, b := &life{f: f, name: "a"}, &life{f: f, name: "b"}
		a.beat(0, true, false, "")
		b.beat(1, true, false, "")
		b.beat(9, false, false, "") // b slept, a with it
		b.beat(10, false, false, "")
		a.beat(10, true, false, "") // a was away; b answered
		b.beat(11, false, true, "")
		a.beat(12, false, true, "")
		b.beat(20, true, false, "")
		want := []string{"stopped 12m0s 8m0s", "silent 1m0s 8m0s"}
		if got := f.interruptions(); !slices.Equal(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	})
}

func TestAnnouncements(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		window := crm.ServiceMessage{Kind: crm.ServiceMaintenance, Text: "New release", StartsAt: start.Add(2 * time.Hour), EndsAt: start.Add(3 * time.Hour)}
		message := crm.ServiceMessage{Kind: crm.ServiceText, Text: "Cake at three", ShownFrom: start, EndsAt: start.Add(time.Hour)}
		if err := errors.Join(f.AnnounceService(ctx, f.admin, &window), f.AnnounceService(ctx, f.admin, &message)); err != nil {
			t.Fatal(err)
		}
		current, err := f.CurrentServiceMessages(ctx)
		if err != nil || len(current) != 2 || current[0].Text != "Cake at three" || !current[1].ShownFrom.Equal(start.Add(time.Hour)) {
			t.Errorf("%v: %+v", err, current)
		}
		if err := f.EndService(ctx, f.admin, crm.ServiceText, window.ID); !errors.Is(err, crm.ErrNotFound) {
			t.Errorf("maintenance was ended as a message: %v", err)
		}
		if err := f.EndService(ctx, f.admin, crm.ServiceMaintenance, window.ID); err != nil {
			t.Fatal(err)
		}
		if current, err = f.CurrentServiceMessages(ctx); err != nil || len(current) != 1 {
			t.Errorf("%v: what was called off is still shown: %+v", err, current)
		}
		all, err := f.MaintenanceWindows(ctx, crm.Span{From: start.Add(-time.Hour), To: start.Add(24 * time.Hour)})
		if err != nil || len(all) != 0 && all[0].Window().Length() != 0 {
			t.Errorf("%v: called off, it still excuses %+v", err, all)
		}
		late := crm.ServiceMessage{Kind: crm.ServiceMaintenance, StartsAt: start.Add(-time.Hour), EndsAt: start.Add(time.Hour)}
		var invalid *crm.Invalid
		if err := f.AnnounceService(ctx, f.admin, &late); !errors.As(err, &invalid) {
			t.Errorf("maintenance was announced after it began: %v", err)
		}
		reader := crm.Actor{Kind: crm.ActorUser, User: f.admin.User}
		if err := f.AnnounceService(ctx, reader, &message); !errors.Is(err, crm.ErrForbidden) {
			t.Errorf("anybody announces: %v", err)
		}
		closed := everything(1)
		closed.State = lockout.ReadOnly
		f.gate.Store(&closed)
		var refused *lockout.Refusal
		if err := f.AnnounceService(ctx, f.admin, &message); !errors.As(err, &refused) {
			t.Errorf("a message in READ_ONLY: %v", err)
		}
		again := crm.ServiceMessage{Kind: crm.ServiceMaintenance, StartsAt: start.Add(2 * time.Hour), EndsAt: start.Add(3 * time.Hour)}
		if err := f.AnnounceService(ctx, f.admin, &again); err != nil {
			t.Errorf("an upgrade is announced in every state: %v", err)
		}
	})
}
