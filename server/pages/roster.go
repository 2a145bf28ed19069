package pages

import (
	"slices"
	"strings"

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
	usual []string // the columns beside the name, until somebody chooses others
	sorts []string // the fields it can be ordered by, the usual one first

	page    func(v *visit, q crm.Query) (crm.Page[listed], error)
	several func(v *visit, ids []int64) ([]listed, error)
	count   func(v *visit, q crm.Query) (n int, more bool, err error)
	countOn func(v *visit, q crm.Query) (n int, more bool, err error) // further, for a time
	peek    func(v *visit, id int64) (peekData, error)
}

// maxColumns is how many columns a list has at most.
const maxColumns = 40

// columns reads the columns of a list: the name first, then those that there
// are. None are the usual ones.
func (r roster) columns(text string) []crm.ViewColumn {
	if text == "" {
		text = strings.Join(r.usual, ",")
	}
	out := []crm.ViewColumn{{Field: nameColumn}}
	for _, c := range crm.ViewColumns(text) {
		if c.Width > 0 {
			c.Width = widthOf(c.Width)
		}
		if c.Field == nameColumn {
			out[0].Width = c.Width
		} else if _, ok := r.column(c.Field); ok && len(out) < maxColumns {
			out = append(out, c)
		}
	}
	return out
}

// joinColumns writes columns as views keep them, "" for the usual ones.
func joinColumns(r roster, columns []crm.ViewColumn) string {
	if slices.Equal(columns, r.columns("")) {
		return ""
	}
	if columns[0].Width == 0 && len(columns) > 1 {
		columns = columns[1:]
	}
	return crm.JoinColumns(columns)
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
	out := crm.Page[listed]{Next: page.Next, Prev: page.Prev, Partial: page.Partial, Items: make([]listed, len(page.Items))}
	for i := range page.Items {
		out.Items[i] = R(&page.Items[i])
	}
	return out
}

// allListed hands records to a list.
func allListed[T any, R interface {
	*T
	listed
}](items []T) []listed {
	return asListed[T, R](crm.Page[T]{Items: items}).Items
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
