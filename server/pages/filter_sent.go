package pages

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"holm/crm"
)

// sent reads the condition that the panel's form asks for. The text says what
// is wrong with it.
func (v *visit) sentCondition(r roster, l listing, n *names) (crm.Filter, string, error) {
	q := l.asks
	f := filterField(r.entity, q.Get("field"))
	if f.Type == "" {
		return crm.Filter{}, v.L.T("view.choose_field"), nil
	}
	op, not := strings.CutPrefix(q.Get("op"), "not ")
	c := crm.Condition{Field: f.Name, Operator: crm.Operator(op), Not: not}
	if c.Operator != crm.OpEmpty {
		values, wrong, err := v.sentValues(f, c, l, n)
		if wrong != "" || err != nil {
			return crm.Filter{}, wrong, err
		}
		c.Values = values
	}
	text := c.String()
	filter, err := crm.ParseFilter(crm.FilterFields(r.entity), text)
	if err != nil {
		return filter, v.L.T("view.wrong_value"), nil
	}
	return filter, "", nil
}

func (v *visit) sentValues(f crm.Field, c crm.Condition, l listing, n *names) ([]crm.Value, string, error) {
	q := l.asks
	sent := slices.DeleteFunc(slices.Clone(q["value"]), func(s string) bool { return strings.TrimSpace(s) == "" })
	if c.Operator == crm.OpRange {
		sent = []string{q.Get("value"), q.Get("second")}
	}
	if kindOfValue(f) == "date" && q.Get("period") != "" && c.Operator != crm.OpRange {
		days, _ := strconv.ParseInt(q.Get("days"), 10, 64) // anything else is refused with the rest
		if p := crm.Period(q.Get("period")); p != crm.LastDays && p != crm.NextDays {
			days = 0
		}
		return []crm.Value{{Kind: crm.ValuePeriod, Text: q.Get("period"), Number: days}}, "", nil
	}
	if len(sent) == 0 {
		return nil, v.L.T("view.no_value"), nil
	}
	var out []crm.Value
	for _, s := range sent {
		value, wrong, err := v.sentValue(f, strings.TrimSpace(s), n)
		if wrong != "" || err != nil {
			return nil, wrong, err
		}
		out = append(out, value)
	}
	return out, "", nil
}

func (v *visit) sentValue(f crm.Field, s string, n *names) (crm.Value, string, error) {
	switch {
	case s == "me" && f.References == crm.EntityUser:
		return crm.Value{Kind: crm.ValueMe}, "", nil
	case kindOfValue(f) == "company":
		id, wrong, err := n.findCompany(v, s, nil)
		if wrong != "" || err != nil {
			return crm.Value{}, wrong, err
		}
		return crm.Value{Kind: crm.ValueNumber, Number: id.(int64)}, "", nil
	case f.Type == crm.TypeInteger:
		number, ok := wholeNumber(s)
		if !ok || s == "" {
			return crm.Value{}, v.L.T("error.not_integer"), nil
		}
		if f.Name == "annual_revenue" {
			number *= 100
		}
		return crm.Value{Kind: crm.ValueNumber, Number: number}, "", nil
	case f.Type == crm.TypeReference:
		id, err := strconv.ParseInt(s, 10, 64)
		if err != nil {
			return crm.Value{}, v.L.T("view.wrong_value"), nil
		}
		return crm.Value{Kind: crm.ValueNumber, Number: id}, "", nil
	case f.Type == crm.TypeFlag:
		number := int64(0)
		if s == "yes" {
			number = 1
		}
		return crm.Value{Kind: crm.ValueFlag, Number: number}, "", nil
	case kindOfValue(f) == "date":
		if _, err := time.Parse(time.DateOnly, s); err != nil {
			return crm.Value{}, v.L.T("error.date"), nil
		}
		return crm.Value{Kind: crm.ValueDay, Text: s}, "", nil
	}
	return crm.Value{Kind: crm.ValueText, Text: s}, "", nil
}

// applied is the filter of the list after the panel's form was sent; a text
// on what is wrong otherwise.
func (v *visit) applied(r roster, l *listing, n *names) (crm.Filter, bool, error) {
	if l.panel == "text" {
		f, err := crm.ParseFilter(crm.FilterFields(r.entity), l.asks.Get("text"))
		l.wrongText = invalidOf(err)
		return f, err == nil, nil
	}
	f, wrong, err := v.sentCondition(r, *l, n)
	if l.problem = wrong; wrong != "" || err != nil {
		return f, false, err
	}
	parts := slices.Clone(filterParts(l.filter))
	if i, ok := partOf(parts, l.asks.Get("at")); ok {
		parts[i] = f
	} else if i, ok := partOf(parts, l.asks.Get("or")); ok {
		parts[i] = crm.Or(parts[i], f)
	} else {
		parts = append(parts, f)
	}
	return crm.And(parts...), true, nil
}
