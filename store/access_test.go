package store

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"holm/crm"
)

// narrowRole may work on the actor's own records and read their groups'.
func (f *fixture) narrowRole() int64 {
	f.t.Helper()
	err := f.pass(f.t.Context(), nil, func(t *tx) error {
		return t.insertRole(crm.Role{ID: 50, Name: "narrow", Rights: map[crm.Entity]crm.Matrix{"": {crm.RightDelete, crm.RightRead, crm.RightNone, crm.RightNone}}})
	})
	if err != nil {
		f.t.Fatal(err)
	}
	return 50
}

func (f *fixture) group(name string) int64 {
	f.t.Helper()
	g := crm.Group{Name: name}
	if err := f.CreateGroup(f.t.Context(), f.admin, &g); err != nil {
		f.t.Fatal(err)
	}
	return g.ID
}

// TestUnseenRecordsAreAbsent compares lists, counts, search and single reads
// with what crm.Actor.Right says, over every kind of holding.
func TestUnseenRecordsAreAbsent(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		north, south := f.group("north"), f.group("south")
		narrow := f.narrowRole()
		actors := map[string]crm.Actor{
			"admin": f.admin, "narrow": f.user("narrow", narrow, north), "lonely": f.user("lonely", narrow),
			"reader": f.user("reader", crm.RoleReader, south), "user": f.user("user", crm.RoleUser, north, south), "system": crm.SystemActor(),
		}
		var all []crm.Company
		for _, owner := range []int64{f.admin.User, actors["narrow"].User, actors["lonely"].User, actors["user"].User} {
			for _, group := range []int64{0, north, south} {
				for _, visibility := range []crm.Visibility{crm.VisibleToAll, crm.VisibleToGroup, crm.VisibleToOwner} {
					c := crm.Company{Name: fmt.Sprintf("Fælles %d", len(all))}
					c.Owner, c.Group, c.Visibility = owner, group, visibility
					if err := f.CreateCompany(ctx, crm.SystemActor(), &c); err != nil {
						t.Fatal(err)
					}
					all = append(all, c)
				}
			}
		}
		for name, a := range actors {
			var want []int64
			for _, c := range all {
				if a.Right(crm.EntityCompany, c.Holding()) >= crm.RightRead {
					want = append(want, c.ID)
				} else if _, err := f.Company(ctx, a, c.ID); !errors.Is(err, crm.ErrNotFound) {
					t.Errorf("%s reads an unseen record: %v", name, err)
				} else if _, err := f.UpdateCompany(ctx, a, c.ID, 0, crm.Change{"name": "x"}); !errors.Is(err, crm.ErrNotFound) {
					t.Errorf("%s changes an unseen record: %v", name, err)
				}
			}
			for _, text := range []string{"", "faelles"} {
				page, err := f.Companies(ctx, a, crm.Query{Text: text, Limit: 100})
				if err != nil {
					t.Fatal(err)
				}
				var got []int64
				for _, c := range page.Items {
					got = append(got, c.ID)
				}
				slices.Sort(got)
				if !slices.Equal(got, want) {
					t.Errorf("%s lists %v for %q, may see %v", name, got, text, want)
				}
				n, _, err := f.CountCompanies(ctx, a, crm.Query{Text: text})
				if err != nil || n != len(want) {
					t.Errorf("%s counts %d, may see %d: %v", name, n, len(want), err)
				}
			}
			hits, err := f.Search(ctx, a, "Fælles", 100)
			if err != nil || len(hits) != len(want) {
				t.Errorf("%s finds %d, may see %d: %v", name, len(hits), len(want), err)
			}
		}
		hidden := all[2] // the administrator's own
		p := crm.Person{LastName: "Z", Company: hidden.ID}
		var invalid *crm.Invalid
		if err := f.CreatePerson(ctx, actors["narrow"], &p); !errors.As(err, &invalid) {
			t.Errorf("a person was put into an unseen company: %v", err)
		}
		if err := f.CreatePerson(ctx, f.admin, &p); err != nil {
			t.Fatal(err)
		}
		got, err := f.Person(ctx, actors["reader"], p.ID)
		if err != nil || got.CompanyName != "" {
			t.Errorf("%v: the name of an unseen company was shown: %q", err, got.CompanyName)
		}
	})
}

