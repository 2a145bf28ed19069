package store

import (
	"fmt"
	"testing"
	"time"

	"holm/crm"
)

// manyCompanies makes up n companies.
func manyCompanies(n int) []crm.Company {
	out := make([]crm.Company, n)
	for i := range out {
		out[i] = crm.Company{Name: fmt.Sprintf("Tømrermester %d ApS", i), OrgNo: fmt.Sprint(10000000 + i),
			Phones: []crm.Phone{{Kind: "main", Number: fmt.Sprintf("+45 33%06d", i)}},
			Emails: []crm.Email{{Address: fmt.Sprintf("info@firm%d.example", i)}}, Street: crm.Address{Line1: "Gade 1", City: "Århus", Country: "DK"}}
	}
	return out
}

// manyPersons makes up n persons.
func manyPersons(n int) []crm.Person {
	out := make([]crm.Person, n)
	for i := range out {
		out[i] = crm.Person{FirstName: fmt.Sprintf("Søren%d", i%500), LastName: fmt.Sprintf("Jørgensen%d", i%3000), Position: "Indkøber",
			Phones: []crm.Phone{{Kind: "mobile", Number: fmt.Sprintf("+45 22%06d", i%1000000)}},
			Emails: []crm.Email{{Address: fmt.Sprintf("s%d@firm.example", i)}}}
	}
	return out
}

func TestManyRecordsInOneTransaction(t *testing.T) {
	f := newFixture(t, "")
	began := time.Now()
	if err := f.CreateCompanies(t.Context(), f.admin, manyCompanies(2000)); err != nil {
		t.Fatal(err)
	}
	if err := f.CreatePersons(t.Context(), f.admin, manyPersons(6000)); err != nil {
		t.Fatal(err)
	}
	t.Logf("8,000 records in %v", time.Since(began))
	n, more, err := f.CountPersons(t.Context(), f.admin, crm.Query{})
	if err != nil || n != crm.CountCap || !more {
		t.Errorf("%v: counted %d, more %t", err, n, more)
	}
}

// BenchmarkCreatePersons fills a database.
func BenchmarkCreatePersons(b *testing.B) {
	s, err := Open(b.Context(), Options{Dir: b.TempDir(), Gate: gateOf(everything(9))})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := s.CreatePersons(b.Context(), crm.SystemActor(), manyPersons(5000)); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(5000*float64(b.N)/b.Elapsed().Seconds(), "records/s")
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
}
