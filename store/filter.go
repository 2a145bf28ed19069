package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"holm/crm"
)

// find reads a page of what is asked for.
func (k *kind[T, R]) find(ctx context.Context, s *Store, a crm.Actor, q crm.Query) (crm.Page[T], error) {
	l, err := k.listing(ctx, s, a, q)
	if err != nil {
		return crm.Page[T]{}, err
	}
	if l.wanted = q.Fields; l.verify {
		return k.page(ctx, s, l)
	}
	return k.reads(l.wanted).page(ctx, s, l)
}

// number counts what is asked for, up to crm.CountCap.
func (k *kind[T, R]) number(ctx context.Context, s *Store, a crm.Actor, q crm.Query) (n int, more bool, err error) {
	l, err := k.listing(ctx, s, a, q)
	if err != nil {
		return 0, false, err
	}
	name := fmt.Sprint("many ", k.table, a.User, a.Groups, a.Role.ID, q.Trashed, " ", strconv.Quote(q.Text), q.Filter.String(), q.Zone)
	if have, ok := s.sizes.find(s.now(), name); ok {
		return have.n, true, nil
	}
	if n, more, err = k.count(ctx, s, l); err == nil && more {
		s.sizes.keep(s.now().Add(manyKept), name, n)
	}
	return n, more, err
}

// manyKept is how long it is taken for granted that there are more than were
// counted.
const manyKept = time.Minute

// listing is the list that is asked for. The error is *crm.Invalid when its
// filter does not fit the records.
func (k *kind[T, R]) listing(ctx context.Context, s *Store, a crm.Actor, q crm.Query) (listing, error) {
	l := listing{actor: a, text: q.Text, trash: q.Trashed, sort: q.Sort, after: q.After, limit: q.Limit, filter: q.Filter,
		from: crm.Viewpoint{User: a.User, Now: s.clock(), Zone: q.Zone}}
	if err := k.checkFilter(q.Filter); err != nil {
		return l, err
	}
	k.seenOnly(&l)
	t := k.filterSQL(s.d, l.from)
	for _, part := range conjuncts(q.Filter) {
		before := len(t.args)
		t.found = k.isQuick(part) || k.isIndexed(part, l.sort)
		where, exact := t.clause(part)
		l.words, l.probes = append(l.words, k.wordsOf(part)...), append(l.probes, k.probesOf(part)...)
		l.verify = l.verify || !exact
		switch {
		case where == "":
		case k.isQuick(part):
			l.where, l.found = append(l.where, where), true
		case k.isIndexed(part, l.sort):
			l.where, l.base = append(l.where, where), append(l.base, where)
			l.baseArgs = append(l.baseArgs, t.args[before:]...)
		default:
			c, ok := plainCondition(part)
			l.sole = !l.sparse && ok && k.isFew(c)
			l.where, l.sparse = append(l.where, where), true
		}
	}
	l.args = append(l.args, t.args...)
	return l, k.narrowToFew(ctx, s, &l)
}

func (k *kind[T, R]) filterSQL(d *dialect, from crm.Viewpoint) filterSQL {
	return filterSQL{d: d, entity: k.entity, sides: k.sides, worded: k.worded, from: from, field: k.filterField}
}

// wordsOf are beginnings of words that every record has which a part of a
// filter means.
func (k *kind[T, R]) wordsOf(part crm.Filter) []string {
	c, ok := plainCondition(part)
	if !ok || len(c.Values) != 1 {
		return nil
	}
	if word := crm.PhoneWord(c.Values[0]); c.Field == "phones" && crm.NumberWord(word) {
		return []string{word}
	}
	if c.Field == "emails" && c.Operator == crm.OpStarts {
		return crm.EmailWords(c.Values[0])
	}
	if !k.worded[c.Field] {
		return nil
	}
	begins, _ := c.Operator.Words(c.Values[0])
	return begins
}

// probesOf are the words, and parts of words, that every record has in a name
// which a part of a filter means.
func (k *kind[T, R]) probesOf(part crm.Filter) []probe {
	c, ok := plainCondition(part)
	role, named := k.roles[c.Field]
	if !ok || !named || len(c.Values) != 1 {
		return nil
	}
	var out []probe
	begins, parts := c.Operator.Words(c.Values[0])
	for _, w := range begins {
		out = append(out, probe{text: w, role: role})
	}
	for _, w := range parts {
		out = append(out, probe{text: w, role: role, part: true})
	}
	return out
}

