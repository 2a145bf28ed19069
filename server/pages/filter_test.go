package pages

import (
	"testing"
	"time"

	"holm/crm"
)

func TestFiltersInWords(t *testing.T) {
	w, err := readWords()
	if err != nil {
		t.Fatal(err)
	}
	n := &names{users: map[int64]string{3: "Astrid Lund"}, companies: map[int64]string{4: "Nordlys A/S"},
		items: map[string][]crm.ListItem{crm.ListCompanyCategory: {{ID: 1, Names: crm.Texts{"en": "Customer", "de": "Kunde"}}}}}
	for _, c := range []struct {
		entity         crm.Entity
		filter, en, de string
	}{
		{crm.EntityCompany, `category is 1`, "Category is Customer", "Kategorie ist Kunde"},
		{crm.EntityCompany, `owner in (me, 3) or stop is yes`, "Our contact is me or Astrid Lund or Stop: do not trade is yes",
			"Betreut von ist ich oder Astrid Lund oder Stopp: keine Geschäfte ist ja"},
		{crm.EntityCompany, `not (employees >= 50) and created_at > last 30 days`,
			"not (Employees is at least 50) and Created is after the last 30 days",
			"nicht (Mitarbeiter ist mindestens 50) und Angelegt liegt nach die letzten 30 Tage"},
		{crm.EntityCompany, `name not starts "Nord" and (id is 5..7 or parent filled)`,
			"Name does not start with “Nord” and (Id is between 5 and 7 or Parent company is filled in)",
			"Name beginnt nicht mit „Nord“ und (Id liegt zwischen 5 und 7 oder Mutterfirma ist ausgefüllt)"},
		{crm.EntityPerson, `company is 4 and companies is not 5`, "Company is Nordlys A/S and Other companies is not unknown",
			"Firma ist Nordlys A/S und Weitere Firmen ist nicht unbekannt"},
		{crm.EntityPerson, `created_kind is api_key and created_at is 2026-03-31`, "Created through is A program and Created is 31 Mar 2026",
			"Angelegt über ist Ein Programm und Angelegt ist 31. März 2026"},
	} {
		f, err := crm.ParseFilter(crm.FilterFields(c.entity), c.filter)
		if err != nil {
			t.Fatal(err)
		}
		for code, want := range map[string]string{"en": c.en, "de": c.de} {
			v := &visit{L: w.In(code), Zone: time.UTC}
			n.language = code
			if got := v.filterWords(c.entity, f, n); got != want {
				t.Errorf("%s is said %q, not %q", c.filter, got, want)
			}
		}
	}
}
