package crm

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// filterToken is a word, a quoted text or a sign of a filter's text.
type filterToken struct {
	kind filterTokenKind
	text string // of a word as written, of a quoted text without its quotes
	at   int    // the position of its first letter, from 1
}

type filterTokenKind uint8

const (
	tokenEnd filterTokenKind = iota
	tokenWord
	tokenText
	tokenSign // ( ) , = != < <= > >= ..
)

// word reports whether the token is that keyword, in any case.
func (t filterToken) word(keyword string) bool {
	return t.kind == tokenWord && strings.EqualFold(t.text, keyword)
}

func (t filterToken) sign(s string) bool { return t.kind == tokenSign && t.text == s }

// filterSigns are the signs, each before its own beginning.
var filterSigns = []string{"..", "!=", "<>", "<=", ">=", "<", ">", "=", "(", ")", ","}

// lexFilter splits a filter's text into tokens; the last one is the end.
func lexFilter(text string) ([]filterToken, *Invalid) {
	var tokens []filterToken
	at := 1
	for text != "" {
		r, size := utf8.DecodeRuneInString(text)
		switch {
		case r == utf8.RuneError && size < 2, r == 0:
			return nil, wrongFilter("error.filter_letter", at)
		case unicode.IsSpace(r):
			text, at = text[size:], at+1
			continue
		}
		token := filterToken{at: at}
		rest := text
		switch sign := filterSign(text); {
		case r == '"':
			var ok bool
			if token.text, rest, ok = quoted(text[1:]); !ok {
				return nil, wrongFilter("error.filter_quote", at)
			}
			token.kind = tokenText
		case sign != "":
			token.kind, token.text, rest = tokenSign, sign, text[len(sign):]
		default:
			token.kind, token.text = tokenWord, bareWord(text)
			rest = text[len(token.text):]
		}
		if !utf8.ValidString(token.text) || strings.ContainsRune(token.text, 0) {
			return nil, wrongFilter("error.filter_letter", at)
		}
		tokens = append(tokens, token)
		at += utf8.RuneCountInString(text[:len(text)-len(rest)])
		text = rest
	}
	return append(tokens, filterToken{kind: tokenEnd, at: at}), nil
}

func filterSign(text string) string {
	for _, s := range filterSigns {
		if strings.HasPrefix(text, s) {
			return s
		}
	}
	return ""
}

// quoted reads up to the closing quote; a backslash takes the letter after it
// as it is.
func quoted(text string) (value, rest string, ok bool) {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '"':
			return b.String(), text[i+1:], true
		case '\\':
			if i++; i == len(text) {
				return "", "", false
			}
		}
		b.WriteByte(text[i])
	}
	return "", "", false
}

// bareWord is what stands before the next space, quote or sign.
func bareWord(text string) string {
	for i, r := range text {
		if i > 0 && (unicode.IsSpace(r) || r == '"' || filterSign(text[i:]) != "") {
			return text[:i]
		}
	}
	return text
}

func quote(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

// wrongFilter is the error of a filter's text: what is wrong, and where.
func wrongFilter(key string, at int, args ...any) *Invalid {
	var wrong Invalid
	wrong.Add("filter", key, append([]any{"position", at}, args...)...)
	return &wrong
}
