package main

import (
	"slices"

	"holm/licensing"
)

// changeCommand signs the current licence anew with other numbers of users or
// other modules. More hold at once; fewer when the 30-day rule says so.
type changeCommand struct {
	Agreement string            `help:"Agreement number." required:""`
	Seats     map[string]string `help:"Users per category." placeholder:"CODE=COUNT"`
	Add       []string          `help:"Modules to switch on." name:"add-module"`
	Remove    []string          `help:"Modules to switch off." name:"remove-module"`
	From      licensing.Date    `help:"First day of the new numbers; by the 30-day rule when left out." placeholder:"DATE"`
	Notice    licensing.Date    `help:"Day on which fewer users were asked for; today when left out." placeholder:"DATE"`
	Agreed    bool              `help:"Both parties agreed on a day earlier than the 30-day rule gives."`
	Order     string            `help:"Order number."`
	output
}

func (c *changeCommand) Run(p *program) error {
	return p.with(func(r *register) error {
		s, err := p.standing(r, c.Agreement)
		if err != nil {
			return err
		}
		l, err := s.current()
		if err != nil {
			return err
		}
		if s.end != nil {
			return failed("a new licence would undo that: holm-vendor issue signs one on purpose", "agreement %s has been terminated", c.Agreement)
		}
		wanted, err := counts(c.Seats)
		if err != nil {
			return err
		}
		if len(wanted)+len(c.Add)+len(c.Remove) == 0 {
			return misused("for example --seats sales=8", "nothing is to change")
		}
		prices, err := p.prices(r)
		if err != nil {
			return err
		}
		ch := change{p: p, s: &s, prices: prices, from: c.From, notice: c.Notice, agreed: c.Agreed}
		if err := ch.seats(&l, wanted); err != nil {
			return err
		}
		if err := ch.modules(&l, c.Add, c.Remove); err != nil {
			return err
		}
		l.OrderNo = c.Order
		return p.signLicense(r, &s, c.output, l)
	})
}

// change turns the licence in force into the next one.
type change struct {
	p      *program
	s      *standing
	prices priceList
	from   licensing.Date // when set, instead of what the rule gives
	notice licensing.Date // when fewer were asked for; today when unset
	agreed bool           // earlier than the rule
}

// seats puts new numbers among the categories of the licence.
func (c *change) seats(l *licensing.License, wanted []licensing.Category) error {
	l.Categories = append(l.CategoriesAt(c.p.now()), l.FutureCategories(c.p.now())...)
	for _, w := range wanted {
		if err := c.count(l, w); err != nil {
			return err
		}
	}
	return nil
}

// count puts one new number, now or from its date. A number that was to come
// for the same category gives way.
func (c *change) count(l *licensing.License, wanted licensing.Category) error {
	l.Categories = slices.DeleteFunc(l.Categories, func(o licensing.Category) bool {
		return o.Code == wanted.Code && o.From != nil && o.From.After(c.p.now())
	})
	i := slices.IndexFunc(l.Categories, func(o licensing.Category) bool { return o.Code == wanted.Code })
	from := c.from
	if i >= 0 && wanted.Seats < l.Categories[i].Seats {
		rule, err := c.reduces()
		if err != nil {
			return err
		}
		if from.IsZero() {
			from = rule
		}
		if from.Before(rule) && !c.agreed && l.Environment == licensing.Production {
			return misused("name a later day, or say with --agreed that both parties agreed", "fewer users hold from %s at the earliest, by the 30-day rule", rule)
		}
	}
	if i < 0 {
		c.prices.describe(&wanted)
	}
	switch {
	case !from.IsZero():
		at := from.In(c.s.zone)
		wanted.From = &at
		l.Categories = append(l.Categories, wanted)
	case i >= 0:
		l.Categories[i].Seats = wanted.Seats
	default:
		l.Categories = append(l.Categories, wanted)
	}
	return nil
}

// reduces is the first day with fewer users, by the 30-day rule.
func (c *change) reduces() (licensing.Date, error) {
	today := licensing.DateOf(c.p.now().In(c.s.zone))
	notice := c.notice
	if notice.IsZero() {
		notice = today
	}
	if today.Before(notice) {
		return notice, misused("give the day on which it arrived", "the notice of %s is still to come", notice)
	}
	return c.s.agreement.ReducesAfterNotice(notice), nil
}

// mayReduce refuses what holds at once and may be taken away only later:
// modules and included amounts have no date of their own.
func (c *change) mayReduce(l licensing.License, what string) error {
	rule, err := c.reduces()
	if err != nil || c.agreed || l.Environment != licensing.Production {
		return err
	}
	if today := licensing.DateOf(c.p.now().In(c.s.zone)); today.Before(rule) {
		return misused("sign it from that day on, or say with --agreed that both parties agreed", "%s holds from %s at the earliest, by the 30-day rule", what, rule)
	}
	return nil
}

func (c *change) modules(l *licensing.License, add, remove []string) error {
	for _, code := range remove {
		if slices.Contains(l.Modules, code) {
			if err := c.mayReduce(*l, "without "+code); err != nil {
				return err
			}
		}
	}
	l.Modules = slices.Clone(l.Modules)
	for _, code := range add {
		if !slices.Contains(l.Modules, code) {
			l.Modules = append(l.Modules, code)
		}
	}
	l.Modules = slices.DeleteFunc(l.Modules, func(code string) bool { return slices.Contains(remove, code) })
	return nil
}
