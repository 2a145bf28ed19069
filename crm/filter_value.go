package crm

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// value reads a value of the field's type.
func (p *filterParser) value(f Field) (Value, *Invalid) {
	t := p.next()
	if t.kind != tokenWord && t.kind != tokenText {
		return Value{}, p.unexpected()
	}
	v, ok := Value{}, false
	switch f.Type {
	case TypeInteger:
		v, ok = numberValue(t.text)
	case TypeReference, TypeCompanies:
		if v, ok = numberValue(t.text); f.References == EntityUser && t.word("me") {
			v, ok = Value{Kind: ValueMe}, true
		}
		ok = ok && v.Number >= 0
	case TypeFlag:
		v, ok = flagValue(t.text)
	case TypeDate, TypeMoment:
		return p.date(f)
	case TypeChoice:
		v, ok = Value{Text: t.text}, slices.Contains(f.Choices, t.text)
	default:
		v, ok = Value{Text: t.text}, true
	}
	if !ok {
		return v, wrongFilter("error.filter_value", t.at, "name", f.Name, "word", cut(t.text, 60))
	}
	p.at++
	return v, nil
}

func numberValue(s string) (Value, bool) {
	n, err := strconv.ParseInt(s, 10, 64)
	return Value{Kind: ValueNumber, Number: n}, err == nil
}

func flagValue(s string) (Value, bool) {
	switch strings.ToLower(s) {
	case "yes", "true", "1":
		return Value{Kind: ValueFlag, Number: 1}, true
	case "no", "false", "0":
		return Value{Kind: ValueFlag}, true
	}
	return Value{}, false
}

// date reads a day, a time or a relative date.
func (p *filterParser) date(f Field) (Value, *Invalid) {
	t := p.next()
	wrong := wrongFilter("error.filter_date", t.at, "name", f.Name, "word", cut(t.text, 60))
	p.at++
	if day(t.text) {
		return Value{Kind: ValueDay, Text: t.text}, nil
	}
	if at, err := time.Parse(time.RFC3339, t.text); err == nil && f.Type == TypeMoment {
		return instantValue(at), nil
	}
	word := strings.ToLower(t.text)
	if slices.Contains(Periods, Period(word)) {
		return Value{Kind: ValuePeriod, Text: word}, nil
	}
	unit := p.next()
	if unit.kind != tokenWord {
		return Value{}, wrong
	}
	if name := Period(word + " " + strings.ToLower(unit.text)); slices.Contains(Periods, name) {
		p.at++
		return Value{Kind: ValuePeriod, Text: string(name)}, nil
	}
	n, err := strconv.ParseInt(unit.text, 10, 64)
	if err != nil || n < 1 || n > maxPeriodDays || word != "last" && word != "next" {
		return Value{}, wrong
	}
	p.at++
	if !p.take("days", "day") {
		return Value{}, p.unexpected()
	}
	return Value{Kind: ValuePeriod, Text: word + " days", Number: n}, nil
}

func instantValue(at time.Time) Value {
	return Value{Kind: ValueInstant, Text: at.UTC().Truncate(time.Millisecond).Format(time.RFC3339Nano)}
}

// String writes the filter in its canonical form, which ParseFilter reads as
// the same filter. The zero filter is "".
func (f Filter) String() string {
	if f.root == nil {
		return ""
	}
	return f.root.text(false)
}

func (c *clause) text(inner bool) string {
	switch c.joint {
	case single:
		return c.condition.String()
	case none:
		return "not (" + c.parts[0].text(false) + ")"
	}
	parts := make([]string, len(c.parts))
	for i, p := range c.parts {
		parts[i] = p.text(true)
	}
	text := strings.Join(parts, " "+joints[c.joint]+" ")
	if inner {
		return "(" + text + ")"
	}
	return text
}

// String writes the condition as a filter of its own.
func (c Condition) String() string {
	not := ""
	if c.Not {
		not = "not "
	}
	switch {
	case c.Operator == OpEmpty && c.Not:
		return c.Field + " filled"
	case c.Operator == OpEmpty:
		return c.Field + " empty"
	case c.Operator == OpIs && len(c.Values) != 1:
		parts := make([]string, len(c.Values))
		for i, v := range c.Values {
			parts[i] = v.String()
		}
		return c.Field + " " + not + "in (" + strings.Join(parts, ", ") + ")"
	case c.Operator == OpIs:
		return c.Field + " is " + not + c.Values[0].String()
	case c.Operator == OpRange:
		return c.Field + " is " + not + c.Values[0].String() + ".." + c.Values[1].String()
	}
	return c.Field + " " + not + string(c.Operator) + " " + c.Values[0].String()
}

// String writes the value as it stands in a filter.
func (v Value) String() string {
	switch v.Kind {
	case ValueNumber:
		return strconv.FormatInt(v.Number, 10)
	case ValueFlag:
		if v.Number == 0 {
			return "no"
		}
		return "yes"
	case ValueDay, ValueInstant:
		return v.Text
	case ValuePeriod:
		if first, ok := strings.CutSuffix(v.Text, " days"); ok {
			return first + " " + strconv.FormatInt(v.Number, 10) + " days"
		}
		return v.Text
	case ValueMe:
		return "me"
	}
	return quote(v.Text)
}
