package pages

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"holm/crm"
)

// names knows what records are called that others refer to. What a page needs
// is read once, never once per row.
type names struct {
	users     map[int64]string
	away      map[int64]bool // users who no longer work here
	groups    []crm.Group
	items     map[string][]crm.ListItem
	companies map[int64]string
	tags      map[string]string // looks of tags by key
	tagNames  []string
	language  string
}

// names reads what the fields refer to.
func (v *visit) names(fields []crm.Field, companies ...int64) (*names, error) {
	n := &names{users: map[int64]string{}, away: map[int64]bool{}, items: map[string][]crm.ListItem{}, language: v.L.code}
	users, err := v.p.Store.Users(v.ctx(), v.Actor)
	if err != nil {
		return nil, fmt.Errorf("reading the users: %w", err)
	}
	for _, u := range users {
		n.users[u.ID], n.away[u.ID] = u.Title(), u.Status == crm.UserFormer
	}
	if n.groups, err = v.p.Store.Groups(v.ctx()); err != nil {
		return nil, fmt.Errorf("reading the groups: %w", err)
	}
	for _, f := range fields {
		if f.Type == crm.TypeTags {
			if n.tags, n.tagNames, err = v.tagLooks(); err != nil {
				return nil, err
			}
		}
		if f.List == "" {
			continue
		}
		if n.items[f.List], err = v.p.Store.ListItems(v.ctx(), f.List); err != nil {
			return nil, fmt.Errorf("reading the list %s: %w", f.List, err)
		}
	}
	known, err := v.p.Store.Names(v.ctx(), v.Actor, crm.EntityCompany, companies)
	if err != nil {
		return nil, fmt.Errorf("reading the names of companies: %w", err)
	}
	n.companies = known
	return n, nil
}

// reference shows what a field refers to.
func (n *names) reference(v *visit, f crm.Field, id int64) []cell {
	switch f.References {
	case crm.EntityUser:
		if name := n.users[id]; name != "" {
			return []cell{{Text: name, Look: "who"}}
		}
	case crm.EntityGroup:
		for _, g := range n.groups {
			if g.ID == id {
				return []cell{{Text: g.Name}}
			}
		}
	case crm.EntityListItem:
		for i, item := range n.items[f.List] {
			if item.ID != id {
				continue
			}
			c := cell{Text: item.Names.In(n.language)}
			switch {
			case item.Colour != "":
				c.Look, c.Hue = "tag", tagLook(item.Colour)
			case f.List == crm.ListCompanyCategory:
				c.Look, c.Hue = "tag", hueAt(i)
			}
			return []cell{c}
		}
	case crm.EntityCompany:
		return []cell{n.company(id)}
	}
	return []cell{{Text: "#" + v.L.Number(id)}}
}

// company shows a company by name; unseen ones stay unnamed.
func (n *names) company(id int64) cell {
	name, ok := n.companies[id]
	if !ok {
		return cell{}
	}
	return cell{Text: name, URL: recordURL("/companies", id)}
}

// options lists what a reference may be set to; what it is stays among them.
func (n *names) options(f crm.Field, is ...int64) []choice {
	var out []choice
	switch f.References {
	case crm.EntityUser:
		for id, name := range n.users {
			if n.away[id] && !slices.Contains(is, id) {
				continue
			}
			out = append(out, choice{fmt.Sprint(id), name})
		}
		slices.SortFunc(out, func(a, b choice) int { return strings.Compare(a.Text, b.Text) })
	case crm.EntityGroup:
		for _, g := range n.groups {
			out = append(out, choice{fmt.Sprint(g.ID), g.Name})
		}
	case crm.EntityListItem:
		for _, item := range n.items[f.List] {
			if item.Active || slices.Contains(is, item.ID) {
				out = append(out, choice{fmt.Sprint(item.ID), item.Names.In(n.language)})
			}
		}
	}
	return out
}

