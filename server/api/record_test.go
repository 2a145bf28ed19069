package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"holm/crm"
	"holm/server/api"
)

func TestCompanyFromCreateToTrash(t *testing.T) {
	c := newCaller(t)
	made := c.send("POST", "/api/v1/companies", `{"name":"Ålbæk \"Byg\" ApS","phones":[{"kind":"main","number":"33 12 45 67"}],
		"emails":[{"address":"post@aalbaek.example"}],"employees":12,"street_city":"Vejle","stop":true}`).want(t, 201)
	path := made.Header.Get("Location")
	if path != fmt.Sprintf("/api/v1/companies/%.0f", made.body["id"]) || made.Header.Get("ETag") != `"1"` {
		t.Fatalf("Location %q, ETag %q: %s", path, made.Header.Get("ETag"), made.raw)
	}
	got := c.send("GET", path, "").want(t, 200)
	if got.raw != made.raw {
		t.Errorf("read\n%s\nmade\n%s", got.raw, made.raw)
	}
	phone := got.body["phones"].([]any)[0].(map[string]any)
	if got.body["name"] != `Ålbæk "Byg" ApS` || phone["e164"] != "+4533124567" || got.body["stop"] != true ||
		got.body["vat_no"] != nil || got.body["created_kind"] != string(crm.ActorAPIKey) || got.body["created_at"] != "2026-03-02T09:00:00Z" {
		t.Errorf("got %s", got.raw)
	}
	c.send("GET", path, "", "If-None-Match", `"1"`).want(t, 304)

	changed := c.send("PATCH", path, `{"name":"Ålbæk Byg A/S","employees":null}`, "If-Match", `"1"`,
		"Content-Type", "application/merge-patch+json").want(t, 200)
	if changed.Header.Get("ETag") != `"2"` || changed.body["employees"] != nil || changed.body["street_city"] != "Vejle" {
		t.Errorf("ETag %s: %s", changed.Header.Get("ETag"), changed.raw)
	}
	c.send("DELETE", path, "", "If-Match", `"2"`).want(t, 204)
	if list := c.send("GET", "/api/v1/companies", "").want(t, 200); len(list.body["items"].([]any)) != 0 {
		t.Errorf("the list still has %s", list.raw)
	}
	if list := c.send("GET", "/api/v1/companies?trashed=true", "").want(t, 200); len(list.body["items"].([]any)) != 1 {
		t.Errorf("the trash has %s", list.raw)
	}
	if back := c.send("POST", path+"/restore", "").want(t, 200); back.body["deleted_at"] != nil {
		t.Errorf("restored %s", back.raw)
	}
}

func TestPersonsOfACompany(t *testing.T) {
	c := newCaller(t)
	company := c.send("POST", "/api/v1/companies", `{"name":"Åhavn"}`).want(t, 201).body["id"]
	var ids []any
	for _, name := range []string{"Lund", "Ågård", "Berg"} {
		made := c.send("POST", "/api/v1/persons", fmt.Sprintf(`{"last_name":%q,"company":%.0f,"birth_date":"1980-02-29"}`, name, company)).want(t, 201)
		ids = append(ids, made.body["id"])
	}
	c.send("POST", "/api/v1/persons", `{"last_name":"Elsewhere"}`).want(t, 201)
	list := c.send("GET", fmt.Sprintf("/api/v1/persons?company=%.0f&fields=last_name,company_name&count=true&sort=name", company), "").want(t, 200)
	want := fmt.Sprintf(`{"items":[{"id":%[3]v,"version":1,"company_name":"Åhavn","last_name":"Berg"},`+
		`{"id":%[1]v,"version":1,"company_name":"Åhavn","last_name":"Lund"},`+
		`{"id":%[2]v,"version":1,"company_name":"Åhavn","last_name":"Ågård"}],"next_cursor":null,"count":3,"count_capped":false}`, ids...)
	if strings.TrimSpace(list.raw) != want {
		t.Errorf("got  %s\nwant %s", list.raw, want)
	}
}

func TestListPagesThroughEverythingOnce(t *testing.T) {
	c := newCaller(t)
	for i := range 7 {
		c.send("POST", "/api/v1/companies", fmt.Sprintf(`{"name":"Company %d"}`, i)).want(t, 201)
	}
	for _, sort := range []string{"name", "-name", "-updated_at"} {
		var names []string
		path := "/api/v1/companies?limit=3&sort=" + sort
		for cursor := ""; ; {
			page := c.send("GET", path+cursor, "").want(t, 200)
			for _, item := range page.body["items"].([]any) {
				names = append(names, item.(map[string]any)["name"].(string))
			}
			next, more := page.body["next_cursor"].(string)
			if !more {
				break
			}
			cursor = "&cursor=" + next
		}
		seen := map[string]bool{}
		for _, n := range names {
			seen[n] = true
		}
		if len(names) != 7 || len(seen) != 7 {
			t.Errorf("by %s: %v", sort, names)
		}
	}
}

