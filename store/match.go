package store

import (
	"context"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"

	"holm/crm"
)

const selectExternalOf = `SELECT record_id, external_key FROM external_id WHERE entity = @entity AND source = @source AND record_id IN (SELECT value FROM `

// Matches finds records by many keys of one kind with one statement, those
// that the actor may see and that are not in the trash; ids in other systems
// are those of a source. The order is that of the ids.
func (s *Store) Matches(ctx context.Context, a crm.Actor, e crm.Entity, by crm.MatchBy, source string, keys []crm.MatchKey) ([]crm.Match, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	list, of, err := s.matchKeys(by, e, keys)
	if err != nil {
		return nil, err
	}
	query, args := matchQuery(s.d, a, e, by)
	args = append(args, arg("keys", list))
	if by == crm.MatchExternal {
		args = append(args, arg("source", source))
	}
	var found []crm.Match
	err = scanAll(s.reading(ctx), query, args, func(rows *sql.Rows) error {
		var m crm.Match
		var key, first, middle, last string
		var company int64
		if err := rows.Scan(&key, orZero{&company}, &m.ID, &first, &middle, &last, &m.OrgKey); err != nil {
			return err
		}
		m.Name, m.Title = last, (&crm.Person{FirstName: first, MiddleName: middle, LastName: last}).Name()
		if e == crm.EntityCompany {
			m.Name, m.Title = first, (&crm.Company{Name: first, Department: middle}).Title()
		}
		for _, k := range of[matched{key, company}] {
			m.Key = k
			found = append(found, m)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("look %s up by %s: %w", e, by, err)
	}
	return found, s.externalOf(ctx, e, source, found)
}

// matched is a key as the database gives it back.
type matched struct {
	text    string
	company int64
}

// matchKeys writes the keys as the JSON list that the statement reads, and
// tells which keys each entry stands for.
func (s *Store) matchKeys(by crm.MatchBy, e crm.Entity, keys []crm.MatchKey) (string, map[matched][]crm.MatchKey, error) {
	of := map[matched][]crm.MatchKey{}
	var texts []string
	var pairs [][2]any
	sorting := s.sorting.Load()
	for _, k := range keys {
		m := matched{k.Text, 0}
		if by == crm.MatchName {
			m.text = strings.ToUpper(hex.EncodeToString(sorting.Key(k.Text)))
			if e == crm.EntityPerson {
				m.company = k.Company
			}
		}
		if of[m] == nil {
			texts, pairs = append(texts, m.text), append(pairs, [2]any{m.company, m.text})
		}
		of[m] = append(of[m], k)
	}
	var list []byte
	var err error
	if by == crm.MatchName {
		list, err = json.Marshal(pairs)
	} else {
		list, err = json.Marshal(texts)
	}
	if err != nil {
		return "", nil, fmt.Errorf("encode what is looked up: %w", err)
	}
	return string(list), of, nil
}

// matchQuery begins with the keys and follows the index of each, one by one:
// the order of the tables is the order of the reading.
func matchQuery(d *dialect, a crm.Actor, e crm.Entity, by crm.MatchBy) (string, []sql.NamedArg) {
	names, org := "r.first_name, r.middle_name, r.last_name", "''"
	if e == crm.EntityCompany {
		names, org = "r.name, r.department, ''", "r.org_key"
	}
	record := "r.deleted_at IS NULL"
	may, args := seen(sight(a, e))
	if may != "" {
		record += " AND " + byRow.Replace(may)
	}
	key, company := "value", "NULL"
	from, where := d.each("@keys")+" CROSS JOIN "+string(e)+" r", ""
	part := func(table, column string) {
		from = d.each("@keys") + " CROSS JOIN " + table + " k CROSS JOIN " + string(e) + " r"
		where = "k." + column + " = value AND k.entity = '" + string(e) + "' AND r.id = k.record_id"
	}
	switch by {
	case crm.MatchExternal:
		part("external_id", "external_key")
		where += " AND k.source = @source"
	case crm.MatchEmail:
		part("email", "address_key")
	case crm.MatchPhone:
		part("phone", "e164")
		where += " AND k.e164 <> ''"
	case crm.MatchOrgNo:
		where = "r.org_key = value AND r.org_key <> ''"
	case crm.MatchNumber:
		where = "r.number = value AND r.number <> ''"
	case crm.MatchName:
		from, key = d.eachPair("@keys")+" CROSS JOIN "+string(e)+" r", "b"
		where = "r.sort_name = " + d.unhex("b")
		if e == crm.EntityPerson {
			company, where = "a", "r.company = a AND r.company IS NOT NULL AND "+where
		}
	}
	return "SELECT " + key + ", " + company + ", r.id, " + names + ", " + org + " FROM " + from + " WHERE " + where + " AND " + record +
		" ORDER BY r.id", args
}

// externalOf fills in what the records are called in the source.
func (s *Store) externalOf(ctx context.Context, e crm.Entity, source string, found []crm.Match) error {
	if len(found) == 0 {
		return nil
	}
	known := map[int64][]string{}
	for _, m := range found {
		known[m.ID] = nil
	}
	ids, err := jsonIDs(known)
	if err != nil {
		return err
	}
	args := []sql.NamedArg{arg("entity", string(e)), arg("source", source), arg("ids", ids)}
	err = scanAll(s.reading(ctx), selectExternalOf+s.d.each("@ids")+")", args, func(rows *sql.Rows) error {
		var id int64
		var key string
		err := rows.Scan(&id, &key)
		known[id] = append(known[id], key)
		return err
	})
	if err != nil {
		return fmt.Errorf("read what %s are called elsewhere: %w", e, err)
	}
	for i := range found {
		found[i].External = known[found[i].ID]
	}
	return nil
}
