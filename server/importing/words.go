package importing

import (
	_ "embed"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"holm/crm"
)

//go:embed words.txt
var wordList string

// tongues are the languages in which countries and languages are named.
var tongues = []string{"en", "da", "sv", "nb", "de", "nl", "fi", "fr", "is", "es", "it", "pt", "pl"}

// nicknames are countries as they are not called officially.
var nicknames = map[string]string{"usa": "US", "unitedstatesofamerica": "US", "us": "US", "uk": "GB", "greatbritain": "GB", "england": "GB",
	"scotland": "GB", "wales": "GB", "northernireland": "GB", "holland": "NL", "brd": "DE", "czechrepublic": "CZ", "eire": "IE", "suisse": "CH"}

// words turns what people write into codes and choices.
type words struct {
	countries map[string]string
	languages map[string]string
	choices   map[string]map[string]string // "gender" → word → value
}

func readWords() *words {
	w := &words{countries: map[string]string{}, languages: map[string]string{}, choices: map[string]map[string]string{}}
	for _, tongue := range tongues {
		tag := language.Make(tongue)
		regions, names := display.Regions(tag), display.Languages(tag)
		for _, code := range crm.CountryCodes() {
			if region, err := language.ParseRegion(code); err == nil {
				w.put(w.countries, regions.Name(region), code)
			}
		}
		for _, code := range tongues {
			w.put(w.languages, names.Name(language.Make(code)), code)
		}
	}
	for name, code := range nicknames {
		w.countries[name] = code
	}
	w.languages["norsk"], w.languages["norwegian"], w.languages["norwegisch"] = "nb", "nb", "nb"
	for line := range strings.Lines(wordList) {
		head, list, ok := strings.Cut(strings.TrimSpace(line), ":")
		field, value, named := strings.Cut(head, " ")
		if !ok || !named || strings.HasPrefix(head, "#") {
			continue
		}
		if w.choices[field] == nil {
			w.choices[field] = map[string]string{}
		}
		for word := range strings.SplitSeq(list, ",") {
			w.choices[field][choiceKey(word)] = value
		}
	}
	return w
}

func (w *words) put(into map[string]string, name, code string) {
	if key := plain(name); key != "" && into[key] == "" {
		into[key] = code
	}
}

// choiceKey keeps signs that stand alone, as ✓.
func choiceKey(s string) string {
	if key := plain(s); key != "" {
		return key
	}
	return strings.TrimSpace(s)
}

// country returns the code of a country as it was written, "" for none.
func (w *words) country(s string) string {
	upper := strings.ToUpper(strings.TrimSpace(s))
	if crm.Countries.Has(upper) {
		return upper
	}
	if code := w.countries[plain(s)]; code != "" {
		return code
	}
	if region, err := language.ParseRegion(upper); err == nil && len(upper) == 3 && crm.Countries.Has(region.String()) {
		return region.String()
	}
	return ""
}

// language returns the code of a language as it was written, "" for none.
func (w *words) language(s string) string {
	if code := w.languages[plain(s)]; code != "" {
		return code
	}
	code := strings.ReplaceAll(strings.TrimSpace(s), "_", "-")
	if len(code) <= 10 && len(strings.SplitN(code, "-", 2)[0]) <= 3 && crm.Languages.Has(code) {
		return code
	}
	return ""
}

// choice returns the value that a word stands for.
func (w *words) choice(field, s string) (string, bool) {
	value, ok := w.choices[field][choiceKey(s)]
	return value, ok
}
