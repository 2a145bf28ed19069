package store

import (
	"errors"
	"slices"
	"testing"

	"holm/crm"
)

// part is a part of two persons of a company that is new too.
func (f *fixture) part(job crm.Job) crm.ImportPart {
	company := &crm.ImportRecord{Company: &crm.Company{Name: "Ærø Værft A/S", OrgNo: "31 48 27 05", Emails: []crm.Email{{Address: "Kontor@Aeroe.example"}},
		Phones: []crm.Phone{{Number: "62 52 10 10"}}}, External: "A1",
		Items: []*crm.ImportItem{{Field: "category", Item: &crm.ListItem{List: crm.ListCompanyCategory, Names: crm.Texts{"en": "Yard"}}}}}
	return crm.ImportPart{Entity: crm.EntityPerson, Source: "old", Batch: 77, Records: []*crm.ImportRecord{company,
		{Person: &crm.Person{FirstName: "Zoë", LastName: "van der Berg"}, External: "P1", Employer: company},
		{Person: &crm.Person{LastName: "O’Neill"}, External: "P2", Employer: company}},
		Rows: []crm.ImportRow{{No: 3, Outcome: crm.RowRefused, Reasons: `[{"key":"error.email"}]`, Cells: []string{"a", "b\nc"}}},
		Step: job.Step(3, 3, `{"row":3}`)}
}

// TestAPartIsKeptAsAWhole: rows, choices, ids, refused rows and the job's
// place, or nothing of it.
func TestAPartIsKeptAsAWhole(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		job, err := f.ClaimJob(ctx, f.job(f.admin, "import").ID, "one")
		if err != nil {
			t.Fatal(err)
		}
		stolen := f.part(job)
		stolen.Step.Lease = "another"
		bad := f.part(job)
		bad.Records[2].Person.Owner = 99999
		for name, p := range map[string]crm.ImportPart{"another's job": stolen, "a bad row": bad} {
			before := contents(t, f.Store)
			if err := f.Import(ctx, f.admin, p); err == nil {
				t.Errorf("%s was imported", name)
			}
			if contents(t, f.Store) != before {
				t.Errorf("%s left something behind", name)
			}
			if rows, err := f.ImportRows(ctx, job.ID, 0, 10); err != nil || len(rows) > 0 {
				t.Errorf("%s left %d rows (%v)", name, len(rows), err)
			}
		}
		p := f.part(job)
		if err := f.Import(ctx, f.admin, p); err != nil {
			t.Fatal(err)
		}
		if zoe, err := f.Person(ctx, f.admin, p.Records[1].Person.ID); err != nil || zoe.CompanyName != "Ærø Værft A/S" {
			t.Errorf("Zoë is %+v (%v)", zoe, err)
		}
		if c, err := f.Company(ctx, f.admin, p.Records[0].Company.ID); err != nil || c.Category != p.Records[0].Items[0].Item.ID || c.Category == 0 {
			t.Errorf("the company is %+v (%v)", c, err)
		}
		if rows, err := f.ImportRows(ctx, job.ID, 0, 10); err != nil || len(rows) != 1 || rows[0].Cells[1] != "b\nc" {
			t.Errorf("rows that were not taken: %+v (%v)", rows, err)
		}
		if now, err := f.Job(ctx, f.admin, job.ID); err != nil || now.Done != 3 || now.Place != `{"row":3}` {
			t.Errorf("the job is %+v (%v)", now, err)
		}
	})
}

