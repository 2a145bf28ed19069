package store

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"holm/crm"
)

var filterTexts = []string{"Søren", "soeren", "SØR", "ren", "Ø", "æ", "Nordlys", "nord", "lys a/s", "", "Å", "aa", "e", "Göran", "straße", "STRASSE", "12", "Oe"}

// drawText draws a text of a record or of a filter.
func drawText(t *rapid.T) string { return rapid.SampledFrom(filterTexts).Draw(t, "text") }

var filterTags = []string{"Messe", "nyt", "Ångström"}

var filterDays = []string{"2026-02-28", "2026-03-01", "2026-03-02", "2026-03-03", "2025-12-31"}

// drawID draws 0, an id of a list, or one of the first companies, users and
// groups that a test makes.
func drawID(t *rapid.T) int64 {
	return rapid.SampledFrom([]int64{0, 1, 2, firstOwnID, firstOwnID + 1, firstOwnID + 2}).Draw(t, "id")
}

// drawFilterValue draws a value of the field that records may well have.
func drawFilterValue(t *rapid.T, f crm.Field) crm.Value {
	switch f.Type {
	case crm.TypeInteger:
		return crm.Value{Kind: crm.ValueNumber, Number: rapid.SampledFrom([]int64{-1, 0, 1, 2, 3, 5, 7, firstOwnID + 3, firstOwnID + 60}).Draw(t, "number")}
	case crm.TypeReference, crm.TypeCompanies:
		if f.References == crm.EntityUser && rapid.Bool().Draw(t, "me") {
			return crm.Value{Kind: crm.ValueMe}
		}
		return crm.Value{Kind: crm.ValueNumber, Number: drawID(t)}
	case crm.TypeFlag:
		return crm.Value{Kind: crm.ValueFlag, Number: rapid.Int64Range(0, 1).Draw(t, "flag")}
	case crm.TypeChoice:
		return crm.Value{Text: rapid.SampledFrom(f.Choices).Draw(t, "choice")}
	case crm.TypeDate, crm.TypeMoment:
		return drawFilterDate(t, f)
	case crm.TypePhones:
		return crm.Value{Text: rapid.SampledFrom([]string{"33", "3312", "+45 33", "12", "x", "67"}).Draw(t, "digits")}
	case crm.TypeEmails:
		return crm.Value{Text: rapid.SampledFrom([]string{"a@nord.example", "A@NORD.example", "nord", "B@", "ø"}).Draw(t, "address")}
	}
	if f.Type == crm.TypeTags {
		return crm.Value{Text: rapid.SampledFrom(filterTags).Draw(t, "tag")}
	}
	return crm.Value{Text: drawText(t)}
}

func drawFilterDate(t *rapid.T, f crm.Field) crm.Value {
	switch rapid.IntRange(0, 3).Draw(t, "kind of date") {
	case 0:
		if f.Type == crm.TypeMoment {
			at := start.Add(time.Duration(rapid.IntRange(-30, 30).Draw(t, "hours")) * time.Hour)
			return crm.Value{Kind: crm.ValueInstant, Text: at.Format(time.RFC3339Nano)}
		}
	case 1:
		return crm.Value{Kind: crm.ValuePeriod, Text: string(rapid.SampledFrom(crm.Periods).Draw(t, "period"))}
	case 2:
		days := rapid.SampledFrom([]crm.Period{crm.LastDays, crm.NextDays}).Draw(t, "days")
		return crm.Value{Kind: crm.ValuePeriod, Text: string(days), Number: rapid.Int64Range(1, 90).Draw(t, "n")}
	}
	return crm.Value{Kind: crm.ValueDay, Text: rapid.SampledFrom(filterDays).Draw(t, "day")}
}

func drawFilter(t *rapid.T, fields []crm.Field, depth int) crm.Filter {
	if depth == 0 || rapid.IntRange(0, 2).Draw(t, "shape") == 0 {
		f := rapid.SampledFrom(fields).Draw(t, "field")
		c := crm.Condition{Field: f.Name, Operator: rapid.SampledFrom(crm.Operators(f)).Draw(t, "operator")}
		n := 1
		switch c.Operator {
		case crm.OpEmpty:
			n = 0
		case crm.OpRange:
			n = 2
		case crm.OpIs:
			n = rapid.IntRange(1, 2).Draw(t, "values")
		}
		for range n {
			c.Values = append(c.Values, drawFilterValue(t, f))
		}
		return crm.Where(c)
	}
	var parts []crm.Filter
	for range rapid.IntRange(1, 3).Draw(t, "parts") {
		parts = append(parts, drawFilter(t, fields, depth-1))
	}
	switch rapid.IntRange(0, 2).Draw(t, "joint") {
	case 0:
		return crm.Not(parts[0])
	case 1:
		return crm.Or(parts...)
	}
	return crm.And(parts...)
}

