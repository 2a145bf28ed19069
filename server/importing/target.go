package importing

import (
	"embed"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"holm/crm"
)

//go:embed headers/*.txt
var headerFiles embed.FS

// Target is where a column goes: a field of the record, a part of one, or what
// finds another record.
type Target struct {
	Name  string // "name", "phones.mobile", "company_external_id"
	Field string // the field that the target belongs to; "" for none
	Part  string // the kind of phone
	Many  bool   // several columns may go there
}

// vocabulary is the targets of an entity and which headings mean them.
type vocabulary struct {
	targets []Target
	byName  map[string]Target
	words   map[string][]string // heading without signs → targets, the first choice first
}

// special are the targets that are no field, by entity.
var special = map[crm.Entity][]Target{
	crm.EntityCompany: {{Name: "external_id"}, {Name: "parent_external_id", Field: "parent"}, {Name: "email_invalid", Field: "emails"}},
	crm.EntityPerson: {{Name: "external_id"}, {Name: "full_name"}, {Name: "company_external_id", Field: "company"},
		{Name: "company_number", Field: "company"}, {Name: "company_org_no", Field: "company"}, {Name: "email_invalid", Field: "emails"}},
}

// fieldsOf returns the fields of an entity that is imported.
func fieldsOf(e crm.Entity) []crm.Field {
	if e == crm.EntityPerson {
		return crm.PersonFields()
	}
	return crm.CompanyFields()
}

func readVocabulary(e crm.Entity) (*vocabulary, error) {
	v := &vocabulary{byName: map[string]Target{}, words: map[string][]string{}}
	add := func(t Target) {
		v.targets = append(v.targets, t)
		v.byName[t.Name] = t
	}
	for _, t := range special[e] {
		add(t)
	}
	for _, f := range fieldsOf(e) {
		switch {
		case f.Name == "logo" || f.Name == "photo" || f.Type == crm.TypeCompanies:
		case f.Type == crm.TypePhones:
			for _, kind := range crm.PhoneKinds {
				add(Target{Name: "phones." + kind, Field: f.Name, Part: kind, Many: true})
			}
			add(Target{Name: f.Name, Field: f.Name, Many: true})
		default:
			add(Target{Name: f.Name, Field: f.Name, Many: f.Type == crm.TypeEmails || f.Type == crm.TypeLinks || f.Type == crm.TypeLongText})
		}
	}
	return v, v.learn(e)
}

// learn reads the headings of the entity.
func (v *vocabulary) learn(e crm.Entity) error {
	text, err := headerFiles.ReadFile("headers/" + string(e) + ".txt")
	if err != nil {
		return fmt.Errorf("read the usual headings: %w", err)
	}
	for line := range strings.Lines(string(text)) {
		name, list, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok || strings.HasPrefix(name, "#") {
			continue
		}
		if _, known := v.byName[name]; !known {
			return fmt.Errorf("headers/%s.txt: there is no target %q", e, name)
		}
		for word := range strings.SplitSeq(list, ",") {
			v.teach(plain(word), name)
		}
	}
	for _, t := range v.targets {
		v.teach(plain(t.Name), t.Name)
	}
	for word, meant := range v.words { // "City" alone is the postal one beside "City (Shipping)"
		if part, ok := strings.CutPrefix(meant[0], "street_"); ok && len(meant) == 1 && !visited(word) {
			v.words[word] = append(meant, "postal_"+part)
		}
	}
	return nil
}

// visited reports whether a heading says that people or goods go there.
func visited(word string) bool {
	return slices.ContainsFunc([]string{"shipping", "delivery", "visit", "besog", "besok", "bezoek", "kaynti", "office", "street"}, func(s string) bool {
		return strings.Contains(word, s) && word != "street" && word != "streetaddress" && word != "street1"
	})
}

func (v *vocabulary) teach(word, target string) {
	if word != "" && !slices.Contains(v.words[word], target) {
		v.words[word] = append(v.words[word], target)
	}
}

// meanings returns the targets that a heading may mean.
func (v *vocabulary) meanings(heading string) []string {
	tries := []string{heading}
	if _, rest, ok := strings.Cut(heading, " - "); ok {
		tries = append(tries, rest, strings.TrimSuffix(heading, " - "+rest))
	}
	for _, h := range tries {
		word := plain(h)
		for _, w := range []string{word, strings.TrimSuffix(word, "value"), strings.TrimRightFunc(word, unicode.IsDigit), withoutDigits(word)} {
			if m := v.words[w]; w != "" && m != nil {
				return m
			}
		}
	}
	return nil
}

// plain is a heading without case, accents and signs.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, crm.Fold(s))
}

func withoutDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return -1
		}
		return r
	}, s)
}