// conjuncts are the parts of a filter that must all hold.
func conjuncts(f crm.Filter) []crm.Filter {
	word, parts := f.Parts()
	switch {
	case f.IsZero():
		return nil
	case word == "and":
		return parts
	}
	return []crm.Filter{f}
}

// checkFilter refuses conditions that the records cannot have. What
// crm.ParseFilter read has none.
func (k *kind[T, R]) checkFilter(f crm.Filter) error {
	list, _ := f.Conditions()
	for _, c := range list {
		field, ok := k.filterField(c.Field)
		if !ok || !slices.Contains(crm.Operators(field), c.Operator) {
			var wrong crm.Invalid
			wrong.Add("filter", "error.filter_field", "position", 1, "word", c.Field)
			return &wrong
		}
	}
	return nil
}

// filterField describes a field that filters can name.
func (k *kind[T, R]) filterField(name string) (crm.Field, bool) {
	i := slices.IndexFunc(k.filterable, func(f crm.Field) bool { return f.Name == name })
	if i < 0 {
		return crm.Field{}, false
	}
	return k.filterable[i], true
}

// plainCondition returns the filter's one condition when it must hold.
func plainCondition(f crm.Filter) (crm.Condition, bool) {
	word, _ := f.Parts()
	list, _ := f.Conditions()
	if word != "" || len(list) != 1 || list[0].Not {
		return crm.Condition{}, false
	}
	return list[0], true
}

// isQuick reports whether few records fit, which an index finds.
func (k *kind[T, R]) isQuick(f crm.Filter) bool {
	c, ok := plainCondition(f)
	switch {
	case !ok:
		return false
	case c.Field == "id":
		return c.Operator == crm.OpIs
	case c.Field == "emails":
		return c.Operator == crm.OpIs
	}
	return slices.Contains(k.quick, c.Field) && c.Operator == crm.OpIs && !slices.ContainsFunc(c.Values, isNone)
}

// isNone reports whether the value is the id of no record.
func isNone(v crm.Value) bool { return v.Kind == crm.ValueNumber && v.Number == 0 }

// isIndexed reports whether an index holds the records that fit in the order
// of the list, so that each that is walked over fits.
func (k *kind[T, R]) isIndexed(f crm.Filter, order crm.Sort) bool {
	c, ok := plainCondition(f)
	if !ok {
		return false
	}
	switch c.Field {
	case "owner", "group":
		return c.Operator == crm.OpIs && len(c.Values) == 1 && !isNone(c.Values[0])
	case "updated_at":
		return order.Field == c.Field && c.Operator != crm.OpIs
	}
	return false
}

// filterSQL writes a filter as conditions over table alias r. What an engine
// cannot decide, as it folds no letters, it lets through, to be looked at
// again with crm.Filter.Match.
type filterSQL struct {
	d      *dialect
	entity crm.Entity
	sides  map[string]side
	worded map[string]bool
	from   crm.Viewpoint
	field  func(name string) (crm.Field, bool)
	args   []sql.NamedArg
	found  bool // by these conditions; else no index is to be chosen for them
}

func (t *filterSQL) column(field string) string {
	if t.found {
		return "r." + columnName(field)
	}
	return t.d.unindexed("r." + columnName(field))
}

// filterMark begins the names of a filter's parameters. Statements that have
// one are as many as there are filters, and are not kept ready.
const filterMark = "@f_"

func (t *filterSQL) arg(v any) string {
	name := filterMark + strconv.Itoa(len(t.args))
	t.args = append(t.args, arg(name[1:], v))
	return name
}

// clause returns the condition, "" when it lets everything through, and
// whether it is the filter's very meaning.
func (t *filterSQL) clause(f crm.Filter) (where string, exact bool) {
	word, parts := f.Parts()
	switch word {
	case "":
		list, _ := f.Conditions()
		return t.condition(list[0])
	case "not":
		before := len(t.args)
		where, exact := t.clause(parts[0])
		if !exact {
			t.args = t.args[:before] // the opposite of too many is too few
			return "", false
		}
		return "NOT (" + where + ")", true
	}
	exact = true
	var all []string
	open := false
	before := len(t.args)
	for _, p := range parts {
		w, e := t.clause(p)
		exact = exact && e
		open = open || w == ""
		if w != "" {
			all = append(all, w)
		}
	}
	if word == "or" && open {
		t.args = t.args[:before]
		return "", false
	}
	if len(all) == 0 {
		return "", false
	}
	return "(" + strings.Join(all, " "+strings.ToUpper(word)+" ") + ")", exact
}

