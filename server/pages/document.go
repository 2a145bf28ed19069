package pages

import (
	"context"
	"fmt"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"

	"holm/crm"
)

type documents interface {
	DocumentsOn(ctx context.Context, a crm.Actor, on crm.RecordLink, q crm.Query) (crm.Page[crm.Document], error)
	CountDocuments(ctx context.Context, a crm.Actor, on crm.RecordLink, q crm.Query) (n int, more bool, err error)
	Document(ctx context.Context, a crm.Actor, id int64) (crm.Document, error)
	LinkDocument(ctx context.Context, a crm.Actor, id, version int64, l crm.RecordLink) (crm.Document, error)
	UnlinkDocument(ctx context.Context, a crm.Actor, id, version int64, l crm.RecordLink) (crm.Document, error)
}

const documentBase = "/documents"

var documentPage = page[documentData]{"document"}

// documentSections are the sections of the document's page and of its form.
var documentSections = []sectionSpec{
	{"document", []string{"name", "type", "description", "tags"}},
	{"holding", []string{"owner", "group", "visibility"}},
}

func documentNoun() noun {
	return noun{entity: crm.EntityDocument, kind: "document", base: documentBase, sections: documentSections,
		fields: crm.DocumentFields(), blank: func() kept { return &crm.Document{} },
		read: func(v *visit, id int64) (kept, error) {
			d, err := v.p.Store.Document(v.ctx(), v.Actor, id)
			return &d, err
		}}
}

// documentData is the page of one document.
type documentData struct {
	recordData
	Badge      badge
	Versions   []versionLine
	Preview    filePreview
	On         []hostLine
	Out        string // who works on it, in words
	OutOwn     bool
	MayVersion bool
	MayOut     bool
	MayReturn  bool
	Limit      string // how large a file may be
	Hang       hanging
}

// hanging is what somebody wrote to hang the document on one more record.
type hanging struct {
	Company, Person string
	Wrong           map[string]string
}

// badge stands for a file: the end of its name on a colour.
type badge struct{ Text, Hue string }

// versionLine is one version of a document.
type versionLine struct {
	Number, FileName, Size string
	Who, When, Stamp       string
	Comment, Original      string
	URL                    string
}

// hostLine is a record that the document hangs on.
type hostLine struct {
	Entity string // and Record, for the form that makes the document its picture
	Record int64
	Use    string // what the button says; empty when there is none

	Text, URL, Icon string
	Remove          string // the form's address; empty where it may not be taken off
}

func showDocument(v *visit) error { return v.showDocument(http.StatusOK, hanging{}) }

func (v *visit) showDocument(status int, hang hanging) error {
	id, err := v.id()
	if err != nil {
		return err
	}
	doc, err := v.p.Store.Document(v.ctx(), v.Actor, id)
	if err != nil {
		return err
	}
	named, err := v.names(crm.DocumentFields())
	if err != nil {
		return err
	}
	d := documentData{Badge: badgeOf(doc.File.FileName), Hang: hang}
	d.recordData = recordData{Kind: "document", Base: documentBase, ID: id, Version: doc.Version, Title: doc.Title()}
	v.recordRights(&d.recordData, crm.EntityDocument, doc.Record)
	d.Sections, d.Empty = v.sections(documentSections, crm.DocumentFields(), doc.Values(), named)
	d.Facts = v.documentFacts(doc, named)
	if d.History, d.Older, err = v.history(crm.EntityDocument, id, documentBase, crm.DocumentJournalFields(), named); err != nil {
		return err
	}
	d.offer(documentNoun())
	d.onlyFields()
	v.checkedOut(&d, doc, named)
	if d.On, err = v.hostsOf(doc, d.MayEdit); err != nil {
		return err
	}
	if d.Versions, err = v.versionLines(id, named); err != nil {
		return err
	}
	if d.Preview, err = v.filePreview(doc); err != nil {
		return err
	}
	limit, err := v.p.Store.DocumentLimit(v.ctx())
	d.Limit = v.L.Size(limit)
	if err != nil {
		return err
	}
	return showStatus(v, status, documentPage, doc.Title(), d)
}

func (v *visit) documentFacts(d crm.Document, n *names) []cell {
	facts := []cell{{Text: v.L.Size(d.File.Size)}, {Text: v.L.T("document.version", "n", d.File.Number)}}
	if d.Type != 0 {
		facts = slices.Insert(facts, 0, cell{Text: n.item(v, "type", crm.ListDocumentType, d.Type).Text})
	}
	if owner := n.user(d.Owner); owner.Text != "" {
		facts = append(facts, owner)
	}
	return facts
}

// onlyFields takes the offer to undo off what a step did beside the fields:
// versions, records and check-outs have ways of their own.
func (d *documentData) onlyFields() {
	for i, e := range d.History {
		for _, c := range e.Changes {
			if c.Restore == "" {
				d.History[i].Step = ""
			}
		}
	}
}

