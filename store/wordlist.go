package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"holm/crm"
)

// sortName is the column that lists of words are ordered by.
const sortName = "sort_name"

// What a page of records with common words looks at is bounded, so that it
// costs much the same in any table.
const (
	firstCandidates = 60 // records looked at together, more each time
	mostCandidates  = 4_000
	candidatesSeen  = 24_000 // then the page ends
	wordCounted     = 300    // of one word
	wordsCounted    = 600    // of several, many of which lack another
)

// maxArms is how many lists are read together in order. A beginning of more
// words than that is sorted as a whole.
const maxArms = 32

// wordLists are the lists, each in the order of names, that hold the records
// with a word.
type wordLists struct {
	lists []int64  // numbers of lists
	terms []string // one for each list; "": all terms that begin as the word, sorted as a whole
	word  string
}

// candidate is a record that a list names.
type candidate struct {
	key []byte
	id  int64
}

// chooseLists decides which word's lists the records are read off, or leaves
// the listing to be walked when the actor sees fewer records.
func (k *kind[T, R]) chooseLists(ctx context.Context, s *Store, l *listing, words []string) error {
	narrow := !wide(l.actor, k.entity)
	sizes, rarest := make([]int, len(words)), 0
	for i, w := range words {
		if len(words) == 1 && !narrow {
			break
		}
		var err error
		if sizes[i], err = s.wordSize(ctx, k.entity, w); err != nil {
			return err
		}
		if sizes[i] < sizes[rarest] {
			rarest = i
		}
	}
	if narrow {
		shorter, err := k.walkIsShorter(ctx, s, l, sizes, rarest)
		if err != nil || shorter {
			return err
		}
	}
	lists, err := s.listsOf(ctx, k.entity, words[rarest], l.named)
	l.lists = &lists
	return err
}

// walkIsShorter reports whether walking the actor's records in their order
// fills a page sooner than the lists of the rarest word, when words stand in
// records independently of each other.
func (k *kind[T, R]) walkIsShorter(ctx context.Context, s *Store, l *listing, sizes []int, rarest int) (bool, error) {
	seen, err := k.seenSize(ctx, s, l.actor)
	if err != nil {
		return false, err
	}
	all, err := k.tableSize(ctx, s)
	if err != nil {
		return false, err
	}
	const least = 1e-9 // a share that is not 0
	others := 1.0      // the share of records that have the other words
	for i, n := range sizes {
		if i != rarest {
			others *= max(float64(n)/float64(all), least)
		}
	}
	page, rare := float64(clamp(l.limit)), float64(sizes[rarest])
	byWalk := min(float64(seen), page/max(others*rare/float64(all), least))
	byWord := min(rare, page/max(others*float64(seen)/float64(all), least))
	return 2*byWalk < 3*byWord, nil // a record of a list costs more
}

// listsOf finds the lists that hold the records with a word in order.
func (s *Store) listsOf(ctx context.Context, e crm.Entity, word string, named bool) (wordLists, error) {
	w := wordLists{word: word}
	ranges := rangesOf(e, word)
	if named {
		ranges = ranges[:1]
	}
	if n := utf8.RuneCountInString(word); n == 1 || n == 3 {
		w.lists, w.terms = ranges, slices.Repeat([]string{word}, len(ranges))
		return w, nil
	}
	for _, list := range ranges {
		terms, err := s.termsBeneath(ctx, list, word)
		if err != nil {
			return w, err
		}
		if len(terms) > maxArms {
			terms = []string{""}
		}
		w.terms = append(w.terms, terms...)
		w.lists = append(w.lists, slices.Repeat([]int64{list}, len(terms))...)
	}
	return w, nil
}

