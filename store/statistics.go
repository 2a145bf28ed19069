package store

import (
	"context"
	"fmt"

	"holm/crm"
)

// counted are the tables whose records statistics count, and which of them.
var counted = []struct{ name, from string }{
	{"companies", "company WHERE deleted_at IS NULL"},
	{"persons", "person WHERE deleted_at IS NULL"},
	{"documents", "document WHERE deleted_at IS NULL"},
	{"views", "saved_view WHERE deleted_at IS NULL"},
	{"tags", "tag WHERE target IS NULL"},
	{"groups", "app_group"},
	{"roles", "app_role"},
	{"api_keys", "api_key WHERE revoked_at IS NULL"},
}

// CountRecords returns how many records of each kind there are, at most
// crm.StatisticsMost of each.
func (s *Store) CountRecords(ctx context.Context) (map[string]int, error) {
	head, tail := s.d.top(crm.StatisticsMost)
	counts := map[string]int{}
	for _, c := range counted {
		var n int
		query := "SELECT COUNT(*) FROM (SELECT " + head + "1 AS one FROM " + c.from + tail + ") AS c"
		if err := s.row(ctx, query).Scan(&n); err != nil {
			return nil, fmt.Errorf("count the %s: %w", c.name, err)
		}
		counts[c.name] = n
	}
	return counts, nil
}
