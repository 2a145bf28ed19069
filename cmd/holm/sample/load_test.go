package sample_test

import (
	"testing"
	"time"

	"holm/cmd/holm/sample"
	"holm/crm"
	"holm/licensing"
	"holm/lockout"
	"holm/store"
)

// open returns a store under a verdict with seats in every usual category.
func open(t testing.TB) *store.Store {
	t.Helper()
	verdict := lockout.Verdict{State: lockout.Active, Everything: true}
	for _, c := range lockout.EvaluationCategories() {
		verdict.Categories = append(verdict.Categories, licensing.Category{Code: c.Code, Seats: 50})
	}
	s, err := store.Open(t.Context(), store.Options{Dir: t.TempDir(), Gate: lockout.Fixed(verdict), Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	err = s.CompleteSetup(t.Context(), crm.Setup{Local: true, Company: sample.CompanyName, Country: "DK", Language: "da",
		AdminName: "Demo", AdminEmail: "demo@kobberholm.example", PasswordHash: "x", Category: "complete"})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestLoadFillsAStore(t *testing.T) {
	s, g := open(t), sample.New(1)
	began := time.Now()
	staff, err := g.Load(t.Context(), s, crm.SystemActor(), sample.Options{Size: sample.Demo, PasswordHash: "x"})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("loaded in %v", time.Since(began))
	page, err := s.Persons(t.Context(), crm.SystemActor(), crm.Query{Limit: 500})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range page.Items {
		if p.Company == 0 || p.CompanyName == "" {
			t.Fatalf("%s belongs to no company", p.Name())
		}
	}
	languages, categories := map[string]int{}, map[string]int{}
	for _, u := range staff.Users {
		languages[u.Language]++
		categories[u.Category]++
	}
	if len(languages) < 2 || len(categories) < 4 {
		t.Errorf("users speak %v and stand in %v", languages, categories)
	}
	n, more, err := s.CountPersons(t.Context(), crm.SystemActor(), crm.Query{})
	if err != nil || n != crm.CountCap || !more {
		t.Errorf("counted %d persons, more %v: %v", n, more, err)
	}
}
