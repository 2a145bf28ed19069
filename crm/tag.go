package crm

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Limits of tags.
const (
	maxTags   = 30 // of one record
	maxTagLen = 60 // characters
)

// Colours are the colours of tags and of items of pick lists; "" is none.
var Colours = []string{"sea", "moss", "ochre", "clay", "plum", "slate"}

// Tag is a word that records are marked with, of whatever kind. Records name
// their tags; a name that a tag had before leads to it still.
type Tag struct {
	ID      int64
	Version int64
	Name    string
	Colour  string // one of Colours or ""
	Uses    int    // records that have it, filled by Store.Tags up to TagUsesCap
}

// TagUsesCap is where the counting of a tag's records stops.
const TagUsesCap = 100

// TagKey returns the form in which equal names of tags are equal.
func TagKey(name string) string {
	return strings.ToLower(norm.NFC.String(strings.Join(strings.Fields(name), " ")))
}

// Tidy brings the name into one line.
func (t *Tag) Tidy() { t.Name = tidyTag(t.Name) }

// Validate returns what is wrong as *Invalid, or nil.
func (t *Tag) Validate() error {
	var wrong Invalid
	switch checkTags("name", []string{t.Name}, &wrong); {
	case t.Name == "":
		wrong.Add("name", "error.required")
	case t.Colour != "" && !slices.Contains(Colours, t.Colour):
		wrong.Add("colour", "error.choice")
	}
	return wrong.Err()
}

func tidyTag(name string) string {
	return strings.Join(strings.Fields(norm.NFC.String(strings.Map(inLine, name))), " ")
}

// tidyTags leaves each name once, in the order of their keys.
func tidyTags(names []string) []string {
	byKey := map[string]string{}
	for _, name := range names {
		if name = tidyTag(name); name != "" && byKey[TagKey(name)] == "" {
			byKey[TagKey(name)] = name
		}
	}
	return SortTags(byKey)
}

// SortTags returns the values in the order of their keys; nil for none.
func SortTags(byKey map[string]string) []string {
	keys := make([]string, 0, len(byKey))
	for key := range byKey {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	var out []string
	for _, key := range keys {
		out = append(out, byKey[key])
	}
	return out
}

func checkTags(field string, names []string, wrong *Invalid) {
	if len(names) > maxTags {
		wrong.Add(field, "error.too_many", "max", maxTags)
	}
	for _, name := range names {
		switch {
		case len([]rune(name)) > maxTagLen:
			wrong.Add(field, "error.too_long", "max", maxTagLen)
		case strings.ContainsAny(name, ",") || !isText(name):
			wrong.Add(field, "error.tag")
		}
	}
}
