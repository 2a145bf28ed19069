package pages

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"holm/crm"
	"holm/lockout"
)

// shelf answers from memory what a list asks the store, so that the benchmark
// measures the page and not the database.
type shelf struct {
	Store
	companies crm.Page[crm.Company]
}

func (s *shelf) Companies(context.Context, crm.Actor, crm.Query) (crm.Page[crm.Company], error) {
	return s.companies, nil
}

func (s *shelf) CountCompanies(context.Context, crm.Actor, crm.Query) (int, bool, error) {
	return crm.CountCap, true, nil
}
func (s *shelf) Views(context.Context, crm.Actor, crm.Entity) ([]crm.View, error) { return nil, nil }
func (s *shelf) Groups(context.Context) ([]crm.Group, error)                      { return nil, nil }
func (s *shelf) Tags(context.Context) ([]crm.Tag, error)                          { return nil, nil }
func (s *shelf) Users(context.Context, crm.Actor) ([]crm.User, error) {
	return []crm.User{{ID: 1, Name: "Henrike Lindhorst"}, {ID: 2, Name: "Gijs Molenkamp"}}, nil
}

func (s *shelf) ListItems(_ context.Context, list string) ([]crm.ListItem, error) {
	var out []crm.ListItem
	for i, item := range crm.DefaultListItems() {
		if item.List == list {
			item.ListItem.ID = int64(i)
			out = append(out, item.ListItem)
		}
	}
	return out, nil
}

func (s *shelf) Names(context.Context, crm.Actor, crm.Entity, []int64) (map[int64]string, error) {
	return nil, nil
}

// forgetful keeps nothing between requests.
type forgetful struct{ Sessions }

func (forgetful) Take(context.Context, string) string { return "" }

// BenchmarkCompanyList shows companies in the usual columns: fifty, and one,
// which is what stands around the rows.
func BenchmarkCompanyList(b *testing.B) {
	for _, n := range []int{1, rowsShown} {
		b.Run(fmt.Sprint(n), func(b *testing.B) { benchmarkList(b, n) })
	}
}

func benchmarkList(b *testing.B, n int) {
	s := &shelf{companies: crm.Page[crm.Company]{Next: "next"}}
	for i := range n {
		c := crm.Company{Name: fmt.Sprintf("Aannemersbedrijf Blauwveen %d B.V.", i), Number: fmt.Sprint(1000 + i), Category: int64(i % 5),
			Street: crm.Address{City: "Leeuwarden", Country: "NL"}, Phones: []crm.Phone{{Number: "+31 19 6704108", E164: "+31196704108"}}}
		c.ID, c.Version, c.Owner, c.UpdatedAt = int64(i+1), 1, int64(i%2+1), time.Date(2026, 3, 1, 8, i, 0, 0, time.UTC)
		s.companies.Items = append(s.companies.Items, c)
	}
	p, err := New(Options{Store: s, Sessions: forgetful{}, Now: time.Now})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		w := httptest.NewRecorder()
		v := &visit{p: p, w: w, r: httptest.NewRequest(http.MethodGet, "/companies", nil), L: p.words.In("en"), Zone: time.UTC,
			Actor: crm.SystemActor(), User: crm.User{ID: 1, Name: "Mette"}, Now: time.Now(), Verdict: lockout.Verdict{State: lockout.Active, Everything: true}}
		if err := listCompanies(v); err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(w.Body.Len()))
	}
}
