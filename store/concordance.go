package store

import (
	"bytes"
	"cmp"
	"math/bits"
	"slices"
	"sort"
	"strings"
	"sync"

	"holm/crm"
)

// A concordance is what the records of one kind are found by, in memory and in
// the order of names: whose each is, and its words. Looking through a million
// of them takes some milliseconds, whatever is looked for, so that beginnings
// of several words, parts of words, and rights of who sees little, cost no
// reading of records that are not shown. It only proposes: every record shown
// is checked in the database. What was changed since it was made is kept apart and
// looked up there.
type concordance struct {
	mu       sync.RWMutex
	position int64 // of the journal, up to which the changes are known
	changed  map[int64]bool
	ids      []uint32 // by rank, which is the order of names
	holder   []uint16 // by rank, among holdings; gone for what was changed
	from     []uint32 // by rank, and one more: where the words begin
	words    []uint32 // see leading and others
	rankOf   []uint32 // by place in sorted
	sorted   []uint32 // ids
	marks    [][]byte // sort keys of each markEvery-th rank
	holdings []crm.Holding
	held     []int      // how many records have each holding
	few      sync.Map   // bitmaps of the ranks that somebody sees who sees few, by the holdings
	names    vocabulary // of words that name records, whole
	others   vocabulary // of first letters of other words
}

const (
	leading   = 1 << 31 // of a word: it stands in the part of the name that lists go by
	other     = 1 << 30 // of a word: it is one of others
	wordMask  = other - 1
	gone      = 1<<16 - 1
	nowhere   = 1<<32 - 1 // the rank of what was not in the order any more
	otherLong = 3         // letters that are kept of other words
	markEvery = 128
)

// vocabulary are different words in order, with how many records have them
// and all before.
type vocabulary struct {
	words []string
	until []int
}

// begin is the range of the words that begin so.
func (v *vocabulary) begin(prefix string) (from, until uint32) {
	i := sort.SearchStrings(v.words, prefix)
	n := sort.Search(len(v.words)-i, func(n int) bool { return !strings.HasPrefix(v.words[i+n], prefix) })
	return uint32(i), uint32(i + n)
}

// number is how many records have words in a range, counted once for each word.
func (v *vocabulary) number(from, until uint32) int {
	if from >= until {
		return 0
	}
	n := v.until[until-1]
	if from > 0 {
		n -= v.until[from-1]
	}
	return n
}

// probe is one word that a record must have: a beginning, or a part.
type probe struct {
	text string
	part bool // anywhere in the word
	role role
}

// role says which of a record's words are meant.
type role uint8

const (
	roleAny   role = iota // all
	roleNames             // those that name the record
	roleLead              // the part of the name that lists go by
	roleRest              // the rest of the name
)

// test is a probe with what fits in the vocabularies.
type test struct {
	role                  role
	from, until           uint32   // among names
	otherFrom, otherUntil uint32   // among others
	fits                  []uint64 // instead of a range: a bit for each name
	exact                 bool     // what fits has the word for certain
	about                 int      // how many records have it, at most
}

func (c *concordance) test(p probe) test {
	t := test{role: p.role, exact: true}
	if p.part {
		t.fits = make([]uint64, (len(c.names.words)+63)/64)
		for i, w := range c.names.words {
			if strings.Contains(w, p.text) {
				t.fits[i/64] |= 1 << (i % 64)
				t.about += c.names.number(uint32(i), uint32(i+1))
			}
		}
		return t
	}
	t.from, t.until = c.names.begin(p.text)
	t.about = c.names.number(t.from, t.until)
	if p.role == roleAny {
		short := begin(p.text, otherLong)
		t.otherFrom, t.otherUntil = c.others.begin(short)
		t.about += c.others.number(t.otherFrom, t.otherUntil)
		t.exact = short == p.text || t.otherFrom == t.otherUntil
	}
	return t
}

// about is how many records have a word that begins so, at most.
func (c *concordance) about(word string) int {
	t := c.test(probe{text: word})
	return t.about
}

// holds reports whether one of the words fits.
func (t *test) holds(words []uint32) bool {
	for _, w := range words {
		id := w & wordMask
		switch {
		case w&other != 0:
			if id-t.otherFrom < t.otherUntil-t.otherFrom {
				return true
			}
		case t.role == roleLead && w&leading == 0, t.role == roleRest && w&leading != 0:
		case t.fits != nil:
			if t.fits[id/64]&(1<<(id%64)) != 0 {
				return true
			}
		case id-t.from < t.until-t.from:
			return true
		}
	}
	return false
}

// look is how the concordance is looked through for an actor: onwards from a
// rank, or backwards.
type look struct {
	tests []test
	sees  []bool // by holding; the last stands for gone
	only  bitmap // the ranks that the actor sees, when those are few; nil: any
	desc  bool
	next  int // rank
}

