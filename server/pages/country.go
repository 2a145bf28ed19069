package pages

import (
	"slices"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"holm/crm"
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

// allCountries returns a choice of all countries, sorted as the language does.
// It is made once: there are many, and sorting them by language is slow.
func (l *locale) allCountries() []choice {
	l.once.Do(func() { l.every = l.countries(crm.CountryCodes()) })
	return l.every
}

// countries returns a choice of countries, sorted as the language sorts.
func (v *visit) countries(codes []string) []choice { return v.L.countries(codes) }

func (l *locale) countries(codes []string) []choice {
	out := make([]choice, len(codes))
	for i, code := range codes {
		out[i] = choice{code, l.country(code)}
	}
	order := collate.New(language.Make(l.code))
	slices.SortFunc(out, func(a, b choice) int { return order.CompareString(a.Text, b.Text) })
	return out
}
