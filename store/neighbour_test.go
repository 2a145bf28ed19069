package store

import (
	"errors"
	"fmt"
	"testing"

	"holm/crm"
)

// TestNeighboursFollowTheList walks lists of every order by their neighbours,
// for who sees all and for who sees some.
func TestNeighboursFollowTheList(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		var companies []crm.Company
		for i := range 23 {
			companies = append(companies, crm.Company{Name: fmt.Sprint("Firm ", i%5), Stop: i%3 == 0,
				Record: crm.Record{Visibility: []crm.Visibility{crm.VisibleToAll, crm.VisibleToOwner}[i%2]}})
		}
		if err := f.CreateCompanies(ctx, f.admin, companies); err != nil {
			t.Fatal(err)
		}
		stopped, err := crm.ParseFilter(crm.FilterFields(crm.EntityCompany), "stop is yes")
		if err != nil {
			t.Fatal(err)
		}
		for name, a := range map[string]crm.Actor{"admin": f.admin, "reader": f.user("reader", crm.RoleReader), "system": crm.SystemActor()} {
			for _, q := range []crm.Query{{}, {Sort: crm.Sort{Field: "updated_at", Desc: true}}, {Sort: crm.Sort{Field: "created_at"}},
				{Sort: crm.Sort{Field: "number", Desc: true}}, {Filter: stopped}, {Text: "firm 3"}} {
				q.Limit = 100
				page, err := f.Companies(ctx, a, q)
				if err != nil || len(page.Items) == 0 {
					t.Fatal(err, len(page.Items))
				}
				for i, c := range page.Items {
					got, err := f.Neighbours(ctx, a, crm.EntityCompany, c.ID, q)
					want := crm.Neighbours{Position: got.Position}
					if i > 0 {
						want.Prev = page.Items[i-1].ID
					}
					if i+1 < len(page.Items) {
						want.Next = page.Items[i+1].ID
					}
					if err != nil || got != want || got.Position != 0 && got.Position != i+1 || got.Position == 0 && q.Text == "" && q.Filter.IsZero() {
						t.Errorf("%s, %+v: %v: %+v at %d, want %+v", name, q, err, got, i, want)
					}
				}
			}
		}
		if _, err := f.Neighbours(ctx, f.admin, crm.EntityCompany, 99999, crm.Query{}); !errors.Is(err, crm.ErrNotFound) {
			t.Errorf("no record: %v", err)
		}
		first := companies[0]
		if _, err := f.UpdateCompany(ctx, f.admin, first.ID, 0, crm.Change{"stop": false}); err != nil {
			t.Fatal(err)
		}
		if got, err := f.Neighbours(ctx, f.admin, crm.EntityCompany, first.ID, crm.Query{Filter: stopped}); err != nil || got.Next == 0 {
			t.Errorf("%v: a record that left the list leads nowhere: %+v", err, got)
		}
	})
}
