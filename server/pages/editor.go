package pages

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"slices"
	"strings"

	"holm/crm"
)

type amender interface {
	Amend(ctx context.Context, a crm.Actor, e crm.Edition, change crm.Change) (crm.Edition, error)
}

var editorPage = page[editorData]{"editor"}

// editorData is the editor of one value of a record: a field, or the parts of
// an address. It is a page of its own, and a part of other pages.
type editorData struct {
	formData
	Field  string // the value, as in the address
	Label  string
	Back   string // where the page leads on to
	Cell   bool   // it stands in a cell of a list
	Single bool   // one field that fits on a line
	Clash  *clash // somebody else changed the value meanwhile
	Shown  shownData
}

// clash asks whose value holds.
type clash struct {
	Who, When string
	Yours     string
	Theirs    string
	Sent      []pair // what was written, to be sent again
}

// shownData is a saved value as the page shows it that the editor stood in.
type shownData struct {
	ID, Version int64
	Step        string
	Lines       []cell
	Cells       []cell // of the row, in a list
}

// valueSpec is the section of the form that edits one value: a field with
// what belongs together, or in a list the field alone.
func (n noun) valueSpec(name string, alone bool) (sectionSpec, bool) {
	spec := sectionSpec{key: name}
	whole := n.together(name)
	for _, f := range n.fields {
		if n.writable(f.Name) && (f.Name == name || !alone && f.Together == whole) {
			spec.fields = append(spec.fields, f.Name)
		}
	}
	return spec, len(spec.fields) > 0
}

// together names the value that a field is a part of.
func (n noun) together(name string) string {
	for _, f := range n.fields {
		if f.Name == name && f.Together != "" {
			return f.Together
		}
	}
	return name
}

// writable reports whether people write the field: its form has it.
func (n noun) writable(name string) bool {
	return slices.ContainsFunc(n.sections, func(s sectionSpec) bool { return slices.Contains(s.fields, name) })
}

// only is the noun with the fields of one value.
func (n noun) only(spec sectionSpec) noun {
	n.sections = []sectionSpec{spec}
	n.fields = slices.DeleteFunc(slices.Clone(n.fields), func(f crm.Field) bool { return !slices.Contains(spec.fields, f.Name) })
	return n
}

// editing is one value of one record in an editor.
type editing struct {
	noun
	record kept
	name   string
	cell   bool
	named  *names
}

// editing finds the record and the value of the address, and checks the right
// to change it.
func (v *visit) editing(n noun) (editing, error) {
	r, err := v.record(n)
	if err != nil {
		return editing{}, err
	}
	e := editing{record: r, name: v.r.PathValue("field"), cell: v.r.FormValue("in") == "cell"}
	spec, ok := n.valueSpec(e.name, e.cell)
	if !ok {
		return e, crm.ErrNotFound
	}
	if v.Actor.Right(n.entity, r.Meta().Holding()) < crm.RightUpdate || r.Meta().DeletedAt != nil {
		return e, crm.ErrForbidden
	}
	e.noun = n.only(spec)
	e.named, err = v.names(e.fields, e.companies()...)
	return e, err
}

// companies are those that the value names.
func (e editing) companies() []int64 {
	var ids []int64
	for _, f := range e.fields {
		switch value := e.record.Value(f.Name).(type) {
		case int64:
			if f.References == crm.EntityCompany {
				ids = append(ids, value)
			}
		case []crm.Affiliation:
			for _, a := range value {
				ids = append(ids, a.Company)
			}
		}
	}
	return ids
}

// editField shows the editor of a value.
func (v *visit) editField(n noun) error {
	e, err := v.editing(n)
	if err != nil {
		return err
	}
	values := e.record.Values()
	d, err := v.editor(e, e.record.Meta().Version, values, values, nil)
	if err != nil {
		return err
	}
	return v.showEditor(http.StatusOK, d)
}

func (v *visit) editor(e editing, version int64, was, values map[string]any, wrong map[string]string) (editorData, error) {
	m := e.record.Meta()
	form, err := v.formData(e.noun, e.record.Title(), m.ID, version, was, values, e.named, wrong)
	if err != nil {
		return editorData{}, err
	}
	d := editorData{formData: form, Field: e.name, Label: v.valueLabel(e.noun, e.name), Cell: e.cell, Back: local(v.r.FormValue("back"), form.Cancel)}
	d.Action = recordURL(e.base, m.ID) + "/fields/" + e.name
	if len(e.fields) == 1 {
		switch e.fields[0].Type {
		case crm.TypeText, crm.TypeInteger, crm.TypeFlag, crm.TypeDate, crm.TypeChoice, crm.TypeReference:
			d.Single = true
		}
	}
	d.Wrong = ""
	if len(wrong) > 0 && !slices.ContainsFunc(d.Sections[0].Fields, func(f fieldView) bool { return f.Wrong != "" }) {
		d.Wrong = wrong[slices.Min(slices.Collect(maps.Keys(wrong)))] // with the record as a whole
	}
	return d, nil
}

// valueLabel names a value for people: an address by its section.
func (v *visit) valueLabel(n noun, name string) string {
	for _, f := range n.fields {
		if f.Name == name {
			return v.label(name)
		}
	}
	if v.L.Has("section." + name) {
		return v.L.T("section." + name)
	}
	return v.L.T("editor." + name)
}

