package crm

import (
	"slices"
	"strings"
	"unicode"
)

const (
	maxTerm  = 60 // bytes of a search term
	maxTerms = 80 // terms of one record
	maxWords = 8  // words of a query that count
)

// Terms are the folded words that a record is found by, each once: the words
// it is named by, other words, the digits of its phone numbers, and its e-mail
// addresses.
type Terms struct{ Names, Others, Numbers, Addresses []string }

// What stands before a term of each kind in the kept text, and before a word
// of a query that is looked for there.
const (
	beforeWord    = ' '
	beforeNumber  = '+'
	beforeAddress = '<'
	endOfNumbers  = "\n"
)

// Text is the form the terms are kept in: a line of numbers, and one of all
// others.
func (t Terms) Text() string {
	var b []byte
	put := func(before byte, terms []string) {
		for _, term := range terms {
			b = append(append(b, before), term...)
		}
	}
	put(beforeNumber, t.Numbers)
	b = append(b, endOfNumbers...)
	put(beforeWord, t.Names)
	b = append(b, endOfNumbers...)
	put(beforeWord, t.Others)
	put(beforeAddress, t.Addresses)
	return string(b)
}

// ReadTerms reads what Text wrote.
func ReadTerms(text string) Terms {
	var t Terms
	numbers, rest, _ := strings.Cut(text, endOfNumbers)
	names, others, _ := strings.Cut(rest, endOfNumbers)
	others, addresses, _ := strings.Cut(others, string(beforeAddress))
	t.Numbers = strings.FieldsFunc(numbers, func(r rune) bool { return r == beforeNumber })
	t.Names, t.Others = strings.Fields(names), strings.Fields(others)
	t.Addresses = strings.FieldsFunc(addresses, func(r rune) bool { return r == beforeAddress })
	return t
}

// Match reports whether the record is found by all the words of a query.
func (t Terms) Match(words []string) bool {
	for _, w := range words {
		begins := func(term string) bool { return strings.HasPrefix(term, w) }
		switch {
		case AddressWord(w):
			if !slices.ContainsFunc(t.Addresses, begins) {
				return false
			}
		case slices.ContainsFunc(t.Names, begins), slices.ContainsFunc(t.Others, begins):
		case NumberWord(w) && slices.ContainsFunc(t.Numbers, func(n string) bool { return strings.Contains(n, w) }):
		default:
			return false
		}
	}
	return true
}

// AddressWord reports whether a word of a query is the beginning of an e-mail
// address.
func AddressWord(w string) bool { return strings.Contains(w, "@") }

// MinDigits is how many digits find a phone number.
const MinDigits = 4

// NumberWord reports whether a word of a query may be any part of a phone
// number.
func NumberWord(w string) bool {
	return len(w) >= MinDigits && strings.Trim(w, "0123456789") == ""
}

// WordMark is the text that the kept text of a record holds when one of its
// terms begins with a word of a query.
func WordMark(w string) string {
	if AddressWord(w) {
		return string(beforeAddress) + w
	}
	return string(beforeWord) + w
}

func (t *Terms) add(to *[]string, term string) {
	if strings.ContainsFunc(term, separates) {
		term = strings.Join(strings.FieldsFunc(term, separates), "")
	}
	term = cut(term, maxTerm)
	all := len(t.Names) + len(t.Others) + len(t.Numbers) + len(t.Addresses)
	if term == "" || all >= maxTerms || slices.Contains(*to, term) || to == &t.Others && slices.Contains(t.Names, term) {
		return
	}
	*to = append(*to, term)
}

// separates reports whether a sign would end a term in the kept text.
func separates(r rune) bool { return unicode.IsSpace(r) || r == beforeAddress }

func (t *Terms) words(to *[]string, texts ...string) {
	for _, s := range texts {
		for _, w := range words(s) {
			t.add(to, bare(w))
		}
	}
}

// whole adds a domain as one term, and its words.
func (t *Terms) whole(s string) {
	t.add(&t.Others, strings.ToLower(s))
	t.words(&t.Others, s)
}

// points adds phone numbers, so that any part of four digits or more finds
// them, and e-mail addresses.
func (t *Terms) points(phones []Phone, emails []Email) {
	for _, p := range phones {
		t.add(&t.Numbers, bare(digits(first(p.E164, p.Number))))
	}
	for _, e := range emails {
		t.add(&t.Addresses, EmailKey(e.Address))
		local, domain, _ := strings.Cut(e.Address, "@")
		t.words(&t.Others, local)
		t.add(&t.Others, strings.ToLower(domain))
	}
}

// QueryTerms returns the beginnings of terms that a record found by the text
// must have, all of them. No terms means that the text asks for nothing.
func QueryTerms(text string) []string {
	var t Terms
	if number, ok := phoneLike(text); ok {
		t.add(&t.Names, number)
		return t.Names
	}
	for _, token := range strings.Fields(text) {
		if strings.Contains(token, "@") {
			t.add(&t.Names, strings.ToLower(token))
			continue
		}
		t.words(&t.Names, token)
	}
	return t.Names[:min(len(t.Names), maxWords)]
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

// NameWords are the words that a record is found by which is named so.
func NameWords(text string) []string {
	var t Terms
	t.words(&t.Names, text)
	return t.Names
}
