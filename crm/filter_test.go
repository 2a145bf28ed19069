package crm

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestFiltersAreReadAndWritten(t *testing.T) {
	fields := FilterFields(EntityPerson)
	for text, want := range map[string]string{
		"":                                        "",
		"  ":                                      "",
		`last_name is Hansen`:                     `last_name is "Hansen"`,
		`Last_Name = "Hansen"`:                    `last_name is "Hansen"`,
		`last_name != "Hansen"`:                   `last_name is not "Hansen"`,
		`not last_name is "Hansen"`:               `last_name is not "Hansen"`,
		`not not last_name is "Hansen"`:           `last_name is "Hansen"`,
		`not (last_name is not "Hansen")`:         `last_name is "Hansen"`,
		`last_name is empty`:                      `last_name empty`,
		`last_name is not empty`:                  `last_name filled`,
		`last_name not filled`:                    `last_name empty`,
		`last_name is "empty"`:                    `last_name is "empty"`,
		`note contains "a \"b\" \\ c"`:            `note contains "a \"b\" \\ c"`,
		`position not starts "Chef"`:              `position not starts "Chef"`,
		`owner is me and retired is no`:           `owner is me and retired is no`,
		`owner in (3,me, 5)`:                      `owner in (3, me, 5)`,
		`owner is in (3)`:                         `owner is 3`,
		`owner not in (3, 4)`:                     `owner not in (3, 4)`,
		`id >= 5 or id < 2 and retired is yes`:    `id >= 5 or (id < 2 and retired is yes)`,
		`((id>=5 or id<2)) and retired=true`:      `(id >= 5 or id < 2) and retired is yes`,
		`not id < 5`:                              `not (id < 5)`,
		`not (id < 5 and retired is no)`:          `not (id < 5 and retired is no)`,
		`id from 5 to 10`:                         `id is 5..10`,
		`id is not 5..10`:                         `id is not 5..10`,
		`created_at is 2026-01-01..today`:         `created_at is 2026-01-01..today`,
		`created_at >= 2026-01-01T10:00:00+02:00`: `created_at >= 2026-01-01T08:00:00Z`,
		`birth_date is LAST Month`:                `birth_date is last month`,
		`birth_date in (last 7 days, next 1 day)`: `birth_date in (last 7 days, next 1 days)`,
		`lead_status in (open, "contacting")`:     `lead_status in ("open", "contacting")`,
		`phones contains "3312"`:                  `phones contains "3312"`,
		`company is 7`:                            `company is 7`,
		`companies empty AND (company filled)`:    `companies empty and company filled`,
	} {
		f, err := ParseFilter(fields, text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := f.String(); got != want {
			t.Errorf("%s is written %s, want %s", text, got, want)
		}
	}
}

func TestWrongFiltersSayWhere(t *testing.T) {
	fields := FilterFields(EntityPerson)
	for text, want := range map[string]FieldError{
		`nothing is 5`:                   {Key: "error.filter_field", Args: map[string]any{"position": 1, "word": "nothing"}},
		`id is 5 and`:                    {Key: "error.filter_end", Args: map[string]any{"position": 12}},
		`id is 5 id is 6`:                {Key: "error.filter_syntax", Args: map[string]any{"position": 9, "word": "id"}},
		`(id is 5`:                       {Key: "error.filter_end", Args: map[string]any{"position": 9}},
		`id is 5)`:                       {Key: "error.filter_syntax", Args: map[string]any{"position": 8, "word": ")"}},
		`id contains 5`:                  {Key: "error.filter_operator", Args: map[string]any{"position": 4, "name": "id", "word": "contains"}},
		`last_name < "A"`:                {Key: "error.filter_operator", Args: map[string]any{"position": 11, "name": "last_name", "word": "<"}},
		`id is five`:                     {Key: "error.filter_value", Args: map[string]any{"position": 7, "name": "id", "word": "five"}},
		`company is me`:                  {Key: "error.filter_value", Args: map[string]any{"position": 12, "name": "company", "word": "me"}},
		`gender is unsure`:               {Key: "error.filter_value", Args: map[string]any{"position": 11, "name": "gender", "word": "unsure"}},
		`birth_date is last 0 days`:      {Key: "error.filter_date", Args: map[string]any{"position": 15, "name": "birth_date", "word": "last"}},
		`birth_date is 2026-02-30`:       {Key: "error.filter_date", Args: map[string]any{"position": 15, "name": "birth_date", "word": "2026-02-30"}},
		`birth_date is this`:             {Key: "error.filter_date", Args: map[string]any{"position": 15, "name": "birth_date", "word": "this"}},
		`last_name is "Sø`:               {Key: "error.filter_quote", Args: map[string]any{"position": 14}},
		`"Sø" is 5`:                      {Key: "error.filter_syntax", Args: map[string]any{"position": 1, "word": "Sø"}},
		"last_name is \xff":              {Key: "error.filter_letter", Args: map[string]any{"position": 14}},
		strings.Repeat("(", 100):         {Key: "error.filter_too_deep", Args: map[string]any{"position": 10, "max": MaxFilterDepth}},
		strings.Repeat("not ", 100):      {Key: "error.filter_too_deep", Args: map[string]any{"position": 37, "max": MaxFilterDepth}},
		strings.Repeat("x", MaxFilter+1): {Key: "error.filter_too_long", Args: map[string]any{"position": 1, "max": MaxFilter}},
		strings.Repeat("id is 5 or ", 40) + "id is 5": {Key: "error.filter_too_many",
			Args: map[string]any{"position": 441, "max": MaxFilterParts}},
		"id in (1" + strings.Repeat(", 1", 200) + ")": {Key: "error.filter_too_many",
			Args: map[string]any{"position": 609, "max": MaxFilterValues}},
	} {
		_, err := ParseFilter(fields, text)
		var wrong *Invalid
		if !errors.As(err, &wrong) || len(wrong.Fields) != 1 {
			t.Errorf("%.60s: got %v", text, err)
			continue
		}
		want.Field = "filter"
		if got := wrong.Fields[0]; !reflect.DeepEqual(got, want) {
			t.Errorf("%.60s: got %v, want %v", text, got, want)
		}
	}
}

// aValue draws a value that conditions on the field can have.
func aValue(t *rapid.T, f Field) Value {
	switch f.Type {
	case TypeInteger:
		return Value{Kind: ValueNumber, Number: rapid.Int64().Draw(t, "number")}
	case TypeReference, TypeCompanies:
		if f.References == EntityUser && rapid.Bool().Draw(t, "me") {
			return Value{Kind: ValueMe}
		}
		return Value{Kind: ValueNumber, Number: rapid.Int64Range(0, 1<<60).Draw(t, "id")}
	case TypeFlag:
		return Value{Kind: ValueFlag, Number: rapid.Int64Range(0, 1).Draw(t, "flag")}
	case TypeDate, TypeMoment:
		return aDate(t, f)
	case TypeChoice:
		return Value{Text: rapid.SampledFrom(f.Choices).Draw(t, "choice")}
	}
	return Value{Text: rapid.StringOf(rapid.Rune().Filter(func(r rune) bool { return r != 0 })).Draw(t, "text")}
}

func aDate(t *rapid.T, f Field) Value {
	at := time.Unix(rapid.Int64Range(-1e9, 4e9).Draw(t, "at"), rapid.Int64Range(0, 1e9-1).Draw(t, "fraction"))
	switch rapid.IntRange(0, 3).Draw(t, "kind of date") {
	case 0:
		if f.Type == TypeMoment {
			return instantValue(at)
		}
	case 1:
		return Value{Kind: ValuePeriod, Text: string(rapid.SampledFrom(Periods).Draw(t, "period"))}
	case 2:
		return Value{Kind: ValuePeriod, Text: string(rapid.SampledFrom([]Period{LastDays, NextDays}).Draw(t, "days")),
			Number: rapid.Int64Range(1, maxPeriodDays).Draw(t, "n")}
	}
	return Value{Kind: ValueDay, Text: at.UTC().Format(time.DateOnly)}
}

func aFilter(t *rapid.T, fields []Field, depth int) Filter {
	if depth == 0 || rapid.IntRange(0, 2).Draw(t, "shape") == 0 {
		f := rapid.SampledFrom(fields).Draw(t, "field")
		c := Condition{Field: f.Name, Operator: rapid.SampledFrom(Operators(f)).Draw(t, "operator")}
		c.Not = reversible(c) && rapid.Bool().Draw(t, "not")
		n := map[Operator]int{OpEmpty: 0, OpIs: rapid.IntRange(1, 3).Draw(t, "values"), OpRange: 2}
		count, ok := n[c.Operator]
		if !ok {
			count = 1
		}
		for range count {
			c.Values = append(c.Values, aValue(t, f))
		}
		return Where(c)
	}
	var parts []Filter
	for range rapid.IntRange(1, 3).Draw(t, "parts") {
		parts = append(parts, aFilter(t, fields, depth-1))
	}
	switch rapid.IntRange(0, 2).Draw(t, "joint") {
	case 0:
		return Not(parts[0])
	case 1:
		return Or(parts...)
	}
	return And(parts...)
}

func TestAFilterIsReadAsItIsWritten(t *testing.T) {
	for _, entity := range []Entity{EntityCompany, EntityPerson} {
		fields := FilterFields(entity)
		rapid.Check(t, func(t *rapid.T) {
			f := aFilter(t, fields, 3)
			list, _ := f.Conditions()
			if len(f.String()) > MaxFilter || len(list) > MaxFilterParts {
				t.Skip()
			}
			got, err := ParseFilter(fields, f.String())
			if err != nil || !reflect.DeepEqual(got, f) {
				t.Fatalf("%s is read as %s, %v", f, got, err)
			}
		})
	}
}

func FuzzParseFilter(f *testing.F) {
	for _, text := range []string{`last_name is "Hansen" and (owner is me or created_at >= last 30 days)`, `id is 1..5`, `not (id<5)`, `a"b\`} {
		f.Add(text)
	}
	fields := FilterFields(EntityPerson)
	f.Fuzz(func(t *testing.T, text string) {
		filter, err := ParseFilter(fields, text)
		if err != nil {
			var wrong *Invalid
			if !errors.As(err, &wrong) {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		canonical := filter.String()
		again, err := ParseFilter(fields, canonical)
		if len(canonical) <= MaxFilter && (err != nil || again.String() != canonical) {
			t.Fatalf("%q is written %q, which is read as %q, %v", text, canonical, again, err)
		}
	})
}

func TestFiltersMatch(t *testing.T) {
	stockholm, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		t.Fatal(err)
	}
	// A Saturday, and Sunday already in Stockholm.
	v := Viewpoint{User: 7, Now: time.Date(2026, 3, 28, 23, 30, 0, 0, time.UTC), Zone: stockholm}
	p := &Person{Record: Record{ID: 5, Owner: 7, CreatedAt: time.Date(2026, 3, 28, 22, 59, 0, 0, time.UTC),
		UpdatedAt: time.Date(2026, 3, 28, 23, 0, 0, 0, time.UTC)},
		Company: 3, Companies: []Affiliation{{Company: 4}}, FirstName: "Søren", LastName: "Møller Jørgensen",
		Position: "Joe", BirthDate: "2026-03-29", LeadStatus: "open",
		Phones: []Phone{{Number: "33 12 45 67", E164: "+4533124567"}}, Emails: []Email{{Address: "Soren@Nord.example"}}}
	yes := []string{
		`name is "soren moeller jorgensen"`, `last_name starts "moll"`, `last_name contains "ER J"`, `last_name ends "sen"`,
		`position ends "e"`, `position contains "oe"`, `first_name not contains "x"`, `middle_name empty`, `last_name filled`,
		`id is 5`, `id in (4, 5)`, `id < 6`, `id <= 5`, `id > 4`, `id is 5..9`, `not id > 5`,
		`owner is me`, `owner is not 8`, `group is not 8`, `group empty`, `retired is no`, `retired is not yes`,
		`company is 3`, `company is 4`, `companies is 4`, `companies is not 3`, `company is not 5`,
		`phones contains "12 45"`, `phones starts "33"`, `phones starts "+45"`, `phones starts "0045"`, `phones ends "67"`, `phones is "+4533124567"`, `emails is "soren@nord.EXAMPLE"`,
		`emails ends "@nord.example"`, `social_links empty`, `lead_status is open`, `gender empty`, `gender is not male`,
		`created_at is yesterday`, `updated_at is today`, `birth_date is today`, `birth_date is this week`, `created_at is this week`,
		`created_at is last 2 days`, `created_at < today`, `created_at <= yesterday`, `updated_at >= today`, `updated_at is 2026-03-29`,
		`updated_at >= 2026-03-28T23:00:00Z`, `updated_at is yesterday..tomorrow`, `birth_date is this quarter`, `birth_date > 2026-03-28`,
		`deleted_at empty`, `not deleted_at < tomorrow`, `retired is yes or id is 5`,
	}
	no := []string{
		`name is "soren moller"`, `last_name starts "jorg"`, `position starts "e"`, `position contains ""`, `middle_name contains "a"`,
		`id is 6..9`, `id > 5`, `owner is 8`, `group is 8`, `retired is yes`, `company is 5`, `company empty`, `companies is 3`,
		`phones contains "99"`, `phones contains "abc"`, `emails is "soren@nord"`, `created_at is today`, `created_at is next week`,
		`birth_date < 2026-03-29`, `birth_date is last quarter`, `deleted_at < tomorrow`, `id is 5 and id is 6`,
	}
	fields := FilterFields(EntityPerson)
	for want, texts := range map[bool][]string{true: yes, false: no} {
		for _, text := range texts {
			f, err := ParseFilter(fields, text)
			if err != nil {
				t.Errorf("%s: %v", text, err)
				continue
			}
			if f.Match(p, v) != want {
				t.Errorf("%s: %v", text, !want)
			}
		}
	}
	if IsMe("owner").Match(&Person{}, Viewpoint{}) {
		t.Error("nobody is the owner for nobody")
	}
}