// saveField saves one value, made from the version that the editor showed.
func (v *visit) saveField(r roster) error {
	e, err := v.editing(r.noun)
	if err != nil {
		return err
	}
	if v.form("pick") == "theirs" {
		return v.showSaved(r, e, crm.Step{})
	}
	w, err := v.readForm(e.noun, e.copy(), e.blank(), e.named)
	if err != nil {
		return err
	}
	version := v.number("version")
	for name := range w.wrong {
		if field, _, _ := strings.Cut(name, "["); !slices.Contains(e.sections[0].fields, field) {
			delete(w.wrong, name)
		}
	}
	if len(w.wrong) > 0 {
		return v.editorAgain(e, version, w)
	}
	saved := crm.Edition{Entity: e.entity, ID: e.record.Meta().ID, Version: version}
	step := crm.Step{}
	if len(w.change) > 0 {
		var conflict *crm.Conflict
		saved, err = v.p.Store.Amend(v.ctx(), v.Actor, saved, w.change)
		switch {
		case w.refusedBy(v, err, e.unique):
			return v.editorAgain(e, version, w)
		case errors.As(err, &conflict):
			return v.askWhose(r, w)
		case err != nil:
			return err
		}
		step.Edition = saved
	}
	return v.showSaved(r, e, step)
}

// copy is the record to write a form into.
func (e editing) copy() kept {
	d := e.blank()
	*d.Meta() = *e.record.Meta()
	change := crm.Change{}
	for name, value := range e.record.Values() {
		change[name] = value
	}
	_ = d.Apply(change) // its own values always fit
	return d
}

func (v *visit) editorAgain(e editing, version int64, w written) error {
	d, err := v.editor(e, version, w.was, w.values, w.wrong)
	if err != nil {
		return err
	}
	return v.showEditor(http.StatusUnprocessableEntity, d)
}

// askWhose asks whose value holds after somebody else changed it. What was
// written is kept in the answer.
func (v *visit) askWhose(r roster, w written) error {
	e, err := v.editing(r.noun) // as it is now
	if err != nil {
		return err
	}
	now := e.record.Values()
	d, err := v.editor(e, e.record.Meta().Version, now, now, nil)
	if err != nil {
		return err
	}
	m := e.record.Meta()
	d.Clash = &clash{Who: e.named.users[m.UpdatedBy], When: v.ago(m.UpdatedAt.In(v.Zone)),
		Yours: v.valueText(e, w.values), Theirs: v.valueText(e, now)}
	for name, values := range v.r.PostForm {
		field, _, _ := strings.Cut(name, ".")
		if slices.Contains(e.sections[0].fields, field) {
			for _, value := range values {
				d.Clash.Sent = append(d.Clash.Sent, pair{Label: name, Text: value})
			}
		}
	}
	slices.SortStableFunc(d.Clash.Sent, func(a, b pair) int { return strings.Compare(a.Label, b.Label) })
	return v.showEditor(http.StatusConflict, d)
}

// valueLines shows the value as the record page does.
func (v *visit) valueLines(e editing, values map[string]any) []cell {
	if lines, ok := v.address(e.sections[0], values); ok {
		return lines
	}
	var out []cell
	for _, f := range e.fields {
		if f.Name != "annual_revenue_currency" {
			out = append(out, v.show(f, values[f.Name], values, e.named)...)
		}
	}
	return out
}

func (v *visit) valueText(e editing, values map[string]any) string {
	return line(v.valueLines(e, values))
}

// showSaved answers with the value as it now is: for the page that the editor
// stood in, or by leading back.
func (v *visit) showSaved(r roster, e editing, step crm.Step) error {
	if v.part() != "editor" {
		if step != (crm.Step{}) {
			if err := v.say(v.L.T("editor.saved"), step.String()); err != nil {
				return err
			}
		}
		return v.to(v.back(recordURL(e.base, e.record.Meta().ID)))
	}
	now, err := r.read(v, e.record.Meta().ID)
	if err != nil {
		return err
	}
	e.record = now
	m := now.Meta()
	d := editorData{Cell: e.cell, Label: v.valueLabel(e.noun, e.name), Back: v.back(recordURL(e.base, m.ID))}
	d.Shown = shownData{ID: m.ID, Version: m.Version, Step: step.String()}
	if e.cell {
		d.Shown.Cells, err = v.cellsOf(r, now, v.r.PostForm["column"])
	} else if e.named, err = v.names(e.fields, e.companies()...); err == nil {
		d.Shown.Lines = v.valueLines(e, now.Values())
	}
	if err != nil {
		return err
	}
	return showPart(v, http.StatusOK, editorPage, "saved", d)
}

// showEditor shows the editor alone to a page that asks for it, else as a page.
func (v *visit) showEditor(status int, d editorData) error {
	if v.part() == "editor" {
		return showPart(v, status, editorPage, "editor", d)
	}
	return showStatus(v, status, editorPage, d.Label, d)
}

// cellsOf shows a record in the columns of a list.
func (v *visit) cellsOf(r roster, now kept, fields []string) ([]cell, error) {
	var columns []column
	for _, asked := range r.columns(strings.Join(fields, ",")) {
		columns = append(columns, v.column(r, asked))
	}
	items := []listed{now}
	named, err := v.names(r.fields, referred(columns, items)...)
	if err != nil {
		return nil, err
	}
	return v.rows(r, columns, items, named)[0].Cells, nil
}
