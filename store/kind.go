package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"

	"holm/crm"
)

// record is what the store needs of a kind of business record.
type record[T any] interface {
	*T
	crm.Filterable
	Pointers() []any
	Value(field string) any
	Tidy(country string)
	Validate() error
	Apply(crm.Change) error
	Differences(before *T) []crm.FieldChange
	Terms() crm.Terms
	Title() string
}

// kind is how one kind of business record is kept.
type kind[T any, R record[T]] struct {
	entity     crm.Entity
	table      string
	unique     string // the field whose value no two records share; "" for none
	columns    []column
	sorts      map[string]string      // field → sort column
	keys       func(R) []sql.NamedArg // the sort columns that are made in Go, the name's first
	fields     []crm.Field
	byName     map[string]crm.Field
	quick      []string            // references that few records share, each with an index
	few        []string            // fields with an index of their own, beside those that every kind has
	noneOf     []string            // references with an index of the records that have none
	filterable []crm.Field         // what filters can name
	sides      map[string]side     // fields that are links in a table of their own
	worded     map[string]bool     // texts whose words are among the terms
	parts      map[string][]string // fields that filters see as one
	lead, rest string              // expressions, table r: what lists go by first, and the other names; "" for a kind without a concordance
	roles      map[string]role     // texts that are names
	unfound    []string            // fields that nothing is found by in a concordance
	shelf      *shelf
	insert     string      // a statement
	inserted   []string    // its columns
	change     string      // a statement
	read       string      // the columns of a SELECT, table r
	light      *kind[T, R] // the same with the columns that lists usually show; nil: it is light itself

	points    func(R) points                                                    // where phones and e-mails are; nil: there are none
	addMore   func(rows *filling, r R) error                                    // what else has a table of its own: a person's companies
	dropMore  func(t *tx, r R) error                                            // the same, before it is replaced
	loadMore  func(d *dialect, read reading, items []T) error                   // the same, read; nil: there is nothing
	more      string                                                            // the field that loadMore reads; "" for all
	likely    func(R) likely                                                    // by what duplicates are looked for
	beyond    func(a crm.Actor) (string, []sql.NamedArg)                        // what else must hold for the actor to see a record, table r; nil: nothing
	purgeOne  func(t *tx, id int64) error                                       // deletes all rows of one for good
	decorate  func(ctx context.Context, s *Store, a crm.Actor, items []T) error // what is shown beside; nil: nothing
	decorates string                                                            // the field that decorate fills in; "" for all
}

// column is a field that has a column of its own.
type column struct {
	name  string // of the column
	field crm.Field
	index int // among the record's Pointers
}

// sharedColumns are read before the fields' columns, in this order.
var sharedColumns = []string{"id", "created_at", "created_by", "created_kind", "updated_at", "updated_by", "version", "deleted_at"}

func newKind[T any, R record[T]](entity crm.Entity, table string, fields []crm.Field, made []string) *kind[T, R] {
	k := &kind[T, R]{entity: entity, table: table, fields: fields, shelf: &shelf{}, byName: map[string]crm.Field{},
		filterable: crm.FilterFields(entity)}
	for i, f := range fields {
		k.byName[f.Name] = f
		switch f.Type {
		case crm.TypePhones, crm.TypeEmails, crm.TypeCompanies, crm.TypeTags:
			continue
		}
		k.columns = append(k.columns, column{columnName(f.Name), f, i})
	}
	names := append([]string{"words"}, made...)
	for _, c := range k.columns {
		names = append(names, c.name)
	}
	k.setRead()
	shared := sharedColumns[:len(sharedColumns)-1]
	all := append(append([]string{}, shared...), names...)
	k.insert = "INSERT INTO " + table + " (" + strings.Join(all, ", ") + ") VALUES (@" + strings.Join(all, ", @") + ")"
	k.inserted = all
	k.change = k.changeOf(names)
	return k
}

// setRead makes read from the columns.
func (k *kind[T, R]) setRead() {
	k.read = "r." + strings.Join(sharedColumns, ", r.")
	for _, c := range k.columns {
		k.read += ", r." + c.name
	}
}

// columnName is the field's name but for two that say what they point at.
func columnName(field string) string {
	switch field {
	case "owner", "group":
		return field + "_id"
	}
	return field
}

// insertArgs are the parameters of the kind's insert statement.
func (k *kind[T, R]) insertArgs(d *dialect, r R) ([]sql.NamedArg, error) {
	m := r.Meta()
	args := []sql.NamedArg{
		arg("created_at", d.encodeTime(m.CreatedAt)), arg("created_by", reference(m.CreatedBy)), arg("created_kind", string(m.CreatedKind)),
	}
	return k.valueArgs(args, d, r)
}

