package pages

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

//go:embed messages
var messageFiles embed.FS

// fallback is the language every other one is complete against.
const fallback = "en"

// words holds every text of the product: messages has a folder per noun with a
// file per language. A language that has any file is spoken; a test holds all
// of them complete.
type words struct {
	bundle  *i18n.Bundle
	locales map[string]*locale
	codes   []string // in the order of their own names
	matcher language.Matcher
	tags    []language.Tag
}

func readWords() (*words, error) {
	w := &words{bundle: i18n.NewBundle(language.English), locales: map[string]*locale{}}
	w.bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	names, err := fs.Glob(messageFiles, "messages/*/*.toml")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		file, err := w.bundle.LoadMessageFileFS(messageFiles, name)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		code := strings.TrimSuffix(path.Base(name), ".toml")
		if w.locales[code] == nil {
			if w.locales[code], err = newLocale(code); err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			w.codes = append(w.codes, code)
		}
		w.locales[code].learn(file)
	}
	for code, l := range w.locales {
		l.localizer = i18n.NewLocalizer(w.bundle, code, fallback)
	}
	slices.SortFunc(w.codes, func(a, b string) int {
		return strings.Compare(w.locales[a].Name(), w.locales[b].Name())
	})
	// The matcher's first tag is its answer when nothing fits.
	w.tags = []language.Tag{language.English}
	for _, code := range w.codes {
		if code != fallback {
			w.tags = append(w.tags, language.Make(code))
		}
	}
	w.matcher = language.NewMatcher(w.tags)
	return w, nil
}

// In returns the locale of a language, English when there is no such one.
func (w *words) In(code string) *locale {
	if l, ok := w.locales[code]; ok {
		return l
	}
	return w.locales[fallback]
}

// Accepted returns the language that fits a browser's Accept-Language best.
func (w *words) Accepted(header string) string {
	want, _, err := language.ParseAcceptLanguage(header)
	if err != nil || len(want) == 0 {
		return fallback
	}
	_, i, confidence := w.matcher.Match(want...)
	if confidence == language.No {
		return fallback
	}
	return w.tags[i].String()
}

// Languages returns the languages with their own names, for a choice.
func (w *words) Languages() []choice {
	out := make([]choice, len(w.codes))
	for i, code := range w.codes {
		out[i] = choice{Value: code, Text: w.locales[code].Name()}
	}
	return out
}

// choice is an entry of a list to choose from.
type choice struct{ Value, Text string }
