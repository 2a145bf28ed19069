package pages

import (
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"holm/crm"
)

// rowsShown is how many rows a list shows at once.
const rowsShown = 50

var listPage = page[listData]{"list"}

// listData is a list of records of one kind.
type listData struct {
	Kind      string // "company": prefix of message keys
	Base      string // "/companies"
	Search    string
	Trash     bool
	View      string // "", "mine" or "trash"
	Company   int64  // persons of this company only
	Count     string
	Columns   []column
	Rows      []row
	Next      string // addresses, empty at the ends
	Prev      string
	MayCreate bool
	Sort      string // as in the address: "name" or "-name"
	Total     string // for the foot: "340 companies"
}

type row struct {
	ID      int64
	Version int64
	URL     string
	Title   string
	Cells   []cell // of every column but the first
	Restore string // address of the restore form, in the trash
}

type cell struct {
	Field, Class   string // of lists: what the cell shows, and how
	Text, URL, Hue string
	Unit           string // after a number
	More           string // "+2": how many values are not shown
	Look           string // "", "tag", "who", "stop"
	Num, Soft      bool
}

// listing is what the address asks a list for.
type listing struct {
	search string
	trash  bool
	sort   string
	desc   bool
	after  string
	mine   bool  // own records only
	member int64 // persons of this company only
}

// listing reads what is asked for. An unknown sort is the usual one.
func (v *visit) listing(sorts []string) listing {
	q := v.r.URL.Query()
	l := listing{search: q.Get("q"), trash: q.Get("view") == "trash", mine: q.Get("view") == "mine", after: q.Get("after"), sort: sorts[0]}
	l.member, _ = strconv.ParseInt(q.Get("company"), 10, 64) // anything else is no filter
	if want, desc := strings.CutPrefix(q.Get("sort"), "-"); slices.Contains(sorts, want) {
		l.sort, l.desc = want, desc
	}
	return l
}

// first leads from a place that the list does not know, as out of an old
// bookmark, to its beginning. Another error is returned.
func (v *visit) first(base string, l listing, err error) error {
	if l.after == "" || !errors.Is(err, crm.ErrCursor) {
		return err
	}
	return v.to(base + l.query(l.sorted(), ""))
}

func (l listing) query(sort, after string) string {
	q := url.Values{}
	if l.search != "" {
		q.Set("q", l.search)
	}
	if view := l.view(); view != "" {
		q.Set("view", view)
	}
	if l.member != 0 {
		q.Set("company", strconv.FormatInt(l.member, 10))
	}
	if sort != "" {
		q.Set("sort", sort)
	}
	if after != "" {
		q.Set("after", after)
	}
	if len(q) == 0 {
		return ""
	}
	return "?" + q.Encode()
}

func (l listing) view() string {
	switch {
	case l.trash:
		return "trash"
	case l.mine:
		return "mine"
	}
	return ""
}

// asked is what the store is asked for.
func (l listing) asked(v *visit) crm.Query {
	q := crm.Query{Text: l.search, Trashed: l.trash, Sort: crm.Sort{Field: l.sort, Desc: l.desc}, After: l.after,
		Limit: rowsShown, Zone: v.Zone}
	if l.mine {
		q.Filter = crm.IsMe("owner")
	}
	if l.member != 0 {
		q.Filter = crm.And(q.Filter, crm.Is("company", l.member))
	}
	return q
}

func (l listing) sorted() string {
	if l.desc {
		return "-" + l.sort
	}
	return l.sort
}

// showList shows a list of records.
func (v *visit) showList(r roster) error {
	l := v.listing(r.sorts)
	page, err := r.page(v, l.asked(v))
	if err != nil {
		return v.first(r.base, l, err)
	}
	n, more, err := r.count(v, l.asked(v))
	if err != nil {
		return err
	}
	d := v.listData(r, l, page)
	named, err := v.names(r.fields, referred(d.Columns, page.Items)...)
	if err != nil {
		return err
	}
	d.Count, d.Total = v.count(n, more), v.total(r.kind, n, more)
	d.Rows = v.rows(r, d.Columns, page.Items, named)
	return show(v, listPage, v.L.T(r.kind+".many"), d)
}

// listData fills what every list shows around its rows.
func (v *visit) listData(r roster, l listing, page crm.Page[listed]) listData {
	d := listData{Kind: r.kind, Base: r.base, Search: l.search, Trash: l.trash, View: l.view(), Company: l.member, Sort: l.sorted(),
		MayCreate: v.Actor.Best(r.entity) >= crm.RightCreate && v.mayChange()}
	for _, name := range append([]string{nameColumn}, r.usual...) {
		c, ok := v.column(r, name)
		if !ok {
			continue
		}
		if slices.Contains(r.sorts, name) {
			c.sortable(r.base, l)
		}
		d.Columns = append(d.Columns, c)
	}
	if page.Next != "" {
		d.Next = r.base + l.query(l.sorted(), page.Next)
	}
	if page.Prev != "" {
		d.Prev = r.base + l.query(l.sorted(), page.Prev)
	}
	return d
}

// sortable gives the head of a column the address that sorts by it, the other
// way round when it is sorted by already.
func (c *column) sortable(base string, l listing) {
	sort := c.Field
	switch {
	case l.sort != c.Field:
	case l.desc:
		c.Sort, c.Icon = "descending", "sort-down"
	default:
		c.Sort, c.Icon = "ascending", "sort-up"
		sort = "-" + sort
	}
	c.URL = base + l.query(sort, "")
}

func (v *visit) rows(r roster, columns []column, items []listed, named *names) []row {
	rows := make([]row, len(items))
	cells := make([]cell, len(items)*(len(columns)-1))
	for i, item := range items {
		m := item.Meta()
		rows[i] = row{ID: m.ID, Version: m.Version, URL: recordURL(r.base, m.ID), Title: item.Title()}
		rows[i].Cells, cells = cells[:len(columns)-1:len(columns)-1], cells[len(columns)-1:]
		for j, c := range columns[1:] {
			rows[i].Cells[j] = v.cellOf(c, item, named)
		}
		if m.DeletedAt != nil && v.Actor.Right(r.entity, m.Holding()) >= crm.RightDelete && v.mayChange() {
			rows[i].Restore = rows[i].URL + "/restore"
		}
	}
	return rows
}

// count writes a number that was counted no further than the cap.
func (v *visit) count(n int, more bool) string {
	s := v.L.Number(int64(n))
	if more {
		s += "+"
	}
	return s
}

// total writes the foot of a list: "340 companies".
func (v *visit) total(kind string, n int, more bool) string {
	if more {
		return v.L.T(kind+".count_more", "n", n)
	}
	return v.L.T(kind+".count", "n", n)
}

func recordURL(base string, id int64) string { return base + "/" + strconv.FormatInt(id, 10) }