// drawHolding draws whose a record is.
func drawHolding(t *rapid.T, users, groups []int64) crm.Record {
	return crm.Record{Owner: rapid.SampledFrom(users).Draw(t, "owner"), Group: rapid.SampledFrom(groups).Draw(t, "group"),
		Visibility: rapid.SampledFrom([]crm.Visibility{crm.VisibleToAll, crm.VisibleToGroup, crm.VisibleToOwner}).Draw(t, "visibility")}
}

func drawPoints(t *rapid.T) (phones []crm.Phone, emails []crm.Email) {
	for range rapid.IntRange(0, 2).Draw(t, "phones") {
		phones = append(phones, crm.Phone{Number: rapid.SampledFrom([]string{"33 12 45 67", "12", "+46 8 33 12 00"}).Draw(t, "phone")})
	}
	if rapid.Bool().Draw(t, "e-mail") {
		emails = append(emails, crm.Email{Address: rapid.SampledFrom([]string{"A@Nord.example", "b@syd.example"}).Draw(t, "address")})
	}
	return phones, emails
}

func drawTags(t *rapid.T) []string {
	if tag := rapid.SampledFrom(append([]string{""}, filterTags...)).Draw(t, "tag"); tag != "" {
		return []string{tag}
	}
	return nil
}

func drawFilteredCompany(t *rapid.T, holding crm.Record) crm.Company {
	phones, emails := drawPoints(t)
	holding.Tags = drawTags(t)
	return crm.Company{Record: holding, Name: drawText(t) + " x", Department: drawText(t), OrgNo: drawText(t),
		Category: rapid.Int64Range(0, 3).Draw(t, "category"), Note: drawText(t), Employees: rapid.Int64Range(0, 6).Draw(t, "employees"),
		Stop: rapid.Bool().Draw(t, "stop"), Phones: phones, Emails: emails, Street: crm.Address{City: drawText(t)},
		SupportContact: rapid.SampledFrom([]int64{0, holding.Owner}).Draw(t, "support")}
}

func drawFilteredPerson(t *rapid.T, holding crm.Record) crm.Person {
	phones, emails := drawPoints(t)
	holding.Tags = drawTags(t)
	p := crm.Person{Record: holding, FirstName: drawText(t), LastName: drawText(t) + "y", Position: drawText(t),
		Phones: phones, Emails: emails, BirthDate: rapid.SampledFrom(append([]string{""}, filterDays...)).Draw(t, "birth date"),
		LeadStatus: rapid.SampledFrom(append([]string{""}, crm.LeadStatuses...)).Draw(t, "lead status"),
		Retired:    rapid.Bool().Draw(t, "retired"), Company: rapid.SampledFrom([]int64{0, firstOwnID, firstOwnID + 1}).Draw(t, "company")}
	if other := rapid.SampledFrom([]int64{0, firstOwnID, firstOwnID + 2}).Draw(t, "other company"); other != 0 && other != p.Company {
		p.Companies = []crm.Affiliation{{Company: other}}
	}
	if rapid.Bool().Draw(t, "link") {
		p.SocialLinks = []crm.Link{{URL: "https://nord.example/Søren"}}
	}
	return p
}

