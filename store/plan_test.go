package store

import (
	"database/sql"
	"strings"
	"testing"

	"holm/crm"
)

// TestListsGoByIndexes keeps the cost of a page from growing with the table:
// SQLite reads each branch of a list by the index of its order, and a list
// narrowed to few records by the index that finds those.
func TestListsGoByIndexes(t *testing.T) {
	f := newFixture(t, "")
	for _, a := range builtActors() {
		companies := listed(t, f.Store, f.Store.company, a.actor, crm.Query{Filter: crm.And(crm.Is("parent", 1), crm.Is("category", 2))})
		for _, s := range builtLists(t, f.Store, f.Store.company, a, companies) {
			checkPlan(t, f, s, f.Store.company.read, "company_parent ")
		}
		persons := listed(t, f.Store, f.Store.person, a.actor, crm.Query{Filter: crm.And(crm.Is("company", 1), crm.Is("owner", 2))})
		for _, s := range builtLists(t, f.Store, f.Store.person, a, persons) {
			checkPlan(t, f, s, f.Store.person.read, "person_company_name ")
		}
	}
}

func checkPlan(t *testing.T, f *fixture, s statement, columns, narrow string) {
	t.Helper()
	if strings.HasPrefix(s.name, "nothing,") {
		return
	}
	want := "_name " // the end of the name of each index, before its terms
	switch {
	case strings.Contains(s.name, "filtered"):
		want = narrow
	case strings.Contains(s.name, "followed"), strings.Contains(s.name, "sharing"), strings.Contains(s.name, "rare"), strings.Contains(s.name, "by a common"), strings.HasSuffix(s.name, "sifted"), strings.Contains(s.name, "names"), strings.HasSuffix(s.name, "counted"), strings.Contains(s.name, "created_at"):
		want = "INTEGER PRIMARY KEY "
	case strings.Contains(s.name, "updated_at"):
		want = "_updated "
	case strings.Contains(s.name, "trash"):
		want = "_trash "
	case strings.Contains(s.name, "count of words"):
		want = " INDEX "
	case strings.HasSuffix(s.name, ", count"):
		want = " INDEX "
	}
	plan := planOf(t, f, s, columns)
	if _, shape, _ := strings.Cut(s.name, ", "); strings.HasPrefix(shape, "lists of words") {
		checkLists(t, s, plan)
		if !strings.HasSuffix(shape, "counted") && !strings.HasSuffix(shape, "sifted") {
			return
		}
	}
	if strings.Contains(s.name, "many words") || strings.Contains(s.name, "size of") {
		return // sorts all that begin so; counts by any index
	}
	seen := 0
	for _, step := range plan {
		if !strings.HasPrefix(step, "SEARCH r ") && !strings.HasPrefix(step, "SCAN r") {
			continue
		}
		if strings.Contains(step+" ", want) {
			seen++
		} else if !strings.Contains(step, "(rowid=?)") { // a row found otherwise
			seen = -len(plan)
		}
	}
	if seen <= 0 {
		t.Errorf("%s does not go by *%s:\n%s\n%s", s.name, want, s.text, strings.Join(plan, "\n"))
	}
}

// checkLists keeps lists of words read in their order, none of them as a
// whole.
func checkLists(t *testing.T, s statement, plan []string) {
	t.Helper()
	for _, step := range plan {
		sorted := strings.Contains(step, "TEMP B-TREE") && !strings.HasSuffix(s.name, "sifted")
		if sorted || strings.HasPrefix(step, "SCAN t") ||
			strings.HasPrefix(step, "SEARCH t ") && !strings.Contains(step, "PRIMARY KEY (list=? AND term=?") {
			t.Errorf("%s does not go by the order of the lists:\n%s\n%s", s.name, s.text, strings.Join(plan, "\n"))
		}
	}
}

func planOf(t *testing.T, f *fixture, s statement, columns string) []string {
	t.Helper()
	var args []any
	for _, name := range s.call.names {
		args = append(args, sql.Named(name, 1))
	}
	rows, err := f.readers.QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+strings.ReplaceAll(s.text, "{columns}", columns), args...)
	if err != nil {
		t.Fatalf("%s: %v", s.name, err)
	}
	defer func() {
		if err := rows.Close(); err != nil {
			t.Error(err)
		}
	}()
	var plan []string
	for rows.Next() {
		var id, parent, unused int64
		var detail string
		if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
			t.Fatal(err)
		}
		plan = append(plan, detail)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return plan
}
