package crm

import (
	"bytes"
	"testing"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"pgregory.net/rapid"
)

// TestBriefKeysSortAlike compares the order of brief keys with the collation's
// own, for texts of letters that readers of the languages know.
func TestBriefKeysSortAlike(t *testing.T) {
	text := rapid.StringOfN(rapid.RuneFrom([]rune("aåäbcdeéèfghijklmnoöøpqrsßtuüvwxyzæAÅÄEÉOÖØZÆ019 -.&")), 0, 14, -1)
	for _, code := range []string{"da", "sv", "nb", "de", "nl", "fi", "fr", "en"} {
		c := NewCollation(code)
		whole := collate.New(language.Make(code), collate.Numeric, collate.IgnoreCase)
		rapid.Check(t, func(t *rapid.T) {
			a, b := text.Draw(t, "a"), text.Draw(t, "b")
			var buffer collate.Buffer
			x, y := whole.KeyFromString(&buffer, a), whole.KeyFromString(&buffer, b)
			want := bytes.Compare(x, y)
			if got := bytes.Compare(c.Key(a), c.Key(b)); got != want && len(x) == len(y) {
				t.Fatalf("%s: %q and %q compare %d, want %d", code, a, b, got, want)
			} else if got*want < 0 {
				t.Fatalf("%s: %q and %q compare %d, want %d", code, a, b, got, want)
			}
		})
	}
}
