package pages

import (
	"slices"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// country returns the name of a country in the visitor's language, the code
// itself when it has no name.
func (l *locale) country(code string) string {
	region, err := language.ParseRegion(code)
	if err != nil {
		return code
	}
	if l.regions == nil {
		return code
	}
	if name := l.regions.Name(region); name != "" {
		return name
	}
	return code
}

// tongue returns the name of a language in the visitor's language.
func (l *locale) tongue(code string) string {
	tag, err := language.Parse(code)
	if err != nil {
		return code
	}
	if l.tongues == nil {
		return code
	}
	if name := l.tongues.Name(tag); name != "" {
		return capital(name)
	}
	return code
}

// countries returns a choice of countries, sorted as the language sorts.
func (v *visit) countries(codes []string) []choice {
	out := make([]choice, len(codes))
	for i, code := range codes {
		out[i] = choice{code, v.L.country(code)}
	}
	order := collate.New(language.Make(v.L.code))
	slices.SortFunc(out, func(a, b choice) int { return order.CompareString(a.Text, b.Text) })
	return out
}
