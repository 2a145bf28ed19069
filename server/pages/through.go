package pages

import (
	"context"
	"errors"
	"net/url"
	"strings"

	"holm/crm"
)

type neighbours interface {
	Neighbours(ctx context.Context, a crm.Actor, e crm.Entity, id int64, q crm.Query) (crm.Neighbours, error)
}

// throughData is the way through the list that a record was opened from.
type throughData struct {
	List  string // its address; empty when the record was not opened from a list
	View  string // its name, empty for the list of all
	Place string // "12 of 340"
	Prev  string // addresses, empty at the ends
	Next  string
}

// fromList is the parameter that says which list a record was opened from: the
// list's own parameters, as one value.
const fromList = "from"

// opened is the address of a record that is opened from the list.
func (l listing) opened() string {
	_, query, _ := strings.Cut(l.address(), "?")
	return "?" + fromList + "=" + url.QueryEscape(query)
}

// through finds the way through the list that the address names. A list that
// no longer makes sense, as in an old bookmark, is no list.
func (v *visit) through(r roster, id int64) (throughData, error) {
	var d throughData
	if !v.r.URL.Query().Has(fromList) {
		return d, nil
	}
	query, err := url.ParseQuery(v.r.URL.Query().Get(fromList))
	if err != nil {
		return d, nil // damaged on its way
	}
	l, err := v.listing(r, query)
	if errors.Is(err, crm.ErrNotFound) || l.wrong != nil {
		return d, nil
	}
	if err != nil {
		return d, err
	}
	l.after = ""
	q := l.asked(v)
	n, err := v.p.Store.Neighbours(v.ctx(), v.Actor, r.entity, id, q)
	if err != nil {
		return d, err
	}
	d.List = l.address()
	for _, t := range l.tabs {
		if t.Key == l.key && t.Key != viewAll {
			d.View = t.Label
		}
	}
	if n.Prev != 0 {
		d.Prev = recordURL(r.base, n.Prev) + l.opened()
	}
	if n.Next != 0 {
		d.Next = recordURL(r.base, n.Next) + l.opened()
	}
	if n.Position == 0 {
		return d, nil
	}
	count, more, err := r.count(v, q)
	d.Place = v.L.T("through.place", "position", n.Position, "count", v.count(max(count, n.Position), more))
	return d, err
}
