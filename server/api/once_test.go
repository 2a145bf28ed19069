package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"holm/crm"
)

func (c *caller) companies() int {
	c.t.Helper()
	n, _, err := c.store.CountCompanies(c.t.Context(), c.main, crm.Query{})
	if err != nil {
		c.t.Fatal(err)
	}
	return n
}

func TestARequestWithAKeyIsDoneOnce(t *testing.T) {
	c := newCaller(t)
	post := func(path, body, key string) answer {
		return c.send(http.MethodPost, "/api/v1"+path, body, "Idempotency-Key", key)
	}
	first := post("/companies", `{"name":"Nordlys"}`, "a-1").want(t, http.StatusCreated)
	again := post("/companies", `{"name":"Nordlys"}`, "a-1").want(t, http.StatusCreated)
	if again.raw != first.raw || c.companies() != 1 {
		t.Errorf("%s, then %s; %d companies", first.raw, again.raw, c.companies())
	}
	for _, name := range []string{"Location", "ETag"} {
		if first.Header.Get(name) == "" || first.Header.Get(name) != again.Header.Get(name) {
			t.Errorf("%s was %q, then %q", name, first.Header.Get(name), again.Header.Get(name))
		}
	}
	if first.Header.Get("Idempotency-Replayed") != "" || again.Header.Get("Idempotency-Replayed") != "true" {
		t.Error("the second answer does not say that it is one")
	}
	post("/companies", `{"name":"Sydlys"}`, "a-1").problem(t, http.StatusUnprocessableEntity, "idempotency_key_reused")
	post("/persons", `{"name":"Nordlys"}`, "a-1").problem(t, http.StatusUnprocessableEntity, "idempotency_key_reused")
	post("/companies", `{"name":""}`, "a-2").problem(t, http.StatusUnprocessableEntity, "invalid")
	post("/companies", `{"name":"Good now"}`, "a-2").want(t, http.StatusCreated) // what was refused was not done
	post("/companies", `{"name":"x"}`, "a b").problem(t, http.StatusUnprocessableEntity, "invalid")
	post("/companies", `{"name":"x"}`, strings.Repeat("k", 151)).problem(t, http.StatusUnprocessableEntity, "invalid")
	post("/companies", `{"name":"Nordlys"}`, "a").want(t, http.StatusCreated) // the beginning of another key
	other := c.user("other", crm.RoleUser)
	other.send(http.MethodPost, "/api/v1/companies", `{"name":"Another's"}`, "Idempotency-Key", "a-1").want(t, http.StatusCreated)
	post("/users", `{"login":"birk","name":"Birk"}`, "u-1").want(t, http.StatusCreated)
	post("/users", `{"login":"birk","name":"Birk"}`, "u-1").want(t, http.StatusCreated)
	if n := c.companies(); n != 4 {
		t.Errorf("there are %d companies", n)
	}
}

func TestABatchWithAKeyIsDoneOnce(t *testing.T) {
	c := newCaller(t)
	body := `{"steps":[{"action":"create","values":{"name":"A"}},{"action":"create","values":{"name":""}},{"action":"create","values":{"name":"B"}}]}`
	first := c.send(http.MethodPost, "/api/v1/companies/batch", body, "Idempotency-Key", "b").want(t, http.StatusOK)
	again := c.send(http.MethodPost, "/api/v1/companies/batch", body, "Idempotency-Key", "b").want(t, http.StatusOK)
	if first.raw != again.raw || c.companies() != 2 {
		t.Errorf("%s, then %s; %d companies", first.raw, again.raw, c.companies())
	}
	c.send(http.MethodPost, "/api/v1/companies/batch", strings.Replace(body, "A", "C", 1), "Idempotency-Key", "b").
		problem(t, http.StatusUnprocessableEntity, "idempotency_key_reused")
}

// TestTheSameRequestManyTimesAtOnce lets one be done; the others are told so,
// or that it is under way.
func TestTheSameRequestManyTimesAtOnce(t *testing.T) {
	c := newCaller(t)
	answers := make([]answer, 12)
	var group sync.WaitGroup
	for i := range answers {
		group.Go(func() {
			answers[i] = c.send(http.MethodPost, "/api/v1/companies", `{"name":"Nordlys"}`, "Idempotency-Key", "k")
		})
	}
	group.Wait()
	made := map[string]bool{}
	for _, a := range answers {
		switch a.StatusCode {
		case http.StatusCreated:
			made[fmt.Sprint(a.body["id"])] = true
		case http.StatusConflict:
			a.problem(t, http.StatusConflict, "in_progress")
		default:
			t.Errorf("answered %d: %s", a.StatusCode, a.raw)
		}
	}
	if len(made) != 1 || c.companies() != 1 {
		t.Errorf("%v were made, there are %d", made, c.companies())
	}
}
