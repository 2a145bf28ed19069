package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"holm/crm"
)

// side is a table in which records are linked with others.
type side struct {
	table  string
	record string // the column of the record
	value  string // the column of what it is linked with
	column bool   // the record has a column of its own for the main one, too
}

// reference compares a reference. None of the values stands for no reference.
func (t *filterSQL) reference(f crm.Field, c crm.Condition) string {
	s, linked := t.sides[f.Name]
	own := !linked || s.column
	column := t.column(f.Name)
	var ids []string
	none := c.Operator == crm.OpEmpty
	for _, v := range c.Values {
		switch id := v.Number; {
		case v.Kind == crm.ValueMe && t.from.User == 0:
		case v.Kind == crm.ValueMe:
			ids = append(ids, t.arg(t.from.User))
		case id == 0:
			none = none || !linked
		default:
			ids = append(ids, t.arg(id))
		}
	}
	var parts []string
	if none && own && linked {
		parts = append(parts, "("+column+" IS NULL AND NOT "+s.any()+")")
	} else if none && own {
		parts = append(parts, column+" IS NULL")
	} else if none {
		parts = append(parts, "NOT "+s.any())
	}
	if len(ids) > 0 && own {
		parts = append(parts, "("+column+" IS NOT NULL AND "+column+isIn(ids)+")")
	}
	if len(ids) > 0 && linked {
		parts = append(parts, "r.id IN (SELECT x."+s.record+" FROM "+s.table+" x WHERE x."+s.value+isIn(ids)+")")
	}
	switch len(parts) {
	case 0:
		return "1 = 0"
	case 1:
		return parts[0]
	}
	return "(" + strings.Join(parts, " OR ") + ")"
}

func isIn(params []string) string {
	if len(params) == 1 {
		return " = " + params[0]
	}
	return " IN (" + strings.Join(params, ", ") + ")"
}

// any is whether the record is linked at all.
func (s side) any() string {
	return "EXISTS (SELECT 1 FROM " + s.table + " x WHERE x." + s.record + " = r.id)"
}

// text lets through what may hold a text. Engines fold no Nordic letters.
func (t *filterSQL) text(f crm.Field, c crm.Condition) (where string, exact bool) {
	some := t.column(f.Name) + " <> ''"
	switch {
	case f.Type == crm.TypePhones && c.Operator != crm.OpEmpty && !c.Not:
		return t.anyOf(c.Values, t.number), false
	case f.Type == crm.TypePhones:
		some = t.points("phone", "")
	case f.Type == crm.TypeEmails && c.Operator == crm.OpIs:
		return t.pointsIn("email", t.anyOf(c.Values, func(v crm.Value) string {
			return "x.address_key = " + t.arg(crm.EmailKey(v.Text))
		})), true
	case f.Type == crm.TypeEmails && c.Operator == crm.OpContains:
		return t.points("email", " AND "+t.anyAddress(c.Values, func(key string) string {
			return t.d.at("x.address_key", t.arg(key)) + " > 0"
		})), true
	case f.Type == crm.TypeEmails && c.Operator == crm.OpStarts:
		return t.pointsIn("email", t.anyAddress(c.Values, func(key string) string {
			return "(x.address_key >= " + t.arg(key) + " AND x.address_key < " + t.arg(termEnd(key)) + ")"
		})), true
	case f.Type == crm.TypeEmails:
		some = t.points("email", "")
	case f.Type == crm.TypeLinks:
		some = t.column(f.Name) + " <> '[]'"
	case f.Name == "name" && t.entity == crm.EntityPerson:
		some = "1 = 1" // a person always has a name
	}
	switch {
	case c.Operator == crm.OpEmpty:
		return "NOT (" + some + ")", true
	case c.Operator == crm.OpIs && slices.ContainsFunc(c.Values, func(v crm.Value) bool { return crm.Fold(v.Text) == "" }):
		return "", false
	case c.Not || !t.worded[f.Name]:
		return some, false
	}
	return t.anyOf(c.Values, func(v crm.Value) string { return t.words(some, c.Operator, v) }), false
}

// number is whether the kept numbers of the record hold the digits.
func (t *filterSQL) number(v crm.Value) string {
	digits := crm.PhoneWord(v)
	if digits == "" {
		return "1 = 0"
	}
	return t.d.at("r.words", t.arg(digits)) + " BETWEEN 1 AND " + t.d.at("r.words", "CHAR(10)")
}

