package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"holm/crm"
)

// Search returns the companies and persons that have all words of the text,
// begun like them, best first: of those the actor may see, the ones whose
// name begins so, then the others. Of words that very many records have, it
// looks at some records only.
func (s *Store) Search(ctx context.Context, a crm.Actor, text string, limit int) ([]crm.Hit, error) {
	words := crm.QueryTerms(text)
	if len(words) == 0 {
		return nil, nil
	}
	limit = min(clamp(limit), 100)
	companies, err := hitsOf(ctx, s, s.company, a, text, limit)
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	persons, err := hitsOf(ctx, s, s.person, a, text, limit)
	if err == nil {
		err = nameCompanies(ctx, s, a, persons)
	}
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	documents, err := hitsOf(ctx, s, s.document, a, text, limit)
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	hits := make([]crm.Hit, 0, len(companies)+len(persons)+len(documents))
	for _, c := range companies {
		hits = append(hits, crm.Hit{Entity: crm.EntityCompany, ID: c.ID, Title: c.Title(), Detail: cmp.Or(c.Street.City, c.Postal.City, c.Domain)})
	}
	for _, p := range persons {
		hits = append(hits, crm.Hit{Entity: crm.EntityPerson, ID: p.ID, Title: p.Name(), Detail: cmp.Or(p.CompanyName, p.Position)})
	}
	for _, d := range documents {
		hits = append(hits, crm.Hit{Entity: crm.EntityDocument, ID: d.ID, Title: d.Name})
	}
	slices.SortStableFunc(hits, func(x, y crm.Hit) int { return cmp.Compare(rank(x, words), rank(y, words)) })
	return hits[:min(len(hits), limit)], nil
}

// told are the fields that a hit is told from others by.
var told = wanted{}

// hitsOf finds the first records with the words, those that are named by them
// before others.
func hitsOf[T any, R record[T]](ctx context.Context, s *Store, k *kind[T, R], a crm.Actor, text string, limit int) ([]T, error) {
	k = k.reads(told)
	l := listing{actor: a, text: text, limit: limit, named: true}
	k.seenOnly(&l)
	page, err := k.rows(ctx, s, &l)
	if err != nil || l.lists == nil && l.concordance == nil || len(page.Items) == limit {
		return page.Items, err
	}
	known := map[int64]bool{}
	for i := range page.Items {
		known[R(&page.Items[i]).Meta().ID] = true
	}
	l = listing{actor: a, text: text, limit: limit}
	k.seenOnly(&l)
	rest, err := k.rows(ctx, s, &l)
	for i := range rest.Items {
		if !known[R(&rest.Items[i]).Meta().ID] {
			page.Items = append(page.Items, rest.Items[i])
		}
	}
	return page.Items[:min(len(page.Items), limit)], err
}

// rank is lower for a better hit.
func rank(h crm.Hit, words []string) int {
	title := crm.QueryTerms(h.Title)
	switch {
	case slices.Equal(title, words):
		return 0
	case len(title) > 0 && strings.HasPrefix(title[0], words[0]):
		return 1
	case slices.ContainsFunc(title, func(w string) bool { return strings.HasPrefix(w, words[0]) }):
		return 2
	}
	return 3
}
