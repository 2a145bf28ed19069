package store

import (
	"errors"
	"testing"

	"holm/crm"
)

func TestFollowersSeeOnlyWhatTheyMay(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		u := f.user("user", crm.RoleUser)
		open, closed := f.company(f.admin, "Open"), crm.Company{Name: "Closed", Record: crm.Record{Visibility: crm.VisibleToOwner}}
		if err := f.CreateCompany(ctx, f.admin, &closed); err != nil {
			t.Fatal(err)
		}
		p := crm.Person{LastName: "Person"}
		if err := f.CreatePerson(ctx, u, &p); err != nil {
			t.Fatal(err)
		}
		for range 2 { // twice is once
			if err := f.Follow(ctx, u, crm.EntityCompany, open.ID, true); err != nil {
				t.Fatal(err)
			}
		}
		if err := f.Follow(ctx, u, crm.EntityPerson, p.ID, true); err != nil {
			t.Fatal(err)
		}
		if err := f.Follow(ctx, u, crm.EntityCompany, closed.ID, true); !errors.Is(err, crm.ErrNotFound) {
			t.Errorf("following an unseen record: %v", err)
		}
		hits, err := f.Followed(ctx, u, 10)
		if err != nil || len(hits) != 2 {
			t.Errorf("%v: %v", err, hits)
		}
		users, own, err := f.Followers(ctx, f.admin, crm.EntityCompany, open.ID)
		if err != nil || len(users) != 1 || users[0] != u.User || own {
			t.Errorf("%v: %v %t", err, users, own)
		}
		if _, err := f.UpdateCompany(ctx, f.admin, open.ID, 0, crm.Change{"visibility": "owner"}); err != nil {
			t.Fatal(err)
		}
		if err := f.TrashPerson(ctx, u, p.ID, 0); err != nil {
			t.Fatal(err)
		}
		if hits, err = f.Followed(ctx, u, 10); err != nil || len(hits) != 0 {
			t.Errorf("%v: what is hidden or in the trash is listed: %v", err, hits)
		}
	})
}
