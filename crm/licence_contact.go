package crm

import "strings"

// LicenceContact is somebody at the customer who stands behind the agreement:
// who may bind the customer beside the main user, and who gets the notices
// about the licence.
type LicenceContact struct {
	ID         int64
	Version    int64
	Name       string
	Position   string
	Email      string
	Phone      string
	User       int64 // the account they log in with, or 0
	Authorised bool  // may order, give notice and accept terms for the customer
	Notices    bool  // gets the mails about the licence
}

var licenceContactFields = []field[LicenceContact]{
	mandatory(text("name", 200, func(c *LicenceContact) *string { return &c.Name })),
	text("position", 200, func(c *LicenceContact) *string { return &c.Position }),
	text("email", 254, func(c *LicenceContact) *string { return &c.Email }),
	text("phone", 40, func(c *LicenceContact) *string { return &c.Phone }),
	reference("user", EntityUser, func(c *LicenceContact) *int64 { return &c.User }),
	flag("authorised", func(c *LicenceContact) *bool { return &c.Authorised }),
	flag("notices", func(c *LicenceContact) *bool { return &c.Notices }),
}

// Tidy trims what was entered.
func (c *LicenceContact) Tidy() { tidyLines(licenceContactFields, c) }

// Differences lists what changed since before; nil before means all is new.
func (c *LicenceContact) Differences(before *LicenceContact) []FieldChange {
	return differences(licenceContactFields, before, c)
}

// Validate returns what is wrong as *Invalid, or nil. Who gets notices has an
// address for them.
func (c *LicenceContact) Validate() error {
	var wrong Invalid
	check(licenceContactFields, c, &wrong)
	switch {
	case c.Email == "" && c.Notices:
		wrong.Add("email", "error.required")
	case c.Email != "" && !emailAddress(c.Email):
		wrong.Add("email", "error.email")
	}
	return wrong.Err()
}

// CustomerDetails is how the customer is reached and invoiced, as it tells the
// vendor in writing.
type CustomerDetails struct {
	Name         string `json:"name"`
	OrgNo        string `json:"org_no,omitempty"`
	Line1        string `json:"line1,omitempty"`
	Line2        string `json:"line2,omitempty"`
	Zip          string `json:"zip,omitempty"`
	City         string `json:"city,omitempty"`
	Country      string `json:"country,omitempty"` // ISO 3166-1 alpha-2
	Phone        string `json:"phone,omitempty"`
	InvoiceEmail string `json:"invoice_email,omitempty"`
}

var customerFields = []field[CustomerDetails]{
	mandatory(text("name", 200, func(c *CustomerDetails) *string { return &c.Name })),
	text("org_no", 60, func(c *CustomerDetails) *string { return &c.OrgNo }),
	text("line1", 200, func(c *CustomerDetails) *string { return &c.Line1 }),
	text("line2", 200, func(c *CustomerDetails) *string { return &c.Line2 }),
	text("zip", 20, func(c *CustomerDetails) *string { return &c.Zip }),
	text("city", 100, func(c *CustomerDetails) *string { return &c.City }),
	coded(Countries, text("country", 2, func(c *CustomerDetails) *string { return &c.Country })),
	text("phone", 40, func(c *CustomerDetails) *string { return &c.Phone }),
	text("invoice_email", 254, func(c *CustomerDetails) *string { return &c.InvoiceEmail }),
}

// Tidy trims what was entered.
func (c *CustomerDetails) Tidy() { tidyLines(customerFields, c) }

// Differences lists what changed since before.
func (c *CustomerDetails) Differences(before *CustomerDetails) []FieldChange {
	return differences(customerFields, before, c)
}

// Validate returns what is wrong as *Invalid, or nil.
func (c *CustomerDetails) Validate() error {
	var wrong Invalid
	check(customerFields, c, &wrong)
	if c.InvoiceEmail != "" && !emailAddress(c.InvoiceEmail) {
		wrong.Add("invoice_email", "error.email")
	}
	return wrong.Err()
}

// tidyLines trims every text of one line.
func tidyLines[T any](fields []field[T], record *T) {
	tidyTexts(fields, record)
	for _, f := range fields {
		if s, ok := f.at(record).(*string); ok {
			*s = strings.TrimSpace(*s)
		}
	}
}
