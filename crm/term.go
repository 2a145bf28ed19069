package crm

import (
	"slices"
	"strings"
)

const (
	maxTerm  = 60 // bytes of a search term
	maxTerms = 80 // terms of one record
	maxWords = 8  // words of a query that count
)

// termSet collects the search terms of one record, each once.
type termSet struct{ terms []string }

func (t *termSet) add(term string) {
	term = cut(term, maxTerm)
	if term == "" || len(t.terms) >= maxTerms || slices.Contains(t.terms, term) {
		return
	}
	t.terms = append(t.terms, term)
}

func (t *termSet) words(texts ...string) {
	for _, s := range texts {
		for _, w := range words(s) {
			t.add(bare(w))
		}
	}
}

// whole adds an address or a domain as one term, and its words.
func (t *termSet) whole(s string) {
	t.add(strings.ToLower(s))
	t.words(s)
}

// points adds phone numbers, so that any part of four digits or more finds
// them, and e-mail addresses.
func (t *termSet) points(phones []Phone, emails []Email) {
	for _, e := range emails {
		t.add(EmailKey(e.Address))
		local, domain, _ := strings.Cut(e.Address, "@")
		t.words(local)
		t.add(strings.ToLower(domain))
	}
	for _, p := range phones {
		number := digits(first(p.E164, p.Number))
		t.add(bare(number))
		for i := 1; i+4 <= len(number); i++ {
			t.add(bare(number[i:]))
		}
	}
}

// QueryTerms returns the beginnings of terms that a record found by the text
// must have, all of them. No terms means that the text asks for nothing.
func QueryTerms(text string) []string {
	var t termSet
	if number, ok := phoneLike(text); ok {
		t.add(number)
		return t.terms
	}
	for _, token := range strings.Fields(text) {
		if strings.Contains(token, "@") {
			t.add(strings.ToLower(token))
			continue
		}
		t.words(token)
	}
	return t.terms[:min(len(t.terms), maxWords)]
}

// phoneLike reports whether the text is a number as people write phone
// numbers, and returns its digits.
func phoneLike(text string) (string, bool) {
	if strings.Trim(text, "0123456789 +-()/.") != "" {
		return "", false
	}
	number := bare(digits(text))
	return number, len(number) >= 2
}

// bare takes leading zeros off a number, so that a trunk or exit prefix does
// not matter.
func bare(w string) string {
	if strings.Trim(w, "0123456789") != "" {
		return w
	}
	if t := strings.TrimLeft(w, "0"); t != "" {
		return t
	}
	return w
}

// cut shortens s to at most n bytes without splitting a letter.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && s[n]&0xC0 == 0x80 {
		n--
	}
	return s[:n]
}
