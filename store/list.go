package store

import (
	"context"
	"database/sql"
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"holm/crm"
)

// listing is a list to read: whose, narrowed how, in which order.
type listing struct {
	actor       crm.Actor
	text        string
	trash       bool
	where       []string // further conditions over table alias r
	args        []sql.NamedArg
	sort        crm.Sort
	after       string
	limit       int
	wanted      wanted
	found       bool         // narrowed to few records: of a rare word, of one company
	common      string       // a word that many records have, when they are not read off lists
	lists       *wordLists   // the lists of a word that the records are read off
	worded      []string     // those of the conditions that are about words
	named       bool         // by the words that name records only, where that is quicker
	column      string       // the sort column
	probes      []probe      // words that the filter asks for in a field
	exactly     bool         // nothing narrows the list but words that the concordance has
	look        *look        // through the concordance
	concordance *concordance // that the records are read off; nil: none
	filter      crm.Filter
	from        crm.Viewpoint  // of the filter
	words       []string       // beginnings of words that all have; like those of text, but not in where
	verify      bool           // the filter means fewer records than its conditions let through
	sparse      bool           // no index finds the records that fit in order
	sole        bool           // sparse for one condition only, whose records an index finds out of order
	base        []string       // those of the conditions that an index does find
	baseArgs    []sql.NamedArg // their parameters
	desc        bool           // of the rows read, which a backward cursor turns round
	key         any            // where to go on, with id
	place       []byte         // key as a cursor holds it
	id          int64
}

// also narrows the listing by a condition with one parameter.
func (l *listing) also(where, name string, value any) {
	l.where = append(l.where, where)
	l.args = append(l.args, arg(name, value))
}

// page reads one page.
func (k *kind[T, R]) page(ctx context.Context, s *Store, l listing) (crm.Page[T], error) {
	page, err := k.rows(ctx, s, &l)
	if err != nil || len(page.Items) == 0 {
		return page, err
	}
	return page, k.complete(ctx, s, l.actor, page.Items, l.wanted)
}

// rows reads the rows of one page, without what stands in tables of its own.
func (k *kind[T, R]) rows(ctx context.Context, s *Store, l *listing) (crm.Page[T], error) {
	var page crm.Page[T]
	cursor, err := k.place(s, l)
	if err != nil {
		return page, err
	}
	if err := k.narrowByText(ctx, s, l); err != nil {
		return page, err
	}
	limit := clamp(l.limit)
	l.limit = limit + 1
	items, keys, partial, err := k.readFiltered(ctx, s, l)
	if err != nil {
		return page, fmt.Errorf("list %s: %w", k.table, err)
	}
	more := len(items) > limit
	if more {
		items, keys = items[:limit], keys[:limit]
	}
	if cursor.Backward {
		slices.Reverse(items)
		slices.Reverse(keys)
	}
	page.Items, page.Partial = items, partial
	page.Next, page.Prev = k.ends(l, cursor, page, keys, more)
	return page, nil
}

// ends returns the cursors at the ends of a page. A partial one goes on where
// it stopped.
func (k *kind[T, R]) ends(l *listing, cursor crm.Cursor, page crm.Page[T], keys [][]byte, more bool) (next, prev string) {
	at := func(i int, backward bool) string {
		return crm.Cursor{Sort: l.sort, Backward: backward, Key: keys[i], ID: R(&page.Items[i]).Meta().ID}.String()
	}
	stopped := crm.Cursor{Sort: l.sort, Backward: cursor.Backward, Key: l.place, ID: l.id}.String()
	last := len(page.Items) - 1
	switch {
	case page.Partial && !cursor.Backward:
		next = stopped
	case last >= 0 && (more || cursor.Backward):
		next = at(last, false)
	case page.Partial:
		next = cursor.Back().String()
	}
	switch {
	case cursor.ID == 0:
	case page.Partial && cursor.Backward:
		prev = stopped
	case last >= 0 && (more || !cursor.Backward):
		prev = at(0, true)
	case page.Partial:
		prev = cursor.Back().String()
	}
	return next, prev
}

