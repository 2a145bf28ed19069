package issue

import (
	"crypto/rand"
	"encoding/base32"
	"fmt"
	"io"
	"strings"
	"time"

	"holm/licensing"
)

// Authority is a complete vendor in memory: a root, an issuer, and a clock.
// Rehearsals and tests make documents with it; the vendor's tool keeps its
// keys in a register instead.
type Authority struct {
	Root   Key
	Signer Signer
	random io.Reader
	now    func() time.Time
}

// NewAuthority makes a vendor with new keys, whose issuer may sign every type
// and is valid from a year before now to a year after. A nil random means
// crypto/rand.
func NewAuthority(random io.Reader, now func() time.Time) (*Authority, error) {
	if random == nil {
		random = rand.Reader
	}
	root, err := NewKey(random)
	if err != nil {
		return nil, err
	}
	key, err := NewKey(random)
	if err != nil {
		return nil, err
	}
	certificate, err := Certify(root, licensing.Issuer{
		Schema: 1, KeyID: key.ID, PublicKey: key.Public(), IssuedAt: now(),
		ValidFrom: now().AddDate(-1, 0, 0), ValidTo: now().AddDate(0, 11, 0), Scopes: AllScopes(),
	})
	if err != nil {
		return nil, err
	}
	return &Authority{Root: root, Signer: Signer{Key: key, Certificate: certificate}, random: random, now: now}, nil
}

// AllScopes lists every type that an issuer may sign.
func AllScopes() []string {
	return []string{
		string(licensing.TypeLicense), string(licensing.TypeRenewal),
		string(licensing.TypeTermination), string(licensing.TypeRebind),
	}
}

// Roots returns what a program must trust to take this vendor's documents.
func (a *Authority) Roots() licensing.Roots { return licensing.Roots{a.Root.Root()} }

// SignLicense returns the text of a licence. Schema, id and issued_at are
// filled in when empty.
func (a *Authority) SignLicense(l licensing.License) ([]byte, error) {
	l.Schema = 1
	if err := a.fill(&l.ID, &l.IssuedAt); err != nil {
		return nil, err
	}
	return a.Signer.Sign(l)
}

// SignRenewal returns the text of a renewal. Schema and issued_at are filled
// in when empty.
func (a *Authority) SignRenewal(r licensing.Renewal) ([]byte, error) {
	r.Schema = 1
	id := "none"
	if err := a.fill(&id, &r.IssuedAt); err != nil {
		return nil, err
	}
	return a.Signer.Sign(r)
}

// SignTermination returns the text of a termination. Schema, id, issued_at
// and export are filled in when empty.
func (a *Authority) SignTermination(t licensing.Termination) ([]byte, error) {
	t.Schema = 1
	if t.Export == "" {
		t.Export = "main_user"
	}
	if err := a.fill(&t.ID, &t.IssuedAt); err != nil {
		return nil, err
	}
	return a.Signer.Sign(t)
}

// SignRebind returns the text of a rebind. Schema, id and issued_at are
// filled in when empty.
func (a *Authority) SignRebind(r licensing.Rebind) ([]byte, error) {
	r.Schema = 1
	if err := a.fill(&r.ID, &r.IssuedAt); err != nil {
		return nil, err
	}
	return a.Signer.Sign(r)
}

// Sample returns a production licence for an installation, paid for a year
// from the clock's now, locking thirty days later, with 10 seats in the category
// "standard" and 2 in "light": something to change and sign.
func (a *Authority) Sample(installation string) licensing.License {
	from := a.now().Truncate(time.Second)
	paid := from.AddDate(1, 0, 0)
	return licensing.License{
		Schema: 1, Serial: 1,
		Customer:         licensing.Customer{No: "1001", Name: "Nordlys Maskin A/S", Country: "DK", Language: "da", TimeZone: "Europe/Copenhagen"},
		ContractingParty: licensing.Party{Name: "Holm ApS", Address: "Havnegade 1, Aarhus", Law: "Denmark", Venue: "Aarhus"},
		Agreement: licensing.Agreement{
			No: "A-1001", Kind: licensing.Onsite, Date: licensing.DateOf(from),
			FirstPeriodEnd: licensing.DateOf(paid), BillingPeriod: licensing.Annual,
		},
		Environment: licensing.Production, Installation: installation, Hosting: licensing.HostingOwn,
		Categories: []licensing.Category{
			{Code: "standard", Name: licensing.Text{"en": "Standard", "da": "Standard", "sv": "Standard"}, Seats: 10},
			{Code: "light", Name: licensing.Text{"en": "Light", "da": "Let", "sv": "Lätt"}, Seats: 2},
		},
		Term: licensing.Term{
			NotBefore: from, PaidThrough: paid, WarnFrom: paid.AddDate(0, 0, -30),
			OverdueFrom: paid, LockAt: paid.AddDate(0, 0, 30), LockMaxDays: 90,
		},
		Policy: licensing.Policy{MinWarnedHours: licensing.MinWarnedHours},
	}
}

func (a *Authority) fill(id *string, at *time.Time) error {
	if at.IsZero() {
		*at = a.now().UTC().Truncate(time.Second)
	}
	if *id != "" {
		return nil
	}
	made, err := NewID(a.random)
	*id = made
	return err
}

// NewID makes a document's identity: 16 letters and digits.
func NewID(random io.Reader) (string, error) {
	b := make([]byte, 10)
	if _, err := io.ReadFull(random, b); err != nil {
		return "", fmt.Errorf("make an id: %w", err)
	}
	return strings.ToLower(base32.StdEncoding.EncodeToString(b)), nil
}
