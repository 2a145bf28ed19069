package main

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"

	"holm/licensing"
)

type priceCommands struct {
	List priceListCommand `cmd:"" help:"Show the price list in force."`
	Set  priceSetCommand  `cmd:"" help:"Enter a new price list: the one in force with changes, or a file."`
}

// priceList is what the vendor sells. A new one is a new entry; licences that
// were signed keep what they say.
type priceList struct {
	Version    int               `json:"version"`
	Currency   string            `json:"currency"`
	Categories []pricedCategory  `json:"categories"`
	Modules    []pricedModule    `json:"modules"`
	Meters     []licensing.Meter `json:"meters"`
}

type pricedCategory struct {
	Code     string              `json:"code"`
	Name     licensing.Text      `json:"name"`
	Features []licensing.Feature `json:"features"`
	Price    int64               `json:"price"` // minor units a user and month
}

type pricedModule struct {
	Code  string `json:"code"`
	Price int64  `json:"price"` // minor units a month
}

// firstPrices is the list that a new register has: the usual categories, the
// modules and the four metered services, all still without a price.
func firstPrices() priceList {
	list := priceList{Currency: "EUR", Modules: []pricedModule{{Code: "api"}, {Code: "mirroring"}},
		Meters: []licensing.Meter{
			{Code: "mailings", Unit: "mail", Included: 5000, Step: 1000, Kind: licensing.MeterCount},
			{Code: "service_emails", Unit: "mail", Included: 1000, Step: 100, Kind: licensing.MeterCount},
			{Code: "centre_logins", Unit: "person", Included: 100, Step: 10, Kind: licensing.MeterDistinct},
			{Code: "storage", Unit: "GB", Included: 10, Step: 1, Kind: licensing.MeterPeak},
		}}
	for _, c := range licensing.UsualCategories() {
		list.Categories = append(list.Categories, pricedCategory{Code: c.Code, Name: c.Name, Features: c.Features})
	}
	return list
}

// prices returns the newest price list.
func (p *program) prices(r *register) (priceList, error) {
	lists, err := entries[priceList](p.ctx, r, priceLists)
	if err != nil || len(lists) == 0 {
		return firstPrices(), err
	}
	return lists[len(lists)-1], nil
}

func (l priceList) category(code string) *pricedCategory {
	i := slices.IndexFunc(l.Categories, func(c pricedCategory) bool { return c.Code == code })
	if i < 0 {
		return nil
	}
	return &l.Categories[i]
}

func (l priceList) module(code string) *pricedModule {
	i := slices.IndexFunc(l.Modules, func(m pricedModule) bool { return m.Code == code })
	if i < 0 {
		return nil
	}
	return &l.Modules[i]
}

func (l priceList) meter(code string) (licensing.Meter, bool) {
	i := slices.IndexFunc(l.Meters, func(m licensing.Meter) bool { return m.Code == code })
	if i < 0 {
		return licensing.Meter{}, false
	}
	m := l.Meters[i]
	m.Currency = first(m.Currency, l.Currency)
	return m, true
}

// meters reads CODE=INCLUDED pairs of metered services that are sold.
func (l priceList) meters(pairs map[string]string) ([]licensing.Meter, error) {
	var list []licensing.Meter
	for _, code := range sortedKeys(pairs) {
		m, sold := l.meter(code)
		if !sold {
			return nil, misused("holm-vendor price list shows them", "there is no metered service %q", code)
		}
		included, err := strconv.ParseInt(pairs[code], 10, 64)
		if err != nil || included < 0 {
			return nil, misused("for example --meter mailings=5000", "%s=%s is no amount", code, pairs[code])
		}
		m.Included = included
		list = append(list, m)
	}
	return list, nil
}

// describe gives a category the name and functions that are sold under its code.
func (l priceList) describe(c *licensing.Category) {
	sold := l.category(c.Code)
	if sold == nil {
		return
	}
	if c.Name == nil {
		c.Name = sold.Name
	}
	if c.Features == nil {
		c.Features = sold.Features
	}
}

type priceListCommand struct{}

func (*priceListCommand) Run(p *program) error {
	return p.with(func(r *register) error {
		list, err := p.prices(r)
		if err != nil {
			return err
		}
		return list.show(p)
	})
}

