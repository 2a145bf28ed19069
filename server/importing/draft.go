package importing

import (
	"slices"
	"strings"
	"time"

	"holm/crm"
)

// Reason is why a row is not taken, or what of it was changed.
type Reason struct {
	Column string         `json:"column,omitempty"` // its heading
	Field  string         `json:"field,omitempty"`
	Key    string         `json:"key"` // a message key
	Args   map[string]any `json:"args,omitempty"`
}

// Draft is a row on its way to becoming a record.
type Draft struct {
	Row      Row
	Company  *crm.Company // one of the two
	Person   *crm.Person
	Given    []string // the fields that the row gives a value
	External string   // its id where it comes from
	Parent   Finder   // of a company
	Employer Finder   // of a person
	Items    []NewItem
	Wrong    []Reason // why the row is refused
	Told     []Reason // what is changed or left out although the row is taken
}

// NewItem is a choice that its pick list does not have yet.
type NewItem struct {
	Field, List, Name string
}

// Finder is what another company is found by.
type Finder struct {
	External, Name, Number, OrgNo string
}

// empty reports whether there is nothing to find.
func (f Finder) empty() bool { return f == Finder{} }

// record is the company or the person.
func (d *Draft) record() record {
	if d.Person != nil {
		return d.Person
	}
	return d.Company
}

// record is what drafts need of companies and persons.
type record interface {
	Meta() *crm.Record
	Apply(crm.Change) error
	Values() map[string]any
	Tidy(country string)
	Validate() error
	Title() string
}

func (d *Draft) refuse(column, field, key string, args ...any) {
	d.Wrong = append(d.Wrong, reason(column, field, key, args))
}

func (d *Draft) tell(column, field, key string, args ...any) {
	d.Told = append(d.Told, reason(column, field, key, args))
}

func reason(column, field, key string, args []any) Reason {
	r := Reason{Column: column, Field: field, Key: key}
	for i := 0; i+1 < len(args); i += 2 {
		if r.Args == nil {
			r.Args = map[string]any{}
		}
		r.Args[args[i].(string)] = args[i+1]
	}
	return r
}

func (d *Draft) give(field string) {
	if !slices.Contains(d.Given, field) {
		d.Given = append(d.Given, field)
	}
}

// around is what values are looked up in: read once for a file.
type around struct {
	Country string // phone numbers are read by it
	Users   map[string]int64
	Groups  map[string]int64
	Items   map[string]map[string]int64 // list → name in any language → item
	Now     time.Time
}

// converter makes drafts of rows.
type converter struct {
	plan    Plan
	format  Format
	columns []string
	targets []Target // of each column; Name "" is left out
	fields  map[string]crm.Field
	notes   map[string]bool // headings that say no more than that it is a note
	words   *words
	around  around
}

func newConverter(plan Plan, columns []string, v *vocabulary, w *words, a around) *converter {
	c := &converter{plan: plan, columns: columns, words: w, around: a, fields: map[string]crm.Field{}, notes: map[string]bool{}}
	if plan.Format != nil {
		c.format = *plan.Format
	}
	for _, name := range plan.targets(columns) {
		c.targets = append(c.targets, v.byName[name])
	}
	for _, heading := range columns {
		c.notes[heading] = slices.Contains(v.meanings(heading), "note")
	}
	for _, f := range fieldsOf(plan.Entity) {
		c.fields[f.Name] = f
	}
	return c
}

// draft converts a row. What does not fit is refused or goes to the note, as
// the plan says.
func (c *converter) draft(row Row) *Draft {
	d := &Draft{Row: row}
	if c.plan.Entity == crm.EntityPerson {
		d.Person = &crm.Person{}
	} else {
		d.Company = &crm.Company{}
	}
	if row.Wrong != "" {
		d.refuse("", "", row.Wrong)
		return d
	}
	for i, t := range c.targets {
		if t.Name == "" || i >= len(row.Cells) {
			continue
		}
		if cell := clean(row.Cells[i]); cell != "" {
			c.put(d, c.columns[i], t, cell)
		}
	}
	c.finish(d)
	return d
}

// misfit refuses a value, or keeps it in the note.
func (c *converter) misfit(d *Draft, column, field, value, key string, args ...any) {
	if c.plan.Misfits != Note {
		d.refuse(column, field, key, args...)
		return
	}
	d.tell(column, field, key, args...)
	note(d, column, value)
}

// note adds a line to the note of the record.
func note(d *Draft, column, value string) {
	at := noteOf(d)
	if *at != "" {
		*at += "\n"
	}
	if column != "" {
		*at += column + ": "
	}
	*at += value
	d.give("note")
}

func noteOf(d *Draft) *string {
	if d.Person != nil {
		return &d.Person.Note
	}
	return &d.Company.Note
}

// finish brings the record into its kept form and checks it.
func (c *converter) finish(d *Draft) {
	r := d.record()
	if c.plan.Owner != 0 && r.Meta().Owner == 0 {
		r.Meta().Owner = c.plan.Owner
	}
	r.Tidy(c.around.Country)
	if len(d.Wrong) > 0 {
		return
	}
	wrong := invalid(r.Validate())
	if len(wrong) > 0 && c.plan.Misfits == Note {
		for _, f := range wrong {
			c.mend(d, f)
		}
		r.Tidy(c.around.Country)
		wrong = invalid(r.Validate())
	}
	for _, f := range wrong {
		field := base(f.Field)
		d.Wrong = append(d.Wrong, Reason{Column: c.columnOf(field), Field: field, Key: f.Key, Args: f.Args})
	}
}

// mend moves a value that is not valid to the note. A name is cut: a record
// cannot do without.
func (c *converter) mend(d *Draft, f crm.FieldError) {
	field := base(f.Field)
	for i, t := range c.targets {
		if t.Field == field && i < len(d.Row.Cells) {
			if cell := clean(d.Row.Cells[i]); cell != "" {
				note(d, c.columns[i], cell)
			}
		}
	}
	d.Told = append(d.Told, Reason{Column: c.columnOf(field), Field: field, Key: f.Key, Args: f.Args})
	change := crm.Change{field: nil}
	if maximum, long := f.Args["max"].(int); long && c.fields[field].Type == crm.TypeText {
		if s, ok := d.record().Values()[field].(string); ok {
			change[field] = strings.TrimSpace(string([]rune(s)[:min(maximum, len([]rune(s)))]))
		}
	}
	if f.Key != "error.required" {
		_ = d.record().Apply(change) // what cannot be cleared stays invalid and is refused
	}
}

// columnOf is the heading of the first column that gives the field.
func (c *converter) columnOf(field string) string {
	for i, t := range c.targets {
		if t.Field == field {
			return c.columns[i]
		}
	}
	return ""
}

// base is the field of "emails[1].address".
func base(field string) string {
	if i := strings.IndexByte(field, '['); i >= 0 {
		return field[:i]
	}
	return field
}
