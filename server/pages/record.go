package pages

import (
	"slices"
	"strings"

	"holm/crm"
)

var (
	recordPage = page[recordData]{"record"}
	formPage   = page[formData]{"record_form"}
)

// recordData is the page of one record.
type recordData struct {
	Kind      string
	Base      string
	ID        int64
	Version   int64
	Title     string
	Facts     []cell
	Stop      bool
	Trashed   string // when, in words; empty when it is not in the trash
	Purged    string // when it will be deleted for good
	Sections  []section
	Empty     []fieldView // the fields without a value
	Mail      string
	Phone     string
	MayEdit   bool
	MayDelete bool
	MayPurge  bool
	History   []event
	Older     string // address of older history
	Related   []related
	Follow    followView
	Through   throughData
	Picture   string // address of the logo or photo

	Consents   []consentLine // of a person, the newest of each purpose
	ConsentURL string        // empty for what is no person
	Files      filesData
}

// section is a group of fields.
type section struct {
	Key    string
	Fields []fieldView
}

// fieldView is a field as it is read, and as it is written.
type fieldView struct {
	Name, Label string
	Type        crm.FieldType
	Lines       []cell // to read
	Value       string // to write
	Choices     []choice
	Phones      []crm.Phone
	Emails      []crm.Email
	Links       []crm.Link
	Places      []place
	Wrong       string
	Conflict    *conflictView
	Mandatory   bool
	Max         int
	Hint        string
	Edit        string // address of its editor; empty when the visitor may not
}

// Long reports whether the field holds text of several lines.
func (f fieldView) Long() bool { return f.Type == crm.TypeLongText }

// place is a person's company in a form.
type place struct {
	Company string
	Role    string
	Former  bool
}

// conflictView is one field that somebody else changed meanwhile.
type conflictView struct{ Yours, Theirs string }

// related is a card beside a record.
type related struct {
	Key   string
	Count string
	Lines []relatedLine
	Add   string // address that adds one
	More  string // address of the whole list
	Label string // of Add, for screen readers: message key
}

type relatedLine struct {
	Text, Small, URL string
	Phone            string // to call
	Org, Former      bool
}

// formData is the form that makes or changes a record.
type formData struct {
	Kind     string
	Action   string
	Cancel   string
	Title    string
	ID       int64
	Version  int64
	Was      string // JSON of the values the form was filled with
	Sections []section
	Conflict bool
	Similar  similarData
	Wrong    string
}

// sectionSpec says which fields stand together.
type sectionSpec struct {
	key    string
	fields []string
}

// mayChange reports whether today's state lets anybody change records.
func (v *visit) mayChange() bool { return v.may(changeOp) }

// sections shows the fields that have a value, and names the ones that have
// none. An address is one entry of the section before it.
func (v *visit) sections(specs []sectionSpec, fields []crm.Field, values map[string]any, n *names) ([]section, []fieldView) {
	byName := map[string]crm.Field{}
	for _, f := range fields {
		byName[f.Name] = f
	}
	var out []section
	var empty []fieldView
	var street []cell
	for _, spec := range specs {
		s := section{Key: "section." + spec.key}
		if lines, ok := v.address(spec, values); ok {
			if spec.key == "street" {
				street = lines
			}
			label := v.L.T(s.Key)
			switch {
			case len(lines) == 0:
				empty = append(empty, fieldView{Name: spec.key, Label: label})
			case len(out) > 0:
				if spec.key == "postal" && slices.Equal(lines, street) {
					lines = []cell{{Text: v.L.T("record.same_as_street"), Soft: true}}
				}
				last := &out[len(out)-1]
				last.Fields = append(last.Fields, fieldView{Name: spec.key, Label: label, Lines: lines})
			default:
				out = append(out, section{Key: s.Key, Fields: []fieldView{{Name: spec.key, Label: label, Lines: lines}}})
			}
			continue
		}
		for _, name := range spec.fields {
			if slices.Contains(inTheHead, name) {
				continue
			}
			lines := v.show(byName[name], values[name], values, n)
			if len(lines) == 0 {
				empty = append(empty, fieldView{Name: name, Label: v.label(name)})
				continue
			}
			s.Fields = append(s.Fields, fieldView{Name: name, Label: v.label(name), Type: byName[name].Type, Lines: lines})
		}
		if len(s.Fields) > 0 {
			out = append(out, s)
		}
	}
	return out, empty
}

// inTheHead are fields that a record page shows elsewhere.
var inTheHead = []string{"name", "first_name", "middle_name", "last_name", "annual_revenue_currency"}

// address writes the fields of an address as people do; ok is false when the
// section is no address.
func (v *visit) address(spec sectionSpec, values map[string]any) (lines []cell, ok bool) {
	text := func(name string) string {
		s, _ := values[spec.key+"_"+name].(string)
		return s
	}
	if !slices.Contains(spec.fields, spec.key+"_line1") {
		return nil, false
	}
	country := text("country")
	if country != "" {
		country = v.L.country(country)
	}
	for _, s := range []string{text("line1"), text("line2"), text("line3"), strings.TrimSpace(text("zip") + " " + text("city")), text("county"), country} {
		if s != "" {
			lines = append(lines, cell{Text: s})
		}
	}
	return lines, true
}

// trashDays is how long the trash keeps a record.
const trashDays = 14

// label is the name of a field for people.
func (v *visit) label(field string) string { return v.L.T("field." + field) }

// recordRights fills what the visitor may do with a record, and whether it
// lies in the trash.
func (v *visit) recordRights(d *recordData, e crm.Entity, r crm.Record) {
	right := v.Actor.Right(e, r.Holding())
	d.MayDelete = right >= crm.RightDelete && v.mayChange()
	if r.DeletedAt != nil {
		d.Trashed = v.L.Moment(r.DeletedAt.In(v.Zone))
		d.Purged = v.L.Date(r.DeletedAt.In(v.Zone).AddDate(0, 0, trashDays))
		return
	}
	d.MayEdit = right >= crm.RightUpdate && v.mayChange()
}

// offer lets who may edit the record edit its fields in place, undo what its
// history tells, and take single values of before.
func (d *recordData) offer(n noun) {
	at := recordURL(n.base, d.ID) + "/fields/"
	edit := func(fields []fieldView) {
		for i := range fields {
			if d.MayEdit {
				fields[i].Edit = at + fields[i].Name
			}
		}
	}
	for _, s := range d.Sections {
		edit(s.Fields)
	}
	edit(d.Empty)
	for i := range d.History {
		d.History[i].offer(n, at, d.MayEdit)
	}
}