// checkedOut fills in who works on the document and what that allows.
func (v *visit) checkedOut(d *documentData, doc crm.Document, n *names) {
	own := doc.CheckedOut == v.User.ID
	d.MayVersion = d.MayEdit && (doc.CheckedOut == 0 || own)
	d.MayOut = d.MayEdit && doc.CheckedOut == 0
	if doc.CheckedOut == 0 {
		return
	}
	d.OutOwn = own
	d.MayReturn = d.MayEdit && (own || d.MayDelete)
	when := ""
	if doc.CheckedOutAt != nil {
		when = v.L.Moment(doc.CheckedOutAt.In(v.Zone))
	}
	d.Out = v.L.T("document.out_by", "name", n.users[doc.CheckedOut], "date", when)
	if own {
		d.Out = v.L.T("document.out_own", "date", when)
	}
}

// hostsOf names the records that the document hangs on, of those that the
// visitor may see.
func (v *visit) hostsOf(d crm.Document, mayEdit bool) ([]hostLine, error) {
	ids := map[crm.Entity][]int64{}
	for _, l := range d.Links {
		ids[l.Entity] = append(ids[l.Entity], l.Record)
	}
	var out []hostLine
	for _, e := range crm.DocumentHosts {
		if len(ids[e]) == 0 {
			continue
		}
		known, err := v.p.Store.Names(v.ctx(), v.Actor, e, ids[e])
		if err != nil {
			return nil, fmt.Errorf("reading the names of a document's records: %w", err)
		}
		for _, id := range ids[e] {
			line := hostLine{Text: known[id], URL: recordURL(hostBases[e], id), Icon: iconOf(e)}
			if pictureField(e) != "" && crm.PreviewOf(d.File.MediaType) == crm.PreviewPicture && d.DeletedAt == nil && v.mayChange() {
				line.Entity, line.Record, line.Use = string(e), id, v.L.T("picture.use."+string(e))
			}
			if mayEdit && len(d.Links) > 1 {
				line.Remove = recordURL(documentBase, d.ID) + "/unlink?on=" + hostText(crm.RecordLink{Entity: e, Record: id})
			}
			out = append(out, line)
		}
	}
	return out, nil
}

func (v *visit) versionLines(id int64, n *names) ([]versionLine, error) {
	versions, err := v.p.Store.Versions(v.ctx(), v.Actor, id)
	if err != nil {
		return nil, fmt.Errorf("reading the versions: %w", err)
	}
	out := make([]versionLine, len(versions))
	for i, f := range versions {
		out[i] = versionLine{Number: v.L.Number(f.Number), FileName: f.FileName, Size: v.L.Size(f.Size), Who: n.users[f.Author],
			When: v.ago(f.At.In(v.Zone)), Stamp: f.At.UTC().Format("2006-01-02T15:04:05Z"), Comment: f.Comment, Original: f.Original,
			URL: versionURL(id, f.Number)}
	}
	return out, nil
}

func versionURL(id, number int64) string {
	return recordURL(documentBase, id) + "/versions/" + strconv.FormatInt(number, 10)
}

// hostBases are where the pages of the records are that documents hang on.
var hostBases = map[crm.Entity]string{crm.EntityCompany: companyBase, crm.EntityPerson: personBase}

// hostText writes a record as it stands in addresses: "company-42".
func hostText(l crm.RecordLink) string {
	return string(l.Entity) + "-" + strconv.FormatInt(l.Record, 10)
}

// host reads the record that the address names; false when it names none.
func (v *visit) host() (crm.RecordLink, bool, error) {
	text := v.r.URL.Query().Get("on")
	if text == "" {
		return crm.RecordLink{}, false, nil
	}
	entity, number, _ := strings.Cut(text, "-")
	id, err := strconv.ParseInt(number, 10, 64)
	if err != nil || id < 1 || hostBases[crm.Entity(entity)] == "" {
		return crm.RecordLink{}, false, fmt.Errorf("record %q: %w", text, crm.ErrNotFound)
	}
	return crm.RecordLink{Entity: crm.Entity(entity), Record: id}, true, nil
}

// badgeOf stands for a file by the end of its name.
func badgeOf(name string) badge {
	ext := strings.ToLower(strings.TrimPrefix(path.Ext(name), "."))
	b := badge{Text: strings.ToUpper(ext), Hue: "c-slate"}
	if ext == "" || len(ext) > 4 {
		b.Text = "…"
	}
	for hue, all := range map[string]string{"c-clay": "pdf", "c-sea": "doc docx odt rtf txt md", "c-moss": "xls xlsx ods csv",
		"c-ochre": "ppt pptx odp", "c-plum": "png jpg jpeg gif webp svg heic"} {
		if slices.Contains(strings.Fields(all), ext) {
			b.Hue = hue
		}
	}
	return b
}
