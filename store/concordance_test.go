package store

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"holm/crm"
)

// TestTheConcordanceFollowsChanges changes, trashes, restores and creates
// persons after the concordance was made, and compares what is found with all
// persons sifted in memory.
func TestTheConcordanceFollowsChanges(t *testing.T) {
	f := newFixture(t, "")
	reader := f.user("reader", crm.RoleReader)
	narrow := f.user("narrow", f.narrowRole(), f.group("north"))
	all := managed(f, []int64{f.admin.User, narrow.User, reader.User}, narrow.Groups[0])
	if c, err := f.person.concordance(t.Context(), f.Store); err != nil || c == nil {
		t.Fatalf("concordance %v, %v", c, err)
	}
	changed := false
	rapid.Check(t, func(rt *rapid.T) {
		all = changedPerson(rt, f, all)
		a := rapid.SampledFrom([]crm.Actor{crm.SystemActor(), reader, narrow}).Draw(rt, "actor")
		text := strings.Join(rapid.SliceOfN(drawnWords, 1, 2).Draw(rt, "words"), " ")
		order := crm.Sort{Field: "name", Desc: rapid.Bool().Draw(rt, "descending")}
		f.looks = rapid.SampledFrom([]int{1, candidatesSeen}).Draw(rt, "looks")
		want := sifted(f, all, a, text, order)
		limit := rapid.IntRange(5, 40).Draw(rt, "limit")
		if got := paged(rt, f, a, crm.Query{Text: text, Sort: order, Limit: limit}); !slices.Equal(got, want) {
			rt.Fatalf("%q by %+v for %d: %v, want %v", text, order, a.User, got, want)
		}
		n, more, err := f.CountPersons(t.Context(), a, crm.Query{Text: text, Sort: order})
		if err != nil || n != len(want) || more {
			rt.Fatalf("%q counted for %d: %d, more %t, %v, want %d", text, a.User, n, more, err, len(want))
		}
		if c := f.person.shelf.have; c != nil {
			changed = changed || len(c.changes()) > 0
		}
	})
	if !changed {
		t.Error("no change came after the concordance")
	}
}

// changedPerson does something to one of the persons.
func changedPerson(t *rapid.T, f *fixture, all []foundPerson) []foundPerson {
	ctx, system := f.t.Context(), crm.SystemActor()
	p := &all[rapid.IntRange(0, len(all)-1).Draw(t, "person")]
	var err error
	switch rapid.IntRange(0, 4).Draw(t, "change") {
	case 0:
		fresh := drawPerson(t)
		err = f.CreatePerson(ctx, system, &fresh)
		return checked(t, append(all, foundPerson{person: fresh}), err)
	case 1:
		if p.trashed {
			err = f.RestorePerson(ctx, system, p.person.ID)
		} else {
			err = f.TrashPerson(ctx, system, p.person.ID, 0)
		}
		p.trashed = !p.trashed
		return checked(t, all, err)
	}
	if p.trashed {
		return all
	}
	change := rapid.SampledFrom([]crm.Change{
		crm.Change{"last_name": drawnNames.Draw(t, "last")}, crm.Change{"first_name": drawnNames.Draw(t, "first")},
		crm.Change{"position": drawnJobs.Draw(t, "job")}, crm.Change{"visibility": "owner"}, crm.Change{"visibility": "everyone"},
		crm.Change{"note": drawnNames.Draw(t, "note")},
	}).Draw(t, "field")
	p.person, err = f.UpdatePerson(ctx, system, p.person.ID, 0, change)
	return checked(t, all, err)
}

func checked(t *rapid.T, all []foundPerson, err error) []foundPerson {
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestBitmapFindsTheNextNumber(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		numbers := rapid.SliceOfDistinct(rapid.IntRange(0, 199), func(n int) int { return n }).Draw(t, "numbers")
		b := make(bitmap, 4)
		for _, n := range numbers {
			b[n/64] |= 1 << (n % 64)
		}
		from := rapid.IntRange(0, 199).Draw(t, "from")
		after, before := len(b)*64, -1
		for _, n := range numbers {
			if n >= from {
				after = min(after, n)
			}
			if n <= from {
				before = max(before, n)
			}
		}
		if got := b.next(from, false); got != after {
			t.Errorf("from %d on: %d, want %d", from, got, after)
		}
		if got := b.next(from, true); got != before {
			t.Errorf("up to %d: %d, want %d", from, got, before)
		}
	})
}
