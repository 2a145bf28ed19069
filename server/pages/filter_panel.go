package pages

import (
	"slices"
	"strconv"
	"strings"
	"time"

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
