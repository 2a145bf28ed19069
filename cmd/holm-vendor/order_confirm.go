package main

import (
	"database/sql"
	"errors"
	"slices"

	"holm/licensing"
)

// orderConfirmCommand answers an order with a licence.
type orderConfirmCommand struct {
	No     string `arg:"" help:"The order."`
	Stale  bool   `help:"Confirm although another licence was signed since it was placed."`
	Agreed bool   `help:"Both parties agreed on less before the 30-day rule gives it."`
	output
}

func (c *orderConfirmCommand) Run(p *program) error {
	return p.with(func(r *register) error {
		list, err := p.orders(r)
		if err != nil {
			return err
		}
		o, err := findOrder(list, c.No)
		if err != nil {
			return err
		}
		s, err := p.standing(r, o.Agreement)
		if err != nil {
			return err
		}
		l, err := c.license(p, r, &s, o)
		if err != nil {
			return err
		}
		return p.signLicense(r, &s, c.output, l, func(tx *sql.Tx, signed documentEntry) error {
			entry := confirmedOrder{Order: o.ID, License: signed.ID, Serial: signed.Number, At: p.now()}
			return enter(p.ctx, tx, confirmedOrders, o.ID, p.now(), entry)
		})
	})
}

func (c *orderConfirmCommand) license(p *program, r *register, s *standing, o shownOrder) (licensing.License, error) {
	l, err := s.current()
	switch {
	case err != nil:
		return l, err
	case o.Confirmed != nil:
		return l, failed("nothing is to do", "the order %s is %s", o.ID, o.state())
	case s.end != nil:
		return l, failed("a new licence would undo that: holm-vendor issue signs one on purpose", "agreement %s has been terminated", o.Agreement)
	case o.Serial != s.serial && !c.Stale:
		return l, failed("compare, then confirm with --stale, or ask for a new order", "it was placed under licence serial %d, the agreement has %d", o.Serial, s.serial)
	}
	prices, err := p.prices(r)
	if err != nil {
		return l, err
	}
	ch := change{p: p, s: s, prices: prices, notice: licensing.DateOf(o.ReceivedAt.In(s.zone)), agreed: c.Agreed}
	var seats []licensing.Category
	var add, remove []string
	for _, line := range o.Lines {
		switch {
		case line.Kind == licensing.OrderSeats:
			seats = append(seats, licensing.Category{Code: line.Code, Seats: int(line.Wanted)})
		case line.Kind == licensing.OrderMeter:
			err = errors.Join(err, ch.include(&l, line))
		case line.Wanted > 0:
			add = append(add, line.Code)
		default:
			remove = append(remove, line.Code)
		}
	}
	if err = errors.Join(err, ch.seats(&l, seats)); err != nil {
		return l, err
	}
	l.OrderNo = o.ID
	return l, ch.modules(&l, add, remove)
}

// include sets the included amount of a metered service.
func (c *change) include(to *licensing.License, line licensing.OrderLine) error {
	to.Meters = slices.Clone(to.Meters)
	for i := range to.Meters {
		if to.Meters[i].Code != line.Code {
			continue
		}
		if line.Wanted < to.Meters[i].Included {
			if err := c.mayReduce(*to, "less of "+line.Code); err != nil {
				return err
			}
		}
		to.Meters[i].Included = line.Wanted
		return nil
	}
	m, sold := c.prices.meter(line.Code)
	if !sold {
		return failed("enter it with holm-vendor price set --file", "there is no metered service %q on the price list", line.Code)
	}
	m.Included = line.Wanted
	to.Meters = append(to.Meters, m)
	return nil
}
