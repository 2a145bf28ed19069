package pages

import "strings"

// longestWord is how many letters of a word fit a narrow column.
const longestWord = 14

// breaks cuts a text at the places where a long address, of mail or of a
// page, may go on in the next line: after @ and /, before a dot.
func breaks(text string) []string {
	if len(text) <= longestWord || !strings.ContainsAny(text, "@/._") {
		return []string{text}
	}
	var out []string
	from := 0
	for i, r := range text {
		cut := i
		switch r {
		case '@', '/', '_':
			cut++
		case '.':
			if i+1 == len(text) || text[i+1] == ' ' || text[i+1] == '\n' {
				continue // the end of a sentence
			}
		default:
			continue
		}
		if cut > from && cut < len(text) && text[cut] != ' ' {
			out, from = append(out, text[from:cut]), cut
		}
	}
	return append(out, text[from:])
}
