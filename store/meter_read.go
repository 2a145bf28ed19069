package store

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"

	"holm/crm"
)

const (
	selectFileBytes = `SELECT COALESCE(SUM(size), 0) FROM document_file`
	selectHolders   = `SELECT category, id FROM app_user
		WHERE status = 'active' AND api_only = 0 AND category <> '' ORDER BY category, id`
	selectMeterMonths = `SELECT code, month, used, latest, included, unit, closed_at FROM meter_month
		WHERE month >= @month ORDER BY month DESC, code`
	selectMonthMembers = `SELECT member FROM meter_member WHERE code = @code AND month = @month`
)

// holdersPrefix begins the code of the meter that counts who held a seat of a
// category in a month.
const holdersPrefix = "seats:"

func holdersOf(code string) (category string, is bool) { return strings.CutPrefix(code, holdersPrefix) }

// MeterMonths returns what was counted from a month on, the newest first, of
// the meters whose function the product has.
func (s *Store) MeterMonths(ctx context.Context, from crm.Month) ([]crm.MeterMonth, error) {
	var all []crm.MeterMonth
	err := scanAll(s.reading(ctx), selectMeterMonths, []sql.NamedArg{arg("month", string(from))}, func(rows *sql.Rows) error {
		m, err := scanMeterMonth(s.d, rows)
		if crm.IsMetered(m.Code) {
			all = append(all, m)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read what the meters counted: %w", err)
	}
	return all, nil
}

// MeasureStorage measures what documents and database take, in bytes, and
// notes it. The month's highest measurement is what was used.
func (s *Store) MeasureStorage(ctx context.Context) (int64, error) {
	bytes, err := storageBytes(s.row(ctx, selectFileBytes), s.row(ctx, s.d.bytes))
	if err == nil {
		err = s.metering(ctx, func(t *tx) error { return t.peak(crm.MeterStorage, bytes) })
	}
	if err != nil {
		return 0, fmt.Errorf("measure the storage: %w", err)
	}
	return bytes, nil
}

func storageBytes(files, database *sql.Row) (int64, error) {
	var f, d int64
	if err := files.Scan(&f); err != nil {
		return 0, err
	}
	err := database.Scan(&d)
	return f + d, err
}

// roomFor makes sure that so many more bytes are within the storage that the
// licence includes, where it says that it allows no more. The error is
// *crm.MeterFull.
func (t *tx) roomFor(bytes int64) error {
	of, licensed := licensedMeter(t.verdict, crm.MeterStorage)
	if !licensed || !of.Hard {
		return nil
	}
	used, err := storageBytes(t.row(selectFileBytes), t.row(t.d.bytes))
	if err != nil {
		return fmt.Errorf("measure the storage: %w", err)
	}
	if used+bytes > of.Included*crm.UnitBytes(of.Unit) {
		return &crm.MeterFull{Code: crm.MeterStorage, Included: of.Included, Used: crm.WholeUnits(used, of.Unit), Unit: of.Unit}
	}
	return nil
}

// CountHolders notes who holds a seat now. With those noted when a user
// changes, a month's set has everybody who held one in it.
func (s *Store) CountHolders(ctx context.Context) error {
	holders := map[string][]string{}
	err := scanAll(s.reading(ctx), selectHolders, nil, func(rows *sql.Rows) error {
		var category string
		var id int64
		err := rows.Scan(&category, &id)
		holders[category] = append(holders[category], strconv.FormatInt(id, 10))
		return err
	})
	if err != nil {
		return fmt.Errorf("read who holds a seat: %w", err)
	}
	return s.metering(ctx, func(t *tx) error {
		for category, members := range holders {
			if err := t.distinctMany(holdersPrefix+category, members); err != nil {
				return fmt.Errorf("count who holds a seat: %w", err)
			}
		}
		return nil
	})
}

// distinctMany is distinct for a list of which most are known.
func (t *tx) distinctMany(code string, members []string) error {
	m, err := t.meterMonth(code)
	if err != nil {
		return err
	}
	known := map[string]bool{}
	of := []sql.NamedArg{arg("code", code), arg("month", string(m.Month))}
	err = scanAll(t.query, selectMonthMembers, of, func(rows *sql.Rows) error {
		var hash string
		err := rows.Scan(&hash)
		known[hash] = true
		return err
	})
	if err != nil {
		return err
	}
	var fresh []string
	for _, member := range members {
		if !known[memberHash(code, m.Month, member)] {
			fresh = append(fresh, member)
		}
	}
	return t.distinct(code, fresh...)
}

// noteHolder counts a user among those who held a seat this month.
func (t *tx) noteHolder(u *crm.User) error {
	if !u.HoldsSeat() {
		return nil
	}
	return t.distinct(holdersPrefix+u.Category, strconv.FormatInt(u.ID, 10))
}
