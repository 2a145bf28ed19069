package pages

import (
	"context"
	"net/url"
	"slices"
	"strconv"

	"holm/crm"
)

type bulkEditor interface {
	Bulk(ctx context.Context, a crm.Actor, b crm.Bulk) (crm.Bulked, error)
	NextBatch(ctx context.Context) (int64, error)
	CreateJob(ctx context.Context, a crm.Actor, j *crm.Job) error
	CompaniesByID(ctx context.Context, a crm.Actor, ids []int64) ([]crm.Company, error)
	PersonsByID(ctx context.Context, a crm.Actor, ids []int64) ([]crm.Person, error)
}

var bulkPage = page[bulkData]{"bulk"}

// bulkShown is how many of the selected records are shown before a change.
const bulkShown = 50

// keepValue stands for a value that a bulk change leaves as it is.
const keepValue = "keep"

// What is done to selected records, as in the address.
const (
	doAssign  = "assign"
	doEdit    = "edit"
	doTrash   = "trash"
	doRestore = "restore"
)

// bulkData shows what is selected, and asks what is to change.
type bulkData struct {
	Kind, Base, Title string
	Do, List          string // List is the address of the list
	All               bool
	IDs               []int64
	Field             string
	Fields            []choice    // that may be edited; while none is chosen
	Editors           []fieldView // of what is to change
	MayEmpty          bool
	Lists             []option // what is done with the values of a list
	Rows              []bulkRow
	May, MayNot       string
	More, Instead     string
	InsteadAt         string // address with all that the list shows
	Wrong             string
	Nothing           bool
}

// bulkRow is one record before the change.
type bulkRow struct{ Title, URL, Now, Why string }

// selected is what a list sent: records, or all that it shows, and what is to
// be done with them.
type selected struct {
	roster
	do, field string
	lists     crm.ListMode
	ids       []int64
	all       bool
	list      string // its address
	asked     listing
}

// selected reads what a list sent.
func (v *visit) selected(r roster) (selected, error) {
	if err := v.r.ParseForm(); err != nil {
		return selected{}, err
	}
	form := v.r.Form
	s := selected{roster: r, do: form.Get("do"), field: form.Get("field"), all: form.Get("all") != "", list: local(form.Get("list"), r.base)}
	s.lists = s.listMode(form.Get("lists"))
	if !v.Actor.May(crm.MayBulkEdit) {
		return s, crm.ErrForbidden
	}
	if !slices.Contains([]string{doAssign, doEdit, doTrash, doRestore}, s.do) {
		return s, crm.ErrNotFound
	}
	for _, text := range form["id"] {
		if id, err := strconv.ParseInt(text, 10, 64); err == nil && id > 0 && !s.all {
			s.ids = append(s.ids, id)
		}
	}
	at, err := url.Parse(s.list)
	if err != nil || at.Path != r.base {
		s.list, at = r.base, &url.URL{Path: r.base}
	}
	q := at.Query()
	q.Del("after")
	s.asked, err = v.listing(r, q)
	return s, err
}

func (s selected) action() crm.BulkAction {
	switch s.do {
	case doTrash:
		return crm.BulkTrash
	case doRestore:
		return crm.BulkRestore
	}
	return crm.BulkEdit
}

// showSelected shows what is selected and asks what is to change.
func (v *visit) showSelected(r roster) error {
	s, err := v.selected(r)
	if err != nil {
		return err
	}
	d, err := v.bulkData(s, nil)
	if err != nil {
		return err
	}
	return show(v, bulkPage, d.Title, d)
}

func (v *visit) bulkData(s selected, wrong map[string]string) (bulkData, error) {
	d := bulkData{Kind: s.kind, Base: s.base, Do: s.do, List: s.list, All: s.all, IDs: s.ids, Field: s.field}
	if !s.all && len(s.ids) == 0 {
		d.Nothing, d.Title = true, v.L.T("bulk.nothing")
		return d, nil
	}
	if len(s.ids) > crm.MaxBulk {
		wrong = map[string]string{"": v.L.T("bulk.too_many", "max", v.L.Number(crm.MaxBulk))}
	}
	edited := s.edited()
	named, err := v.names(s.fields)
	if err != nil {
		return d, err
	}
	if err := v.bulkRows(s, &d, edited, named); err != nil {
		return d, err
	}
	for _, f := range edited {
		d.Editors = append(d.Editors, v.bulkEditor(s, f, named, wrong))
		d.MayEmpty = s.do == doEdit && !f.Mandatory
		if s.do == doEdit && f.Listed() {
			d.Lists = v.listModes(s.lists)
		}
	}
	for name, text := range wrong {
		if !slices.ContainsFunc(edited, func(f crm.Field) bool { return f.Name == name }) {
			d.Wrong = text
		}
	}
	if s.do == doEdit && len(edited) == 0 {
		for _, f := range s.fields {
			if s.bulkEditable(f) {
				d.Fields = append(d.Fields, choice{f.Name, v.columnLabel(f.Name)})
			}
		}
	}
	return d, nil
}

