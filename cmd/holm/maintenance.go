package main

import (
	"strconv"
	"time"

	"holm/crm"
)

type maintenanceCommand struct {
	Plan maintenancePlan `cmd:"" help:"Announce a window to all users."`
	List maintenanceList `cmd:"" help:"List the windows."`
	End  maintenanceEnd  `cmd:"" help:"End a window now, or call it off."`
}

type maintenancePlan struct {
	From     string        `placeholder:"TIME" help:"When it begins, as 2026-11-30T22:00 in the customer's time zone; now when not given."`
	For      time.Duration `required:"" placeholder:"1h30m" help:"How long it takes."`
	Announce string        `placeholder:"TIME" help:"From when users are told; an hour before when not given."`
	Text     string        `placeholder:"WORDS" help:"What users should know."`
}

// windowReport is one window.
type windowReport struct {
	ID        int64     `json:"id"`
	Announced time.Time `json:"announced_from"`
	From      time.Time `json:"from"`
	To        time.Time `json:"to"`
	Text      string    `json:"text,omitempty"`
}

func windowOf(m crm.ServiceMessage) windowReport {
	return windowReport{m.ID, m.ShownFrom, m.StartsAt, m.EndsAt, m.Text}
}

func (w windowReport) write(t *table, zone *time.Location) {
	t.row(strconv.FormatInt(w.ID, 10), w.From.In(zone).Format("2006-01-02 15:04"), w.To.In(zone).Format("2006-01-02 15:04 MST"), oneLine(w.Text))
}

// Run announces a window. What was announced before it begins does not count
// as unavailability.
func (c maintenancePlan) Run(p *program) (err error) {
	in, err := p.open()
	if err != nil {
		return err
	}
	defer in.close(&err)
	zone := in.keeper.Verdict().Zone()
	m := crm.ServiceMessage{Kind: crm.ServiceMaintenance, Text: c.Text}
	if m.StartsAt, err = timeIn(zone, c.From, p.Now()); err != nil {
		return err
	}
	if m.ShownFrom, err = timeIn(zone, c.Announce, time.Time{}); err != nil {
		return err
	}
	m.EndsAt = m.StartsAt.Add(c.For)
	if err := in.store.AnnounceService(p.ctx, crm.SystemActor(), &m); err != nil {
		return err
	}
	return p.report(windowOf(m), func(t *table) { windowOf(m).write(t, zone) })
}

// timeIn reads a time of a zone, or with its own offset.
func timeIn(zone *time.Location, text string, otherwise time.Time) (time.Time, error) {
	if text == "" {
		return otherwise, nil
	}
	for _, layout := range []string{"2006-01-02T15:04", "2006-01-02 15:04", time.RFC3339} {
		if at, err := time.ParseInLocation(layout, text, zone); err == nil {
			return at, nil
		}
	}
	return time.Time{}, fail(errUsage, "write it as 2026-11-30T22:00, in the customer's time zone, or with an offset", "%q is no time", text)
}

type maintenanceList struct{}

// Run lists the windows, those that end last first.
func (maintenanceList) Run(p *program) (err error) {
	in, err := p.open()
	if err != nil {
		return err
	}
	defer in.close(&err)
	all, err := in.store.ServiceMessages(p.ctx)
	if err != nil {
		return err
	}
	windows := []windowReport{}
	for _, m := range all {
		if m.Kind == crm.ServiceMaintenance {
			windows = append(windows, windowOf(m))
		}
	}
	return p.report(windows, func(t *table) {
		for _, w := range windows {
			w.write(t, in.keeper.Verdict().Zone())
		}
	})
}

type maintenanceEnd struct {
	ID int64 `arg:"" help:"The number that the list shows."`
}

// Run ends a window.
func (c maintenanceEnd) Run(p *program) (err error) {
	in, err := p.open()
	if err != nil {
		return err
	}
	defer in.close(&err)
	if err := in.store.EndService(p.ctx, crm.SystemActor(), crm.ServiceMaintenance, c.ID); err != nil {
		return err
	}
	p.say("Maintenance %d has ended", c.ID)
	return nil
}
