package crm

import (
	"crypto/x509"
	"encoding/pem"
	"errors"
	"net"
	"net/url"
	"strings"
	"time"
)

// Refresh says where the server asks for newer documents of the vendor, if it
// does at all. The zero value does not.
type Refresh struct {
	On      bool   `json:"on"`
	Address string `json:"address"`         // of the vendor, as https://licence.vendor.example
	Proxy   string `json:"proxy,omitempty"` // http or https; "" for none
	CA      string `json:"ca,omitempty"`    // certificates in PEM that are believed instead of the system's
}

// ErrRefreshOff says that asking the vendor for documents is switched off.
var ErrRefreshOff = errors.New("asking the vendor for documents is switched off")

const maxRefreshCA = 64 << 10

// Tidy takes away what surrounds the values.
func (r *Refresh) Tidy() {
	r.Address = strings.TrimRight(strings.TrimSpace(r.Address), "/")
	r.Proxy, r.CA = strings.TrimSpace(r.Proxy), strings.TrimSpace(r.CA)
}

// Validate returns what is wrong as *Invalid, or nil. The address speaks HTTPS
// unless it is on this machine, and carries neither log-in nor query: nothing
// but the installation's id is told.
func (r *Refresh) Validate() error {
	var wrong Invalid
	switch {
	case r.Address == "" && r.On:
		wrong.Add("address", "error.required")
	case r.Address != "" && !plainAddress(r.Address, "https") && !(plainAddress(r.Address, "http") && onThisMachine(r.Address)):
		wrong.Add("address", "error.refresh_address")
	}
	if r.Proxy != "" && !plainAddress(r.Proxy, "http") && !plainAddress(r.Proxy, "https") {
		wrong.Add("proxy", "error.refresh_proxy")
	}
	if _, ok := r.Authorities(); !ok {
		wrong.Add("ca", "error.refresh_ca")
	}
	return wrong.Err()
}

// plainAddress reports whether the text is an address of that scheme without
// log-in, query or fragment.
func plainAddress(text, scheme string) bool {
	u, err := url.Parse(text)
	return err == nil && u.Scheme == scheme && u.Hostname() != "" && u.User == nil && u.RawQuery == "" && u.Fragment == "" &&
		!u.ForceQuery && len(text) <= 500
}

func onThisMachine(text string) bool {
	u, err := url.Parse(text)
	if err != nil {
		return false
	}
	ip := net.ParseIP(u.Hostname())
	return u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
}

// Authorities returns the certificates that are believed, none when the
// system's are; false when the text holds no certificate or something else.
func (r Refresh) Authorities() ([]*x509.Certificate, bool) {
	rest := []byte(r.CA)
	if len(rest) > maxRefreshCA {
		return nil, false
	}
	var out []*x509.Certificate
	for len(strings.TrimSpace(string(rest))) > 0 {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil || block.Type != "CERTIFICATE" {
			return nil, false
		}
		c, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, false
		}
		out = append(out, c)
	}
	return out, true
}

// RefreshOutcome says how asking the vendor went.
type RefreshOutcome string

// The outcomes of asking.
const (
	RefreshNothing     RefreshOutcome = "nothing"     // nothing that is not here
	RefreshAdded       RefreshOutcome = "added"       // newer documents hold
	RefreshWaiting     RefreshOutcome = "waiting"     // a newer document waits for an acknowledgement
	RefreshRefused     RefreshOutcome = "refused"     // a document was not genuine, or not for here
	RefreshUnreachable RefreshOutcome = "unreachable" // nobody answered
	RefreshDistrusted  RefreshOutcome = "distrusted"  // the certificate is not believed
	RefreshForbidden   RefreshOutcome = "forbidden"   // the name leads to an address that is not asked
	RefreshUnknown     RefreshOutcome = "unknown"     // the vendor does not know this installation
	RefreshFailed      RefreshOutcome = "failed"      // another answer than documents
	RefreshTooLong     RefreshOutcome = "too_long"
	RefreshUnreadable  RefreshOutcome = "unreadable"
)

// RefreshOutcomes lists all of them.
var RefreshOutcomes = []RefreshOutcome{RefreshNothing, RefreshAdded, RefreshWaiting, RefreshRefused, RefreshUnreachable, RefreshDistrusted,
	RefreshForbidden, RefreshUnknown, RefreshFailed, RefreshTooLong, RefreshUnreadable}

// RefreshResult is what asking the vendor came to.
type RefreshResult struct {
	At      time.Time      `json:"at"`
	Outcome RefreshOutcome `json:"outcome"`
	Status  int            `json:"status,omitempty"` // of the answer, when it was none of use
	Added   int            `json:"added,omitempty"`
	Waiting int            `json:"waiting,omitempty"`
	Reason  string         `json:"reason,omitempty"` // why a document was refused
}

// Failed reports whether the vendor could not be asked, or gave nothing of use.
func (r RefreshResult) Failed() bool {
	return r.Outcome != RefreshNothing && r.Outcome != RefreshAdded && r.Outcome != RefreshWaiting
}

// How often the vendor is asked.
const (
	refreshEvery = 24 * time.Hour
	refreshAgain = 4 * time.Hour // after a failure
	refreshWide  = 2 * time.Hour // installations do not ask all at once
)

// RefreshDue is when the vendor is asked next. jitter gives a length of time
// below the one it is given.
func RefreshDue(last RefreshResult, now time.Time, jitter func(time.Duration) time.Duration) time.Time {
	switch {
	case last.At.IsZero():
		return now.Add(jitter(refreshWide))
	case last.At.After(now): // the clock was put back
		return now.Add(refreshEvery - jitter(refreshWide))
	case last.Failed():
		return last.At.Add(refreshAgain + jitter(refreshWide))
	}
	return last.At.Add(refreshEvery - jitter(refreshWide))
}
