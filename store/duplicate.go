package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"holm/crm"
)

// How far duplicates are looked for: so many records that share one kind of
// key, so many of the same name, and the few likeliest of them are shown.
const (
	sharersRead     = 200
	sharersKept     = 20
	keysAsked       = 4 // of a kind
	namesakesKept   = 20
	duplicatesShown = 5
)

// likely is by what duplicates of a record are looked for, beside its
// addresses and numbers.
type likely struct {
	columns map[string][]string // keys by the column they may stand in
	words   []string            // of its name
}

func likelyCompanies(c *crm.Company) likely {
	var keys []string
	for _, number := range []string{c.OrgNo, c.VATNo} {
		if key := crm.NumberKey(number); len(key) >= 4 {
			keys = append(keys, key)
		}
	}
	return likely{words: c.NameWords(), columns: map[string][]string{"org_key": keys, "vat_key": keys, "domain": c.Domains()}}
}

// DuplicatesOfCompany returns the companies that this one may be, the likeliest
// first: of those that the actor may see, but for itself and those in the trash.
func (s *Store) DuplicatesOfCompany(ctx context.Context, a crm.Actor, c *crm.Company) ([]crm.Duplicate, error) {
	return duplicates(ctx, s, s.company, a, c)
}

// DuplicatesOfPerson returns the persons that this one may be.
func (s *Store) DuplicatesOfPerson(ctx context.Context, a crm.Actor, p *crm.Person) ([]crm.Duplicate, error) {
	return duplicates(ctx, s, s.person, a, p)
}

// likened is a record that knows what it has in common with another.
type likened[T any] interface {
	record[T]
	Likeness(other *T) []crm.Likeness
	Detail() string
}

func duplicates[T any, R likened[T]](ctx context.Context, s *Store, k *kind[T, R], a crm.Actor, r R) ([]crm.Duplicate, error) {
	country, err := s.country(ctx)
	if err != nil {
		return nil, err
	}
	r.Tidy(country)
	found, err := k.alike(ctx, s, a, r)
	if err != nil {
		return nil, fmt.Errorf("look for duplicates: %w", err)
	}
	var out []crm.Duplicate
	for i := range found {
		other := R(&found[i])
		m := other.Meta()
		if m.ID == r.Meta().ID {
			continue
		}
		if why := r.Likeness(&found[i]); len(why) > 0 {
			out = append(out, crm.Duplicate{Why: why,
				Hit: crm.Hit{Entity: k.entity, ID: m.ID, Title: other.Title(), Detail: other.Detail()}})
		}
	}
	crm.SortDuplicates(out)
	return out[:min(len(out), duplicatesShown)], nil
}

// alike reads the records that share a key with this one, and some of those
// whose names have all its words.
func (k *kind[T, R]) alike(ctx context.Context, s *Store, a crm.Actor, r R) ([]T, error) {
	what := k.likely(r)
	at := k.points(r)
	sharers, err := k.sharing(ctx, s, a, sharedKeys(*at.emails, *at.phones, what.columns))
	if err != nil {
		return nil, err
	}
	var out []T
	if len(sharers) > 0 {
		ids, err := json.Marshal(sharers)
		if err != nil {
			return nil, err
		}
		l := listing{actor: a}
		l.also("r.id IN (SELECT value FROM "+s.d.each("@sharers")+")", "sharers", string(ids))
		l.found, l.limit = true, len(sharers)
		page, err := k.page(ctx, s, l)
		if err != nil {
			return nil, err
		}
		out = page.Items
	}
	if len(what.words) == 0 {
		return out, nil
	}
	page, err := k.page(ctx, s, listing{actor: a, limit: namesakesKept, named: true, text: strings.Join(what.words, " ")})
	if err != nil {
		return nil, err
	}
	for _, item := range page.Items {
		if !slices.Contains(sharers, R(&item).Meta().ID) {
			out = append(out, item)
		}
	}
	return out, nil
}

// shared is a place where a key may be that two records share.
type shared struct {
	name, table, column string // the record's own table is "r"
	keys                []string
}

func sharedKeys(emails []crm.Email, phones []crm.Phone, columns map[string][]string) []shared {
	mail, dial := shared{name: "mails", table: "email", column: "address_key"}, shared{name: "phones", table: "phone", column: "e164"}
	for _, e := range emails {
		mail.keys = append(mail.keys, crm.EmailKey(e.Address))
	}
	for _, p := range phones {
		if p.E164 != "" {
			dial.keys = append(dial.keys, p.E164)
		}
	}
	out := []shared{mail, dial}
	for _, column := range []string{"org_key", "vat_key", "domain"} {
		out = append(out, shared{name: column, table: "r", column: column, keys: columns[column]})
	}
	return slices.DeleteFunc(out, func(k shared) bool { return len(k.keys) == 0 })
}

// sharing returns the ids of some records with any of the keys that the actor
// may see and that are not in the trash.
func (k *kind[T, R]) sharing(ctx context.Context, s *Store, a crm.Actor, keys []shared) ([]int64, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	query, args := k.sharingQuery(s.d, a, keys)
	var ids []int64
	err := scanAll(s.reading(ctx), query, args, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
		return err
	})
	return ids, err
}

// sharingQuery looks each kind of key up by its index, in no more than
// sharersRead records.
func (k *kind[T, R]) sharingQuery(d *dialect, a crm.Actor, keys []shared) (string, []sql.NamedArg) {
	where := "r.deleted_at IS NULL"
	branches := sight(a, k.entity)
	var args []sql.NamedArg
	if may, more := seen(branches); may != "" {
		where, args = where+" AND "+byRow.Replace(may), more
	}
	inner, innerTail := d.top(sharersRead)
	outer, outerTail := d.top(sharersKept)
	var parts []string
	for i, key := range keys {
		var names [keysAsked]string
		for n := range names { // always as many, so that there are few different statements
			names[n] = "@" + key.name + strconv.Itoa(n)
			args = append(args, arg(names[n][1:], key.keys[min(n, len(key.keys)-1)]))
		}
		from := "SELECT " + inner + "t.record_id AS id FROM " + key.table + " t WHERE t.entity = '" + string(k.entity) + "' AND t."
		if key.table == "r" {
			from = "SELECT " + inner + "t.id FROM " + k.table + " t WHERE t."
		}
		from += key.column + " IN (" + strings.Join(names[:], ", ") + ")"
		if key.column != "address_key" {
			from += " AND t." + key.column + " <> ''"
		}
		parts = append(parts, fmt.Sprintf("SELECT id FROM (SELECT %sr.id FROM (%s%s) AS c%d JOIN %s r ON r.id = c%d.id WHERE %s%s) AS s%d",
			outer, from, innerTail, i, k.table, i, where, outerTail, i))
	}
	return strings.Join(parts, " UNION "), args
}
