package store

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"holm/crm"
)

// find reads a page of what is asked for.
func (k *kind[T, R]) find(ctx context.Context, s *Store, a crm.Actor, q crm.Query) (crm.Page[T], error) {
	l, err := k.listing(a, q)
	if err != nil {
		return crm.Page[T]{}, err
	}
	return k.page(ctx, s, l)
}

// number counts what is asked for, up to crm.CountCap.
func (k *kind[T, R]) number(ctx context.Context, s *Store, a crm.Actor, q crm.Query) (n int, more bool, err error) {
	l, err := k.listing(a, q)
	if err != nil {
		return 0, false, err
	}
	return k.count(ctx, s, l)
}

// listing is the list that is asked for. The error is *crm.Invalid when its
// filter does not fit the records.
func (k *kind[T, R]) listing(a crm.Actor, q crm.Query) (listing, error) {
	l := listing{actor: a, text: q.Text, trash: q.Trashed, sort: q.Sort, after: q.After, limit: q.Limit}
	list, flat := q.Filter.Conditions()
	for i, c := range list {
		f, ok := k.byName[c.Field]
		if !flat || !ok || f.Type != crm.TypeReference || c.Operator != crm.OpIs || c.Not || len(c.Values) != 1 {
			var wrong crm.Invalid
			wrong.Add("filter", "error.unknown_field", "field", c.Field)
			return l, &wrong
		}
		id := c.Values[0].Number
		if c.Values[0].Kind == crm.ValueMe {
			id = a.User
		}
		name := "f" + strconv.Itoa(i)
		where := "r." + columnName(c.Field) + " = @" + name
		if more := k.also[c.Field]; more != "" {
			where = "(" + where + " OR " + fmt.Sprintf(more, "@"+name) + ")"
		}
		l.also(where, name, id)
		l.found = l.found || slices.Contains(k.quick, c.Field)
	}
	if k.beyond != nil {
		if where, args := k.beyond(a); where != "" {
			l.where, l.args = append(l.where, where), append(l.args, args...)
		}
	}
	return l, nil
}
