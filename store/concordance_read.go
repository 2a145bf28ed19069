package store

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"

	"holm/crm"
)

// concord lets the listing be read off the concordance, in the order of names;
// false when there is none. The few records that have a rare word are found by the
// words' own lists.
func (k *kind[T, R]) concord(ctx context.Context, s *Store, l *listing, words []string) (bool, error) {
	c, err := k.concordance(ctx, s)
	if err != nil || c == nil {
		return false, err
	}
	probes := slices.Clone(l.probes)
	for _, w := range words {
		if c.about(w) <= min(fewFound, len(c.ids)/1000) { // reading a row is a thousand times looking past one
			few, err := s.recordsByWord(ctx, k.entity, w)
			if err != nil {
				return false, err
			}
			if len(few) <= fewFound {
				return true, l.knownBy(s.d, few)
			}
		}
		p := probe{text: w, role: roleAny}
		if l.named {
			p.role = roleNames
		}
		probes = append(probes, p)
	}
	l.concordance = c
	l.look = c.prepare(probes, func(h crm.Holding) bool { return l.actor.Right(k.entity, h) >= crm.RightRead }, l.desc)
	return true, nil
}

// rank is where in the order of names the listing goes on.
func (k *kind[T, R]) rank(ctx context.Context, s *Store, c *concordance, key []byte, l *listing) (int, error) {
	ids, rank := c.block(key)
	list, err := json.Marshal(append([]int64{}, ids...))
	if err != nil {
		return 0, fmt.Errorf("encode a list of ids: %w", err)
	}
	keys := make(map[int64][]byte, len(ids))
	err = scanAll(s.reading(ctx), k.keysQuery(s.d), []sql.NamedArg{arg("ids", string(list))}, func(rows *sql.Rows) error {
		var id int64
		var key []byte
		err := rows.Scan(&id, &key)
		keys[id] = key
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("find a place in %s: %w", k.table, err)
	}
	for i, id := range ids {
		have, ok := keys[id]
		if !ok || c.changedSince(id) {
			continue
		}
		order := cmp.Or(bytes.Compare(have, key), cmp.Compare(id, l.id))
		switch {
		case l.desc && order >= 0:
			return rank + i - 1, nil
		case !l.desc && order > 0:
			return rank + i, nil
		}
	}
	if l.desc {
		return rank + len(ids) - 1, nil
	}
	return rank + len(ids), nil
}

func (k *kind[T, R]) keysQuery(d *dialect) string {
	return "SELECT r.id, r.sort_name FROM " + k.table + " r WHERE r.id IN (SELECT value FROM " + d.each("@ids") + ")"
}

// pageByConcordance reads a page of what the concordance proposes, and of
// what was changed since. It reports whether it gave up before the page was
// full.
func (k *kind[T, R]) pageByConcordance(ctx context.Context, s *Store, l *listing) (items []T, keys [][]byte, gaveUp bool, err error) {
	later, laterKeys, err := k.changedRows(ctx, s, *l)
	if err != nil {
		return nil, nil, false, err
	}
	look := *l.look
	if key, ok := l.key.([]byte); ok {
		if look.next, err = k.rank(ctx, s, l.concordance, key, l); err != nil {
			return nil, nil, false, err
		}
	}
	items = []T{}
	n, last, end := l.limit, int64(0), false
	for looked := 0; len(items) < l.limit && !end; n = nextCandidates(looked, len(items), l.limit) {
		if looked >= s.looks {
			gaveUp = true
			break
		}
		var ids []int64
		if ids, end = l.concordance.find(&look, n); len(ids) == 0 {
			break
		}
		looked, last = looked+len(ids), ids[len(ids)-1]
		more, moreKeys, err := k.siftIDs(ctx, s, *l, ids, l.limit-len(items))
		if err != nil {
			return nil, nil, false, err
		}
		items, keys = append(items, more...), append(keys, moreKeys...)
	}
	if gaveUp {
		if err := k.stopAt(ctx, s, l, last); err != nil {
			return nil, nil, false, err
		}
		at, _ := l.key.([]byte)
		n := 0
		for n < len(later) && compareRows(laterKeys[n], R(&later[n]).Meta().ID, at, l.id, l.desc) <= 0 {
			n++
		}
		later, laterKeys = later[:n], laterKeys[:n]
	}
	items, keys = mergeRows[T, R](items, keys, later, laterKeys, l.desc)
	n = min(len(items), l.limit)
	return items[:n], keys[:n], gaveUp && n < l.limit, nil
}

// stopAt lets the listing go on after a record.
func (k *kind[T, R]) stopAt(ctx context.Context, s *Store, l *listing, id int64) error {
	var key []byte
	err := s.row(ctx, "SELECT r.sort_name FROM "+k.table+" r WHERE r.id = @id", arg("id", id)).Scan(&key)
	if err != nil {
		return fmt.Errorf("find a place in %s: %w", k.table, err)
	}
	l.key, l.id = key, id
	return nil
}

// changedRows reads the rows of the listing among the records that were
// changed since the concordance was made.
func (k *kind[T, R]) changedRows(ctx context.Context, s *Store, l listing) ([]T, [][]byte, error) {
	ids := l.concordance.changes()
	if len(ids) == 0 {
		return nil, nil, nil
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, nil, fmt.Errorf("encode a list of ids: %w", err)
	}
	query, args := k.changedQuery(s.d, l, string(list))
	return k.readRows(ctx, s, query, args)
}

func (k *kind[T, R]) changedQuery(d *dialect, l listing, ids string) (string, []sql.NamedArg) {
	l.where, l.args = slices.Clone(l.where), slices.Clone(l.args)
	l.also("r.id IN (SELECT value FROM "+d.each("@found")+")", "found", ids)
	l.found = true
	return k.listQuery(d, l)
}

// siftIDs reads those of the records that the listing shows.
func (k *kind[T, R]) siftIDs(ctx context.Context, s *Store, l listing, ids []int64, n int) ([]T, [][]byte, error) {
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, nil, fmt.Errorf("encode a list of ids: %w", err)
	}
	query, args := k.siftQuery(s.d, l, string(list), n)
	return k.readRows(ctx, s, query, args)
}

