package store

import (
	"fmt"
	"testing"

	"holm/crm"
)

func TestDuplicatesOfACompany(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		u := f.user("user", crm.RoleUser)
		full := crm.Company{Name: "Brødrene Hvidtfeldt Byg A/S", OrgNo: "31 48 27 05", VATNo: "DK31482705", Website: "hvidtfeldt.example",
			Emails: []crm.Email{{Address: "Post@hvidtfeldt.example"}}, Phones: []crm.Phone{{Number: "75 91 60 12"}}}
		hidden := crm.Company{Name: "Hidden", OrgNo: "31482705", Record: crm.Record{Visibility: crm.VisibleToOwner}}
		gone := crm.Company{Name: "Brødrene Hvidtfeldt Byg", OrgNo: "31482705"}
		for _, c := range []*crm.Company{&full, &hidden, &gone} {
			if err := f.CreateCompany(ctx, f.admin, c); err != nil {
				t.Fatal(err)
			}
		}
		if err := f.TrashCompany(ctx, f.admin, gone.ID, 0); err != nil {
			t.Fatal(err)
		}
		for name, c := range map[string]struct {
			typed crm.Company
			want  string
		}{
			"number":           {crm.Company{Name: "X", OrgNo: "DK-31.48.27.05"}, "[org_no]"},
			"VAT as number":    {crm.Company{Name: "X", VATNo: "31482705"}, "[vat_no]"},
			"e-mail":           {crm.Company{Name: "X", Emails: []crm.Email{{Address: "post@HVIDTFELDT.example"}}}, "[email domain]"},
			"domain of mail":   {crm.Company{Name: "X", Emails: []crm.Email{{Address: "jens@hvidtfeldt.example"}}}, "[domain]"},
			"phone":            {crm.Company{Name: "X", Phones: []crm.Phone{{Number: "+45 75916012"}}}, "[phone]"},
			"same name":        {crm.Company{Name: "BRODRENE Hvidtfeldt byg ApS"}, "[name]"},
			"beginnings":       {crm.Company{Name: "Hvidtf"}, "[similar_name]"},
			"too little":       {crm.Company{Name: "Hvi"}, ""},
			"another":          {crm.Company{Name: "Hvidtfeldt Maler"}, ""},
			"nothing":          {crm.Company{}, ""},
			"free mail":        {crm.Company{Name: "X", Emails: []crm.Email{{Address: "x@gmail.com"}}}, ""},
			"number and phone": {crm.Company{Name: "X", OrgNo: "31482705", Phones: []crm.Phone{{Number: "75916012"}}}, "[org_no phone]"},
		} {
			got, err := f.DuplicatesOfCompany(ctx, u, &c.typed)
			if err != nil {
				t.Fatal(err)
			}
			why := ""
			for _, d := range got {
				why += fmt.Sprint(d.Why)
				if d.ID != full.ID {
					t.Errorf("%s: found %d %s", name, d.ID, d.Title)
				}
			}
			if why != c.want {
				t.Errorf("%s: %q, want %q", name, why, c.want)
			}
		}
		again := full
		if got, err := f.DuplicatesOfCompany(ctx, u, &again); err != nil || len(got) != 0 {
			t.Errorf("%v: a record is its own duplicate: %v", err, got)
		}
		if got, err := f.DuplicatesOfCompany(ctx, f.admin, &crm.Company{OrgNo: "31482705"}); err != nil || len(got) != 2 {
			t.Errorf("%v: the owner of the hidden one finds %v", err, got)
		}
	})
}

func TestDuplicatesOfAPerson(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		persons := make([]crm.Person, 60)
		for i := range persons {
			persons[i] = crm.Person{FirstName: fmt.Sprint("No", i), LastName: "Hansen", Phones: []crm.Phone{{Number: "33 12 45 67"}}}
		}
		persons[59].FirstName, persons[59].Emails = "Søren", []crm.Email{{Address: "soren@x.example"}}
		if err := f.CreatePersons(ctx, f.admin, persons); err != nil {
			t.Fatal(err)
		}
		got, err := f.DuplicatesOfPerson(ctx, f.admin, &crm.Person{FirstName: "Soren", LastName: "HANSEN"})
		if err != nil || len(got) != 1 || fmt.Sprint(got[0].Why) != "[name]" || got[0].Detail != "soren@x.example" {
			t.Errorf("%v: %v", err, got)
		}
		if got, err = f.DuplicatesOfPerson(ctx, f.admin, &crm.Person{LastName: "Hansen"}); err != nil || len(got) != 0 {
			t.Errorf("%v: a last name alone finds %v", err, got)
		}
		typed := crm.Person{LastName: "Hansen", Phones: []crm.Phone{{Number: "33124567"}}, Emails: []crm.Email{{Address: "soren@x.example"}}}
		before := f.reads.Load()
		got, err = f.DuplicatesOfPerson(ctx, f.admin, &typed)
		if err != nil || len(got) != duplicatesShown || got[0].Title != "Søren Hansen" {
			t.Errorf("%v: %v", err, got)
		}
		if n := f.reads.Load() - before; n > 12 {
			t.Errorf("%d statements", n)
		}
	})
}