func TestUnseenRecordIsNotFound(t *testing.T) {
	c := newCaller(t)
	made := c.send("POST", "/api/v1/companies", `{"name":"Secret","visibility":"owner"}`).want(t, 201)
	path, other := made.Header.Get("Location"), c.user("mette", crm.RoleUser)
	missing := other.send("GET", "/api/v1/companies/987654", "").problem(t, 404, api.CodeNotFound)
	unseen := other.send("GET", path, "").problem(t, 404, api.CodeNotFound)
	if missing.raw != unseen.raw {
		t.Errorf("an unseen record answers %s, a missing one %s", unseen.raw, missing.raw)
	}
	other.send("PATCH", path, `{"name":"Mine"}`, "If-Match", `"1"`).problem(t, 404, api.CodeNotFound)
	other.send("DELETE", path, "", "If-Match", `"1"`).problem(t, 404, api.CodeNotFound)
	list := other.send("GET", "/api/v1/companies?count=true", "").want(t, 200)
	if len(list.body["items"].([]any)) != 0 || list.body["count"] != 0.0 {
		t.Errorf("the list shows %s", list.raw)
	}
}

func TestStaleChangeIsRefused(t *testing.T) {
	c := newCaller(t)
	path := c.send("POST", "/api/v1/companies", `{"name":"First"}`).want(t, 201).Header.Get("Location")
	c.send("PATCH", path, `{"name":"Theirs"}`, "If-Match", `"1"`).want(t, 200)
	stale := c.send("PATCH", path, `{"name":"Mine"}`, "If-Match", `"1"`).problem(t, 412, api.CodeStale)
	conflict := stale.body["conflicts"].([]any)[0].(map[string]any)
	if stale.body["version"] != 2.0 || conflict["yours"] != "Mine" || conflict["theirs"] != "Theirs" {
		t.Errorf("got %s", stale.raw)
	}
	elsewhere := c.send("PATCH", path, `{"note":"Mine"}`, "If-Match", `"1"`).problem(t, 412, api.CodeStale)
	if list, _ := elsewhere.body["conflicts"].([]any); len(list) != 0 {
		t.Errorf("another field conflicts: %s", elsewhere.raw)
	}
	c.send("PATCH", path, `{"name":"Mine"}`).problem(t, 428, api.CodeIfMatchMissing)
	c.send("PATCH", path, `{"name":"Mine"}`, "If-Match", "*").problem(t, 428, api.CodeIfMatchMissing)
	c.send("PATCH", path, `{"name":"Mine"}`, "If-Match", `"x"`).problem(t, 412, api.CodeStale)
	c.send("DELETE", path, "").problem(t, 428, api.CodeIfMatchMissing)
	c.send("DELETE", path, "", "If-Match", `"1"`).problem(t, 412, api.CodeStale)
	if got := c.send("GET", path, "").want(t, 200); got.body["name"] != "Theirs" || got.Header.Get("ETag") != `"2"` {
		t.Errorf("now it is %s", got.raw)
	}
}

