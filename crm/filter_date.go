package crm

import (
	"slices"
	"time"
)

// Period is a date that moves with the day on which it is asked for.
type Period string

// Periods are the relative dates that stand for themselves; weeks begin on
// Monday. Beside them there are the last N and the next N days, both with
// today among them.
var Periods = []Period{
	"today", "yesterday", "tomorrow",
	"this week", "last week", "next week", "this month", "last month", "next month",
	"this quarter", "last quarter", "next quarter", "this year", "last year", "next year",
}

// The periods of a number of days, Value.Number.
const (
	LastDays Period = "last days"
	NextDays Period = "next days"
)

const maxPeriodDays = 3_660

// Viewpoint is from where a filter is looked at: who "me" is, and which day
// is today.
type Viewpoint struct {
	User int64
	Now  time.Time
	Zone *time.Location // nil is UTC
}

// today is the day it is, as midnight in UTC: days are counted without the
// hours that clocks are put forward and back.
func (v Viewpoint) today() time.Time {
	zone := v.Zone
	if zone == nil {
		zone = time.UTC
	}
	y, m, d := v.Now.In(zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// days returns the first day of a period and the first day after it.
func (v Viewpoint) days(p Period, n int) (first, after time.Time) {
	today := v.today()
	switch p {
	case "today", "yesterday", "tomorrow":
		first = today.AddDate(0, 0, slices.Index([]Period{"yesterday", "today", "tomorrow"}, p)-1)
		return first, first.AddDate(0, 0, 1)
	case LastDays:
		return today.AddDate(0, 0, 1-n), today.AddDate(0, 0, 1)
	case NextDays:
		return today, today.AddDate(0, 0, n)
	}
	step := slices.Index([]string{"last", "this", "next"}, string(p)[:4]) - 1
	year, month, _ := today.Date()
	switch string(p)[5:] {
	case "week":
		monday := today.AddDate(0, 0, -(int(today.Weekday())+6)%7)
		return monday.AddDate(0, 0, 7*step), monday.AddDate(0, 0, 7*(step+1))
	case "month":
		first = time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)
		return first.AddDate(0, step, 0), first.AddDate(0, step+1, 0)
	case "quarter":
		first = time.Date(year, month-(month-1)%3, 1, 0, 0, 0, 0, time.UTC)
		return first.AddDate(0, 3*step, 0), first.AddDate(0, 3*(step+1), 0)
	}
	first = time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
	return first.AddDate(step, 0, 0), first.AddDate(step+1, 0, 0)
}

// span returns the days of a value, the first and the first after them.
func (v Viewpoint) span(value Value) (first, after time.Time) {
	if value.Kind == ValuePeriod {
		return v.days(Period(value.Text), int(value.Number))
	}
	first, err := time.Parse(time.DateOnly, value.Text)
	if err != nil {
		return time.Time{}, time.Time{}
	}
	return first, first.AddDate(0, 0, 1)
}

// Days returns the days that a value stands for, as dates are kept: the first
// and the first after them.
func (v Viewpoint) Days(value Value) (first, after string) {
	from, to := v.span(value)
	return from.Format(time.DateOnly), to.Format(time.DateOnly)
}

// Times returns the time that a value stands for in the viewer's zone: from
// its beginning until before its end.
func (v Viewpoint) Times(value Value) (from, until time.Time) {
	if value.Kind == ValueInstant {
		at, err := time.Parse(time.RFC3339Nano, value.Text)
		if err != nil {
			return time.Time{}, time.Time{}
		}
		return at, at.Add(time.Millisecond)
	}
	zone := v.Zone
	if zone == nil {
		zone = time.UTC
	}
	first, after := v.span(value)
	midnight := func(day time.Time) time.Time {
		y, m, d := day.Date()
		return time.Date(y, m, d, 0, 0, 0, 0, zone).UTC()
	}
	return midnight(first), midnight(after)
}
