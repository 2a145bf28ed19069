package pages

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"holm/crm"
)

// historyShown is how many entries of a record's history a page shows.
const historyShown = 30

type histories interface {
	History(ctx context.Context, a crm.Actor, e crm.Entity, id, before int64, limit int) ([]crm.JournalEntry, error)
}

// event is one entry of a timeline; one with a Month is a heading.
type event struct {
	Month       string
	Icon        string
	Who, What   string
	Title, URL  string
	When, Stamp string
	Changes     []changed
	Step        string // undoes it; empty when the visitor may not
}

// changed is one field with its value before and after.
type changed struct {
	Label, Before, After string
	Restore              string // address that gives the value before again; empty for none
	Position             int64  // of the entry
}

// history reads a page of a record's history, newest first, with the address
// of the older entries.
func (v *visit) history(e crm.Entity, id int64, base string, fields []crm.Field, n *names) ([]event, string, error) {
	before, _ := strconv.ParseInt(v.r.URL.Query().Get("before"), 10, 64) // anything else is the newest
	entries, err := v.p.Store.History(v.ctx(), v.Actor, e, id, before, historyShown+1)
	if err != nil {
		return nil, "", fmt.Errorf("reading the history: %w", err)
	}
	older := ""
	if len(entries) > historyShown {
		entries = entries[:historyShown]
		older = recordURL(base, id) + "?before=" + strconv.FormatInt(entries[historyShown-1].Position, 10)
	}
	byName := map[string]crm.Field{}
	for _, f := range fields {
		byName[f.Name] = f
	}
	var out []event
	month := ""
	for _, entry := range entries {
		when := entry.At.In(v.Zone)
		if m := capital(v.L.Month(when)); m != month {
			month = m
			out = append(out, event{Month: m})
		}
		out = append(out, v.event(entry, byName, n))
	}
	return out, older, nil
}

func (v *visit) event(entry crm.JournalEntry, fields map[string]crm.Field, n *names) event {
	when := entry.At.In(v.Zone)
	out := event{Icon: operationIcon(entry.Operation), Who: v.actorName(entry, n), When: v.ago(when),
		Stamp: entry.At.UTC().Format(time.RFC3339), What: v.L.T("operation." + string(entry.Operation))}
	switch entry.Operation {
	case crm.JournalUpdate:
	case crm.JournalConsent, crm.JournalWithdraw:
		out.Changes = v.consentChanges(entry, n)
		return out
	default:
		return out
	}
	all := map[string]any{}
	for _, c := range entry.Changes {
		all[c.Field] = c.After
	}
	for _, c := range entry.Changes {
		f, ok := fields[c.Field]
		if !ok {
			continue
		}
		out.Changes = append(out.Changes, changed{Label: v.label(c.Field), Restore: c.Field, Position: entry.Position,
			Before: line(v.show(f, c.Before, all, n)), After: line(v.show(f, c.After, all, n))})
	}
	out.Step = crm.Step{Position: entry.Position}.String()
	out.What = v.L.T("operation.fields", "n", len(out.Changes))
	return out
}

// actorName says who acted, in words.
func (v *visit) actorName(entry crm.JournalEntry, n *names) string {
	name := n.users[entry.Actor]
	switch {
	case entry.ActorKind == crm.ActorUser && name != "":
		return name
	case name != "":
		return v.L.T("actor."+string(entry.ActorKind)+"_of", "name", name)
	default:
		return v.L.T("actor." + string(entry.ActorKind))
	}
}

// ago writes a moment as briefly as its distance allows.
func (v *visit) ago(t time.Time) string {
	y, m, d := v.Now.Date()
	today := time.Date(y, m, d, 0, 0, 0, 0, v.Zone)
	switch {
	case !t.Before(today):
		return v.L.T("format.today", "clock", v.L.Clock(t))
	case !t.Before(today.AddDate(0, 0, -1)):
		return v.L.T("format.yesterday", "clock", v.L.Clock(t))
	case t.Year() == v.Now.Year():
		return v.L.Day(t)
	}
	return v.L.Date(t)
}

func operationIcon(op crm.JournalOperation) string {
	switch op {
	case crm.JournalCreate:
		return "plus"
	case crm.JournalTrash, crm.JournalPurge:
		return "trash"
	case crm.JournalRestore:
		return "undo"
	case crm.JournalFollow, crm.JournalUnfollow:
		return "star"
	case crm.JournalConsent, crm.JournalWithdraw:
		return "shield"
	}
	return "edit"
}

func (e *event) offer(n noun, at string, may bool) {
	if !may {
		e.Step = ""
	}
	for i := range e.Changes {
		c := &e.Changes[i]
		field := c.Restore
		if c.Restore = ""; may && n.writable(field) {
			c.Restore = at + field + "/restore"
		}
	}
}
