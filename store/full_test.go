package store

import (
	"fmt"
	"testing"

	"holm/crm"
)

// TestFullDiskLosesNothing lets the engine run out of pages, which it answers
// as it does a full disk.
func TestFullDiskLosesNothing(t *testing.T) {
	f := newFixture(t, "")
	kept := f.company(f.admin, "Kept")
	limit := func(pages int) {
		t.Helper()
		err := f.system(t.Context(), func(t *tx) error {
			var n int
			return t.row(fmt.Sprintf("PRAGMA max_page_count = %d", pages)).Scan(&n)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	limit(1)
	if err := f.CreateCompanies(t.Context(), f.admin, manyCompanies(2000)); err == nil {
		t.Fatal("2,000 companies fitted into a full disk")
	}
	n, _, err := f.CountCompanies(t.Context(), f.admin, crm.Query{})
	if err != nil || n != 1 {
		t.Errorf("%v: %d companies", err, n)
	}
	limit(1 << 30)
	if _, err := f.UpdateCompany(t.Context(), f.admin, kept.ID, 1, crm.Change{"name": "Kept on"}); err != nil {
		t.Errorf("the store did not recover: %v", err)
	}
	if found, err := f.Check(t.Context()); err != nil || len(found) > 0 {
		t.Errorf("%v: %v", err, found)
	}
}

func TestClosedStoreRefuses(t *testing.T) {
	s, err := Open(t.Context(), Options{Dir: t.TempDir(), Gate: gateOf(everything(1))})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := s.CreateCompany(t.Context(), crm.SystemActor(), &crm.Company{Name: "No"}); err == nil {
		t.Error("a closed store took a company")
	}
}
