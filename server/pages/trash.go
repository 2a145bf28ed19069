package pages

import (
	"context"
	"errors"
	"net/http"

	"holm/crm"
)

// trasher moves records to the trash and out of it.
type trasher interface {
	Trash(ctx context.Context, a crm.Actor, e crm.Edition) (crm.Edition, error)
	Restore(ctx context.Context, a crm.Actor, e crm.Edition, change crm.Change) (crm.Edition, error)
	Purge(ctx context.Context, a crm.Actor, e crm.Edition) error
}

// trash moves the record of the address to the trash.
func (v *visit) trash(n noun) error {
	r, err := v.record(n)
	if err != nil {
		return err
	}
	if r.Meta().DeletedAt != nil { // somebody was quicker: its page says so
		return v.to(recordURL(n.base, r.Meta().ID))
	}
	e, err := v.p.Store.Trash(v.ctx(), v.Actor, crm.Edition{Entity: n.entity, ID: r.Meta().ID, Version: v.number("version")})
	var conflict *crm.Conflict
	if errors.As(err, &conflict) {
		return v.showStale(n, r)
	}
	if err != nil {
		return err
	}
	if err := v.say(v.L.T("record.trashed", "name", r.Title()), crm.Step{Edition: e}.String()); err != nil {
		return err
	}
	return v.to(n.base)
}

// restore takes the record of the address out of the trash. When another took
// what must not be shared, a page offers to choose something else.
func (v *visit) restore(n roster) error {
	r, err := v.record(n.noun)
	if err != nil {
		return err
	}
	id := r.Meta().ID
	var change crm.Change
	if _, sent := v.r.PostForm[n.unique]; sent && v.form("clash") != "" {
		change = crm.Change{n.unique: v.form(n.unique)}
	}
	e, err := v.p.Store.Restore(v.ctx(), v.Actor, crm.Edition{Entity: n.entity, ID: id}, change)
	if errors.Is(err, crm.ErrTaken) {
		return v.showClash(n, r, v.form(n.unique))
	}
	if err != nil {
		return err
	}
	if err := v.say(v.L.T("record.restored"), crm.Step{Edition: e}.String()); err != nil {
		return err
	}
	return v.to(recordURL(n.base, id))
}

var clashPage = page[clashData]{"clash"}

// clashData asks what a record in the trash is to have instead of what another
// record has now.
type clashData struct {
	Kind, Base, Title, Action, Cancel string
	Field, Label, Value, Typed        string
	Holder                            cell // who has it, when the visitor may see it
}

func (v *visit) showClash(n roster, r kept, typed string) error {
	value, _ := r.Value(n.unique).(string)
	if typed != "" {
		value = typed
	}
	at := recordURL(n.base, r.Meta().ID)
	d := clashData{Kind: n.kind, Base: n.base, Title: r.Title(), Action: at + "/restore", Cancel: at,
		Field: n.unique, Label: v.label(n.unique), Value: value, Typed: typed}
	same := crm.Condition{Field: n.unique, Operator: crm.OpIs, Values: []crm.Value{{Kind: crm.ValueText, Text: value}}}
	holders, err := n.page(v, crm.Query{Filter: crm.Where(same), Limit: 1})
	if err != nil {
		return err
	}
	for _, h := range holders.Items {
		d.Holder = cell{Text: h.Title(), URL: recordURL(n.base, h.Meta().ID)}
	}
	return showStatus(v, http.StatusConflict, clashPage, v.L.T("trash.clash"), d)
}

var purgePage = page[purgeData]{"purge"}

type purgeData struct{ Kind, Base, Title, Action, Cancel string }

// askPurge asks before a record is deleted for good: that cannot be undone.
func (v *visit) askPurge(n noun) error {
	r, err := v.record(n)
	if err != nil {
		return err
	}
	if !v.mayPurge(n, r) {
		return crm.ErrForbidden
	}
	at := recordURL(n.base, r.Meta().ID)
	d := purgeData{Kind: n.kind, Base: n.base, Title: r.Title(), Action: at + "/purge", Cancel: at}
	return show(v, purgePage, v.L.T("trash.purge"), d)
}

// mayPurge reports whether the visitor may delete a record for good.
func (v *visit) mayPurge(n noun, r kept) bool {
	m := r.Meta()
	return v.Actor.Admin && m.DeletedAt != nil && v.Actor.Right(n.entity, m.Holding()) >= crm.RightDelete && v.mayChange()
}

func (v *visit) purge(n noun) error {
	r, err := v.record(n)
	if err != nil {
		return err
	}
	e := crm.Edition{Entity: n.entity, ID: r.Meta().ID}
	if err := v.p.Store.Purge(v.ctx(), v.Actor, e); err != nil {
		return err
	}
	if err := v.say(v.L.T("trash.purged", "name", r.Title()), ""); err != nil {
		return err
	}
	return v.to(n.base + "?view=trash")
}

// record reads the record of the address.
func (v *visit) record(n noun) (kept, error) {
	id, err := v.id()
	if err != nil {
		return nil, err
	}
	if err := v.r.ParseForm(); err != nil {
		return nil, err
	}
	return n.read(v, id)
}

func stepOf(e crm.Entity, r crm.Record) string {
	return crm.Step{Edition: crm.Edition{Entity: e, ID: r.ID, Version: r.Version}}.String()
}
