package main

import (
	"crypto/rand"
	"strconv"
	"strings"

	"holm/licensing"
	"holm/licensing/issue"
)

// issueCommand signs a licence, the first of an agreement or a full re-issue.
type issueCommand struct {
	Agreement    string            `help:"Agreement number." required:""`
	Seats        map[string]string `help:"Users per category." placeholder:"CODE=COUNT"`
	Name         map[string]string `help:"A category's name in a language." placeholder:"CODE.LANGUAGE=TEXT"`
	Features     map[string]string `help:"A category's functions, with commas between." placeholder:"CODE=A,B" mapsep:"none"`
	Modules      []string          `help:"Modules switched on."`
	Meters       map[string]string `help:"Metered services with the amount included." name:"meter" placeholder:"CODE=INCLUDED"`
	Suspend      []string          `help:"Categories whose log-in is suspended; * is everybody but the main user."`
	PaidThrough  licensing.Date    `help:"Last day paid for; the end of the billing period when left out." placeholder:"DATE"`
	From         licensing.Date    `help:"First day it holds; at once when left out." placeholder:"DATE"`
	Installation string            `help:"Installation id; the agreement's when left out." placeholder:"ID"`
	Environment  string            `help:"The agreement's when left out." enum:",production,nonproduction,trial" default:""`
	Order        string            `help:"Order number."`
	output
}

func (c *issueCommand) Run(p *program) error {
	return p.with(func(r *register) error {
		s, err := p.standing(r, c.Agreement)
		if err != nil {
			return err
		}
		prices, err := p.prices(r)
		if err != nil {
			return err
		}
		l, err := c.license(p, &s, prices)
		if err != nil {
			return err
		}
		if err := p.taken(r, l.Installation, s.agreement, l.Replaces); err != nil {
			return err
		}
		return p.signLicense(r, &s, c.output, l)
	})
}

func (c *issueCommand) license(p *program, s *standing, prices priceList) (licensing.License, error) {
	a := s.agreement
	l := licensing.License{
		OrderNo: c.Order, Customer: s.customer, ContractingParty: s.vendor.Party, Agreement: a.Agreement,
		Environment:  licensing.Environment(first(c.Environment, string(a.Environment))),
		Installation: first(c.Installation, a.Installation), Hosting: a.Hosting, Host: a.Host, Replaces: a.Replaces,
		Modules: c.Modules, Suspended: c.Suspend,
		Policy: licensing.Policy{MinWarnedHours: licensing.MinWarnedHours},
	}
	if l.Installation == "" && l.Environment != licensing.Production {
		l.Installation = "*"
	}
	if l.Installation == "" {
		return l, misused("name it with --installation; the customer's licence page and holm license request show it",
			"agreement %s has no installation yet", a.No)
	}
	var err error
	if l.Installation, err = installationID(l.Installation, l.Environment); err != nil {
		return l, err
	}
	if l.Categories, err = c.categories(); err != nil {
		return l, err
	}
	for i := range l.Categories {
		prices.describe(&l.Categories[i])
	}
	if l.Meters, err = prices.meters(c.Meters); err != nil {
		return l, err
	}
	from, today := p.now(), licensing.DateOf(p.now().In(s.zone))
	if !c.From.IsZero() {
		from, today = c.From.In(s.zone), c.From
	}
	paid := c.PaidThrough
	if paid.IsZero() {
		paid = a.BillingPeriodOn(today).End
	}
	if year := licensing.DateOf(from.In(s.zone).AddDate(1, 0, 0)); l.Environment != licensing.Production && year.Before(paid) {
		paid = year
	}
	l.Term = issue.Term(from, paid, a.BillingPeriod, s.zone, s.countries()...)
	return l, nil
}

func (c *issueCommand) categories() ([]licensing.Category, error) {
	seats, err := counts(c.Seats)
	if err != nil {
		return nil, err
	}
	if len(seats) == 0 {
		return nil, misused("for example --seats standard=10", "a licence names at least one category of users")
	}
	for i := range seats {
		category := &seats[i]
		for key, text := range c.Name {
			code, language, _ := strings.Cut(key, ".")
			if code == category.Code {
				if category.Name == nil {
					category.Name = licensing.Text{}
				}
				category.Name[language] = text
			}
		}
		if features, ok := c.Features[category.Code]; ok {
			category.Features = strings.Split(features, ",")
		}
	}
	return seats, nil
}

// counts reads CODE=COUNT pairs, in the order of the codes.
func counts(pairs map[string]string) ([]licensing.Category, error) {
	var list []licensing.Category
	for _, code := range sortedKeys(pairs) {
		n, err := strconv.Atoi(pairs[code])
		if err != nil || n < 0 {
			return nil, misused("for example --seats standard=10", "%s=%s is no number of users", code, pairs[code])
		}
		list = append(list, licensing.Category{Code: code, Seats: n})
	}
	return list, nil
}

// signLicense gives a licence the next serial and signs it.
func (p *program) signLicense(r *register, s *standing, o output, l licensing.License, more ...also) error {
	if err := s.maySet(o, l.Environment); err != nil {
		return err
	}
	id, err := issue.NewID(rand.Reader)
	if err != nil {
		return err
	}
	l.Schema, l.ID, l.Serial, l.IssuedAt = 1, id, s.serial+1, p.now()
	if err := (setter{p.now(), s.zone}).apply(&l, o.Set); err != nil {
		return err
	}
	entry := documentEntry{ID: l.ID, Type: licensing.TypeLicense, Agreement: s.agreement.No, License: l.ID, Number: l.Serial}
	return p.sign(r, o, entry, l, whole, more...)
}
