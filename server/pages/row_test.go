package pages

import (
	"hash/maphash"
	"html"
	"testing"

	"pgregory.net/rapid"
)

// TestRowsAreAsTheTemplateMakesThem compares rows that are put together with
// those that html/template makes as a whole.
func TestRowsAreAsTheTemplateMakesThem(t *testing.T) {
	p, err := New(Options{Store: &shelf{}, Sessions: forgetful{}})
	if err != nil {
		t.Fatal(err)
	}
	set, err := p.views.set(p.words.In("da"))
	if err != nil {
		t.Fatal(err)
	}
	rows := shownRows{set: set, seed: maphash.MakeSeed()}
	text := rapid.SampledFrom([]string{"", "Ærø & Søn", "<script>alert(1)</script>", `"quoted" 'so'`, "+45 33 12", "a\nb", "\x00", "holm9mark0009", "7700770077000770000", "{{.}}"})
	address := rapid.SampledFrom([]string{"", "/companies/7", "/persons/3?list=q%3Dx%26y&sort=-name", "//evil.example", "javascript:alert(1)",
		"mailto:a+b@c.example", `mailto:"x" <y>@z`, "https://x.example/<", "/a b", "/%zz", "data:text/html,x"})
	rapid.Check(t, func(t *rapid.T) {
		r := row{rowHead: rowHead{ID: rapid.Int64Range(1, 1<<40).Draw(t, "id"), Version: rapid.Int64Range(1, 9).Draw(t, "version"),
			Fixed: rapid.Bool().Draw(t, "fixed"), Ticks: rapid.Bool().Draw(t, "ticks"), URL: address.Draw(t, "address"),
			Title: text.Draw(t, "title"), Trash: rapid.Bool().Draw(t, "trash")}}
		for range rapid.IntRange(0, 4).Draw(t, "cells") {
			r.Cells = append(r.Cells, cell{Field: "phones", Class: rapid.SampledFrom([]string{"", "num"}).Draw(t, "class"),
				Text: text.Draw(t, "text"), URL: address.Draw(t, "link"), Tel: rapid.SampledFrom([]string{"", "+4533", "1;x=<", "12"}).Draw(t, "tel"),
				Unit: text.Draw(t, "unit"), More: text.Draw(t, "more"), Look: rapid.SampledFrom([]string{"", "", "who", "tag"}).Draw(t, "look")})
		}
		whole, err := rows.make(r)
		if err != nil {
			t.Fatal(err)
		}
		got, err := rows.show(r)
		if err != nil {
			t.Fatal(err)
		}
		// html/template writes some signs as numbers that need not be.
		if unquoted(string(got)) != unquoted(string(whole)) {
			t.Fatalf("%+v:\n%s\nwant\n%s", r, got, whole)
		}
	})
}

// unquoted keeps what ends a text or a value apart from what stands in it.
func unquoted(s string) string {
	out := ""
	for _, r := range s {
		switch r {
		case '<', '>', '"':
			out += "\x01" + string(r)
		default:
			out += string(r)
		}
	}
	return html.UnescapeString(out)
}
