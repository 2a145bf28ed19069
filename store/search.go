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
	var hits []crm.Hit
	companies, err := s.company.page(ctx, s, listing{actor: a, text: text, limit: limit, quick: true})
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	for _, c := range companies.Items {
		hits = append(hits, crm.Hit{Entity: crm.EntityCompany, ID: c.ID, Title: c.Title(), Detail: cmp.Or(c.Street.City, c.Postal.City, c.Domain)})
	}
	persons, err := s.person.page(ctx, s, listing{actor: a, text: text, limit: limit, quick: true})
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	for _, p := range persons.Items {
		hits = append(hits, crm.Hit{Entity: crm.EntityPerson, ID: p.ID, Title: p.Name(), Detail: cmp.Or(p.CompanyName, p.Position)})
	}
	slices.SortStableFunc(hits, func(x, y crm.Hit) int { return cmp.Compare(rank(x, words), rank(y, words)) })
	return hits[:min(len(hits), limit)], nil
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
