package pages

import (
	"context"
	"errors"
	"net/http"

	"holm/crm"
	"holm/lockout"
)

// Refresher asks the vendor's address for newer documents; server/refresh does.
type Refresher interface {
	Settings(ctx context.Context) (s crm.Refresh, fixed bool, err error)
	Save(ctx context.Context, a crm.Actor, s crm.Refresh) error
	Last(ctx context.Context) (crm.RefreshResult, error)
	// Request is what is sent with such settings, to the letter.
	Request(s crm.Refresh) string
	// Ask asks now; crm.ErrRefreshOff when that is switched off.
	Ask(ctx context.Context) (crm.RefreshResult, error)
	// Waiting returns the documents that wait for an acknowledgement.
	Waiting() []lockout.StoredDocument
}

// refreshData is the part of the licence page about asking the vendor.
type refreshData struct {
	crm.Refresh
	Fixed   bool
	Wrong   map[string]string
	Request string // to the letter
	Last    string
	Look    string
	Waiting []waitingDocument
}

type waitingDocument struct{ Title, Text string }

const refreshPath = "/admin/license/refresh"

func refreshRoutes(post addRoute) []Route {
	return []Route{
		post(refreshPath, Licensees, lockout.ManageLicense, saveRefresh),
		post(refreshPath+"/now", Licensees, lockout.ManageLicense, refreshNow),
	}
}

// refreshPart is what the licence page shows; nil where nothing asks.
func (v *visit) refreshPart(form *crm.Refresh, wrong map[string]string) (*refreshData, error) {
	if v.p.Refresher == nil {
		return nil, nil
	}
	d := &refreshData{Wrong: wrong}
	var err error
	if d.Refresh, d.Fixed, err = v.p.Refresher.Settings(v.ctx()); err != nil {
		return nil, err
	}
	if d.Fixed {
		d.Proxy, d.CA = "", "" // the operator's; a proxy's address may carry a log-in
	}
	if form != nil {
		d.Refresh = *form
	}
	shown := d.Refresh
	if shown.Address == "" || shown.Validate() != nil {
		shown.Address = "https://" + v.L.T("refresh.example")
	}
	d.Request = v.p.Refresher.Request(shown)
	last, err := v.p.Refresher.Last(v.ctx())
	if err != nil {
		return nil, err
	}
	d.Last, d.Look = v.refreshWords(last)
	for _, w := range v.p.Refresher.Waiting() {
		d.Waiting = append(d.Waiting, waitingDocument{v.L.T("install.type."+string(w.Type), "id", w.ID), string(w.Text)})
	}
	return d, nil
}

// refreshWords tells what asking came to.
func (v *visit) refreshWords(r crm.RefreshResult) (text, look string) {
	if r.At.IsZero() {
		return v.L.T("refresh.never"), "is-none"
	}
	text = v.L.T("refresh.at", "when", v.L.Moment(r.At.In(v.Zone))) + " " + v.L.T("refresh.outcome."+string(r.Outcome), "status", r.Status, "n", max(r.Added, r.Waiting))
	if r.Reason != "" {
		text += " " + v.L.T("license.reason."+r.Reason)
	}
	look = "is-done"
	switch {
	case r.Outcome == crm.RefreshWaiting:
		look = "is-wait"
	case r.Failed():
		look = "is-late"
	}
	return text, look
}

// saveRefresh sets where the vendor is asked.
func saveRefresh(v *visit) error {
	if v.p.Refresher == nil {
		return crm.ErrNotFound
	}
	if _, fixed, err := v.p.Refresher.Settings(v.ctx()); err != nil || fixed {
		return errors.Join(err, v.to("/admin/license#refresh"))
	}
	s := crm.Refresh{On: v.form("on") != "", Address: v.form("address"), Proxy: v.form("proxy"), CA: v.form("ca")}
	err := v.p.Refresher.Save(v.ctx(), v.Actor, s)
	var invalid *crm.Invalid
	if errors.As(err, &invalid) {
		return v.showLicense(http.StatusUnprocessableEntity, &s, v.wrongFields(invalid))
	}
	if err != nil {
		return err
	}
	if err := v.say(v.L.T("refresh.saved"), ""); err != nil {
		return err
	}
	return v.to("/admin/license#refresh")
}

// refreshNow asks the vendor at once.
func refreshNow(v *visit) error {
	if v.p.Refresher == nil {
		return crm.ErrNotFound
	}
	if _, err := v.p.Refresher.Ask(v.ctx()); err != nil && !errors.Is(err, crm.ErrRefreshOff) {
		return err
	}
	return v.to("/admin/license#refresh")
}