func (l priceList) show(p *program) error {
	return p.report(l, func() {
		fmt.Fprintf(p.stdout, "Price list %d, %s\n", l.Version, l.Currency)
		for _, c := range l.Categories {
			fmt.Fprintf(p.stdout, "category %-14s %10s a user and month  %v\n", c.Code, money(c.Price), c.Features)
		}
		for _, m := range l.Modules {
			fmt.Fprintf(p.stdout, "module   %-14s %10s a month\n", m.Code, money(m.Price))
		}
		for _, m := range l.Meters {
			fmt.Fprintf(p.stdout, "meter    %-14s %10s for each %d %s beyond %d, %s\n", m.Code, money(m.Price), max(m.Step, 1), m.Unit, m.Included, m.Kind)
		}
	})
}

// priceSetCommand enters the next list.
type priceSetCommand struct {
	File     string            `help:"A whole list, as price list --json writes it." placeholder:"FILE"`
	Currency string            `help:"Three letters."`
	Category map[string]string `help:"Price of a user and month, in minor units." placeholder:"CODE=AMOUNT"`
	Module   map[string]string `help:"Price of a module a month, in minor units." placeholder:"CODE=AMOUNT"`
	Meter    map[string]string `help:"Price of a step beyond the included amount, in minor units." placeholder:"CODE=AMOUNT"`
}

func (c *priceSetCommand) Run(p *program) error {
	return p.with(func(r *register) error {
		list, err := p.prices(r)
		if err != nil {
			return err
		}
		version := list.Version + 1
		if c.File != "" {
			if list, err = readPrices(c.File); err != nil {
				return err
			}
		}
		if err := c.change(&list); err != nil {
			return err
		}
		list.Version = version
		if err := r.add(p.ctx, priceLists, fmt.Sprintf("%06d", version), p.now(), list); err != nil {
			return err
		}
		return list.show(p)
	})
}

func readPrices(path string) (priceList, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return priceList{}, fmt.Errorf("read the price list: %w", err)
	}
	var list priceList
	if err := json.Unmarshal(text, &list); err != nil {
		return priceList{}, misused("write one with holm-vendor price list --json", "%s is no price list: %v", path, err)
	}
	if len(list.Currency) != 3 || len(list.Categories) == 0 {
		return priceList{}, misused("write one with holm-vendor price list --json", "%s has no currency or no categories", path)
	}
	for _, c := range list.Categories {
		for _, f := range c.Features {
			if !slices.Contains(licensing.Features(), f) && list.module(f) == nil {
				return priceList{}, misused(fmt.Sprintf("the functions are %v, and modules", licensing.Features()), "category %s gives %q, which there is not", c.Code, f)
			}
		}
	}
	return list, nil
}

// change sets single prices. What is not on the list comes to it.
func (c *priceSetCommand) change(list *priceList) error {
	list.Currency = first(c.Currency, list.Currency)
	for _, code := range sortedKeys(c.Category) {
		price, err := minor(code, c.Category[code])
		if err != nil {
			return err
		}
		if list.category(code) == nil {
			list.Categories = append(list.Categories, pricedCategory{Code: code})
		}
		list.category(code).Price = price
	}
	for _, code := range sortedKeys(c.Module) {
		price, err := minor(code, c.Module[code])
		if err != nil {
			return err
		}
		if list.module(code) == nil {
			list.Modules = append(list.Modules, pricedModule{Code: code})
		}
		list.module(code).Price = price
	}
	for _, code := range sortedKeys(c.Meter) {
		price, err := minor(code, c.Meter[code])
		if err != nil {
			return err
		}
		i := slices.IndexFunc(list.Meters, func(m licensing.Meter) bool { return m.Code == code })
		if i < 0 {
			return misused("a new meter comes with --file", "there is no meter %q", code)
		}
		list.Meters[i].Price = price
	}
	return nil
}

func minor(code, text string) (int64, error) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 {
		return 0, misused("for example sales=45000 for 450.00", "%s=%s is no amount in minor units", code, text)
	}
	return n, nil
}

// money writes minor units for people.
func money(n int64) string {
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	return fmt.Sprintf("%s%d.%02d", sign, n/100, n%100)
}
