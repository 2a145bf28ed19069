package importing_test

import (
	"fmt"
	"strings"
	"testing"

	"holm/crm"
	"holm/server/importing"
)

// TestARefusedRowBetweenParts has the store refuse a row while the part after
// it is prepared already, with companies, choices and earlier rows that both
// know: each row is there once, and what they share too.
func TestARefusedRowBetweenParts(t *testing.T) {
	const rows, refused = 6_500, 2_100 // the second of four parts
	for _, e := range []crm.Entity{crm.EntityPerson, crm.EntityCompany} {
		t.Run(string(e), func(t *testing.T) {
			h := newHouse(t)
			var text strings.Builder
			text.WriteString(map[crm.Entity]string{crm.EntityPerson: "id,efternavn,firma\n", crm.EntityCompany: "id,navn,kategori\n"}[e])
			skipped := 0
			for i := 1; i <= rows; i++ {
				id := i
				if i%500 == 0 && i != 2_500 && i > 500 { // the same as a row of the part before, or of its own
					id, skipped = i-499, skipped+1
				}
				fmt.Fprintf(&text, "x%d,Row %d,Shared %d\n", id, i, i/45)
			}
			job := h.draft(text.String(), e, func(p *importing.Plan) { p.Same = []string{importing.ByExternal} })
			if err := h.in.Start(t.Context(), h.main, job); err != nil {
				t.Fatal(err)
			}
			claimed, err := h.ClaimJob(t.Context(), job.ID, "test")
			if err != nil {
				t.Fatal(err)
			}
			result, err := newRefusing(h, fmt.Sprintf("Row %d", refused)).Run(t.Context(), h.main, claimed)
			if err != nil || result.New != rows-skipped-1 || result.Refused != 1 || result.Skipped != skipped {
				t.Fatalf("it did %+v, %d skipped wanted (%v)", result, skipped, err)
			}
			shared := h.shared(e)
			for name, n := range shared {
				if n != 1 {
					t.Errorf("%s is there %d times", name, n)
				}
			}
			if len(shared) != rows/45+1 {
				t.Errorf("%d are there", len(shared))
			}
		})
	}
}

// shared counts the companies of persons, or the categories of companies, that
// an import made.
func (h *house) shared(e crm.Entity) map[string]int {
	h.t.Helper()
	found := map[string]int{}
	if e == crm.EntityCompany {
		items, err := h.ListItems(h.t.Context(), crm.ListCompanyCategory)
		if err != nil {
			h.t.Fatal(err)
		}
		for _, i := range items {
			if name := i.Names["en"]; strings.HasPrefix(name, "Shared ") {
				found[name]++
			}
		}
		return found
	}
	for q := (crm.Query{Limit: 500}); ; {
		page, err := h.Companies(h.t.Context(), h.main, q)
		if err != nil {
			h.t.Fatal(err)
		}
		for _, c := range page.Items {
			found[c.Name]++
		}
		if q.After = page.Next; q.After == "" {
			return found
		}
	}
}
