package api_test

import (
	"net/http"
	"net/url"
	"testing"

	"holm/crm"
)

func TestListsTakeFilters(t *testing.T) {
	c := newCaller(t)
	for _, name := range []string{"Nordlys", "Søndergaard", "Nordhavn"} {
		c.send(http.MethodPost, "/api/v1/companies", `{"name":"`+name+`"}`).want(t, http.StatusCreated)
	}
	list := func(filter string) answer {
		return c.send(http.MethodGet, "/api/v1/companies?count=true&fields=name&filter="+url.QueryEscape(filter), "")
	}
	for filter, want := range map[string]int{
		``: 3, `name starts "nord"`: 2, `name contains "SONDER"`: 1, `owner is me and not name ends "lys"`: 2,
		`created_at is today`: 3, `created_at < today`: 0, `created_kind is api_key`: 3, `owner empty or name is "nordlys"`: 1,
	} {
		a := list(filter).want(t, http.StatusOK)
		if items, _ := a.body["items"].([]any); len(items) != want || a.body["count"] != float64(want) {
			t.Errorf("%s: %s, want %d", filter, a.raw, want)
		}
	}
	a := list(`name starts`).problem(t, http.StatusUnprocessableEntity, "invalid")
	if a.field("filter") != "filter_end" {
		t.Errorf("got %s", a.raw)
	}
	// 09:00 in UTC is 22:00 of the day before in Pago Pago.
	if _, err := c.store.UpdateUser(t.Context(), c.main, c.main.User, 0, crm.Change{"time_zone": "Pacific/Pago_Pago"}); err != nil {
		t.Fatal(err)
	}
	a = list(`created_at >= 2026-03-02`).want(t, http.StatusOK)
	if a.body["count"] != float64(0) {
		t.Errorf("it is 1 March in Pago Pago yet: %s", a.raw)
	}
}
