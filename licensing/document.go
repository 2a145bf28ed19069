package licensing

import "time"

// Type names a kind of document. It stands in the signed header, so that one
// kind can never be taken for another.
type Type string

// The document types of schema 1.
const (
	TypeLicense     Type = "license"
	TypeRenewal     Type = "renewal"
	TypeTermination Type = "termination"
	TypeRebind      Type = "rebind"
	TypeIssuer      Type = "issuer"
	TypeRevocation  Type = "revocation"
)

// Environment says what an installation is used for.
type Environment string

// The environments a licence can be written for.
const (
	Production    Environment = "production"
	Nonproduction Environment = "nonproduction"
	Trial         Environment = "trial"
)

// AgreementKind names the agreement that the licence follows from.
type AgreementKind string

// The kinds of agreement.
const (
	Onsite AgreementKind = "onsite"
	Online AgreementKind = "online"
)

// BillingPeriod is how often the subscription is invoiced, in advance.
type BillingPeriod string

// The billing periods.
const (
	Annual     BillingPeriod = "annual"
	HalfYearly BillingPeriod = "half-yearly"
	Quarterly  BillingPeriod = "quarterly"
	Monthly    BillingPeriod = "monthly"
)

// Hosting says where the software runs.
type Hosting string

// Where an installation may run.
const (
	HostingOwn        Hosting = "own"
	HostingManaged    Hosting = "managed"
	HostingHosted     Hosting = "hosted"
	HostingUndeclared Hosting = "undeclared"
)

// Text is one text in several languages, keyed by language code ("en", "da").
type Text map[string]string

// In returns the text in the language, else in English, else any.
func (t Text) In(language string) string {
	if s, ok := t[language]; ok {
		return s
	}
	if s, ok := t["en"]; ok {
		return s
	}
	least := ""
	for code := range t {
		if least == "" || code < least {
			least = code
		}
	}
	return t[least]
}

// License says what the customer has. Every date in it is an instant that the
// vendor wrote; no constant in the program adds to one.
type License struct {
	Schema           int            `json:"schema"`
	ID               string         `json:"id"`
	Serial           int64          `json:"serial"` // counts up per agreement
	IssuedAt         time.Time      `json:"issued_at"`
	OrderNo          string         `json:"order_no,omitempty"`
	Replaces         []string       `json:"replaces,omitempty"` // agreements this one takes over, on assignment
	Customer         Customer       `json:"customer"`
	ContractingParty Party          `json:"contracting_party"`
	Agreement        Agreement      `json:"agreement"`
	Environment      Environment    `json:"environment"`
	Installation     string         `json:"installation"` // an installation id; "*" outside production only
	Hosting          Hosting        `json:"hosting"`
	Host             string         `json:"host,omitempty"` // the host's name when hosting is "hosted"
	Categories       []Category     `json:"categories"`
	Modules          []string       `json:"modules,omitempty"`
	Meters           []Meter        `json:"meters,omitempty"`
	Term             Term           `json:"term"`
	Outstanding      []Invoice      `json:"outstanding,omitempty"`
	Policy           Policy         `json:"policy"`
	Suspended        []string       `json:"suspended,omitempty"` // category codes; "*" is everybody but the main user
	Announcements    []Announcement `json:"announcements,omitempty"`
	Crit             []string       `json:"crit,omitempty"` // claims a verifier must understand
}

// Customer is the one licensed company.
type Customer struct {
	No       string `json:"no"`
	Name     string `json:"name"`
	OrgNo    string `json:"org_no,omitempty"`
	Country  string `json:"country"` // ISO 3166-1 alpha-2
	Language string `json:"language,omitempty"`
	TimeZone string `json:"time_zone"` // IANA name
}

// Party is the vendor's company that the customer contracts with.
type Party struct {
	Name    string `json:"name"`
	Address string `json:"address,omitempty"`
	Law     string `json:"law,omitempty"`
	Venue   string `json:"venue,omitempty"`
}

// Agreement identifies the contract and its periods.
type Agreement struct {
	No             string        `json:"no"`
	Kind           AgreementKind `json:"kind"`
	Date           Date          `json:"date"`
	FirstPeriodEnd Date          `json:"first_period_end"`
	BillingPeriod  BillingPeriod `json:"billing_period"`
}

