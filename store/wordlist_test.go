package store

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"holm/crm"
)

// found is what a record is, as far as it is found by words.
type foundPerson struct {
	person  crm.Person
	trashed bool
}

var (
	drawnNames = rapid.SampledFrom(strings.Fields("Jens Jensen Jenny Jørn Åse Aase Aa Bo Böhm Østergård Oster Ole 3M Li Lis Lise 007"))
	drawnJobs  = rapid.SampledFrom([]string{"", "Jernhandler", "Direktør", "Jens' afløser", "Leder af salg"})
	drawnPhone = rapid.SampledFrom([]string{"", "+45 68 12 34 56", "+45 22 33 44 55", "1234", "+47 22 68 12 00"})
	drawnMail  = rapid.SampledFrom([]string{"", "jens.jensen@skov.example", "salg@3m.example", "åse_b@ørsted.example"})
	drawnWords = rapid.SampledFrom(strings.Fields("j je jen jens jense jensen o os ost aa a å 3 3m 0 00 07 123 1234 6812 3456 45 salg@ jens.j@ jens.jensen@skov direktor jern af xyz . salg li lis lise skov.e"))
)

func drawPerson(t *rapid.T) crm.Person {
	p := crm.Person{FirstName: drawnNames.Draw(t, "first"), LastName: drawnNames.Draw(t, "last"), Position: drawnJobs.Draw(t, "job")}
	if n := drawnPhone.Draw(t, "phone"); n != "" {
		p.Phones = []crm.Phone{{Kind: "mobile", Number: n}}
	}
	if e := drawnMail.Draw(t, "mail"); e != "" {
		p.Emails = []crm.Email{{Address: e}}
	}
	p.Visibility = rapid.SampledFrom([]crm.Visibility{crm.VisibleToAll, crm.VisibleToAll, crm.VisibleToGroup, crm.VisibleToOwner}).Draw(t, "visibility")
	return p
}

// TestWordsFindWhatMemoryFinds creates, changes, trashes and restores persons
// and compares what words find, in any order, in pages onwards and back, with
// all persons sifted in memory.
func TestWordsFindWhatMemoryFinds(t *testing.T) {
	f := newFixture(t, "")
	reader := f.user("reader", crm.RoleReader)
	narrow := f.user("narrow", f.narrowRole(), f.group("north"))
	all := managed(f, []int64{f.admin.User, narrow.User, reader.User}, narrow.Groups[0])
	rapid.Check(t, func(rt *rapid.T) {
		f.plainly = rapid.Bool().Draw(rt, "plainly")
		f.looks = rapid.SampledFrom([]int{1, candidatesSeen}).Draw(rt, "looks")
		a := rapid.SampledFrom([]crm.Actor{crm.SystemActor(), reader, narrow}).Draw(rt, "actor")
		text := strings.Join(rapid.SliceOfN(drawnWords, 1, 3).Draw(rt, "words"), " ")
		order := rapid.SampledFrom([]crm.Sort{{Field: "name"}, {Field: "name", Desc: true}, {Field: "updated_at"}, {Field: "created_at", Desc: true}}).Draw(rt, "order")
		want := sifted(f, all, a, text, order)
		limit := rapid.IntRange(5, 40).Draw(rt, "limit")
		if got := paged(rt, f, a, crm.Query{Text: text, Sort: order, Limit: limit}); !slices.Equal(got, want) {
			rt.Fatalf("%q by %+v for %d: %v, want %v", text, order, a.User, got, want)
		}
		n, more, err := f.CountPersons(t.Context(), a, crm.Query{Text: text, Sort: order})
		if err != nil || n != len(want) || more {
			rt.Fatalf("%q counted for %d: %d, more %t, %v, want %d", text, a.User, n, more, err, len(want))
		}
		f.looks = candidatesSeen
		hits, err := f.Search(t.Context(), a, text, 100)
		if err != nil || len(hits) != min(len(want), 100) {
			rt.Fatalf("%q searched for %d: %d hits, %v, want %d", text, a.User, len(hits), err, len(want))
		}
	})
}

// managed are persons, some of whom were changed, trashed and restored.
func managed(f *fixture, owners []int64, group int64) []foundPerson {
	f.t.Helper()
	ctx, system, drawn := f.t.Context(), crm.SystemActor(), rapid.Custom(drawPerson)
	persons := make([]crm.Person, 400)
	for i := range persons {
		persons[i] = drawn.Example(i)
		persons[i].Owner = owners[i%len(owners)]
		if i%2 == 0 {
			persons[i].Group = group
		}
	}
	if err := f.CreatePersons(ctx, system, persons); err != nil {
		f.t.Fatal(err)
	}
	all := make([]foundPerson, len(persons))
	for i, p := range persons {
		other, err := drawn.Example(1000+i), error(nil)
		switch i % 6 {
		case 0:
			change := crm.Change{"first_name": other.FirstName, "position": other.Position}
			_, err = f.UpdatePerson(ctx, system, p.ID, 0, change)
		case 1, 2:
			err = f.TrashPerson(ctx, system, p.ID, 0)
		}
		if err == nil && i%6 == 2 {
			err = f.RestorePerson(ctx, system, p.ID)
		}
		if err == nil {
			p, err = f.Person(ctx, system, p.ID)
		}
		if err != nil {
			f.t.Fatal(err)
		}
		all[i] = foundPerson{p, i%6 == 1}
	}
	return all
}

// sifted is what a naive reading finds, in the order of the list.
func sifted(f *fixture, all []foundPerson, a crm.Actor, text string, order crm.Sort) []int64 {
	words := crm.QueryTerms(text)
	var kept []crm.Person
	for _, one := range all {
		if !one.trashed && len(words) > 0 && a.Right(crm.EntityPerson, one.person.Holding()) >= crm.RightRead && one.person.Terms().Match(words) {
			kept = append(kept, one.person)
		}
	}
	slices.SortFunc(kept, func(x, y crm.Person) int {
		n := 0
		switch order.Field {
		case "name":
			n = bytes.Compare(f.person.nameKey(&x), f.person.nameKey(&y))
		case "updated_at":
			n = x.UpdatedAt.Compare(y.UpdatedAt)
		}
		if n = cmp.Or(n, cmp.Compare(x.ID, y.ID)); order.Desc {
			return -n
		}
		return n
	})
	var ids []int64
	for _, p := range kept {
		ids = append(ids, p.ID)
	}
	return ids
}

// paged reads all pages, and checks that going back shows the same.
func paged(rt *rapid.T, f *fixture, a crm.Actor, q crm.Query) []int64 {
	var ids []int64
	var back string
	for {
		page, err := f.Persons(f.t.Context(), a, q)
		if err != nil {
			rt.Fatal(err)
		}
		for _, p := range page.Items {
			ids = append(ids, p.ID)
		}
		if len(page.Items) > 0 {
			back = page.Prev
		}
		if q.After = page.Next; q.After == "" {
			break
		}
	}
	var before []int64
	for q.After = back; q.After != ""; {
		page, err := f.Persons(f.t.Context(), a, q)
		if err != nil {
			rt.Fatal(err)
		}
		q.After = page.Prev
		slices.Reverse(page.Items)
		for _, p := range page.Items {
			before = append(before, p.ID)
		}
	}
	slices.Reverse(before)
	if !slices.Equal(before, ids[:len(before)]) || back != "" && len(ids)-len(before) > q.Limit {
		rt.Fatalf("back leads to %v, onwards to %v", before, ids)
	}
	return ids
}
