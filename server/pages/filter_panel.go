package pages

import (
	"slices"
	"strconv"
	"strings"

	"holm/crm"
)

// filterPanel builds one condition of a filter, or takes the whole filter as
// text.
type filterPanel struct {
	Heading   string
	Field     string
	Fields    []optionGroup
	Operators []option
	Kind      string // of the value: "text", "number", "date", "pick", "company" or "flag"
	Value     string
	Second    string // the end of a range
	Choices   []option
	Periods   []option
	Days      string
	Text      string // the filter as text
	Before    string // of Text, when something is wrong with it: what stands before the place
	After     string
	Wrong     string
	Kept      string // what became of the list
	Keep      []param
	Close     string
	AsText    string
	Or        string // adds an alternative to the part
	Remove    string
	Part      string // the group that is edited, in words
}

// option is an entry of a choice, chosen or not.
type option struct {
	Value, Text string
	Chosen      bool
}

type optionGroup struct {
	Label   string
	Options []option
}

// filterPanel opens the panel that the address asks for.
func (v *visit) filterPanel(r roster, l listing, n *names) *filterPanel {
	p := &filterPanel{Close: l.address(), Keep: append(l.pairs(), param{"panel", l.panel}), Wrong: l.problem}
	if l.panel == "text" {
		v.fillText(l, p)
		return p
	}
	p.AsText = l.address(param{"panel", "text"})
	for _, name := range []string{"at", "or"} {
		if l.asks.Has(name) {
			p.Keep = append(p.Keep, param{name, l.asks.Get(name)})
		}
	}
	condition := l.condition(r)
	f := filterField(r.entity, condition.Field)
	p.Heading, p.Field = v.L.T("view.add_filter"), f.Name
	if parts := filterParts(l.filter); l.asks.Has("at") {
		if i, ok := partOf(parts, l.asks.Get("at")); ok {
			p.Heading = v.L.T("view.edit_filter")
			p.Remove = l.filtered(without(parts, i))
			p.Or = l.address(param{"panel", "filter"}, param{"or", strconv.Itoa(i)})
		}
	} else if i, ok := partOf(parts, l.asks.Get("or")); ok {
		p.Heading, p.Part = v.L.T("view.or_filter"), v.filterWords(r.entity, parts[i], n)
	}
	p.Fields = v.filterable(r, f.Name)
	if f.Type != "" {
		p.Operators = v.operators(f, condition)
		v.fillValue(f, condition, n, p)
	}
	return p
}

func (v *visit) fillText(l listing, p *filterPanel) {
	p.Heading, p.Text = v.L.T("view.filter_text"), l.now.Filter
	wrong := l.wrong
	if l.asks.Has("text") {
		p.Text = l.asks.Get("text")
		wrong = l.wrongText
	}
	if wrong == nil {
		return
	}
	p.Wrong = v.wrongFields(wrong)["filter"]
	if l.wrong == nil {
		p.Kept = v.L.T("view.kept")
	}
	if at, ok := wrong.Fields[0].Args["position"].(int); ok {
		letters := []rune(p.Text)
		at = max(0, min(len(letters), at-1))
		p.Before, p.After = string(letters[:at]), string(letters[at:])
	}
}

// partOf reads the number of a part; false when there is no such one.
func partOf(parts []crm.Filter, at string) (int, bool) {
	i, err := strconv.Atoi(at)
	return i, err == nil && i >= 0 && i < len(parts)
}

// condition is what the panel begins with: what was sent, else the condition
// that is edited, else none.
func (l listing) condition(r roster) crm.Condition {
	if field := l.asks.Get("field"); field != "" {
		c := crm.Condition{Field: field}
		op, not := strings.CutPrefix(l.asks.Get("op"), "not ")
		c.Operator, c.Not = crm.Operator(op), not
		return c
	}
	if i, ok := partOf(filterParts(l.filter), l.asks.Get("at")); ok {
		part := filterParts(l.filter)[i]
		if list, _ := part.Conditions(); len(list) == 1 {
			return list[0]
		}
	}
	return crm.Condition{}
}

// filterable lists the fields that filters can name, by the sections of the
// record page.
func (v *visit) filterable(r roster, chosen string) []optionGroup {
	var groups []optionGroup
	seen := map[string]bool{"id": true, "version": true, "created_kind": true, "deleted_at": true}
	add := func(label string, names []string) {
		g := optionGroup{Label: label}
		for _, name := range names {
			f := filterField(r.entity, name)
			if seen[name] || len(crm.Operators(f)) == 0 || slices.Contains(notShown, name) {
				continue
			}
			seen[name] = true
			g.Options = append(g.Options, option{name, v.columnLabel(name), name == chosen})
		}
		if len(g.Options) > 0 {
			groups = append(groups, g)
		}
	}
	for i, s := range r.sections {
		fields := s.fields
		if i == 0 {
			fields = append([]string{nameColumn}, fields...)
		}
		add(v.L.T("section."+s.key), fields)
	}
	var rest []string
	for _, f := range crm.FilterFields(r.entity) {
		rest = append(rest, f.Name)
	}
	add(v.L.T("view.more_fields"), rest)
	return groups
}

