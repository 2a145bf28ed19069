package pages

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestLongAddressesBreakWherePeopleWould(t *testing.T) {
	for text, want := range map[string][]string{
		"Vejle":                              {"Vejle"},
		"a@b.example":                        {"a@b.example"},
		"anne.aagesen@tjoernemose-sport.dk":  {"anne", ".aagesen@", "tjoernemose-sport", ".dk"},
		"www.aannemersbedrijf.nl.example/om": {"www", ".aannemersbedrijf", ".nl", ".example/", "om"},
		"Levering alleen op werkdagen.":      {"Levering alleen op werkdagen."},
	} {
		if got := breaks(text); !slices.Equal(got, want) {
			t.Errorf("%q breaks into %q", text, got)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		if got := strings.Join(breaks(text), ""); got != text {
			t.Fatalf("%q became %q", text, got)
		}
	})
}
