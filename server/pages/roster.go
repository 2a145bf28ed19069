package pages

import (
	"slices"

	"holm/crm"
)

// listed is a record as lists show it.
type listed interface {
	Meta() *crm.Record
	Title() string
	Value(field string) any
}

// roster is what a list needs to know of a kind of record.
type roster struct {
	noun
	entity crm.Entity
	usual  []string // the columns beside the name, until somebody chooses others
	sorts  []string // the fields it can be ordered by, the usual one first
	page   func(v *visit, q crm.Query) (crm.Page[listed], error)
	count  func(v *visit, q crm.Query) (n int, more bool, err error)
}

// notShown are fields that say nothing in a list: hashes of pictures, and
// parts of what is shown whole.
var notShown = []string{"logo", "photo", "annual_revenue_currency"}

// column returns the field that a column shows; false when there is none.
func (r roster) column(name string) (crm.Field, bool) {
	if slices.Contains(notShown, name) {
		return crm.Field{}, false
	}
	for _, fields := range [][]crm.Field{r.fields, crm.MetaFields()} {
		for _, f := range fields {
			if f.Name == name {
				return f, true
			}
		}
	}
	return crm.Field{}, false
}

// asListed hands a page of records to a list.
func asListed[T any, R interface {
	*T
	listed
}](page crm.Page[T]) crm.Page[listed] {
	out := crm.Page[listed]{Next: page.Next, Prev: page.Prev, Items: make([]listed, len(page.Items))}
	for i := range page.Items {
		out.Items[i] = R(&page.Items[i])
	}
	return out
}

// referred lists the companies that the columns of a page of rows name.
func referred(columns []column, rows []listed) []int64 {
	var ids []int64
	for _, c := range columns {
		for _, r := range rows {
			switch value := r.Value(c.Field).(type) {
			case int64:
				if c.def.References == crm.EntityCompany {
					ids = append(ids, value)
				}
			case []crm.Affiliation:
				for _, a := range value {
					ids = append(ids, a.Company)
				}
			}
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}
