package pages

import (
	"testing"

	"holm/crm"
	"holm/lockout"
)

// What a new database is filled with speaks every language that the pages do.
func TestDefaultsHaveNamesInEveryLanguage(t *testing.T) {
	w, err := readWords()
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range w.codes {
		for _, item := range crm.DefaultListItems() {
			if item.Names[code] == "" {
				t.Errorf("the entry %s of %s has no name in %s", item.Key, item.List, code)
			}
		}
		for _, category := range lockout.EvaluationCategories() {
			if category.Name[code] == "" {
				t.Errorf("the category %s has no name in %s", category.Code, code)
			}
		}
	}
}
