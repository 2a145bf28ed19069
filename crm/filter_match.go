package crm

import (
	"slices"
	"strings"
	"time"
)

// Match reports whether the filter means the record. An empty field is like
// no value: it is less than none and more than none. A condition on a field
// that the record does not have matches nothing.
//
// Texts are compared as they are searched (Fold): letters of any case, accents
// or none, ø like oe and o; what stands there letter by letter is found, too.
// Phone numbers are compared by their digits without first zeros, in
// international form where they are understood or as they are written;
// e-mail addresses and links in any case.
func (f Filter) Match(r Filterable, v Viewpoint) bool {
	return f.root == nil || f.root.match(r, v)
}

func (c *clause) match(r Filterable, v Viewpoint) bool {
	switch c.joint {
	case all:
		return !slices.ContainsFunc(c.parts, func(p *clause) bool { return !p.match(r, v) })
	case some:
		return slices.ContainsFunc(c.parts, func(p *clause) bool { return p.match(r, v) })
	case none:
		return !c.parts[0].match(r, v)
	}
	at := r.filtered(c.condition.Field)
	if at == nil {
		at = valueOf(recordFields, r.Meta(), c.condition.Field)
	}
	return at != nil && c.condition.holds(at, v) != c.condition.Not
}

// holds compares the value that at is or points to, without regard to Not.
func (c Condition) holds(at any, v Viewpoint) bool {
	switch p := at.(type) {
	case *string:
		return c.text(*p, v)
	case *int64:
		return c.number(*p, v)
	case *bool:
		return c.anyValue(func(want Value) bool { return *p == (want.Number != 0) })
	case *time.Time:
		return c.time(*p, v)
	case **time.Time:
		if *p == nil {
			return c.time(time.Time{}, v)
		}
		return c.time(**p, v)
	case []int64:
		return c.ids(p, v)
	case *[]Phone:
		return c.phones(*p)
	case *[]Email:
		return anyText(c, *p, func(e Email) []string { return []string{EmailKey(e.Address)} }, EmailKey)
	case *[]string:
		return anyText(c, *p, func(name string) []string { return []string{TagKey(name)} }, TagKey)
	case *[]Link:
		return anyText(c, *p, func(l Link) []string { return []string{strings.ToLower(l.URL)} }, strings.ToLower)
	}
	return false
}

func (c Condition) anyValue(is func(Value) bool) bool { return slices.ContainsFunc(c.Values, is) }

// text compares a text, a choice or a day.
func (c Condition) text(have string, v Viewpoint) bool {
	if c.Operator == OpEmpty {
		return have == ""
	}
	if len(c.Values) > 0 && c.Values[0].Kind != ValueText {
		return have != "" && c.between(func(want Value) (below, above bool) {
			first, after := v.Days(want)
			return have < first, have >= after
		})
	}
	folded, lower := "", ""
	return c.anyValue(func(want Value) bool {
		if folded == "" {
			folded, lower = Fold(have), strings.ToLower(have)
		}
		return c.compare(folded, Fold(want.Text)) || c.compare(lower, strings.ToLower(want.Text))
	})
}

// compare compares texts as they stand. Nothing starts or ends with, or
// contains, the empty text.
func (c Condition) compare(have, want string) bool {
	switch c.Operator {
	case OpIs:
		return have == want
	case OpStarts:
		return want != "" && strings.HasPrefix(have, want)
	case OpContains:
		return want != "" && strings.Contains(have, want)
	case OpEnds:
		return want != "" && strings.HasSuffix(have, want)
	}
	return false
}

// number compares a number or an id; 0 is none.
func (c Condition) number(have int64, v Viewpoint) bool {
	switch c.Operator {
	case OpEmpty:
		return have == 0
	case OpIs:
		return c.anyValue(func(want Value) bool { return have == want.id(v) && (want.Kind != ValueMe || have != 0) })
	}
	return have != 0 && c.between(func(want Value) (below, above bool) { return have < want.Number, have > want.Number })
}

// id is the number or the id that the value stands for.
func (v Value) id(from Viewpoint) int64 {
	if v.Kind == ValueMe {
		return from.User
	}
	return v.Number
}

func (c Condition) time(have time.Time, v Viewpoint) bool {
	if c.Operator == OpEmpty || have.IsZero() {
		return c.Operator == OpEmpty && have.IsZero()
	}
	return c.between(func(want Value) (below, above bool) {
		from, until := v.Times(want)
		return have.Before(from), !have.Before(until)
	})
}

// between compares a value that is below, within or above what is wanted.
func (c Condition) between(place func(Value) (below, above bool)) bool {
	below, above := place(c.Values[0])
	switch c.Operator {
	case OpIs:
		return c.anyValue(func(want Value) bool {
			below, above := place(want)
			return !below && !above
		})
	case OpLess:
		return below
	case OpAtMost:
		return !above
	case OpMore:
		return above
	case OpAtLeast:
		return !below
	case OpRange:
		_, beyond := place(c.Values[1])
		return !below && !beyond
	}
	return false
}

func (c Condition) ids(have []int64, v Viewpoint) bool {
	if c.Operator == OpEmpty {
		return len(have) == 0
	}
	return c.Operator == OpIs && c.anyValue(func(want Value) bool { return slices.Contains(have, want.id(v)) })
}

// phones compares numbers. What is asked for must stand in the one that the
// number is dialled by.
func (c Condition) phones(list []Phone) bool {
	if c.Operator == OpEmpty {
		return len(list) == 0
	}
	return slices.ContainsFunc(list, func(p Phone) bool {
		have, written := bare(digits(first(p.E164, p.Number))), bare(digits(p.Number))
		return c.anyValue(func(want Value) bool {
			number := bare(digits(want.Text))
			return number != "" && strings.Contains(have, number) && (c.compare(have, number) || c.compare(written, number))
		})
	})
}

// anyText compares each text of a list in the form that keys gives; a key
// that is empty is none.
func anyText[T any](c Condition, list []T, keys func(T) []string, key func(string) string) bool {
	if c.Operator == OpEmpty {
		return len(list) == 0
	}
	return slices.ContainsFunc(list, func(item T) bool {
		return slices.ContainsFunc(keys(item), func(have string) bool {
			return have != "" && c.anyValue(func(want Value) bool { return c.compare(have, key(want.Text)) })
		})
	})
}
