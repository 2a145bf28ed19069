package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"holm/crm"
	"holm/lockout"
)

// contents is every row of every business table.
func contents(t *testing.T, s *Store) string {
	t.Helper()
	var b strings.Builder
	for _, table := range append([]string{"setting", "id_block"}, businessTables...) {
		if table == "id_block" {
			continue // ids that were taken and not used are no change of data
		}
		rows, err := s.readers.Query("SELECT * FROM " + table)
		if err != nil {
			t.Fatal(err)
		}
		lines, err := texts(rows)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(&b, table, lines)
	}
	return b.String()
}

func TestClosedGateChangesNothing(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		c := f.company(f.admin, "Kept")
		p := crm.Person{LastName: "Kept", Company: c.ID}
		if err := f.CreatePerson(ctx, f.admin, &p); err != nil {
			t.Fatal(err)
		}
		other := f.user("other", crm.RoleUser)
		before := contents(t, f.Store)
		for _, state := range []lockout.State{lockout.Locked, lockout.ReadOnly} {
			f.gate.Store(&lockout.Verdict{State: state})
			for _, a := range []crm.Actor{f.admin, other, crm.SystemActor()} {
				for name, write := range map[string]func() error{
					"create company": func() error { return f.CreateCompany(ctx, a, &crm.Company{Name: "No"}) },
					"update company": func() error { _, err := f.UpdateCompany(ctx, a, c.ID, 0, crm.Change{"name": "No"}); return err },
					"trash company":  func() error { return f.TrashCompany(ctx, a, c.ID, 0) },
					"create person":  func() error { return f.CreatePerson(ctx, a, &crm.Person{LastName: "No"}) },
					"update person":  func() error { _, err := f.UpdatePerson(ctx, a, p.ID, 0, crm.Change{"last_name": "No"}); return err },
					"trash person":   func() error { return f.TrashPerson(ctx, a, p.ID, 0) },
					"create user": func() error {
						return f.CreateUser(ctx, crm.SystemActor(), &crm.User{Login: "n", Name: "n", Category: "complete"}, "")
					},
					"create group": func() error { return f.CreateGroup(ctx, crm.SystemActor(), &crm.Group{Name: "No"}) },
					"set setting":  func() error { return f.SetSetting(ctx, crm.SystemActor(), "x", "y") },
				} {
					var refusal *lockout.Refusal
					if err := write(); !errors.As(err, &refusal) || refusal.State != state {
						t.Errorf("%s in %s: got %v", name, state, err)
					}
				}
			}
		}
		if after := contents(t, f.Store); after != before {
			t.Errorf("the database changed:\n%s\n%s", before, after)
		}
	})
}

func TestClosedGateLetsThePermittedThrough(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		other := f.user("other", crm.RoleUser)
		key, _, err := f.CreateAPIKey(ctx, f.admin, f.admin.User, "till")
		if err != nil {
			t.Fatal(err)
		}
		f.gate.Store(&lockout.Verdict{State: lockout.Locked})
		for name, write := range map[string]func() error{
			"own password": func() error { return f.SetPassword(ctx, f.admin, f.admin.User, "new") },
			"accept terms": func() error { return f.AcceptTerms(ctx, f.admin, "2") },
			"own language": func() error {
				_, err := f.UpdateUser(ctx, f.admin, f.admin.User, 0, crm.Change{"language": "sv"})
				return err
			},
			"deactivate user": func() error { return f.SetUserStatus(ctx, f.admin, other.User, false) },
			"log-in":          func() error { return f.LoginSucceeded(ctx, f.admin.User, "anna@skovby.example") },
			"API key":         func() error { _, err := f.ActorOfKey(ctx, key); return err },
			"hand over":       func() error { return f.HandOverMain(ctx, crm.SystemActor(), f.admin.User) },
			"failed log-in":   func() error { _, err := f.LoginFailed(ctx, "other", "192.0.2.7"); return err },
		} {
			if err := write(); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		if err := f.SetUserStatus(ctx, f.admin, other.User, true); err == nil {
			t.Error("a locked installation activated a user")
		}
		if _, err := f.ActorOf(ctx, other.User); !errors.Is(err, crm.ErrNotFound) {
			t.Errorf("a deactivated user still acts: %v", err)
		}
	})
}

func TestForgottenGateFailsLoudly(t *testing.T) {
	f := newFixture(t, "")
	c := f.company(f.admin, "Kept")
	f.gate.Store(&lockout.Verdict{State: lockout.ReadOnly})
	for _, statement := range []string{
		"UPDATE company SET name = 'No'", "DELETE FROM search_term", "INSERT INTO app_group (id, name) VALUES (1, 'No')",
	} {
		err := f.system(t.Context(), func(t *tx) error { _, err := t.exec(statement); return err })
		if err == nil || !strings.Contains(err.Error(), "the gate is closed") {
			t.Errorf("%s: got %v", statement, err)
		}
	}
	// An operation that is permitted opens no more than its own tables.
	err := f.write(t.Context(), f.admin, lockout.OwnAccess, func(t *tx) error {
		_, err := t.exec("UPDATE company SET name = 'No'")
		return err
	})
	if err == nil || !strings.Contains(err.Error(), "the gate is closed") {
		t.Errorf("got %v", err)
	}
	open := everything(100)
	f.gate.Store(&open)
	if _, err := f.UpdateCompany(t.Context(), f.admin, c.ID, 1, crm.Change{"name": "Yes"}); err != nil {
		t.Errorf("an opened gate refuses: %v", err)
	}
}

