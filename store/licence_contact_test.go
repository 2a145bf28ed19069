package store

import (
	"errors"
	"testing"
	"time"

	"holm/crm"
	"holm/lockout"
)

func TestOnlyWhoMayBindSaysWhoMayBind(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		admin, clerk := f.user("administrator", crm.RoleAdministrator), f.user("clerk", crm.RoleUser)
		notices := crm.LicenceContact{Name: " Ida\nBerg ", Email: "ida@skovby.example", Notices: true}
		if err := f.SaveLicenceContact(ctx, admin, &notices); err != nil || notices.Name != "Ida Berg" || notices.ID == 0 {
			t.Fatalf("%v: %+v", err, notices)
		}
		signer := crm.LicenceContact{Name: "Clerk", User: clerk.User, Authorised: true}
		if err := f.SaveLicenceContact(ctx, admin, &signer); !errors.Is(err, crm.ErrForbidden) {
			t.Errorf("an administrator names an authorised person: %v", err)
		}
		if clerk = f.actor(clerk.User); clerk.MayBind() {
			t.Error("the clerk may bind")
		}
		if err := f.SaveLicenceContact(ctx, f.admin, &signer); err != nil {
			t.Fatal(err)
		}
		if clerk = f.actor(clerk.User); !clerk.MayBind() || f.actor(admin.User).MayBind() || !f.admin.MayBind() {
			t.Error("the clerk and the main user may bind, nobody else")
		}
		if err := f.RemoveLicenceContact(ctx, admin, signer.ID); !errors.Is(err, crm.ErrForbidden) {
			t.Errorf("an administrator removes an authorised person: %v", err)
		}
		stale := signer
		signer.Position = "CFO"
		if err := f.SaveLicenceContact(ctx, clerk, &signer); err != nil {
			t.Fatal(err)
		}
		var conflict *crm.Conflict
		if err := f.SaveLicenceContact(ctx, f.admin, &stale); !errors.As(err, &conflict) {
			t.Errorf("a stale contact was kept: %v", err)
		}
		for name, wrong := range map[string]crm.LicenceContact{
			"no name": {Email: "a@b.example"}, "no address": {Name: "A", Notices: true}, "no e-mail": {Name: "A", Email: "nowhere"}, "no user": {Name: "A", User: 999_999},
		} {
			if err := f.SaveLicenceContact(ctx, f.admin, &wrong); err == nil {
				t.Errorf("%s: kept", name)
			}
		}
		if err := f.RemoveLicenceContact(ctx, f.admin, signer.ID); err != nil {
			t.Fatal(err)
		}
		if all, err := f.LicenceContacts(ctx); err != nil || len(all) != 1 || all[0] != notices {
			t.Errorf("%v: %+v", err, all)
		}
	})
}

func TestStatementsAreMadeByWhoMayBind(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		admin, reader := f.user("administrator", crm.RoleAdministrator), f.user("reader", crm.RoleReader)
		for _, c := range []struct {
			a    crm.Actor
			kind crm.StatementKind
			kept bool
		}{
			{f.admin, crm.StatementOrder, true}, {f.admin, crm.StatementNotice, true}, {admin, crm.StatementContact, true},
			{admin, crm.StatementOrder, false}, {admin, crm.StatementNotice, false}, {reader, crm.StatementContact, false},
		} {
			st := crm.Statement{Kind: c.kind, Number: "N" + string(c.kind), Text: []byte("{}")}
			if err := f.KeepStatement(ctx, c.a, &st); (err == nil) != c.kept || err != nil && !errors.Is(err, crm.ErrForbidden) {
				t.Errorf("%s by %d: %v", c.kind, c.a.User, err)
			}
		}
		orders, err := f.Statements(ctx, admin, crm.StatementOrder)
		if err != nil || len(orders) != 1 || orders[0].Number != "Norder" || orders[0].SentAt != nil || orders[0].MadeBy != f.admin.User {
			t.Fatalf("%v: %+v", err, orders)
		}
		again := crm.Statement{Kind: crm.StatementOrder, Number: "Norder", Text: []byte("{}")}
		if err := f.KeepStatement(ctx, f.admin, &again); !errors.Is(err, crm.ErrTaken) {
			t.Errorf("a number is used twice: %v", err)
		}
		if err := f.NoteSent(ctx, admin, orders[0].ID, true); err != nil {
			t.Fatal(err)
		}
		if st, err := f.Statement(ctx, admin, orders[0].ID); err != nil || st.SentAt == nil || st.SentBy != admin.User {
			t.Errorf("%v: %+v", err, st)
		}
		if err := f.NoteSent(ctx, admin, 99, true); !errors.Is(err, crm.ErrNotFound) {
			t.Errorf("noted of nothing: %v", err)
		}
		if _, err := f.Statement(ctx, reader, orders[0].ID); !errors.Is(err, crm.ErrForbidden) {
			t.Errorf("a reader reads it: %v", err)
		}
	})
}

func TestTheAgreementIsKeptBehindAClosedGate(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		f.gate.Store(&lockout.Verdict{State: lockout.Locked})
		d := crm.CustomerDetails{Name: "Skovby A/S", Country: "dk", InvoiceEmail: "invoice@skovby.example"}
		c := crm.LicenceContact{Name: "Ida", Email: "ida@skovby.example", Notices: true}
		st := crm.Statement{Kind: crm.StatementOrder, Number: "O-1", Text: []byte("{}")}
		for name, err := range map[string]error{"details": f.SaveCustomerDetails(ctx, f.admin, d), "contact": f.SaveLicenceContact(ctx, f.admin, &c),
			"order": f.KeepStatement(ctx, f.admin, &st)} {
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		if got, err := f.CustomerDetails(ctx); err != nil || got.Country != "DK" || got.Name != d.Name {
			t.Errorf("%v: %+v", err, got)
		}
	})
}

func TestLedgerOfAKind(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		at := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
		for i, kind := range []lockout.EntryKind{lockout.DailyPeak, lockout.Exported, lockout.DailyPeak, lockout.DailyPeak} {
			e, err := lockout.NewEntry(kind, at.AddDate(0, 0, i), map[string]int{"n": i})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := f.AppendEntry(t.Context(), e); err != nil {
				t.Fatal(err)
			}
		}
		got, err := f.LedgerOf(t.Context(), lockout.DailyPeak, at.AddDate(0, 0, 1))
		if err != nil || len(got) != 2 || got[0].Data != `{"n":2}` || got[1].Data != `{"n":3}` {
			t.Errorf("%v: %+v", err, got)
		}
	})
}
