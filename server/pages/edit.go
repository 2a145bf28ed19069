package pages

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"reflect"

	"holm/crm"
)

// draft is a record while somebody writes it.
type draft interface {
	Apply(change crm.Change) error
	Values() map[string]any
	Tidy(country string)
	Validate() error
}

// kept is a record as pages read, show and change it.
type kept interface {
	listed
	draft
}

// noun is what a form needs to know of a kind of record.
type noun struct {
	entity   crm.Entity
	kind     string
	base     string
	sections []sectionSpec
	fields   []crm.Field
	unique   string // the field that a value already in use belongs to
	blank    func() kept
	read     func(v *visit, id int64) (kept, error)
}

// country is where phone numbers without a country are taken to be.
func (v *visit) country() string {
	country, err := v.p.Store.Setting(v.ctx(), "installation.country")
	if err != nil || country == "" {
		return "DK"
	}
	return country
}

// showForm shows the form of a new record (id 0) or of an existing one.
func (v *visit) showForm(n noun, title string, id, version int64, values map[string]any, named *names) error {
	d, err := v.formData(n, title, id, version, values, values, named, nil)
	if err != nil {
		return err
	}
	return show(v, formPage, v.formTitle(n, d), d)
}

func (v *visit) formTitle(n noun, d formData) string {
	if d.ID == 0 {
		return v.L.T(n.kind + ".new")
	}
	return d.Title
}

func (v *visit) formData(n noun, title string, id, version int64, was, values map[string]any, named *names, wrong map[string]string) (formData, error) {
	shown := map[string]any{}
	for _, spec := range n.sections {
		for _, name := range spec.fields {
			if was[name] != nil {
				shown[name] = was[name]
			}
		}
	}
	text, err := json.Marshal(shown)
	if err != nil {
		return formData{}, fmt.Errorf("keeping the values of a form: %w", err)
	}
	d := formData{Kind: n.kind, Action: n.base, Cancel: n.base, Title: title, ID: id, Version: version, Was: string(text),
		Sections: v.fill(n.sections, n.fields, values, named, wrong)}
	d.Similar = v.similarTo(n, id, nil)
	if id != 0 {
		d.Action = recordURL(n.base, id)
		d.Cancel = d.Action
	}
	for _, s := range d.Sections {
		for i := range s.Fields {
			f := &s.Fields[i]
			if f.Wrong != "" && v.r.PostForm.Has(f.Name) {
				f.Value = v.r.PostForm.Get(f.Name)
			}
		}
	}
	if len(wrong) > 0 {
		d.Wrong = v.L.T("form.wrong")
	}
	return d, nil
}

// written is what a form sent.
type written struct {
	change crm.Change        // the fields that differ from what the form showed
	values map[string]any    // all of them, as they would be kept
	wrong  map[string]string // texts by field
	was    map[string]any
}

// readForm reads a form into the draft and finds what was changed.
func (v *visit) readForm(n noun, d draft, blank draft, named *names) (written, error) {
	var was map[string]json.RawMessage
	if text := v.r.PostFormValue("was"); text != "" {
		if err := json.Unmarshal([]byte(text), &was); err != nil {
			return written{}, &crm.Invalid{}
		}
	}
	change, wrong, err := v.read(n.sections, n.fields, was, named)
	if err != nil {
		return written{}, err
	}
	v.applyTo(d, change, wrong)
	d.Tidy(v.country())
	if len(wrong) > 0 { // what else is wrong is told at once
		v.note(d.Validate(), wrong)
	}
	before := crm.Change{}
	for name, raw := range was {
		var value any
		if err := json.Unmarshal(raw, &value); err != nil {
			return written{}, &crm.Invalid{}
		}
		before[name] = value
	}
	v.applyTo(blank, before, map[string]string{})
	w := written{change: crm.Change{}, values: d.Values(), wrong: wrong, was: blank.Values()}
	for name := range change {
		if !reflect.DeepEqual(w.values[name], w.was[name]) {
			w.change[name] = w.values[name]
		}
	}
	for name := range w.change {
		if v.form("pick."+name) == "theirs" {
			delete(w.change, name)
		}
	}
	return w, nil
}

// applyTo takes a change over and notes what does not fit.
func (v *visit) applyTo(d draft, change crm.Change, wrong map[string]string) {
	v.note(d.Apply(change), wrong)
}

// note adds what an error says is wrong with fields.
func (v *visit) note(err error, wrong map[string]string) {
	var invalid *crm.Invalid
	if !errors.As(err, &invalid) {
		return
	}
	for name, text := range v.wrongFields(invalid) {
		if _, ok := wrong[name]; !ok {
			wrong[name] = text
		}
	}
}

// refusedBy notes what the store found wrong; unique is the field that a value
// already in use belongs to. False means that the error is of another kind.
func (w *written) refusedBy(v *visit, err error, unique string) bool {
	var invalid *crm.Invalid
	switch {
	case errors.As(err, &invalid):
		w.wrong = v.wrongFields(invalid)
	case errors.Is(err, crm.ErrTaken):
		w.wrong = map[string]string{unique: v.L.T("error.taken")}
	default:
		return false
	}
	return true
}

// again shows a refused form with what was written and what is wrong with it.
func (v *visit) again(n noun, title string, id, version int64, w written, named *names) error {
	d, err := v.formData(n, title, id, version, w.was, w.values, named, w.wrong)
	if err != nil {
		return err
	}
	return showStatus(v, http.StatusUnprocessableEntity, formPage, v.formTitle(n, d), d)
}

// conflict shows the form again after somebody else changed the same fields:
// each such field asks whose value holds, everything else is kept.
func (v *visit) conflict(n noun, title string, c *crm.Conflict, w written, now map[string]any, named *names) error {
	values := map[string]any{}
	for name, value := range now {
		values[name] = value
	}
	for name := range w.change {
		values[name] = w.values[name]
	}
	d, err := v.formData(n, title, c.ID, c.Version, now, values, named, nil)
	if err != nil {
		return err
	}
	d.Conflict = true
	byName := map[string]crm.Field{}
	for _, f := range n.fields {
		byName[f.Name] = f
	}
	asked := map[string]*conflictView{}
	for _, f := range c.Fields {
		asked[f.Field] = &conflictView{
			Yours:  line(v.show(byName[f.Field], w.values[f.Field], w.values, named)),
			Theirs: line(v.show(byName[f.Field], now[f.Field], now, named)),
		}
	}
	for _, s := range d.Sections {
		for i := range s.Fields {
			s.Fields[i].Conflict = asked[s.Fields[i].Name]
		}
	}
	return showStatus(v, http.StatusConflict, formPage, v.formTitle(n, d), d)
}
