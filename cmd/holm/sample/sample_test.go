package sample_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"holm/cmd/holm/sample"
	"holm/crm"
)

func TestTheSameSeedGivesTheSameRecords(t *testing.T) {
	a, b, other := sample.New(7), sample.New(7), sample.New(8)
	same := 0
	for n := range int64(200) {
		if diff := cmp.Diff(a.Company(n), b.Company(n)); diff != "" {
			t.Fatalf("company %d differs:\n%s", n, diff)
		}
		if a.Company(n).Name == other.Company(n).Name {
			same++
		}
	}
	if same > 5 {
		t.Errorf("%d of 200 companies have the same name under another seed", same)
	}
	size := sample.Size{Companies: 50, Persons: 200}
	if diff := cmp.Diff(persons(a, size), persons(b, size)); diff != "" {
		t.Fatalf("persons differ:\n%s", diff)
	}
}

func persons(g *sample.Generator, size sample.Size) []crm.Person {
	var out []crm.Person
	for _, p := range g.Persons(size) {
		out = append(out, p)
	}
	return out
}

func TestCompaniesDoNotRepeat(t *testing.T) {
	g := sample.New(1)
	seen := map[string]int64{}
	for n := range int64(100_000) {
		c := g.Company(n)
		once(t, seen, "name "+c.Name, n)
		once(t, seen, "org_no "+c.Street.Country+c.OrgNo, n)
		once(t, seen, "domain "+c.Domain, n)
		once(t, seen, "phone "+c.Phones[0].Number, n)
		once(t, seen, "email "+c.Emails[0].Address, n)
	}
}

func once(t *testing.T, seen map[string]int64, what string, n int64) {
	t.Helper()
	if before, ok := seen[what]; ok {
		t.Fatalf("%s stands in %d and in %d", what, before, n)
	}
	seen[what] = n
}

func TestPersonsDoNotRepeat(t *testing.T) {
	g := sample.New(1)
	seen := map[string]int64{}
	made := int64(0)
	for _, p := range g.Persons(sample.Size{Companies: 20_000, Persons: 200_000}) {
		once(t, seen, "name "+p.Language+p.Name(), made)
		once(t, seen, "email "+p.Emails[0].Address, made)
		made++
	}
	if made != 200_000 {
		t.Errorf("made %d persons", made)
	}
}

func TestFirstAndLastNamesDoNotRepeatInTheDemo(t *testing.T) {
	g := sample.New(1)
	seen := map[string]int64{}
	for n, p := range g.Persons(sample.Demo) {
		once(t, seen, p.Language+p.FirstName+" "+p.LastName, n)
	}
}

func TestEveryRecordIsValid(t *testing.T) {
	g := sample.New(3)
	for n := range sample.Demo.Companies {
		c := g.Company(n)
		c.Tidy("DK")
		if err := c.Validate(); err != nil {
			t.Fatalf("%s: %v", c.Name, err)
		}
		if !strings.HasSuffix(c.Domain, ".example") {
			t.Fatalf("%s has the address %s", c.Name, c.Domain)
		}
		if c.Phones[0].E164 == "" {
			t.Fatalf("%s: %s cannot be dialled", c.Name, c.Phones[0].Number)
		}
	}
	for n, p := range g.Persons(sample.Demo) {
		p.Tidy("DK")
		if err := p.Validate(); err != nil {
			t.Fatalf("%s: %v", p.Name(), err)
		}
		c := g.Company(n)
		if !strings.HasSuffix(p.Emails[0].Address, "@"+c.Domain) {
			t.Fatalf("%s of %s has the address %s", p.Name(), c.Domain, p.Emails[0].Address)
		}
		for _, phone := range p.Phones {
			if phone.E164 == "" {
				t.Fatalf("%s: %s cannot be dialled", p.Name(), phone.Number)
			}
		}
	}
}

func TestOrganisationNumbersCarryTheirCheckDigit(t *testing.T) {
	g := sample.New(1)
	for n := range int64(500) {
		c := g.Company(n)
		if c.Street.Country != "DK" {
			continue
		}
		sum := 0
		for i, w := range []int{2, 7, 6, 5, 4, 3, 2, 1} {
			sum += w * int(c.OrgNo[i]-'0')
		}
		if len(c.OrgNo) != 8 || sum%11 != 0 {
			t.Fatalf("%s has the number %s", c.Name, c.OrgNo)
		}
	}
}
