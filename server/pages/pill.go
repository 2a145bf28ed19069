package pages

import (
	"slices"
	"strconv"

	"holm/crm"
)

// pill is one part of a list's filter, in words.
type pill struct {
	Field, Op, Value string // of a condition
	Words            string // of a group
	Edit, Remove     string // addresses
	Current          bool   // it is being edited
}

// filterParts are the parts of a filter that must all hold: each is a pill.
func filterParts(f crm.Filter) []crm.Filter {
	word, parts := f.Parts()
	switch {
	case f.IsZero():
		return nil
	case word == "and":
		return parts
	}
	return []crm.Filter{f}
}

// without leaves out one part.
func without(parts []crm.Filter, i int) crm.Filter {
	return crm.And(slices.Delete(slices.Clone(parts), i, i+1)...)
}

// pills say the filter of a list part by part.
func (v *visit) pills(r roster, l listing, n *names) []pill {
	parts := filterParts(l.filter)
	pills := make([]pill, len(parts))
	for i, part := range parts {
		p := pill{Remove: l.filtered(without(parts, i)), Edit: l.address(param{"panel", "filter"}, param{"at", strconv.Itoa(i)}),
			Current: l.panel == "filter" && l.asks.Get("at") == strconv.Itoa(i)}
		word, _ := part.Parts()
		if list, _ := part.Conditions(); word == "" {
			f := filterField(r.entity, list[0].Field)
			p.Field, p.Op, p.Value = v.columnLabel(f.Name), v.L.T("filter.op."+operatorWord(f, list[0])), v.valueWords(f, list[0], n)
		} else {
			p.Words = v.filterWords(r.entity, part, n)
		}
		pills[i] = p
	}
	return pills
}
