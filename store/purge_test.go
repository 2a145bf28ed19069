package store

import (
	"errors"
	"testing"
	"time"

	"holm/crm"
)

func TestPurgeLeavesNothingPointingNowhere(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		gone, child := f.company(f.admin, "Gone"), f.company(f.admin, "Child")
		if _, err := f.UpdateCompany(ctx, f.admin, child.ID, 0, crm.Change{"parent": gone.ID}); err != nil {
			t.Fatal(err)
		}
		main := crm.Person{LastName: "Main", Company: gone.ID, Emails: []crm.Email{{Address: "m@x.example"}}}
		other := crm.Person{LastName: "Other", Company: child.ID, Companies: []crm.Affiliation{{Company: gone.ID, Role: "board"}}}
		for _, p := range []*crm.Person{&main, &other} {
			if err := f.CreatePerson(ctx, f.admin, p); err != nil {
				t.Fatal(err)
			}
		}
		if err := f.TrashCompany(ctx, f.admin, gone.ID, 0); err != nil {
			t.Fatal(err)
		}
		if n, err := f.PurgeTrash(ctx, crm.SystemActor(), start, 10); err != nil || n != 0 {
			t.Errorf("%v: purged %d too early", err, n)
		}
		if n, err := f.PurgeTrash(ctx, crm.SystemActor(), start.Add(time.Hour), 10); err != nil || n != 1 {
			t.Fatalf("%v: purged %d", err, n)
		}
		if _, err := f.Company(ctx, f.admin, gone.ID); !errors.Is(err, crm.ErrNotFound) {
			t.Errorf("got %v", err)
		}
		m, err := f.Person(ctx, f.admin, main.ID)
		if err != nil || m.Company != 0 || m.Version != 2 {
			t.Errorf("%v: %+v", err, m)
		}
		o, err := f.Person(ctx, f.admin, other.ID)
		if err != nil || len(o.Companies) != 0 || o.Company != child.ID {
			t.Errorf("%v: %+v", err, o)
		}
		history, err := f.History(ctx, f.admin, crm.EntityPerson, main.ID, 0, 10)
		if err != nil || len(history) != 2 || history[0].Changes[0].Field != "company" {
			t.Errorf("%v: %+v", err, history)
		}
		if found, err := f.Check(ctx); err != nil || len(found) > 0 {
			t.Errorf("%v: %v", err, found)
		}
		if err := f.TrashPerson(ctx, f.admin, main.ID, 0); err != nil {
			t.Fatal(err)
		}
		if n, err := f.PurgeTrash(ctx, crm.SystemActor(), start.Add(time.Hour), 10); err != nil || n != 1 {
			t.Errorf("%v: purged %d", err, n)
		}
	})
}
