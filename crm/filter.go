package crm

// Filter says which records of a kind are meant, by their fields; the zero
// value means all of them. Filters are values: combining them makes new ones.
type Filter struct{ root *clause }

// clause is a condition or a group of clauses.
type clause struct {
	joint     joint
	parts     []*clause // of a group; one alone under not
	condition Condition // when joint is single
}

// joint says how the parts of a clause go together.
type joint uint8

const (
	single joint = iota
	all
	some
	none // not: of its one part
)

// Operator says how a field is compared.
type Operator string

// The operators.
const (
	OpIs       Operator = "is" // the value, or one of several values
	OpStarts   Operator = "starts"
	OpContains Operator = "contains"
	OpEnds     Operator = "ends"
	OpEmpty    Operator = "empty"
	OpLess     Operator = "<"
	OpAtMost   Operator = "<="
	OpMore     Operator = ">"
	OpAtLeast  Operator = ">="
	OpRange    Operator = ".." // from the first value to the second, both included
)

// Condition compares one field. Not turns it round, where the operator has a
// word for that: "is not", "not starts", "filled".
type Condition struct {
	Field    string
	Operator Operator
	Not      bool
	Values   []Value
}

// ValueKind says what a value of a condition is.
type ValueKind uint8

// The kinds of value.
const (
	ValueText    ValueKind = iota // text or choice
	ValueNumber                   // number or id
	ValueFlag                     // Number is 0 or 1
	ValueDay                      // Text is the day, 2006-01-02
	ValueInstant                  // Text is the time, RFC 3339 in UTC
	ValuePeriod                   // a relative date: Text names the Period, Number is its N
	ValueMe                       // the user who asks
)

// Value is what a field is compared with.
type Value struct {
	Kind   ValueKind
	Text   string
	Number int64
}

// Where is the filter of one condition.
func Where(c Condition) Filter { return Filter{&clause{condition: c}} }

// Is means the records whose reference leads to that id.
func Is(field string, id int64) Filter {
	return Where(Condition{Field: field, Operator: OpIs, Values: []Value{{Kind: ValueNumber, Number: id}}})
}

// IsMe means the records whose field names the user who asks.
func IsMe(field string) Filter {
	return Where(Condition{Field: field, Operator: OpIs, Values: []Value{{Kind: ValueMe}}})
}

// And means the records that all filters mean.
func And(filters ...Filter) Filter { return Filter{group(all, filters)} }

// Or means the records that any of the filters means. A filter that means
// all records makes Or mean all.
func Or(filters ...Filter) Filter {
	for _, f := range filters {
		if f.root == nil {
			return Filter{}
		}
	}
	return Filter{group(some, filters)}
}

// Not means the records that the filter does not mean. There is no filter
// that means nothing: Not of all records is all records.
func Not(f Filter) Filter {
	switch {
	case f.root == nil:
		return f
	case f.root.joint == none:
		return Filter{f.root.parts[0]}
	case f.root.joint == single && reversible(f.root.condition):
		c := f.root.condition
		c.Not = !c.Not
		return Where(c)
	}
	return Filter{&clause{joint: none, parts: []*clause{f.root}}}
}

// reversible reports whether the condition has a word of its own for its opposite.
func reversible(c Condition) bool {
	switch c.Operator {
	case OpIs, OpStarts, OpContains, OpEnds, OpEmpty, OpRange:
		return true
	}
	return false
}

// group joins filters; groups of the same joint become one.
func group(j joint, filters []Filter) *clause {
	var parts []*clause
	for _, f := range filters {
		switch {
		case f.root == nil:
		case f.root.joint == j:
			parts = append(parts, f.root.parts...)
		default:
			parts = append(parts, f.root)
		}
	}
	switch len(parts) {
	case 0:
		return nil
	case 1:
		return parts[0]
	}
	return &clause{joint: j, parts: parts}
}

// IsZero reports whether the filter means all records.
func (f Filter) IsZero() bool { return f.root == nil }

// Conditions returns the filter's conditions in their order. It is flat when
// all of them must hold, so that the list says all there is: pages can then
// show and take away each on its own.
func (f Filter) Conditions() (list []Condition, flat bool) {
	if f.root == nil {
		return nil, true
	}
	flat = f.root.joint == single
	if f.root.joint == all {
		flat = true
		for _, p := range f.root.parts {
			flat = flat && p.joint == single
		}
	}
	f.root.each(func(c Condition) { list = append(list, c) })
	return list, flat
}

func (c *clause) each(do func(Condition)) {
	if c.joint == single {
		do(c.condition)
	}
	for _, p := range c.parts {
		p.each(do)
	}
}

// Parts returns how the filter is put together: its groups or conditions with
// the word that joins them, "and", "or" or "not"; "" and nil for one
// condition and for the zero filter.
func (f Filter) Parts() (word string, parts []Filter) {
	if f.root == nil || f.root.joint == single {
		return "", nil
	}
	for _, p := range f.root.parts {
		parts = append(parts, Filter{p})
	}
	return joints[f.root.joint], parts
}

var joints = map[joint]string{all: "and", some: "or", none: "not"}
