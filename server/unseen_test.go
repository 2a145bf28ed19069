package server_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"holm/crm"
)

// marked is a record all of whose texts hold a mark that stands nowhere else.
type marked struct {
	entity  crm.Entity
	id      int64
	mark    string
	holding crm.Holding
	trashed bool
	hosts   []int // of a document: the marked records it hangs on
}

var plurals = map[crm.Entity]string{crm.EntityCompany: "/companies", crm.EntityPerson: "/persons", crm.EntityDocument: "/documents"}

// world is a house with people of drawn rights and records of drawn holders.
type world struct {
	*house
	records []marked
	people  []int64
	groups  []int64
	admin   crm.Actor
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func newWorld(t *testing.T, seed int) *world {
	w := &world{house: furnished(t)}
	w.admin = w.actor()
	w.people = []int64{w.admin.User}
	rapid.Custom(func(rt *rapid.T) bool {
		w.drawPeople(rt)
		for range 8 {
			w.drawCompany(rt)
		}
		for range 10 {
			w.drawPerson(rt)
		}
		for range 6 {
			w.drawDocument(rt)
		}
		return true
	}).Example(seed)
	return w
}

func (w *world) drawPeople(rt *rapid.T) {
	ctx := context.Background()
	for i := range 3 {
		g := crm.Group{Name: fmt.Sprintf("Group %d", i)}
		w.must(w.store.CreateGroup(ctx, w.admin, &g))
		w.groups = append(w.groups, g.ID)
	}
	for i := range 4 {
		rights := map[crm.Entity]crm.Matrix{}
		for _, e := range append([]crm.Entity{""}, crm.RightEntities...) {
			var row crm.Matrix
			for j := range row {
				row[j] = rapid.SampledFrom([]crm.Right{crm.RightNone, crm.RightRead, crm.RightUpdate, crm.RightDelete}).Draw(rt, "right")
			}
			if e == "" || rapid.Bool().Draw(rt, "rights of its own") {
				rights[e] = row
			}
		}
		role := crm.Role{Name: fmt.Sprintf("Role %d", i), Rights: rights}
		w.must(w.store.CreateRole(ctx, w.admin, &role))
		u := crm.User{Login: fmt.Sprintf("user%d", i), Name: fmt.Sprintf("User %d", i), Category: "complete", Role: role.ID,
			Groups: rapid.SliceOfDistinct(rapid.SampledFrom(w.groups), func(id int64) int64 { return id }).Draw(rt, "groups")}
		w.must(w.store.CreateUser(ctx, w.admin, &u, ""))
		w.people = append(w.people, u.ID)
	}
}

func (w *world) drawHolding(rt *rapid.T) crm.Record {
	return crm.Record{Owner: rapid.SampledFrom(w.people).Draw(rt, "owner"), Group: rapid.SampledFrom(append([]int64{0}, w.groups...)).Draw(rt, "group"),
		Visibility: rapid.SampledFrom([]crm.Visibility{crm.VisibleToAll, crm.VisibleToGroup, crm.VisibleToOwner}).Draw(rt, "visibility")}
}

func (w *world) add(e crm.Entity, r crm.Record, mark string) *marked {
	w.records = append(w.records, marked{entity: e, id: r.ID, mark: mark, holding: r.Holding()})
	return &w.records[len(w.records)-1]
}

func (w *world) nextMark() string { return fmt.Sprintf("qz%03dx", len(w.records)) }

// some draws a record of the kind, nil when there is none yet or none is drawn.
func (w *world) some(rt *rapid.T, e crm.Entity) *marked {
	var all []int
	for i, r := range w.records {
		if r.entity == e && !r.trashed {
			all = append(all, i)
		}
	}
	if len(all) == 0 || rapid.IntRange(0, 3).Draw(rt, "none") == 0 {
		return nil
	}
	return &w.records[rapid.SampledFrom(all).Draw(rt, string(e))]
}

func (w *world) drawCompany(rt *rapid.T) {
	mark := w.nextMark()
	c := crm.Company{Record: w.drawHolding(rt), Name: "Nord " + mark, Department: mark + " dep", OrgNo: mark + " org", Note: mark + " note",
		Street: crm.Address{City: mark + " city"}, Phones: []crm.Phone{{Number: fmt.Sprintf("+4533%06d", len(w.records))}},
		Emails: []crm.Email{{Address: mark + "@nord.example"}}, Website: "https://" + mark + ".example"}
	if parent := w.some(rt, crm.EntityCompany); parent != nil {
		c.Parent = parent.id
	}
	w.must(w.store.CreateCompany(context.Background(), crm.SystemActor(), &c))
	r := w.add(crm.EntityCompany, c.Record, mark)
	if r.trashed = rapid.IntRange(0, 5).Draw(rt, "trashed") == 0; r.trashed {
		w.must(w.store.TrashCompany(context.Background(), crm.SystemActor(), c.ID, 0))
	}
}

func (w *world) drawPerson(rt *rapid.T) {
	mark := w.nextMark()
	p := crm.Person{Record: w.drawHolding(rt), FirstName: "Nord", LastName: mark + " last", Position: mark + " position", Note: mark + " note",
		Private: crm.Address{City: mark + " city"}, Phones: []crm.Phone{{Number: fmt.Sprintf("+4544%06d", len(w.records))}},
		Emails: []crm.Email{{Address: mark + "@syd.example"}}}
	if main := w.some(rt, crm.EntityCompany); main != nil {
		p.Company = main.id
	}
	if other := w.some(rt, crm.EntityCompany); other != nil && other.id != p.Company {
		p.Companies = []crm.Affiliation{{Company: other.id, Role: "Board"}}
	}
	w.must(w.store.CreatePerson(context.Background(), crm.SystemActor(), &p))
	w.add(crm.EntityPerson, p.Record, mark)
	_, err := w.store.UpdatePerson(context.Background(), crm.SystemActor(), p.ID, 0, crm.Change{"note": mark + " changed"})
	w.must(err)
}

func (w *world) drawDocument(rt *rapid.T) {
	mark := w.nextMark()
	d := crm.Document{Record: w.drawHolding(rt), Name: "Nord " + mark + ".txt", Description: mark + " text"}
	var hosts []int
	for _, e := range []crm.Entity{crm.EntityCompany, crm.EntityPerson} {
		if on := w.some(rt, e); on != nil && !on.trashed {
			d.Links = append(d.Links, crm.RecordLink{Entity: e, Record: on.id})
			hosts = append(hosts, slices.IndexFunc(w.records, func(r marked) bool { return r.entity == e && r.id == on.id }))
		}
	}
	err := w.store.AddDocument(context.Background(), crm.SystemActor(), &d, crm.Upload{Name: mark + ".txt", Content: strings.NewReader(mark + " content")})
	w.must(err)
	w.add(crm.EntityDocument, d.Record, mark).hosts = hosts
}

// sees is what the rights say, without the store.
func (w *world) sees(a crm.Actor, r marked) bool {
	if a.Right(r.entity, r.holding) < crm.RightRead {
		return false
	}
	if r.entity != crm.EntityDocument {
		return true
	}
	if len(r.hosts) == 0 {
		return r.holding.Owner == a.User
	}
	return slices.ContainsFunc(r.hosts, func(i int) bool { return w.sees(a, w.records[i]) })
}

// reader is one of the people, with a browser and a key.
type reader struct {
	*world
	actor crm.Actor
	key   string
}

func (w *world) reader(user int64) *reader {
	w.t.Helper()
	u, err := w.store.User(context.Background(), w.admin, user)
	w.must(err)
	h := *w.house
	if user != w.admin.User {
		page := h.post("/admin/users/"+itoa(user)+"/password", url.Values{"version": {itoa(u.Version)}}, http.StatusOK)
		start := strings.Index(page.text, "<code>") + len("<code>")
		password := page.text[start : start+strings.Index(page.text[start:], "<")]
		h.http = h.browser()
		h.logIn(u.Login, password)
		h.post("/terms", url.Values{"agree": {"1"}, "version": {"1"}}, http.StatusSeeOther)
	}
	inner := *w
	inner.house = &h
	a, err := w.store.ActorOf(context.Background(), user)
	w.must(err)
	key, _, err := w.store.CreateAPIKey(context.Background(), w.admin, user, "test")
	w.must(err)
	return &reader{world: &inner, actor: a, key: key}
}

// asks reads an address through both doors and fails when the answer holds
// the mark of a record that the reader may not see. Words of the request
// itself are not looked for.
func (r *reader) asks(path string) answer {
	r.t.Helper()
	header := map[string]string{}
	if strings.HasPrefix(path, "/api/") {
		header["Authorization"] = "Bearer " + r.key
	}
	a := r.do(http.MethodGet, path, nil, header)
	if a.StatusCode >= 500 {
		r.t.Errorf("%s answered %d to user %d", path, a.StatusCode, r.actor.User)
	}
	for _, record := range r.records {
		if !r.sees(r.actor, record) && !strings.Contains(path, record.mark) && strings.Contains(a.text, record.mark) {
			r.t.Errorf("%s shows %s %d to user %d, who may not see it: %+v, groups %v, role %+v", path, record.entity, record.id, r.actor.User, record.holding, r.actor.Groups, r.actor.Role)
		}
	}
	return a
}

// TestNobodySeesWhatTheirRightsForbid draws people, rights and records, and
// reads every page and every API operation there is as each of the people.
func TestNobodySeesWhatTheirRightsForbid(t *testing.T) {
	for seed := range 3 {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			w := newWorld(t, seed)
			for _, user := range w.people[1:] {
				r := w.reader(user)
				r.readsEverything()
				r.readsLists()
				r.asksTheStore()
			}
		})
	}
}

