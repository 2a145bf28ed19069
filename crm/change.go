package crm

import (
	"encoding/json"
	"math"
	"reflect"
	"strconv"
	"strings"
)

// Change gives fields new values, by API name. Values may be as JSON decodes
// them, as a form sends them (text), or of the field's own Go type; nil and
// "" clear a field.
type Change map[string]any

// FieldChange is what happened to one field.
type FieldChange struct {
	Field  string `json:"field"`
	Before any    `json:"before,omitempty"`
	After  any    `json:"after,omitempty"`
}

func apply[T any](fields []field[T], r *T, change Change) error {
	var wrong Invalid
	seen := 0
	for _, f := range fields {
		v, ok := change[f.Name]
		if !ok {
			continue
		}
		seen++
		if key := assign(f.at(r), v); key != "" {
			wrong.Add(f.Name, key)
		}
	}
	if seen < len(change) {
		for name := range change {
			if !has(fields, name) {
				wrong.Add(name, "error.unknown_field")
			}
		}
	}
	return wrong.Err()
}

func has[T any](fields []field[T], name string) bool {
	for _, f := range fields {
		if f.Name == name {
			return true
		}
	}
	return false
}

// assign puts v where at points, or returns the message key of why not.
func assign(at, v any) string {
	switch p := at.(type) {
	case *string:
		return assignText(p, v)
	case *int64:
		return assignInteger(p, v)
	case *bool:
		return assignFlag(p, v)
	case *[]string:
		return assignTexts(p, v)
	default:
		return assignList(at, v)
	}
}

func assignText(p *string, v any) string {
	switch v := v.(type) {
	case nil:
		*p = ""
	case string:
		*p = strings.TrimSpace(strings.ReplaceAll(v, "\r\n", "\n"))
	case Visibility:
		*p = string(v)
	default:
		return "error.not_text"
	}
	return ""
}

func assignInteger(p *int64, v any) string {
	switch v := v.(type) {
	case nil:
		*p = 0
	case int:
		*p = int64(v)
	case int64:
		*p = v
	case float64:
		if v != math.Trunc(v) || math.Abs(v) > 1<<53 {
			return "error.not_integer"
		}
		*p = int64(v)
	case json.Number:
		return assignInteger(p, v.String())
	case string:
		v = strings.TrimSpace(v)
		if v == "" {
			*p = 0
			return ""
		}
		n, err := strconv.ParseInt(v, 10, 64)
		if err != nil {
			return "error.not_integer"
		}
		*p = n
	default:
		return "error.not_integer"
	}
	return ""
}

func assignFlag(p *bool, v any) string {
	switch v := v.(type) {
	case nil:
		*p = false
	case bool:
		*p = v
	case string:
		switch strings.ToLower(strings.TrimSpace(v)) {
		case "", "0", "false", "off", "no":
			*p = false
		case "1", "true", "on", "yes":
			*p = true
		default:
			return "error.not_flag"
		}
	default:
		return "error.not_flag"
	}
	return ""
}

// assignTexts takes a list of texts, or one text with commas between them.
func assignTexts(p *[]string, v any) string {
	text, ok := v.(string)
	if !ok || strings.HasPrefix(strings.TrimSpace(text), "[") {
		return assignList(p, v)
	}
	*p = nil
	for part := range strings.SplitSeq(text, ",") {
		if part = strings.TrimSpace(part); part != "" {
			*p = append(*p, part)
		}
	}
	return ""
}

func assignList(at, v any) string {
	target := reflect.ValueOf(at).Elem()
	if v == nil || v == "" {
		target.SetZero()
		return ""
	}
	if reflect.TypeOf(v) == target.Type() {
		target.Set(reflect.ValueOf(v))
		return ""
	}
	raw, err := json.Marshal(v)
	if s, ok := v.(string); ok {
		raw, err = []byte(s), nil
	}
	if err != nil {
		return "error.not_list"
	}
	fresh := reflect.New(target.Type())
	if err := json.Unmarshal(raw, fresh.Interface()); err != nil {
		return "error.not_list"
	}
	target.Set(fresh.Elem())
	return ""
}

// differences lists the fields whose values differ. A nil before lists every
// field that has a value.
func differences[T any](fields []field[T], before, after *T) []FieldChange {
	var out []FieldChange
	for _, f := range fields {
		now := valueAt(f.at(after))
		var was any
		if before != nil {
			was = valueAt(f.at(before))
		}
		if sameValue(was, now) {
			continue
		}
		out = append(out, FieldChange{Field: f.Name, Before: was, After: now})
	}
	return out
}

// valueAt returns the value that at points to; nil for an empty one.
func valueAt(at any) any {
	switch p := at.(type) {
	case *string:
		if *p != "" {
			return *p
		}
	case *int64:
		if *p != 0 {
			return *p
		}
	case *bool:
		if *p {
			return true
		}
	case *[]Phone:
		if len(*p) > 0 {
			return *p
		}
	case *[]Email:
		if len(*p) > 0 {
			return *p
		}
	case *[]Link:
		if len(*p) > 0 {
			return *p
		}
	case *[]Affiliation:
		if len(*p) > 0 {
			return *p
		}
	case *[]string:
		if len(*p) > 0 {
			return *p
		}
	}
	return nil
}

func sameValue(a, b any) bool {
	switch a.(type) {
	case nil:
		return b == nil
	case string, int64, bool:
		switch b.(type) {
		case nil, string, int64, bool:
			return a == b
		}
		return false
	}
	return reflect.DeepEqual(a, b)
}

func values[T any](fields []field[T], r *T) map[string]any {
	out := make(map[string]any, len(fields))
	for _, f := range fields {
		out[f.Name] = valueAt(f.at(r))
	}
	return out
}
