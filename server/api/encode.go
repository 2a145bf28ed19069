package api

import (
	"encoding/json"
	"strconv"
	"time"
	"unicode/utf8"

	"holm/crm"
)

// columns says which values of a record are written; nil is all of them.
type columns map[string]bool

func (c columns) has(name string) bool { return c == nil || c[name] }

// append writes a record as a JSON object: the frame first, then the fields in
// their usual order; what is empty is null.
func (n *noun[T]) append(b []byte, r *T, chosen columns) []byte {
	b = append(b, '{')
	for _, f := range n.frame {
		if chosen.has(f.name) {
			b = appendValue(appendName(b, f.name), f.value(r))
		}
	}
	at := n.at(r)
	for i, f := range n.fields {
		if chosen.has(f.Name) {
			b = appendValue(appendName(b, f.Name), at[i])
		}
	}
	for _, f := range n.set {
		if chosen.has(f.name) {
			b = appendValue(appendName(b, f.name), f.value(r))
		}
	}
	return append(b, '}')
}

func appendName(b []byte, name string) []byte {
	if b[len(b)-1] != '{' {
		b = append(b, ',')
	}
	b = append(b, '"')
	b = append(b, name...)
	return append(b, '"', ':')
}

func appendValue(b []byte, v any) []byte {
	switch v := v.(type) {
	case *string:
		return appendText(b, *v)
	case string:
		return appendText(b, v)
	case *int64:
		return appendInteger(b, *v)
	case int64:
		return appendInteger(b, v)
	case *bool:
		return strconv.AppendBool(b, *v)
	case bool:
		return strconv.AppendBool(b, v)
	case time.Time:
		return appendTime(b, v)
	case *time.Time:
		if v == nil {
			return append(b, "null"...)
		}
		return appendTime(b, *v)
	}
	return appendList(b, v)
}

func appendText(b []byte, s string) []byte {
	if s == "" {
		return append(b, "null"...)
	}
	for i := range len(s) {
		if c := s[i]; c < 0x20 || c == '"' || c == '\\' || c >= utf8.RuneSelf && !utf8.ValidString(s) {
			quoted, err := json.Marshal(s)
			if err != nil {
				return append(b, "null"...)
			}
			return append(b, quoted...)
		}
	}
	b = append(b, '"')
	b = append(b, s...)
	return append(b, '"')
}

// appendInteger writes 0 as null: no record has that id, and an empty number
// is none.
func appendInteger(b []byte, n int64) []byte {
	if n == 0 {
		return append(b, "null"...)
	}
	return strconv.AppendInt(b, n, 10)
}

func appendTime(b []byte, t time.Time) []byte {
	if t.IsZero() {
		return append(b, "null"...)
	}
	b = append(b, '"')
	b = t.UTC().AppendFormat(b, time.RFC3339Nano)
	return append(b, '"')
}

// appendList writes lists; an empty one is an empty list.
func appendList(b []byte, v any) []byte {
	switch l := v.(type) {
	case *[]crm.Phone:
		return appendJSON(b, *l, len(*l))
	case *[]crm.Email:
		return appendJSON(b, *l, len(*l))
	case *[]string:
		return appendJSON(b, *l, len(*l))
	case *[]crm.Link:
		return appendJSON(b, *l, len(*l))
	case *[]crm.Affiliation:
		return appendJSON(b, *l, len(*l))
	case []int64:
		return appendJSON(b, l, len(l))
	case []crm.RecordLink:
		return appendJSON(b, l, len(l))
	}
	return appendJSON(b, v, 1)
}

func appendJSON(b []byte, v any, length int) []byte {
	if length == 0 {
		return append(b, "[]"...)
	}
	raw, err := json.Marshal(v)
	if err != nil {
		return append(b, "null"...)
	}
	return append(b, raw...)
}
