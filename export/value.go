package export

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"holm/crm"
)

// value is one cell in the form that both CSV and JSON Lines are written
// from: nothing, a word (number, truth, JSON) or a text.
type value struct {
	null bool
	word bool // written without quotes in JSON
	text string
}

// errNotText marks a value that lost bytes because they are not UTF-8.
var errNotText = errors.New("not UTF-8")

// cell turns what a source yields into a value of the column's type. With
// errNotText the value is usable, and poorer than the original.
func cell(c crm.Column, v any) (value, error) {
	if v == nil {
		return value{null: true}, nil
	}
	switch c.Type {
	case crm.ColumnInteger:
		return integer(v)
	case crm.ColumnNumber:
		return number(v)
	case crm.ColumnBoolean:
		return truth(v)
	case crm.ColumnDatetime:
		return moment(v)
	case crm.ColumnDate:
		return day(v)
	case crm.ColumnBlob:
		return blob(v)
	case crm.ColumnJSON:
		return document(v)
	case crm.ColumnText:
		return text(v)
	}
	return value{}, fmt.Errorf("column %s has the unknown type %q", c.Name, c.Type)
}

func integer(v any) (value, error) {
	switch n := v.(type) {
	case int64:
		return value{word: true, text: strconv.FormatInt(n, 10)}, nil
	case int:
		return value{word: true, text: strconv.Itoa(n)}, nil
	case int32:
		return value{word: true, text: strconv.FormatInt(int64(n), 10)}, nil
	case bool:
		if n {
			return value{word: true, text: "1"}, nil
		}
		return value{word: true, text: "0"}, nil
	}
	return value{}, fmt.Errorf("%T is not an integer", v)
}

func number(v any) (value, error) {
	switch n := v.(type) {
	case float64:
		if math.IsNaN(n) || math.IsInf(n, 0) {
			return value{}, fmt.Errorf("%v is not a number", n)
		}
		b, err := json.Marshal(n)
		return value{word: true, text: string(b)}, err
	case int64, int:
		return integer(n)
	case []byte:
		return decimal(string(n))
	case string:
		return decimal(n)
	}
	return value{}, fmt.Errorf("%T is not a number", v)
}

func decimal(s string) (value, error) {
	if !json.Valid([]byte(s)) || strings.Trim(s, "+-0123456789.eE") != "" {
		return value{}, fmt.Errorf("%q is not a number", s)
	}
	return value{word: true, text: s}, nil
}

func truth(v any) (value, error) {
	switch b := v.(type) {
	case bool:
		return value{word: true, text: strconv.FormatBool(b)}, nil
	case int64:
		if b == 0 || b == 1 {
			return value{word: true, text: strconv.FormatBool(b == 1)}, nil
		}
	}
	return value{}, fmt.Errorf("%v (%T) is neither true nor false", v, v)
}

// timeForms are the ways in which engines hand out times as text.
var timeForms = []string{time.RFC3339Nano, "2006-01-02 15:04:05.999999999Z07:00", "2006-01-02 15:04:05.999999999", "2006-01-02T15:04:05.999999999"}

func moment(v any) (value, error) {
	switch t := v.(type) {
	case time.Time:
		return value{text: t.UTC().Format(time.RFC3339Nano)}, nil
	case []byte:
		return moment(string(t))
	case string:
		for _, form := range timeForms {
			if parsed, err := time.Parse(form, t); err == nil {
				return moment(parsed)
			}
		}
	}
	return value{}, fmt.Errorf("%v (%T) is not a time", v, v)
}

func day(v any) (value, error) {
	switch d := v.(type) {
	case time.Time:
		return value{text: d.Format(time.DateOnly)}, nil
	case []byte:
		return day(string(d))
	case string:
		if _, err := time.Parse(time.DateOnly, d); err == nil {
			return value{text: d}, nil
		}
	}
	return value{}, fmt.Errorf("%v (%T) is not a date", v, v)
}

func blob(v any) (value, error) {
	switch b := v.(type) {
	case []byte:
		return value{text: base64.StdEncoding.EncodeToString(b)}, nil
	case string:
		return value{text: base64.StdEncoding.EncodeToString([]byte(b))}, nil
	}
	return value{}, fmt.Errorf("%T is not a blob", v)
}

// document writes a JSON text as it is, without the spaces between its parts.
// A text that is not JSON becomes a JSON string, so that no cell stops an
// export.
func document(v any) (value, error) {
	t, err := text(v)
	if err != nil && !errors.Is(err, errNotText) {
		return t, err
	}
	var compact bytes.Buffer
	if json.Compact(&compact, []byte(t.text)) != nil {
		return value{word: true, text: string(appendString(nil, t.text))}, err
	}
	if compact.String() == "null" {
		return value{null: true}, err
	}
	return value{word: true, text: compact.String()}, err
}

func text(v any) (value, error) {
	var s string
	switch t := v.(type) {
	case string:
		s = t
	case []byte:
		s = string(t)
	default:
		return value{}, fmt.Errorf("%T is not a text", v)
	}
	if !utf8.ValidString(s) {
		return value{text: strings.ToValidUTF8(s, "\uFFFD")}, errNotText
	}
	return value{text: s}, nil
}
