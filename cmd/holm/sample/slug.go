package sample

import "strings"

// slug writes words as they stand in an address: ASCII letters, digits and
// hyphens.
func slug(words string) string {
	plain := letters.Replace(strings.ToLower(words))
	var b strings.Builder
	gap := false
	for _, r := range plain {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
			continue
		}
		gap = true
	}
	return b.String()
}

var letters = strings.NewReplacer("æ", "ae", "ø", "oe", "å", "aa", "ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss",
	"é", "e", "è", "e", "ë", "e", "ï", "i")
