package crm

import (
	"strings"
	"unicode"
)

// tidyTexts brings every text of one line into one line: line breaks and other
// control characters become spaces, and the marks that turn the direction of
// writing go, since with them one name can be made to look like another.
func tidyTexts[T any](fields []field[T], record *T) {
	for _, f := range fields {
		if f.Type != TypeText {
			continue
		}
		s, ok := f.at(record).(*string)
		if !ok {
			continue
		}
		if strings.ContainsFunc(*s, notInLine) {
			*s = oneLine(*s)
		}
		if f.Codes != "" {
			*s = f.Codes.tidy(*s)
		}
	}
}

func notInLine(r rune) bool { return unicode.IsControl(r) || turns(r) }

func inLine(r rune) rune {
	switch {
	case turns(r):
		return -1
	case unicode.IsControl(r):
		return ' '
	}
	return r
}

// turns reports whether the character changes the direction of what follows.
func turns(r rune) bool { return r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 }

// oneLine is a text in one line, with single spaces and none around it.
func oneLine(s string) string { return strings.Join(strings.Fields(strings.Map(inLine, s)), " ") }
