package sample

import (
	"strconv"
	"strings"

	"holm/crm"
)

// person returns the nth person (from 0) of the company at place n; i counts
// the persons of the company's country before. Company is left for the
// caller, who knows the company's id.
func (g *Generator) person(n, nth, i int64, c *crm.Company) crm.Person {
	k, _ := g.place(n)
	land := &g.countries[k]
	d := throw(g.seed, "person", n<<12+nth)
	p := crm.Person{Language: land.language, Phones: []crm.Phone{}}
	first, middle, last, woman := g.personName(k, i)
	p.FirstName, p.MiddleName, p.LastName = first, middle, last
	p.Gender = "male"
	if woman {
		p.Gender = "female"
	}
	post := land.jobs[0]
	if nth > 0 {
		post = pick(d, land.jobs[1:])
	}
	p.Position, p.Department = post.position, post.department
	p.AcademicTitle = title(land.code, d)
	p.Salutation = salutation(land.code, woman)
	if len(c.Phones) > 0 && d.chance(60) {
		p.Phones = append(p.Phones, crm.Phone{Kind: "direct", Number: land.line(i + directLines)})
	}
	if len(p.Phones) == 0 || d.chance(60) {
		p.Phones = append(p.Phones, crm.Phone{Kind: "mobile", Number: land.mobile(i)})
	}
	address := slug(first) + "." + slug(last)
	if round := i / g.people[k].size; round > 0 {
		address += strconv.FormatInt(round+1, 10)
	}
	p.Emails = []crm.Email{{Address: address + "@" + c.Domain, Primary: true}}
	p.Retired = nth > 1 && d.chance(4)
	p.NoMailing = d.chance(8)
	if d.chance(25) {
		p.LeadStatus = pick(d, crm.LeadStatuses)
	}
	if d.chance(30) {
		p.BirthDate = digits(int64(1958+d.upTo(44)), 4) + "-" + digits(int64(1+d.upTo(12)), 2) + "-" + digits(int64(1+d.upTo(28)), 2)
	}
	if d.chance(12) {
		p.Note = pick(d, land.notes[1])
	}
	return p
}

// directLines keeps the companies' switchboards and the persons' direct lines
// apart; no country has more companies.
const directLines = 200_000

// personName returns the i-th name of a country. First and last name together
// do not repeat until all pairs are used; then middle names tell them apart.
func (g *Generator) personName(k int, i int64) (first, middle, last string, woman bool) {
	land := &g.countries[k]
	size := g.people[k].size
	at := g.people[k].at(i % size)
	last = land.families[at%int64(len(land.families))]
	at /= int64(len(land.families))
	woman = at >= int64(len(land.men))
	if woman {
		first = land.women[at-int64(len(land.men))]
	} else {
		first = land.men[at]
	}
	d := throw(g.seed, "middle"+first+last, 0)
	offset := d.upTo(len(land.families))
	if round := i / size; round > 0 || d.chance(18) {
		middle = land.families[(offset+int(round))%len(land.families)]
	}
	return first, middle, last, woman
}

func title(code string, d *dice) string {
	switch {
	case code == "DE" && d.chance(9):
		return pick(d, germanTitles)
	case code == "NL" && d.chance(8):
		return pick(d, dutchTitles)
	case d.chance(3):
		return pick(d, titles)
	}
	return ""
}

func salutation(code string, woman bool) string {
	switch {
	case code == "DE" && woman:
		return "Frau"
	case code == "DE":
		return "Herr"
	case code == "NL" && woman:
		return "Mevrouw"
	case code == "NL":
		return "De heer"
	}
	return ""
}

var (
	germanTitles = strings.Fields("Dr. Dr. Dr.-Ing. Dipl.-Ing. Prof.")
	dutchTitles  = strings.Fields("ir. drs. mr. ing. dr.")
	titles       = []string{"Ph.D.", "MBA", "M.Sc."}
)
