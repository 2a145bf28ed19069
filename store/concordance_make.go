package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"holm/crm"
)

// errNoConcordance says that records cannot be held in a concordance.
var errNoConcordance = errors.New("too many records, or too many holders of them")

// gatheredAtOnce is how many records are read by one statement, so that none
// keeps the engine from tidying up for long.
const gatheredAtOnce = 20_000

// glossary is a concordance that is being made. Words have the numbers in
// which they were met.
type glossary struct {
	*concordance
	holders     map[crm.Holding]uint16
	names, rest meeting
	known       map[string][]uint32 // words of names met lately
	begins      []uint32            // by place in sorted, and one more
}

type meeting struct {
	numbers map[string]uint32
	words   []string
	counts  []int
}

func (m *meeting) number(word string) uint32 {
	n, ok := m.numbers[word]
	if !ok {
		word = strings.Clone(word)
		n = uint32(len(m.words))
		m.numbers[word] = n
		m.words, m.counts = append(m.words, word), append(m.counts, 0)
	}
	m.counts[n]++
	return n
}

// gather makes the concordance of the records as they are now.
func (k *kind[T, R]) gather(ctx context.Context, s *Store) (*concordance, error) {
	c := &concordance{changed: map[int64]bool{}}
	g := &glossary{concordance: c, holders: map[crm.Holding]uint16{}, known: map[string][]uint32{},
		names: meeting{numbers: map[string]uint32{}}, rest: meeting{numbers: map[string]uint32{}}}
	var err error
	if c.position, err = s.journalEnd(ctx); err != nil {
		return nil, err
	}
	holder, err := k.gatherWords(ctx, s, g)
	if err != nil {
		return nil, err
	}
	if err := k.gatherOrder(ctx, s, c); err != nil {
		return nil, err
	}
	g.arrange(holder)
	return c, nil
}

