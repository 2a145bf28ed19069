package lockout

import (
	"time"

	"holm/licensing"
)

// zoneOf is the customer's time zone: the licence's, else the installation's.
func zoneOf(l *licensing.License, installation string) string {
	if l != nil && l.Customer.TimeZone != "" {
		return l.Customer.TimeZone
	}
	return installation
}

// Zone returns the customer's time zone, in which days and months are counted.
// It is UTC where none is known.
func (v Verdict) Zone() *time.Location {
	zone, err := time.LoadLocation(v.TimeZone)
	if err != nil {
		return time.UTC
	}
	return zone
}

// Today returns the customer's day of the decision.
func (v Verdict) Today() licensing.Date { return licensing.DateOf(v.At.In(v.Zone())) }
