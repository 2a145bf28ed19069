package api

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"holm/crm"
)

// Listing is what a list can be asked for. It is exported because huma sees
// only such a part of another input.
type Listing struct {
	Limit   int    `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"Records on a page."`
	Cursor  string `query:"cursor" maxLength:"2000" doc:"next_cursor of the page before."`
	Sort    string `query:"sort" maxLength:"60" doc:"A field; with a minus before it, descending."`
	Q       string `query:"q" maxLength:"200" doc:"Beginnings of words, all of which must occur."`
	Filter  string `query:"filter" maxLength:"4000" doc:"A condition on fields, as pages have it: category is 3 and (owner is me or updated_at is last 30 days)."`
	Fields  string `query:"fields" maxLength:"2000" doc:"Names of the fields to answer with, by commas; id and version come always."`
	Count   bool   `query:"count" doc:"Also count the records, up to 1,000."`
	Trashed bool   `query:"trashed" doc:"Those in the trash instead of the others."`
}

func (n *noun[T]) page(ctx context.Context, in *Listing) (*answer, error) {
	return n.pageOf(ctx, in, crm.Query{})
}

// pageOf answers with a page of a list that q narrows already.
func (n *noun[T]) pageOf(ctx context.Context, in *Listing, q crm.Query) (*answer, error) {
	chosen, err := n.chosen(in.Fields)
	if err != nil {
		return nil, err
	}
	q.Text, q.Trashed, q.After, q.Limit = in.Q, in.Trashed, in.Cursor, in.Limit
	if q.Sort, err = n.sort(in.Sort); err != nil {
		return nil, err
	}
	actor := actorOf(ctx)
	if err := n.narrow(ctx, actor, in.Filter, &q); err != nil {
		return nil, err
	}
	page, err := n.list(ctx, actor, q)
	if err != nil {
		return nil, err
	}
	b := make([]byte, 0, 1024*(1+len(page.Items)))
	b = append(b, `{"items":[`...)
	for i := range page.Items {
		if i > 0 {
			b = append(b, ',')
		}
		b = n.append(b, &page.Items[i], chosen)
	}
	b = appendText(append(b, `],"next_cursor":`...), page.Next)
	if in.Count {
		count, more, err := n.count(ctx, actor, q)
		if err != nil {
			return nil, err
		}
		b = appendJSON(append(b, `,"count":`...), count, 1)
		b = appendJSON(append(b, `,"count_capped":`...), more, 1)
	}
	return &answer{Status: http.StatusOK, ContentType: jsonContent, Body: append(b, '}', '\n')}, nil
}

// narrow reads the parameter filter. Its days are those of the user's zone.
func (n *noun[T]) narrow(ctx context.Context, a crm.Actor, text string, q *crm.Query) error {
	if text == "" {
		return nil
	}
	f, err := crm.ParseFilter(crm.FilterFields(n.entity), text)
	if err != nil {
		return err
	}
	q.Filter = crm.And(q.Filter, f)
	q.Zone, err = n.zone(ctx, a)
	return err
}

// zone is the time zone of the key's user.
func (s *service) zone(ctx context.Context, a crm.Actor) (*time.Location, error) {
	u, err := s.Store.User(ctx, a, a.User)
	if err != nil {
		return nil, err
	}
	name := u.TimeZone
	if l := s.Gate.Verdict().License; name == "" && l != nil {
		name = l.Customer.TimeZone
	}
	zone, err := time.LoadLocation(cmp.Or(name, "Europe/Copenhagen"))
	if err != nil {
		return time.UTC, nil
	}
	return zone, nil
}

// chosen reads the parameter fields.
func (n *noun[T]) chosen(names string) (columns, error) {
	if names == "" {
		return nil, nil
	}
	known := n.names()
	out := columns{"id": true, "version": true}
	for name := range strings.SplitSeq(names, ",") {
		name = strings.TrimSpace(name)
		if !slices.Contains(known, name) {
			return nil, wrongParameter("fields", "unknown_field", "There is no field "+name+".")
		}
		out[name] = true
	}
	return out, nil
}

// names lists everything a record is answered with.
func (n *noun[T]) names() []string {
	var out []string
	for _, f := range n.frame {
		out = append(out, f.name)
	}
	for _, f := range n.fields {
		out = append(out, f.Name)
	}
	for _, f := range n.set {
		out = append(out, f.name)
	}
	return out
}

// sort reads the parameter sort; without one, lists go by their first order.
func (n *noun[T]) sort(s string) (crm.Sort, error) {
	field, desc := strings.CutPrefix(s, "-")
	if field == "" && !desc && len(n.sorts) > 0 {
		return crm.Sort{Field: n.sorts[0]}, nil
	}
	if field == "" && !desc {
		return crm.Sort{}, nil
	}
	if !slices.Contains(n.sorts, field) {
		return crm.Sort{}, wrongParameter("sort", "choice", "Lists can be sorted by "+strings.Join(n.sorts, ", ")+".")
	}
	return crm.Sort{Field: field, Desc: desc}, nil
}