// every lists all that a reference to users, groups or a pick list can lead to.
func (n *names) every(f crm.Field) []choice {
	var out []choice
	for id, name := range n.users {
		if f.References == crm.EntityUser {
			out = append(out, choice{fmt.Sprint(id), name})
		}
	}
	slices.SortFunc(out, func(a, b choice) int { return strings.Compare(a.Text, b.Text) })
	for _, g := range n.groups {
		if f.References == crm.EntityGroup {
			out = append(out, choice{fmt.Sprint(g.ID), g.Name})
		}
	}
	for _, item := range n.items[f.List] {
		out = append(out, choice{fmt.Sprint(item.ID), item.Names.In(n.language)})
	}
	return out
}

// findCompany looks a company up by the name that was typed. The one that
// stood there before is kept when its name still does. The second result is a
// text on why none was found.
func (n *names) findCompany(v *visit, name string, was json.RawMessage) (any, string, error) {
	name = strings.TrimSpace(name)
	var before int64
	if len(was) > 0 && json.Unmarshal(was, &before) == nil && before != 0 && n.companies[before] == name {
		return before, "", nil // unchanged; one that the visitor may not see was shown without a name
	}
	if name == "" {
		return int64(0), "", nil
	}
	page, err := v.p.Store.Companies(v.ctx(), v.Actor, crm.Query{Text: name, Limit: 20})
	if err != nil {
		return nil, "", fmt.Errorf("looking for the company %q: %w", name, err)
	}
	var same []crm.Company
	for _, c := range page.Items {
		if strings.EqualFold(c.Title(), name) || strings.EqualFold(c.Name, name) || c.Number == name {
			same = append(same, c)
		}
	}
	if len(same) == 0 && len(page.Items) == 1 {
		same = page.Items
	}
	switch len(same) {
	case 0:
		return nil, v.L.T("error.no_company", "name", name), nil
	case 1:
		n.companies[same[0].ID] = same[0].Title()
		return same[0].ID, "", nil
	}
	return nil, v.L.T("error.many_companies", "name", name), nil
}

// findPerson looks a person up by the name or e-mail address that was typed; the
// one that stood there before is kept when its name still does. The text says
// why none was found.
func (v *visit) findPerson(name string, before int64) (id int64, wrong string, err error) {
	if name == "" {
		return 0, "", nil
	}
	names, err := v.p.Store.Names(v.ctx(), v.Actor, crm.EntityPerson, []int64{before})
	if err != nil {
		return 0, "", fmt.Errorf("reading the name of a person: %w", err)
	}
	if before != 0 && names[before] == name {
		return before, "", nil
	}
	page, err := v.p.Store.Persons(v.ctx(), v.Actor, crm.Query{Text: name, Limit: 20})
	if err != nil {
		return 0, "", fmt.Errorf("looking for the person %q: %w", name, err)
	}
	same := slices.DeleteFunc(slices.Clone(page.Items), func(p crm.Person) bool {
		return !strings.EqualFold(p.Name(), name) && !strings.EqualFold(crm.PrimaryEmail(p.Emails), name)
	})
	if len(same) == 0 {
		same = page.Items
	}
	switch len(same) {
	case 0:
		return 0, v.L.T("error.no_person", "name", name), nil
	case 1:
		return same[0].ID, "", nil
	}
	return 0, v.L.T("error.many_persons", "name", name), nil
}

// hueAt gives list items colours in their order.
func hueAt(i int) string {
	return [...]string{"c-sea", "c-ochre", "c-moss", "c-clay", "c-plum", "c-slate"}[i%6]
}

// item shows an entry of a pick list.
func (n *names) item(v *visit, field, list string, id int64) cell {
	if id == 0 {
		return cell{}
	}
	return n.reference(v, crm.Field{Name: field, Type: crm.TypeReference, References: crm.EntityListItem, List: list}, id)[0]
}

// user shows a user by name.
func (n *names) user(id int64) cell {
	name, ok := n.users[id]
	if !ok {
		return cell{}
	}
	return cell{Text: name, Look: "who"}
}

// group names a group of users.
func (n *names) group(id int64) string {
	for _, g := range n.groups {
		if g.ID == id {
			return g.Name
		}
	}
	return ""
}
