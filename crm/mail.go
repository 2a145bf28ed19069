package crm

import (
	"errors"
	"net/mail"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// MailPurpose says what a mail is for, and so what the state of the licence is
// asked before it goes out.
type MailPurpose string

// The purposes. The first four go out in every state.
const (
	MailLicence   MailPurpose = "licence"   // notices about the licence, to its contacts
	MailAgreement MailPurpose = "agreement" // what the customer tells the vendor in writing
	MailSupport   MailPurpose = "support"   // support cases
	MailTest      MailPurpose = "test"      // asked for on the page of the mail server
	MailReminder  MailPurpose = "reminder"  // reminders and all else of daily work
)

// MailPurposes are all there are.
var MailPurposes = []MailPurpose{MailLicence, MailAgreement, MailSupport, MailTest, MailReminder}

// MailState says where a mail stands.
type MailState string

// The states of a mail. One that was set aside waits for somebody to send it
// again or to discard it.
const (
	MailWaiting   MailState = "waiting"
	MailSending   MailState = "sending"
	MailSent      MailState = "sent"
	MailAside     MailState = "aside"
	MailDiscarded MailState = "discarded"
)

// Mail is a message on its way out, to all of its recipients or to none.
type Mail struct {
	ID          int64
	MessageID   string // fixed when it is queued, without angle brackets
	Purpose     MailPurpose
	Once        string // a mail with the same name is queued once; "" for any number
	To          []MailAddress
	ReplyTo     string // an address, or ""
	Subject     string
	Text        string
	Files       []MailFile // read when it is sent, not in lists
	Author      int64      // the user who asked for it, 0 for the system
	State       MailState
	Attempts    int64
	NextAt      time.Time // when it is tried again, while it waits
	Held        bool      // it had to wait for something else than its server
	Failure     string    // a message key, or "" before the first failure
	Words       string    // what the server answered last
	RedirectsTo string    // where it went instead of its recipients, or ""
	CreatedAt   time.Time
	SentAt      *time.Time
	Lease       string // of the sender that has it in hand
}

// MailAddress is a recipient.
type MailAddress struct {
	Name    string `json:"name,omitempty"`
	Address string `json:"address"`
}

// String is the recipient as people read it.
func (a MailAddress) String() string {
	if a.Name == "" {
		return a.Address
	}
	return a.Name + " <" + a.Address + ">"
}

// MailFile is a file that goes with a mail.
type MailFile struct {
	Name      string
	MediaType string
	Content   []byte
}

// MailFileLimit is the most bytes of files with one mail: what mail servers
// usually take, less what the encoding adds.
const MailFileLimit = 15 << 20

// Tidy brings names and subject into one line each.
func (m *Mail) Tidy() {
	m.Subject = oneLine(m.Subject)
	for i := range m.To {
		m.To[i].Name, m.To[i].Address = oneLine(m.To[i].Name), strings.TrimSpace(m.To[i].Address)
	}
	m.ReplyTo = strings.TrimSpace(m.ReplyTo)
}

// Validate returns what is wrong as *Invalid, or nil.
func (m *Mail) Validate() error {
	var wrong Invalid
	if !slices.Contains(MailPurposes, m.Purpose) {
		wrong.Add("purpose", "error.choice")
	}
	if len(m.To) == 0 {
		wrong.Add("to", "error.required")
	}
	for i, to := range m.To {
		if !MailboxAddress(to.Address) {
			wrong.Add(nth("to", i, "address"), "error.email")
		}
	}
	if m.ReplyTo != "" && !MailboxAddress(m.ReplyTo) {
		wrong.Add("reply_to", "error.email")
	}
	if m.Subject == "" {
		wrong.Add("subject", "error.required")
	}
	if utf8.RuneCountInString(m.Subject) > 300 {
		wrong.Add("subject", "error.too_long", "max", 300)
	}
	if !isText(m.Text) {
		wrong.Add("text", "error.not_text")
	}
	size := 0
	for i, f := range m.Files {
		if size += len(f.Content); f.Name == "" || FileName(f.Name) != f.Name {
			wrong.Add(nth("files", i, "name"), "error.not_text")
		}
	}
	if size > MailFileLimit {
		wrong.Add("files", "mail.error.files")
	}
	return wrong.Err()
}

// MailboxAddress reports whether mail can be sent to an address. Unlike in
// records, the name of a host alone is enough, as it is within a network.
func MailboxAddress(s string) bool {
	if len(s) > 254 || strings.ContainsAny(s, " <>\"\r\n\t,;") || !isText(s) {
		return false
	}
	a, err := mail.ParseAddress(s)
	return err == nil && a.Address == s
}

// ErrNoMail says that no mail server is set.
var ErrNoMail = errors.New("no mail server is set")

// MailFailure is why a mail was not sent, for people to read.
type MailFailure struct {
	Key   string // "mail.wrong.refused" and so on
	Words string // what the server or the system said
	Final bool   // trying again does not help
	Whole bool   // it is the server's or the account's: other mails fail too
}

// Error says it for the log.
func (f *MailFailure) Error() string { return f.Key + ": " + f.Words }
