package store

import (
	"path/filepath"
	"slices"
	"testing"

	"holm/crm"
)

// TestTheSearchIndexIsMadeAnew spoils what records are found by, and compares
// what is made anew with what daily work had made.
func TestTheSearchIndexIsMadeAnew(t *testing.T) {
	f := newFixture(t, "")
	ctx := t.Context()
	if err := f.CreatePersons(ctx, f.admin, manyPersons(130)); err != nil {
		t.Fatal(err)
	}
	companies := manyCompanies(3)
	if err := f.CreateCompanies(ctx, f.admin, companies); err != nil {
		t.Fatal(err)
	}
	if err := f.TrashCompany(ctx, f.admin, companies[0].ID, 0); err != nil {
		t.Fatal(err)
	}
	want := f.linesOf("SELECT list, term, hex(sort_key), record_id FROM search_term", "SELECT id, words, hex(sort_name) FROM company")
	err := f.pass(ctx, businessTables, func(t *tx) error {
		for _, spoil := range []string{"DELETE FROM search_term WHERE list > 16", "UPDATE company SET words = '', sort_name = X''"} {
			if _, err := t.exec(spoil); err != nil {
				return err
			}
		}
		return t.setSetting(settingSearch, "0")
	})
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := f.Backup(ctx, filepath.Join(dir, databaseFile)); err != nil {
		t.Fatal(err)
	}
	again := &fixture{Store: openStore(t, dir, "", f.gate), t: t}
	got := again.linesOf("SELECT list, term, hex(sort_key), record_id FROM search_term", "SELECT id, words, hex(sort_name) FROM company")
	if !slices.Equal(got, want) || len(got) < 1000 {
		t.Errorf("%d rows were made anew, %d were there", len(got), len(want))
	}
	if n, _, err := again.CountPersons(ctx, f.admin, crm.Query{Text: "jor"}); err != nil || n != 130 {
		t.Errorf("%d persons are found, %v", n, err)
	}
}

func (f *fixture) linesOf(queries ...string) []string {
	f.t.Helper()
	var all []string
	for _, q := range queries {
		rows, err := f.readers.QueryContext(f.t.Context(), q)
		if err != nil {
			f.t.Fatal(err)
		}
		lines, err := texts(rows)
		if err != nil {
			f.t.Fatal(err)
		}
		slices.Sort(lines)
		all = append(all, lines...)
	}
	return all
}
