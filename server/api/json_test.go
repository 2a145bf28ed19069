package api

import (
	"encoding/json"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"holm/crm"
)

func TestTextIsWrittenAsJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.StringOf(rapid.RuneFrom([]rune("\"\\\x00\n\u2028ø<&")))).Draw(t, "text")
		var got *string
		if err := json.Unmarshal(appendText(nil, s), &got); err != nil {
			t.Fatalf("%q is written as %s: %v", s, appendText(nil, s), err)
		}
		switch {
		case s == "" && got != nil:
			t.Fatalf("an empty text is %q", *got)
		case s != "" && utf8.ValidString(s) && (got == nil || *got != s):
			t.Fatalf("%q is read back as %v", s, got)
		}
	})
}

func TestRecordWithEverythingIsJSON(t *testing.T) {
	at := time.Date(2026, 3, 2, 9, 0, 0, 123_000_000, time.FixedZone("", 3600))
	n := (&service{}).bare()
	c := crm.Company{Record: crm.Record{ID: 7, DeletedAt: &at, CreatedAt: at}, Name: "\xff\"\\", Stop: true,
		Phones: []crm.Phone{{Number: "1"}}, Emails: []crm.Email{{Address: "a@b.example"}}}
	var got map[string]any
	if err := json.Unmarshal(n.append(nil, &c, nil), &got); err != nil {
		t.Fatal(err)
	}
	if len(got) != len(n.names()) || got["deleted_at"] != "2026-03-02T08:00:00.123Z" {
		t.Errorf("got %d fields of %d: %v", len(got), len(n.names()), got)
	}
}

// bare is the description of companies without a store.
func (s *service) bare() *noun[crm.Company] {
	return &noun[crm.Company]{fields: crm.CompanyFields(), at: (*crm.Company).Pointers,
		frame: recordFrame(func(c *crm.Company) *crm.Record { return &c.Record })}
}

// FuzzObject holds that what is taken for one object is one to every reader.
func FuzzObject(f *testing.F) {
	for _, s := range []string{`{}`, `{"a":1}`, `{"a":1,"a":2}`, `[1]`, `null`, `{"a":{"b":[{"c":1,"c":2}]}}`, `{} {}`, `{"a":`, "\xff", `{"a":1e999}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		change, err := object("application/json", body)
		if err != nil {
			return
		}
		if !json.Valid(body) {
			t.Fatalf("%q is taken for JSON", body)
		}
		var c crm.Company
		if err := c.Apply(change); err == nil && len(change) > 0 {
			for name := range change {
				if _, known := c.Values()[name]; !known {
					t.Fatalf("the field %q is taken without being one", name)
				}
			}
		}
	})
}