// Category is a user category with its number of seats. Several entries may
// share a code: the one whose From came last holds; one without From holds
// from the licence's not_before.
type Category struct {
	Code     string     `json:"code"`
	Name     Text       `json:"name,omitempty"`
	Seats    int        `json:"seats"`
	Features []string   `json:"features,omitempty"`
	From     *time.Time `json:"from,omitempty"`
}

// MeterKind says how a meter counts within a month.
type MeterKind string

// The kinds of meter.
const (
	MeterCount    MeterKind = "count"
	MeterDistinct MeterKind = "distinct"
	MeterPeak     MeterKind = "peak"
)

// Meter is a metered service with its included amount a month.
type Meter struct {
	Code     string    `json:"code"`
	Included int64     `json:"included"`
	Unit     string    `json:"unit,omitempty"`
	Price    int64     `json:"price,omitempty"` // minor units of Currency for each Step beyond Included
	Currency string    `json:"currency,omitempty"`
	Step     int64     `json:"step,omitempty"`
	Kind     MeterKind `json:"kind"`
	Hard     bool      `json:"hard,omitempty"`
}

// Term holds the boundaries of the paid time.
type Term struct {
	NotBefore   time.Time `json:"not_before"`
	PaidThrough time.Time `json:"paid_through"`
	WarnFrom    time.Time `json:"warn_from"`
	OverdueFrom time.Time `json:"overdue_from"`
	LockAt      time.Time `json:"lock_at"`
	LockMaxDays int       `json:"lock_max_days,omitempty"` // 0: locked until a document comes
}

// Invoice is an amount owed, in minor units of its currency.
type Invoice struct {
	Invoice  string `json:"invoice"`
	Due      Date   `json:"due"`
	Amount   int64  `json:"amount"`
	Interest int64  `json:"interest,omitempty"`
	Costs    int64  `json:"costs,omitempty"`
	Currency string `json:"currency"`
}

// Policy holds what the vendor may set per licence.
type Policy struct {
	OverLimitDays    int    `json:"over_limit_days,omitempty"`
	MinWarnedHours   int    `json:"min_warned_hours"`
	ExportWhenLocked bool   `json:"export_when_locked,omitempty"`
	Mirror           string `json:"mirror,omitempty"`
	UsageReport      string `json:"usage_report,omitempty"`
}

// Announcement tells administrators of a change with its date.
type Announcement struct {
	ID          string    `json:"id"`
	Text        Text      `json:"text"`
	EffectiveAt time.Time `json:"effective_at"`
	Terms       string    `json:"terms,omitempty"` // version of the terms to accept from then on
}

// Renewal says through when the licence it names is paid. Its term and
// outstanding amounts replace the licence's.
type Renewal struct {
	Schema      int              `json:"schema"`
	Environment Environment      `json:"environment,omitempty"` // the licence's; none means production
	License     string           `json:"license"`               // id of the current licence
	Seq         int64            `json:"seq"`                   // counts up per licence
	IssuedAt    time.Time        `json:"issued_at"`
	PaidThrough time.Time        `json:"paid_through"`
	WarnFrom    time.Time        `json:"warn_from"`
	OverdueFrom time.Time        `json:"overdue_from"`
	LockAt      time.Time        `json:"lock_at"`
	Outstanding []Invoice        `json:"outstanding,omitempty"`
	Ledger      *Acknowledgement `json:"ledger,omitempty"`
	Crit        []string         `json:"crit,omitempty"`
}

// ID is the renewal's identity: the licence it renews and its seq.
func (r Renewal) ID() string { return r.License + "/" + itoa(r.Seq) }

// Acknowledgement is the head of the ledger that the vendor has seen.
type Acknowledgement struct {
	Seq  int64  `json:"seq"`
	Head string `json:"head"` // hex of the chain's hash at Seq
}

// Cause says why an agreement ends.
type Cause string

// The causes of a termination.
const (
	CauseCustomer   Cause = "customer"
	CauseVendor     Cause = "vendor"
	CauseBreach     Cause = "breach"
	CauseNonpayment Cause = "nonpayment"
)

