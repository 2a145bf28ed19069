package crm

import (
	"slices"
	"strings"
)

// Limits of a filter.
const (
	MaxFilter       = 4_000 // bytes of its text
	MaxFilterDepth  = 8     // groups within groups
	MaxFilterParts  = 40    // conditions
	MaxFilterValues = 200   // values of one condition
)

// ParseFilter reads the text of a filter on records with those fields
// (FilterFields). The error is an *Invalid for the field "filter" with a
// message key and the position of what is wrong, counted in letters from 1.
// An empty text is the filter that means all.
//
//	filter    = group { "or" group } .
//	group     = part { "and" part } .
//	part      = "not" part | "(" filter ")" | condition .
//	condition = field operator .
//	operator  = [ "is" ] [ "not" ] ( "empty" | "filled" )
//	          | ( "is" [ "not" ] | "=" | "!=" ) ( value | value ".." value )
//	          | [ "not" ] "in" "(" value { "," value } ")"
//	          | [ "not" ] ( "starts" | "contains" | "ends" ) value
//	          | ( "<" | "<=" | ">" | ">=" ) value
//	          | "from" value "to" value .
//	value     = quoted text | word | number | "yes" | "no" | "me"
//	          | 2026-03-31 | 2026-03-31T12:00:00Z | "today" | "yesterday" | "tomorrow"
//	          | ( "this" | "last" | "next" ) ( "week" | "month" | "quarter" | "year" )
//	          | ( "last" | "next" ) number "days" .
func ParseFilter(fields []Field, text string) (Filter, error) {
	if len(text) > MaxFilter {
		return Filter{}, wrongFilter("error.filter_too_long", 1, "max", MaxFilter)
	}
	tokens, wrong := lexFilter(text)
	if wrong != nil {
		return Filter{}, wrong
	}
	if len(tokens) == 1 {
		return Filter{}, nil
	}
	p := filterParser{fields: fields, tokens: tokens}
	f, wrong := p.any(0)
	if wrong == nil && p.next().kind != tokenEnd {
		wrong = p.unexpected()
	}
	if wrong != nil {
		return Filter{}, wrong
	}
	return f, nil
}

type filterParser struct {
	fields     []Field
	tokens     []filterToken
	at         int
	conditions int
}

func (p *filterParser) next() filterToken { return p.tokens[p.at] }

// take goes on when the next token is one of the keywords or signs.
func (p *filterParser) take(words ...string) bool {
	t := p.next()
	if slices.ContainsFunc(words, func(w string) bool { return t.word(w) || t.sign(w) }) {
		p.at++
		return true
	}
	return false
}

// unexpected is the error of a token that cannot stand where it does.
func (p *filterParser) unexpected() *Invalid {
	t := p.next()
	if t.kind == tokenEnd {
		return wrongFilter("error.filter_end", t.at)
	}
	return wrongFilter("error.filter_syntax", t.at, "word", cut(t.text, 60))
}

func (p *filterParser) any(depth int) (Filter, *Invalid) {
	return p.joined(depth, "or", Or, func(depth int) (Filter, *Invalid) {
		return p.joined(depth, "and", And, p.part)
	})
}

// joined reads one part, or several with the word between them.
func (p *filterParser) joined(depth int, word string, join func(...Filter) Filter,
	part func(int) (Filter, *Invalid)) (Filter, *Invalid) {
	var parts []Filter
	for {
		f, wrong := part(depth)
		if wrong != nil {
			return f, wrong
		}
		parts = append(parts, f)
		if !p.take(word) {
			return join(parts...), nil
		}
	}
}

func (p *filterParser) part(depth int) (Filter, *Invalid) {
	if depth > MaxFilterDepth {
		return Filter{}, wrongFilter("error.filter_too_deep", p.next().at, "max", MaxFilterDepth)
	}
	switch {
	case p.take("not"):
		f, wrong := p.part(depth + 1)
		return Not(f), wrong
	case p.take("("):
		f, wrong := p.any(depth + 1)
		if wrong == nil && !p.take(")") {
			wrong = p.unexpected()
		}
		return f, wrong
	}
	return p.condition()
}

