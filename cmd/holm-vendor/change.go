package main

import (
	"slices"

	"holm/licensing"
)

// changeCommand signs the current licence anew with other numbers of users.
// More hold at once; fewer when the 30-day rule says so.
type changeCommand struct {
	Agreement string            `help:"Agreement number." required:""`
	Seats     map[string]string `help:"Users per category." required:"" placeholder:"CODE=COUNT"`
	From      licensing.Date    `help:"First day of the new numbers, whatever the rule says." placeholder:"DATE"`
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
		wanted, err := counts(c.Seats)
		if err != nil {
			return err
		}
		l.OrderNo = c.Order
		l.Categories = append(l.CategoriesAt(p.now()), l.FutureCategories(p.now())...)
		for _, w := range wanted {
			l.Categories = c.count(p, &s, l.Categories, w)
		}
		return p.signLicense(r, &s, c.output, l)
	})
}

// count puts one new number among the categories, now or from its date. A
// number that was to come for the same category gives way.
func (c *changeCommand) count(p *program, s *standing, list []licensing.Category, wanted licensing.Category) []licensing.Category {
	list = slices.DeleteFunc(list, func(o licensing.Category) bool {
		return o.Code == wanted.Code && o.From != nil && o.From.After(p.now())
	})
	i := slices.IndexFunc(list, func(o licensing.Category) bool { return o.Code == wanted.Code })
	from := c.From
	if i >= 0 && wanted.Seats < list[i].Seats && from.IsZero() {
		from = s.agreement.ReducesAfterNotice(licensing.DateOf(p.now().In(s.zone)))
	}
	switch {
	case !from.IsZero():
		at := from.In(s.zone)
		wanted.From = &at
		return append(list, wanted)
	case i >= 0:
		list[i].Seats = wanted.Seats
		return list
	}
	return append(list, wanted)
}
