package crm

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestFoldMakesTheWaysOfWritingOne(t *testing.T) {
	for _, same := range [][]string{
		{"Søren", "Soeren", "soren", "SÖREN"}, {"Åse", "Aase", "ase"}, {"Müller", "Mueller", "muller"},
		{"Weiß", "WEISS", "weiss"}, {"Ærø", "Aeroe", "äro"}, {"José", "jose"}, {"Łódź", "lodz"}, {"Þór", "Thor"},
	} {
		for _, s := range same[1:] {
			if Fold(s) != Fold(same[0]) {
				t.Errorf("%s folds to %q, %s to %q", same[0], Fold(same[0]), s, Fold(s))
			}
		}
	}
	if Fold("hansen") == Fold("hensen") {
		t.Error("different names fold to one")
	}
}

func TestFoldOfABeginningIsABeginning(t *testing.T) {
	letters := rapid.SliceOf(rapid.SampledFrom([]rune("aaeeoouuøåæäöüßéxs 1")))
	rapid.Check(t, func(t *rapid.T) {
		word := letters.Draw(t, "word")
		n := rapid.IntRange(0, len(word)).Draw(t, "n")
		if whole, part := Fold(string(word)), Fold(string(word[:n])); !strings.HasPrefix(whole, part) {
			t.Fatalf("%q folds to %q, its beginning %q to %q", string(word), whole, string(word[:n]), part)
		}
	})
}

func TestCollationSortsAsReadersExpect(t *testing.T) {
	for language, want := range map[string][]string{
		"da": {"Berg 2", "Berg 10", "Zebra", "Ærø", "Øst", "Åby"},
		"sv": {"Berg 2", "Zebra", "Åby", "Äpple", "Öst"},
		"de": {"Ärger", "Berg", "Öl", "Zebra"},
	} {
		c := NewCollation(language)
		got := slices.Clone(want)
		slices.Reverse(got)
		slices.SortFunc(got, func(a, b string) int { return bytes.Compare(c.Key(a), c.Key(b)) })
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", language, got, want)
		}
	}
}

func TestQueryTerms(t *testing.T) {
	for text, want := range map[string]string{
		"Søren  Å": "soren a", "+45 33 12-45 67": "4533124567", "0045 33": "4533", "Anna@Firm.example": "anna@firm.example",
		"A/S": "a s", "  ": "", "007": "7", "12 Berg": "12 berg",
	} {
		if got := strings.Join(QueryTerms(text), " "); got != want {
			t.Errorf("%q asks for %q, want %q", text, got, want)
		}
	}
}

func FuzzParseCursor(f *testing.F) {
	f.Add(Cursor{Sort: Sort{Field: "name", Desc: true}, Backward: true, Key: []byte{1, 2}, ID: -7}.String())
	f.Add("")
	f.Fuzz(func(t *testing.T, s string) {
		c, err := ParseCursor(s)
		if err != nil {
			return
		}
		again, err := ParseCursor(c.String())
		if err != nil || again.ID != c.ID || again.Sort != c.Sort || again.Backward != c.Backward || !bytes.Equal(again.Key, c.Key) {
			t.Errorf("%+v became %+v: %v", c, again, err)
		}
	})
}

func FuzzQueryTerms(f *testing.F) {
	f.Add("Søren +45 33@x")
	f.Fuzz(func(t *testing.T, s string) {
		terms := QueryTerms(s)
		if len(terms) > maxWords {
			t.Errorf("%d terms", len(terms))
		}
		for _, term := range terms {
			if term == "" || len(term) > maxTerm {
				t.Errorf("%q asks for the term %q", s, term)
			}
		}
	})
}