func (p *filterParser) condition() (Filter, *Invalid) {
	name := p.next()
	if name.kind != tokenWord {
		return Filter{}, p.unexpected()
	}
	if p.conditions++; p.conditions > MaxFilterParts {
		return Filter{}, wrongFilter("error.filter_too_many", name.at, "max", MaxFilterParts)
	}
	i := slices.IndexFunc(p.fields, func(f Field) bool { return strings.EqualFold(f.Name, name.text) })
	if i < 0 || len(Operators(p.fields[i])) == 0 {
		return Filter{}, wrongFilter("error.filter_field", name.at, "word", cut(name.text, 60))
	}
	p.at++
	f := p.fields[i]
	at := p.next().at
	c, wrong := p.operator(f)
	if wrong != nil {
		return Filter{}, wrong
	}
	if !slices.Contains(Operators(f), c.Operator) {
		return Filter{}, wrongFilter("error.filter_operator", at, "name", f.Name, "word", string(c.Operator))
	}
	c.Field = f.Name
	return Where(c), nil
}

func (p *filterParser) operator(f Field) (Condition, *Invalid) {
	switch {
	case p.take("is", "="):
		not := p.take("not")
		if p.take("in") {
			return p.list(f, not)
		}
		return p.is(f, not)
	case p.take("!=", "<>"):
		return p.is(f, true)
	case p.take("from"):
		return p.span(f, "to", false)
	}
	for _, op := range []Operator{OpAtMost, OpAtLeast, OpLess, OpMore} {
		if p.take(string(op)) {
			return p.one(f, op, false)
		}
	}
	not := p.take("not")
	switch {
	case p.take("empty"):
		return Condition{Operator: OpEmpty, Not: not}, nil
	case p.take("filled"):
		return Condition{Operator: OpEmpty, Not: !not}, nil
	case p.take("in"):
		return p.list(f, not)
	}
	for _, op := range []Operator{OpStarts, OpContains, OpEnds} {
		if p.take(string(op)) {
			return p.one(f, op, not)
		}
	}
	return Condition{}, p.unexpected()
}

// is reads what follows "is": a value, a range, or "empty".
func (p *filterParser) is(f Field, not bool) (Condition, *Invalid) {
	switch {
	case p.take("empty"):
		return Condition{Operator: OpEmpty, Not: not}, nil
	case p.take("filled"):
		return Condition{Operator: OpEmpty, Not: !not}, nil
	}
	return p.span(f, "..", not)
}

// span reads a value, or two with the word between them.
func (p *filterParser) span(f Field, between string, not bool) (Condition, *Invalid) {
	c, wrong := p.one(f, OpIs, not)
	if wrong != nil || between == ".." && !p.next().sign("..") {
		return c, wrong
	}
	if !p.take(between) {
		return c, p.unexpected()
	}
	last, wrong := p.value(f)
	c.Operator = OpRange
	c.Values = append(c.Values, last)
	return c, wrong
}

func (p *filterParser) one(f Field, op Operator, not bool) (Condition, *Invalid) {
	v, wrong := p.value(f)
	return Condition{Operator: op, Not: not, Values: []Value{v}}, wrong
}

func (p *filterParser) list(f Field, not bool) (Condition, *Invalid) {
	c := Condition{Operator: OpIs, Not: not}
	if !p.take("(") {
		return c, p.unexpected()
	}
	for {
		v, wrong := p.value(f)
		if wrong != nil {
			return c, wrong
		}
		if c.Values = append(c.Values, v); len(c.Values) > MaxFilterValues {
			return c, wrongFilter("error.filter_too_many", p.next().at, "max", MaxFilterValues)
		}
		if p.take(")") {
			return c, nil
		}
		if !p.take(",") {
			return c, p.unexpected()
		}
	}
}