// readsEverything reads every GET address for every record.
func (r *reader) readsEverything() {
	r.t.Helper()
	paths := r.apiPaths()
	for _, route := range r.site.Routes() {
		if route.Method == http.MethodGet && route.Path != "/setup" && route.Path != "/login" {
			paths = append(paths, route.Path)
		}
	}
	if len(paths) < 50 {
		r.t.Fatalf("there are only %d addresses", len(paths))
	}
	for _, path := range paths {
		base := strings.TrimPrefix(path, "/api/v1")
		found := false
		for _, record := range r.records {
			if !strings.HasPrefix(base, plurals[record.entity]+"/{id}") {
				continue
			}
			found = true
			at := fill(path, record.id)
			a := r.asks(at)
			if sees := r.sees(r.actor, record); !sees && a.StatusCode != http.StatusNotFound && a.StatusCode != http.StatusForbidden {
				r.t.Errorf("%s answered %d to user %d, who may not see the record", at, a.StatusCode, r.actor.User)
			} else if at == plurals[record.entity]+"/"+itoa(record.id) && sees != (a.StatusCode == http.StatusOK) {
				r.t.Errorf("%s answered %d to user %d; sees it: %t", at, a.StatusCode, r.actor.User, sees)
			}
		}
		if !found {
			r.asks(fill(path, 1))
		}
	}
}

