package pages

import (
	"net/http"
	"slices"
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
	Trash     bool
	MayCreate bool
	MayEdit   bool // cells, where the record is not fixed
	Import    bool // files may be imported
	MayBulk   bool // change many records at once
	Count     string
	CountOn   string // counts further; empty when all are counted
	CountNow  string // counts, as soon as the rows are there; empty when that is done
	Tabs      []tab
	Menu      *viewMenu

	Search    string
	Keep      []param // what the search form carries along
	Pills     []pill
	AddFilter string
	Modified  bool
	Save      *saveForm // keeps the arrangement in the view; nil when the visitor may not
	SaveAs    string
	Reset     string
	Arrange   string // opens the panel of columns
	Wrong     string // why the filter cannot be read
	Narrowed  bool   // by text or filter
	ShowAll   string

	Columns     []column
	ColumnText  string // the columns shown, as addresses have them
	ColumnsAt   string // the list with other columns, which are to follow
	PeekAt      string // the list with a record beside it, whose id is to follow
	Rows        []row
	Next        string // addresses, empty at the ends
	Prev        string
	Partial     bool   // not all records were looked through yet
	More        string // loads the next rows below these; empty when there are none, or too many
	Below       bool   // the rows go below others
	Grouping    grouping
	heads       []groupAt
	Total       string // for the foot: "340 companies"
	Sums        string // what the sums in the foot are of
	ColumnPanel *columnPanel
	ViewPanel   *viewPanel
	FilterPanel *filterPanel
	Peek        *peekData
}

// saveForm keeps how the list is arranged in the view that is shown.
type saveForm struct {
	Action  string
	Version int64
	Keep    []param
}

type row struct {
	rowHead
	Cells []cell     // of every column but the first
	Group *groupHead // that begins with the row
}

type rowHead struct {
	ID      int64
	Version int64
	Fixed   bool // the visitor may not edit it
	Ticks   bool // it can be selected
	URL     string
	Title   string
	Restore string // address of the restore form, in the trash
	Trash   bool
}

type cell struct {
	Field, Class   string // of lists: what the cell shows, and how
	Text, URL, Hue string
	Tel            string // the number to dial, instead of a URL
	Unit           string // after a number
	More           string // "+2": how many values are not shown
	Look           string // "", "tag", "who", "stop"
	Num, Soft      bool
}

// showList shows a list of records.
func (v *visit) showList(r roster) error {
	l, err := v.listing(r, v.r.URL.Query())
	if err != nil {
		return err
	}
	status := http.StatusOK
	if l.asks.Has("apply") && (l.panel == "filter" || l.panel == "text") {
		named, err := v.names(r.fields, filterCompanies(r.entity, l.filter)...)
		if err != nil {
			return err
		}
		filter, ok, err := v.applied(r, &l, named)
		if err != nil {
			return err
		}
		if ok {
			return v.to(l.filtered(filter))
		}
		status = http.StatusUnprocessableEntity
	}
	return v.showListing(r, l, status)
}

// showListing shows a list as it is asked for, or the part of it that htmx
// asks for.
func (v *visit) showListing(r roster, l listing, status int) error {
	d := v.listData(r, l)
	var err error
	if d.Peek, err = v.peekAt(r, l); err != nil {
		return err
	}
	switch v.part() {
	case "side":
		return show(v, listPage, "", d)
	case "count":
		if err := v.countList(r, l, &d, 0); err != nil {
			return err
		}
		return show(v, listPage, "", d)
	}
	items, err := v.listed(r, l, &d)
	if err != nil {
		return v.first(l, err)
	}
	named, err := v.names(r.fields, append(referred(d.Columns, items), filterCompanies(r.entity, l.filter)...)...)
	if err != nil {
		return err
	}
	d.Rows = v.rows(r, d.Columns, items, named)
	if from := l.opened(); r.entity == crm.EntityCompany || r.entity == crm.EntityPerson {
		for i := range d.Rows {
			d.Rows[i].URL += from
		}
	}
	d.headRows()
	if d.Below {
		return show(v, listPage, "", d)
	}
	if err := v.sum(r, l, &d, items); err != nil {
		return err
	}
	v.around(r, l, named, &d)
	return showStatus(v, status, listPage, v.L.T(r.kind+".many"), d)
}