func compareRows(key []byte, id int64, with []byte, withID int64, desc bool) int {
	order := cmp.Or(bytes.Compare(key, with), cmp.Compare(id, withID))
	if desc {
		return -order
	}
	return order
}

// mergeRows merges rows that are in order.
func mergeRows[T any, R record[T]](a []T, aKeys [][]byte, b []T, bKeys [][]byte, desc bool) ([]T, [][]byte) {
	if len(b) == 0 {
		return a, aKeys
	}
	items, keys := make([]T, 0, len(a)+len(b)), make([][]byte, 0, len(a)+len(b))
	for len(a) > 0 || len(b) > 0 {
		if len(b) == 0 || len(a) > 0 && compareRows(aKeys[0], R(&a[0]).Meta().ID, bKeys[0], R(&b[0]).Meta().ID, desc) < 0 {
			items, keys, a, aKeys = append(items, a[0]), append(keys, aKeys[0]), a[1:], aKeys[1:]
		} else {
			items, keys, b, bKeys = append(items, b[0]), append(keys, bKeys[0]), b[1:], bKeys[1:]
		}
	}
	return items, keys
}

// countByConcordance counts what the listing shows; more says that there may
// be more.
func (k *kind[T, R]) countByConcordance(ctx context.Context, s *Store, l listing) (n int, more bool, err error) {
	exact := l.look.exact() && l.exactly && k.beyond == nil
	limit := wordsCounted
	if exact {
		limit = crm.CountCap + 1
	}
	ids, end := l.concordance.find(l.look, limit)
	if n = len(ids); !exact {
		if n, err = k.countAmong(ctx, s, l, ids); err != nil {
			return 0, false, err
		}
	}
	changed, err := k.countAmong(ctx, s, l, l.concordance.changes())
	if err != nil {
		return 0, false, err
	}
	n += changed
	return min(n, crm.CountCap), n > crm.CountCap || !exact && !end, nil
}

// countAmong counts those of the records that the listing shows.
func (k *kind[T, R]) countAmong(ctx context.Context, s *Store, l listing, ids []int64) (n int, err error) {
	if len(ids) == 0 {
		return 0, nil
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return 0, fmt.Errorf("encode a list of ids: %w", err)
	}
	query, args := k.countAmongQuery(s.d, l, string(list))
	if err := s.row(ctx, query, args...).Scan(&n); err != nil {
		return 0, fmt.Errorf("count %s: %w", k.table, err)
	}
	return n, nil
}

func (k *kind[T, R]) countAmongQuery(d *dialect, l listing, ids string) (string, []sql.NamedArg) {
	where, args := k.countable(d, l)
	head, tail := d.top(crm.CountCap + 1)
	return "SELECT COUNT(*) FROM (SELECT " + head + "r.id FROM " + k.table + " r WHERE r.id IN (SELECT value FROM " + d.each("@ids") + ") AND " + where + tail + ") AS c",
		append(args, arg("ids", ids))
}
