package pages

import (
	"fmt"
	"net/url"
	"strconv"

	"holm/crm"
)

// relatedShown is how many records a card beside a record shows.
const relatedShown = 10

// besideCompany are the cards beside a company: its persons and, when there
// are any, the companies below it.
func (v *visit) besideCompany(c crm.Company) ([]related, error) {
	var out []related
	if v.Actor.Best(crm.EntityPerson) >= crm.RightRead {
		persons, err := v.personsOf(c)
		if err != nil {
			return nil, err
		}
		out = append(out, persons)
	}
	below, err := v.companiesBelow(c)
	if err != nil {
		return nil, err
	}
	if len(below.Lines) > 0 || below.Add != "" {
		out = append(out, below)
	}
	return out, nil
}

// personsOf lists the first persons of a company; those who have left come
// last.
func (v *visit) personsOf(c crm.Company) (related, error) {
	r := related{Key: "person.many", Label: "person.new"}
	q := crm.Query{Filter: crm.Is("company", c.ID), Sort: crm.Sort{Field: "name"}, Limit: relatedShown}
	page, err := v.p.Store.Persons(v.ctx(), v.Actor, q)
	if err != nil {
		return r, fmt.Errorf("reading the company's persons: %w", err)
	}
	var left []relatedLine
	for _, p := range page.Items {
		line := relatedLine{Text: p.Name(), Small: p.Position, URL: recordURL(personBase, p.ID), Former: p.Retired, Phone: dial(p.Phones)}
		for _, a := range p.Companies {
			if a.Company == c.ID {
				line.Small, line.Former = a.Role, line.Former || a.Former
			}
		}
		if line.Former {
			left = append(left, line)
			continue
		}
		r.Lines = append(r.Lines, line)
	}
	r.Lines = append(r.Lines, left...)
	r.Count = v.count(len(page.Items), page.Next != "")
	if page.Next != "" {
		r.More = personBase + "?filter=" + url.QueryEscape(crm.Is("company", c.ID).String())
	}
	if v.Actor.Best(crm.EntityPerson) >= crm.RightCreate && v.mayChange() && c.DeletedAt == nil {
		r.Add = personBase + "/new?company=" + strconv.FormatInt(c.ID, 10)
	}
	return r, nil
}

// companiesBelow lists the first companies whose parent the company is.
func (v *visit) companiesBelow(c crm.Company) (related, error) {
	r := related{Key: "company.below", Label: "company.below_new"}
	filter := crm.Is("parent", c.ID)
	page, err := v.p.Store.Companies(v.ctx(), v.Actor, crm.Query{Filter: filter, Sort: crm.Sort{Field: "name"}, Limit: relatedShown})
	if err != nil {
		return r, fmt.Errorf("reading the companies below: %w", err)
	}
	for _, b := range page.Items {
		r.Lines = append(r.Lines, relatedLine{Text: b.Title(), Small: b.Detail(), URL: recordURL(companyBase, b.ID), Org: true})
	}
	r.Count = v.count(len(page.Items), page.Next != "")
	if page.Next != "" {
		r.More = companyBase + "?filter=" + url.QueryEscape(filter.String())
	}
	if v.Actor.Best(crm.EntityCompany) >= crm.RightCreate && v.mayChange() && c.DeletedAt == nil {
		r.Add = companyBase + "/new?parent=" + strconv.FormatInt(c.ID, 10)
	}
	return r, nil
}

// placesOf lists the companies that a person belongs to.
func (v *visit) placesOf(p crm.Person, n *names) related {
	r := related{Key: "company.many"}
	for _, a := range append([]crm.Affiliation{{Company: p.Company, Role: p.Position, Former: p.Retired}}, p.Companies...) {
		if c := n.company(a.Company); c.Text != "" {
			r.Lines = append(r.Lines, relatedLine{Text: c.Text, Small: a.Role, URL: c.URL, Org: true, Former: a.Former})
		}
	}
	return r
}

// besidePerson fills in who follows a person and what they consented to.
func (v *visit) besidePerson(d *recordData, p crm.Person, n *names) error {
	var err error
	if d.Follow, err = v.follow(crm.EntityPerson, recordURL(personBase, p.ID), p.ID, n); err != nil {
		return err
	}
	all, err := v.consentsOf(p.ID, n)
	d.Consents, d.ConsentURL = latestConsents(all), recordURL(personBase, p.ID)+"/consents"
	return err
}
