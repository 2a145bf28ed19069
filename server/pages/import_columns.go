package pages

import (
	"slices"
	"strconv"
	"strings"

	"holm/crm"
	"holm/server/importing"
)

var importColumnsPage = page[importColumnsData]{"import_columns"}

// importColumnsData is the form that settles how a file is read and what goes
// where.
type importColumnsData struct {
	ID           int64
	URL, Name    string
	Size         int64
	Wrong        string
	Remembered   bool
	Format       []selectField
	Header       bool
	Cards        bool // the file has vCards, whose columns need no names
	Entity       string
	Columns      []importColumn
	Rules        []importRule // what becomes of records that are there
	Misfits      []importRule
	Same         []checkField
	NewItems     bool
	NewCompanies bool
	Persons      bool
	Source       string
	People       []selectField // who has the records, legal basis
}

// selectField is a choice in a form.
type selectField struct {
	Name, Label string
	Options     []importOption
}

type importOption struct {
	Value, Text string
	Selected    bool
}

type importColumn struct {
	Field   string // its name in the form
	Heading string
	Sample  []string
	Options []importOption
}

type importRule struct {
	Value, Label, More string
	Checked            bool
}

type checkField struct {
	Value, Label string
	Checked      bool
}

// samples is how many rows of a file the form shows.
const samples = 3

func (v *visit) showColumns(status int, j crm.Job, t importing.Task, wrong string) error {
	p := t.Plan
	d := importColumnsData{ID: j.ID, URL: recordURL(importBase, j.ID), Name: t.Name, Size: t.Size, Wrong: wrong, Remembered: t.Remembered,
		Header: p.Format.Header, Cards: p.Format.Kind == importing.VCF, Entity: string(p.Entity), NewItems: p.NewItems, NewCompanies: p.NewCompanies,
		Persons: p.Entity == crm.EntityPerson, Source: p.Source}
	rows, err := v.p.Importer.Sample(j, samples)
	if err != nil && importing.KeyOf(err) == "" {
		return err
	}
	sheets, err := v.p.Importer.Sheets(j)
	if err != nil && importing.KeyOf(err) == "" {
		return err
	}
	d.Format = v.formatFields(*p.Format, sheets)
	targets := v.targetOptions(p.Entity)
	for i, heading := range t.Columns {
		c := importColumn{Field: "col." + strconv.Itoa(i), Heading: heading}
		if heading == "" {
			c.Heading = v.L.T("import.column_no", "n", i+1)
		}
		want := p.Columns[importing.ColumnKey(t.Columns, i)]
		c.Options = slices.Clone(targets)
		for n := range c.Options {
			c.Options[n].Selected = c.Options[n].Value == want
		}
		for _, row := range rows {
			if i < len(row.Cells) && strings.TrimSpace(row.Cells[i]) != "" {
				c.Sample = append(c.Sample, row.Cells[i])
			}
		}
		d.Columns = append(d.Columns, c)
	}
	for _, rule := range []string{importing.Skip, importing.Fill, importing.Update, importing.Add} {
		d.Rules = append(d.Rules, importRule{rule, v.L.T("import.rule." + rule), v.L.T("import.rule." + rule + "_more"), rule == p.Duplicates})
	}
	for _, rule := range []string{importing.Refuse, importing.Note} {
		d.Misfits = append(d.Misfits, importRule{rule, v.L.T("import.misfit." + rule), v.L.T("import.misfit." + rule + "_more"), rule == p.Misfits})
	}
	for _, by := range importing.Evidence(p.Entity) {
		d.Same = append(d.Same, checkField{by, v.L.T("import.by." + by), slices.Contains(p.Same, by)})
	}
	if d.People, err = v.peopleFields(p); err != nil {
		return err
	}
	return showStatus(v, status, importColumnsPage, t.Name, d)
}

