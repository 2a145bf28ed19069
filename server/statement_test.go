package server_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"holm/crm"
)

// statements are those that read, as they were run.
type statements struct {
	mu  sync.Mutex
	all []string
}

func (s *statements) note(query string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all = append(s.all, query)
}

// take returns the statements since it was called last.
func (s *statements) take() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := s.all
	s.all = nil
	return all
}

// aFew is far from one for each of 45 records.
const aFew = 8

// TestNoStatementRunsPerRow reads every GET address with 5 and with 50
// records of each kind: nothing takes a statement for each of the 45 more, and
// none counts a whole table. What is remembered between requests, a second page
// and a list of words make a few more or fewer.
func TestNoStatementRunsPerRow(t *testing.T) {
	h := furnished(t)
	admin, ctx := h.actor(), context.Background()
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	head := crm.Company{Name: "Nord head"}
	must(h.store.CreateCompany(ctx, admin, &head))
	someone := crm.Person{LastName: "Nord someone", Company: head.ID}
	must(h.store.CreatePerson(ctx, admin, &someone))
	made := 0
	grow := func(n int) {
		for ; made < n; made++ {
			c := crm.Company{Name: fmt.Sprintf("Nord %d", made), Parent: head.ID, Emails: []crm.Email{{Address: fmt.Sprintf("a%d@nord.example", made)}}}
			c.Tags = []string{"Fair"}
			must(h.store.CreateCompany(ctx, admin, &c))
			p := crm.Person{LastName: fmt.Sprintf("Nord %d", made), Company: head.ID, Companies: []crm.Affiliation{{Company: c.ID}},
				Phones: []crm.Phone{{Number: fmt.Sprintf("33 %06d", made)}}}
			must(h.store.CreatePerson(ctx, admin, &p))
			d := crm.Document{Name: fmt.Sprintf("Nord %d.txt", made), Links: []crm.RecordLink{{Entity: crm.EntityCompany, Record: head.ID}}}
			must(h.store.AddDocument(ctx, admin, &d, crm.Upload{Name: "x.txt", Content: strings.NewReader(d.Name)}))
		}
	}
	r := &reader{world: &world{house: h, admin: admin}, actor: admin}
	key, _, err := h.store.CreateAPIKey(ctx, admin, admin.User, "test")
	must(err)
	r.key = key
	filter := "?filter=name+contains+%22nord%22+and+tags+empty"
	paths := append(r.apiPaths(), "/search?q=nord", "/companies?q=nord", "/persons?q=nord", "/persons"+filter, "/companies"+filter,
		"/api/v1/companies?limit=200&count=true", "/api/v1/persons?limit=200&count=true&q=nord", "/api/v1/persons"+filter)
	for _, route := range h.site.Routes() {
		if route.Method == http.MethodGet && route.Path != "/setup" && route.Path != "/login" {
			paths = append(paths, route.Path)
		}
	}
	counted := map[string]int{}
	for _, n := range []int{5, 50} {
		grow(n)
		for _, path := range paths {
			id := head.ID
			switch {
			case strings.Contains(path, "/persons/"):
				id = someone.ID
			case strings.Contains(path, "/admin/"), strings.Contains(path, "/users/"):
				id = admin.User
			}
			at := fill(path, id)
			r.asks(at) // what hardly changes is remembered
			h.ran.take()
			r.asks(at)
			ran := h.ran.take()
			for _, query := range ran {
				if strings.Contains(query, "COUNT(") && !strings.Contains(query, " LIMIT ") && !smallTable(query) {
					t.Errorf("%s counts a whole table: %s", at, query)
				}
			}
			if before, ok := counted[path]; ok && len(ran) > before+aFew {
				t.Errorf("%s takes %d statements with 5 records, %d with 50:\n%s", path, before, len(ran), strings.Join(ran, "\n"))
			}
			counted[path] = len(ran)
		}
	}
}

// smallTable reports whether a statement counts what is few in every
// installation: users, keys, entries of lists.
func smallTable(query string) bool {
	for _, table := range []string{"FROM app_user", "FROM user_group", "FROM api_key", "FROM list_item", "FROM app_group", "FROM app_role"} {
		if strings.Contains(query, table) {
			return true
		}
	}
	return false
}
