package store

import (
	"context"
	"database/sql"
	"fmt"

	"holm/crm"
	"holm/lockout"
)

const (
	selectLastMonths = `SELECT code, MAX(month) FROM meter_month GROUP BY code`
	selectOpenMonths = `SELECT code, month, used, latest, included, unit, closed_at FROM meter_month
		WHERE closed_at IS NULL AND month < @month ORDER BY month, code`
	closeMeterMonth = `UPDATE meter_month SET closed_at = @closed_at WHERE code = @code AND month = @month`
	forgetMembers   = `DELETE FROM meter_member WHERE code = @code AND month = @month`
)

// CloseMonths closes every month that is over in the customer's time zone and
// records each in the ledger, once and all or nothing: also those that went by
// while the program did not run. It returns how many it closed.
func (s *Store) CloseMonths(ctx context.Context) (int, error) {
	closed := 0
	err := s.metering(ctx, func(t *tx) error {
		if err := t.d.lock(t, meterLock); err != nil {
			return err
		}
		now := crm.MonthOf(t.meterTime())
		if err := t.openMissed(now); err != nil {
			return err
		}
		over, err := t.overMonths(now)
		if err != nil {
			return err
		}
		closed = len(over)
		return t.closeMonths(over)
	})
	if err != nil {
		return 0, fmt.Errorf("close the months of the meters: %w", err)
	}
	return closed, nil
}

// metering is the system door with the verdict that counting asks.
func (s *Store) metering(ctx context.Context, fn func(*tx) error) error {
	return s.system(ctx, func(t *tx) error {
		verdict, ok := s.verdict()
		if !ok {
			return errNoGate
		}
		t.verdict = verdict
		return fn(t)
	})
}

// openMissed begins the months of licensed meters in which nothing ran, so
// that they are closed with nothing used.
func (t *tx) openMissed(now crm.Month) error {
	last := map[string]crm.Month{}
	err := scanAll(t.query, selectLastMonths, nil, func(rows *sql.Rows) error {
		var code, month string
		err := rows.Scan(&code, &month)
		last[code] = crm.Month(month)
		return err
	})
	if err != nil {
		return err
	}
	for _, code := range crm.Metered() {
		of, licensed := licensedMeter(t.verdict, code)
		if !licensed || last[code] == "" {
			continue
		}
		for month := last[code].Add(1); month < now; month = month.Add(1) {
			if _, err := t.exec(insertMeterMonth, arg("code", code), arg("month", string(month))); err != nil {
				return err
			}
			if err := t.note(crm.MeterMonth{Code: code, Month: month, Included: of.Included, Unit: of.Unit}, 0, 0); err != nil {
				return err
			}
		}
	}
	return nil
}

func (t *tx) overMonths(now crm.Month) (over []crm.MeterMonth, err error) {
	err = scanAll(t.query, selectOpenMonths, []sql.NamedArg{arg("month", string(now))}, func(rows *sql.Rows) error {
		m, err := scanMeterMonth(t.d, rows)
		over = append(over, m)
		return err
	})
	return over, err
}

func scanMeterMonth(d *dialect, rows *sql.Rows) (m crm.MeterMonth, err error) {
	err = rows.Scan(&m.Code, &m.Month, &m.Used, &m.Latest, &m.Included, &m.Unit, d.nullTime(&m.ClosedAt))
	return m, err
}

// closeMonths closes months that come in order: each meter's with an entry of
// its own, the holders of all categories in one.
func (t *tx) closeMonths(over []crm.MeterMonth) error {
	var holders *lockout.HoldersData
	flush := func() error {
		if holders == nil {
			return nil
		}
		err := t.recordMonth(lockout.HoldersCounted, holders)
		holders = nil
		return err
	}
	for _, m := range over {
		of := []sql.NamedArg{arg("code", m.Code), arg("month", string(m.Month))}
		if _, err := t.exec(closeMeterMonth, append(of, arg("closed_at", t.d.encodeTime(t.meterTime())))...); err != nil {
			return err
		}
		if _, err := t.exec(forgetMembers, of...); err != nil {
			return err
		}
		if holders != nil && holders.Month != string(m.Month) {
			if err := flush(); err != nil {
				return err
			}
		}
		if category, is := holdersOf(m.Code); is {
			if holders == nil {
				holders = &lockout.HoldersData{Month: string(m.Month), Users: map[string]int{}}
			}
			holders.Users[category] = int(m.Used)
			continue
		}
		if err := t.recordMeter(m); err != nil {
			return err
		}
	}
	return flush()
}

// recordMeter tells the ledger of a month of a meter that the licence has.
func (t *tx) recordMeter(m crm.MeterMonth) error {
	if m.Included < 0 {
		return nil
	}
	data := lockout.MeterData{Month: string(m.Month), Code: m.Code, Used: m.Units(), Included: m.Included, Unit: m.Unit}
	if crm.UnitBytes(m.Unit) > 1 {
		data.Exact = m.Used
	}
	return t.recordMonth(lockout.MeterClosed, data)
}

func (t *tx) recordMonth(kind lockout.EntryKind, data any) error {
	e, err := lockout.NewEntry(kind, t.meterTime(), data)
	if err != nil {
		return err
	}
	_, err = t.appendEntry(e)
	return err
}
