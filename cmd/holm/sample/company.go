package sample

import (
	"strconv"
	"strings"

	"holm/crm"
)

// Company returns the n-th company, from 0. Names, numbers and domains do not
// repeat. Category, business and source are items of a new database's lists.
func (g *Generator) Company(n int64) crm.Company {
	k, nth := g.place(n)
	land := &g.countries[k]
	d := throw(g.seed, "company", n)
	name, site, business := g.companyName(k, nth, d)
	town := pick(d, land.cities)
	street := crm.Address{
		Line1: numbered(pick(d, land.streets), d), Zip: town.zip, City: town.name,
		County: town.county, Country: land.code,
	}
	c := crm.Company{
		Name:     name,
		OrgNo:    land.number(nth),
		Website:  "https://www." + site,
		Domain:   site,
		Street:   street,
		Postal:   street,
		Language: land.language,
		TimeZone: zones[land.code],
		Business: g.lists[crm.ListBusiness+"/"+business],
		Category: g.lists[crm.ListCompanyCategory+"/"+category(d)],
		Source:   g.lists[crm.ListSource+"/"+pick(d, sources)],
		Phones:   []crm.Phone{{Kind: "main", Number: land.line(nth)}},
		Emails:   []crm.Email{{Address: pick(d, mailboxes) + "@" + site, Primary: true}},
	}
	if d.chance(20) {
		c.Postal.Line1 = "Box " + strconv.Itoa(100+d.upTo(4900))
	}
	c.Employees = employees(d)
	if d.chance(70) {
		c.AnnualRevenue = c.Employees * int64(600_000+d.upTo(1_400_000)) * 100
		c.AnnualRevenueCurrency = currencies[land.code]
		if c.AnnualRevenueCurrency == "EUR" {
			c.AnnualRevenue /= 7
		}
	}
	if d.chance(45) {
		c.Note = pick(d, land.notes[0]) + " " + pick(d, land.notes[1])
	}
	c.NoMailing = d.chance(6)
	c.Stop = d.chance(1)
	if d.chance(25) {
		c.Tags = []string{pick(d, tags)}
	}
	return c
}

// tags are words that some companies are marked with.
var tags = []string{"Frame agreement", "Service contract", "VIP", "Newsletter"}

// companyName puts stem, trade and legal form together. When a country's
// combinations are used up, the town of a branch tells the next round apart.
func (g *Generator) companyName(k int, nth int64, d *dice) (name, site, business string) {
	land := &g.countries[k]
	size := g.names[k].size
	round := nth / size
	at := g.names[k].at(nth % size)
	t := land.trades[at%int64(len(land.trades))]
	at /= int64(len(land.trades))
	tail := land.tails[at%int64(len(land.tails))]
	stem := join(land.heads[at/int64(len(land.tails))], tail)
	words := strings.Replace(t.words, "{}", stem, 1)
	if words == t.words {
		words = stem + " " + t.words
	}
	name = words + " " + pick(d, land.forms)
	if round > 0 {
		town := land.cities[(round-1)%int64(len(land.cities))]
		words += " " + town.name
		name += ", " + town.name
		if again := (round - 1) / int64(len(land.cities)); again > 0 {
			words += " " + strconv.FormatInt(again+1, 10)
			name += " " + strconv.FormatInt(again+1, 10)
		}
	}
	return name, slug(words) + "." + strings.ToLower(land.code) + ".example", t.industry
}

// join compounds two parts without a threefold letter.
func join(head, tail string) string {
	if n := len(head); n > 1 && head[n-1] == head[n-2] && head[n-1] == tail[0] {
		return head + tail[1:]
	}
	return head + tail
}

// numbered puts a house number in the place of the #.
func numbered(street string, d *dice) string {
	no := strconv.Itoa(1 + d.upTo(140))
	if d.chance(15) {
		no += string(rune('A' + d.upTo(4)))
	}
	return strings.Replace(street, "#", no, 1)
}

func category(d *dice) string {
	switch n := d.upTo(100); {
	case n < 48:
		return "customer"
	case n < 80:
		return "prospect"
	case n < 88:
		return "supplier"
	case n < 96:
		return "partner"
	default:
		return "competitor"
	}
}

// employees favours small companies.
func employees(d *dice) int64 {
	n := 1 + d.upTo(12)
	for d.chance(35) && n < 2000 {
		n *= 2 + d.upTo(3)
	}
	return int64(n + d.upTo(n))
}

var (
	sources    = strings.Fields("referral referral website website fair campaign call")
	mailboxes  = strings.Fields("info info info post mail hello")
	currencies = map[string]string{"DK": "DKK", "SE": "SEK", "NO": "NOK", "DE": "EUR", "NL": "EUR", "FI": "EUR"}
	zones      = map[string]string{
		"DK": "Europe/Copenhagen", "SE": "Europe/Stockholm", "NO": "Europe/Oslo",
		"DE": "Europe/Berlin", "NL": "Europe/Amsterdam", "FI": "Europe/Helsinki",
	}
)