// bulkEditable reports whether many records may be given one value of a field.
func (s selected) bulkEditable(f crm.Field) bool { return s.writable(f.Name) && f.Name != s.unique }

// listMode reads what is to be done with the values of a list: they are added
// unless somebody says otherwise, which loses nothing.
func (s selected) listMode(text string) crm.ListMode {
	for _, f := range s.fields {
		if s.do != doEdit || f.Name != s.field || !f.Listed() {
			continue
		}
		switch text {
		case "set":
			return crm.ListSet
		case string(crm.ListRemove):
			return crm.ListRemove
		}
		return crm.ListAdd
	}
	return crm.ListSet
}

func (v *visit) listModes(now crm.ListMode) []option {
	return []option{{string(crm.ListAdd), v.L.T("bulk.lists_add"), now == crm.ListAdd}, {string(crm.ListRemove), v.L.T("bulk.lists_remove"), now == crm.ListRemove},
		{"set", v.L.T("bulk.lists_set"), now == crm.ListSet}}
}

// edited are the fields that are to change.
func (s selected) edited() []crm.Field {
	names := []string{s.field}
	switch s.do {
	case doAssign:
		names = []string{"owner", "group"}
	case doTrash, doRestore:
		return nil
	}
	var out []crm.Field
	for _, f := range s.fields {
		if slices.Contains(names, f.Name) && s.bulkEditable(f) {
			out = append(out, f)
		}
	}
	return out
}

// bulkEditor prepares a field for one value of many records: what has several
// lines can only be emptied.
func (v *visit) bulkEditor(s selected, f crm.Field, named *names, wrong map[string]string) fieldView {
	out := v.field(f, nil, named)
	if s.do == doAssign {
		out.Choices = append([]choice{{keepValue, v.L.T("bulk.keep")}}, out.Choices...)
		out.Value = keepValue
	}
	out.Label, out.Wrong, out.Mandatory = v.columnLabel(f.Name), wrongOf(wrong, f.Name), false
	if v.r.PostForm.Has(f.Name) {
		out.Value = v.r.PostForm.Get(f.Name)
	}
	return out
}

// bulkRows shows the selected records as they are, and which of them the
// visitor may not change.
func (v *visit) bulkRows(s selected, d *bulkData, edited []crm.Field, named *names) error {
	items, n, err := v.selectedItems(s, d)
	if err != nil {
		return err
	}
	need := crm.RightUpdate
	if s.action() != crm.BulkEdit {
		need = crm.RightDelete
	}
	mayNot := 0
	for i, item := range items {
		row := bulkRow{Title: item.Title(), URL: recordURL(s.base, item.Meta().ID)}
		for _, f := range edited {
			if now := v.cellOf(column{Field: f.Name, def: f}, item, named); now.Text != "" {
				row.Now = join(row.Now, now.Text)
			}
		}
		if v.Actor.Right(s.entity, item.Meta().Holding()) < need {
			row.Why = v.L.T("left.forbidden")
			mayNot++
		}
		if i < bulkShown {
			d.Rows = append(d.Rows, row)
		}
	}
	if len(d.Rows) < n {
		d.More = v.L.T("bulk.shown", "n", len(d.Rows))
	}
	if s.all {
		d.May = v.L.T("bulk.background")
		return nil
	}
	d.Title = v.L.T("bulk.title."+s.do, "n", n)
	if mayNot > 0 {
		d.May, d.MayNot = v.L.T("bulk.may", "n", n-mayNot), v.L.T("bulk.may_not", "n", mayNot)
	}
	return nil
}

func join(a, b string) string {
	if a == "" {
		return b
	}
	return a + ", " + b
}

// selectedItems reads what is selected, of all that a list shows the first.
func (v *visit) selectedItems(s selected, d *bulkData) ([]listed, int, error) {
	q := s.asked.asked(v)
	n, more, err := s.count(v, q)
	if err != nil {
		return nil, 0, err
	}
	if s.all {
		d.Title = v.L.T("bulk.title.many", "action", v.L.T("bulk."+s.do), "n", v.count(n, more))
		page, err := s.page(v, q)
		return page.Items, n, err
	}
	if n > len(s.ids) || more {
		d.Instead = v.L.T("bulk.all_instead", "n", v.count(n, more))
		d.InsteadAt = s.base + "/selected?" + url.Values{"do": {s.do}, "all": {"1"}, "list": {s.list}, "field": {s.field}}.Encode()
	}
	items, err := s.several(v, s.ids[:min(len(s.ids), crm.MaxBulk)])
	return items, len(items), err
}

// mayBulk reports whether the visitor may change many records at once.
func (v *visit) mayBulk(r roster) bool {
	return v.Actor.May(crm.MayBulkEdit) && v.Actor.Best(r.entity) >= crm.RightUpdate && v.mayChange()
}
