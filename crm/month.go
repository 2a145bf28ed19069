package crm

import (
	"fmt"
	"time"
)

// Month is a calendar month, written 2006-01. Months compare as texts do.
type Month string

const monthForm = "2006-01"

// MonthOf returns the month of t in t's own zone.
func MonthOf(t time.Time) Month { return Month(t.Format(monthForm)) }

// ParseMonth reads a month written 2006-01.
func ParseMonth(s string) (Month, error) {
	t, err := time.Parse(monthForm, s)
	if err != nil || MonthOf(t) != Month(s) {
		return "", fmt.Errorf("month %q is not of the form 2006-01", s)
	}
	return Month(s), nil
}

// Start returns the month's first instant in a zone.
func (m Month) Start(zone *time.Location) time.Time {
	t, err := time.Parse(monthForm, string(m))
	if err != nil {
		return time.Time{}
	}
	return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, zone)
}

// End returns the first instant in a zone that is no longer in the month.
func (m Month) End(zone *time.Location) time.Time { return m.Add(1).Start(zone) }

// Add returns the month n months later.
func (m Month) Add(n int) Month { return MonthOf(m.Start(time.UTC).AddDate(0, n, 0)) }
