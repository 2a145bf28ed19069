package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"holm/crm"
	"holm/licensing"
	"holm/lockout"
)

// metered is a verdict at a time under a licence with meters.
func metered(at time.Time, zone string, meters ...licensing.Meter) lockout.Verdict {
	v := everything(100)
	v.At, v.TimeZone, v.License = at, zone, &licensing.License{Meters: meters}
	return v
}

func (f *fixture) at(v lockout.Verdict) { f.gate.Store(&v) }

// does runs what a function would do inside its transaction.
func (f *fixture) does(fn func(*tx) error) error {
	return f.write(context.Background(), f.admin, lockout.Change, fn)
}

func (f *fixture) closes(want int) {
	f.t.Helper()
	if n, err := f.CloseMonths(f.t.Context()); err != nil || n != want {
		f.t.Fatalf("%d months closed, %v; want %d", n, err, want)
	}
}

// ledgerOf reads the data of the ledger's entries of a kind.
func ledgerOf[T any](f *fixture, kind lockout.EntryKind) (all []T) {
	f.t.Helper()
	entries, err := f.Entries(f.t.Context(), 0, 100_000)
	if err != nil {
		f.t.Fatal(err)
	}
	if _, err := lockout.VerifyChain(lockout.Entry{}, entries); err != nil {
		f.t.Fatal(err)
	}
	for _, e := range entries {
		if e.Kind != kind {
			continue
		}
		var d T
		if err := json.Unmarshal([]byte(e.Data), &d); err != nil {
			f.t.Fatal(err)
		}
		all = append(all, d)
	}
	return all
}

var mails = licensing.Meter{Code: crm.MeterMailings, Included: 100, Kind: licensing.MeterCount}

func TestAnEventCountsOnce(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		f.at(metered(start, "Europe/Copenhagen", mails))
		failed := errors.New("the function failed")
		for _, err := range []error{failed, nil, nil} {
			got := f.does(func(tx *tx) error {
				if err := tx.count(crm.MeterMailings, "run 1", 40); err != nil {
					return err
				}
				return err
			})
			if !errors.Is(got, err) {
				t.Fatal(got)
			}
		}
		f.at(metered(start.AddDate(0, 1, 0), "Europe/Copenhagen", mails))
		f.closes(2)                                        // the meter, and who held a seat at set-up
		for _, event := range []string{"run 1", "run 2"} { // the first is tried again a month later
			if err := f.does(func(tx *tx) error { return tx.count(crm.MeterMailings, event, 7) }); err != nil {
				t.Fatal(err)
			}
		}
		f.at(metered(start.AddDate(0, 2, 0), "Europe/Copenhagen", mails))
		f.closes(1)
		want := []lockout.MeterData{{Month: "2026-03", Code: "mailings", Used: 40, Included: 100}, {Month: "2026-04", Code: "mailings", Used: 7, Included: 100}}
		if got := ledgerOf[lockout.MeterData](f, lockout.MeterClosed); !slices.Equal(got, want) {
			t.Errorf("%+v", got)
		}
	})
}

func TestAHardMeterRefusesWithWhatItBelongsTo(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		hard := mails
		hard.Hard = true
		f.at(metered(start, "", hard))
		send := func(event string, n int64) error {
			return f.does(func(tx *tx) error {
				if err := tx.count(crm.MeterMailings, event, n); err != nil {
					return err
				}
				return tx.setSetting("sent", event)
			})
		}
		if err := send("a", 90); err != nil {
			t.Fatal(err)
		}
		var full *crm.MeterFull
		if err := send("b", 11); !errors.As(err, &full) || full.Used != 90 || full.Included != 100 {
			t.Fatalf("%v", err)
		}
		if sent, err := f.Setting(t.Context(), "sent"); err != nil || sent != "a" {
			t.Errorf("%v: sent %q although it was refused", err, sent)
		}
		if err := send("b", 10); err != nil {
			t.Errorf("what fits was refused: %v", err)
		}
		f.at(metered(start, "", mails))
		if err := send("c", 1000); err != nil {
			t.Errorf("a meter that is not hard refused: %v", err)
		}
	})
}

