package crm

import (
	"strings"
	"unicode"

	"github.com/nyaruka/phonenumbers"
)

// PhoneKinds are the kinds of phone number.
var PhoneKinds = []string{"direct", "mobile", "private", "main", "fax"}

// Phone is a number as it was written, with the key it is found and dialled by.
type Phone struct {
	Kind   string `json:"kind,omitempty"` // one of PhoneKinds
	Number string `json:"number"`         // as written
	E164   string `json:"e164,omitempty"` // "+4533124567"; "" when the number is not understood
}

// Email is an address; at most one of a record's is the primary.
type Email struct {
	Address string `json:"address"`
	Primary bool   `json:"primary,omitempty"`
	Invalid bool   `json:"invalid,omitempty"` // mail to it came back for good
	Bounces int64  `json:"bounce_count,omitempty"`
}

// Link is a profile elsewhere.
type Link struct {
	Kind string `json:"kind,omitempty"`
	URL  string `json:"url"`
}

// Address is a place mail or people go to. Its fields stand in the record
// under a prefix: postal_city, street_city, private_city.
type Address struct {
	Line1   string
	Line2   string
	Line3   string
	Zip     string
	City    string
	County  string
	Country string // ISO 3166-1 alpha-2
}

func addressFields[T any](prefix string, of func(*T) *Address) []field[T] {
	return together(prefix,
		text(prefix+"_line1", 200, func(r *T) *string { return &of(r).Line1 }),
		text(prefix+"_line2", 200, func(r *T) *string { return &of(r).Line2 }),
		text(prefix+"_line3", 200, func(r *T) *string { return &of(r).Line3 }),
		text(prefix+"_zip", 20, func(r *T) *string { return &of(r).Zip }),
		text(prefix+"_city", 100, func(r *T) *string { return &of(r).City }),
		text(prefix+"_county", 100, func(r *T) *string { return &of(r).County }),
		coded(Countries, text(prefix+"_country", 2, func(r *T) *string { return &of(r).Country })),
	)
}

// PhoneKey returns the E.164 form of a number written in that country, "" when
// it is not a number that could be dialled.
func PhoneKey(number, country string) string {
	n, err := phonenumbers.Parse(number, country)
	if err != nil || !phonenumbers.IsPossibleNumber(n) {
		return ""
	}
	return phonenumbers.Format(n, phonenumbers.E164)
}

// EmailKey returns the form in which equal addresses are equal.
func EmailKey(address string) string { return strings.ToLower(strings.TrimSpace(address)) }

// PrimaryEmail returns the address to write to, "" when there is none.
func PrimaryEmail(emails []Email) string {
	best := ""
	for _, e := range emails {
		if e.Primary && !e.Invalid {
			return e.Address
		}
		if best == "" && !e.Invalid {
			best = e.Address
		}
	}
	return best
}

// tidyPhones trims the numbers, drops empty ones and fills the keys.
func tidyPhones(phones []Phone, country string) []Phone {
	var kept []Phone
	for _, p := range phones {
		p.Number = strings.TrimSpace(p.Number)
		if p.Number == "" {
			continue
		}
		p.E164 = PhoneKey(p.Number, country)
		kept = append(kept, p)
	}
	return kept
}

// tidyEmails trims the addresses, drops empty and repeated ones and leaves
// exactly one primary.
func tidyEmails(emails []Email) []Email {
	var kept []Email
	seen := map[string]bool{}
	primary := false
	for _, e := range emails {
		e.Address = strings.TrimSpace(e.Address)
		key := EmailKey(e.Address)
		if key == "" || seen[key] {
			continue
		}
		seen[key] = true
		e.Primary = e.Primary && !primary
		primary = primary || e.Primary
		kept = append(kept, e)
	}
	if !primary && len(kept) > 0 {
		kept[0].Primary = true
	}
	return kept
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

// tidyLinks completes the addresses and drops empty ones.
func tidyLinks(links []Link) []Link {
	var kept []Link
	for _, l := range links {
		if l.URL = tidyWebsite(l.URL); l.URL != "" {
			kept = append(kept, l)
		}
	}
	return kept
}
