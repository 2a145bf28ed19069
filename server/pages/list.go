package pages

import (
	"errors"
	"net/url"
	"strconv"

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

type column struct {
	Key  string
	URL  string // sorts by the column; empty when it cannot
	Sort string // "ascending", "descending" or empty
	Num  bool
}

type row struct {
	ID      int64
	URL     string
	Title   string
	Cells   []cell
	Restore string // address of the restore form, in the trash
}

type cell struct {
	Text, URL, Hue string
	Look           string // "", "tag", "who", "stop"
	Num, Soft      bool
}

// columnSpec describes a column before the request is known.
type columnSpec struct {
	key  string
	sort string // field to sort by, empty for none
	num  bool
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

// listing reads what is asked for. An unknown sort is the first column's.
func (v *visit) listing(columns []columnSpec) listing {
	q := v.r.URL.Query()
	l := listing{search: q.Get("q"), trash: q.Get("view") == "trash", mine: q.Get("view") == "mine", after: q.Get("after")}
	l.member, _ = strconv.ParseInt(q.Get("company"), 10, 64) // anything else is no filter
	want := q.Get("sort")
	if len(want) > 0 && want[0] == '-' {
		l.desc, want = true, want[1:]
	}
	for _, c := range columns {
		if c.sort != "" && (c.sort == want || l.sort == "") {
			if c.sort == want {
				l.sort = want
				return l
			}
			l.sort = c.sort
		}
	}
	l.desc = false
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

// listData fills what every list shows around its rows.
func (v *visit) listData(kind, base string, e crm.Entity, l listing, specs []columnSpec, next, prev string) listData {
	d := listData{Kind: kind, Base: base, Search: l.search, Trash: l.trash, View: l.view(), Company: l.member, Sort: l.sorted(),
		MayCreate: v.Actor.Best(e) >= crm.RightCreate && v.mayChange()}
	for _, s := range specs {
		c := column{Key: s.key, Num: s.num}
		if s.sort != "" {
			sort := s.sort
			if s.sort == l.sort {
				c.Sort = "ascending"
				if l.desc {
					c.Sort = "descending"
				} else {
					sort = "-" + sort
				}
			}
			c.URL = base + l.query(sort, "")
		}
		d.Columns = append(d.Columns, c)
	}
	if next != "" {
		d.Next = base + l.query(l.sorted(), next)
	}
	if prev != "" {
		d.Prev = base + l.query(l.sorted(), prev)
	}
	return d
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
