package store

import (
	"context"
	"database/sql"
	"fmt"

	"holm/crm"
)

const selectSeats = `SELECT category, COUNT(*) FROM app_user
	WHERE status = 'active' AND api_only = 0 AND category <> '' GROUP BY category`

// SeatsUsed returns how many seats of each category are taken.
func (s *Store) SeatsUsed(ctx context.Context) (map[string]int, error) {
	return seatsUsed(s.reading(ctx))
}

func seatsUsed(read reading) (map[string]int, error) {
	used := map[string]int{}
	err := scanAll(read, selectSeats, nil, func(rows *sql.Rows) error {
		var category string
		var n int
		err := rows.Scan(&category, &n)
		used[category] = n
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("count the seats: %w", err)
	}
	return used, nil
}

// reserveSeat makes sure that the category has a free seat, for a user whom
// this transaction is about to write. No other transaction, of this process or
// another, can take it in between. The error is *crm.SeatsTaken.
func (t *tx) reserveSeat(category string) error {
	if err := t.d.lock(t, "holm.seats"); err != nil {
		return fmt.Errorf("reserve a seat: %w", err)
	}
	used, err := seatsUsed(t.query)
	if err != nil {
		return err
	}
	if total := t.verdict.SeatTotal; total > 0 {
		all := 0
		for _, n := range used {
			all += n
		}
		if all >= total {
			return &crm.SeatsTaken{Category: category, Seats: total, Used: all}
		}
		if len(t.verdict.Categories) == 0 {
			return nil
		}
	}
	if _, known := t.verdict.Category(category); !known {
		return &crm.Invalid{Fields: []crm.FieldError{{Field: "category", Key: "error.category"}}}
	}
	if seats := t.verdict.Seats(category); t.verdict.SeatTotal == 0 && used[category] >= seats {
		return &crm.SeatsTaken{Category: category, Seats: seats, Used: used[category]}
	}
	return nil
}
