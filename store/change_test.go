package store

import (
	"bytes"
	"database/sql"
	"fmt"
	"strings"
	"testing"

	"holm/crm"
)

// TestASmallChangeKeepsWhatIsMadeOfTheRecord changes one or two fields, with
// statements that name few columns, and finds words and sort keys as they are
// made of the record then.
func TestASmallChangeKeepsWhatIsMadeOfTheRecord(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		c := crm.Company{Name: "Ærø Værft", Number: "17", OrgNo: "31 48 27 05", Note: "a"}
		if err := f.CreateCompany(t.Context(), f.admin, &c); err != nil {
			t.Fatal(err)
		}
		for _, change := range []crm.Change{{"name": "Ålborg Værft"}, {"number": "K-9"}, {"org_no": "11 22 33 44"}, {"vat_no": "DK 11223344"},
			{"note": "b"}, {"street_city": "Søby", "department": "Nord"}, {"owner": f.admin.User}, {"stop": true}, {"employees": int64(7)},
			{"name": "A", "number": "1", "note": ""}} {
			now, err := f.UpdateCompany(t.Context(), f.admin, c.ID, 0, change)
			if err != nil {
				t.Fatalf("%v: %v", change, err)
			}
			read, err := f.Company(t.Context(), f.admin, c.ID)
			if err != nil || len(read.Differences(&now)) > 0 || read.Version != now.Version {
				t.Errorf("%v: kept is %+v, not %+v (%v)", change, read, now, err)
			}
			for _, a := range append(f.Store.company.keys(&now), arg("words", now.Terms().Text())) {
				var kept any
				if err := f.row(t.Context(), "SELECT r."+a.Name+" FROM company r WHERE r.id = @id", arg("id", c.ID)).Scan(&kept); err != nil {
					t.Fatal(err)
				}
				if raw, ok := a.Value.([]byte); ok && !bytes.Equal(raw, kept.([]byte)) || !ok && fmt.Sprint(kept) != fmt.Sprint(a.Value) {
					t.Errorf("%v: %s is %v, want %v", change, a.Name, kept, a.Value)
				}
			}
		}
		query, args, err := f.Store.company.changing(f.d, &c, &c, []crm.FieldChange{{Field: "note"}})
		if err != nil || strings.Contains(query, "sort_name") || strings.Contains(query, "words") || !named(args, "note") || named(args, "words") {
			t.Errorf("a note is changed by %s with %v (%v)", query, args, err)
		}
	})
}

func named(args []sql.NamedArg, name string) bool {
	for _, a := range args {
		if a.Name == name {
			return true
		}
	}
	return false
}
