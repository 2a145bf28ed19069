package licensing

import "time"

// NoticeDates is what notice given on a day leads to.
type NoticeDates struct {
	Given Date
	Ends  Date // the last day of the agreement
	Last  Date // the last day on which notice still leads to Ends
	Later Date // when the agreement ends if notice comes after Last
}

// NoticeOn returns what notice given on a day leads to.
func (a Agreement) NoticeOn(day Date) NoticeDates {
	n := NoticeDates{Given: day, Ends: a.EndsAfterNotice(day)}
	n.Last = a.PeriodOn(n.Ends).LastNotice()
	n.Later = a.EndsAfterNotice(n.Last.AddDays(1))
	return n
}

// TerminationNotice is the customer's notice that the agreement ends, signed by
// its installation. It changes nothing by itself: a Termination does.
type TerminationNotice struct {
	Schema       int       `json:"schema"`
	ID           string    `json:"id"`
	Installation string    `json:"installation"`
	Agreement    string    `json:"agreement"`
	GivenAt      time.Time `json:"given_at"`
	GivenBy      string    `json:"given_by"`
	Authority    Authority `json:"authority"`
	Ends         Date      `json:"ends"` // as it was shown to the customer
	Note         string    `json:"note,omitempty"`
}

// Check refuses a notice that says too little.
func (n TerminationNotice) Check() error {
	if n.Schema != schema {
		return reject(UnsupportedSchema, "schema %d, this version reads %d", n.Schema, schema)
	}
	if err := missing("id", n.ID, "installation", n.Installation, "agreement", n.Agreement, "given_by", n.GivenBy, "ends", n.Ends.String()); err != nil {
		return err
	}
	if n.Authority != ByMainUser && n.Authority != ByAuthorisedPerson {
		return reject(Bounds, "nobody gives notice by authority %q", n.Authority)
	}
	return nil
}

// ContactNotice tells the vendor how the customer is reached and invoiced, and
// who may bind it.
type ContactNotice struct {
	Schema       int             `json:"schema"`
	ID           string          `json:"id"`
	Installation string          `json:"installation"`
	Agreement    string          `json:"agreement,omitempty"`
	At           time.Time       `json:"at"`
	By           string          `json:"by"`
	Customer     ContactDetails  `json:"customer"`
	Persons      []ContactPerson `json:"persons,omitempty"`
	Changed      []string        `json:"changed,omitempty"` // members of customer, "authorised", "notices"
}

// ContactDetails is how a customer is reached and invoiced.
type ContactDetails struct {
	Name         string `json:"name"`
	OrgNo        string `json:"org_no,omitempty"`
	Line1        string `json:"line1,omitempty"`
	Line2        string `json:"line2,omitempty"`
	Zip          string `json:"zip,omitempty"`
	City         string `json:"city,omitempty"`
	Country      string `json:"country,omitempty"`
	Phone        string `json:"phone,omitempty"`
	InvoiceEmail string `json:"invoice_email,omitempty"`
}

// ContactPerson is somebody at the customer who stands behind the agreement.
type ContactPerson struct {
	Name       string `json:"name"`
	Position   string `json:"position,omitempty"`
	Email      string `json:"email,omitempty"`
	Phone      string `json:"phone,omitempty"`
	Authorised bool   `json:"authorised"`
	Notices    bool   `json:"notices"`
}