// readPage reads the rows. When it gives up before they are enough, the
// listing's place is where to go on.
func (k *kind[T, R]) readPage(ctx context.Context, s *Store, l *listing) (items []T, keys [][]byte, gaveUp bool, err error) {
	if l.concordance != nil {
		return k.pageByConcordance(ctx, s, l)
	}
	if l.lists != nil {
		return k.pageByLists(ctx, s, l)
	}
	if l.common != "" {
		items, keys, err = k.pageByWord(ctx, s, *l)
		return items, keys, false, err
	}
	query, args := k.listQuery(s.d, *l)
	items, keys, err = k.readRows(ctx, s, query, args)
	return items, keys, false, err
}

// place reads the sort and the cursor.
func (k *kind[T, R]) place(s *Store, l *listing) (crm.Cursor, error) {
	var cursor crm.Cursor
	if l.sort.Field == "" {
		l.sort.Field = "name"
	}
	column, ok := k.sorts[l.sort.Field]
	if !ok {
		var wrong crm.Invalid
		wrong.Add("sort", "error.sort", "field", l.sort.Field)
		return cursor, &wrong
	}
	l.column, l.desc = column, l.sort.Desc
	if l.after == "" {
		return cursor, nil
	}
	cursor, err := crm.ParseCursor(l.after)
	if err != nil {
		return cursor, err
	}
	if cursor.Sort != l.sort {
		return cursor, crm.ErrCursor
	}
	l.desc = l.sort.Desc != cursor.Backward
	l.id, l.place = cursor.ID, cursor.Key
	if l.key, err = s.d.sortValue(column, cursor.Key); err != nil {
		return cursor, err
	}
	return cursor, nil
}

// sortValue is the parameter for a sort key out of a cursor.
func (d *dialect) sortValue(column string, key []byte) (any, error) {
	switch column {
	case "id", "updated_at":
		if len(key) != 8 {
			return nil, crm.ErrCursor
		}
		n := int64(binary.BigEndian.Uint64(key))
		if column == "id" {
			return n, nil
		}
		return d.encodeTime(time.UnixMicro(n).UTC()), nil
	}
	if key == nil {
		key = []byte{}
	}
	return key, nil
}

// listQuery builds the statement that reads a page.
func (k *kind[T, R]) listQuery(d *dialect, l listing) (string, []sql.NamedArg) {
	branches := l.sight(k.entity)
	args := append(slices.Clone(l.args), l.cursorArgs()...)
	for _, b := range branches {
		args = append(args, b.args...)
	}
	order := k.order(l, "r."+l.column, "r.id")
	head, tail := d.top(l.limit)
	if len(branches) <= 1 {
		where := k.conditions(d, l)
		if may, _ := seen(branches); may != "" {
			where = append(where, may)
		}
		return "SELECT " + head + k.read + ", r." + l.column + " FROM " + k.table + " r WHERE " +
			strings.Join(where, " AND ") + order + tail, args
	}
	parts := make([]string, len(branches))
	for i, b := range branches {
		parts[i] = "SELECT id, k FROM (SELECT " + head + "r.id, r." + l.column + " AS k FROM " + k.table + " r WHERE " +
			strings.Join(append(k.conditions(d, l), b.where), " AND ") + order + tail + ") AS b" + strconv.Itoa(i)
	}
	return "SELECT " + head + k.read + ", r." + l.column + " FROM (" + strings.Join(parts, " UNION ") +
		") AS u JOIN " + k.table + " r ON r.id = u.id" + k.order(l, "u.k", "u.id") + tail, args
}

// cursorArgs are the parameters of where to go on.
func (l *listing) cursorArgs() []sql.NamedArg {
	switch {
	case l.key == nil:
		return nil
	case l.column == "id":
		return []sql.NamedArg{arg("id", l.id)}
	}
	return []sql.NamedArg{arg("id", l.id), arg("key", l.key)}
}

// narrow reports whether the listing is found by few records that are known
// already, and no longer by its order.
func (l *listing) narrow() bool { return l.trash || l.found }

// sight returns the branches of the list: one at most when it is narrow, and
// for who sees what everybody may see. To walk in order through all records
// finds theirs at least as soon as the slowest branch would.
func (l *listing) sight(e crm.Entity) []branch {
	branches := sight(l.actor, e)
	if !l.narrow() && !wide(l.actor, e) || len(branches) == 0 {
		return branches
	}
	where, args := seen(branches)
	return []branch{{byRow.Replace(where), args}}
}

