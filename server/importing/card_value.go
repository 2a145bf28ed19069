package importing

import (
	"regexp"
	"slices"
	"strings"

	"github.com/emersion/go-vcard"
)

// cardValues are the values of a card by column; those that are empty are
// left out.
func cardValues(card vcard.Card) map[string]string {
	out := map[string]string{}
	put := func(column, value string) {
		value = strings.TrimSpace(strings.ReplaceAll(value, parted, ";"))
		switch {
		case value == "":
		case out[column] == "":
			out[column] = value
		case !slices.Contains(strings.Split(out[column], "\n"), value):
			out[column] += "\n" + value
		}
	}
	put("UID", card.Value(vcard.FieldUID))
	cardName(card, put)
	for _, f := range card[vcard.FieldTelephone] {
		put(phoneColumn(f), strings.TrimPrefix(f.Value, "tel:"))
	}
	for _, f := range preferredFirst(card[vcard.FieldEmail]) {
		put("Email", strings.TrimPrefix(f.Value, "mailto:"))
	}
	for _, a := range card.Addresses() {
		cardAddress(a, put)
	}
	day, known := birthday(card.Value(vcard.FieldBirthday))
	put("Birthday", day)
	if !known {
		put("Note", "BDAY "+card.Value(vcard.FieldBirthday))
	}
	switch sex, _ := card.Gender(); sex {
	case vcard.SexFemale:
		put("Gender", "female")
	case vcard.SexMale:
		put("Gender", "male")
	}
	put("Language", strings.ToLower(card.PreferredValue(vcard.FieldLanguage)))
	for _, name := range []string{vcard.FieldURL, "X-SOCIALPROFILE"} {
		for _, f := range card[name] {
			put("Profile", f.Value)
		}
	}
	for _, f := range card[vcard.FieldCategories] {
		put("Tags", strings.ReplaceAll(f.Value, ",", ", "))
	}
	for _, f := range card[vcard.FieldNote] {
		put("Note", f.Value)
	}
	return out
}

func cardName(card vcard.Card, put func(column, value string)) {
	name := card.Name()
	if name != nil && name.FamilyName+name.GivenName+name.AdditionalName != "" {
		put("Salutation", name.HonorificPrefix)
		put("First name", spaced(name.GivenName))
		put("Middle name", spaced(name.AdditionalName))
		put("Last name", strings.TrimSpace(spaced(name.FamilyName)+" "+spaced(name.HonorificSuffix)))
	} else {
		put("Full name", card.PreferredValue(vcard.FieldFormattedName))
	}
	org := strings.Split(card.PreferredValue(vcard.FieldOrganization), ";")
	put("Company", org[0])
	put("Department", strings.Join(slices.DeleteFunc(org[1:], func(s string) bool { return s == "" }), ", "))
	title := card.PreferredValue(vcard.FieldTitle)
	if title == "" {
		title = card.PreferredValue(vcard.FieldRole)
	}
	put("Job title", title)
}

// spaced joins the names of one part.
func spaced(names string) string { return strings.ReplaceAll(names, ",", " ") }

// phoneColumn is where a number goes by its types.
func phoneColumn(f *vcard.Field) string {
	has := func(kinds ...string) bool {
		return slices.ContainsFunc(f.Params.Types(), func(t string) bool { return slices.Contains(kinds, strings.ToLower(t)) })
	}
	switch {
	case has("fax"):
		return "Fax"
	case has("cell", "iphone", "mobile"):
		return "Mobile"
	case has("home"):
		return "Home phone"
	}
	return "Direct phone"
}

// preferredFirst puts what is marked as preferred before the others.
func preferredFirst(fields []*vcard.Field) []*vcard.Field {
	out := slices.Clone(fields)
	slices.SortStableFunc(out, func(a, b *vcard.Field) int {
		return preference(a) - preference(b)
	})
	return out
}

func preference(f *vcard.Field) int {
	if f.Params.Get(vcard.ParamPreferred) != "" || slices.ContainsFunc(f.Params.Types(), func(t string) bool { return strings.EqualFold(t, "pref") }) {
		return 0
	}
	return 1
}

func cardAddress(a *vcard.Address, put func(column, value string)) {
	of := "Home"
	if slices.ContainsFunc(a.Params.Types(), func(t string) bool { return strings.EqualFold(t, "work") }) {
		of = "Work"
	}
	put(of+" street", a.StreetAddress)
	put(of+" street", a.ExtendedAddress)
	put(of+" street", a.PostOfficeBox)
	put(of+" postal code", a.PostalCode)
	put(of+" city", a.Locality)
	put(of+" state", a.Region)
	put(of+" country", a.Country)
}

var wholeDay = regexp.MustCompile(`^(\d{4})-?(\d{2})-?(\d{2})(?:T.*)?$`)

// birthday writes a day as 1980-05-17. One without its year is not known.
func birthday(text string) (day string, known bool) {
	if text == "" {
		return "", true
	}
	m := wholeDay.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil {
		return "", false
	}
	return m[1] + "-" + m[2] + "-" + m[3], true
}
