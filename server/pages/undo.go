package pages

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"

	"holm/crm"
)

type undoer interface {
	Undo(ctx context.Context, a crm.Actor, step crm.Step) (crm.Undone, error)
	BatchRange(ctx context.Context, batch int64) (first, last int64, err error)
}

var undonePage = page[undoneData]{"undone"}

// undoneData tells what an undo left as it is.
type undoneData struct {
	Title, Text string
	Left        []leftLine
	More        string
	Again       string // the step that undoes the undo
	Undo        string // the step that undoes what was done
	Back        string
}

// leftLine is one record or field that was left as it is.
type leftLine struct {
	Text, URL, Field, Why string
	Now, Wanted           string
	Restore               string // address of the form that gives the field the value all the same
}

// undo takes back a step and tells what could not be.
func undo(v *visit) error {
	step, err := crm.ParseStep(v.form("step"))
	if err != nil {
		return err
	}
	undone, err := v.p.Store.Undo(v.ctx(), v.Actor, step)
	if errors.Is(err, crm.ErrLongStep) {
		return v.undoLong(step)
	}
	if err != nil {
		return err
	}
	back := v.back(v.afterUndo(undone))
	if len(undone.Left) > 0 {
		return v.showUndone(undone, back)
	}
	text := v.L.T("undo.nothing")
	if undone.Records > 0 {
		text = v.L.T("undo.done", "n", undone.Records)
	}
	if err := v.sayAgain(text, undone.Step.String()); err != nil {
		return err
	}
	return v.to(back)
}

// afterUndo is where an undo leads: to the record, when it was one.
func (v *visit) afterUndo(u crm.Undone) string {
	n, ok := nounOf(u.Entity)
	switch {
	case !ok:
		return "/"
	case u.Record != 0:
		return recordURL(n.base, u.Record)
	}
	return n.base
}

// nounOf returns what pages know of a kind of record.
func nounOf(e crm.Entity) (noun, bool) {
	switch e {
	case crm.EntityCompany:
		return companyNoun(), true
	case crm.EntityPerson:
		return personNoun(), true
	case crm.EntityDocument:
		return documentNoun(), true
	}
	return noun{}, false
}

func (v *visit) showUndone(u crm.Undone, back string) error {
	d := undoneData{Title: v.L.T("undo.partly"), Text: v.L.T("undo.done_left", "n", u.Records, "left", len(u.Left)+u.More), Again: u.Step.String(), Back: back}
	if u.Records == 0 {
		d.Title, d.Text = v.L.T("undo.not"), v.L.T("undo.not_text")
	}
	if u.More > 0 {
		d.More = v.L.T("undo.more", "n", u.More)
	}
	var err error
	if d.Left, err = v.leftLines(u.Left); err != nil {
		return err
	}
	return showStatus(v, http.StatusOK, undonePage, d.Title, d)
}

// leftLines says in words what was left as it is, and why.
func (v *visit) leftLines(all []crm.Left) ([]leftLine, error) {
	var fields []crm.Field
	for _, l := range all {
		if n, ok := nounOf(l.Entity); ok && l.Field != "" {
			fields = append(fields, n.fields...)
			break
		}
	}
	named, err := v.names(fields)
	if err != nil {
		return nil, err
	}
	var out []leftLine
	for _, l := range all {
		n, ok := nounOf(l.Entity)
		if !ok {
			continue
		}
		text := leftLine{Text: l.Title, URL: recordURL(n.base, l.ID), Why: v.L.T("left." + string(l.Reason))}
		if l.Key != "" {
			text.Why = v.L.T(l.Key, flat(l.Args)...)
		}
		if i := slices.IndexFunc(n.fields, func(f crm.Field) bool { return f.Name == l.Field }); i >= 0 {
			text.Field = v.label(l.Field)
			text.Now = line(v.show(n.fields[i], l.Now, map[string]any{}, named))
			text.Wanted = line(v.show(n.fields[i], l.Wanted, map[string]any{}, named))
		}
		out = append(out, text)
	}
	return out, nil
}

// flat lists the values of a message.
func flat(args map[string]any) []any {
	var out []any
	for name, value := range args {
		out = append(out, name, value)
	}
	return out
}

// restoreValue gives a field the value again that it had before an entry of
// the history.
func (v *visit) restoreValue(n noun) error {
	r, err := v.record(n)
	if err != nil {
		return err
	}
	id, field := r.Meta().ID, v.r.PathValue("field")
	position, err := strconv.ParseInt(v.form("position"), 10, 64)
	if err != nil || position < 1 {
		return crm.ErrNotFound
	}
	entries, err := v.p.Store.History(v.ctx(), v.Actor, n.entity, id, position+1, 1)
	if err != nil {
		return err
	}
	if len(entries) != 1 || entries[0].Position != position {
		return crm.ErrNotFound
	}
	i := slices.IndexFunc(entries[0].Changes, func(c crm.FieldChange) bool { return c.Field == field })
	if i < 0 {
		return crm.ErrNotFound
	}
	was := crm.Edition{Entity: n.entity, ID: id, Version: r.Meta().Version}
	now, err := v.p.Store.Amend(v.ctx(), v.Actor, was, crm.Change{field: entries[0].Changes[i].Before})
	var invalid *crm.Invalid
	switch {
	case errors.As(err, &invalid) || errors.Is(err, crm.ErrTaken):
		w := written{}
		w.refusedBy(v, err, n.unique)
		return v.showUnrestored(n, r, field, w.wrong)
	case err != nil:
		return err
	}
	said, step := v.L.T("undo.restored", "field", v.label(field)), crm.Step{Edition: now}.String()
	if now.Version == was.Version {
		said, step = v.L.T("undo.nothing"), ""
	}
	if err := v.say(said, step); err != nil {
		return err
	}
	return v.to(recordURL(n.base, id))
}

// showUnrestored says why a value of before does not fit today.
func (v *visit) showUnrestored(n noun, r kept, field string, wrong map[string]string) error {
	why := wrongOf(wrong, field)
	for _, text := range wrong {
		if why == "" {
			why = text
		}
	}
	at := recordURL(n.base, r.Meta().ID)
	d := undoneData{Title: v.L.T("undo.not"), Text: v.L.T("undo.not_text"), Back: at,
		Left: []leftLine{{Text: r.Title(), URL: at, Field: v.label(field), Why: why}}}
	return showStatus(v, http.StatusUnprocessableEntity, undonePage, d.Title, d)
}