// operators lists how a field can be compared, each with its opposite where
// there is a word for it.
func (v *visit) operators(f crm.Field, now crm.Condition) []option {
	var out []option
	for _, op := range crm.Operators(f) {
		for _, not := range []bool{false, true} {
			c := crm.Condition{Operator: op, Not: not}
			key := "filter.op." + operatorWord(f, c)
			if not && (!v.L.Has(key) || f.Type == crm.TypeFlag) {
				continue
			}
			value := string(op)
			if not {
				value = "not " + value
			}
			out = append(out, option{value, v.L.T(key), op == now.Operator && not == now.Not})
		}
	}
	return out
}

// fillValue prepares the field that the value is written into.
func (v *visit) fillValue(f crm.Field, c crm.Condition, n *names, p *filterPanel) {
	values := make([]string, len(c.Values))
	for i, value := range c.Values {
		values[i] = strings.Trim(value.String(), `"`)
		if value.Kind == crm.ValueText {
			values[i] = value.Text
		}
		if f.Name == "annual_revenue" {
			values[i] = strconv.FormatInt(value.Number/100, 10)
		}
	}
	if f.References == crm.EntityCompany || f.Type == crm.TypeCompanies {
		for i, value := range c.Values {
			values[i] = n.company(value.Number).Text
		}
	}
	p.Kind = kindOfValue(f)
	switch p.Kind {
	case "pick":
		p.Choices = v.picks(f, values, n)
	case "date":
		p.Periods, p.Days = v.periods(c)
		for i, value := range c.Values {
			if value.Kind != crm.ValueDay {
				values[i] = ""
			}
		}
	case "flag":
		for _, yes := range []bool{true, false} {
			word := map[bool]string{true: "yes", false: "no"}[yes]
			p.Choices = append(p.Choices, option{word, v.L.T("filter." + word), slices.Contains(values, word) || len(values) == 0 && yes})
		}
	}
	p.Value, p.Second = at(values, 0), at(values, 1)
}

func kindOfValue(f crm.Field) string {
	switch f.Type {
	case crm.TypeInteger:
		return "number"
	case crm.TypeDate, crm.TypeMoment:
		return "date"
	case crm.TypeFlag:
		return "flag"
	case crm.TypeCompanies:
		return "company"
	case crm.TypeChoice, crm.TypeTags:
		return "pick"
	case crm.TypeReference:
		if f.References == crm.EntityCompany || f.References == crm.EntityPerson {
			return "company"
		}
		return "pick"
	}
	if strings.HasSuffix(f.Name, "_country") || f.Name == "language" {
		return "pick"
	}
	return "text"
}

// picks lists what a field can be, with what is chosen.
func (v *visit) picks(f crm.Field, chosen []string, n *names) []option {
	view := fieldView{}
	v.choices(f, nil, n, &view)
	var out []option
	for _, name := range n.tagNames {
		if f.Type != crm.TypeTags {
			break
		}
		out = append(out, option{name, name, slices.ContainsFunc(chosen, func(s string) bool { return crm.TagKey(s) == crm.TagKey(name) })})
	}
	if f.References == crm.EntityUser {
		out = append(out, option{"me", capital(v.L.T("filter.me")), slices.Contains(chosen, "me")})
	}
	for _, c := range view.Choices {
		if c.Value != "" {
			out = append(out, option{c.Value, c.Text, slices.Contains(chosen, c.Value)})
		}
	}
	return out
}

// periods lists the relative dates: "" is a day of the calendar.
func (v *visit) periods(c crm.Condition) (periods []option, days string) {
	now, days := "", "30"
	if len(c.Values) > 0 && c.Values[0].Kind == crm.ValuePeriod {
		now = c.Values[0].Text
		if n := c.Values[0].Number; n > 0 {
			days = strconv.FormatInt(n, 10)
		}
	}
	periods = append(periods, option{"", v.L.T("view.a_day"), now == ""})
	for _, period := range append(slices.Clone(crm.Periods), crm.LastDays, crm.NextDays) {
		text := v.L.T("filter.period."+strings.ReplaceAll(string(period), " ", "_"), "n", "…")
		periods = append(periods, option{string(period), text, string(period) == now})
	}
	return periods, days
}
