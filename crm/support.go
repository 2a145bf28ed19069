package crm

import (
	"net/mail"
	"slices"
	"strings"
	"time"
)

// SupportSettings says who asks the vendor for support, and where.
type SupportSettings struct {
	Contact SupportContact `json:"contact"`
	Address string         `json:"address"` // the vendor's e-mail address for support
}

// SupportContact is the customer's one named contact.
type SupportContact struct {
	Name  string `json:"name"`
	Email string `json:"email"`
	Phone string `json:"phone,omitempty"`
}

// Named reports whether there is a contact who can be reached.
func (c SupportContact) Named() bool { return c.Name != "" && c.Email != "" }

// Tidy takes away what surrounds the values.
func (s *SupportSettings) Tidy() {
	for _, text := range []*string{&s.Contact.Name, &s.Contact.Email, &s.Contact.Phone, &s.Address} {
		*text = strings.Join(strings.Fields(*text), " ")
	}
}

// Validate returns what is wrong as *Invalid, or nil.
func (s *SupportSettings) Validate() error {
	var wrong Invalid
	for field, text := range map[string]string{"name": s.Contact.Name, "email": s.Contact.Email, "phone": s.Contact.Phone, "address": s.Address} {
		if len([]rune(text)) > 200 {
			wrong.Add(field, "error.too_long", "max", 200)
		}
	}
	for field, text := range map[string]string{"email": s.Contact.Email, "address": s.Address} {
		if a, err := mail.ParseAddress(text); text != "" && (err != nil || a.Address != text) {
			wrong.Add(field, "error.email")
		}
	}
	return wrong.Err()
}

// SupportSeverity says how bad it is.
type SupportSeverity string

// The severities, the worst first.
const (
	SupportCritical SupportSeverity = "critical" // nobody can work
	SupportHigh     SupportSeverity = "high"     // an important function fails
	SupportNormal   SupportSeverity = "normal"
	SupportQuestion SupportSeverity = "question"
)

// SupportSeverities lists all of them.
var SupportSeverities = []SupportSeverity{SupportCritical, SupportHigh, SupportNormal, SupportQuestion}

// SupportCase is what somebody asks the vendor.
type SupportCase struct {
	Severity SupportSeverity
	Title    string
	Happened string // what happened, and what was expected
	Steps    string // how to make it happen again
	Reporter SupportContact
	Contact  SupportContact // the customer's named one
	MadeAt   time.Time
}

// Limits of a case.
const (
	maxSupportTitle   = 150
	maxSupportText    = 10_000
	SupportShots      = 5       // screenshots of one case
	SupportShotBytes  = 4 << 20 // of one
	SupportTotalBytes = 12 << 20
)

// Tidy takes away what surrounds the values.
func (c *SupportCase) Tidy() {
	c.Title = strings.Join(strings.Fields(c.Title), " ")
	c.Happened, c.Steps = strings.TrimSpace(c.Happened), strings.TrimSpace(c.Steps)
}

// Validate returns what is wrong as *Invalid, or nil.
func (c *SupportCase) Validate() error {
	var wrong Invalid
	if !slices.Contains(SupportSeverities, c.Severity) {
		wrong.Add("severity", "error.choice")
	}
	for field, text := range map[string]string{"title": c.Title, "happened": c.Happened} {
		if text == "" {
			wrong.Add(field, "error.required")
		}
	}
	if len([]rune(c.Title)) > maxSupportTitle {
		wrong.Add("title", "error.too_long", "max", maxSupportTitle)
	}
	for field, text := range map[string]string{"happened": c.Happened, "steps": c.Steps} {
		if len([]rune(text)) > maxSupportText {
			wrong.Add(field, "error.too_long", "max", maxSupportText)
		}
	}
	return wrong.Err()
}

// SupportFile is one file of a case or of the diagnostics.
type SupportFile struct {
	Name    string
	Content []byte
}

// SupportDraft is a case that was prepared and neither saved nor sent yet.
type SupportDraft struct {
	ID    string
	Title string
	Size  int64 // of the whole file
	Files []SupportFile
}

// Diagnosis is what may be told about a database: how it is set and how much it
// holds, and nothing of what.
type Diagnosis struct {
	Engine  string
	Options []DiagnosisLine // in their order
	Schema  int64           // number of the newest migration
	Tables  []TableCount
}

// DiagnosisLine is a name with its value.
type DiagnosisLine struct{ Name, Value string }

// TableCount is how many rows a table has; More says that it has more.
type TableCount struct {
	Table string
	Rows  int64
	More  bool
}