// formatFields are the choices of how the file is written.
func (v *visit) formatFields(f importing.Format, sheets []string) []selectField {
	var out []selectField
	add := func(name, now string, options ...importOption) {
		for i := range options {
			options[i].Selected = options[i].Value == now
		}
		out = append(out, selectField{Name: name, Label: v.L.T("import." + name), Options: options})
	}
	plainOptions := func(values []string) []importOption {
		var options []importOption
		for _, value := range values {
			options = append(options, importOption{Value: value, Text: value})
		}
		return options
	}
	char := func(value, key string) importOption {
		return importOption{Value: value, Text: v.L.T("import.char." + key)}
	}
	if f.Kind == importing.XLSX {
		if f.Sheet == "" && len(sheets) > 0 {
			f.Sheet = sheets[0]
		}
		add("sheet", f.Sheet, plainOptions(sheets)...)
	} else {
		add("encoding", f.Encoding, plainOptions(importing.Encodings)...)
	}
	if f.Kind == importing.VCF {
		return out
	}
	if f.Kind != importing.XLSX {
		add("delimiter", f.Delimiter, char(",", "comma"), char(";", "semicolon"), char("\t", "tab"), char("|", "bar"))
		add("quote", f.Quote, char(`"`, "double"), char(`'`, "single"))
		add("decimal", f.Decimal, char(",", "comma"), char(".", "point"))
	}
	add("days", f.Days, importOption{Value: importing.YearFirst, Text: "2026-12-31"}, importOption{Value: importing.DayFirst, Text: "31.12.2026, 31/12/2026"},
		importOption{Value: importing.MonthFirst, Text: "12/31/2026"})
	return out
}

// targetOptions lists where columns may go, in the visitor's words.
func (v *visit) targetOptions(e crm.Entity) []importOption {
	out := []importOption{{Value: "", Text: v.L.T("import.leave")}}
	for _, t := range v.p.Importer.Targets(e) {
		text := ""
		place, _, isPlace := strings.Cut(t.Name, "_")
		switch key := "import.target." + t.Name; {
		case v.L.Has(key):
			text = v.L.T(key)
		case t.Part != "":
			text = v.L.T("field.phones") + ": " + v.L.T("choice.phone."+t.Part)
		case isPlace && v.L.Has("import.place."+place):
			text = v.L.T("import.place."+place) + ": " + v.L.T("field."+t.Field)
		default:
			text = v.L.T("field." + t.Field)
		}
		out = append(out, importOption{Value: t.Name, Text: text})
	}
	return out
}

// peopleFields are the choices of who has the records, and of the legal basis
// for keeping persons.
func (v *visit) peopleFields(p importing.Plan) ([]selectField, error) {
	named, err := v.names(nil)
	if err != nil {
		return nil, err
	}
	owner := selectField{Name: "owner", Label: v.L.T("import.owner"), Options: []importOption{{Value: "", Text: v.L.T("import.owner_me"), Selected: p.Owner == 0}}}
	for _, o := range named.options(crm.Field{References: crm.EntityUser}) {
		owner.Options = append(owner.Options, importOption{o.Value, o.Text, o.Value == strconv.FormatInt(p.Owner, 10)})
	}
	out := []selectField{owner}
	if p.Entity != crm.EntityPerson {
		return out, nil
	}
	basis := selectField{Name: "basis", Label: v.L.T("consent.legal_basis"), Options: []importOption{{Value: "", Text: v.L.T("import.basis_none"), Selected: p.Basis == ""}}}
	for _, b := range crm.LegalBases {
		basis.Options = append(basis.Options, importOption{b, v.L.T("consent.basis." + b), b == p.Basis})
	}
	purposes, err := v.p.Store.ListItems(v.ctx(), crm.ListConsentPurpose)
	if err != nil {
		return nil, err
	}
	purpose := selectField{Name: "purpose", Label: v.L.T("consent.purpose")}
	for _, item := range purposes {
		if item.Active {
			purpose.Options = append(purpose.Options, importOption{strconv.FormatInt(item.ID, 10), item.Names.In(v.L.code), item.ID == p.Purpose})
		}
	}
	return append(out, basis, purpose), nil
}

// readPlan takes what the form says over into the plan.
func (v *visit) readPlan(t *importing.Task) {
	p, f := &t.Plan, *t.Plan.Format
	for name, at := range map[string]*string{"encoding": &f.Encoding, "delimiter": &f.Delimiter, "quote": &f.Quote, "days": &f.Days,
		"decimal": &f.Decimal, "sheet": &f.Sheet, "duplicates": &p.Duplicates, "misfits": &p.Misfits, "source": &p.Source, "basis": &p.Basis} {
		if v.r.PostForm.Has(name) || v.form(name) != "" {
			*at = v.r.PostForm.Get(name) // a tab is a delimiter
		}
	}
	p.Source = strings.TrimSpace(p.Source)
	f.Header = v.form("header") != ""
	p.Format, p.Entity = &f, crm.Entity(v.form("entity"))
	p.NewItems, p.NewCompanies = v.form("new_items") != "", v.form("new_companies") != ""
	p.Owner, p.Purpose, p.Same = v.number("owner"), v.number("purpose"), v.r.PostForm["same"]
	columns := map[string]string{}
	for i := range t.Columns {
		columns[importing.ColumnKey(t.Columns, i)] = v.form("col." + strconv.Itoa(i))
	}
	p.Columns = columns
}
