package crm

import (
	"net/url"
	"strings"
)

// Company is an organisation that the customer knows.
type Company struct {
	Record
	Name                  string
	Department            string
	Number                string // allocated by the store when empty
	OrgNo                 string
	VATNo                 string
	Category              int64 // list item of ListCompanyCategory
	Business              int64 // list item of ListBusiness
	Parent                int64 // company
	Website               string
	Domain                string // taken from Website when empty
	Phones                []Phone
	Emails                []Email
	Postal                Address
	Street                Address
	Employees             int64
	AnnualRevenue         int64  // minor units of AnnualRevenueCurrency
	AnnualRevenueCurrency string // ISO 4217
	Source                int64  // list item of ListSource
	Note                  string
	Stop                  bool // do not trade
	NoMailing             bool
	Logo                  string // hash of the picture
	Language              string
	TimeZone              string
	SupportContact        int64 // user
}

var companyFields = concat(
	[]field[Company]{
		mandatory(text("name", 200, func(c *Company) *string { return &c.Name })),
		text("department", 200, func(c *Company) *string { return &c.Department }),
		text("number", 40, func(c *Company) *string { return &c.Number }),
		text("org_no", 40, func(c *Company) *string { return &c.OrgNo }),
		text("vat_no", 40, func(c *Company) *string { return &c.VATNo }),
		pick("category", ListCompanyCategory, func(c *Company) *int64 { return &c.Category }),
		pick("business", ListBusiness, func(c *Company) *int64 { return &c.Business }),
		reference("parent", EntityCompany, func(c *Company) *int64 { return &c.Parent }),
		text("website", 500, func(c *Company) *string { return &c.Website }),
		text("domain", 253, func(c *Company) *string { return &c.Domain }),
		{Field{Name: "phones", Type: TypePhones}, func(c *Company) any { return &c.Phones }},
		{Field{Name: "emails", Type: TypeEmails}, func(c *Company) any { return &c.Emails }},
	},
	addressFields("postal", func(c *Company) *Address { return &c.Postal }),
	addressFields("street", func(c *Company) *Address { return &c.Street }),
	[]field[Company]{
		integer("employees", func(c *Company) *int64 { return &c.Employees }),
	},
	together("annual_revenue",
		integer("annual_revenue", func(c *Company) *int64 { return &c.AnnualRevenue }),
		coded(Currencies, text("annual_revenue_currency", 3, func(c *Company) *string { return &c.AnnualRevenueCurrency })),
	),
	[]field[Company]{
		pick("source", ListSource, func(c *Company) *int64 { return &c.Source }),
		longText("note", func(c *Company) *string { return &c.Note }),
		flag("stop", func(c *Company) *bool { return &c.Stop }),
		flag("no_mailing", func(c *Company) *bool { return &c.NoMailing }),
		text("logo", 64, func(c *Company) *string { return &c.Logo }),
		coded(Languages, text("language", 10, func(c *Company) *string { return &c.Language })),
		coded(TimeZones, text("time_zone", 60, func(c *Company) *string { return &c.TimeZone })),
		reference("support_contact", EntityUser, func(c *Company) *int64 { return &c.SupportContact }),
	},
	sharedFields(func(c *Company) *Record { return &c.Record }),
)

var companyPlaces = places(companyFields)

// CompanyFields describes the fields of a company, in their usual order.
func CompanyFields() []Field { return describe(companyFields) }

// Pointers returns where the values of CompanyFields stand, in that order.
func (c *Company) Pointers() []any { return pointers(companyFields, c) }

// Values returns the fields by name; an empty field is nil.
func (c *Company) Values() map[string]any { return values(companyFields, c) }

// Value returns one of the fields or of MetaFields; nil when it is empty or
// there is no such field.
func (c *Company) Value(field string) any {
	if i, ok := companyPlaces[field]; ok {
		return valueAt(companyFields[i].at(c))
	}
	return c.Record.value(field)
}

// Apply takes a change over. The error is an *Invalid; what it does not name
// is taken over even then.
func (c *Company) Apply(change Change) error { return apply(companyFields, c, change) }

// Differences lists what changed since before; nil before means all is new.
func (c *Company) Differences(before *Company) []FieldChange {
	return differences(companyFields, before, c)
}

// Tidy brings what was entered into its kept form: trimmed, phone keys filled
// (numbers are read as written in the company's country, else in country),
// domain taken from the website.
func (c *Company) Tidy(country string) {
	tidyTexts(companyFields, c)
	c.Name = strings.TrimSpace(c.Name)
	if here := first(c.Street.Country, c.Postal.Country); here != "" {
		country = here
	}
	c.Phones = tidyPhones(c.Phones, country)
	c.Emails = tidyEmails(c.Emails)
	c.Website = tidyWebsite(c.Website)
	if c.Domain == "" {
		c.Domain = domainOf(c.Website)
	}
	c.Domain = strings.ToLower(c.Domain)
	c.Tags = tidyTags(c.Tags)
	if c.Visibility == "" {
		c.Visibility = VisibleToAll
	}
}

// Validate returns what is wrong as *Invalid, or nil.
func (c *Company) Validate() error {
	var wrong Invalid
	check(companyFields, c, &wrong)
	if c.Website != "" && !webAddress(c.Website) {
		wrong.Add("website", "error.url")
	}
	if c.ID != 0 && c.Parent == c.ID {
		wrong.Add("parent", "error.cycle")
	}
	return wrong.Err()
}

// Title is how the company is named in lists and links.
func (c *Company) Title() string {
	if c.Department != "" {
		return c.Name + ", " + c.Department
	}
	return c.Name
}

// Detail is what tells the company from others of its name.
func (c *Company) Detail() string { return first(c.Street.City, c.Postal.City, c.Domain) }

// Terms returns the words the company is found by.
func (c *Company) Terms() Terms {
	var t Terms
	t.words(&t.Names, c.Name, c.Department, c.Number)
	t.words(&t.Others, c.OrgNo, c.VATNo, c.Postal.City, c.Street.City)
	t.whole(c.Domain)
	t.points(c.Phones, c.Emails)
	return t
}

func tidyWebsite(s string) string {
	s = strings.TrimSpace(s)
	if s != "" && !strings.Contains(s, "://") {
		s = "https://" + s
	}
	return s
}

func domainOf(website string) string {
	u, err := url.Parse(website)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

func first(candidates ...string) string {
	for _, s := range candidates {
		if s != "" {
			return s
		}
	}
	return ""
}

func concat[T any](parts ...[]T) []T {
	var all []T
	for _, p := range parts {
		all = append(all, p...)
	}
	return all
}
