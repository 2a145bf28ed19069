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

// fewFound is up to how many records a word is looked up first.
const fewFound = 1000

// narrowByText turns the listing's text into conditions on the words that a
// record keeps of itself, and decides how such records are found.
func (k *kind[T, R]) narrowByText(ctx context.Context, s *Store, l *listing) error {
	words := crm.QueryTerms(l.text)
	if len(words) == 0 && l.text != "" {
		l.where = append(l.where, "1 = 0") // nothing but signs: nothing has it
	}
	for i, w := range words {
		l.hasWord(s.d, i, w)
	}
	l.exactly = l.filter.IsZero() && !slices.ContainsFunc(words, inPoints)
	if words = append(words, l.words...); l.narrow() || len(words) == 0 && len(l.probes) == 0 {
		return nil
	}
	return k.chooseWord(ctx, s, l, words)
}

// hasWord narrows the listing to records with the i-th word.
func (l *listing) hasWord(d *dialect, i int, word string) {
	name := "word" + strconv.Itoa(i)
	where := d.at("r.words", "@"+name) + " > 0"
	if crm.NumberWord(word) {
		where = "(" + where + " OR " + d.at("r.words", "@"+name+"_part") + " BETWEEN 1 AND " + d.at("r.words", "CHAR(10)") + ")"
		l.args = append(l.args, arg(name+"_part", word))
	}
	l.also(where, name, crm.WordMark(word))
	l.worded = append(slices.Clip(l.worded), where)
}

// chooseWord finds the records by one of the words: by the few that have a
// rare one, by the lists of a word in the order of names, or by walking all
// that the actor sees when that is the shorter way. In other orders, common
// words of one who sees what everybody may see are left to pageByWords.
func (k *kind[T, R]) chooseWord(ctx context.Context, s *Store, l *listing, words []string) error {
	byName := l.column == sortName
	for i, w := range words {
		if byName && !inPoints(w) {
			continue
		}
		few, err := s.recordsByWord(ctx, k.entity, w)
		if err != nil {
			return err
		}
		if len(few) <= fewFound {
			return l.knownBy(s.d, few)
		}
		if l.common == "" || len(w) > len(l.common) {
			l.common = words[i]
		}
	}
	named := slices.DeleteFunc(slices.Clone(words), inPoints)
	if byName && len(named)+len(l.probes) > 0 {
		if ok, err := k.concord(ctx, s, l, named); err != nil || ok {
			l.common = ""
			return err
		}
	}
	if !byName || len(named) == 0 {
		if !wide(l.actor, k.entity) {
			l.common = "" // who sees little has few records to walk
		}
		return nil
	}
	l.common = ""
	return k.chooseLists(ctx, s, l, named)
}

// inPoints reports whether a word may be found among phone numbers and e-mail
// addresses, which are kept in no order.
func inPoints(w string) bool { return crm.NumberWord(w) || crm.AddressWord(w) }

// knownBy narrows the listing to records by their ids.
func (l *listing) knownBy(d *dialect, ids []int64) error {
	list, err := json.Marshal(append([]int64{}, ids...))
	if err != nil {
		return fmt.Errorf("encode a list of ids: %w", err)
	}
	l.also("r.id IN (SELECT value FROM "+d.each("@found")+")", "found", string(list))
	l.found, l.common = true, ""
	return nil
}

// rangesOf are the lists whose terms that begin as the word hold all records
// with it.
func rangesOf(e crm.Entity, word string) []int64 {
	if crm.AddressWord(word) {
		return []int64{listOf(e, listPoints)}
	}
	depth := int64(2)
	switch n := utf8.RuneCountInString(word); {
	case n == 1:
		depth = 0
	case n <= 3:
		depth = 1
	}
	lists := []int64{listOf(e, listName1+depth), listOf(e, listOther1+depth)}
	if crm.NumberWord(word) {
		lists = append(lists, listOf(e, listPoints))
	}
	return lists
}

// byRanges selects a column of the rows in the ranges of a word, whose
// parameters are @from and @from_end.
func byRanges(e crm.Entity, word, column string) string {
	lists := rangesOf(e, word)
	parts := make([]string, len(lists))
	for i, list := range lists {
		parts[i] = "SELECT " + column + " FROM search_term t WHERE t.list = " + strconv.FormatInt(list, 10) +
			" AND t.term >= @from AND t.term < @from_end"
	}
	return strings.Join(parts, " UNION ALL ")
}

func rangeArgs(word string) []sql.NamedArg {
	return []sql.NamedArg{arg("from", word), arg("from_end", termEnd(word))}
}

// recordsByWord returns the records with a term that begins so, one more than
// fewFound at most.
func (s *Store) recordsByWord(ctx context.Context, e crm.Entity, word string) ([]int64, error) {
	head, tail := s.d.top(fewFound + 1)
	var ids []int64
	err := scanAll(s.reading(ctx), "SELECT DISTINCT "+head+"u.id FROM ("+byRanges(e, word, "t.record_id AS id")+") AS u"+tail,
		rangeArgs(word), func(rows *sql.Rows) error {
			var id int64
			err := rows.Scan(&id)
			ids = append(ids, id)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("look up a word: %w", err)
	}
	return ids, nil
}

// termEnd is the first text that no longer begins with the prefix: engines
// compare terms by their code units, and no term holds U+FFFF.
func termEnd(prefix string) string { return prefix + "\uffff" }
