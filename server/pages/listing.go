package pages

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"holm/crm"
)

// listing is what an address asks a list for: a view, and what is arranged
// otherwise than the view has it.
type listing struct {
	base   string
	sorts  []string
	tabs   []tab
	key    string           // of the view: "all", "mine", "trash" or its id
	view   *crm.View        // nil for the views that everybody has
	own    crm.ViewSettings // of the view
	now    crm.ViewSettings // what is shown
	filter crm.Filter       // of now
	wrong  *crm.Invalid     // why the filter of the address cannot be read
	after  string           // cursor
	panel  string           // what is open beside the rows: "columns", "save", "view", "filter", "text"
	asks   url.Values       // the whole address, for what a panel is about
	peek   int64            // the record that is looked at beside the rows

	sent      *viewForm    // what was refused of a view
	wrongText *crm.Invalid // why a filter that was written cannot be read
	problem   string       // what is wrong with a condition that was sent
}

// The views that everybody has.
const (
	viewAll   = "all"
	viewMine  = "mine"
	viewTrash = "trash"
)

// listing reads what is asked for. What makes no sense, as in an address out
// of an old bookmark, is left out; a view that the visitor may not use is
// crm.ErrNotFound.
func (v *visit) listing(r roster, q url.Values) (listing, error) {
	l := listing{base: r.base, sorts: r.sorts, after: q.Get("after"), panel: q.Get("panel"), asks: q}
	l.peek, _ = strconv.ParseInt(q.Get("peek"), 10, 64) // anything else is no record
	views, err := v.p.Store.Views(v.ctx(), v.Actor, r.entity)
	if err != nil {
		return l, err
	}
	l.tabs = v.tabs(r, views)
	if err := l.choose(v, r, q.Get("view")); err != nil {
		return l, err
	}
	l.own = arranged(l.own, r)
	l.now = l.own
	l.change(q)
	return l, l.read(r, q.Get("company"))
}

// change takes over what an address has otherwise than the view.
func (l *listing) change(q url.Values) {
	for name, at := range map[string]*string{"q": &l.now.Text, "sort": &l.now.Sort, "columns": &l.now.Columns, "filter": &l.now.Filter, "group": &l.now.Group} {
		if q.Has(name) {
			*at = q.Get(name)
		}
	}
}

// choose finds the view of a key; without one it is the visitor's first.
func (l *listing) choose(v *visit, r roster, key string) error {
	if key == "" {
		key = l.tabs[0].Key
	}
	l.key = key
	switch key {
	case viewAll, viewTrash:
		return nil
	case viewMine:
		l.own.Filter = crm.IsMe("owner").String()
		return nil
	}
	for _, t := range l.tabs {
		if t.Key == key {
			l.view, l.own = t.view, t.view.Settings
			return nil
		}
	}
	id, err := strconv.ParseInt(key, 10, 64)
	if err != nil {
		return fmt.Errorf("view %q: %w", key, crm.ErrNotFound)
	}
	view, err := v.p.Store.View(v.ctx(), v.Actor, id)
	if err != nil {
		return err
	}
	if view.Entity != r.entity || view.DeletedAt != nil {
		return fmt.Errorf("view %q: %w", key, crm.ErrNotFound)
	}
	l.view, l.own = &view, view.Settings
	return nil
}

// read brings what is shown into its shortest form and reads the filter.
// Persons of one company have an address of their own from before there were
// filters.
func (l *listing) read(r roster, company string) error {
	l.now = arranged(l.now, r)
	filter, err := crm.ParseFilter(crm.FilterFields(r.entity), l.now.Filter)
	if l.wrong = invalidOf(err); l.wrong != nil {
		return nil
	}
	if l.own.Filter == l.now.Filter {
		l.own.Filter = filter.String()
	}
	if id, err := strconv.ParseInt(company, 10, 64); err == nil {
		filter = crm.And(filter, crm.Is("company", id))
	}
	l.filter, l.now.Filter = filter, filter.String()
	return nil
}

// arranged leaves out of settings what the list does not have, and what it
// would show anyway.
func arranged(s crm.ViewSettings, r roster) crm.ViewSettings {
	s.Text = strings.TrimSpace(s.Text)
	if field, _ := strings.CutPrefix(s.Sort, "-"); s.Sort == r.sorts[0] || !slices.Contains(r.sorts, field) {
		s.Sort = ""
	}
	if !r.groupable(s.Group) {
		s.Group = ""
	}
	if s.Columns != "" {
		s.Columns = joinColumns(r, r.columns(s.Columns))
	}
	return s
}

// sort is the order that is asked for.
func (l listing) sort() crm.Sort {
	field, desc := strings.CutPrefix(l.now.Sort, "-")
	if field == "" {
		field = l.sorts[0]
	}
	return crm.Sort{Field: field, Desc: desc}
}

// asked is what the store is asked for. The place in a list that stands in
// groups is a place in one of them.
func (l listing) asked(v *visit) crm.Query {
	q := crm.Query{Text: l.now.Text, Filter: l.filter, Trashed: l.key == viewTrash, Sort: l.sort(), After: l.after,
		Limit: rowsShown, Zone: v.Zone}
	if l.now.Group != "" {
		q.After = ""
	}
	return q
}

// modified reports whether the list is arranged otherwise than its view.
func (l listing) modified() bool { return l.now != l.own }

// param is a parameter of an address.
type param struct{ Name, Value string }

// pairs are the parameters of the list as it is shown: the view, and what
// differs from it.
func (l listing) pairs() []param {
	var out []param
	if l.key != viewAll || l.tabs[0].Key != viewAll {
		out = append(out, param{"view", l.key})
	}
	for _, p := range []struct{ name, now, own string }{
		{"q", l.now.Text, l.own.Text}, {"filter", l.now.Filter, l.own.Filter},
		{"sort", l.now.Sort, l.own.Sort}, {"columns", l.now.Columns, l.own.Columns}, {"group", l.now.Group, l.own.Group},
	} {
		if p.now != p.own {
			out = append(out, param{p.name, p.now})
		}
	}
	return out
}

// address leads to the list as it is shown, with further parameters.
func (l listing) address(more ...param) string {
	var b strings.Builder
	b.WriteString(l.base)
	sign := byte('?')
	for _, p := range append(l.pairs(), more...) {
		b.WriteByte(sign)
		b.WriteString(p.Name + "=" + url.QueryEscape(p.Value))
		sign = '&'
	}
	return b.String()
}

// sorted leads to the list in another order.
func (l listing) sorted(sort string) string {
	if l.now.Sort = sort; sort == l.sorts[0] {
		l.now.Sort = ""
	}
	return l.address()
}

// filtered leads to the list with another filter.
func (l listing) filtered(f crm.Filter, more ...param) string {
	l.now.Filter = f.String()
	return l.address(more...)
}

// first leads from a place that the list does not know, as out of an old
// bookmark, to its beginning. Another error is returned.
func (v *visit) first(l listing, err error) error {
	if l.after == "" || !errors.Is(err, crm.ErrCursor) {
		return err
	}
	return v.to(l.address())
}

// invalidOf is what an error says is wrong; nil when it says nothing.
func invalidOf(err error) *crm.Invalid {
	var invalid *crm.Invalid
	if errors.As(err, &invalid) {
		return invalid
	}
	return nil
}