func TestAHardStorageRefusesFiles(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		add := func() error {
			d := crm.Document{Name: "Large"}
			return f.AddDocument(t.Context(), f.admin, &d, crm.Upload{Name: "a.txt", Content: strings.NewReader(strings.Repeat("x", 200_000))})
		}
		storage := licensing.Meter{Code: crm.MeterStorage, Unit: "MB", Kind: licensing.MeterPeak, Hard: true}
		f.at(metered(start, "", storage))
		var full *crm.MeterFull
		if err := add(); !errors.As(err, &full) {
			t.Fatalf("%v", err)
		}
		storage.Hard = false
		f.at(metered(start, "", storage))
		if err := add(); err != nil {
			t.Fatal(err)
		}
		bytes, err := f.MeasureStorage(t.Context())
		if err != nil || bytes < 300_000 {
			t.Errorf("%d bytes, %v", bytes, err)
		}
		months, err := f.MeterMonths(t.Context(), "2026-03")
		if err != nil || len(months) != 1 || months[0].Used != bytes || months[0].Units() != 1 || months[0].Over() != 1 {
			t.Errorf("%v: %+v", err, months)
		}
	})
}

// TestMissedMonthsCloseOnce: the server was off for a quarter.
func TestMissedMonthsCloseOnce(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		storage := licensing.Meter{Code: crm.MeterStorage, Unit: "GB", Included: 5, Kind: licensing.MeterPeak}
		f.at(metered(start, "Europe/Zurich", storage))
		if _, err := f.MeasureStorage(t.Context()); err != nil {
			t.Fatal(err)
		}
		storage.Included = 8
		f.at(metered(start.AddDate(0, 4, 0), "Europe/Zurich", storage))
		f.closes(5) // March to June, and who held a seat in March
		f.closes(0)
		if _, err := f.MeasureStorage(t.Context()); err != nil {
			t.Fatal(err)
		}
		f.closes(0)
		var got []string
		for _, m := range ledgerOf[lockout.MeterData](f, lockout.MeterClosed) {
			got = append(got, fmt.Sprint(m.Month, " ", m.Used, "/", m.Included, m.Unit))
		}
		if want := []string{"2026-03 1/5GB", "2026-04 0/8GB", "2026-05 0/8GB", "2026-06 0/8GB"}; !slices.Equal(got, want) {
			t.Errorf("%v", got)
		}
	})
}

// TestHandingASeatAroundShows: three users share one seat in a month.
func TestHandingASeatAroundShows(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		f.at(metered(start, "Europe/Helsinki"))
		var ids []int64
		for _, login := range []string{"a", "b", "c"} {
			a := f.user(login, crm.RoleUser)
			ids = append(ids, a.User)
			if err := f.SetUserStatus(t.Context(), f.admin, a.User, false); err != nil {
				t.Fatal(err)
			}
		}
		if err := f.SetUserStatus(t.Context(), f.admin, ids[0], true); err != nil {
			t.Fatal(err)
		}
		if err := f.SetUserCategory(t.Context(), f.admin, ids[0], "light"); err != nil {
			t.Fatal(err)
		}
		f.at(metered(start.AddDate(0, 1, 0), "Europe/Helsinki"))
		for range 3 {
			if err := f.CountHolders(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		f.at(metered(start.AddDate(0, 2, 0), "Europe/Helsinki"))
		if _, err := f.CloseMonths(t.Context()); err != nil {
			t.Fatal(err)
		}
		got := ledgerOf[lockout.HoldersData](f, lockout.HoldersCounted)
		want := []map[string]int{{"complete": 4, "light": 1}, {"complete": 1, "light": 1}}
		if len(got) != 2 || !maps.Equal(got[0].Users, want[0]) || !maps.Equal(got[1].Users, want[1]) {
			t.Errorf("%+v, want %v", got, want)
		}
	})
}

// reopened is a store that is closed and opened again in the middle.
type reopened struct {
	*fixture
	dir string
}

func (f *reopened) restart() {
	f.t.Helper()
	if err := f.Close(); err != nil {
		f.t.Fatal(err)
	}
	var err error
	if f.Store, err = Open(f.t.Context(), Options{Dir: f.dir, Gate: f.gate, Now: func() time.Time { return start }}); err != nil {
		f.t.Fatal(err)
	}
}

// TestMonthsHoldEveryEvent lets events, retries, failures, closings and
// restarts come in any order, in four time zones, around the turns of months
// and the nights in which clocks change: the closed months together hold every
// event once, in the month it happened in.
func TestMonthsHoldEveryEvent(t *testing.T) {
	f := &reopened{dir: t.TempDir(), fixture: &fixture{t: t, gate: gateOf(everything(100)), admin: crm.SystemActor()}}
	var err error
	if f.Store, err = Open(t.Context(), Options{Dir: f.dir, Gate: f.gate, Now: func() time.Time { return start }}); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}()
	run := 0
	rapid.Check(t, func(r *rapid.T) {
		run++
		f.lives(r, fmt.Sprint("meter ", run))
	})
}

