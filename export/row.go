package export

import (
	"strings"

	"holm/crm"
)

// appendCSV appends a record of RFC 4180: comma, CRLF, quotes where needed.
// Nothing is an empty field, an empty text is "". Formulas are not guarded:
// the files carry the data as it is.
func appendCSV(b []byte, row []value) []byte {
	for i, v := range row {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendField(b, v)
	}
	return append(b, '\r', '\n')
}

func appendField(b []byte, v value) []byte {
	switch {
	case v.null:
		return b
	case v.text != "" && !strings.ContainsAny(v.text, "\",\r\n") && v.text[0] != ' ':
		return append(b, v.text...)
	}
	b = append(b, '"')
	rest := v.text
	for {
		i := strings.IndexByte(rest, '"')
		if i < 0 {
			break
		}
		b = append(b, rest[:i]...)
		b = append(b, '"', '"')
		rest = rest[i+1:]
	}
	b = append(b, rest...)
	return append(b, '"')
}

// appendHeader appends the names of the columns as a CSV record.
func appendHeader(b []byte, columns []crm.Column) []byte {
	names := make([]value, len(columns))
	for i, c := range columns {
		names[i] = value{text: c.Name}
	}
	return appendCSV(b, names)
}

// lineForm holds the names of a table's columns ready for JSON Lines.
type lineForm [][]byte

func newLineForm(columns []crm.Column) lineForm {
	form := make(lineForm, len(columns))
	for i, c := range columns {
		lead := []byte(",")
		if i == 0 {
			lead = []byte("{")
		}
		form[i] = append(appendString(lead, c.Name), ':')
	}
	return form
}

// append appends a row as one line: an object with every column, in order.
func (f lineForm) append(b []byte, row []value) []byte {
	if len(row) == 0 {
		b = append(b, '{')
	}
	for i, v := range row {
		b = append(b, f[i]...)
		switch {
		case v.null:
			b = append(b, "null"...)
		case v.word:
			b = append(b, v.text...)
		default:
			b = appendString(b, v.text)
		}
	}
	return append(b, '}', '\n')
}

const hexDigits = "0123456789abcdef"

// appendString appends a JSON string: only what must be escaped is.
func appendString(b []byte, s string) []byte {
	b = append(b, '"')
	start := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		b = append(b, s[start:i]...)
		start = i + 1
		switch c {
		case '"', '\\':
			b = append(b, '\\', c)
		case '\n':
			b = append(b, '\\', 'n')
		case '\r':
			b = append(b, '\\', 'r')
		case '\t':
			b = append(b, '\\', 't')
		default:
			b = append(b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
		}
	}
	b = append(b, s[start:]...)
	return append(b, '"')
}
