package pages

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
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

// changeSelected does it: at once to single records, in the background to all
// that a list shows.
func (v *visit) changeSelected(r roster) error {
	s, err := v.selected(r)
	if err != nil {
		return err
	}
	if !s.all && len(s.ids) == 0 {
		return v.showSelected(r)
	}
	change, wrong, err := v.bulkChange(s)
	if err != nil {
		return err
	}
	if len(wrong) > 0 || len(s.ids) > crm.MaxBulk || s.action() == crm.BulkEdit && len(change) == 0 {
		return v.bulkAgain(s, wrong)
	}
	if s.all {
		return v.startBulk(s, change)
	}
	done, err := v.p.Store.Bulk(v.ctx(), v.Actor, crm.Bulk{Entity: s.entity, IDs: s.ids, Action: s.action(), Change: change})
	w := written{}
	switch {
	case w.refusedBy(v, err, s.unique):
		return v.bulkAgain(s, w.wrong)
	case err != nil:
		return err
	}
	return v.showBulked(s, done)
}

func (v *visit) bulkAgain(s selected, wrong map[string]string) error {
	d, err := v.bulkData(s, wrong)
	if err != nil {
		return err
	}
	return showStatus(v, http.StatusUnprocessableEntity, bulkPage, d.Title, d)
}

// bulkChange reads what the form gives all of them.
func (v *visit) bulkChange(s selected) (crm.Change, map[string]string, error) {
	change, wrong := crm.Change{}, map[string]string{}
	named, err := v.names(nil)
	if err != nil {
		return nil, nil, err
	}
	for _, f := range s.edited() {
		if s.do == doAssign && v.form(f.Name) == keepValue {
			continue
		}
		if v.form("empty") != "" && !f.Mandatory {
			change[f.Name] = nil
			continue
		}
		value, text, err := v.readField(f, nil, named)
		if err != nil {
			return nil, nil, err
		}
		if text != "" {
			wrong[f.Name] = text
			continue
		}
		change[f.Name] = value
		if written := s.blank(); s.do == doEdit && f.Type != crm.TypeFlag && written.Apply(crm.Change{f.Name: value}) == nil {
			if written.Tidy(v.country()); written.Value(f.Name) == nil { // nothing was chosen; to empty the field is said apart
				wrong[f.Name] = v.L.T("error.required")
			}
		}
	}
	return change, wrong, nil
}

// mayBulk reports whether the visitor may change many records at once.
func (v *visit) mayBulk(r roster) bool {
	return v.Actor.May(crm.MayBulkEdit) && v.Actor.Best(r.entity) >= crm.RightUpdate && v.mayChange()
}

// showBulked tells what was done, and lists what was left.
func (v *visit) showBulked(s selected, done crm.Bulked) error {
	text := v.L.T("bulk.nothing_done")
	if done.Done > 0 {
		text = v.L.T(map[string]string{doTrash: "bulk.trashed", doRestore: "bulk.restored"}[s.do], "n", done.Done)
		if s.action() == crm.BulkEdit {
			text = v.L.T("bulk.done", "n", done.Done)
		}
	}
	if len(done.Left) == 0 {
		if err := v.sayHere(text, done.Step.String()); err != nil {
			return err
		}
		return v.to(s.list)
	}
	d := undoneData{Title: v.L.T("bulk.left_title"), Text: text, Undo: done.Step.String(), Back: s.list}
	if done.More > 0 {
		d.More = v.L.T("undo.more", "n", done.More)
	}
	var err error
	if d.Left, err = v.leftLines(done.Left); err != nil {
		return err
	}
	return show(v, undonePage, d.Title, d)
}

// startBulk has all that the list shows changed in the background.
func (v *visit) startBulk(s selected, change crm.Change) error {
	batch, err := v.p.Store.NextBatch(v.ctx())
	if err != nil {
		return err
	}
	q := s.asked.asked(v)
	asked := crm.BulkJob{Entity: s.entity, Text: q.Text, Filter: q.Filter.String(), Trashed: q.Trashed, Zone: v.Zone.String(),
		Action: s.action(), Change: change, Batch: batch}
	if _, err := asked.Query(); err != nil || s.asked.wrong != nil {
		return errors.Join(&crm.Invalid{}, err)
	}
	payload, err := json.Marshal(asked)
	if err != nil {
		return err
	}
	n, more, err := s.count(v, q)
	if err != nil {
		return err
	}
	j := crm.Job{Kind: crm.JobBulk, Title: v.L.T("bulk.title.many", "action", v.L.T("bulk."+s.do), "n", v.count(n, more)), Payload: string(payload)}
	if !more {
		j.Total = int64(n)
	}
	if err := v.p.Store.CreateJob(v.ctx(), v.Actor, &j); err != nil {
		return err
	}
	v.wakeJobs()
	return v.to(recordURL(jobBase, j.ID))
}

// bulkTally is what a bulk job that ended has done; false for other jobs.
func bulkTally(j crm.Job) (crm.BulkTally, bool) {
	var tally crm.BulkTally
	if j.Kind != crm.JobBulk || !j.State.Ended() {
		return tally, false
	}
	text := j.Result
	if text == "" {
		text = j.Place
	}
	return tally, json.Unmarshal([]byte(text), &tally) == nil
}

func (v *visit) bulkFacts(t crm.BulkTally) []pair {
	return []pair{{Label: v.L.T("bulk.changed"), Text: v.L.Number(int64(t.Done))}, {Label: v.L.T("bulk.same"), Text: v.L.Number(int64(t.Same))},
		{Label: v.L.T("bulk.left"), Text: v.L.Number(int64(t.Left))}}
}
