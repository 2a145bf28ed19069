package store

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"holm/crm"
)

// walking bounds the search for records that no index finds: rows are looked
// through in the order of the list, some at a time, until the page is full,
// so many were seen or so long was looked. The page then says that it is
// partial, and its cursor goes on from there.
type walking struct {
	first int // rows looked through at once, four times as many each time
	most  int
	all   int
	time  time.Duration
}

var usualWalk = walking{first: 2_000, most: 32_000, all: 200_000, time: 300 * time.Millisecond}

// readFiltered reads the rows of a page. It reports whether it stopped before
// the page was full and the list at its end; the listing's place is then where
// it goes on.
func (k *kind[T, R]) readFiltered(ctx context.Context, s *Store, l *listing) (items []T, keys [][]byte, partial bool, err error) {
	if !l.verify && !l.windowed() {
		items, keys, partial, err = k.readPage(ctx, s, l)
		l.place, _ = l.key.([]byte)
		return items, keys, partial, err
	}
	items = []T{}
	wanted := l.limit
	partial, err = k.walk(ctx, s, l, func(w *listing) (reached, error) {
		w.limit = wanted - len(items)
		if w.verify {
			w.limit = max(4*w.limit, 200)
			if w.concordance != nil { // nearly all that it proposes fit
				w.limit = wanted - len(items) + 10
			}
		}
		kept, keptKeys, at, err := k.readVerified(ctx, s, w)
		items, keys = append(items, kept...), append(keys, keptKeys...)
		if len(items) >= wanted {
			at = readEnough
		}
		return at, err
	})
	return items[:min(len(items), wanted)], keys[:min(len(keys), wanted)], partial, err
}

// countFiltered counts the records that the listing shows; more says that
// there may be more.
func (k *kind[T, R]) countFiltered(ctx context.Context, s *Store, l *listing) (n int, more bool, err error) {
	slim := k.only(l.filter)
	more, err = k.walk(ctx, s, l, func(w *listing) (outcome reached, err error) {
		var found int
		if w.verify {
			var kept []T
			w.limit = 2_000
			kept, _, outcome, err = slim.readVerified(ctx, s, w)
			found = len(kept)
		} else {
			query, args := k.countQuery(s.d, *w)
			err = s.row(ctx, query, args...).Scan(&found)
			outcome = readEnd
		}
		if n += found; n > crm.CountCap {
			outcome = readEnough
		}
		return outcome, err
	})
	if err != nil {
		return 0, false, fmt.Errorf("count %s: %w", k.table, err)
	}
	return min(n, crm.CountCap), more || n > crm.CountCap, nil
}

// reached says how far a part of a list was read.
type reached uint8

const (
	readMore   reached = iota // there is more of it, from its place on
	readEnd                   // to its end
	readEnough                // as far as was wanted
	readGaveUp                // as far as its own bounds allow
)

// readVerified reads up to the listing's limit of rows, moves its place on and
// returns those that the filter means.
func (k *kind[T, R]) readVerified(ctx context.Context, s *Store, l *listing) (kept []T, keys [][]byte, at reached, err error) {
	page := *l
	found, foundKeys, gaveUp, err := k.readPage(ctx, s, &page)
	if err != nil {
		return nil, nil, 0, err
	}
	switch {
	case gaveUp:
		at, l.key, l.id = readGaveUp, page.key, page.id
		l.place, _ = page.key.([]byte)
	case len(found) < l.limit:
		at = readEnd
	default:
		last := len(found) - 1
		if err := l.moveTo(s.d, foundKeys[last], R(&found[last]).Meta().ID); err != nil {
			return nil, nil, 0, err
		}
	}
	kept, keys, err = k.verified(ctx, s, l, found, foundKeys)
	return kept, keys, at, err
}

// windowed reports whether the rows in the order of the list must be looked
// through, as no index finds the ones that fit.
func (l *listing) windowed() bool {
	return l.sparse && !l.narrow() && l.common == "" && l.lists == nil && l.concordance == nil
}

// walk reads one part of the list after the other until there is enough. It
// reports whether it gave up before.
func (k *kind[T, R]) walk(ctx context.Context, s *Store, l *listing, read func(*listing) (reached, error)) (partial bool, err error) {
	began := s.clock()
	rows, seen := s.walking.first, 0
	for {
		w := *l
		var until any
		if w.windowed() {
			query, args := k.windowQuery(s.d, w, rows)
			if err := s.row(ctx, query, args...).Scan(&until); err != nil {
				return false, fmt.Errorf("look through %s: %w", k.table, err)
			}
			if until != nil {
				w.until(s.d, until)
			}
		}
		at := readMore
		for at == readMore {
			if at, err = read(&w); err != nil || at == readEnough {
				return false, err
			}
			seen += w.limit
			if at == readGaveUp || at == readMore && s.tired(began, seen) {
				l.key, l.place, l.id = w.key, w.place, w.id
				return true, nil
			}
		}
		if until == nil {
			return false, nil
		}
		if err := l.moveTo(s.d, sortKey(until), l.beyond()); err != nil {
			return false, err
		}
		seen, rows = seen+rows, min(4*rows, s.walking.most)
		if s.tired(began, seen) {
			return true, nil
		}
	}
}

