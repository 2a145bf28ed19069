package store

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"holm/crm"
	"holm/licensing"
	"holm/lockout"
)

const (
	selectEvent  = `SELECT amount FROM meter_event WHERE code = @code AND event = @event`
	insertEvent  = `INSERT INTO meter_event (code, event, month, amount) VALUES (@code, @event, @month, @amount)`
	selectMember = `SELECT member FROM meter_member WHERE code = @code AND month = @month AND member = @member`
	insertMember = `INSERT INTO meter_member (code, month, member) VALUES (@code, @month, @member)`

	selectMeterUsed   = `SELECT used FROM meter_month WHERE code = @code AND month = @month`
	selectLastClosed  = `SELECT MAX(month) FROM meter_month WHERE code = @code AND closed_at IS NOT NULL`
	insertMeterMonth  = `INSERT INTO meter_month (code, month) VALUES (@code, @month)`
	updateMeterMonth  = `UPDATE meter_month SET used = @used, latest = @latest WHERE code = @code AND month = @month`
	updateMeterAmount = `UPDATE meter_month SET included = @included, unit = @unit WHERE code = @code AND month = @month`
)

// meterLock keeps the closing of a month apart from what is counted into it.
const meterLock = "holm.meters"

// count adds n to the meter's month for an event. However often the event
// comes, and whenever, it counts once. What the transaction does is done
// together with its counting or not at all. The error is *crm.MeterFull when
// the licence marks the meter hard and this month has no room for n.
func (t *tx) count(code, event string, n int64) error {
	if n < 1 || event == "" || len(event) > 200 {
		return fmt.Errorf("count %d of %s for the event %q", n, code, event)
	}
	if err := t.d.lock(t, meterLock); err != nil {
		return fmt.Errorf("count %s: %w", code, err)
	}
	var known int64
	err := t.row(selectEvent, arg("code", code), arg("event", event)).Scan(&known)
	if !errors.Is(err, sql.ErrNoRows) {
		return err // counted before, when nil
	}
	m, err := t.meterMonth(code)
	if err != nil {
		return err
	}
	if _, err := t.exec(insertEvent, arg("code", code), arg("event", event), arg("month", string(m.Month)), arg("amount", n)); err != nil {
		return err
	}
	return t.use(m, m.Used+n, 0)
}

// distinct counts members into the meter's set of the month, each once. The
// set holds hashes and is forgotten when the month is closed. The error is
// *crm.MeterFull as of count.
func (t *tx) distinct(code string, members ...string) error {
	if len(members) == 0 {
		return nil
	}
	if err := t.d.lock(t, meterLock); err != nil {
		return fmt.Errorf("count %s: %w", code, err)
	}
	m, err := t.meterMonth(code)
	if err != nil {
		return err
	}
	used := m.Used
	for _, member := range members {
		of := []sql.NamedArg{arg("code", code), arg("month", string(m.Month)), arg("member", memberHash(code, m.Month, member))}
		var known string
		err := t.row(selectMember, of...).Scan(&known)
		if errors.Is(err, sql.ErrNoRows) {
			used++
			_, err = t.exec(insertMember, of...)
		}
		if err != nil {
			return err
		}
	}
	if used == m.Used {
		return nil
	}
	return t.use(m, used, 0)
}

// memberHash names a member in a month's set and in no other.
func memberHash(code string, month crm.Month, member string) string {
	sum := sha256.Sum256([]byte(code + " " + string(month) + " " + member))
	return hex.EncodeToString(sum[:])
}

// peak notes a value that was measured: the month's highest is what was used.
// It refuses nothing: what is measured is there already.
func (t *tx) peak(code string, value int64) error {
	if err := t.d.lock(t, meterLock); err != nil {
		return fmt.Errorf("measure %s: %w", code, err)
	}
	m, err := t.meterMonth(code)
	if err != nil {
		return err
	}
	return t.note(m, max(m.Used, value), value)
}

// meterTime is when what happens in the transaction counts: the effective
// time, which a clock that was put back does not move, in the customer's zone.
func (t *tx) meterTime() time.Time {
	if t.verdict.At.IsZero() {
		return t.at.In(t.verdict.Zone())
	}
	return t.verdict.At.In(t.verdict.Zone())
}

// meterMonth finds or begins the month that is counted into now: today's, or
// where that is closed already the first one that is not.
func (t *tx) meterMonth(code string) (crm.MeterMonth, error) {
	m := crm.MeterMonth{Code: code, Month: crm.MonthOf(t.meterTime()), Included: -1}
	var closed sql.NullString
	if err := t.row(selectLastClosed, arg("code", code)).Scan(&closed); err != nil {
		return m, fmt.Errorf("find the open month of %s: %w", code, err)
	}
	if closed.Valid && m.Month <= crm.Month(closed.String) {
		m.Month = crm.Month(closed.String).Add(1)
	}
	if of, licensed := licensedMeter(t.verdict, code); licensed {
		m.Included, m.Unit = of.Included, of.Unit
	}
	err := t.row(selectMeterUsed, arg("code", code), arg("month", string(m.Month))).Scan(&m.Used)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = t.exec(insertMeterMonth, arg("code", code), arg("month", string(m.Month)))
	}
	if err != nil {
		return m, fmt.Errorf("read the month of %s: %w", code, err)
	}
	return m, nil
}

// use keeps what was used, unless the meter is hard and full.
func (t *tx) use(m crm.MeterMonth, used, latest int64) error {
	if of, licensed := licensedMeter(t.verdict, m.Code); licensed && of.Hard && used > of.Included*crm.UnitBytes(of.Unit) {
		return &crm.MeterFull{Code: m.Code, Included: of.Included, Used: m.Units(), Unit: of.Unit}
	}
	return t.note(m, used, latest)
}

// note keeps what was used, and what the licence includes at the moment.
func (t *tx) note(m crm.MeterMonth, used, latest int64) error {
	of := []sql.NamedArg{arg("code", m.Code), arg("month", string(m.Month))}
	if _, err := t.exec(updateMeterMonth, append(of, arg("used", used), arg("latest", latest))...); err != nil {
		return err
	}
	if m.Included < 0 {
		return nil
	}
	_, err := t.exec(updateMeterAmount, append(of, arg("included", m.Included), arg("unit", m.Unit))...)
	return err
}

// licensedMeter is what the licence in force says about a meter.
func licensedMeter(v lockout.Verdict, code string) (licensing.Meter, bool) {
	if v.License != nil {
		for _, m := range v.License.Meters {
			if m.Code == code {
				return m, true
			}
		}
	}
	return licensing.Meter{}, false
}
