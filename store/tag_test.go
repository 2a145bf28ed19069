package store

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"holm/crm"
)

func (f *fixture) tags(company int64) []string {
	f.t.Helper()
	c, err := f.Company(f.t.Context(), f.admin, company)
	if err != nil {
		f.t.Fatal(err)
	}
	return c.Tags
}

func (f *fixture) tag(name string) crm.Tag {
	f.t.Helper()
	all, err := f.Tags(f.t.Context())
	if err != nil {
		f.t.Fatal(err)
	}
	for _, g := range all {
		if g.Name == name {
			return g
		}
	}
	f.t.Fatalf("there is no tag %s among %v", name, all)
	return crm.Tag{}
}

func TestTagsAreOneWhateverTheCapitals(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		a := crm.Company{Name: "A", Record: crm.Record{Tags: []string{" Heat  pumps", "Ål", "heat pumps"}}}
		if err := f.CreateCompany(ctx, f.admin, &a); err != nil {
			t.Fatal(err)
		}
		p := crm.Person{LastName: "B", Record: crm.Record{Tags: []string{"HEAT PUMPS", "Al"}}}
		if err := f.CreatePerson(ctx, f.admin, &p); err != nil {
			t.Fatal(err)
		}
		got, err := f.Person(ctx, f.admin, p.ID)
		if err != nil || !slices.Equal(got.Tags, []string{"Al", "Heat pumps"}) || !slices.Equal(f.tags(a.ID), []string{"Heat pumps", "Ål"}) {
			t.Errorf("%v: %q and %q", err, got.Tags, f.tags(a.ID))
		}
		all, err := f.Tags(ctx)
		if err != nil || len(all) != 3 {
			t.Errorf("%v: tags %v", err, all)
		}
		page, err := f.Companies(ctx, f.admin, crm.Query{})
		if err != nil || len(page.Items) != 1 || len(page.Items[0].Tags) != 2 {
			t.Errorf("%v: the list shows %v", err, page.Items)
		}
		after, err := f.UpdateCompany(ctx, f.admin, a.ID, 0, crm.Change{"tags": "ål, Frame agreement"})
		if err != nil || !slices.Equal(after.Tags, []string{"Frame agreement", "Ål"}) || !slices.Equal(f.tags(a.ID), after.Tags) {
			t.Errorf("%v: %q", err, after.Tags)
		}
		if _, err := f.UpdateCompany(ctx, f.admin, a.ID, 0, crm.Change{"tags": []string{"a,b"}}); err == nil {
			t.Error("a tag with a comma was kept")
		}
		if again, err := f.UpdateCompany(ctx, f.admin, a.ID, 0, crm.Change{"tags": []string{"frame AGREEMENT", "Ål"}}); err != nil || again.Version != after.Version {
			t.Errorf("%v: the same tags in other capitals are a change: version %d after %d", err, again.Version, after.Version)
		}
	})
}

func TestOldNamesLeadToTheTag(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		a, b := f.company(f.admin, "A"), f.company(f.admin, "B")
		set := func(id int64, tags ...string) {
			t.Helper()
			if _, err := f.UpdateCompany(ctx, f.admin, id, 0, crm.Change{"tags": tags}); err != nil {
				t.Fatal(err)
			}
		}
		set(a.ID, "VIP", "Byg")
		set(b.ID, "Vigtig")
		vip := f.tag("VIP")
		vip.Name, vip.Colour = "Very important", "plum"
		if err := f.UpdateTag(ctx, f.admin, vip); err != nil {
			t.Fatal(err)
		}
		if err := f.UpdateTag(ctx, f.admin, vip); !errors.As(err, new(*crm.Conflict)) {
			t.Errorf("a stale change of a tag: %v", err)
		}
		set(a.ID, "vip", "byg") // as a form that was open would say
		if got := fmt.Sprint(f.tags(a.ID)); got != "[Byg Very important]" {
			t.Errorf("after the new name: %s", got)
		}
		if err := f.MergeTags(ctx, f.admin, f.tag("Vigtig").ID, vip.ID); err != nil {
			t.Fatal(err)
		}
		set(b.ID, "Vigtig", "VIP")
		if got := fmt.Sprint(f.tags(b.ID)); got != "[Very important]" {
			t.Errorf("after the merge: %s", got)
		}
		taken := f.tag("Byg")
		taken.Name = "vip"
		if err := f.UpdateTag(ctx, f.admin, taken); !errors.Is(err, crm.ErrTaken) {
			t.Errorf("a name that leads to another tag: %v", err)
		}
		all, err := f.Tags(ctx)
		if err == nil {
			err = f.CountTags(ctx, all)
		}
		if err != nil || len(all) != 2 || all[0].Uses != 1 || all[1].Uses != 2 {
			t.Errorf("%v: %+v", err, all)
		}
		if err := f.UpdateTag(ctx, f.user("reader", crm.RoleUser), taken); !errors.Is(err, crm.ErrForbidden) {
			t.Errorf("a user renames a tag: %v", err)
		}
		if err := f.DeleteTag(ctx, f.admin, vip.ID); err != nil || len(f.tags(b.ID)) != 0 {
			t.Errorf("%v: tags left %v", err, f.tags(b.ID))
		}
	})
}
