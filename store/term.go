package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strconv"

	"holm/crm"
)

const (
	deleteTerms = `DELETE FROM search_term WHERE entity = @entity AND record_id = @record_id`
	insertTerms = `INSERT INTO search_term (term, entity, record_id, owner_id, group_id, visibility)
		SELECT value, @entity, @record_id, @owner_id, @group_id, @visibility FROM `
)

// fewFound is up to how many records a word is looked up first; a more common
// word is checked while the list is read in its order.
const fewFound = 1000

// saveTerms makes the record be found by its words, and by no others.
func (t *tx) saveTerms(entity crm.Entity, m *crm.Record, terms []string, fresh bool) error {
	key := []sql.NamedArg{arg("entity", string(entity)), arg("record_id", m.ID)}
	if !fresh {
		if _, err := t.exec(deleteTerms, key...); err != nil {
			return fmt.Errorf("forget the search terms: %w", err)
		}
	}
	if len(terms) == 0 {
		return nil
	}
	list, err := json.Marshal(terms)
	if err != nil {
		return fmt.Errorf("encode the search terms: %w", err)
	}
	_, err = t.exec(insertTerms+t.d.each("@terms"), append(key, arg("terms", string(list)), arg("owner_id", reference(m.Owner)),
		arg("group_id", reference(m.Group)), arg("visibility", string(m.Visibility)))...)
	if err != nil {
		return fmt.Errorf("write the search terms: %w", err)
	}
	return nil
}

// narrowByText turns the listing's text into conditions. The rarest word is
// looked up first when it is rare; the others are checked on the way.
func (k *kind[T, R]) narrowByText(ctx context.Context, s *Store, l *listing) error {
	words := crm.QueryTerms(l.text)
	if len(words) == 0 {
		if l.text != "" {
			l.where = append(l.where, "1 = 0") // nothing but signs: nothing has it
		}
		return nil
	}
	rarest, ids := -1, []int64(nil)
	for i, w := range words {
		found, err := s.recordsByTerm(ctx, k.entity, w)
		if err != nil {
			return err
		}
		if len(found) <= fewFound && (rarest < 0 || len(found) < len(ids)) {
			rarest, ids = i, found
		}
	}
	for i, w := range words {
		if i == rarest {
			list, err := json.Marshal(append([]int64{}, ids...))
			if err != nil {
				return fmt.Errorf("encode a list of ids: %w", err)
			}
			l.also("r.id IN (SELECT value FROM "+s.d.each("@found")+")", "found", string(list))
			l.found = true
			continue
		}
		n := strconv.Itoa(i)
		l.also("EXISTS (SELECT 1 FROM search_term t WHERE t.entity = '"+string(k.entity)+
			"' AND t.record_id = r.id AND t.term >= @word"+n+" AND t.term < @word"+n+"_end)", "word"+n, w)
		l.args = append(l.args, arg("word"+n+"_end", termEnd(w)))
	}
	return nil
}

// recordsByTerm returns the records with a term that begins so, one more than
// fewFound at most.
func (s *Store) recordsByTerm(ctx context.Context, entity crm.Entity, prefix string) ([]int64, error) {
	head, tail := s.d.top(fewFound + 1)
	rows, err := s.query(ctx, "SELECT "+head+"record_id FROM search_term WHERE term >= @word AND term < @word_end AND entity = @entity"+tail,
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
