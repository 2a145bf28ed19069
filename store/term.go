package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"holm/crm"
)

const (
	deleteTerms = `DELETE FROM search_term WHERE entity = @entity AND record_id = @record_id`
	insertTerms = `INSERT INTO search_term (entity, record_id, term) SELECT @entity, a, b FROM `
	beginningSo = `record_id FROM search_term WHERE entity = @entity AND term >= @word AND term < @word_end`
)

// fewFound is up to how many records a word is looked up first; a more common
// word is checked while the list is read in its order.
const fewFound = 1000

// enoughFound is how many records of one common word are enough to choose a
// quick answer from.
const enoughFound = 300

// maxPending is how many terms a write collects before it writes them, in
// lists of at most termsAtOnce. The more are sorted together, the fewer pages
// of the index are touched for each.
const (
	maxPending  = 200_000
	termsAtOnce = 5_000
)

// pendingTerm is a term of a record that is about to be written.
type pendingTerm struct {
	entity crm.Entity
	record int64
	term   string
}

// MarshalJSON writes what dialect.eachPair reads.
func (p pendingTerm) MarshalJSON() ([]byte, error) { return json.Marshal([]any{p.record, p.term}) }

// saveTerms makes the record be found by its words, and by no others. The
// words of many records are written together, in order, which engines do much
// faster than one by one.
func (t *tx) saveTerms(entity crm.Entity, record int64, terms []string, fresh bool) error {
	if !fresh {
		if err := t.flushTerms(); err != nil {
			return err
		}
		if _, err := t.exec(deleteTerms, arg("entity", string(entity)), arg("record_id", record)); err != nil {
			return fmt.Errorf("forget the search terms: %w", err)
		}
	}
	for _, term := range terms {
		t.terms = append(t.terms, pendingTerm{entity, record, term})
	}
	if len(t.terms) >= maxPending {
		return t.flushTerms()
	}
	return nil
}

// flushTerms writes the terms collected so far.
func (t *tx) flushTerms() error {
	byEntity := map[crm.Entity][]pendingTerm{}
	for _, p := range t.terms {
		byEntity[p.entity] = append(byEntity[p.entity], p)
	}
	t.terms = t.terms[:0]
	for entity, terms := range byEntity {
		slices.SortFunc(terms, func(x, y pendingTerm) int { return strings.Compare(x.term, y.term) })
		for part := range slices.Chunk(terms, termsAtOnce) {
			list, err := json.Marshal(part)
			if err != nil {
				return fmt.Errorf("encode the search terms: %w", err)
			}
			if _, err := t.exec(insertTerms+t.d.eachPair("@terms"), arg("entity", string(entity)), arg("terms", string(list))); err != nil {
				return fmt.Errorf("write the search terms: %w", err)
			}
		}
	}
	return nil
}

// narrowByText turns the listing's text into conditions. The rarest word is
// looked up first when it is rare; the others are checked on the way. Common
// words only are left to an actor's own records, or in l.common for one who
// sees what everybody may see.
func (k *kind[T, R]) narrowByText(ctx context.Context, s *Store, l *listing) error {
	words := crm.QueryTerms(l.text)
	if len(words) == 0 {
		if l.text != "" {
			l.where = append(l.where, "1 = 0") // nothing but signs: nothing has it
		}
		return nil
	}
	rarest, ids := -1, []int64(nil)
	longest, some := 0, []int64(nil) // the longest word stands for the rarest where that is not known
	for i, w := range words {
		found, err := s.recordsByTerm(ctx, k.entity, w)
		if err != nil {
			return err
		}
		if i == 0 || len(w) > len(words[longest]) {
			longest, some = i, found
		}
		if len(found) <= fewFound && (rarest < 0 || len(found) < len(ids)) {
			rarest, ids = i, found
		}
	}
	if rarest < 0 && !l.trash && !l.found && wide(l.actor, k.entity) {
		if !l.quick {
			return s.rarestFirst(ctx, k.entity, words, l)
		}
		if rarest, ids = longest, some; len(words) == 1 {
			ids = ids[:enoughFound]
		}
	}
	return l.hasWords(s.d, k.entity, words, rarest, ids)
}

// hasWords narrows the listing to records with all the words. Those with the
// rarest (-1: none is rare) are known by their ids.
func (l *listing) hasWords(d *dialect, entity crm.Entity, words []string, rarest int, ids []int64) error {
	for i, w := range words {
		if i == rarest {
			list, err := json.Marshal(append([]int64{}, ids...))
			if err != nil {
				return fmt.Errorf("encode a list of ids: %w", err)
			}
			l.also("r.id IN (SELECT value FROM "+d.each("@found")+")", "found", string(list))
			l.found = true
			continue
		}
		l.hasWord(entity, i, w)
	}
	return nil
}

// hasWord narrows the listing to records with the i-th word.
func (l *listing) hasWord(entity crm.Entity, i int, word string) {
	l.byWord(i, word, "EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND "+termsLike(entity, i)+")")
}

// fromWord finds the listing's records by the i-th word and narrows it to
// those with the others.
func (l *listing) fromWord(entity crm.Entity, from int, words []string) {
	for i, w := range words {
		if i != from {
			l.hasWord(entity, i, w)
			continue
		}
		l.byWord(i, w, "r.id IN (SELECT t.record_id FROM search_term t WHERE "+termsLike(entity, i)+")")
		l.found = true
	}
}

func (l *listing) byWord(i int, word, where string) {
	name := "word" + strconv.Itoa(i)
	l.also(where, name, word)
	l.args = append(l.args, arg(name+"_end", termEnd(word)))
}

// termsLike is the condition on table t for the terms that begin as the i-th
// word.
func termsLike(entity crm.Entity, i int) string {
	n := "@word" + strconv.Itoa(i)
	return "t.entity = '" + string(entity) + "' AND t.term >= " + n + " AND t.term < " + n + "_end"
}

// rarestFirst notes common words by how many records have them; all beyond
// manyFound are taken for equal.
func (s *Store) rarestFirst(ctx context.Context, entity crm.Entity, words []string, l *listing) error {
	l.common = words
	if len(words) == 1 {
		return nil
	}
	head, tail := s.d.top(manyFound)
	found := make(map[string]int, len(words))
	for _, w := range words {
		var n int
		err := s.row(ctx, "SELECT COUNT(*) FROM (SELECT "+head+beginningSo+tail+") AS c",
			arg("entity", string(entity)), arg("word", w), arg("word_end", termEnd(w))).Scan(&n)
		if err != nil {
			return fmt.Errorf("count a word: %w", err)
		}
		found[w] = n
	}
	slices.SortStableFunc(l.common, func(x, y string) int { return found[x] - found[y] })
	l.many = found[l.common[0]] >= manyFound
	return nil
}

// recordsByTerm returns the records with a term that begins so, one more than
// fewFound at most.
func (s *Store) recordsByTerm(ctx context.Context, entity crm.Entity, prefix string) ([]int64, error) {
	head, tail := s.d.top(fewFound + 1)
	rows, err := s.query(ctx, "SELECT "+head+beginningSo+tail,
		arg("word", prefix), arg("word_end", termEnd(prefix)), arg("entity", string(entity)))
	if err != nil {
		return nil, fmt.Errorf("look up a word: %w", err)
	}
	defer rows.Close()
	var ids []int64
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, fmt.Errorf("look up a word: %w", err)
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
}

// termEnd is the first text that no longer begins with the prefix: engines
// compare terms by their code units, and no term holds U+FFFF.
func termEnd(prefix string) string { return prefix + "\uffff" }
