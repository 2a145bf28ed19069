package importing

import (
	"slices"
	"strings"

	"holm/crm"
)

// particles begin family names of more than one word.
var particles = []string{"van", "von", "de", "der", "den", "del", "della", "di", "da", "dos", "du", "la", "le", "af", "av", "zu", "zum", "zur",
	"ten", "ter", "te", "op", "vom", "bin", "al", "el", "st.", "mac", "mc", "o'"}

// Words before a name that are none of it.
var (
	salutations = []string{"mr", "mrs", "ms", "miss", "hr", "herr", "frau", "fru", "frk", "mme", "mlle", "dhr", "mevr", "pan", "pani", "herra", "rouva"}
	titles      = []string{"dr", "prof", "ir", "mag", "dipl-ing", "ing"}
)

// splitName reads a whole name into a person: "Berg, Zoë van der" and
// "Zoë van der Berg" alike. One word alone is the last name.
func splitName(name string, p *crm.Person) {
	if last, first, ok := strings.Cut(name, ","); ok {
		given := strings.Fields(first)
		for i, w := range given { // "Berg, Zoë van der"
			if i > 0 && slices.Contains(particles, strings.ToLower(w)) {
				last, given = strings.Join(given[i:], " ")+" "+strings.TrimSpace(last), given[:i]
				break
			}
		}
		p.LastName = strings.Join(strings.Fields(last), " ")
		takeNames(given, p)
		return
	}
	words := strings.Fields(name)
	for len(words) > 1 {
		w := strings.ToLower(strings.TrimSuffix(words[0], "."))
		switch {
		case slices.Contains(salutations, w) && p.Salutation == "":
			p.Salutation = words[0]
		case slices.Contains(titles, w):
			p.AcademicTitle = strings.TrimSpace(p.AcademicTitle + " " + words[0])
		default:
			w = ""
		}
		if w == "" {
			break
		}
		words = words[1:]
	}
	at := len(words) - 1
	for at > 1 && slices.Contains(particles, strings.ToLower(words[at-1])) {
		at--
	}
	if len(words) == 0 {
		return
	}
	p.LastName = strings.Join(words[at:], " ")
	takeNames(words[:at], p)
}

// takeNames makes the first word the first name, the others middle names.
func takeNames(given []string, p *crm.Person) {
	if len(given) == 0 {
		return
	}
	p.FirstName, p.MiddleName = given[0], strings.Join(given[1:], " ")
}
