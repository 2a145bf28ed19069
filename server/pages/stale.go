package pages

import (
	"fmt"
	"net/http"

	"holm/crm"
)

var stalePage = page[staleData]{"stale"}

// staleData tells who was about to delete a record what others did to it since
// they opened it.
type staleData struct {
	Kind, Base, Title, Address string
	Version                    int64
	Events                     []event
}

// showStale answers a deletion that others' changes came before: nothing was
// deleted, and whoever still wants it says so of the record as it is now.
func (v *visit) showStale(n noun, r kept) error {
	id := r.Meta().ID
	d := staleData{Kind: n.kind, Base: n.base, Title: r.Title(), Address: recordURL(n.base, id), Version: r.Meta().Version}
	named, err := v.names(n.fields)
	if err != nil {
		return err
	}
	entries, err := v.p.Store.History(v.ctx(), v.Actor, n.entity, id, 0, historyShown)
	if err != nil {
		return fmt.Errorf("reading what changed: %w", err)
	}
	byName := map[string]crm.Field{}
	for _, f := range n.fields {
		byName[f.Name] = f
	}
	for _, e := range entries {
		if e.Version > v.number("version") {
			d.Events = append(d.Events, v.event(e, byName, named))
		}
	}
	return showStatus(v, http.StatusConflict, stalePage, d.Title, d)
}