// TestFiltersMeanTheSameInEveryEngine compares lists and counts with what
// crm.Filter.Match says of each record, by every order and in both
// directions, with and without the windows that long tables are walked by.
func TestFiltersMeanTheSameInEveryEngine(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		north := f.group("north")
		actors := []crm.Actor{f.admin, f.user("narrow", f.narrowRole(), north), f.user("reader", crm.RoleReader), crm.SystemActor()}
		holders := []int64{f.admin.User, actors[1].User, actors[2].User}
		records := func(n int, one func(t *rapid.T, holding crm.Record)) {
			for i := range n {
				f.clockAt(start.Add(time.Duration(i%7-3) * 11 * time.Hour))
				rapid.Custom(func(t *rapid.T) bool {
					one(t, drawHolding(t, holders, []int64{0, north}))
					return true
				}).Example(i)
			}
			f.clockAt(start)
		}
		records(60, func(rt *rapid.T, holding crm.Record) {
			c := drawFilteredCompany(rt, holding)
			if err := f.CreateCompany(ctx, crm.SystemActor(), &c); err != nil {
				t.Fatal(err)
			}
		})
		records(90, func(rt *rapid.T, holding crm.Record) {
			p := drawFilteredPerson(rt, holding)
			if err := f.CreatePerson(ctx, crm.SystemActor(), &p); err != nil {
				t.Fatal(err)
			}
		})
		zone, err := time.LoadLocation("Europe/Stockholm")
		if err != nil {
			t.Fatal(err)
		}
		rapid.Check(t, func(t *rapid.T) {
			f.plainly = rapid.Bool().Draw(t, "plainly")
			f.walking = rapid.SampledFrom([]walking{usualWalk, {first: 3, most: 7, all: 20, time: time.Hour}}).Draw(t, "walk")
			a := rapid.SampledFrom(actors).Draw(t, "actor")
			q := crm.Query{Zone: rapid.SampledFrom([]*time.Location{nil, zone}).Draw(t, "zone"), Limit: rapid.IntRange(1, 40).Draw(t, "limit")}
			if rapid.IntRange(0, 4).Draw(t, "with words") == 0 {
				q.Text = rapid.SampledFrom([]string{"nord", "soren", "a@nord.example", "o"}).Draw(t, "words")
			}
			q.Sort.Desc = rapid.Bool().Draw(t, "descending")
			if rapid.Bool().Draw(t, "persons") {
				q.Filter = drawFilter(t, crm.FilterFields(crm.EntityPerson), 2)
				q.Sort.Field = rapid.SampledFrom(crm.PersonSorts).Draw(t, "order")
				sameAsMatch(ctx, t, f.Store, a, q, f.Persons, f.CountPersons)
				return
			}
			q.Filter = drawFilter(t, crm.FilterFields(crm.EntityCompany), 2)
			q.Sort.Field = rapid.SampledFrom(crm.CompanySorts).Draw(t, "order")
			sameAsMatch(ctx, t, f.Store, a, q, f.Companies, f.CountCompanies)
		})
	})
}

func sameAsMatch[T any, R record[T]](ctx context.Context, t *rapid.T, s *Store, a crm.Actor, q crm.Query,
	page func(context.Context, crm.Actor, crm.Query) (crm.Page[T], error),
	count func(context.Context, crm.Actor, crm.Query) (int, bool, error), _ ...R) {
	from := crm.Viewpoint{User: a.User, Now: s.clock(), Zone: q.Zone}
	plain := q
	plain.Filter, plain.Limit = crm.Filter{}, 500
	everything, err := page(ctx, a, plain)
	if err != nil {
		t.Fatal(err)
	}
	var want []int64
	for i := range everything.Items {
		if r := R(&everything.Items[i]); q.Filter.Match(r, from) {
			want = append(want, r.Meta().ID)
		}
	}
	got, last := walkPages[T, R](ctx, t, a, q, page, false)
	if !slices.Equal(got, want) {
		t.Fatalf("%s by %v: the list has %v, the memory %v", q.Filter, q.Sort, got, want)
	}
	if last.Prev != "" {
		q.After = last.Prev
		back, _ := walkPages[T, R](ctx, t, a, q, page, true)
		slices.Reverse(back)
		if all := want[:len(want)-len(last.Items)]; !slices.Equal(back, all) {
			t.Fatalf("%s by %v: backwards the list has %v, the memory %v", q.Filter, q.Sort, back, all)
		}
		q.After = ""
	}
	n, more, err := count(ctx, a, q)
	if err != nil || n != len(want) && !(more && n < len(want)) {
		t.Fatalf("%s: counted %d, more %t, %v; there are %d", q.Filter, n, more, err, len(want))
	}
}

// walkPages reads pages to the end and returns the ids as they came, backward
// pages turned round, and the last page.
func walkPages[T any, R record[T]](ctx context.Context, t *rapid.T, a crm.Actor, q crm.Query,
	page func(context.Context, crm.Actor, crm.Query) (crm.Page[T], error), back bool) (ids []int64, last crm.Page[T]) {
	for range 1000 {
		p, err := page(ctx, a, q)
		if err != nil {
			t.Fatalf("%s by %v: %v", q.Filter, q.Sort, err)
		}
		if len(p.Items) > q.Limit {
			t.Fatal(fmt.Sprintf("a page of %d has %d records", q.Limit, len(p.Items)))
		}
		var these []int64
		for i := range p.Items {
			these = append(these, R(&p.Items[i]).Meta().ID)
		}
		q.After = p.Next
		if back {
			slices.Reverse(these)
			q.After = p.Prev
		}
		ids, last = append(ids, these...), p
		if q.After == "" {
			return ids, last
		}
	}
	t.Fatal("there is no end to the pages")
	return nil, last
}
