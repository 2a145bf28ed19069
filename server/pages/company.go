package pages

import (
	"context"

	"holm/crm"
)

type companies interface {
	Companies(ctx context.Context, a crm.Actor, q crm.Query) (crm.Page[crm.Company], error)
	CountCompanies(ctx context.Context, a crm.Actor, q crm.Query) (n int, more bool, err error)
	CountCompaniesOn(ctx context.Context, a crm.Actor, q crm.Query) (n int, more bool, err error)
	Company(ctx context.Context, a crm.Actor, id int64) (crm.Company, error)
	CreateCompany(ctx context.Context, a crm.Actor, c *crm.Company) error
}

const companyBase = "/companies"

// companySections are the sections of the record page and of the form.
var companySections = []sectionSpec{
	{"company", []string{"name", "department", "number", "category", "business", "org_no", "vat_no", "parent", "employees", "annual_revenue", "annual_revenue_currency", "source", "tags"}},
	{"contact", []string{"phones", "emails", "website"}},
	{"street", []string{"street_line1", "street_line2", "street_line3", "street_zip", "street_city", "street_county", "street_country"}},
	{"postal", []string{"postal_line1", "postal_line2", "postal_line3", "postal_zip", "postal_city", "postal_county", "postal_country"}},
	{"trade", []string{"stop", "no_mailing", "language", "time_zone", "note"}},
	{"holding", []string{"owner", "support_contact", "group", "visibility"}},
}

func companyRoster() roster {
	return roster{noun: companyNoun(), sorts: crm.CompanySorts,
		usual: []string{"number", "category", "street_city", "street_country", "phones", "owner", "updated_at"},
		page: func(v *visit, q crm.Query) (crm.Page[listed], error) {
			page, err := v.p.Store.Companies(v.ctx(), v.Actor, q)
			return asListed(page), err
		},
		several: func(v *visit, ids []int64) ([]listed, error) {
			items, err := v.p.Store.CompaniesByID(v.ctx(), v.Actor, ids)
			return allListed(items), err
		},
		count:   func(v *visit, q crm.Query) (int, bool, error) { return v.p.Store.CountCompanies(v.ctx(), v.Actor, q) },
		countOn: func(v *visit, q crm.Query) (int, bool, error) { return v.p.Store.CountCompaniesOn(v.ctx(), v.Actor, q) },
		peek:    peekCompany}
}

// peekCompany is a company at a glance.
func peekCompany(v *visit, id int64) (peekData, error) {
	c, err := v.p.Store.Company(v.ctx(), v.Actor, id)
	if err != nil {
		return peekData{}, err
	}
	named, err := v.names(crm.CompanyFields(), c.Parent)
	if err != nil {
		return peekData{}, err
	}
	p := peekData{Title: c.Title(), Org: true, Stop: c.Stop, Facts: v.companyFacts(c, named), Mail: crm.PrimaryEmail(c.Emails), Phone: dial(c.Phones)}
	p.Sections, _ = v.sections(companySections, crm.CompanyFields(), c.Values(), named)
	return p, nil
}

func listCompanies(v *visit) error { return v.showList(companyRoster()) }

func showCompany(v *visit) error {
	id, err := v.id()
	if err != nil {
		return err
	}
	c, err := v.p.Store.Company(v.ctx(), v.Actor, id)
	if err != nil {
		return err
	}
	named, err := v.names(crm.CompanyFields(), c.Parent)
	if err != nil {
		return err
	}
	d := recordData{Kind: "company", Base: companyBase, ID: id, Version: c.Version, Title: c.Title(), Stop: c.Stop,
		Mail: crm.PrimaryEmail(c.Emails), Phone: dial(c.Phones)}
	v.recordRights(&d, crm.EntityCompany, c.Record)
	d.MayPurge = v.mayPurge(companyNoun(), &c)
	d.Sections, d.Empty = v.sections(companySections, crm.CompanyFields(), c.Values(), named)
	d.Facts = v.companyFacts(c, named)
	if d.History, d.Older, err = v.history(crm.EntityCompany, id, companyBase, crm.CompanyFields(), named); err != nil {
		return err
	}
	d.offer(companyNoun())
	if d.Picture, err = v.picture(crm.RecordLink{Entity: crm.EntityCompany, Record: id}, c.Logo); err != nil {
		return err
	}
	if d.Through, err = v.through(companyRoster(), id); err != nil {
		return err
	}
	if d.Related, err = v.besideCompany(c); err != nil {
		return err
	}
	if d.Follow, err = v.follow(crm.EntityCompany, recordURL(companyBase, id), id, named); err != nil {
		return err
	}
	if d.Files, err = v.files(crm.RecordLink{Entity: crm.EntityCompany, Record: id}, c.DeletedAt != nil); err != nil {
		return err
	}
	return show(v, recordPage, c.Title(), d)
}

func (v *visit) companyFacts(c crm.Company, n *names) []cell {
	var facts []cell
	add := func(f cell) {
		if f.Text != "" {
			facts = append(facts, f)
		}
	}
	category := n.item(v, "category", crm.ListCompanyCategory, c.Category)
	add(cell{Text: category.Text})
	if c.Number != "" {
		add(cell{Text: v.L.T("company.no", "number", c.Number)})
	}
	place := c.Street
	if place.City == "" {
		place = c.Postal
	}
	switch {
	case place.City != "" && place.Country != "":
		add(cell{Text: place.City + ", " + v.L.country(place.Country)})
	default:
		add(cell{Text: place.City + v.L.country(place.Country)})
	}
	add(n.user(c.Owner))
	return facts
}

// dial returns the key of the first number that can be dialled.
func dial(phones []crm.Phone) string {
	for _, p := range phones {
		if p.E164 != "" {
			return p.E164
		}
	}
	return ""
}
