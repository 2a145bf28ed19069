package pages

import (
	"slices"
	"strconv"
	"strings"

	"holm/crm"
)

// grouping is by which field the rows of a list stand together, and what else
// they could stand together by.
type grouping struct {
	Label string // empty when they do not
	None  string // the list without groups
	By    []option
	First string // the beginning of the list, on a later page
}

// groupHead stands before the first row of a group.
type groupHead struct {
	Label string
	Count string
	URL   string // the group alone
	Span  int    // columns
}

// groupsLooked is how many groups one page looks into.
const groupsLooked = 12

// groupable reports whether a field has few values, so that rows can stand
// together by it.
func (r roster) groupable(field string) bool {
	f, ok := r.column(field)
	if !ok || !slices.ContainsFunc(crm.FilterFields(r.entity), func(g crm.Field) bool { return g.Name == field }) {
		return false
	}
	switch f.Type {
	case crm.TypeChoice, crm.TypeFlag:
		return true
	case crm.TypeReference:
		return f.References == crm.EntityListItem || f.References == crm.EntityUser || f.References == crm.EntityGroup
	}
	return false
}

// groupFields are the fields that rows can stand together by, in the order of
// the record's page.
func (r roster) groupFields() []string {
	var out []string
	for _, s := range r.sections {
		for _, name := range s.fields {
			if r.groupable(name) {
				out = append(out, name)
			}
		}
	}
	return out
}

// groupsOf lists the groups of a field: its values in their usual order, then
// those that have none. None are left out: who has left may still have records.
func (v *visit) groupsOf(f crm.Field, n *names) []choice {
	var out []choice
	switch f.Type {
	case crm.TypeChoice:
		for _, c := range f.Choices {
			out = append(out, choice{c, v.L.T("choice." + f.Name + "." + c)})
		}
	case crm.TypeFlag:
		return []choice{{"yes", v.label(f.Name) + ": " + v.L.T("filter.yes")}, {"no", v.label(f.Name) + ": " + v.L.T("filter.no")}}
	default:
		out = n.every(f)
	}
	if f.Mandatory {
		return out
	}
	return append(out, choice{"", v.L.T("list.group_none", "field", v.label(f.Name))})
}

// groupFilter is the condition of one group.
func (l listing) groupFilter(f crm.Field, value string) crm.Filter {
	c := crm.Condition{Field: f.Name, Operator: crm.OpIs}
	switch {
	case value == "":
		c.Operator = crm.OpEmpty
	case f.Type == crm.TypeChoice:
		c.Values = []crm.Value{{Kind: crm.ValueText, Text: value}}
	case f.Type == crm.TypeFlag:
		c.Values = []crm.Value{{Kind: crm.ValueFlag}}
		if value == "yes" {
			c.Values[0].Number = 1
		}
	default:
		id, _ := strconv.ParseInt(value, 10, 64) // it was written so by groupsOf
		c.Values = []crm.Value{{Kind: crm.ValueNumber, Number: id}}
	}
	return crm.And(l.filter, crm.Where(c))
}

// groupMark parts the group from the place in it in a cursor of a list that
// stands in groups.
const groupMark = "~"

// grouped reads a page of rows that stand in groups: one group after the
// other, each in the order of the list.
func (v *visit) grouped(r roster, l listing, d *listData, q crm.Query, n *names) ([]listed, error) {
	f, _ := r.column(l.now.Group)
	groups := v.groupsOf(f, n)
	at, inner, began := 0, "", false
	if l.after != "" {
		value, place, ok := strings.Cut(l.after, groupMark)
		at = slices.IndexFunc(groups, func(c choice) bool { return c.Value == value })
		if !ok || at < 0 {
			return nil, crm.ErrCursor
		}
		inner, began = place, place != ""
		d.Grouping.First = l.address()
	}
	var items []listed
	for looked := 0; at < len(groups) && len(items) < rowsShown; at, looked = at+1, looked+1 {
		if looked == groupsLooked {
			d.Partial = len(items) == 0
			break
		}
		g := groups[at]
		q.Filter, q.After, q.Limit = l.groupFilter(f, g.Value), inner, rowsShown-len(items)
		page, err := r.page(v, q)
		if err != nil {
			return nil, err
		}
		if len(page.Items) > 0 {
			head, err := v.groupHead(r, l, q, page, g, began)
			if err != nil {
				return nil, err
			}
			head.Span = len(d.Columns)
			d.heads = append(d.heads, groupAt{len(items), head, began})
		}
		items = append(items, page.Items...)
		if page.Next != "" {
			d.Partial = d.Partial || page.Partial
			d.Next = l.address(param{"after", g.Value + groupMark + page.Next})
			d.loadMore(l)
			return items, nil
		}
		inner, began = "", false
	}
	if at < len(groups) {
		d.Next = l.address(param{"after", groups[at].Value + groupMark})
		d.loadMore(l)
	}
	return items, nil
}

// groupAt is a group of a page: before which row it begins. One that goes on
// began on an earlier page.
type groupAt struct {
	row    int
	head   groupHead
	goesOn bool
}

// groupHead names a group and says how many it has.
func (v *visit) groupHead(r roster, l listing, q crm.Query, page crm.Page[listed], g choice, began bool) (groupHead, error) {
	alone := l
	alone.now.Group = ""
	head := groupHead{Label: g.Text, URL: alone.filtered(q.Filter)}
	if !began && page.Next == "" {
		head.Count = v.count(len(page.Items), false)
		return head, nil
	}
	q.After = ""
	n, more, err := r.count(v, q)
	head.Count = v.count(n, more)
	return head, err
}

// headRows puts the heads of groups before their rows; rows that are loaded
// below others follow a head that is there.
func (d *listData) headRows() {
	for i, h := range d.heads {
		if !h.goesOn || !d.Below {
			d.Rows[h.row].Group = &d.heads[i].head
		}
	}
}

// groups says by what the list's rows stand together.
func (v *visit) groups(r roster, l listing) grouping {
	var g grouping
	bare := l
	bare.now.Group = ""
	g.None = bare.address()
	if l.now.Group != "" {
		g.Label = v.label(l.now.Group)
	}
	for _, name := range r.groupFields() {
		to := l
		to.now.Group = name
		g.By = append(g.By, option{to.address(), v.label(name), name == l.now.Group})
	}
	return g
}
