package crm

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// Likeness is why two records may be one: a message key's end, the strongest
// first.
type Likeness string

// The likenesses of records.
const (
	SameOrgNo   Likeness = "org_no"
	SameVATNo   Likeness = "vat_no"
	SameEmail   Likeness = "email"
	SamePhone   Likeness = "phone"
	SameName    Likeness = "name"
	SameDomain  Likeness = "domain"
	SimilarName Likeness = "similar_name"
)

// strength orders likenesses; what a number says weighs more than all names.
var strength = map[Likeness]int{SameOrgNo: 64, SameVATNo: 64, SameEmail: 32, SamePhone: 8, SameName: 9, SameDomain: 5, SimilarName: 4}

// Duplicate is a record that another may be, and why.
type Duplicate struct {
	Hit
	Why []Likeness
}

// SortDuplicates puts the likeliest first.
func SortDuplicates(list []Duplicate) {
	weight := func(d Duplicate) (sum int) {
		for _, w := range d.Why {
			sum += strength[w]
		}
		return sum
	}
	slices.SortStableFunc(list, func(a, b Duplicate) int { return cmp.Compare(weight(b), weight(a)) })
}

// NumberKey returns the form in which equal registration and VAT numbers are
// equal: no signs, no country before the digits, no word after them.
func NumberKey(number string) string {
	s := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToUpper(r)
		}
		return -1
	}, number)
	if len(s) > 4 && strings.Trim(s[:2], "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" && s[2] >= '0' && s[2] <= '9' {
		s = s[2:]
	}
	for _, word := range []string{"MVA", "MWST", "TVA", "IVA"} {
		s = strings.TrimSuffix(s, word)
	}
	return cut(s, 40)
}

// freeMail are domains that say nothing about who writes from them.
var freeMail = map[string]bool{"gmail.com": true, "googlemail.com": true, "outlook.com": true, "hotmail.com": true, "live.com": true,
	"live.dk": true, "hotmail.dk": true, "hotmail.se": true, "msn.com": true, "yahoo.com": true, "icloud.com": true, "me.com": true, "mail.com": true,
	"gmx.de": true, "gmx.net": true, "web.de": true, "t-online.de": true, "online.no": true, "telia.com": true, "mail.dk": true, "orange.fr": true,
	"free.fr": true, "wanadoo.fr": true, "ziggo.nl": true, "kpnmail.nl": true, "proton.me": true, "protonmail.com": true}

// Domains returns the domains that are the company's own: of its website and
// its addresses.
func (c *Company) Domains() []string {
	var out []string
	add := func(domain string) {
		domain = strings.ToLower(domain)
		if domain != "" && !freeMail[domain] && !slices.Contains(out, domain) {
			out = append(out, domain)
		}
	}
	add(first(c.Domain, domainOf(c.Website)))
	for _, e := range c.Emails {
		_, domain, _ := strings.Cut(e.Address, "@")
		add(domain)
	}
	return out
}

// NameWords returns the words by which a name like the company's is looked
// for: no legal form; none when there is too little to go by.
func (c *Company) NameWords() []string {
	words := ownWords(c.Name)
	if len(strings.Join(words, "")) < 4 {
		return nil
	}
	return words
}

// Likeness returns why the two may be one company; none when they may not.
func (c *Company) Likeness(other *Company) []Likeness {
	var why []Likeness
	if same(numberKeys(c.OrgNo), numberKeys(other.OrgNo)) {
		why = append(why, SameOrgNo)
	}
	if same(numberKeys(c.VATNo), numberKeys(other.VATNo)) || same(numberKeys(c.OrgNo, c.VATNo), numberKeys(other.OrgNo, other.VATNo)) && len(why) == 0 {
		why = append(why, SameVATNo)
	}
	why = append(why, samePoints(c.Emails, other.Emails, c.Phones, other.Phones)...)
	switch mine, theirs := ownWords(c.Name), ownWords(other.Name); {
	case len(mine) == 0:
	case slices.Equal(mine, theirs):
		why = append(why, SameName)
	case c.NameWords() != nil && alike(mine, theirs):
		why = append(why, SimilarName)
	}
	if same(c.Domains(), other.Domains()) {
		why = append(why, SameDomain)
	}
	return why
}

// NameWords returns the words by which a name like the person's is looked for;
// none when there is too little to go by.
func (p *Person) NameWords() []string {
	if p.LastName == "" || p.FirstName == "" {
		return nil
	}
	return append(words(p.FirstName), words(p.LastName)...)
}

// Likeness returns why the two may be one person; none when they may not.
func (p *Person) Likeness(other *Person) []Likeness {
	why := samePoints(p.Emails, other.Emails, p.Phones, other.Phones)
	mine, theirs := p.NameWords(), other.NameWords()
	switch {
	case len(mine) == 0:
	case slices.Equal(mine, theirs):
		why = append(why, SameName)
	case alike(mine, append(theirs, words(other.MiddleName)...)):
		why = append(why, SimilarName)
	}
	return why
}

func samePoints(mails, otherMails []Email, phones, otherPhones []Phone) []Likeness {
	var why []Likeness
	if same(emailKeys(mails), emailKeys(otherMails)) {
		why = append(why, SameEmail)
	}
	if same(phoneKeys(phones), phoneKeys(otherPhones)) {
		why = append(why, SamePhone)
	}
	return why
}

func numberKeys(numbers ...string) []string {
	var out []string
	for _, n := range numbers {
		if key := NumberKey(n); len(key) >= 4 {
			out = append(out, key)
		}
	}
	return out
}

func emailKeys(emails []Email) []string {
	var out []string
	for _, e := range emails {
		out = append(out, EmailKey(e.Address))
	}
	return out
}

func phoneKeys(phones []Phone) []string {
	var out []string
	for _, p := range phones {
		if p.E164 != "" {
			out = append(out, p.E164)
		}
	}
	return out
}

// same reports whether the lists share an element.
func same(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return s != "" && slices.Contains(b, s) })
}

// alike reports whether every word of the one begins a word of the other.
func alike(typed, name []string) bool {
	return len(typed) > 0 && !slices.ContainsFunc(typed, func(w string) bool {
		return !slices.ContainsFunc(name, func(n string) bool { return strings.HasPrefix(n, w) })
	})
}

// legalForms are words that tell what kind of company it is, not which one.
var legalForms = map[string]bool{"a": true, "s": true, "as": true, "aps": true, "ab": true, "asa": true, "oy": true, "oyj": true, "gmbh": true,
	"ag": true, "kg": true, "ug": true, "bv": true, "b": true, "v": true, "nv": true, "n": true, "ltd": true, "limited": true, "plc": true, "llc": true,
	"inc": true, "is": true, "ivs": true, "ks": true, "sarl": true, "sa": true, "sas": true, "co": true, "ky": true, "hb": true, "ans": true, "da": true, "i": true}

// ownWords are the folded words of a company's name without its legal form,
// all of them when nothing else is left.
func ownWords(name string) []string {
	all := words(name)
	own := slices.DeleteFunc(slices.Clone(all), func(w string) bool { return legalForms[w] })
	if len(own) == 0 {
		return all
	}
	return own
}