// listed reads the rows and counts them.
func (v *visit) listed(r roster, l listing, d *listData) ([]listed, error) {
	if l.wrong != nil { // no row is better than rows that were not asked for
		d.Count, d.Total = "", v.total(r.kind, 0, false)
		return nil, nil
	}
	q := l.asked(v)
	for _, c := range d.Columns {
		q.Fields = append(q.Fields, c.Field)
	}
	if l.now.Group != "" {
		return v.listedInGroups(r, l, q, d)
	}
	page, err := r.page(v, q)
	if err != nil {
		return nil, err
	}
	if page.Next != "" {
		d.Next = l.address(param{"after", page.Next})
		d.loadMore(l)
	}
	if page.Prev != "" {
		d.Prev = l.address(param{"after", page.Prev})
	}
	d.Partial = page.Partial
	switch {
	case d.Below:
		return page.Items, nil
	case page.Next == "" && page.Prev == "":
		v.counted(r, len(page.Items), false, l, d)
		return page.Items, nil
	}
	if d.Narrowed && l.asks.Get("count") != "on" {
		v.countLater(r, len(page.Items), l, d)
		return page.Items, nil
	}
	return page.Items, v.countList(r, l, d, len(page.Items))
}

// countLater says that there are more records than are shown, and has the
// browser ask how many: a page does not wait for records to be counted that it
// does not show.
func (v *visit) countLater(r roster, shown int, l listing, d *listData) {
	v.counted(r, shown, true, l, d)
	d.CountNow = l.address()
}

// listedInGroups reads rows that stand in groups and counts all.
func (v *visit) listedInGroups(r roster, l listing, q crm.Query, d *listData) ([]listed, error) {
	named, err := v.names(r.fields)
	if err != nil {
		return nil, err
	}
	items, err := v.grouped(r, l, d, q, named)
	if err != nil || d.Below {
		return items, err
	}
	return items, v.countList(r, l, d, len(items))
}

// rowsLoaded is how many rows are loaded below each other; who wants to see
// further goes to the next page.
const rowsLoaded = 1_000

// loadMore lets the next rows be loaded below the ones that are there.
func (d *listData) loadMore(l listing) {
	shown, _ := strconv.Atoi(l.asks.Get("shown")) // anything else is the first page
	if shown = max(shown, 0) + rowsShown; shown < rowsLoaded && !d.Partial {
		d.More = d.Next + "&shown=" + strconv.Itoa(shown)
	}
}

// countList says how many records there are; when the address asks for it,
// counting goes on for a time beyond the usual cap. They are no fewer than are
// shown.
func (v *visit) countList(r roster, l listing, d *listData, shown int) error {
	n, more, err := r.count(v, l.asked(v))
	if err == nil && more && l.asks.Get("count") == "on" {
		least := n
		if n, more, err = r.countOn(v, l.asked(v)); n < least {
			n = least
		}
		if err == nil && more {
			d.Count, d.Total = v.L.T("list.more_than", "n", n), v.total(r.kind, n, true)
			return nil
		}
	}
	if err != nil {
		return err
	}
	if more {
		n = max(n, shown)
	}
	v.counted(r, n, more, l, d)
	return nil
}

func (v *visit) counted(r roster, n int, more bool, l listing, d *listData) {
	d.Count, d.Total = v.count(n, more), v.total(r.kind, n, more)
	if more {
		d.CountOn = l.address(param{"count", "on"})
	}
}

// listData fills what a list shows whatever its rows are.
func (v *visit) listData(r roster, l listing) listData {
	d := listData{Kind: r.kind, Base: r.base, Search: l.now.Text, Trash: l.key == viewTrash,
		MayBulk:   v.mayBulk(r),
		MayEdit:   v.Actor.Best(r.entity) >= crm.RightUpdate && v.mayChange() && l.key != viewTrash,
		MayCreate: v.Actor.Best(r.entity) >= crm.RightCreate && v.mayChange(),
		Import:    v.mayImport() && v.Actor.Best(r.entity) >= crm.RightCreate && v.mayChange(),
		Below:     v.part() == "more", Grouping: v.groups(r, l),
		Narrowed: l.now.Text != "" || !l.filter.IsZero(), PeekAt: l.address(param{"peek", ""})}
	sort := l.sort()
	for _, asked := range r.columns(l.now.Columns) {
		c := v.column(r, asked)
		if c.Ticks = c.Field == nameColumn && d.MayBulk; c.Ticks && asked.Width == 0 {
			c.widen(tickWidth)
		}
		c.Editable = c.Field != nameColumn && r.writable(c.Field)
		if slices.Contains(r.sorts, c.Field) {
			c.sortable(l, sort)
		}
		d.Columns = append(d.Columns, c)
	}
	return d
}