func TestBadRequestsAreToldWhatIsWrong(t *testing.T) {
	c := newCaller(t)
	path := c.send("POST", "/api/v1/persons", `{"last_name":"Holm"}`).want(t, 201).Header.Get("Location")
	for _, x := range []struct {
		name, method, path, body, field string
		status                          int
		code                            string
	}{
		{"unknown field", "POST", "/api/v1/companies", `{"name":"A","colour":"red"}`, "colour", 422, "unknown_field"},
		{"unknown field in a change", "PATCH", path, `{"surname":"A"}`, "surname", 422, "unknown_field"},
		{"what cannot be set", "PATCH", path, `{"version":9}`, "version", 422, "unknown_field"},
		{"no name", "POST", "/api/v1/companies", `{"city":""}`, "city", 422, "unknown_field"},
		{"empty name", "POST", "/api/v1/companies", `{"name":" "}`, "name", 422, "required"},
		{"wrong type", "POST", "/api/v1/companies", `{"name":"A","employees":"many"}`, "employees", 422, "not_integer"},
		{"fraction", "POST", "/api/v1/companies", `{"name":"A","employees":1.5}`, "employees", 422, "not_integer"},
		{"bad e-mail", "POST", "/api/v1/persons", `{"last_name":"A","emails":[{"address":"nobody"}]}`, "emails[0].address", 422, "email"},
		{"limit too high", "GET", "/api/v1/companies?limit=201", "", "limit", 422, "invalid"},
		{"limit not a number", "GET", "/api/v1/companies?limit=x", "", "limit", 422, "invalid"},
		{"unknown parameter", "GET", "/api/v1/companies?colour=red", "", "colour", 422, "invalid"},
		{"unknown sort", "GET", "/api/v1/companies?sort=note", "", "sort", 422, "choice"},
		{"unknown field chosen", "GET", "/api/v1/companies?fields=name,colour", "", "fields", 422, "unknown_field"},
		{"damaged cursor", "GET", "/api/v1/companies?cursor=abc", "", "cursor", 422, "cursor"},
		{"id not a number", "GET", "/api/v1/companies/abc", "", "id", 422, "invalid"},
	} {
		t.Run(x.name, func(t *testing.T) {
			got := c.send(x.method, x.path, x.body, "If-Match", `"1"`).problem(t, x.status, api.CodeInvalid)
			if got.field(x.field) != x.code {
				t.Errorf("field %s: %v in %s", x.field, got.field(x.field), got.raw)
			}
		})
	}
	for name, body := range map[string]string{"not JSON": `{"name":`, "list": `[1]`, "null": `null`, "two values": `{"name":"A"} {"name":"B"}`,
		"twins": `{"name":"A","name":"B"}`, "empty": "", "deep": strings.Repeat(`{"a":`, 100) + "1" + strings.Repeat("}", 100)} {
		t.Run(name, func(t *testing.T) {
			c.send("POST", "/api/v1/companies", body).problem(t, 400, api.CodeInvalid)
		})
	}
	c.send("POST", "/api/v1/companies", `{"name":"A","note":"`+strings.Repeat("x", 1<<20)+`"}`).problem(t, 413, api.CodeTooLarge)
	c.send("POST", "/api/v1/companies", `<a/>`, "Content-Type", "text/xml").problem(t, 415, api.CodeMediaType)
	c.send("PUT", path, `{}`).problem(t, 405, api.CodeMethodNotAllowed)
	c.send("GET", "/api/v1/nothing", "").problem(t, 404, api.CodeNotFound)
	if list := c.send("GET", "/api/v1/companies", "").want(t, http.StatusOK); len(list.body["items"].([]any)) != 0 {
		t.Errorf("something was kept: %s", list.raw)
	}
}

func TestKeyIsNeeded(t *testing.T) {
	c := newCaller(t)
	other := c.user("mette", crm.RoleUser)
	for name, key := range map[string]string{"none": "", "unknown": "holm_notakey"} {
		c.key = key
		got := c.send("GET", "/api/v1/companies", "").problem(t, 401, api.CodeUnauthorized)
		if got.Header.Get("WWW-Authenticate") == "" || got.Header.Get("License-State") != "" {
			t.Errorf("%s: %v", name, got.Header)
		}
	}
	users, err := c.store.Users(t.Context(), c.main)
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range users {
		if u.Login == "mette" {
			if err := c.store.SetUserStatus(t.Context(), c.main, u.ID, false); err != nil {
				t.Fatal(err)
			}
		}
	}
	other.send("GET", "/api/v1/companies", "").problem(t, 401, api.CodeUnauthorized)
}

func TestBatchStepsStandAlone(t *testing.T) {
	c := newCaller(t)
	old := c.send("POST", "/api/v1/companies", `{"name":"Old"}`).want(t, 201).body["id"]
	got := c.send("POST", "/api/v1/companies/batch", fmt.Sprintf(`{"steps":[
		{"action":"create","values":{"name":"New"}},
		{"action":"create","values":{"name":""}},
		{"action":"update","id":%[1]v,"version":7,"values":{"name":"Stale"}},
		{"action":"update","id":%[1]v,"version":1,"values":{"name":"Older"}},
		{"action":"delete","id":%[1]v,"version":2},
		{"action":"update","id":99,"version":2,"values":{"name":"None"}}]}`, old)).want(t, 200)
	var statuses []float64
	for _, r := range got.body["results"].([]any) {
		statuses = append(statuses, r.(map[string]any)["status"].(float64))
	}
	if fmt.Sprint(statuses) != "[201 422 412 200 204 404]" {
		t.Errorf("got %v: %s", statuses, got.raw)
	}
	for _, bad := range []string{`{}`, `{"steps":[{"action":"purge"}]}`, `{"steps":[{"action":"update","values":{}}]}`,
		`{"steps":[],"more":1}`, `{"steps":[{"action":"create","value":{}}]}`} {
		c.send("POST", "/api/v1/companies/batch", bad).problem(t, 422, api.CodeInvalid)
	}
}
