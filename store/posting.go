package store

import (
	"bytes"
	"cmp"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"holm/crm"
)

// posting is a row of search_term: a record in one of the lists of those that
// have a term, in the order of names.
type posting struct {
	list   int64
	term   string
	key    []byte // the record's sort_name; empty in listPoints
	record int64
}

// The lists of an entity. What names a record comes before its other words.
// Beginnings of one letter and of three stand for all words that begin so.
const (
	listPoints = iota // ends of phone numbers, and e-mail addresses
	listName1
	listName3
	listName // words longer than three letters
	listOther1
	listOther3
	listOther
	listsOfEntity = 8
)

// listOf is the number of an entity's list in the table.
func listOf(e crm.Entity, list int64) int64 {
	switch e {
	case crm.EntityCompany:
		return listsOfEntity + list
	case crm.EntityPerson:
		return 2*listsOfEntity + list
	case crm.EntityDocument:
		return 3*listsOfEntity + list
	}
	panic("no list of words for " + string(e))
}

// postings are the rows that a record is found by.
func postings(e crm.Entity, t crm.Terms, key []byte, record int64) []posting {
	out := make([]posting, 0, 4*(len(t.Names)+len(t.Others))+8*len(t.Numbers)+len(t.Addresses))
	add := func(list int64, term string, key []byte) {
		p := posting{listOf(e, list), term, key, record}
		if !slices.ContainsFunc(out, func(have posting) bool { return have.list == p.list && have.term == term }) {
			out = append(out, p)
		}
	}
	words := func(first int64, words []string) {
		for _, w := range words {
			three := begin(w, 3)
			add(first, begin(w, 1), key)
			add(first+1, three, key)
			if len(three) < len(w) {
				add(first+2, w, key)
			}
		}
	}
	words(listName1, t.Names)
	words(listOther1, t.Others)
	for _, number := range t.Numbers {
		for i := 0; i+crm.MinDigits <= len(number); i++ {
			if number[i] < utf8.RuneSelf {
				add(listPoints, number[i:], []byte{})
			}
		}
	}
	for _, address := range t.Addresses {
		add(listPoints, address, []byte{})
	}
	return out
}

// begin is the first n letters of a word.
func begin(w string, n int) string {
	for i := range w {
		if n == 0 {
			return w[:i]
		}
		n--
	}
	return w
}

func comparePostings(x, y posting) int {
	return cmp.Or(cmp.Compare(x.list, y.list), strings.Compare(x.term, y.term), bytes.Compare(x.key, y.key), cmp.Compare(x.record, y.record))
}

// insertPosting stands before the table that it fills and insertOfPosting.
const (
	insertPosting   = `INSERT INTO `
	insertOfPosting = ` (list, term, sort_key, record_id) VALUES (@list, @term, @sort_key, @record_id)`
)

const deletePosting = `DELETE FROM search_term WHERE list = @list AND term = @term AND sort_key = @sort_key AND record_id = @record_id`

// maxFound is how many rows a write collects before it writes them. The more
// are sorted together, the fewer pages of the table are touched for each.
const maxFound = 500_000

// findLater makes a record be found by what is added, before the write ends.
func (t *tx) findLater(added []posting) error {
	t.found = append(t.found, added...)
	if len(t.found) < maxFound {
		return nil
	}
	return t.flushFound()
}

func (t *tx) flushFound() error {
	added := t.found
	t.found = nil
	return t.find(added)
}

// find makes records be found by what is added. Rows of many records are
// written together, in order, which engines do much faster than one by one.
func (t *tx) find(added []posting) error {
	slices.SortFunc(added, comparePostings)
	return t.insert("search_term", added)
}

// insert writes rows to a table of the form of search_term.
func (t *tx) insert(into string, added []posting) error {
	rows := t.filling(insertPosting + into + insertOfPosting)
	for _, p := range added {
		if err := rows.add(p.list, p.term, p.key, p.record); err != nil {
			return fmt.Errorf("write the search terms: %w", err)
		}
	}
	if err := rows.end(); err != nil {
		return fmt.Errorf("write the search terms: %w", err)
	}
	return nil
}

// forget takes rows away that a record was found by.
func (t *tx) forget(gone []posting) error {
	if err := t.flushFound(); err != nil {
		return err
	}
	for _, p := range gone {
		if _, err := t.exec(deletePosting, p.args()...); err != nil {
			return fmt.Errorf("forget a search term: %w", err)
		}
	}
	return nil
}

func (p posting) args() []sql.NamedArg {
	return []sql.NamedArg{arg("list", p.list), arg("term", p.term), arg("sort_key", p.key), arg("record_id", p.record)}
}

func (k *kind[T, R]) nameKey(r R) []byte {
	key, _ := k.keys(r)[0].Value.([]byte)
	return key
}

// findAnew makes a record that is about to change be found by its new words,
// in its new place. What it is found by before is what is kept, however it was
// made. One in the trash is found by nothing.
func (k *kind[T, R]) findAnew(t *tx, r, before R) error {
	if r.Meta().DeletedAt != nil || r.Terms().Text() == before.Terms().Text() && bytes.Equal(k.nameKey(r), k.nameKey(before)) {
		return nil
	}
	id := r.Meta().ID
	gone, err := k.storedPostings(t, id)
	if err != nil {
		return err
	}
	added := postings(k.entity, r.Terms(), k.nameKey(r), id)
	both := func(list []posting) func(posting) bool {
		return func(p posting) bool {
			return slices.ContainsFunc(list, func(q posting) bool { return comparePostings(p, q) == 0 })
		}
	}
	stay := slices.DeleteFunc(slices.Clone(gone), func(p posting) bool { return !both(added)(p) })
	if err := t.forget(slices.DeleteFunc(gone, both(stay))); err != nil {
		return err
	}
	return t.find(slices.DeleteFunc(added, both(stay)))
}

// unfind makes a record that goes to the trash be found no more.
func (k *kind[T, R]) unfind(t *tx, id int64) error {
	stored, err := k.storedPostings(t, id)
	if err != nil {
		return err
	}
	return t.forget(stored)
}

// storedPostings are the rows that a record as it is kept is found by, unless
// it is in the trash.
func (k *kind[T, R]) storedPostings(t *tx, id int64) ([]posting, error) {
	var words string
	var key []byte
	if err := t.row(k.foundBy(), arg("id", id)).Scan(&words, &key); err != nil {
		return nil, fmt.Errorf("read what a record is found by: %w", err)
	}
	return postings(k.entity, crm.ReadTerms(words), key, id), nil
}

func (k *kind[T, R]) foundBy() string {
	return "SELECT r.words, r.sort_name FROM " + k.table + " r WHERE r.id = @id"
}
