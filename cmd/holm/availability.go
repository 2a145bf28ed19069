package main

import (
	"context"
	"fmt"
	"time"

	"holm/crm"
)

type availabilityCommand struct {
	Month string `placeholder:"2006-01" help:"The month; the running one when not given."`
}

// availabilityReport is a month by the formula, and what interrupted it.
type availabilityReport struct {
	Month         string         `json:"month"`
	Zone          string         `json:"time_zone"`
	From          time.Time      `json:"from"` // what was observed
	To            time.Time      `json:"to"`
	Percent       string         `json:"percent"`
	Minutes       int64          `json:"minutes"`
	Unavailable   int64          `json:"unavailable_minutes"`
	Maintenance   int64          `json:"maintenance_minutes"`
	Locked        int64          `json:"locked_minutes"`
	Suspended     int64          `json:"suspended_minutes"`
	Interruptions []interruption `json:"interruptions"`
}

type interruption struct {
	Cause   string    `json:"cause"`
	From    time.Time `json:"from"`
	To      time.Time `json:"to"`
	Seconds int64     `json:"seconds"`
}

// Run reports the month in the customer's time zone.
func (c availabilityCommand) Run(p *program) (err error) {
	in, err := p.open()
	if err != nil {
		return err
	}
	defer in.close(&err)
	zone := in.keeper.Verdict().Zone()
	at := p.Now()
	if c.Month != "" {
		if at, err = time.ParseInLocation("2006-01", c.Month, zone); err != nil {
			return fail(errUsage, "write year and month, as 2026-11", "%q is no month", c.Month)
		}
	}
	r, err := in.availability(p.ctx, at, zone)
	if err != nil {
		return err
	}
	return p.report(r, func(t *table) {
		t.row("Month", r.Month, r.Zone)
		t.row("Available", r.Percent+" %", fmt.Sprintf("%d of %d minutes unavailable", r.Unavailable, r.Minutes))
		t.row("Not counted", fmt.Sprintf("%d minutes of maintenance, %d locked, %d suspended", r.Maintenance, r.Locked, r.Suspended))
		for _, i := range r.Interruptions {
			t.row(i.Cause, i.From.In(zone).Format("2006-01-02 15:04:05"), i.To.In(zone).Format("2006-01-02 15:04:05"), fmt.Sprintf("%d s", i.Seconds))
		}
	})
}

func (in *installation) availability(ctx context.Context, at time.Time, zone *time.Location) (availabilityReport, error) {
	month := crm.MonthSpan(at, zone)
	all, err := in.store.Interruptions(ctx, month)
	if err != nil {
		return availabilityReport{}, err
	}
	messages, err := in.store.MaintenanceWindows(ctx, month)
	if err != nil {
		return availabilityReport{}, err
	}
	first, err := in.store.AvailabilitySince(ctx)
	if err != nil {
		return availabilityReport{}, err
	}
	var windows []crm.Span
	for _, m := range messages {
		windows = append(windows, m.Window())
	}
	a := crm.Measure(month, first, in.now(), all, windows)
	minutes := func(d time.Duration) int64 { return int64(d / time.Minute) }
	k := a.Thousandths()
	r := availabilityReport{Month: month.From.Format("2006-01"), Zone: zone.String(), From: a.Observed.From.UTC(), To: a.Observed.To.UTC(),
		Percent: fmt.Sprintf("%d.%03d", k/1000, k%1000), Minutes: minutes(a.Total), Unavailable: minutes(a.Unavailable),
		Maintenance: minutes(a.Maintenance), Locked: minutes(a.Locked), Suspended: minutes(a.Suspended), Interruptions: []interruption{}}
	for _, i := range all {
		r.Interruptions = append(r.Interruptions, interruption{string(i.Cause), i.From, i.To, int64(i.Length() / time.Second)})
	}
	return r, nil
}