// tired reports whether a walk has taken long enough.
func (s *Store) tired(began time.Time, seen int) bool {
	return seen >= s.walking.all || s.clock().Sub(began) > s.walking.time
}

// windowQuery finds the sort key that the next rows in the order of the list
// end at, NULL when there are not so many.
func (k *kind[T, R]) windowQuery(d *dialect, l listing, rows int) (string, []sql.NamedArg) {
	head, tail := d.top(rows)
	last, least := "MAX", "MIN"
	if l.desc {
		last, least = "MIN", "MAX"
	}
	w := l
	w.where = l.base
	branches := w.sight(k.entity)
	if wide(l.actor, k.entity) {
		branches = []branch{{}} // rights are looked at with the rest
	}
	if len(branches) == 0 {
		return "SELECT NULL", nil
	}
	args := append(l.cursorArgs(), l.baseArgs...)
	parts := make([]string, len(branches))
	for i, b := range branches {
		where := k.conditions(d, w)
		if b.where != "" {
			where = append(where, b.where)
		}
		args = append(args, b.args...)
		parts[i] = "SELECT " + last + "(k) AS k, COUNT(*) AS n FROM (SELECT " + head + "r." + l.column + " AS k FROM " + k.table +
			" r WHERE " + strings.Join(where, " AND ") + k.order(l, "r."+l.column, "r.id") + tail + ") AS w" + strconv.Itoa(i)
	}
	return "SELECT " + least + "(k) FROM (" + strings.Join(parts, " UNION ALL ") + ") AS w WHERE n = " + strconv.Itoa(rows), args
}

// until ends the listing at a sort key, which belongs to it.
func (l *listing) until(d *dialect, key any) {
	compare := " <= @until"
	if l.desc {
		compare = " >= @until"
	}
	if value, err := d.sortValue(l.column, sortKey(key)); err == nil {
		key = value
	}
	l.where, l.args = slices.Clone(l.where), slices.Clone(l.args)
	l.also("r."+l.column+compare, "until", key)
}

// beyond is the id after, or in descending order before, all records with the
// same sort key.
func (l *listing) beyond() int64 {
	if l.desc {
		return 1
	}
	return math.MaxInt64
}

// moveTo lets the listing go on after a place.
func (l *listing) moveTo(d *dialect, key []byte, id int64) error {
	value, err := d.sortValue(l.column, key)
	if err != nil {
		return err
	}
	if l.column == "id" {
		id = value.(int64)
	}
	l.key, l.place, l.id = value, key, id
	return nil
}

// verified keeps the records that the filter means.
func (k *kind[T, R]) verified(ctx context.Context, s *Store, l *listing, items []T, keys [][]byte) ([]T, [][]byte, error) {
	if !l.verify || len(items) == 0 {
		return items, keys, nil
	}
	whole := items
	if k.needsParts(l.filter) {
		whole = slices.Clone(items)
		if err := k.completeWith(s.d, s.reading(ctx), whole); err != nil {
			return nil, nil, err
		}
	}
	var kept []T
	var keptKeys [][]byte
	for i := range whole {
		if l.filter.Match(R(&whole[i]), l.from) {
			kept, keptKeys = append(kept, items[i]), append(keptKeys, keys[i])
		}
	}
	return kept, keptKeys, nil
}

// needsParts reports whether the filter asks for what stands in tables of its
// own.
func (k *kind[T, R]) needsParts(f crm.Filter) bool {
	list, _ := f.Conditions()
	return slices.ContainsFunc(list, func(c crm.Condition) bool {
		field, _ := k.filterField(c.Field)
		_, linked := k.sides[c.Field]
		return linked || slices.Contains(partTypes, field.Type)
	})
}

// only is the kind without the columns that a filter does not look at.
func (k *kind[T, R]) only(f crm.Filter) *kind[T, R] {
	slim := *k
	slim.columns, slim.decorate = nil, nil
	list, _ := f.Conditions()
	for _, c := range k.columns {
		if slices.ContainsFunc(list, func(asked crm.Condition) bool {
			return asked.Field == c.field.Name || slices.Contains(k.parts[asked.Field], c.field.Name)
		}) {
			slim.columns = append(slim.columns, c)
		}
	}
	slim.setRead()
	return &slim
}

// partTypes are the types of fields that stand in tables of their own.
var partTypes = []crm.FieldType{crm.TypePhones, crm.TypeEmails, crm.TypeTags}