// words is whether the kept words of the record can hold a text that fits.
func (t *filterSQL) words(some string, op crm.Operator, v crm.Value) string {
	begins, parts := op.Words(v)
	where := some
	for _, w := range begins {
		where += " AND " + t.d.at("r.words", t.arg(crm.WordMark(w))) + " > 0"
	}
	for _, w := range parts {
		where += " AND " + t.d.at("r.words", t.arg(w)) + " > 0"
	}
	return "(" + where + ")"
}

// tags compares the names of a record's tags.
func (t *filterSQL) tags(c crm.Condition) string {
	if c.Operator == crm.OpEmpty {
		return "NOT EXISTS (SELECT 1 FROM record_tag x WHERE x.entity = '" + string(t.entity) + "' AND x.record_id = r.id)"
	}
	keys := make([]string, len(c.Values))
	for i, v := range c.Values {
		keys[i] = t.arg(crm.TagKey(v.Text))
	}
	return "r.id IN (SELECT x.record_id FROM tag g JOIN record_tag x ON x.tag = g.id WHERE g.target IS NULL AND g.name_key" +
		isIn(keys) + " AND x.entity = '" + string(t.entity) + "')"
}

// points is whether the record has phone numbers or e-mail addresses that
// are so.
func (t *filterSQL) points(table, so string) string {
	return "EXISTS (SELECT 1 FROM " + table + " x WHERE x.record_id = r.id AND x.entity = '" + string(t.entity) + "'" + so + ")"
}

// pointsIn is the same, where an index finds those that are so.
func (t *filterSQL) pointsIn(table, so string) string {
	if !t.found {
		return t.points(table, " AND "+so)
	}
	return "r.id IN (SELECT x.record_id FROM " + table + " x WHERE x.entity = '" + string(t.entity) + "' AND " + so + ")"
}

// anyAddress joins what any of the addresses asks for. Nothing has an empty
// one.
func (t *filterSQL) anyAddress(values []crm.Value, where func(key string) string) string {
	return t.anyOf(values, func(v crm.Value) string {
		if key := crm.EmailKey(v.Text); key != "" {
			return where(key)
		}
		return "1 = 0"
	})
}

// isFew reports whether an index finds the records that fit a condition, in
// no order of a list.
func (k *kind[T, R]) isFew(c crm.Condition) bool {
	if c.Operator == crm.OpEmpty {
		return slices.Contains(k.noneOf, c.Field)
	}
	switch c.Field {
	case "updated_at", "created_at", "tags":
		return true
	case "emails":
		return c.Operator == crm.OpStarts
	}
	if !slices.Contains(k.few, c.Field) || slices.ContainsFunc(c.Values, isNone) {
		return false
	}
	return c.Values[0].Kind != crm.ValueFlag || c.Values[0].Number == 1
}

// narrowToFew looks up by an index the records that a condition fits; when
// they are few, the list is found by them.
func (k *kind[T, R]) narrowToFew(ctx context.Context, s *Store, l *listing) error {
	if l.narrow() || !l.sparse {
		return nil
	}
	for _, part := range conjuncts(l.filter) {
		c, ok := plainCondition(part)
		if !ok || !k.isFew(c) {
			continue
		}
		t := k.filterSQL(s.d, l.from)
		t.found = true
		where, _ := t.clause(part)
		head, tail := s.d.top(fewFound + 1)
		var ids []int64
		err := scanAll(s.reading(ctx), "SELECT "+head+"r.id FROM "+k.table+" r WHERE r.deleted_at IS NULL AND "+where+tail, t.args,
			func(rows *sql.Rows) error {
				var id int64
				err := rows.Scan(&id)
				ids = append(ids, id)
				return err
			})
		if err != nil {
			return fmt.Errorf("look up %s by %s: %w", k.table, c.Field, err)
		}
		if len(ids) > fewFound {
			continue
		}
		list, err := json.Marshal(append([]int64{}, ids...))
		if err != nil {
			return fmt.Errorf("encode a list of ids: %w", err)
		}
		l.also("r.id IN (SELECT value FROM "+s.d.each("@few")+")", "few", string(list))
		l.found = true
		return nil
	}
	return nil
}
