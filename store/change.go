package store

import (
	"bytes"
	"database/sql"
	"slices"
	"strings"

	"holm/crm"
)

// fewChanged is up to how many changed fields have a statement of their own,
// so that there are not too many statements.
const fewChanged = 2

// changeOf is the statement that changes some columns.
func (k *kind[T, R]) changeOf(columns []string) string {
	var b strings.Builder
	b.WriteString("UPDATE " + k.table + " SET updated_at = @updated_at, updated_by = @updated_by, version = @version")
	for _, c := range columns {
		b.WriteString(", " + c + " = @" + c)
	}
	return b.String() + " WHERE id = @id AND version = @was"
}

// changing is the statement that writes a change, and its parameters but @was.
// An engine takes a row out of the index of every column that a statement
// names and puts it there again, so a small change names its own columns only.
func (k *kind[T, R]) changing(d *dialect, r, before R, changes []crm.FieldChange) (string, []sql.NamedArg, error) {
	args, err := k.valueArgs(nil, d, r)
	if err != nil || len(changes) > fewChanged {
		return k.change, args, err
	}
	wanted := k.madeAnew(r, before)
	for _, c := range changes {
		wanted = append(wanted, columnName(c.Field))
	}
	var columns []string
	args = slices.DeleteFunc(args, func(a sql.NamedArg) bool {
		switch {
		case slices.Contains(sharedColumns, a.Name):
			return false
		case slices.Contains(wanted, a.Name):
			columns = append(columns, a.Name)
			return false
		}
		return true
	})
	return k.changeOf(columns), args, nil
}

// madeAnew lists the columns made of the record that its change makes others.
func (k *kind[T, R]) madeAnew(r, before R) []string {
	var out []string
	if r.Terms().Text() != before.Terms().Text() {
		out = append(out, "words")
	}
	was := k.keys(before)
	for i, now := range k.keys(r) {
		switch v := now.Value.(type) {
		case []byte:
			if old, _ := was[i].Value.([]byte); !bytes.Equal(v, old) {
				out = append(out, now.Name)
			}
		default:
			if v != was[i].Value {
				out = append(out, now.Name)
			}
		}
	}
	return out
}