// around fills what stands around the rows: views, filter, panels.
func (v *visit) around(r roster, l listing, n *names, d *listData) {
	d.Tabs, d.Menu = l.tabs, v.viewMenu(r, l, n)
	for i := range d.Tabs {
		d.Tabs[i].Current = d.Tabs[i].Key == l.key
	}
	if l.view != nil && !slices.ContainsFunc(d.Tabs, func(t tab) bool { return t.Current }) {
		d.Tabs = append(d.Tabs, tab{Key: l.key, Label: l.view.Name, URL: l.address(), Current: true})
	}
	for _, p := range l.pairs() {
		if p.Name != "q" {
			d.Keep = append(d.Keep, p)
		}
	}
	d.Pills, d.AddFilter = v.pills(r, l, n), l.address(param{"panel", "filter"})
	d.Arrange = l.address(param{"panel", "columns"})
	d.ColumnText = crm.JoinColumns(r.columns(l.now.Columns))
	bare := l
	bare.now.Columns = l.own.Columns
	d.ColumnsAt = bare.address(param{"columns", ""})
	bare = l
	bare.now.Text, bare.now.Filter = "", ""
	d.ShowAll = bare.address()
	if l.wrong != nil {
		d.Wrong = v.wrongFields(l.wrong)["filter"]
	}
	v.offerSave(l, d)
	v.openPanel(r, l, n, d)
}

// offerSave offers to keep what is arranged otherwise than the view has it.
func (v *visit) offerSave(l listing, d *listData) {
	if !l.modified() || l.wrong != nil {
		return
	}
	bare := l
	bare.now = l.own
	d.Modified, d.Reset = true, bare.address()
	if !v.mayChange() || l.key == viewTrash {
		return
	}
	d.SaveAs = l.address(param{"panel", "save"})
	if l.view != nil && v.Actor.MayArrange(l.view) {
		d.Save = &saveForm{Action: "/views/" + l.key, Version: l.view.Version, Keep: settingPairs(l.now)}
	}
}

// openPanel fills the panel that is open.
func (v *visit) openPanel(r roster, l listing, n *names, d *listData) {
	switch l.panel {
	case "columns":
		d.ColumnPanel = v.columnPanel(r, l, d.Columns)
	case "filter", "text":
		d.FilterPanel = v.filterPanel(r, l, n)
	case "save", "view":
		if v.mayChange() {
			d.ViewPanel = v.panelOfView(r, l, n)
		}
	}
	if l.wrong != nil && d.FilterPanel == nil {
		l.panel = "text"
		d.FilterPanel = v.filterPanel(r, l, n)
	}
}

// sortable gives the head of a column the address that sorts by it, the other
// way round when it is sorted by already.
func (c *column) sortable(l listing, now crm.Sort) {
	sort := c.Field
	switch {
	case now.Field != c.Field:
	case now.Desc:
		c.Sort, c.Icon = "descending", "sort-down"
	default:
		c.Sort, c.Icon = "ascending", "sort-up"
		sort = "-" + sort
	}
	c.URL = l.sorted(sort)
}

func (v *visit) rows(r roster, columns []column, items []listed, named *names) []row {
	rows := make([]row, len(items))
	cells := make([]cell, len(items)*(len(columns)-1))
	ticks := v.mayBulk(r)
	for i, item := range items {
		m := item.Meta()
		right := v.Actor.Right(r.entity, m.Holding())
		rows[i] = row{rowHead: rowHead{ID: m.ID, Version: m.Version, URL: recordURL(r.base, m.ID), Title: item.Title(),
			Fixed: right < crm.RightUpdate, Ticks: ticks, Trash: m.DeletedAt != nil}}
		rows[i].Cells, cells = cells[:len(columns)-1:len(columns)-1], cells[len(columns)-1:]
		for j, c := range columns[1:] {
			rows[i].Cells[j] = v.cellOf(c, item, named)
		}
		if m.DeletedAt != nil && right >= crm.RightDelete && v.mayChange() {
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
