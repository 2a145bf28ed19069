package issue

import (
	"time"

	"holm/licensing"
)

// lockHour is when, in the customer's zone, a lock date falls: people are at
// work, and most of the working day is left to put things right.
const lockHour = 10

// Distance is the number of days from paid_through to the lock date.
func Distance(b licensing.BillingPeriod) int {
	switch b {
	case licensing.Monthly:
		return 14
	case licensing.Quarterly:
		return 21
	}
	return 30
}

// Notice is the number of days before paid_through from which administrators
// are shown the coming dates.
func Notice(b licensing.BillingPeriod) int { return min(Distance(b), 30) }

// LockDate returns 10:00 in the zone on the first day, from the given one on,
// on which a lock may fall: Monday to Thursday, neither on nor the day before a
// public holiday of any of the countries, not from 20 December to 6 January.
func LockDate(from licensing.Date, zone *time.Location, countries ...string) time.Time {
	day := from
	for !mayLock(day, countries) {
		day = day.AddDays(1)
	}
	return time.Date(day.Year, day.Month, day.Day, lockHour, 0, 0, 0, zone)
}

func mayLock(day licensing.Date, countries []string) bool {
	switch day.In(time.UTC).Weekday() {
	case time.Friday, time.Saturday, time.Sunday:
		return false
	}
	if (day.Month == time.December && day.Day >= 20) || (day.Month == time.January && day.Day <= 6) {
		return false
	}
	for _, country := range countries {
		if licensing.IsHoliday(country, day) || licensing.IsHoliday(country, day.AddDays(1)) {
			return false
		}
	}
	return true
}

// DayEnd is the last second of a day in a zone: how a day that is paid for, or
// on which an agreement still holds, is written as an instant.
func DayEnd(day licensing.Date, zone *time.Location) time.Time {
	return day.AddDays(1).In(zone).Add(-time.Second)
}

// Term computes the boundaries of a term paid through a day.
func Term(from time.Time, paid licensing.Date, b licensing.BillingPeriod, zone *time.Location, countries ...string) licensing.Term {
	return licensing.Term{
		NotBefore:   from,
		PaidThrough: DayEnd(paid, zone),
		WarnFrom:    paid.AddDays(-Notice(b)).In(zone),
		OverdueFrom: paid.AddDays(1).In(zone),
		LockAt:      LockDate(paid.AddDays(Distance(b)), zone, countries...),
		LockMaxDays: 90,
	}
}
