package store

import (
	"errors"
	"testing"

	"holm/crm"
	"holm/lockout"
)

func (f *fixture) consent(a crm.Actor, person int64, change func(*crm.Consent)) (int64, error) {
	items, err := f.ListItems(f.t.Context(), crm.ListConsentPurpose)
	if err != nil || len(items) < 2 {
		f.t.Fatal(err, items)
	}
	c := crm.Consent{Person: person, Purpose: items[0].ID, LegalBasis: "consent", Source: " by phone ", GivenOn: "2026-03-01"}
	if change != nil {
		change(&c)
	}
	err = f.AddConsent(f.t.Context(), a, &c)
	return c.ID, err
}

func TestConsentIsGivenAndWithdrawn(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		p := crm.Person{LastName: "Kjær"}
		if err := f.CreatePerson(ctx, f.admin, &p); err != nil {
			t.Fatal(err)
		}
		first, err := f.consent(f.admin, p.ID, nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.consent(f.admin, p.ID, func(c *crm.Consent) { c.ValidUntil = "2026-03-02" }); err != nil {
			t.Fatal(err)
		}
		for name, change := range map[string]func(*crm.Consent){
			"no purpose":   func(c *crm.Consent) { c.Purpose = 0 },
			"other list":   func(c *crm.Consent) { c.Purpose = 1 },
			"no basis":     func(c *crm.Consent) { c.LegalBasis = "" },
			"tomorrow":     func(c *crm.Consent) { c.GivenOn = "2026-03-04" },
			"ends before":  func(c *crm.Consent) { c.ValidUntil = "2026-02-01" },
			"no source":    func(c *crm.Consent) { c.Source = "" },
			"nobody's":     func(c *crm.Consent) { c.Person = 99 },
			"no such date": func(c *crm.Consent) { c.GivenOn = "2026-02-30" },
		} {
			if _, err := f.consent(f.admin, p.ID, change); err == nil {
				t.Errorf("%s: recorded", name)
			}
		}
		reader := f.user("reader", crm.RoleReader)
		if _, err := f.consent(reader, p.ID, nil); !errors.Is(err, crm.ErrForbidden) {
			t.Errorf("a reader records a consent: %v", err)
		}
		closed := everything(9)
		closed.State = lockout.ReadOnly
		f.gate.Store(&closed)
		if _, err := f.consent(f.admin, p.ID, nil); err == nil {
			t.Error("a consent was recorded behind a closed gate")
		}
		if err := f.WithdrawConsent(ctx, f.admin, p.ID, first, "letter"); err != nil {
			t.Errorf("withdrawing behind a closed gate: %v", err)
		}
		list, err := f.Consents(ctx, reader, p.ID)
		if err != nil || len(list) != 2 {
			t.Fatalf("%v: %+v", err, list)
		}
		for _, c := range list {
			if c.State("2026-03-03") != crm.ConsentWithdrawn || c.Source != "by phone" || c.Reason != "letter" || c.WithdrawnBy != f.admin.User {
				t.Errorf("got %+v", c)
			}
		}
		history, err := f.History(ctx, f.admin, crm.EntityPerson, p.ID, 0, 10)
		if err != nil || len(history) != 4 || history[0].Operation != crm.JournalWithdraw || history[1].Operation != crm.JournalConsent {
			t.Errorf("%v: %+v", err, history)
		}
		if err := f.WithdrawConsent(ctx, f.admin, p.ID, 12345, ""); !errors.Is(err, crm.ErrNotFound) {
			t.Errorf("an unknown consent: %v", err)
		}
	})
}