// termsBeneath returns the terms of a list that begin as the word, one more
// than maxArms at most.
func (s *Store) termsBeneath(ctx context.Context, list int64, word string) ([]string, error) {
	var terms []string
	args := append(rangeArgs(word), arg("list", list))
	err := scanAll(s.reading(ctx), s.d.termsBeneath(maxArms+1), args, func(rows *sql.Rows) error {
		var term string
		err := rows.Scan(&term)
		terms = append(terms, term)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look up the words that begin so: %w", err)
	}
	return terms, nil
}

// query reads so many records off the lists, onwards from @key and @id when
// there is a place. The number of arms is a power of two, so that few
// different statements are needed.
func (w *wordLists) query(d *dialect, l *listing, n int) (string, []sql.NamedArg) {
	onwards := ""
	if l.key != nil {
		onwards = " AND " + d.after("t.sort_key", "t.record_id", l.desc)
	}
	args := l.cursorArgs()
	if slices.Contains(w.terms, "") {
		args = append(args, rangeArgs(w.word)...)
	}
	var arms []string
	for i := range w.terms {
		arms = append(arms, w.arm(i)+onwards)
		args = append(args, w.armArgs(i)...)
	}
	for n := len(arms); n&(n-1) != 0; n++ {
		arms = append(arms, w.arm(n)+onwards)
		args = append(args, arg("list"+strconv.Itoa(n), int64(0)), arg("term"+strconv.Itoa(n), ""))
	}
	direction := ""
	if l.desc {
		direction = " DESC"
	}
	return strings.Join(arms, " UNION ") + " ORDER BY sort_key" + direction + ", record_id" + direction + d.firstRows(n), args
}

func (w *wordLists) arm(i int) string {
	n := strconv.Itoa(i)
	where := "t.list = @list" + n + " AND t.term = @term" + n
	head := "SELECT "
	if i < len(w.terms) && w.terms[i] == "" {
		where = "t.list = " + strconv.FormatInt(w.lists[i], 10) + " AND t.term >= @from AND t.term < @from_end"
		head = "SELECT DISTINCT "
	}
	return head + "t.sort_key, t.record_id FROM search_term t WHERE " + where
}

func (w *wordLists) armArgs(i int) []sql.NamedArg {
	if w.terms[i] == "" {
		return nil
	}
	n := strconv.Itoa(i)
	return []sql.NamedArg{arg("list"+n, w.lists[i]), arg("term"+n, w.terms[i])}
}

// pageByLists reads a page off the lists of a word: their records in order,
// some at a time, sifted by the other words, filter and rights. It reports
// whether it gave up before the page was full; the last record looked at is
// then where the listing goes on.
func (k *kind[T, R]) pageByLists(ctx context.Context, s *Store, l *listing) (items []T, keys [][]byte, gaveUp bool, err error) {
	if len(l.lists.lists) == 0 {
		return []T{}, nil, false, nil
	}
	n := l.limit
	if len(l.where) > 1 || !wide(l.actor, k.entity) {
		n *= 4
	}
	n = max(n, firstCandidates)
	for looked := 0; looked < s.looks; n = nextCandidates(looked, len(items), l.limit) {
		found, err := k.candidates(ctx, s, l, n)
		if err != nil {
			return nil, nil, false, err
		}
		looked += len(found)
		if len(found) > 0 {
			more, moreKeys, err := k.sift(ctx, s, *l, found, l.limit-len(items))
			if err != nil {
				return nil, nil, false, err
			}
			items, keys = append(items, more...), append(keys, moreKeys...)
		}
		if len(items) >= l.limit || len(found) < n {
			return items, keys, false, nil
		}
		last := found[len(found)-1]
		l.key, l.id = last.key, last.id
	}
	return items, keys, true, nil
}

// nextCandidates is how many more candidates will do, when of those looked at so many
// were shown and a page is wanted.
func nextCandidates(looked, shown, wanted int) int {
	more := looked * (wanted - shown) * 5 / 4 / max(shown, 1)
	return max(firstCandidates, min(more, 4*looked, mostCandidates))
}

func (k *kind[T, R]) candidates(ctx context.Context, s *Store, l *listing, n int) ([]candidate, error) {
	query, args := l.lists.query(s.d, l, n)
	found := make([]candidate, 0, n)
	err := scanAll(s.reading(ctx), query, args, func(rows *sql.Rows) error {
		var c candidate
		err := rows.Scan(&c.key, &c.id)
		found = append(found, c)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the records with a word: %w", err)
	}
	return found, nil
}

// sift reads those of the candidates that the listing shows.
func (k *kind[T, R]) sift(ctx context.Context, s *Store, l listing, found []candidate, n int) ([]T, [][]byte, error) {
	ids := make([]int64, len(found))
	for i, c := range found {
		ids[i] = c.id
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, nil, fmt.Errorf("encode a list of ids: %w", err)
	}
	query, args := k.siftQuery(s.d, l, string(list), n)
	return k.readRows(ctx, s, query, args)
}

func (k *kind[T, R]) siftQuery(d *dialect, l listing, ids string, n int) (string, []sql.NamedArg) {
	l.where, l.args = slices.Clone(l.where), slices.Clone(l.args)
	l.also("r.id IN (SELECT value FROM "+d.each("@found")+")", "found", ids)
	l.found, l.key, l.limit = true, nil, n
	return k.listQuery(d, l)
}

// countByLists counts records that the listing shows; more says that there
// may be more than were looked at.
func (k *kind[T, R]) countByLists(ctx context.Context, s *Store, l listing) (n int, more bool, err error) {
	if len(l.lists.lists) == 0 {
		return 0, false, nil
	}
	limit := wordCounted
	if len(l.where) > 1 || !wide(l.actor, k.entity) {
		limit = wordsCounted
	}
	query, args := k.countListsQuery(s.d, l, limit)
	var looked int
	if err := s.row(ctx, query, args...).Scan(&looked, &n); err != nil {
		return 0, false, fmt.Errorf("count %s: %w", k.table, err)
	}
	return min(n, crm.CountCap), n > crm.CountCap || looked == limit, nil
}

func (k *kind[T, R]) countListsQuery(d *dialect, l listing, limit int) (string, []sql.NamedArg) {
	l.key = nil
	where, args := k.countable(d, l)
	read, more := l.lists.query(d, &l, limit)
	return "SELECT COUNT(*), COUNT(CASE WHEN EXISTS (SELECT 1 FROM " + k.table + " r WHERE r.id = c.record_id AND " +
		where + ") THEN 1 END) FROM (" + read + ") AS c", append(args, more...)
}