func TestReaderMayNotChange(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		reader := f.user("reader", crm.RoleReader)
		c := f.company(f.admin, "Kept")
		if _, err := f.UpdateCompany(t.Context(), reader, c.ID, 1, crm.Change{"name": "x"}); !errors.Is(err, crm.ErrForbidden) {
			t.Errorf("got %v", err)
		}
		if err := f.TrashCompany(t.Context(), f.user("worker", crm.RoleUser), c.ID, 1); !errors.Is(err, crm.ErrForbidden) {
			t.Errorf("got %v", err)
		}
		if err := f.CreateCompany(t.Context(), reader, &crm.Company{Name: "x"}); !errors.Is(err, crm.ErrForbidden) {
			t.Errorf("got %v", err)
		}
	})
}

func TestTrashAndRestore(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		c := f.company(f.admin, "Papirkurv")
		if err := f.TrashCompany(ctx, f.admin, c.ID, 1); err != nil {
			t.Fatal(err)
		}
		hits, err := f.Search(ctx, f.admin, "papir", 10)
		if err != nil || len(hits) != 0 {
			t.Errorf("%v: a trashed record is found: %v", err, hits)
		}
		page, err := f.Companies(ctx, f.admin, crm.Query{Trashed: true})
		if err != nil || len(page.Items) != 1 || page.Items[0].DeletedAt == nil {
			t.Errorf("%v: the trash holds %+v", err, page.Items)
		}
		again := crm.Company{Name: "Other", Number: c.Number}
		if err := f.CreateCompany(ctx, f.admin, &again); err != nil {
			t.Errorf("a trashed record keeps its number: %v", err)
		}
		if err := f.RestoreCompany(ctx, f.admin, c.ID); !errors.Is(err, crm.ErrTaken) {
			t.Errorf("got %v", err)
		}
		if err := f.TrashCompany(ctx, f.admin, again.ID, 0); err != nil {
			t.Fatal(err)
		}
		if err := f.RestoreCompany(ctx, f.admin, c.ID); err != nil {
			t.Fatal(err)
		}
		if hits, err = f.Search(ctx, f.admin, "papir", 10); err != nil || len(hits) != 1 {
			t.Errorf("%v: a restored record is not found: %v", err, hits)
		}
	})
}

func TestCompaniesDoNotGoRoundInCircles(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		a, b, c := f.company(f.admin, "A"), f.company(f.admin, "B"), f.company(f.admin, "C")
		for _, step := range [][2]int64{{b.ID, a.ID}, {c.ID, b.ID}} {
			if _, err := f.UpdateCompany(ctx, f.admin, step[0], 0, crm.Change{"parent": step[1]}); err != nil {
				t.Fatal(err)
			}
		}
		for _, parent := range []int64{c.ID, b.ID, a.ID, 99999} {
			var invalid *crm.Invalid
			if _, err := f.UpdateCompany(ctx, f.admin, a.ID, 0, crm.Change{"parent": parent}); !errors.As(err, &invalid) {
				t.Errorf("parent %d: got %v", parent, err)
			}
		}
	})
}

func TestSearchFindsBothWaysOfWriting(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		c := f.company(f.admin, "Ærø Bådværft")
		p := crm.Person{FirstName: "Søren", LastName: "Müller-Weiß", Company: c.ID, Companies: nil,
			Phones: []crm.Phone{{Number: "33 12 45 67"}}, Emails: []crm.Email{{Address: "Soren@aeroe.example"}}}
		if err := f.CreatePerson(ctx, f.admin, &p); err != nil {
			t.Fatal(err)
		}
		for text, want := range map[string]int64{
			"soren": p.ID, "Soeren": p.ID, "SØR": p.ID, "mueller": p.ID, "muller weiss": p.ID, "weiß": p.ID, "soren@aer": p.ID,
			"33124567": p.ID, "4533 12": p.ID, "+45 33 12 45 67": p.ID, "2456": p.ID, "4567": p.ID, "sør mül": p.ID,
			"baadv": c.ID, "badvaerft": c.ID, "aeroe b": c.ID, "ero": 0, "søren hansen": 0, "!!": 0, "": 0,
		} {
			hits, err := f.Search(ctx, f.admin, text, 10)
			if err != nil {
				t.Fatal(err)
			}
			if want == 0 && len(hits) > 0 || want != 0 && (len(hits) == 0 || hits[0].ID != want) {
				t.Errorf("%q finds %+v, want %d", text, hits, want)
			}
		}
	})
}
