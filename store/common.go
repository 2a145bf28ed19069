package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"holm/crm"
)

// What is found by common words only is bounded, so that it costs much the
// same in any table: a page is first looked for in the next rows of its order,
// and in all records with the rarest word when those rows are not enough; a
// count stops after so many records with that word.
const (
	rowsWalked   = 2_000
	manyWalked   = 50_000 // where records with the rarest word are many
	manyFound    = 20_000
	wordCounted  = 1_500 // of one word
	wordsCounted = 4_000 // of several, many of which lack another
)

// wide reports whether the actor sees what everybody may see. Who does not
// sees few records, which are read in their order.
func wide(a crm.Actor, e crm.Entity) bool {
	return a.Unbound() || a.RelationRight(e, crm.OtherGroups) >= crm.RightRead && a.RelationRight(e, crm.AllOthers) >= crm.RightRead
}

// pageByWords reads the rows of a page of records with the common words.
func (k *kind[T, R]) pageByWords(ctx context.Context, s *Store, l listing) ([]T, [][]byte, error) {
	query, args := k.walkEndQuery(s.d, l)
	var until any
	if err := s.row(ctx, query, args...).Scan(&until); err != nil {
		return nil, nil, err
	}
	if until == nil {
		return nil, nil, nil // nothing follows in that order
	}
	query, args = k.walkQuery(s.d, l, until)
	items, keys, err := k.readRows(ctx, s, query, args)
	if err != nil || len(items) >= l.limit {
		return items, keys, err
	}
	query, args = k.byRarestQuery(s.d, l)
	return k.readRows(ctx, s, query, args)
}

// walkEndQuery finds the sort key that the next rowsWalked rows end at.
func (k *kind[T, R]) walkEndQuery(d *dialect, l listing) (string, []sql.NamedArg) {
	rows := rowsWalked
	if l.many {
		rows = manyWalked
	}
	head, tail := d.top(rows)
	last := "MAX"
	if l.desc {
		last = "MIN"
	}
	where := k.conditions(d, listing{key: l.key, column: l.column, desc: l.desc})
	return "SELECT " + last + "(k) FROM (SELECT " + head + "r." + l.column + " AS k FROM " + k.table + " r WHERE " +
		strings.Join(where, " AND ") + k.order(l, "r."+l.column, "r.id") + tail + ") AS w", l.cursorArgs()
}

// walkQuery reads the page out of the rows up to a sort key.
func (k *kind[T, R]) walkQuery(d *dialect, l listing, until any) (string, []sql.NamedArg) {
	compare := " <= @until"
	if l.desc {
		compare = " >= @until"
	}
	l.where, l.args = slices.Clone(l.where), slices.Clone(l.args)
	l.also("r."+l.column+compare, "until", until)
	for i, w := range l.common {
		l.hasWord(k.entity, i, w)
	}
	return k.listQuery(d, l)
}

// byRarestQuery reads the page out of the records with the rarest word.
func (k *kind[T, R]) byRarestQuery(d *dialect, l listing) (string, []sql.NamedArg) {
	l.where, l.args = slices.Clone(l.where), slices.Clone(l.args)
	l.fromWord(k.entity, 0, l.common)
	return k.listQuery(d, l)
}

// countByWords counts records with the common words; more says that there may
// be more than were looked at.
func (k *kind[T, R]) countByWords(ctx context.Context, s *Store, l listing) (n int, more bool, err error) {
	limit := wordCounted
	if len(l.common) > 1 {
		limit = wordsCounted
	}
	query, args := k.countWordsQuery(s.d, l, limit)
	var seen int
	if err := s.row(ctx, query, args...).Scan(&seen, &n); err != nil {
		return 0, false, fmt.Errorf("count %s: %w", k.table, err)
	}
	return min(n, crm.CountCap), n > crm.CountCap || seen == limit, nil
}

func (k *kind[T, R]) countWordsQuery(d *dialect, l listing, limit int) (string, []sql.NamedArg) {
	l.where, l.args = slices.Clone(l.where), slices.Clone(l.args)
	l.found = true
	for i, w := range l.common[1:] {
		l.hasWord(k.entity, i+1, w)
	}
	where := append(k.conditions(d, l), "r.id = c.id")
	branches := l.sight(k.entity)
	if may, _ := seen(branches); may != "" {
		where = append(where, may)
	}
	args := append(l.args, arg("word0", l.common[0]), arg("word0_end", termEnd(l.common[0])))
	for _, b := range branches {
		args = append(args, b.args...)
	}
	head, tail := d.top(limit)
	return "SELECT COUNT(*), COUNT(DISTINCT hit) FROM (SELECT CASE WHEN EXISTS (SELECT 1 FROM " + k.table + " r WHERE " +
		strings.Join(where, " AND ") + ") THEN c.id END AS hit FROM (SELECT " + head + "t.record_id AS id FROM search_term t WHERE " +
		termsLike(k.entity, 0) + tail + ") AS c) AS s", args
}
