package store

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"holm/crm"
	"holm/licensing"
	"holm/lockout"
)

// everything is a verdict that allows all, with seats.
func everything(seats int) lockout.Verdict {
	return lockout.Verdict{State: lockout.Active, Everything: true,
		Categories: []licensing.Category{{Code: "complete", Seats: seats}, {Code: "light", Seats: seats, Features: []string{licensing.FeatureRead}}}}
}

// switching is a gate whose verdict a test changes.
type switching struct {
	atomic.Pointer[lockout.Verdict]
}

func (s *switching) Verdict() lockout.Verdict { return *s.Load() }

func gateOf(v lockout.Verdict) *switching {
	g := &switching{}
	g.Store(&v)
	return g
}

// fixture is a store with its users.
type fixture struct {
	*Store
	t     *testing.T
	gate  *switching
	admin crm.Actor
}

var start = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

func openStore(t *testing.T, dir, dsn string, gate lockout.Gate) *Store {
	t.Helper()
	s, err := Open(t.Context(), Options{Dir: dir, DSN: dsn, Gate: gate, Now: func() time.Time { return start }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func newFixture(t *testing.T, dsn string) *fixture {
	t.Helper()
	g := gateOf(everything(100))
	f := &fixture{Store: openStore(t, t.TempDir(), dsn, g), t: t, gate: g}
	err := f.CompleteSetup(t.Context(), crm.Setup{Local: true, Company: "Skovby", Country: "DK", Language: "da",
		AdminName: "Anna Holm", AdminEmail: "anna@skovby.example", PasswordHash: "x", Category: "complete"})
	if err != nil {
		t.Fatal(err)
	}
	u, err := f.MainUser(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	f.admin = f.actor(u.ID)
	return f
}

func (f *fixture) actor(id int64) crm.Actor {
	f.t.Helper()
	a, err := f.ActorOf(f.t.Context(), id)
	if err != nil {
		f.t.Fatal(err)
	}
	return a
}

func (f *fixture) user(login string, role int64, groups ...int64) crm.Actor {
	f.t.Helper()
	u := crm.User{Login: login, Name: login, Category: "complete", Role: role, Groups: groups}
	if err := f.CreateUser(f.t.Context(), f.admin, &u, "hash"); err != nil {
		f.t.Fatal(err)
	}
	return f.actor(u.ID)
}

func (f *fixture) company(a crm.Actor, name string) crm.Company {
	f.t.Helper()
	c := crm.Company{Name: name}
	if err := f.CreateCompany(f.t.Context(), a, &c); err != nil {
		f.t.Fatal(err)
	}
	return c
}

func TestCompanyRoundTrip(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		c := crm.Company{Name: "Søndergaard & Søn", OrgNo: "12345678", Website: "www.sondergaard.example", Employees: 42,
			Category: 1, Phones: []crm.Phone{{Kind: "main", Number: "33 12 45 67"}, {Number: "+46 70 123 45 67"}},
			Emails: []crm.Email{{Address: "info@sondergaard.example"}}, Postal: crm.Address{City: "Århus", Country: "dk"}, Stop: true}
		if err := f.CreateCompany(ctx, f.admin, &c); err != nil {
			t.Fatal(err)
		}
		got, err := f.Company(ctx, f.admin, c.ID)
		if err != nil {
			t.Fatal(err)
		}
		if d := got.Differences(&c); len(d) > 0 {
			t.Errorf("what was read differs from what was kept: %v", d)
		}
		if got.Number == "" || got.Domain != "sondergaard.example" || got.Phones[0].E164 != "+4533124567" || got.Phones[1].E164 != "+46701234567" ||
			!got.Emails[0].Primary || got.Owner != f.admin.User || got.Version != 1 || !got.CreatedAt.Equal(start) {
			t.Errorf("got %+v", got)
		}
		after, err := f.UpdateCompany(ctx, f.admin, c.ID, 1, crm.Change{"name": "Søndergaard A/S", "employees": "50", "stop": false, "phones": nil})
		if err != nil {
			t.Fatal(err)
		}
		got, err = f.Company(ctx, f.admin, c.ID)
		if err != nil || got.Name != "Søndergaard A/S" || got.Employees != 50 || got.Stop || len(got.Phones) != 0 || got.Version != 2 {
			t.Errorf("%v: got %+v, update gave %+v", err, got, after)
		}
		history, err := f.History(ctx, f.admin, crm.EntityCompany, c.ID, 0, 10)
		if err != nil || len(history) != 2 || history[0].Operation != crm.JournalUpdate || len(history[0].Changes) != 4 || history[0].Actor != f.admin.User {
			t.Errorf("%v: history %+v", err, history)
		}
	})
}

func TestStaleSaveIsRefusedWithTheFields(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		c := f.company(f.admin, "Ved Åen")
		if _, err := f.UpdateCompany(ctx, f.admin, c.ID, 1, crm.Change{"name": "Theirs", "department": "Kept"}); err != nil {
			t.Fatal(err)
		}
		_, err := f.UpdateCompany(ctx, f.admin, c.ID, 1, crm.Change{"name": "Mine", "org_no": "1"})
		var conflict *crm.Conflict
		if !errors.As(err, &conflict) {
			t.Fatalf("got %v", err)
		}
		if conflict.Version != 2 || len(conflict.Fields) != 1 || conflict.Fields[0] != (crm.ConflictingField{Field: "name", Yours: "Mine", Theirs: "Theirs"}) {
			t.Errorf("got %+v", conflict)
		}
		got, err := f.Company(ctx, f.admin, c.ID)
		if err != nil || got.Name != "Theirs" || got.OrgNo != "" {
			t.Errorf("%v: the refused save left %+v", err, got)
		}
	})
}