// gatherWords reads the words of all records, by id, and whose they are.
func (k *kind[T, R]) gatherWords(ctx context.Context, s *Store, g *glossary) (holder []uint16, err error) {
	query := k.gatherQuery(s.d)
	for last, more := int64(0), true; more; {
		n := 0
		err := scanAll(s.reading(ctx), query, []sql.NamedArg{arg("id", last)}, func(rows *sql.Rows) error {
			var h crm.Holding
			var words, lead, rest string
			if err := rows.Scan(&last, orZero{&h.Owner}, orZero{&h.Group}, &h.Visibility, &words, &lead, &rest); err != nil {
				return err
			}
			n++
			at, ok := g.holders[h]
			if !ok {
				at = uint16(len(g.holdings))
				g.holdings, g.holders[h] = append(g.holdings, h), at
			}
			if last > math.MaxUint32 || len(g.holdings) >= gone || len(g.words) > math.MaxInt32 {
				return errNoConcordance
			}
			holder = append(holder, at)
			g.add(last, words, lead, rest)
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("gather the words of %s: %w", k.table, err)
		}
		more = n == gatheredAtOnce
	}
	g.begins = append(g.begins, uint32(len(g.words)))
	return holder, nil
}

func (k *kind[T, R]) gatherQuery(d *dialect) string {
	head, tail := d.top(gatheredAtOnce)
	return "SELECT " + head + "r.id, r.owner_id, r.group_id, r.visibility, r.words, " + k.lead + ", " + k.rest + " FROM " + k.table +
		" r WHERE r.id > @id AND r.deleted_at IS NULL ORDER BY r.id" + tail
}

// add takes up a record.
func (g *glossary) add(id int64, words, lead, rest string) {
	g.sorted, g.begins = append(g.sorted, uint32(id)), append(g.begins, uint32(len(g.words)))
	for _, w := range g.namesOf(lead) {
		g.words = append(g.words, w|leading)
	}
	g.words = append(g.words, g.namesOf(rest)...)
	_, words, _ = strings.Cut(words, "\n")
	_, words, _ = strings.Cut(words, "\n")
	words, _, _ = strings.Cut(words, "<")
	first := len(g.words)
	for w := range strings.SplitSeq(words, " ") {
		if w == "" {
			continue
		}
		if n := g.rest.number(begin(w, otherLong)) | other; !slices.Contains(g.words[first:], n) {
			g.words = append(g.words, n)
		}
	}
}

// namesOf are the words of a name. Many records have the same.
func (g *glossary) namesOf(name string) []uint32 {
	if name == "" {
		return nil
	}
	have, ok := g.known[name]
	if !ok {
		for _, w := range crm.NameWords(name) {
			have = append(have, g.names.number(w))
		}
		if len(g.known) >= gatheredAtOnce {
			clear(g.known)
		}
		g.known[strings.Clone(name)] = have
		return have
	}
	for _, w := range have {
		g.names.counts[w]++
	}
	return have
}

// gatherOrder reads the order of names.
func (k *kind[T, R]) gatherOrder(ctx context.Context, s *Store, c *concordance) error {
	n := len(c.sorted)
	c.ids, c.rankOf = make([]uint32, 0, n), slices.Repeat([]uint32{nowhere}, n)
	err := scanAll(s.reading(ctx), k.orderQuery(), nil, func(rows *sql.Rows) error {
		var id int64
		var key sql.RawBytes
		if err := rows.Scan(&id, &key); err != nil {
			return err
		}
		at, ok := c.place(id)
		if !ok {
			return nil // newer than the words
		}
		rank := len(c.ids)
		if rank%markEvery == 0 {
			c.marks = append(c.marks, slices.Clone(key))
		}
		c.rankOf[at] = uint32(rank)
		c.ids = append(c.ids, uint32(id))
		return nil
	})
	if err != nil {
		return fmt.Errorf("gather the order of %s: %w", k.table, err)
	}
	return nil
}

func (k *kind[T, R]) orderQuery() string {
	return "SELECT r.id, r.sort_name FROM " + k.table + " r WHERE r.deleted_at IS NULL ORDER BY r.sort_name, r.id"
}

// arrange brings everything into the order of names, and the words' numbers
// into the order of words.
func (g *glossary) arrange(holder []uint16) {
	c := g.concordance
	var ofName, ofRest []uint32
	c.names, ofName = g.names.sorted()
	c.others, ofRest = g.rest.sorted()
	words := make([]uint32, 0, len(c.words))
	c.held = make([]int, len(c.holdings))
	c.holder, c.from = make([]uint16, len(c.ids)), make([]uint32, 0, len(c.ids)+1)
	for rank, id := range c.ids {
		at, _ := c.place(int64(id))
		c.holder[rank] = holder[at]
		c.held[holder[at]]++
		c.from = append(c.from, uint32(len(words)))
		for _, w := range c.words[g.begins[at]:g.begins[at+1]] {
			if w&other != 0 {
				words = append(words, other|ofRest[w&wordMask])
			} else {
				words = append(words, w&leading|ofName[w&wordMask])
			}
		}
	}
	c.from = append(c.from, uint32(len(words)))
	c.words = words
}

// sorted returns the words in order, and the new number of each old one.
func (m *meeting) sorted() (vocabulary, []uint32) {
	order := make([]uint32, len(m.words))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(x, y uint32) int { return strings.Compare(m.words[x], m.words[y]) })
	v := vocabulary{words: make([]string, len(order)), until: make([]int, len(order))}
	became, sum := make([]uint32, len(order)), 0
	for i, n := range order {
		sum += m.counts[n]
		v.words[i], v.until[i], became[n] = m.words[n], sum, uint32(i)
	}
	return v, became
}

// journalEnd is the newest position of the journal.
func (s *Store) journalEnd(ctx context.Context) (int64, error) {
	var end sql.NullInt64
	if err := s.row(ctx, "SELECT MAX(position) FROM journal").Scan(&end); err != nil {
		return 0, fmt.Errorf("find the end of the journal: %w", err)
	}
	return end.Int64, nil
}