// condition writes one condition; its opposite only when it is exact.
func (t *filterSQL) condition(c crm.Condition) (where string, exact bool) {
	f, _ := t.field(c.Field)
	before := len(t.args)
	where, exact = t.positive(f, c)
	switch {
	case !c.Not:
		return where, exact
	case !exact:
		t.args = t.args[:before]
		return "", false
	}
	return "NOT (" + where + ")", true
}

// positive writes the condition without regard to Not. It is true or false,
// never unknown.
func (t *filterSQL) positive(f crm.Field, c crm.Condition) (where string, exact bool) {
	column := t.column(f.Name)
	switch f.Type {
	case crm.TypeReference, crm.TypeCompanies:
		return t.reference(f, c), true
	case crm.TypeFlag:
		return t.anyOf(c.Values, func(v crm.Value) string { return column + " = " + strconv.FormatInt(v.Number, 10) }), true
	case crm.TypeChoice:
		if c.Operator == crm.OpEmpty {
			return column + " = ''", true
		}
		return "(" + column + " <> '' AND " + t.anyOf(c.Values, func(v crm.Value) string { return column + " = " + t.arg(v.Text) }) + ")", true
	case crm.TypeInteger:
		return t.integer(column, c), true
	case crm.TypeDate:
		return t.date(column, c), true
	case crm.TypeMoment:
		return t.moment(column, c), true
	case crm.TypeTags:
		return t.tags(c), true
	}
	return t.text(f, c)
}

// anyOf joins what any of the values asks for.
func (t *filterSQL) anyOf(values []crm.Value, where func(crm.Value) string) string {
	parts := make([]string, len(values))
	for i, v := range values {
		parts[i] = where(v)
	}
	if len(parts) == 1 {
		return parts[0]
	}
	return "(" + strings.Join(parts, " OR ") + ")"
}

func (t *filterSQL) integer(column string, c crm.Condition) string {
	if c.Operator == crm.OpEmpty {
		return column + " = 0"
	}
	if c.Operator == crm.OpIs {
		return t.anyOf(c.Values, func(v crm.Value) string { return column + " = " + t.arg(v.Number) })
	}
	return "(" + column + " <> 0 AND " + t.span(column, c, func(v crm.Value) (from, until any) { return v.Number, nil }) + ")"
}

func (t *filterSQL) date(column string, c crm.Condition) string {
	if c.Operator == crm.OpEmpty {
		return column + " = ''"
	}
	return "(" + column + " <> '' AND " + t.span(column, c, func(v crm.Value) (from, until any) {
		first, after := t.from.Days(v)
		return first, after
	}) + ")"
}

func (t *filterSQL) moment(column string, c crm.Condition) string {
	if c.Operator == crm.OpEmpty {
		return column + " IS NULL"
	}
	return "(" + column + " IS NOT NULL AND " + t.span(column, c, func(v crm.Value) (from, until any) {
		first, after := t.from.Times(v)
		return t.d.encodeTime(first), t.d.encodeTime(after)
	}) + ")"
}

// span compares a column with values that each reach from a beginning until
// before an end; without an end they are single numbers.
func (t *filterSQL) span(column string, c crm.Condition, of func(crm.Value) (from, until any)) string {
	from := func(v crm.Value) string {
		first, _ := of(v)
		return t.arg(first)
	}
	within := func(v crm.Value) string { // not beyond v
		first, after := of(v)
		if after == nil {
			return column + " <= " + t.arg(first)
		}
		return column + " < " + t.arg(after)
	}
	switch c.Operator {
	case crm.OpLess:
		return column + " < " + from(c.Values[0])
	case crm.OpAtMost:
		return within(c.Values[0])
	case crm.OpMore:
		return "NOT (" + within(c.Values[0]) + ")"
	case crm.OpAtLeast:
		return column + " >= " + from(c.Values[0])
	case crm.OpRange:
		return "(" + column + " >= " + from(c.Values[0]) + " AND " + within(c.Values[1]) + ")"
	}
	return t.anyOf(c.Values, func(v crm.Value) string { return "(" + column + " >= " + from(v) + " AND " + within(v) + ")" })
}