// valueArgs adds the parameters of the kind's update statement.
func (k *kind[T, R]) valueArgs(args []sql.NamedArg, d *dialect, r R) ([]sql.NamedArg, error) {
	m := r.Meta()
	args = append(args, arg("id", m.ID), arg("updated_at", d.encodeTime(m.UpdatedAt)),
		arg("updated_by", reference(m.UpdatedBy)), arg("version", m.Version))
	args = append(append(args, arg("words", r.Terms().Text())), k.keys(r)...)
	at := r.Pointers()
	for _, c := range k.columns {
		v, err := columnValue(c.field, at[c.index])
		if err != nil {
			return nil, fmt.Errorf("encode %s: %w", c.name, err)
		}
		args = append(args, arg(c.name, v))
	}
	return args, nil
}

func columnValue(f crm.Field, at any) (any, error) {
	switch p := at.(type) {
	case *string:
		return *p, nil
	case *bool:
		return *p, nil
	case *int64:
		if f.Type == crm.TypeReference {
			return reference(*p), nil
		}
		return *p, nil
	case *[]crm.Link:
		if len(*p) == 0 {
			return "[]", nil
		}
		text, err := json.Marshal(*p)
		return string(text), err
	}
	return nil, fmt.Errorf("a column cannot hold %T", at)
}

// scan reads the columns of k.read and, after them, extra.
func (k *kind[T, R]) scan(d *dialect, rows interface{ Scan(...any) error }, r R, extra ...any) error {
	return rows.Scan(k.targets(d, r, extra...)...)
}

// targets are where the columns of k.read and, after them, extra are read to.
func (k *kind[T, R]) targets(d *dialect, r R, extra ...any) []any {
	m := r.Meta()
	at := r.Pointers()
	into := make([]any, 0, len(sharedColumns)+len(k.columns)+len(extra))
	into = append(into, &m.ID, d.time(&m.CreatedAt), orZero{&m.CreatedBy}, (*string)(&m.CreatedKind),
		d.time(&m.UpdatedAt), orZero{&m.UpdatedBy}, &m.Version, d.nullTime(&m.DeletedAt))
	for _, c := range k.columns {
		switch p := at[c.index].(type) {
		case *int64:
			if c.field.Type == crm.TypeReference {
				into = append(into, orZero{p})
				continue
			}
			into = append(into, p)
		case *[]crm.Link:
			into = append(into, asJSON{p})
		default:
			into = append(into, p)
		}
	}
	return append(into, extra...)
}

// asJSON reads a JSON text.
type asJSON struct{ into any }

// Scan takes the driver's value.
func (j asJSON) Scan(v any) error {
	switch v := v.(type) {
	case string:
		if v == "[]" || v == "" {
			return nil
		}
		return json.Unmarshal([]byte(v), j.into)
	case []byte:
		return json.Unmarshal(v, j.into)
	}
	return fmt.Errorf("a list is kept as %T", v)
}

// one reads a record, whose holding is still to be judged.
func (k *kind[T, R]) one(a crm.Actor, id int64) (string, []sql.NamedArg) {
	query, args := "SELECT "+k.read+" FROM "+k.table+" r WHERE r.id = @id", []sql.NamedArg{arg("id", id)}
	return k.andBeyond(a, query, args)
}

// several reads records, as one does.
func (k *kind[T, R]) several(d *dialect, a crm.Actor, ids string) (string, []sql.NamedArg) {
	query, args := "SELECT "+k.read+" FROM "+k.table+" r WHERE r.id IN (SELECT value FROM "+d.each("@ids")+")", []sql.NamedArg{arg("ids", ids)}
	return k.andBeyond(a, query, args)
}

// andBeyond ends a query with what else must hold for the actor to see a record.
func (k *kind[T, R]) andBeyond(a crm.Actor, query string, args []sql.NamedArg) (string, []sql.NamedArg) {
	if k.beyond == nil {
		return query, args
	}
	where, more := k.beyond(a)
	if where == "" {
		return query, args
	}
	return query + " AND " + where, append(args, more...)
}

// seenOnly narrows a listing to what the actor may see beyond the records' own
// holding.
func (k *kind[T, R]) seenOnly(l *listing) {
	if k.beyond == nil {
		return
	}
	if where, args := k.beyond(l.actor); where != "" {
		l.where, l.args = append(l.where, where), append(l.args, args...)
	}
}
