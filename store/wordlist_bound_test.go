package store

import (
	"fmt"
	"testing"

	"holm/crm"
)

// TestAPageOfACommonWordLooksAtFew counts the records that a page looks at,
// in a list ten times as long, too.
func TestAPageOfACommonWordLooksAtFew(t *testing.T) {
	f := newFixture(t, "")
	f.plainly = true
	reader := f.user("reader", crm.RoleReader)
	for _, n := range []int{400, 3600} {
		persons := make([]crm.Person, n)
		for i := range persons {
			persons[i] = crm.Person{FirstName: fmt.Sprintf("Jens%d", i%7), LastName: fmt.Sprintf("Aagaard %04d", i), Position: "Chef"}
		}
		if err := f.CreatePersons(t.Context(), f.admin, persons); err != nil {
			t.Fatal(err)
		}
		for _, text := range []string{"j", "je", "jen", "jens", "jens3", "jen che", "c"} {
			l := listing{actor: reader, text: text, limit: 50}
			before := f.reads.Load()
			page, err := f.person.rows(t.Context(), f.Store, &l)
			if err != nil || len(page.Items) != 50 || l.lists == nil {
				t.Fatalf("%q of %d: %d persons, lists %v, %v", text, n, len(page.Items), l.lists, err)
			}
			if ran := f.reads.Load() - before; ran > 8 {
				t.Errorf("%q of %d persons: %d statements", text, n, ran)
			}
		}
	}
}

func TestNextCandidatesFollowWhatWasShown(t *testing.T) {
	for _, c := range []struct{ looked, shown, wanted, want int }{
		{60, 0, 51, 240}, {200, 100, 151, firstCandidates + 67}, {204, 8, 51, 816}, {4000, 40, 51, 1375}, {4000, 0, 51, mostCandidates}, {60, 50, 51, firstCandidates},
	} {
		if got := nextCandidates(c.looked, c.shown, c.wanted); got != c.want {
			t.Errorf("%d of %d shown, %d wanted: %d more, want %d", c.shown, c.looked, c.wanted, got, c.want)
		}
	}
}
