package crm

import (
	"fmt"
	"math"
	"slices"
	"time"
)

// Codes of the metered services, as licences name them.
const (
	MeterMailings      = "mailings"
	MeterServiceEmails = "service_emails"
	MeterCentreLogins  = "centre_logins"
	MeterStorage       = "storage"
)

// Metered lists the meters whose function the product has. What it does not
// have is neither counted nor shown, whatever a licence says.
func Metered() []string { return []string{MeterStorage} }

// IsMetered reports whether the product has the meter's function.
func IsMetered(code string) bool { return slices.Contains(Metered(), code) }

// MeterMonth is what a meter counted in a month of the customer's time zone.
type MeterMonth struct {
	Code     string
	Month    Month
	Used     int64 // bytes where Unit is one of bytes, else units
	Latest   int64 // measured last, for what is measured and not counted
	Included int64 // in units; below zero when the licence does not have the meter
	Unit     string
	ClosedAt *time.Time // nothing is counted any more since then
}

// Units is what was used in whole units: one that was begun counts.
func (m MeterMonth) Units() int64 { return WholeUnits(m.Used, m.Unit) }

// Over is how many units were used beyond those included.
func (m MeterMonth) Over() int64 {
	if m.Included < 0 {
		return 0
	}
	return max(0, m.Units()-m.Included)
}

// UnitBytes is how many bytes a unit has; 1 for what is not counted in bytes.
func UnitBytes(unit string) int64 {
	switch unit {
	case "MB":
		return 1_000_000
	case "GB":
		return 1_000_000_000
	case "TB":
		return 1_000_000_000_000
	}
	return 1
}

// WholeUnits converts bytes to units; one that was begun counts whole.
func WholeUnits(n int64, unit string) int64 {
	one := UnitBytes(unit)
	return n/one + min(1, n%one)
}

// Steps is how many price steps an amount beyond the included one costs.
func Steps(over, step int64) int64 {
	step = max(1, step)
	return over/step + min(1, over%step)
}

// MeterFull says that a meter that the licence marks hard has no room left in
// this month. Nothing was counted and nothing done.
type MeterFull struct {
	Code     string
	Included int64 // units
	Used     int64 // units, without what was refused
	Unit     string
}

// Error tells both numbers.
func (m *MeterFull) Error() string {
	return fmt.Sprintf("%s: %d of %d %s are used this month, and the licence allows no more", m.Code, m.Used, m.Included, m.Unit)
}

// Projected is what the meter will have used at the end of its month if it
// goes on as so far: what is counted in proportion to the time gone by, what
// is measured along the line from the last measurement of the month before.
// Less than a day says nothing yet: then it is what was used.
func (m MeterMonth) Projected(before MeterMonth, at time.Time) int64 {
	start, end := m.Month.Start(at.Location()), m.Month.End(at.Location())
	gone, whole := at.Sub(start), end.Sub(start)
	if gone < 24*time.Hour || !at.Before(end) {
		return m.Used
	}
	grow := func(n int64) int64 { return int64(math.Ceil(float64(n) * float64(whole) / float64(gone))) }
	switch {
	case m.Latest == 0:
		return max(m.Used, grow(m.Used))
	case before.Latest == 0 || before.Month != m.Month.Add(-1):
		return m.Used
	}
	return max(m.Used, before.Latest+grow(m.Latest-before.Latest))
}
