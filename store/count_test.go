package store

import (
	"fmt"
	"testing"

	"holm/crm"
)

func TestCountGoesOnWhenAsked(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		const all = crm.CountCap + 300
		companies := make([]crm.Company, all)
		for i := range companies {
			companies[i].Name = fmt.Sprintf("Nordlys %d", i)
			if i%2 == 0 {
				companies[i].Emails = []crm.Email{{Address: fmt.Sprintf("a%d@nordlys.example", i)}}
			}
		}
		if err := f.CreateCompanies(ctx, f.admin, companies); err != nil {
			t.Fatal(err)
		}
		reader := f.user("reader", crm.RoleReader)
		for _, c := range []struct {
			text, filter string
			want         int
		}{
			{"", "", all}, {"nordlys", "", all}, {"nordlys none", "", 0}, {"", `emails contains "nordlys"`, all / 2},
			{"", `emails filled and name starts "Nord"`, all / 2}, {"?!", "", 0},
		} {
			filter, err := crm.ParseFilter(crm.CompanyFields(), c.filter)
			if err != nil {
				t.Fatal(err)
			}
			q := crm.Query{Text: c.text, Filter: filter}
			n, more, err := f.CountCompaniesOn(ctx, reader, q)
			if err != nil || more || n != c.want {
				t.Errorf("%v: %q %s counts %d (more: %v), not %d", err, c.text, c.filter, n, more, c.want)
			}
		}
		f.counting = 0
		if n, more, err := f.CountCompaniesOn(ctx, reader, crm.Query{}); err != nil || !more || n != 0 {
			t.Errorf("%v: without time it counts %d (more: %v)", err, n, more)
		}
	})
}
