package pages

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"holm/crm"
)

// filterWords says a filter in words: "Category is Customer and (Owner is me
// or Employees is more than 50)". It is "" for the filter that means all.
func (v *visit) filterWords(e crm.Entity, f crm.Filter, n *names) string {
	word, parts := f.Parts()
	texts := make([]string, len(parts))
	for i, p := range parts {
		texts[i] = v.filterWords(e, p, n)
		if inner, _ := p.Parts(); word != "not" && (inner == "and" || inner == "or") {
			texts[i] = "(" + texts[i] + ")"
		}
	}
	switch word {
	case "and":
		return strings.Join(texts, " "+v.L.T("filter.and")+" ")
	case "or":
		return strings.Join(texts, " "+v.L.T("filter.or")+" ")
	case "not":
		return v.L.T("filter.not", "text", texts[0])
	}
	list, _ := f.Conditions()
	if len(list) == 0 {
		return ""
	}
	return v.conditionWords(e, list[0], n)
}

// conditionWords says one condition in words: "Category is Customer". n knows
// what the values refer to (filterCompanies).
func (v *visit) conditionWords(e crm.Entity, c crm.Condition, n *names) string {
	f := filterField(e, c.Field)
	return strings.TrimSpace(v.columnLabel(f.Name) + " " + v.L.T("filter.op."+operatorWord(f, c)) + " " + v.valueWords(f, c, n))
}

// filterField describes a field that filters can name; the zero field when
// there is none.
func filterField(e crm.Entity, name string) crm.Field {
	fields := crm.FilterFields(e)
	if i := slices.IndexFunc(fields, func(f crm.Field) bool { return f.Name == name }); i >= 0 {
		return fields[i]
	}
	return crm.Field{Name: name}
}

// operatorWord is the end of the message key of a condition's operator.
// Numbers are less or more, dates before or after.
func operatorWord(f crm.Field, c crm.Condition) string {
	dated := f.Type == crm.TypeDate || f.Type == crm.TypeMoment
	word := map[crm.Operator]string{crm.OpLess: "less", crm.OpAtMost: "at_most", crm.OpMore: "more", crm.OpAtLeast: "at_least",
		crm.OpRange: "range"}[c.Operator]
	if dated {
		word = cmp.Or(map[crm.Operator]string{crm.OpLess: "before", crm.OpAtMost: "until", crm.OpMore: "after",
			crm.OpAtLeast: "since"}[c.Operator], word)
	}
	word = cmp.Or(word, string(c.Operator))
	switch {
	case !c.Not:
		return word
	case c.Operator == crm.OpEmpty:
		return "filled"
	case c.Operator == crm.OpIs:
		return "is_not"
	}
	return "not_" + word
}

func (v *visit) valueWords(f crm.Field, c crm.Condition, n *names) string {
	texts := make([]string, len(c.Values))
	for i, value := range c.Values {
		texts[i] = v.valueWord(f, value, n)
	}
	switch last := len(texts) - 1; {
	case last < 1:
		return strings.Join(texts, "")
	case c.Operator == crm.OpRange:
		return texts[0] + " " + v.L.T("filter.and") + " " + texts[1]
	default:
		return strings.Join(texts[:last], ", ") + " " + v.L.T("filter.or") + " " + texts[last]
	}
}

// valueWord says one value of a condition.
func (v *visit) valueWord(f crm.Field, value crm.Value, n *names) string {
	switch value.Kind {
	case crm.ValueMe:
		return v.L.T("filter.me")
	case crm.ValueFlag:
		if value.Number == 0 {
			return v.L.T("filter.no")
		}
		return v.L.T("filter.yes")
	case crm.ValuePeriod:
		return v.L.T("filter.period."+strings.ReplaceAll(value.Text, " ", "_"), "n", value.Number)
	case crm.ValueDay:
		if day, err := time.Parse(time.DateOnly, value.Text); err == nil {
			return v.L.Date(day)
		}
	case crm.ValueInstant:
		if at, err := time.Parse(time.RFC3339Nano, value.Text); err == nil {
			return v.L.Moment(at.In(v.Zone))
		}
	case crm.ValueNumber:
		return v.numberWord(f, value.Number, n)
	}
	if f.Name == "created_kind" {
		return v.L.T("actor." + value.Text)
	}
	if f.Type == crm.TypeChoice {
		return line(v.showText(f, value.Text))
	}
	return v.L.T("filter.quoted", "text", value.Text)
}

func (v *visit) numberWord(f crm.Field, number int64, n *names) string {
	if f.Type == crm.TypeCompanies {
		f = crm.Field{Name: f.Name, Type: crm.TypeReference, References: crm.EntityCompany}
	}
	if f.Type == crm.TypeReference && number != 0 {
		return cmp.Or(line(n.reference(v, f, number)), v.L.T("filter.unknown"))
	}
	if f.Name == "annual_revenue" { // kept in hundredths, which are not shown
		number /= 100
	}
	return v.L.Number(number)
}

// filterCompanies lists the companies that a filter names, so that a page can
// read what they are called.
func filterCompanies(e crm.Entity, filter crm.Filter) []int64 {
	var ids []int64
	list, _ := filter.Conditions()
	for _, c := range list {
		if f := filterField(e, c.Field); f.References != crm.EntityCompany && f.Type != crm.TypeCompanies {
			continue
		}
		for _, value := range c.Values {
			ids = append(ids, value.Number)
		}
	}
	return ids
}
