package crm

import (
	"net"
	"slices"
	"strings"
)

// MailSecurity says how the way to the mail server is kept from others.
type MailSecurity string

// The ways: encryption that the server must offer once connected, encryption
// from the beginning, and none, which is for a server on this machine alone.
const (
	MailStartTLS MailSecurity = "starttls"
	MailTLS      MailSecurity = "tls"
	MailPlain    MailSecurity = "none"
)

// MailSecurities are all there are.
var MailSecurities = []MailSecurity{MailStartTLS, MailTLS, MailPlain}

// Port is the usual port.
func (s MailSecurity) Port() int64 {
	switch s {
	case MailTLS:
		return 465
	case MailPlain:
		return 25
	}
	return 587
}

// MailAccount is the server that mail goes out through, and whom it is from.
type MailAccount struct {
	Host     string
	Port     int64
	Security MailSecurity
	Login    string // "" when the server asks for none
	Password string // sealed by who wrote it; the store never reads it
	From     string // address
	FromName string
	Sink     string // the one address that a non-production installation writes to
}

// Set reports whether there is a server.
func (a MailAccount) Set() bool { return a.Host != "" }

// Same reports whether a password given for one account is shown to the same
// server, over the same kind of connection, for the other.
func (a MailAccount) Same(b MailAccount) bool {
	return strings.EqualFold(a.Host, b.Host) && a.Port == b.Port && a.Login == b.Login && a.Security == b.Security
}

// Tidy trims what was entered and fills in what has a usual value.
func (a *MailAccount) Tidy() {
	for _, s := range []*string{&a.Host, &a.Login, &a.From, &a.FromName, &a.Sink} {
		*s = oneLine(*s)
	}
	if a.Security == "" {
		a.Security = MailStartTLS
	}
	if a.Port == 0 {
		a.Port = a.Security.Port()
	}
}

// Validate returns what is wrong as *Invalid, or nil. An account without a
// host is none, which is valid.
func (a *MailAccount) Validate() error {
	var wrong Invalid
	if a.Sink != "" && !MailboxAddress(a.Sink) {
		wrong.Add("sink", "error.email")
	}
	if !a.Set() {
		return wrong.Err()
	}
	if len(a.Host) > 253 || strings.ContainsAny(a.Host, " /@") || strings.Contains(a.Host, ":") && net.ParseIP(a.Host) == nil {
		wrong.Add("host", "mail.error.host")
	}
	if a.Port < 1 || a.Port > 65535 {
		wrong.Add("port", "mail.error.port")
	}
	switch {
	case !slices.Contains(MailSecurities, a.Security):
		wrong.Add("security", "error.choice")
	case a.Security == MailPlain && !a.local():
		wrong.Add("security", "mail.error.plain")
	}
	switch {
	case a.From == "":
		wrong.Add("from", "error.required")
	case !MailboxAddress(a.From):
		wrong.Add("from", "error.email")
	}
	return wrong.Err()
}

// local reports whether the server is on this machine, so that what is said
// to it passes no network.
func (a *MailAccount) local() bool {
	ip := net.ParseIP(a.Host)
	return strings.EqualFold(a.Host, "localhost") || ip != nil && ip.IsLoopback()
}
