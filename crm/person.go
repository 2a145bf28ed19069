package crm

import "strings"

// Person is somebody the customer knows, usually at a company.
type Person struct {
	Record
	Company       int64         // the main company
	CompanyName   string        // filled by the store when the reader may see the company; never saved
	Companies     []Affiliation // the other companies
	FirstName     string
	MiddleName    string
	LastName      string
	AcademicTitle string // "title" in API and database
	Salutation    string
	Position      string
	Department    string
	Phones        []Phone
	Emails        []Email
	Private       Address
	BirthDate     string // 2006-01-02
	Gender        string
	Language      string
	Photo         string // hash of the picture
	Note          string
	Retired       bool // a former employee
	LeadStatus    string
	NoMailing     bool
	SocialLinks   []Link
}

// Affiliation is a person's place in a company other than the main one.
type Affiliation struct {
	Company int64  `json:"company"`
	Role    string `json:"role,omitempty"`
	Former  bool   `json:"former,omitempty"`
}

// Genders are the choices of a person's gender.
var Genders = []string{"female", "male", "other"}

// LeadStatuses are the choices of a person's lead status.
var LeadStatuses = []string{"open", "contacting", "qualified", "disqualified"}

var personFields = concat(
	[]field[Person]{
		reference("company", EntityCompany, func(p *Person) *int64 { return &p.Company }),
		{Field{Name: "companies", Type: TypeCompanies}, func(p *Person) any { return &p.Companies }},
	},
	together("name",
		text("first_name", 100, func(p *Person) *string { return &p.FirstName }),
		text("middle_name", 100, func(p *Person) *string { return &p.MiddleName }),
		text("last_name", 100, func(p *Person) *string { return &p.LastName }),
	),
	[]field[Person]{
		text("title", 100, func(p *Person) *string { return &p.AcademicTitle }),
		text("salutation", 100, func(p *Person) *string { return &p.Salutation }),
		text("position", 100, func(p *Person) *string { return &p.Position }),
		text("department", 100, func(p *Person) *string { return &p.Department }),
		{Field{Name: "phones", Type: TypePhones}, func(p *Person) any { return &p.Phones }},
		{Field{Name: "emails", Type: TypeEmails}, func(p *Person) any { return &p.Emails }},
	},
	addressFields("private", func(p *Person) *Address { return &p.Private }),
	[]field[Person]{
		date("birth_date", func(p *Person) *string { return &p.BirthDate }),
		choice("gender", Genders, func(p *Person) *string { return &p.Gender }),
		coded(Languages, text("language", 10, func(p *Person) *string { return &p.Language })),
		text("photo", 64, func(p *Person) *string { return &p.Photo }),
		longText("note", func(p *Person) *string { return &p.Note }),
		flag("retired", func(p *Person) *bool { return &p.Retired }),
		choice("lead_status", LeadStatuses, func(p *Person) *string { return &p.LeadStatus }),
		flag("no_mailing", func(p *Person) *bool { return &p.NoMailing }),
		{Field{Name: "social_links", Type: TypeLinks}, func(p *Person) any { return &p.SocialLinks }},
	},
	sharedFields(func(p *Person) *Record { return &p.Record }),
)

var personPlaces = places(personFields)

// PersonFields describes the fields of a person, in their usual order.
func PersonFields() []Field { return describe(personFields) }

// Pointers returns where the values of PersonFields stand, in that order.
func (p *Person) Pointers() []any { return pointers(personFields, p) }

// Values returns the fields by name; an empty field is nil.
func (p *Person) Values() map[string]any { return values(personFields, p) }

// Value returns one of the fields or of MetaFields; nil when it is empty or
// there is no such field.
func (p *Person) Value(field string) any {
	if i, ok := personPlaces[field]; ok {
		return valueAt(personFields[i].at(p))
	}
	return p.Record.value(field)
}

// Apply takes a change over. The error is an *Invalid; what it does not name
// is taken over even then.
func (p *Person) Apply(change Change) error { return apply(personFields, p, change) }

// Differences lists what changed since before; nil before means all is new.
func (p *Person) Differences(before *Person) []FieldChange {
	return differences(personFields, before, p)
}

// Tidy brings what was entered into its kept form; numbers are read as
// written in the person's own country, else in country.
func (p *Person) Tidy(country string) {
	tidyTexts(personFields, p)
	p.FirstName = strings.TrimSpace(p.FirstName)
	p.MiddleName = strings.TrimSpace(p.MiddleName)
	p.LastName = strings.TrimSpace(p.LastName)
	p.Phones = tidyPhones(p.Phones, first(p.Private.Country, country))
	p.Emails = tidyEmails(p.Emails)
	p.SocialLinks = tidyLinks(p.SocialLinks)
	p.Tags = tidyTags(p.Tags)
	if p.Visibility == "" {
		p.Visibility = VisibleToAll
	}
}

// Validate returns what is wrong as *Invalid, or nil.
func (p *Person) Validate() error {
	var wrong Invalid
	check(personFields, p, &wrong)
	if p.FirstName == "" && p.MiddleName == "" && p.LastName == "" {
		wrong.Add("last_name", "error.name_required")
	}
	seen := map[int64]bool{p.Company: true}
	for i, c := range p.Companies {
		switch {
		case c.Company == 0:
			wrong.Add(nth("companies", i, "company"), "error.required")
		case seen[c.Company]:
			wrong.Add(nth("companies", i, "company"), "error.repeated")
		case len(c.Role) > 100:
			wrong.Add(nth("companies", i, "role"), "error.too_long", "max", 100)
		}
		seen[c.Company] = true
	}
	return wrong.Err()
}

// Name is the person's whole name.
func (p *Person) Name() string { return joinWords(p.FirstName, p.MiddleName, p.LastName) }

// Title is how the person is named in lists and links.
func (p *Person) Title() string { return p.Name() }

// Detail is what tells the person from others of that name.
func (p *Person) Detail() string { return first(p.CompanyName, p.Position, PrimaryEmail(p.Emails)) }

// SortName is the name in the order that lists go by: last name first.
func (p *Person) SortName() string { return joinWords(p.LastName, p.FirstName, p.MiddleName) }

// Terms returns the words the person is found by.
func (p *Person) Terms() Terms {
	var t Terms
	t.words(&t.Names, p.FirstName, p.MiddleName, p.LastName)
	t.words(&t.Others, p.Position, p.Private.City)
	t.points(p.Phones, p.Emails)
	return t
}

func joinWords(parts ...string) string {
	var kept []string
	for _, s := range parts {
		if s != "" {
			kept = append(kept, s)
		}
	}
	return strings.Join(kept, " ")
}