// exact reports whether what is found has all the words for certain.
func (l *look) exact() bool {
	return !slices.ContainsFunc(l.tests, func(t test) bool { return !t.exact })
}

// prepare makes a look out of probes and rights, from the beginning. The
// rarest word is asked for first.
func (c *concordance) prepare(probes []probe, sees func(crm.Holding) bool, desc bool) *look {
	c.mu.RLock()
	defer c.mu.RUnlock()
	l := &look{desc: desc, sees: make([]bool, gone+1)}
	for _, p := range probes {
		l.tests = append(l.tests, c.test(p))
	}
	slices.SortFunc(l.tests, func(x, y test) int { return cmp.Compare(x.about, y.about) })
	for i, h := range c.holdings {
		l.sees[i] = sees(h)
	}
	l.only = c.seen(l.sees)
	if desc {
		l.next = len(c.ids) - 1
	}
	return l
}

// seen are the ranks of holdings that are seen, when those are few.
func (c *concordance) seen(sees []bool) bitmap {
	n := 0
	key := make([]byte, len(c.holdings))
	for i, have := range c.held {
		if sees[i] {
			n, key[i] = n+have, 1
		}
	}
	if n > len(c.ids)/8 {
		return nil
	}
	have, ok := c.few.Load(string(key))
	if !ok {
		b := make(bitmap, (len(c.ids)+63)/64)
		for rank, h := range c.holder {
			if sees[h] {
				b[rank/64] |= 1 << (rank % 64)
			}
		}
		have, _ = c.few.LoadOrStore(string(key), b)
	}
	return have.(bitmap)
}

// bitmap are numbers from 0.
type bitmap []uint64

// next is the first number from one on, or the last one up to it; out of range
// when there is none.
func (b bitmap) next(from int, back bool) int {
	i := from / 64
	if back {
		for w := b[i] << (63 - from%64) >> (63 - from%64); ; w = b[i] {
			if w != 0 {
				return i*64 + 63 - bits.LeadingZeros64(w)
			}
			if i--; i < 0 {
				return -1
			}
		}
	}
	for w := b[i] >> (from % 64) << (from % 64); ; w = b[i] {
		if w != 0 {
			return i*64 + bits.TrailingZeros64(w)
		}
		if i++; i == len(b) {
			return len(b) * 64
		}
	}
}

// find returns the next ids that fit, at most n, and whether it came to the end.
func (c *concordance) find(l *look, n int) (ids []int64, end bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	step := 1
	if l.desc {
		step = -1
	}
	for ; len(ids) < n && l.next >= 0 && l.next < len(c.ids); l.next += step {
		if l.only != nil {
			if l.next = l.only.next(l.next, l.desc); l.next < 0 || l.next >= len(c.ids) {
				break
			}
		}
		if c.fits(l, l.next) {
			ids = append(ids, int64(c.ids[l.next]))
		}
	}
	return ids, l.next < 0 || l.next >= len(c.ids)
}

func (c *concordance) fits(l *look, rank int) bool {
	if !l.sees[c.holder[rank]] {
		return false
	}
	words := c.words[c.from[rank]:c.from[rank+1]]
	for i := range l.tests {
		if !l.tests[i].holds(words) {
			return false
		}
	}
	return true
}

// changes are the records that were changed since the concordance was made.
func (c *concordance) changes() []int64 {
	c.mu.RLock()
	defer c.mu.RUnlock()
	ids := make([]int64, 0, len(c.changed))
	for id := range c.changed {
		ids = append(ids, id)
	}
	return ids
}

// change notes that a record was changed.
func (c *concordance) change(id int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.changed[id] = true
	if at, ok := c.place(id); ok && c.rankOf[at] != nowhere {
		c.holder[c.rankOf[at]] = gone
	}
}

func (c *concordance) changedSince(id int64) bool {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.changed[id]
}

// place is where an id stands among the sorted ones.
func (c *concordance) place(id int64) (int, bool) {
	if id < 0 || id > 1<<32-1 {
		return 0, false
	}
	return slices.BinarySearch(c.sorted, uint32(id))
}

// block returns the ids of the ranks among which a sort key belongs, and the
// first of these ranks.
func (c *concordance) block(key []byte) (ids []int64, first int) {
	i, _ := slices.BinarySearchFunc(c.marks, key, bytes.Compare)
	first = max(i-1, 0) * markEvery
	last := i
	for last < len(c.marks) && bytes.Equal(c.marks[last], key) {
		last++
	}
	for _, id := range c.ids[first:min(last*markEvery+1, len(c.ids))] {
		ids = append(ids, int64(id))
	}
	return ids, first
}
