package crm

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold brings a text into the form it is searched by: lower case, no accents,
// and the ways of writing Nordic and German letters made one: ø, oe and o;
// å, aa and a; ü, ue and u; ß and ss. The fold of a beginning of a word is a
// beginning of the fold of the word.
func Fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	last := byte(0) // the letter before, when a following a or e may belong to it
	put := func(c byte) {
		if last != 0 && (c == 'e' || (c == 'a' && last == 'a')) {
			last = 0
			return
		}
		last = 0
		switch c {
		case 'a', 'o', 'u':
			last = c
		}
		b.WriteByte(c)
	}
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			put(c)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		foldRune(&b, r, put)
		if r > unicode.MaxLatin1 || !unicode.IsMark(r) {
			last = plainVowel(last, r)
		}
	}
	return b.String()
}

// foldRune writes a letter beyond ASCII as the letters it is folded to.
func foldRune(b *strings.Builder, r rune, put func(byte)) {
	if s, ok := letters[unicode.ToLower(r)]; ok {
		for i := range len(s) {
			put(s[i])
		}
		return
	}
	for _, d := range norm.NFKD.String(string(unicode.ToLower(r))) {
		switch {
		case unicode.Is(unicode.Mn, d):
		case d < utf8.RuneSelf:
			put(byte(d))
		default:
			b.WriteRune(d)
		}
	}
}

// plainVowel ends the run after a letter that was whole in itself: the e in
// "bøe" is a letter of its own, the one in "boe" may be half an ø.
func plainVowel(last byte, r rune) byte {
	if unicode.Is(unicode.Mn, r) {
		return last
	}
	return 0
}

// letters have no decomposition in Unicode.
var letters = map[rune]string{
	'ø': "o", 'æ': "a", 'œ': "o", 'å': "a", 'ä': "a", 'ö': "o", 'ü': "u", 'ß': "ss",
	'đ': "d", 'ð': "d", 'þ': "th", 'ł': "l", 'ı': "i",
}

// words splits a text into folded words.
func words(s string) []string {
	return strings.FieldsFunc(Fold(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}
