package crm

import "slices"

// ListMode says what a bulk change does with fields that have many values.
type ListMode string

// The modes.
const (
	ListSet    ListMode = "" // the values take the place of those there were
	ListAdd    ListMode = "add"
	ListRemove ListMode = "remove"
)

// Listed reports whether a field has many values, to which some can be added
// and from which some can be taken.
func (f Field) Listed() bool {
	switch f.Type {
	case TypeTags, TypePhones, TypeEmails, TypeLinks, TypeCompanies:
		return true
	}
	return false
}

// Combine adds values of a list to what there is, or takes them away. Both are
// as records hold them; what is no list is replaced.
func (m ListMode) Combine(now, given any) any {
	switch given := given.(type) {
	case []string:
		return combine(m, now, given, TagKey)
	case []Phone:
		return combine(m, now, given, func(p Phone) string {
			if p.E164 != "" {
				return p.E164
			}
			return digits(p.Number)
		})
	case []Email:
		return combine(m, now, given, func(e Email) string { return EmailKey(e.Address) })
	case []Link:
		return combine(m, now, given, func(l Link) string { return l.URL })
	case []Affiliation:
		return combine(m, now, given, func(a Affiliation) int64 { return a.Company })
	}
	return given
}

func combine[V any, K comparable](m ListMode, now any, given []V, key func(V) K) []V {
	have, _ := now.([]V)
	in := func(list []V) func(V) bool {
		return func(v V) bool { return slices.ContainsFunc(list, func(o V) bool { return key(o) == key(v) }) }
	}
	switch m {
	case ListAdd:
		return append(slices.Clone(have), slices.DeleteFunc(slices.Clone(given), in(have))...)
	case ListRemove:
		return slices.DeleteFunc(slices.Clone(have), in(given))
	}
	return given
}