func TestRecordsAreFoundByManyKeys(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		p := f.part(crm.Job{})
		p.Step, p.Rows = crm.JobStep{}, nil
		if err := f.Import(ctx, f.admin, p); err != nil {
			t.Fatal(err)
		}
		company, zoe := p.Records[0].Company.ID, p.Records[1].Person.ID
		hidden := crm.Company{Name: "Hidden", OrgNo: "11111111"}
		hidden.Visibility = crm.VisibleToOwner
		if err := f.CreateCompany(ctx, f.admin, &hidden); err != nil {
			t.Fatal(err)
		}
		other := f.user("other", crm.RoleUser)
		for name, c := range map[string]struct {
			actor  crm.Actor
			entity crm.Entity
			by     crm.MatchBy
			source string
			keys   []crm.MatchKey
			want   []int64
		}{
			"id elsewhere":     {f.admin, crm.EntityCompany, crm.MatchExternal, "old", []crm.MatchKey{{Text: "A1"}, {Text: "A2"}}, []int64{company}},
			"another source":   {f.admin, crm.EntityCompany, crm.MatchExternal, "", []crm.MatchKey{{Text: "A1"}}, nil},
			"a person's id":    {f.admin, crm.EntityPerson, crm.MatchExternal, "old", []crm.MatchKey{{Text: "P1"}}, []int64{zoe}},
			"org no":           {f.admin, crm.EntityCompany, crm.MatchOrgNo, "", []crm.MatchKey{{Text: "31482705"}}, []int64{company}},
			"number":           {f.admin, crm.EntityCompany, crm.MatchNumber, "", []crm.MatchKey{{Text: p.Records[0].Company.Number}}, []int64{company}},
			"e-mail":           {f.admin, crm.EntityCompany, crm.MatchEmail, "", []crm.MatchKey{{Text: "kontor@aeroe.example"}}, []int64{company}},
			"phone":            {f.admin, crm.EntityCompany, crm.MatchPhone, "", []crm.MatchKey{{Text: "+4562521010"}}, []int64{company}},
			"name":             {f.admin, crm.EntityCompany, crm.MatchName, "", []crm.MatchKey{{Text: "ærø værft a/s"}, {Text: "None"}}, []int64{company}},
			"name at company":  {f.admin, crm.EntityPerson, crm.MatchName, "", []crm.MatchKey{{Text: "van der Berg Zoë", Company: company}}, []int64{zoe}},
			"name elsewhere":   {f.admin, crm.EntityPerson, crm.MatchName, "", []crm.MatchKey{{Text: "van der Berg Zoë", Company: company + 1}}, nil},
			"who sees it":      {f.admin, crm.EntityCompany, crm.MatchOrgNo, "", []crm.MatchKey{{Text: "11111111"}}, []int64{hidden.ID}},
			"who does not":     {other, crm.EntityCompany, crm.MatchOrgNo, "", []crm.MatchKey{{Text: "11111111"}}, nil},
			"nothing to find":  {f.admin, crm.EntityCompany, crm.MatchEmail, "", nil, nil},
			"a signed-off key": {f.admin, crm.EntityCompany, crm.MatchEmail, "", []crm.MatchKey{{Text: `"] UNION SELECT`}}, nil},
		} {
			found, err := f.Matches(ctx, c.actor, c.entity, c.by, c.source, c.keys)
			var ids []int64
			for _, m := range found {
				ids = append(ids, m.ID)
			}
			if err != nil || !slices.Equal(ids, c.want) {
				t.Errorf("by %s: %v (%v), want %v", name, ids, err, c.want)
			}
		}
		if err := f.TrashCompany(ctx, f.admin, company, 0); err != nil {
			t.Fatal(err)
		}
		if found, err := f.Matches(ctx, f.admin, crm.EntityCompany, crm.MatchExternal, "old", []crm.MatchKey{{Text: "A1"}}); err != nil || len(found) > 0 {
			t.Errorf("in the trash it is found: %+v (%v)", found, err)
		}
	})
}

func TestImportingNeedsTheRight(t *testing.T) {
	f := newFixture(t, "")
	reader := f.user("reader", crm.RoleReader)
	p := f.part(crm.Job{})
	if err := f.Import(t.Context(), reader, p); !errors.Is(err, crm.ErrForbidden) {
		t.Errorf("a reader imported: %v", err)
	}
	if err := f.RememberMapping(t.Context(), reader, crm.EntityCompany, "x", "{}"); !errors.Is(err, crm.ErrForbidden) {
		t.Errorf("a reader's mapping was kept: %v", err)
	}
}