func TestReadersCannotWrite(t *testing.T) {
	f := newFixture(t, "")
	if _, err := f.readers.Exec("DELETE FROM journal"); err == nil {
		t.Error("a reader wrote")
	}
}

// killedVar makes the test binary a process that dies within a transaction.
const killedVar = "HOLM_TEST_DIE_IN"

func TestKilledInMidTransactionLeavesNothingHalf(t *testing.T) {
	if dir := os.Getenv(killedVar); dir != "" {
		s, err := Open(context.Background(), Options{Dir: dir, Gate: gateOf(everything(9))})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.CreateCompany(context.Background(), crm.SystemActor(), &crm.Company{Name: "Whole"}); err != nil {
			t.Fatal(err)
		}
		companies := manyCompanies(3000)
		err = s.write(context.Background(), crm.SystemActor(), lockout.Change, func(tx *tx) error {
			for i := range companies {
				companies[i].ID, companies[i].Version = int64(5000+i), 1
				if err := s.company.createNow(tx, &companies[i]); err != nil {
					return err
				}
			}
			p, err := os.FindProcess(os.Getpid())
			if err == nil {
				err = p.Kill()
			}
			if err == nil {
				select {}
			}
			return err
		})
		t.Fatal("survived", err)
	}
	dir := t.TempDir()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	child := exec.Command(self, "-test.run", "^TestKilledInMidTransactionLeavesNothingHalf$")
	child.Env = append(os.Environ(), killedVar+"="+dir)
	if out, err := child.CombinedOutput(); err == nil || strings.Contains(string(out), "survived") {
		t.Fatalf("the process was not killed: %v\n%s", err, out)
	}
	s := openStore(t, dir, "", gateOf(everything(9)))
	page, err := s.Companies(t.Context(), crm.SystemActor(), crm.Query{})
	if err != nil || len(page.Items) != 1 || page.Items[0].Name != "Whole" {
		t.Errorf("%v: %d companies", err, len(page.Items))
	}
	found, err := s.Check(t.Context())
	if err != nil || len(found) > 0 {
		t.Errorf("%v: %v", err, found)
	}
}

func TestNewerDatabaseIsRefused(t *testing.T) {
	dir := t.TempDir()
	s, err := Open(t.Context(), Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	err = s.system(t.Context(), func(t *tx) error {
		_, err := t.exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)")
		return err
	})
	if err := errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	if s, err = Open(t.Context(), Options{Dir: dir}); !errors.Is(err, ErrNewerDatabase) {
		t.Errorf("got %v", err)
		_ = s.Close()
	}
}

func TestSharedCommitKeepsItsMembersApart(t *testing.T) {
	f := newFixture(t, "")
	results := make(chan error)
	for i := range 40 {
		go func() {
			c := crm.Company{Name: fmt.Sprint("C", i), Number: fmt.Sprint("N", i/2)} // every number twice
			results <- f.CreateCompany(context.Background(), f.admin, &c)
		}()
	}
	made := 0
	for range 40 {
		if err := <-results; err == nil {
			made++
		} else if !errors.Is(err, crm.ErrTaken) {
			t.Error(err)
		}
	}
	n, _, err := f.CountCompanies(t.Context(), f.admin, crm.Query{})
	if err != nil || made != 20 || n != 20 {
		t.Errorf("%v: %d made, %d there", err, made, n)
	}
}

// TestEveryOperationAtTheDoor knocks for every line of the permission table,
// those of functions that the product does not have yet among them, as
// everybody, in every state: the door lets in whom the table lets in, and what
// it refuses has not run.
func TestEveryOperationAtTheDoor(t *testing.T) {
	f := newFixture(t, "")
	actors := map[lockout.Standing]crm.Actor{lockout.User: f.user("user", crm.RoleUser), lockout.MainUser: f.admin,
		lockout.Administrator: f.user("other", crm.RoleAdministrator), lockout.System: crm.SystemActor()}
	for _, op := range []lockout.Operation{lockout.Read, lockout.Change, lockout.OwnAccess, lockout.SignOut, lockout.HandOver, lockout.Withdraw,
		lockout.ManageLicense, lockout.ReduceUser, lockout.ActivateUser, lockout.FullExport, lockout.PersonalRequest, lockout.Housekeeping,
		lockout.Backup, lockout.MailImport, lockout.Send, lockout.Notify, lockout.Mirror} {
		for _, state := range []lockout.State{lockout.Evaluation, lockout.Active, lockout.Overdue, lockout.Terminating, lockout.WindDown, lockout.Locked, lockout.ReadOnly} {
			v := everything(9)
			v.State = state
			f.gate.Store(&v)
			for standing, a := range actors {
				ran := false
				err := f.write(t.Context(), a, op, func(*tx) error { ran = true; return nil })
				var refusal *lockout.Refusal
				want := v.Allows(op, standing) == nil
				if want != (err == nil) || want != ran || !want && (!errors.As(err, &refusal) || refusal.Operation != op) {
					t.Errorf("%s in %s by %d: %v (ran %v), want allowed %v", op, state, standing, err, ran, want)
				}
			}
		}
	}
}
