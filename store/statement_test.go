package store

import (
	"testing"

	"holm/crm"
)

// TestNoStatementRunsPerRow counts the statements of short and long lists.
func TestNoStatementRunsPerRow(t *testing.T) {
	f := newFixture(t, "")
	reader := f.user("reader", crm.RoleReader)
	persons := manyPersons(60)
	companies := manyCompanies(60)
	if err := f.CreateCompanies(t.Context(), f.admin, companies); err != nil {
		t.Fatal(err)
	}
	for i := range persons {
		persons[i].Company = companies[i].ID
	}
	if err := f.CreatePersons(t.Context(), f.admin, persons); err != nil {
		t.Fatal(err)
	}
	for name, list := range map[string]func(limit int) error{
		"persons": func(limit int) error {
			_, err := f.Persons(t.Context(), reader, crm.Query{Limit: limit})
			return err
		},
		"persons by text": func(limit int) error {
			_, err := f.Persons(t.Context(), reader, crm.Query{Text: "soren", Limit: limit})
			return err
		},
		"companies": func(limit int) error {
			_, err := f.Companies(t.Context(), reader, crm.Query{Limit: limit})
			return err
		},
		"search": func(limit int) error { _, err := f.Search(t.Context(), reader, "to", limit); return err },
		"users":  func(int) error { _, err := f.Users(t.Context(), f.admin); return err },
	} {
		if err := list(1); err != nil { // what is remembered from then on
			t.Fatal(err)
		}
		var ran [2]int64
		for i, limit := range []int{2, 50} {
			before := f.reads.Load()
			if err := list(limit); err != nil {
				t.Fatal(err)
			}
			ran[i] = f.reads.Load() - before
		}
		if ran[0] != ran[1] || ran[1] > 12 {
			t.Errorf("%s: %d statements for 2 rows, %d for 50", name, ran[0], ran[1])
		}
	}
}
