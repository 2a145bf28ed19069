package pages

import "slices"

// navPart is one part of Administration, with its pages.
type navPart struct {
	Key     string
	Items   []navItem
	Current bool // the visitor is on one of its pages
}

// administrationParts says in which part of Administration a page stands, and
// in what order.
var administrationParts = []struct {
	key   string
	pages []string
}{
	{"nav.part_people", []string{"nav.users", "nav.groups", "nav.roles", "nav.keys"}},
	{"nav.part_data", []string{"nav.lists", "nav.fields", "nav.tags", "nav.import", "nav.export"}},
	{"nav.part_agreement", []string{"nav.license", "nav.agreement", "nav.orders", "nav.usage", "nav.ledger", "nav.inspections"}},
	{"nav.part_server", []string{"nav.mail", "nav.availability", "nav.announcements", "nav.support"}},
}

// parts sorts pages of Administration into its parts; parts without a page are
// left out.
func parts(pages []navItem) []navPart {
	var out []navPart
	for _, part := range administrationParts {
		p := navPart{Key: part.key}
		for _, key := range part.pages {
			if i := slices.IndexFunc(pages, func(item navItem) bool { return item.Key == key }); i >= 0 {
				p.Items = append(p.Items, pages[i])
				p.Current = p.Current || pages[i].Current
			}
		}
		if p.Items != nil {
			out = append(out, p)
		}
	}
	return out
}
