package licensing

import (
	"bytes"
	"encoding/binary"
	"regexp"
	"strings"
	"unicode/utf16"
)

var (
	quoteMarks = regexp.MustCompile(`(?m)^[ \t]*((>|&gt;|\|)[ \t]*)+`)
	softBreak  = regexp.MustCompile(`=[ \t]*\n`)
)

// invisible are the characters that mail programs put between others.
var invisible = strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u200b", "", "\u200c", "", "\u200d", "", "\u2060", "", "\u00ad", "", "\ufeff", "")

// repair undoes what mail programs and editors do to a text: byte order marks,
// UTF-16, line ends, quote marks, hard and invisible spaces. It never touches what is
// signed: a text damaged beyond this fails its signature.
func repair(raw []byte) string {
	text := string(fromUTF16(raw))
	text = strings.ReplaceAll(text, "\r\n", "\n")
	text = strings.ReplaceAll(text, "\r", "\n")
	text = invisible.Replace(text)
	return quoteMarks.ReplaceAllString(text, "")
}

// unwrap joins lines that were wrapped anew, quoted-printable breaks included.
func unwrap(text string) string {
	text = strings.ReplaceAll(text, "=3D", "=")
	inner := strings.TrimRight(text, " \t\n")
	padding := inner[len(strings.TrimRight(inner, "=")):]
	inner = softBreak.ReplaceAllString(strings.TrimSuffix(inner, padding), "")
	return strings.NewReplacer(" ", "", "\t", "", "\n", "").Replace(inner) + padding
}

func fromUTF16(raw []byte) []byte {
	var order binary.ByteOrder
	switch {
	case bytes.HasPrefix(raw, []byte{0xff, 0xfe}):
		order, raw = binary.LittleEndian, raw[2:]
	case bytes.HasPrefix(raw, []byte{0xfe, 0xff}):
		order, raw = binary.BigEndian, raw[2:]
	case len(raw) >= 4 && raw[0] != 0 && raw[1] == 0 && raw[3] == 0:
		order = binary.LittleEndian
	case len(raw) >= 4 && raw[0] == 0 && raw[1] != 0 && raw[2] == 0:
		order = binary.BigEndian
	default:
		return raw
	}
	units := make([]uint16, len(raw)/2)
	for i := range units {
		units[i] = order.Uint16(raw[2*i:])
	}
	return []byte(string(utf16.Decode(units)))
}
