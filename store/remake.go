package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
)

// settingSearch says which form the search index has.
const (
	settingSearch = "search.form"
	searchForm    = "1"
)

// remadeAtOnce is how many records a transaction takes.
const remadeAtOnce = 20_000

// remakeSearch makes anew what records are found and sorted by, when a release
// keeps it in another form than the one before. It runs before others write.
func (s *Store) remakeSearch(ctx context.Context) error {
	form, err := s.Setting(ctx, settingSearch)
	if err != nil || form == searchForm {
		return err
	}
	into, arrange, err := s.d.gather(ctx, s.writers)
	if err != nil {
		return fmt.Errorf("make the search index anew: %w", err)
	}
	err = s.alone(ctx, func(t *tx) error { _, err := t.exec(deletePostings); return err })
	for _, remake := range []func(context.Context, *Store, string) error{s.company.remake, s.person.remake, s.document.remake} {
		if err == nil {
			err = remake(ctx, s, into)
		}
	}
	if err == nil {
		err = arrange()
	}
	if err == nil {
		err = s.alone(ctx, func(t *tx) error { return t.setSetting(settingSearch, searchForm) })
	}
	if err != nil {
		return fmt.Errorf("make the search index anew: %w", err)
	}
	return nil
}

const deletePostings = `DELETE FROM search_term`

// remake makes anew what all records of the kind are found and sorted by. The
// rows they are found by go into a table of the form of search_term.
func (k *kind[T, R]) remake(ctx context.Context, s *Store, into string) error {
	for last, more := int64(0), true; more; {
		err := s.alone(ctx, func(t *tx) error {
			items, err := k.after(t, last, remadeAtOnce)
			if err != nil || len(items) == 0 {
				more = false
				return err
			}
			if last == 0 {
				s.log.Info("making the search index anew; this may take some minutes", "of", k.table)
			}
			last = R(&items[len(items)-1]).Meta().ID
			return k.remakeSome(t, items, into)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// after reads the records that follow an id.
func (k *kind[T, R]) after(t *tx, id int64, n int) ([]T, error) {
	var items []T
	err := scanAll(t.query, k.afterQuery(t.d, n), []sql.NamedArg{arg("id", id)}, func(rows *sql.Rows) error {
		var item T
		err := k.scan(t.d, rows, R(&item))
		items = append(items, item)
		return err
	})
	if err != nil {
		return nil, err
	}
	return items, k.completeWith(t.d, t.query, items)
}

func (k *kind[T, R]) afterQuery(d *dialect, n int) string {
	head, tail := d.top(n)
	return "SELECT " + head + k.read + " FROM " + k.table + " r WHERE r.id > @id ORDER BY r.id" + tail
}

func (k *kind[T, R]) remakeSome(t *tx, items []T, into string) error {
	var found []posting
	for i := range items {
		r := R(&items[i])
		m := r.Meta()
		args := append(k.keys(r), arg("words", r.Terms().Text()))
		if _, err := t.exec(k.remakeOne(args), append(args, arg("id", m.ID))...); err != nil {
			return err
		}
		if m.DeletedAt == nil {
			found = append(found, postings(k.entity, r.Terms(), k.nameKey(r), m.ID)...)
		}
	}
	return t.insert(into, found)
}

func (k *kind[T, R]) remakeOne(args []sql.NamedArg) string {
	sets := make([]string, len(args))
	for i, a := range args {
		sets[i] = a.Name + " = @" + a.Name
	}
	return "UPDATE " + k.table + " SET " + strings.Join(sets, ", ") + " WHERE id = @id"
}
