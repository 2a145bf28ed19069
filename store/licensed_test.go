package store

import (
	"errors"
	"slices"
	"testing"

	"holm/crm"
	"holm/licensing"
	"holm/lockout"
)

// TestTheLicenceNarrowsEveryRight has users of every usual category, all with
// the rights of an administrator, do what the categories differ in.
func TestTheLicenceNarrowsEveryRight(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		usual := everything(100)
		usual.Categories = append(usual.Categories, licensing.UsualCategories()[1:]...)
		for i := range usual.Categories {
			usual.Categories[i].Seats = 100
		}
		f.gate.Store(&usual)
		c := f.company(f.admin, "Skovby")
		ctx := t.Context()
		attempts := map[string]func(crm.Actor) error{
			"look": func(a crm.Actor) error { _, err := f.Company(ctx, a, c.ID); return err },
			"make": func(a crm.Actor) error { return f.CreateCompany(ctx, a, &crm.Company{Name: "New"}) },
			"edit": func(a crm.Actor) error {
				_, err := f.UpdateCompany(ctx, a, c.ID, 0, crm.Change{"note": "by " + a.Category})
				return err
			},
			"administer": func(a crm.Actor) error { return f.CreateGroup(ctx, a, &crm.Group{Name: "Group of " + a.Category}) },
		}
		for category, allowed := range map[string][]string{
			"complete": {"look", "make", "edit", "administer"}, "sales": {"look", "make", "edit", "administer"},
			"service": {"look", "make", "edit", "administer"}, "marketing": {"look", "make", "edit", "administer"},
			"administrator": {"administer"}, "reader": {"look"},
		} {
			u := crm.User{Login: category, Name: category, Category: category, Role: crm.RoleAdministrator}
			if err := f.CreateUser(ctx, f.admin, &u, ""); err != nil {
				t.Fatal(err)
			}
			a := f.actor(u.ID)
			for _, name := range []string{"look", "make", "edit", "administer"} {
				err := attempts[name](a)
				if (err == nil) != slices.Contains(allowed, name) {
					t.Errorf("%s: %s: %v", category, name, err)
				}
				var why *lockout.Unlicensed
				if err != nil && !errors.Is(err, crm.ErrNotFound) && (!errors.As(err, &why) || !slices.Contains(why.Having, "complete")) {
					t.Errorf("%s: %s is refused without saying who has it: %v", category, name, err)
				}
			}
			if list, err := f.Companies(ctx, a, crm.Query{}); err != nil || (len(list.Items) > 0) != slices.Contains(allowed, "look") {
				t.Errorf("%s lists %d companies (%v)", category, len(list.Items), err)
			}
		}
	})
}

// TestALicenceHoldsAtOnceForWhoIsAtWork changes what a category gives while an
// actor is at work.
func TestALicenceHoldsAtOnceForWhoIsAtWork(t *testing.T) {
	f := newFixture(t, "")
	a := f.user("bo", crm.RoleAdministrator)
	c := f.company(a, "Skovby")
	less := everything(9)
	less.Categories[0].Features = []string{licensing.FeatureRead}
	f.gate.Store(&less)
	var why *lockout.Unlicensed
	if _, err := f.UpdateCompany(t.Context(), a, c.ID, 0, crm.Change{"note": "late"}); !errors.As(err, &why) || why.Feature != licensing.FeatureContacts {
		t.Errorf("an actor of before goes on: %v", err)
	}
	if err := f.CreateGroup(t.Context(), f.actor(f.admin.User), &crm.Group{Name: "By the main user"}); err != nil {
		t.Errorf("the main user always administers: %v", err)
	}
	if err := f.CreateGroup(t.Context(), f.actor(a.User), &crm.Group{Name: "By another"}); !errors.As(err, &why) || why.Feature != licensing.FeatureAdministration {
		t.Errorf("administering without the function: %v", err)
	}
}

func TestAnAccountForTheAPIAloneNeedsNoCategory(t *testing.T) {
	f := newFixture(t, "")
	u := crm.User{Login: "robot", Name: "Robot", APIOnly: true, Role: crm.RoleUser}
	if err := f.CreateUser(t.Context(), f.admin, &u, ""); err != nil {
		t.Fatal(err)
	}
	f.company(f.actor(u.ID), "By a program")
	nobody := crm.User{Login: "none", Name: "None", Role: crm.RoleUser}
	if err := f.CreateUser(t.Context(), f.admin, &nobody, ""); err != nil {
		t.Fatal(err)
	}
	if err := f.CreateCompany(t.Context(), f.actor(nobody.ID), &crm.Company{Name: "By a user without a seat"}); err == nil {
		t.Error("a user without a category works")
	}
}

// TestEveryKindOfRecordHasAFunctionThatLicencesName holds the two lists of
// names together.
func TestEveryKindOfRecordHasAFunctionThatLicencesName(t *testing.T) {
	for _, e := range []crm.Entity{crm.EntityCompany, crm.EntityPerson, crm.EntityUser, crm.EntityDocument, crm.EntityTag, crm.EntityConsent, crm.EntitySetting} {
		if !slices.Contains(licensing.Features(), e.Feature()) {
			t.Errorf("%s belongs to %q", e, e.Feature())
		}
	}
	if !slices.Contains(licensing.Features(), crm.FeatureRead) {
		t.Error("nobody reads")
	}
}
