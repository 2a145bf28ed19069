package store

import (
	"errors"
	"slices"
	"testing"

	"holm/crm"
	"holm/lockout"
)

func TestSeatsFollowStatusAndCategory(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		two := everything(2)
		f.gate.Store(&two)
		worker := f.user("worker", crm.RoleUser)
		third := crm.User{Login: "third", Name: "Third", Category: "complete"}
		var taken *crm.SeatsTaken
		if err := f.CreateUser(ctx, f.admin, &third, ""); !errors.As(err, &taken) || taken.Seats != 2 || taken.Used != 2 {
			t.Fatalf("got %v", err)
		}
		robot := crm.User{Login: "robot", Name: "Robot", Category: "complete", APIOnly: true}
		if err := f.CreateUser(ctx, f.admin, &robot, ""); err != nil {
			t.Errorf("an account for the API took a seat: %v", err)
		}
		if err := f.SetUserStatus(ctx, f.admin, worker.User, false); err != nil {
			t.Fatal(err)
		}
		if err := f.CreateUser(ctx, f.admin, &third, ""); err != nil {
			t.Errorf("a freed seat is not free: %v", err)
		}
		if err := f.SetUserStatus(ctx, f.admin, worker.User, true); !errors.As(err, &taken) {
			t.Errorf("got %v", err)
		}
		if err := f.SetUserCategory(ctx, f.admin, third.ID, "light"); err != nil {
			t.Errorf("lowering a category: %v", err)
		}
		if err := f.SetUserStatus(ctx, f.admin, worker.User, true); err != nil {
			t.Errorf("got %v", err)
		}
		if err := f.SetUserCategory(ctx, f.admin, third.ID, "complete"); !errors.As(err, &taken) {
			t.Errorf("got %v", err)
		}
		if _, err := f.UpdateUser(ctx, f.admin, robot.ID, 0, crm.Change{"api_only": false}); !errors.As(err, &taken) {
			t.Errorf("a seat was taken by another door: %v", err)
		}
		used, err := f.SeatsUsed(ctx)
		if err != nil || used["complete"] != 2 || used["light"] != 1 {
			t.Errorf("%v: %v", err, used)
		}
	})
}

func TestEvaluationCountsSeatsTogether(t *testing.T) {
	f := newFixture(t, "")
	v := everything(5)
	v.State, v.SeatTotal = lockout.Evaluation, 2
	f.gate.Store(&v)
	light := crm.User{Login: "light", Name: "L", Category: "light"}
	if err := f.CreateUser(t.Context(), f.admin, &light, ""); err != nil {
		t.Fatal(err)
	}
	var taken *crm.SeatsTaken
	if err := f.CreateUser(t.Context(), f.admin, &crm.User{Login: "x", Name: "X", Category: "complete"}, ""); !errors.As(err, &taken) || taken.Seats != 2 {
		t.Errorf("got %v", err)
	}
	var invalid *crm.Invalid
	if err := f.CreateUser(t.Context(), f.admin, &crm.User{Login: "y", Name: "Y", Category: "gold"}, ""); err == nil || errors.As(err, &invalid) && invalid.Fields[0].Field != "category" {
		t.Errorf("got %v", err)
	}
}

func TestUsersChangeOnlyThemselves(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		group := f.group("north")
		worker := f.user("worker", crm.RoleUser)
		if _, err := f.UpdateUser(ctx, worker, worker.User, 0, crm.Change{"language": "sv", "theme": "dark"}); err != nil {
			t.Error(err)
		}
		for _, change := range []crm.Change{{"role": crm.RoleAdministrator}, {"language": "sv", "category": "light"}} {
			if _, err := f.UpdateUser(ctx, worker, worker.User, 0, change); !errors.Is(err, crm.ErrForbidden) {
				t.Errorf("%v: got %v", change, err)
			}
		}
		if err := f.SetPassword(ctx, worker, f.admin.User, "x"); !errors.Is(err, crm.ErrForbidden) {
			t.Errorf("got %v", err)
		}
		got, err := f.UpdateUser(ctx, f.admin, worker.User, 2, crm.Change{"groups": []int64{group}, "login": "Worker@X.example"})
		if err != nil || !slices.Equal(got.Groups, []int64{group}) {
			t.Errorf("%v: %+v", err, got)
		}
		if u, err := f.UserByLogin(ctx, " worker@x.EXAMPLE"); err != nil || u.ID != worker.User || u.Theme != "dark" {
			t.Errorf("%v: %+v", err, u)
		}
		if err := f.CreateUser(ctx, f.admin, &crm.User{Login: "WORKER@x.example", Name: "W"}, ""); !errors.Is(err, crm.ErrTaken) {
			t.Errorf("got %v", err)
		}
		if a := f.actor(worker.User); !a.In(group) || a.Admin || a.Main {
			t.Errorf("got %+v", a)
		}
	})
}

func TestMainUserIsHandedOver(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		worker := f.user("worker", crm.RoleUser)
		if err := f.SetUserStatus(ctx, f.admin, f.admin.User, false); err == nil {
			t.Error("the main user was deactivated")
		}
		if err := f.HandOverMain(ctx, worker, worker.User); !errors.Is(err, crm.ErrForbidden) {
			t.Errorf("got %v", err)
		}
		if err := f.HandOverMain(ctx, f.admin, worker.User); err != nil {
			t.Fatal(err)
		}
		if f.actor(f.admin.User).Main || !f.actor(worker.User).Main {
			t.Error("the main user is still the one before")
		}
	})
}

func TestOnlyTheMainUserOpensTheirAccount(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		admin, main := f.user("second", crm.RoleAdministrator), f.admin.User
		refused := map[string]error{"password": f.SetPassword(ctx, admin, main, "x")}
		_, _, refused["key"] = f.CreateAPIKey(ctx, admin, main, "k")
		_, refused["login"] = f.UpdateUser(ctx, admin, main, 0, crm.Change{"login": "mine@x.example"})
		_, refused["role"] = f.UpdateUser(ctx, admin, main, 0, crm.Change{"role": crm.RoleReader})
		for what, err := range refused {
			if !errors.Is(err, crm.ErrForbidden) {
				t.Errorf("%s: got %v", what, err)
			}
		}
		if u, err := f.User(ctx, f.admin, main); err != nil || u.Version != 1 {
			t.Errorf("%v: the account was changed: %+v", err, u)
		}
		if err := f.SetPassword(ctx, crm.SystemActor(), main, "x"); err != nil {
			t.Error(err)
		}
		if _, _, err := f.CreateAPIKey(ctx, f.admin, main, "k"); err != nil {
			t.Error(err)
		}
	})
}
