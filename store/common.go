package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"holm/crm"
)

// Where common words are not read off lists in order, the work is bounded,
// too: a page is first looked for in the next rows of its order, and in all
// records with the word when those rows are not enough.
const rowsWalked = 5_000

// wide reports whether the actor sees what everybody may see. Who does not
// sees few records, which are read in their order.
func wide(a crm.Actor, e crm.Entity) bool {
	return a.Unbound() || a.RelationRight(e, crm.OtherGroups) >= crm.RightRead && a.RelationRight(e, crm.AllOthers) >= crm.RightRead
}

// pageByWord reads the rows of a page of records with a common word.
func (k *kind[T, R]) pageByWord(ctx context.Context, s *Store, l listing) ([]T, [][]byte, error) {
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
	query, args = k.byWordQuery(s.d, l)
	return k.readRows(ctx, s, query, args)
}

// walkEndQuery finds the sort key that the next rowsWalked rows end at.
func (k *kind[T, R]) walkEndQuery(d *dialect, l listing) (string, []sql.NamedArg) {
	head, tail := d.top(rowsWalked)
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
	return k.listQuery(d, l)
}

// byWordQuery reads the page out of the records with the word.
func (k *kind[T, R]) byWordQuery(d *dialect, l listing) (string, []sql.NamedArg) {
	l.where = append(slices.Clone(l.where), "r.id IN ("+byRanges(k.entity, l.common, "t.record_id")+")")
	l.args = append(slices.Clone(l.args), rangeArgs(l.common)...)
	l.found = true
	return k.listQuery(d, l)
}

// countByWord counts records with the common word; more says that there may
// be more than were looked at.
func (k *kind[T, R]) countByWord(ctx context.Context, s *Store, l listing) (n int, more bool, err error) {
	query, args := k.countWordQuery(s.d, l, wordsCounted)
	var looked int
	if err := s.row(ctx, query, args...).Scan(&looked, &n); err != nil {
		return 0, false, fmt.Errorf("count %s: %w", k.table, err)
	}
	return min(n, crm.CountCap), n > crm.CountCap || looked == wordsCounted, nil
}

func (k *kind[T, R]) countWordQuery(d *dialect, l listing, limit int) (string, []sql.NamedArg) {
	where, args := k.countable(d, l)
	head, tail := d.top(limit)
	return "SELECT COUNT(*), COUNT(DISTINCT hit) FROM (SELECT CASE WHEN EXISTS (SELECT 1 FROM " + k.table + " r WHERE r.id = c.id AND " +
		where + ") THEN c.id END AS hit FROM (SELECT " + head + "u.id FROM (" +
		byRanges(k.entity, l.common, "t.record_id AS id") + ") AS u" + tail + ") AS c) AS s", append(args, rangeArgs(l.common)...)
}

// countByWalk counts the records with the words among the first that the actor
// sees for each reason; more says that there may be more.
func (k *kind[T, R]) countByWalk(ctx context.Context, s *Store, l listing) (n int, more bool, err error) {
	query, args := k.countWalkQuery(s.d, l)
	if query == "" {
		return 0, false, nil
	}
	var looked int
	if err := s.row(ctx, query, args...).Scan(&n, &looked); err != nil {
		return 0, false, fmt.Errorf("count %s: %w", k.table, err)
	}
	return min(n, crm.CountCap), n > crm.CountCap || looked == wordsCounted, nil
}

// countWalkQuery counts the records with the words, each once, and the most
// that were looked at for one reason.
func (k *kind[T, R]) countWalkQuery(d *dialect, l listing) (string, []sql.NamedArg) {
	words := strings.Join(l.worded, " AND ")
	l.where = slices.DeleteFunc(slices.Clone(l.where), func(w string) bool { return slices.Contains(l.worded, w) })
	head, tail := d.top(wordsCounted)
	args := slices.Clone(l.args)
	var parts []string
	for i, b := range l.sight(k.entity) {
		where := k.conditions(d, l)
		if b.where != "" {
			where = append(where, b.where)
		}
		args = append(args, b.args...)
		parts = append(parts, "SELECT b.id, b.hit, "+strconv.Itoa(i)+" AS reason FROM (SELECT "+head+"r.id, CASE WHEN "+words+
			" THEN 1 ELSE 0 END AS hit FROM "+k.table+" r WHERE "+strings.Join(where, " AND ")+tail+") AS b")
	}
	if len(parts) == 0 {
		return "", nil
	}
	all := "(" + strings.Join(parts, " UNION ALL ") + ") AS u"
	return "SELECT COUNT(DISTINCT CASE WHEN hit = 1 THEN id END), COALESCE(MAX(looked), 0) FROM (SELECT id, hit, COUNT(*) OVER (PARTITION BY reason) AS looked FROM " +
		all + ") AS c", args
}

// countable is the condition that a record found otherwise is shown.
func (k *kind[T, R]) countable(d *dialect, l listing) (string, []sql.NamedArg) {
	l.found, l.key = true, nil
	where, args := k.conditions(d, l), slices.Clone(l.args)
	branches := l.sight(k.entity)
	if may, _ := seen(branches); may != "" {
		where = append(where, may)
	}
	for _, b := range branches {
		args = append(args, b.args...)
	}
	return strings.Join(where, " AND "), args
}
