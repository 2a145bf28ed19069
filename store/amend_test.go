package store

import (
	"errors"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"holm/crm"
)

func TestStaleSaveTakesWhatOthersChangedElsewhere(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		for name, c := range map[string]struct {
			theirs, mine crm.Change
			clash        []crm.ConflictingField
		}{
			"other fields":       {crm.Change{"name": "Theirs"}, crm.Change{"org_no": "1"}, nil},
			"the same value":     {crm.Change{"name": "Same"}, crm.Change{"name": "Same", "org_no": "1"}, nil},
			"the same field":     {crm.Change{"name": "Theirs"}, crm.Change{"name": "Mine", "org_no": "1"}, []crm.ConflictingField{{Field: "name", Yours: "Mine", Theirs: "Theirs"}}},
			"cleared by one":     {crm.Change{"note": ""}, crm.Change{"note": "Mine"}, []crm.ConflictingField{{Field: "note", Yours: "Mine"}}},
			"parts of a value":   {crm.Change{"street_city": "Vejle"}, crm.Change{"street_line1": "Torvet 1"}, []crm.ConflictingField{{Field: "street_line1", Yours: "Torvet 1"}, {Field: "street_city", Yours: "Odense", Theirs: "Vejle"}}},
			"parts of two":       {crm.Change{"street_city": "Vejle"}, crm.Change{"postal_city": "Vejle"}, nil},
			"an amount":          {crm.Change{"annual_revenue_currency": "SEK"}, crm.Change{"annual_revenue": 5}, []crm.ConflictingField{{Field: "annual_revenue", Yours: int64(5)}, {Field: "annual_revenue_currency", Yours: "DKK", Theirs: "SEK"}}},
			"nothing by one":     {crm.Change{"name": "Theirs"}, crm.Change{"name": "Base"}, []crm.ConflictingField{{Field: "name", Yours: "Base", Theirs: "Theirs"}}},
			"the whole together": {crm.Change{"street_city": "Vejle"}, crm.Change{"street_line1": "Torvet 1", "street_city": "Vejle"}, []crm.ConflictingField{{Field: "street_line1", Yours: "Torvet 1"}}},
		} {
			c0 := crm.Company{Name: "Base", Note: "Base", Street: crm.Address{City: "Odense"}, AnnualRevenueCurrency: "DKK"}
			if err := f.CreateCompany(ctx, f.admin, &c0); err != nil {
				t.Fatal(err)
			}
			at := crm.Edition{Entity: crm.EntityCompany, ID: c0.ID, Version: 1}
			if _, err := f.Amend(ctx, f.admin, at, c.theirs); err != nil {
				t.Fatal(name, err)
			}
			now, err := f.Amend(ctx, f.admin, at, c.mine)
			var conflict *crm.Conflict
			errors.As(err, &conflict)
			switch {
			case c.clash == nil && (err != nil || now.Version != 3):
				t.Errorf("%s: %v, %v", name, now, err)
			case c.clash != nil && (conflict == nil || conflict.Version != 2 || !reflect.DeepEqual(conflict.Fields, c.clash)):
				t.Errorf("%s: %+v, want %+v", name, conflict, c.clash)
			}
			if _, err := f.UpdateCompany(ctx, f.admin, c0.ID, 1, c.mine); !errors.As(err, &conflict) {
				t.Errorf("%s: a stale version was not refused: %v", name, err)
			}
		}
		c := f.company(f.admin, "Base")
		var conflict *crm.Conflict
		if _, err := f.Amend(ctx, f.admin, crm.Edition{Entity: crm.EntityCompany, ID: c.ID, Version: 7}, crm.Change{"note": "x"}); !errors.As(err, &conflict) {
			t.Errorf("a version that there never was: %v", err)
		}
	})
}

// TestNoChangeIsLost lets two people change what they read at the same time:
// either the second is asked, or the record has what each of them wrote.
func TestNoChangeIsLost(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		employer := f.company(f.admin, "Employer")
		rapid.Check(t, func(rt *rapid.T) {
			c := crm.Company{Name: "Base", Note: "Base", Street: crm.Address{City: "Odense"}}
			if err := f.CreateCompany(t.Context(), f.admin, &c); err != nil {
				rt.Fatal(err)
			}
			at := crm.Edition{Entity: crm.EntityCompany, ID: c.ID, Version: 1}
			theirs, mine := drawChange(rt, crm.EntityCompany, employer.ID), drawChange(rt, crm.EntityCompany, employer.ID)
			if _, err := f.Amend(t.Context(), crm.SystemActor(), at, theirs); err != nil {
				rt.Fatal(err)
			}
			before := f.kept(rt, crm.EntityCompany, c.ID)
			_, err := f.Amend(t.Context(), crm.SystemActor(), at, mine)
			after := f.kept(rt, crm.EntityCompany, c.ID)
			var conflict *crm.Conflict
			if errors.As(err, &conflict) {
				if len(conflict.Fields) == 0 || !reflect.DeepEqual(after, before) {
					rt.Fatalf("asked about %v, and the record is %v, was %v", conflict.Fields, after, before)
				}
				return
			}
			if err != nil {
				rt.Fatal(err)
			}
			wanted := c
			for _, change := range []crm.Change{theirs, mine} {
				if err := wanted.Apply(change); err != nil {
					rt.Fatal(err)
				}
				wanted.Tidy("DK")
			}
			if !reflect.DeepEqual(after.Values, wanted.Values()) {
				rt.Fatalf("the record is %v, want %v", after.Values, wanted.Values())
			}
			for name := range theirs {
				if _, too := mine[name]; !too && name != "phones" && !reflect.DeepEqual(after.Values[name], before.Values[name]) {
					rt.Fatalf("their %s was lost", name)
				}
			}
		})
	})
}
