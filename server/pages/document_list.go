package pages

import (
	"fmt"
	"net/url"
	"strconv"

	"holm/crm"
)

// filesShown is how many documents the page of a record lists.
const filesShown = 50

// filesTab is the value of tab in the address of a record that shows its files.
const filesTab = "files"

// filesData are the documents on a record.
type filesData struct {
	Shown  bool // the tab is open
	URL    string
	Count  string
	Lines  []fileLine
	More   string // address of the ones after these
	Action string // of the form that adds; empty where that is not allowed
	Limit  string // how large a file may be
	Faults []fault
	Added  string // what was done, in words
}

// fileLine is one document on a record.
type fileLine struct {
	Badge                badge
	Text, URL, Download  string
	Type, Size, Version  string
	Who, When, Stamp, By string
}

// files lists the documents on a record when its tab is open, and counts them
// otherwise. A record in the trash takes no more.
func (v *visit) files(on crm.RecordLink, trashed bool) (filesData, error) {
	d := filesData{Shown: v.r.URL.Query().Get("tab") == filesTab, URL: filesURL(on)}
	n, more, err := v.p.Store.CountDocuments(v.ctx(), v.Actor, on, crm.Query{})
	if err != nil {
		return d, fmt.Errorf("counting the documents: %w", err)
	}
	d.Count = v.count(n, more)
	if !d.Shown {
		return d, nil
	}
	return d, v.fillFiles(&d, on, trashed)
}

func filesURL(on crm.RecordLink) string {
	return recordURL(hostBases[on.Entity], on.Record) + "?tab=" + filesTab
}

func (v *visit) fillFiles(d *filesData, on crm.RecordLink, trashed bool) error {
	page, err := v.p.Store.DocumentsOn(v.ctx(), v.Actor, on, crm.Query{Sort: crm.Sort{Field: "updated_at", Desc: true},
		After: v.r.URL.Query().Get("after"), Limit: filesShown})
	if err != nil {
		return fmt.Errorf("reading the documents: %w", err)
	}
	named, err := v.names(crm.DocumentFields())
	if err != nil {
		return err
	}
	for _, doc := range page.Items {
		d.Lines = append(d.Lines, v.fileLine(doc, named))
	}
	if page.Next != "" {
		d.More = filesURL(on) + "&after=" + url.QueryEscape(page.Next)
	}
	if trashed || v.Actor.Best(crm.EntityDocument) < crm.RightCreate || !v.mayChange() {
		return nil
	}
	limit, err := v.p.Store.DocumentLimit(v.ctx())
	d.Action, d.Limit = documentBase+"?on="+hostText(on), v.L.Size(limit)
	return err
}

func (v *visit) fileLine(d crm.Document, n *names) fileLine {
	line := fileLine{Badge: badgeOf(d.File.FileName), Text: d.Name, URL: recordURL(documentBase, d.ID), Download: versionURL(d.ID, d.File.Number),
		Size: v.L.Size(d.File.Size), Version: v.L.T("document.version", "n", d.File.Number), Who: n.users[d.File.Author],
		When: v.ago(d.File.At.In(v.Zone)), Stamp: d.File.At.UTC().Format("2006-01-02T15:04:05Z")}
	if d.Type != 0 {
		line.Type = n.item(v, "type", crm.ListDocumentType, d.Type).Text
	}
	if d.CheckedOut != 0 {
		line.By = n.users[d.CheckedOut]
	}
	return line
}

func documentRoster() roster {
	return roster{noun: documentNoun(), sorts: crm.DocumentSorts,
		usual: []string{"type", "owner", "updated_at"},
		page: func(v *visit, q crm.Query) (crm.Page[listed], error) {
			page, err := v.p.Store.DocumentsOn(v.ctx(), v.Actor, crm.RecordLink{}, q)
			return asListed(page), err
		},
		count: func(v *visit, q crm.Query) (int, bool, error) {
			return v.p.Store.CountDocuments(v.ctx(), v.Actor, crm.RecordLink{}, q)
		},
		peek: peekDocument}
}

func listDocuments(v *visit) error { return v.showList(documentRoster()) }

// peekDocument is a document at a glance.
func peekDocument(v *visit, id int64) (peekData, error) {
	d, err := v.p.Store.Document(v.ctx(), v.Actor, id)
	if err != nil {
		return peekData{}, err
	}
	named, err := v.names(crm.DocumentFields())
	if err != nil {
		return peekData{}, err
	}
	p := peekData{Title: d.Title(), Facts: v.documentFacts(d, named)}
	p.Sections, _ = v.sections(documentSections, crm.DocumentFields(), d.Values(), named)
	return p, nil
}

// showFileVersion names a file version as the journal keeps it.
func (v *visit) showFileVersion(f crm.FileVersion) []cell {
	if f.Number == 0 {
		return nil
	}
	return []cell{{Text: f.FileName + " (" + v.L.T("document.version", "n", strconv.FormatInt(f.Number, 10)) + ", " + v.L.Size(f.Size) + ")"}}
}