// Termination says that the agreement ends.
type Termination struct {
	Schema       int           `json:"schema"`
	ID           string        `json:"id"`
	Environment  Environment   `json:"environment,omitempty"` // the licences'; none means production
	Kind         AgreementKind `json:"kind,omitempty"`        // none means onsite
	IssuedAt     time.Time     `json:"issued_at"`
	AfterSerial  int64         `json:"after_serial"` // the highest serial issued; only a higher one reinstates
	Agreement    string        `json:"agreement"`
	Cause        Cause         `json:"cause"`
	NoticeAt     time.Time     `json:"notice_at"`
	EffectiveAt  time.Time     `json:"effective_at"`
	FullUntil    time.Time     `json:"full_until"`
	ReadOnlyFrom time.Time     `json:"read_only_from"`
	Export       string        `json:"export"` // "main_user", or "none" under Online only
	Reason       string        `json:"reason,omitempty"`
	Crit         []string      `json:"crit,omitempty"`
}

// Rebind moves the agreement to another installation.
type Rebind struct {
	Schema   int       `json:"schema"`
	ID       string    `json:"id"`
	IssuedAt time.Time `json:"issued_at"`
	License  string    `json:"license"`
	Old      string    `json:"old_installation"`
	New      string    `json:"new_installation"`
	Reason   string    `json:"reason,omitempty"`
	Crit     []string  `json:"crit,omitempty"`
}

// Issuer certifies a signing key. It is signed by a root and judged at the
// issued_at of a document, never today: an expired key locks nobody.
type Issuer struct {
	Schema    int       `json:"schema"`
	KeyID     string    `json:"key_id"`
	PublicKey []byte    `json:"public_key"` // Ed25519, 32 bytes
	ValidFrom time.Time `json:"valid_from"`
	ValidTo   time.Time `json:"valid_to"`
	Scopes    []string  `json:"scopes"` // the types it may sign; "release" for releases
	IssuedAt  time.Time `json:"issued_at"`
	Crit      []string  `json:"crit,omitempty"`
}

// Revocation withdraws trust from a key for documents issued after a date.
type Revocation struct {
	Schema   int       `json:"schema"`
	KeyID    string    `json:"key_id"`
	After    time.Time `json:"after"`
	IssuedAt time.Time `json:"issued_at"`
	Reason   string    `json:"reason,omitempty"`
	Crit     []string  `json:"crit,omitempty"`
}

// Document is a genuine document: only a Verifier makes one.
type Document struct {
	typ      Type
	id       string
	issuedAt time.Time
	keyID    string
	text     []byte
	claims   any

	certificate string // of the signing key, as signed by a root
	signed      string
}

// Type returns the kind of the document.
func (d Document) Type() Type { return d.typ }

// ID returns the identity inside the document.
func (d Document) ID() string { return d.id }

// IssuedAt returns when the vendor wrote the document.
func (d Document) IssuedAt() time.Time { return d.issuedAt }

// KeyID returns the key that signed the document.
func (d Document) KeyID() string { return d.keyID }

// Text returns the document in its canonical armour, as it is stored.
func (d Document) Text() []byte { return d.text }

// Pasted returns the signed claims alone: the form of a renewal that fits
// into a mail's line or a QR code.
func (d Document) Pasted() string { return d.signed }

// License returns the claims of a licence.
func (d Document) License() (License, bool) { c, ok := d.claims.(License); return c, ok }

// Renewal returns the claims of a renewal.
func (d Document) Renewal() (Renewal, bool) { c, ok := d.claims.(Renewal); return c, ok }

// Termination returns the claims of a termination.
func (d Document) Termination() (Termination, bool) { c, ok := d.claims.(Termination); return c, ok }

// Rebind returns the claims of a rebind.
func (d Document) Rebind() (Rebind, bool) { c, ok := d.claims.(Rebind); return c, ok }

// Issuer returns the claims of an issuer's certificate.
func (d Document) Issuer() (Issuer, bool) { c, ok := d.claims.(Issuer); return c, ok }

// Revocation returns the claims of a revocation.
func (d Document) Revocation() (Revocation, bool) { c, ok := d.claims.(Revocation); return c, ok }

// Claims returns the claims as the struct of the document's type.
func (d Document) Claims() any { return d.claims }
