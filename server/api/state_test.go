package api_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"holm/crm"
	"holm/licensing"
	"holm/lockout"
	"holm/server/api"
	"holm/store"
)

// content reads every row of every table, but for what reading itself keeps:
// when a key was used.
func content(t *testing.T, s *store.Store) map[string][][]any {
	t.Helper()
	snapshot, err := s.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer snapshot.Close()
	out := map[string][][]any{}
	for _, table := range snapshot.Tables() {
		if table.Excluded != "" || table.Name == "api_key" {
			continue
		}
		err := snapshot.Rows(t.Context(), table.Name, func(row []any) error {
			out[table.Name] = append(out[table.Name], append([]any{}, row...))
			return nil
		})
		if err != nil {
			t.Fatalf("read %s: %v", table.Name, err)
		}
	}
	return out
}

func TestLockedAndReadOnlyChangeNothing(t *testing.T) {
	for _, x := range []struct {
		state       lockout.State
		read, write int
		readCode    string
		writeCode   string
	}{
		{lockout.Locked, 402, 402, api.CodeLicenseLocked, api.CodeLicenseLocked},
		{lockout.ReadOnly, 200, 403, "", api.CodeLicenseReadOnly},
	} {
		t.Run(string(x.state), func(t *testing.T) {
			c := newCaller(t)
			path := c.send("POST", "/api/v1/companies", `{"name":"Kept"}`).want(t, 201).Header.Get("Location")
			user := c.user("mette", crm.RoleUser)
			before := content(t, c.store)
			c.state(x.state)
			for _, who := range []*caller{c, user} {
				for _, read := range []string{"/api/v1/companies", path, "/api/v1/persons", "/api/v1/users"} {
					got := who.send("GET", read, "").want(t, x.read)
					if x.readCode != "" {
						got.problem(t, x.read, x.readCode)
					}
					if got.Header.Get("License-State") != string(x.state) {
						t.Errorf("GET %s: License-State %q", read, got.Header.Get("License-State"))
					}
				}
				for _, w := range [][3]string{
					{"POST", "/api/v1/companies", `{"name":"New"}`},
					{"POST", "/api/v1/companies", `{"colour":"red"}`},
					{"POST", "/api/v1/companies/batch", `{"steps":[{"action":"create","values":{"name":"New"}}]}`},
					{"PATCH", path, `{"name":"Changed"}`},
					{"DELETE", path, ""},
					{"POST", path + "/restore", ""},
					{"POST", "/api/v1/persons", `{"last_name":"New"}`},
					{"POST", "/api/v1/users", `{"login":"new","name":"New"}`},
				} {
					got := who.send(w[0], w[1], w[2], "If-Match", `"1"`).problem(t, x.write, x.writeCode)
					if got.body["state"] != string(x.state) || got.body["since"] == nil || got.body["help"] == nil {
						t.Errorf("%s %s: %s", w[0], w[1], got.raw)
					}
				}
			}
			if diff := cmp.Diff(before, content(t, c.store)); diff != "" {
				t.Errorf("the database changed:\n%s", diff)
			}
			c.send("GET", "/api/v1/license", "").want(t, 200)
		})
	}
}

func TestAPIIsAModule(t *testing.T) {
	c := newCaller(t)
	c.verdict(lockout.Verdict{State: lockout.Active, Categories: []licensing.Category{{Code: "complete", Seats: 3}}})
	got := c.send("GET", "/api/v1/companies", "").problem(t, 403, api.CodeFeatureNotLicensed)
	if got.body["feature"] != api.Module {
		t.Errorf("got %s", got.raw)
	}
	c.verdict(lockout.Verdict{State: lockout.Active, Categories: []licensing.Category{{Code: "complete", Seats: 3, Features: []string{api.Module, licensing.FeatureRead}}}})
	if got := c.send("POST", "/api/v1/companies", `{"name":"No"}`).problem(t, 403, api.CodeFeatureNotLicensed); got.body["feature"] != "contacts" {
		t.Errorf("a category that reads: %s", got.raw)
	}
	c.send("GET", "/api/v1/companies", "").want(t, 200)
	c.verdict(lockout.Verdict{State: lockout.Evaluation, Everything: true, Categories: lockout.EvaluationCategories()})
	c.send("GET", "/api/v1/companies", "").want(t, 200)
}

func TestLicenseTellsAdministratorsWhatIsOwed(t *testing.T) {
	c := newCaller(t)
	user := c.user("mette", crm.RoleUser)
	c.verdict(lockout.Verdict{State: lockout.Overdue, Since: now, At: now, Modules: []string{api.Module},
		Boundaries:  []lockout.Boundary{{Kind: lockout.LockAt, At: now.AddDate(0, 0, 30)}},
		Outstanding: []licensing.Invoice{{Invoice: "F-1", Amount: 125000, Currency: "DKK", Due: licensing.DateOf(now)}},
		Categories:  []licensing.Category{{Code: "complete", Seats: 3, Name: licensing.Text{"en": "Complete"}}}})
	got := c.send("GET", "/api/v1/license", "").want(t, 200)
	seats := got.body["categories"].([]any)[0].(map[string]any)
	if got.body["state"] != "OVERDUE" || seats["seats"] != 3.0 || seats["used"] != 2.0 || got.body["outstanding"] == nil || got.body["dates"] == nil {
		t.Errorf("the main user reads %s", got.raw)
	}
	got = user.send("GET", "/api/v1/license", "").want(t, 200)
	if got.body["outstanding"] != nil || got.body["dates"] != nil {
		t.Errorf("a user reads %s", got.raw)
	}
}