// lives draws a meter's year and compares.
func (f *reopened) lives(r *rapid.T, code string) {
	name := rapid.SampledFrom([]string{"Europe/Copenhagen", "Europe/Zurich", "Europe/London", "Europe/Helsinki"}).Draw(r, "zone")
	zone, err := time.LoadLocation(name)
	if err != nil {
		r.Fatal(err)
	}
	of := licensing.Meter{Code: code, Included: 100, Kind: licensing.MeterCount}
	count := func(event string, n int64, fails error) error {
		return f.does(func(tx *tx) error { return errors.Join(tx.count(code, event, n), fails) })
	}
	now := time.Date(2026, time.Month(rapid.IntRange(1, 12).Draw(r, "month")), rapid.IntRange(24, 31).Draw(r, "day"), rapid.IntRange(0, 23).Draw(r, "hour"), 59, 59, 0, zone)
	want := map[string]int64{}
	var sent []string
	for step := range rapid.IntRange(3, 20).Draw(r, "steps") {
		now = now.Add(time.Duration(rapid.SampledFrom([]int64{0, 1, 3600, 86_400, 3_000_000}).Draw(r, "pass")) * time.Second)
		f.at(metered(now.UTC(), name, of))
		var failed error
		switch rapid.SampledFrom([]string{"count", "count", "count", "retry", "fail", "close", "restart"}).Draw(r, "do") {
		case "count":
			n, event := rapid.Int64Range(1, 5000).Draw(r, "n"), fmt.Sprint("event ", step)
			failed = count(event, n, nil)
			sent = append(sent, event)
			want[now.Format("2006-01")] += n
		case "retry":
			if len(sent) > 0 {
				failed = count(rapid.SampledFrom(sent).Draw(r, "again"), 3, nil)
			}
		case "fail":
			if count(fmt.Sprint("failed ", step), 9, errors.New("no")) == nil {
				r.Fatal("a failure went through")
			}
		case "close":
			_, failed = f.CloseMonths(context.Background())
		case "restart":
			f.restart()
		}
		if failed != nil {
			r.Fatal(failed)
		}
	}
	f.at(metered(now.AddDate(0, 2, 0), name, of))
	for range 2 {
		if _, err := f.CloseMonths(context.Background()); err != nil {
			r.Fatal(err)
		}
	}
	got := map[string]int64{}
	for _, m := range ledgerOf[lockout.MeterData](f.fixture, lockout.MeterClosed) {
		if m.Code != code {
			continue
		}
		if got[m.Month] > 0 {
			r.Fatalf("%s was closed twice", m.Month)
		}
		got[m.Month] = m.Used
	}
	maps.DeleteFunc(got, func(_ string, used int64) bool { return used == 0 })
	if !maps.Equal(got, want) {
		r.Fatalf("%s: counted %v, happened %v", name, got, want)
	}
}

// TestManyCountAtOnce: the same events and members by many hands at the same
// time, each counted once.
func TestManyCountAtOnce(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		logins := licensing.Meter{Code: crm.MeterCentreLogins, Included: 100, Kind: licensing.MeterDistinct}
		f.at(metered(start, "Europe/London", mails, logins))
		var hands sync.WaitGroup
		failed := make(chan error, 200)
		for hand := range 20 {
			hands.Go(func() {
				for n := range 5 {
					failed <- f.does(func(tx *tx) error {
						return errors.Join(tx.count(crm.MeterMailings, fmt.Sprint("run ", n), 10),
							tx.distinct(crm.MeterCentreLogins, fmt.Sprint("customer ", (hand+n)%7), "customer 0"))
					})
				}
			})
		}
		hands.Wait()
		close(failed)
		for err := range failed {
			if err != nil {
				t.Error(err)
			}
		}
		f.at(metered(start.AddDate(0, 1, 0), "Europe/London", mails, logins))
		f.closes(3)
		used := map[string]int64{}
		for _, m := range ledgerOf[lockout.MeterData](f, lockout.MeterClosed) {
			used[m.Code] = m.Used
		}
		if used[crm.MeterMailings] != 50 || used[crm.MeterCentreLogins] != 7 {
			t.Errorf("%v", used)
		}
		var left int
		if err := f.row(t.Context(), `SELECT COUNT(*) FROM meter_member`).Scan(&left); err != nil || left != 0 {
			t.Errorf("%d members are kept after the month, %v", left, err)
		}
	})
}