func fill(path string, id int64) string {
	return strings.NewReplacer("{id}", itoa(id), "{field}", "note", "{number}", "1", "{key}", "1", "{name}", "x", "{consent}", "1").Replace(path)
}

// apiPaths are the GET addresses of the API's own description.
func (r *reader) apiPaths() []string {
	r.t.Helper()
	var document struct {
		Paths map[string]map[string]json.RawMessage
	}
	r.must(json.Unmarshal([]byte(r.get("/api/v1/openapi.json", http.StatusOK).text), &document))
	var paths []string
	for _, path := range slices.Sorted(maps.Keys(document.Paths)) {
		if _, ok := document.Paths[path]["get"]; ok {
			paths = append(paths, path)
		}
	}
	return paths
}

// readsLists reads lists with words, filters and orders, and compares what
// the API counts and lists with what the rights say.
func (r *reader) readsLists() {
	r.t.Helper()
	for _, e := range []crm.Entity{crm.EntityCompany, crm.EntityPerson} {
		want := map[bool][]string{}
		for _, record := range r.records {
			if record.entity == e && r.sees(r.actor, record) {
				want[record.trashed] = append(want[record.trashed], fmt.Sprint(float64(record.id)))
			}
		}
		for _, query := range []string{"q=nord", "filter=" + url.QueryEscape(`name contains "nord"`), "filter=" + url.QueryEscape(`note contains "qz"`),
			"filter=" + url.QueryEscape(`id > 1 and not (name empty)`), "filter=" + url.QueryEscape(`phones starts "45" or emails filled`),
			"sort=-updated_at", "sort=created_at", "trashed=true", "trashed=true&filter=" + url.QueryEscape("deleted_at is today")} {
			a := r.asks("/api/v1" + plurals[e] + "?count=true&limit=200&" + query)
			var page struct {
				Items []map[string]any
				Count int
			}
			r.must(json.Unmarshal([]byte(a.text), &page))
			var got []string
			for _, item := range page.Items {
				got = append(got, fmt.Sprint(item["id"]))
			}
			slices.Sort(got)
			these := want[strings.Contains(query, "trashed")]
			slices.Sort(these)
			if !slices.Equal(got, these) || page.Count != len(these) {
				r.t.Errorf("%s?%s shows %v, %d in all, to user %d; not %v", plurals[e], query, got, page.Count, r.actor.User, these)
			}
			r.asks(plurals[e] + "?" + query)
		}
		for _, record := range r.records {
			for _, query := range []string{"q=" + record.mark, "filter=" + url.QueryEscape(`name contains "`+record.mark+`"`)} {
				r.asks(plurals[e] + "?" + query)
				a := r.asks("/api/v1" + plurals[e] + "?count=true&" + query)
				if record.entity == e && !r.sees(r.actor, record) && !strings.Contains(a.text, `"count":0`) {
					r.t.Errorf("%s?%s finds %s to user %d", plurals[e], query, a.text, r.actor.User)
				}
			}
			r.asks("/search?q=" + record.mark)
		}
		r.asks(plurals[e] + "?view=trash")
	}
	for _, record := range r.records {
		r.asks("/persons?company=" + itoa(record.id))
		r.asks("/persons?filter=" + url.QueryEscape("company is "+itoa(record.id)))
		r.asks("/companies?filter=" + url.QueryEscape("parent is "+itoa(record.id)))
	}
	r.asks("/search?q=nord")
}

