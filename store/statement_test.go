package store

import (
	"testing"

	"holm/crm"
)

// different is how many different statements the readers have prepared.
func different(s *Store) int {
	n := 0
	s.stmts.Range(func(_, _ any) bool { n++; return true })
	return n
}

// TestListsTakeTheSameStatementsWhateverTheirLength would grow with a statement
// made per row, and notices one that is built from values.
func TestListsTakeTheSameStatementsWhateverTheirLength(t *testing.T) {
	f := newFixture(t, "")
	reader := f.user("reader", crm.RoleReader)
	list := func(limit int) {
		t.Helper()
		for _, text := range []string{"", "soren"} {
			if _, err := f.Persons(t.Context(), reader, crm.PersonQuery{Filter: crm.PersonFilter{Text: text}, Limit: limit}); err != nil {
				t.Fatal(err)
			}
		}
	}
	persons := manyPersons(60)
	c := f.company(f.admin, "Fælles")
	for i := range persons {
		persons[i].Company = c.ID
	}
	if err := f.CreatePersons(t.Context(), f.admin, persons); err != nil {
		t.Fatal(err)
	}
	list(50)
	before := different(f.Store)
	for range 3 {
		list(50)
	}
	if after := different(f.Store); after != before {
		t.Errorf("%d statements became %d", before, after)
	}
}