func TestListPagesBothWays(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		reader := f.user("reader", crm.RoleReader)
		var companies []crm.Company
		names := []string{"Aa", "Zebra", "Ærø", "Øst", "Åby", "Berg 2", "Berg 10"}
		for i := range 70 {
			companies = append(companies, crm.Company{Name: names[i%len(names)]})
		}
		if err := f.CreateCompanies(t.Context(), f.admin, companies); err != nil {
			t.Fatal(err)
		}
		for _, a := range []crm.Actor{f.admin, reader, crm.SystemActor()} {
			for _, sort := range []crm.Sort{{}, {Field: "name", Desc: true}, {Field: "updated_at"}, {Field: "created_at", Desc: true}, {Field: "number"}} {
				walk(t, f, a, sort, 70)
			}
		}
		page, err := f.Companies(t.Context(), f.admin, crm.Query{Limit: 100})
		if err != nil {
			t.Fatal(err)
		}
		var order []string
		for _, c := range page.Items {
			if len(order) == 0 || order[len(order)-1] != c.Name {
				order = append(order, c.Name)
			}
		}
		if want := "[Berg 2 Berg 10 Zebra Ærø Øst Aa Åby]"; fmt.Sprint(order) != want && fmt.Sprint(order) != "[Berg 2 Berg 10 Zebra Ærø Øst Åby Aa]" {
			t.Errorf("Danish order: got %v, want %s", order, want)
		}
	})
}

// walk goes through a list forwards and back again.
func walk(t *testing.T, f *fixture, a crm.Actor, sort crm.Sort, want int) {
	t.Helper()
	var forward []int64
	after, pages := "", 0
	var last crm.Page[crm.Company]
	for {
		page, err := f.Companies(t.Context(), a, crm.Query{Sort: sort, After: after, Limit: 9})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range page.Items {
			forward = append(forward, c.ID)
		}
		if pages++; (page.Prev == "") != (pages == 1) {
			t.Errorf("%v: page %d has Prev %q", sort, pages, page.Prev)
		}
		last = page
		if after = page.Next; after == "" {
			break
		}
	}
	if len(forward) != want {
		t.Fatalf("%v: %d of %d records", sort, len(forward), want)
	}
	back := len(forward) - len(last.Items)
	for cursor := last.Prev; cursor != ""; {
		page, err := f.Companies(t.Context(), a, crm.Query{Sort: sort, After: cursor, Limit: 9})
		if err != nil {
			t.Fatal(err)
		}
		back -= len(page.Items)
		if back < 0 {
			t.Fatalf("%v: too much on the way back", sort)
		}
		for i, c := range page.Items {
			if c.ID != forward[back+i] {
				t.Fatalf("%v: another record on the way back", sort)
			}
		}
		cursor = page.Prev
	}
	if back != 0 {
		t.Errorf("%v: %d records missed on the way back", sort, back)
	}
}

func TestLastSeatGoesToOne(t *testing.T) {
	dir := t.TempDir()
	gate := gateOf(everything(3))
	stores := []*Store{openStore(t, dir, "", gate), openStore(t, dir, "", gate)} // as two processes would
	var wg sync.WaitGroup
	var made, refused atomic.Int64
	for i := range 50 {
		wg.Go(func() {
			u := crm.User{Login: fmt.Sprint("u", i), Name: "U", Category: "complete"}
			err := stores[i%2].CreateUser(context.Background(), crm.SystemActor(), &u, "")
			var taken *crm.SeatsTaken
			switch {
			case err == nil:
				made.Add(1)
			case errors.As(err, &taken):
				refused.Add(1)
			default:
				t.Error(err)
			}
		})
	}
	wg.Wait()
	used, err := stores[0].SeatsUsed(t.Context())
	if err != nil || made.Load() != 3 || refused.Load() != 47 || used["complete"] != 3 {
		t.Errorf("%v: %d made, %d refused, %v used", err, made.Load(), refused.Load(), used)
	}
}

func TestOpenMakesTheFilePrivate(t *testing.T) {
	f := newFixture(t, "")
	if _, err := f.Company(t.Context(), f.admin, 1); !errors.Is(err, crm.ErrNotFound) {
		t.Errorf("got %v", err)
	}
	if err := f.Backup(t.Context(), filepath.Join(t.TempDir(), "copy.db")); err != nil {
		t.Error(err)
	}
}
