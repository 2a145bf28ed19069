package main

import (
	"fmt"

	"holm/licensing"
)

// calendarCommand shows what lock dates avoid.
type calendarCommand struct {
	Country string `arg:"" help:"Two letters."`
	Year    int    `arg:"" help:"The year."`
}

func (c *calendarCommand) Run(p *program) error {
	days := licensing.Holidays(c.Country, c.Year)
	if len(days) == 0 {
		return misused(fmt.Sprintf("the countries are %v", licensing.Countries()), "the holidays of %q are not known", c.Country)
	}
	return p.report(days, func() {
		for _, h := range days {
			fmt.Fprintf(p.stdout, "%s  %s\n", h.Day, h.Name)
		}
	})
}