// asksTheStore asks for what pages do not ask for as it is.
func (r *reader) asksTheStore() {
	r.t.Helper()
	ctx := context.Background()
	hits, err := r.store.Search(ctx, r.actor, "nord", 100)
	r.must(err)
	found := map[crm.Entity]map[int64]bool{crm.EntityCompany: {}, crm.EntityPerson: {}, crm.EntityDocument: {}}
	for _, h := range hits {
		found[h.Entity][h.ID] = true
	}
	for _, record := range r.records {
		if r.sees(r.actor, record) {
			continue
		}
		if found[record.entity][record.id] {
			r.t.Errorf("a search shows %s %d to user %d", record.entity, record.id, r.actor.User)
		}
		if record.entity == crm.EntityDocument {
			continue
		}
		names, err := r.store.Names(ctx, r.actor, record.entity, []int64{record.id})
		r.must(err)
		if len(names) > 0 {
			r.t.Errorf("user %d learns the names %v", r.actor.User, names)
		}
		entries, err := r.store.History(ctx, r.actor, record.entity, record.id, 0, 10)
		if err == nil && len(entries) > 0 {
			r.t.Errorf("user %d reads the history of %s %d", r.actor.User, record.entity, record.id)
		}
		duplicates, err := r.store.DuplicatesOfCompany(ctx, r.actor, &crm.Company{Name: "Nord " + record.mark, Emails: []crm.Email{{Address: record.mark + "@nord.example"}}})
		r.must(err)
		for _, d := range duplicates {
			if record.entity == d.Entity && record.id == d.ID {
				r.t.Errorf("user %d is told of the unseen company %d", r.actor.User, d.ID)
			}
		}
	}
}