// byRow keeps an engine from looking for few records among all that an owner
// or a group has: a plus before a column takes its indexes away.
var byRow = strings.NewReplacer("+r.group_id", "+r.group_id", "r.owner_id", "+r.owner_id", "r.group_id", "+r.group_id")

func (k *kind[T, R]) order(l listing, key, id string) string {
	direction := ""
	if l.desc {
		direction = " DESC"
	}
	if l.column == "id" {
		return " ORDER BY " + id + direction
	}
	return " ORDER BY " + key + direction + ", " + id + direction
}

func (k *kind[T, R]) conditions(d *dialect, l listing) []string {
	where := []string{"r.deleted_at IS NULL"}
	if l.trash {
		where[0] = "r.deleted_at IS NOT NULL"
	}
	for _, w := range l.where {
		if l.narrow() {
			w = byRow.Replace(w)
		}
		where = append(where, w)
	}
	switch {
	case l.key == nil:
	case l.column == "id" && l.desc:
		where = append(where, "r.id < @id")
	case l.column == "id":
		where = append(where, "r.id > @id")
	default:
		where = append(where, d.after("r."+l.column, "r.id", l.desc))
	}
	return where
}

// readRows reads the rows and their sort keys, as cursors hold them.
func (k *kind[T, R]) readRows(ctx context.Context, s *Store, query string, args []sql.NamedArg) ([]T, [][]byte, error) {
	rows, err := s.query(ctx, query, args...)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	items := []T{}
	var keys [][]byte
	var item, none T
	var key any
	into := k.targets(s.d, R(&item), &key)
	for rows.Next() {
		item = none
		if err := rows.Scan(into...); err != nil {
			return nil, nil, err
		}
		items = append(items, item)
		keys = append(keys, sortKey(key))
	}
	return items, keys, rows.Err()
}

func sortKey(v any) []byte {
	switch v := v.(type) {
	case []byte:
		return slices.Clone(v)
	case int64:
		return binary.BigEndian.AppendUint64(nil, uint64(v))
	case time.Time:
		return binary.BigEndian.AppendUint64(nil, uint64(v.UnixMicro()))
	}
	return nil
}

// count counts what the listing shows, up to crm.CountCap.
func (k *kind[T, R]) count(ctx context.Context, s *Store, l listing) (n int, more bool, err error) {
	if _, err := k.place(s, &l); err != nil {
		return 0, false, err
	}
	l.key = nil
	if err := k.narrowByText(ctx, s, &l); err != nil {
		return 0, false, err
	}
	if l.sole && !l.verify && l.windowed() && wide(l.actor, k.entity) {
		for i, w := range l.where {
			l.where[i] = strings.ReplaceAll(w, s.d.unindexed("r."), "r.")
		}
		l.sparse = false
	}
	if l.verify || l.windowed() {
		return k.countFiltered(ctx, s, &l)
	}
	if l.concordance != nil {
		return k.countByConcordance(ctx, s, l)
	}
	if l.lists != nil {
		return k.countByLists(ctx, s, l)
	}
	if l.common != "" {
		return k.countByWord(ctx, s, l)
	}
	if len(l.worded) > 0 && !l.narrow() {
		return k.countByWalk(ctx, s, l)
	}
	query, args := k.countQuery(s.d, l)
	if err := s.row(ctx, query, args...).Scan(&n); err != nil {
		return 0, false, fmt.Errorf("count %s: %w", k.table, err)
	}
	return min(n, crm.CountCap), n > crm.CountCap, nil
}

func (k *kind[T, R]) countQuery(d *dialect, l listing) (string, []sql.NamedArg) {
	head, tail := d.top(crm.CountCap + 1)
	branches := l.sight(k.entity)
	args := append(slices.Clone(l.args), l.cursorArgs()...)
	parts := make([]string, len(branches))
	for i, b := range branches {
		where := k.conditions(d, l)
		if b.where != "" {
			where = append(where, b.where)
		}
		args = append(args, b.args...)
		parts[i] = "SELECT id FROM (SELECT " + head + "r.id FROM " + k.table + " r WHERE " + strings.Join(where, " AND ") +
			tail + ") AS b" + strconv.Itoa(i)
	}
	if len(parts) == 0 {
		return "SELECT 0", nil
	}
	return "SELECT COUNT(*) FROM (SELECT " + head + "id FROM (" + strings.Join(parts, " UNION ") + ") AS u" + tail + ") AS c", args
}
