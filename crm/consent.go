package crm

import (
	"slices"
	"strings"
	"time"
)

// LegalBases are the grounds on which a person's data may be used: GDPR,
// article 6 (1), a to f.
var LegalBases = []string{"consent", "contract", "legal_obligation", "vital_interests", "public_task", "legitimate_interest"}

// Consent says that a person's data may be used for a purpose, on what ground,
// and how that is known. It is never changed, only withdrawn.
type Consent struct {
	ID          int64
	Person      int64
	Purpose     int64  // list item of ListConsentPurpose
	LegalBasis  string // one of LegalBases
	Source      string // how it came: "form on the website", "by phone"
	GivenOn     string // the day, 2006-01-02
	ValidUntil  string // the last day, "" for no end
	RecordedAt  time.Time
	RecordedBy  int64
	WithdrawnAt *time.Time
	WithdrawnBy int64
	Reason      string // how the withdrawal came
}

// ConsentState is what a consent is worth on a day.
type ConsentState string

// The states of a consent.
const (
	ConsentGiven     ConsentState = "given"
	ConsentWithdrawn ConsentState = "withdrawn"
	ConsentExpired   ConsentState = "expired"
)

// State returns what the consent is worth on a day, written 2006-01-02.
func (c *Consent) State(today string) ConsentState {
	switch {
	case c.WithdrawnAt != nil:
		return ConsentWithdrawn
	case c.ValidUntil != "" && c.ValidUntil < today:
		return ConsentExpired
	}
	return ConsentGiven
}

// Tidy trims what was entered.
func (c *Consent) Tidy() {
	c.Source = strings.Join(strings.Fields(strings.Map(inLine, c.Source)), " ")
	c.Reason = strings.Join(strings.Fields(strings.Map(inLine, c.Reason)), " ")
	c.GivenOn, c.ValidUntil = strings.TrimSpace(c.GivenOn), strings.TrimSpace(c.ValidUntil)
}

// Validate returns what is wrong as *Invalid, or nil; today is a day, written
// 2006-01-02, after which nothing can have been given.
func (c *Consent) Validate(today string) error {
	var wrong Invalid
	if c.Purpose == 0 {
		wrong.Add("purpose", "error.required")
	}
	if !slices.Contains(LegalBases, c.LegalBasis) {
		wrong.Add("legal_basis", "error.choice")
	}
	checkText(Field{Name: "source", Type: TypeText, Max: 200, Mandatory: true}, c.Source, &wrong)
	checkText(Field{Name: "given_on", Type: TypeDate, Mandatory: true}, c.GivenOn, &wrong)
	checkText(Field{Name: "valid_until", Type: TypeDate}, c.ValidUntil, &wrong)
	checkText(Field{Name: "reason", Type: TypeText, Max: 200}, c.Reason, &wrong)
	switch {
	case len(wrong.Fields) > 0:
	case c.GivenOn > today:
		wrong.Add("given_on", "error.future")
	case c.ValidUntil != "" && c.ValidUntil < c.GivenOn:
		wrong.Add("valid_until", "error.before_start")
	}
	return wrong.Err()
}
