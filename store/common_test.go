package store

import (
	"fmt"
	"slices"
	"testing"

	"holm/crm"
)

// TestCommonWordsFindEverything pages through what common words find, dense at
// the beginning of the list and only beyond the rows that are walked, and
// compares with the records in their order.
func TestCommonWordsFindEverything(t *testing.T) {
	if testing.Short() {
		t.Skip("26,000 persons for one reader: nothing here could race")
	}
	f := newFixture(t, "")
	persons := make([]crm.Person, 0, rowsWalked+1800)
	for i := range cap(persons) {
		p := crm.Person{FirstName: "Stille", LastName: fmt.Sprintf("Aagaard %05d", i), Position: "Chef"}
		if i < 200 || i >= rowsWalked+500 {
			p.FirstName = "Fyrre Tyve"
		}
		if i%10 == 0 && i > rowsWalked {
			p.Visibility = crm.VisibleToOwner
		}
		persons = append(persons, p)
	}
	if err := f.CreatePersons(t.Context(), f.admin, persons); err != nil {
		t.Fatal(err)
	}
	has := map[int64]bool{}
	for _, p := range persons {
		has[p.ID] = p.FirstName != "Stille"
	}
	reader := f.user("reader", crm.RoleReader)
	for _, plainly := range []bool{true, false} {
		f.plainly = plainly
		checkCommonWords(t, f, reader, has)
	}
}

func checkCommonWords(t *testing.T, f *fixture, reader crm.Actor, has map[int64]bool) {
	t.Helper()
	for name, a := range map[string]crm.Actor{"reader": reader, "admin": f.admin, "system": crm.SystemActor()} {
		for _, text := range []string{"fyr", "tyv fyr", "fyrre tyve chef", "f", "fy ch"} {
			for _, order := range []crm.Sort{{Field: "name"}, {Field: "name", Desc: true}, {Field: "created_at"}, {Field: "updated_at", Desc: true}} {
				want := slices.DeleteFunc(allByWords(t, f, a, "", order), func(id int64) bool { return !has[id] })
				got := allByWords(t, f, a, text, order)
				if len(got) < 1300 || !slices.Equal(got, want) {
					t.Errorf("%s asks for %q by %+v: %d persons, want %d in their order", name, text, order, len(got), len(want))
				}
			}
			if hits, err := f.Search(t.Context(), a, text, 20); err != nil || len(hits) != 20 {
				t.Errorf("%s searches for %q: %d hits, %v", name, text, len(hits), err)
			}
			f.sizes.known = nil // a count that was capped is remembered
			n, more, err := f.CountPersons(t.Context(), a, crm.Query{Text: text})
			if err != nil || !more || f.plainly && (n < 250 || n > wordsCounted) || !f.plainly && n < 250 {
				t.Errorf("%s counts %q: %d, more %t, %v", name, text, n, more, err)
			}
		}
	}
}

func allByWords(t *testing.T, f *fixture, a crm.Actor, text string, order crm.Sort) []int64 {
	t.Helper()
	var ids []int64
	q := crm.Query{Text: text, Sort: order, Limit: 500}
	for {
		page, err := f.Persons(t.Context(), a, q)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range page.Items {
			ids = append(ids, p.ID)
		}
		if q.After = page.Next; q.After == "" {
			return ids
		}
	}
}
