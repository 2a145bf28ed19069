package api_test

import (
	"fmt"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"holm/crm"
	"holm/server/api"
)

func TestSeatLimit(t *testing.T) {
	c := newCaller(t) // three seats, the main user has one
	for i := range 2 {
		c.send("POST", "/api/v1/users", fmt.Sprintf(`{"login":"u%d","name":"U","category":"complete"}`, i)).want(t, 201)
	}
	full := c.send("POST", "/api/v1/users", `{"login":"u3","name":"U","category":"complete"}`).problem(t, 409, api.CodeSeatLimit)
	if full.body["category"] != "complete" || full.body["seats"] != 3.0 || full.body["used"] != 3.0 {
		t.Errorf("got %s", full.raw)
	}
	inactive := c.send("POST", "/api/v1/users", `{"login":"u4","name":"U","category":"complete","status":"inactive"}`).want(t, 201)
	path := inactive.Header.Get("Location")
	c.send("PATCH", path, `{"status":"active"}`, "If-Match", `"1"`).problem(t, 409, api.CodeSeatLimit)
	c.send("POST", "/api/v1/users", `{"login":"shop","name":"Shop","category":"complete","api_only":true}`).want(t, 201)
	if got := c.send("GET", path, "").want(t, 200); got.body["status"] != "inactive" || got.Header.Get("ETag") != `"1"` {
		t.Errorf("now the user is %s", got.raw)
	}
}

func TestOneOfManyTakesTheLastSeat(t *testing.T) {
	c := newCaller(t)
	c.send("POST", "/api/v1/users", `{"login":"second","name":"U","category":"complete"}`).want(t, 201)
	statuses := make(chan int)
	for i := range 20 {
		go func() {
			body := fmt.Sprintf(`{"login":"u%d","name":"U","category":"complete"}`, i)
			r := httptest.NewRequestWithContext(t.Context(), "POST", "/api/v1/users", strings.NewReader(body))
			r.Header.Set("Authorization", "Bearer "+c.key)
			w := httptest.NewRecorder()
			c.handler.ServeHTTP(w, r)
			statuses <- w.Code
		}()
	}
	got := map[int]int{}
	for range 20 {
		got[<-statuses]++
	}
	if got[201] != 1 || got[409] != 19 {
		t.Errorf("answers by status: %v", got)
	}
}

func TestUsersAreForAdministratorsToChange(t *testing.T) {
	c := newCaller(t)
	user := c.user("mette", crm.RoleUser)
	user.send("POST", "/api/v1/users", `{"login":"new","name":"New"}`).problem(t, 403, api.CodeForbidden)
	user.send("PATCH", "/api/v1/users/"+fmt.Sprint(c.main.User), `{"name":"New"}`, "If-Match", `"1"`).problem(t, 403, api.CodeForbidden)
}

func TestAPIOnlyAccountHasTheRightsOfItsUser(t *testing.T) {
	c := newCaller(t)
	u := crm.User{Login: "shop", Name: "Shop", APIOnly: true, Role: crm.RoleReader}
	if err := c.store.CreateUser(t.Context(), c.main, &u, ""); err != nil {
		t.Fatal(err)
	}
	shop := *c
	shop.key = c.keyOf(u.ID)
	shop.send("GET", "/api/v1/companies", "").want(t, 200)
	shop.send("POST", "/api/v1/companies", `{"name":"New"}`).problem(t, 403, api.CodeForbidden)
}

func TestUsersAreListedAndChanged(t *testing.T) {
	c := newCaller(t)
	for _, login := range []string{"dora", "bente"} {
		c.send("POST", "/api/v1/users", fmt.Sprintf(`{"login":%q,"name":%q}`, login, login)).want(t, 201)
	}
	var logins []any
	cursor := ""
	for {
		page := c.send("GET", "/api/v1/users?limit=1&sort=-login&count=true"+cursor, "").want(t, 200)
		if page.body["count"] != 3.0 {
			t.Fatalf("counted %v", page.body["count"])
		}
		logins = append(logins, page.body["items"].([]any)[0].(map[string]any)["login"])
		next, more := page.body["next_cursor"].(string)
		if !more {
			break
		}
		cursor = "&cursor=" + next
	}
	if fmt.Sprint(logins) != "[dora bente anna@kobberholm.example]" {
		t.Errorf("got %v", logins)
	}
	found := c.send("GET", "/api/v1/users?q=BENT", "").want(t, 200).body["items"].([]any)
	if len(found) != 1 {
		t.Fatalf("found %v", found)
	}
	path := fmt.Sprintf("/api/v1/users/%.0f", found[0].(map[string]any)["id"])
	got := c.send("PATCH", path, `{"language":"sv","groups":[]}`, "If-Match", `"1"`).want(t, 200)
	if got.body["language"] != "sv" || got.Header.Get("ETag") != `"2"` {
		t.Errorf("got %s", got.raw)
	}
	c.send("PATCH", path, `{"language":"da"}`, "If-Match", `"1"`).problem(t, 412, api.CodeStale)
	c.send("POST", "/api/v1/users", `{"login":"BENTE","name":"Again"}`).problem(t, 409, api.CodeTaken)
	c.send("DELETE", path, "").problem(t, 405, api.CodeMethodNotAllowed)
}

func TestListItemsAndGroups(t *testing.T) {
	c := newCaller(t)
	group := crm.Group{Name: "Salg"}
	if err := c.store.CreateGroup(t.Context(), c.main, &group); err != nil {
		t.Fatal(err)
	}
	items := c.send("GET", "/api/v1/list_items?list=company_category", "").want(t, 200).body["items"].([]any)
	first := items[0].(map[string]any)
	if len(items) < 4 || first["list"] != "company_category" || first["names"].(map[string]any)["da"] != "Kunde" {
		t.Errorf("got %v", items)
	}
	all := c.send("GET", "/api/v1/list_items", "").want(t, 200).body["items"].([]any)
	if len(all) <= len(items) {
		t.Errorf("all lists have %d items", len(all))
	}
	groups := c.send("GET", "/api/v1/groups", "").want(t, 200).body["items"].([]any)
	if len(groups) != 1 || groups[0].(map[string]any)["name"] != "Salg" {
		t.Errorf("got %v", groups)
	}
}

func TestUsersAreFiltered(t *testing.T) {
	c := newCaller(t)
	export := crm.Group{Name: "Export"}
	if err := c.store.CreateGroup(t.Context(), c.main, &export); err != nil {
		t.Fatal(err)
	}
	group := export.ID
	c.send("POST", "/api/v1/users", fmt.Sprintf(`{"login":"anna","name":"Anna","language":"da","groups":[%v]}`, group)).want(t, 201)
	c.send("POST", "/api/v1/users", `{"login":"bo","name":"Bo","status":"inactive"}`).want(t, 201)
	for filter, want := range map[string]string{
		fmt.Sprintf("groups is %v and language is da", group): "anna",
		"status is inactive":                    "bo",
		"not status is inactive and main is no": "anna",
		"last_seen_at empty and name starts b":  "bo",
		"created_at is today and login is anna": "anna",
	} {
		items, _ := c.send("GET", "/api/v1/users?count=true&filter="+url.QueryEscape(filter), "").want(t, 200).body["items"].([]any)
		if len(items) != 1 || items[0].(map[string]any)["login"] != want {
			t.Errorf("%s lists %v", filter, items)
		}
	}
	c.send("GET", "/api/v1/users?filter=nothing+is+1", "").problem(t, 422, api.CodeInvalid)
}
