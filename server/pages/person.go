package pages

import (
	"context"

	"holm/crm"
)

type persons interface {
	Persons(ctx context.Context, a crm.Actor, q crm.Query) (crm.Page[crm.Person], error)
	CountPersons(ctx context.Context, a crm.Actor, q crm.Query) (n int, more bool, err error)
	CountPersonsOn(ctx context.Context, a crm.Actor, q crm.Query) (n int, more bool, err error)
	Person(ctx context.Context, a crm.Actor, id int64) (crm.Person, error)
	CreatePerson(ctx context.Context, a crm.Actor, p *crm.Person) error
}

const personBase = "/persons"

// personSections are the sections of the record page and of the form.
var personSections = []sectionSpec{
	{"person", []string{"first_name", "middle_name", "last_name", "title", "salutation", "company", "position", "department", "retired", "companies"}},
	{"contact", []string{"phones", "emails", "social_links"}},
	{"private", []string{"private_line1", "private_line2", "private_line3", "private_zip", "private_city", "private_county", "private_country"}},
	{"about", []string{"tags", "lead_status", "language", "birth_date", "gender", "no_mailing", "note"}},
	{"holding", []string{"owner", "group", "visibility"}},
}

func personRoster() roster {
	return roster{noun: personNoun(), sorts: crm.PersonSorts,
		usual: []string{"company", "position", "phones", "emails", "owner", "updated_at"},
		page: func(v *visit, q crm.Query) (crm.Page[listed], error) {
			page, err := v.p.Store.Persons(v.ctx(), v.Actor, q)
			return asListed(page), err
		},
		several: func(v *visit, ids []int64) ([]listed, error) {
			items, err := v.p.Store.PersonsByID(v.ctx(), v.Actor, ids)
			return allListed(items), err
		},
		count:   func(v *visit, q crm.Query) (int, bool, error) { return v.p.Store.CountPersons(v.ctx(), v.Actor, q) },
		countOn: func(v *visit, q crm.Query) (int, bool, error) { return v.p.Store.CountPersonsOn(v.ctx(), v.Actor, q) },
		peek:    peekPerson}
}

// peekPerson is a person at a glance.
func peekPerson(v *visit, id int64) (peekData, error) {
	p, err := v.p.Store.Person(v.ctx(), v.Actor, id)
	if err != nil {
		return peekData{}, err
	}
	named, err := v.names(crm.PersonFields(), companiesOf(p)...)
	if err != nil {
		return peekData{}, err
	}
	d := peekData{Title: p.Name(), Facts: v.personFacts(p, named), Mail: crm.PrimaryEmail(p.Emails), Phone: dial(p.Phones)}
	d.Sections, _ = v.sections(personSections, crm.PersonFields(), p.Values(), named)
	return d, nil
}

func listPersons(v *visit) error { return v.showList(personRoster()) }

func showPerson(v *visit) error {
	id, err := v.id()
	if err != nil {
		return err
	}
	p, err := v.p.Store.Person(v.ctx(), v.Actor, id)
	if err != nil {
		return err
	}
	named, err := v.names(append(crm.PersonFields(), purposeField), companiesOf(p)...)
	if err != nil {
		return err
	}
	d := recordData{Kind: "person", Base: personBase, ID: id, Version: p.Version, Title: p.Name(),
		Mail: crm.PrimaryEmail(p.Emails), Phone: dial(p.Phones)}
	v.recordRights(&d, crm.EntityPerson, p.Record)
	d.MayPurge = v.mayPurge(personNoun(), &p)
	d.Sections, d.Empty = v.sections(personSections, crm.PersonFields(), p.Values(), named)
	d.Facts = v.personFacts(p, named)
	if d.History, d.Older, err = v.history(crm.EntityPerson, id, personBase, crm.PersonFields(), named); err != nil {
		return err
	}
	d.offer(personNoun())
	if d.Picture, err = v.picture(crm.RecordLink{Entity: crm.EntityPerson, Record: id}, p.Photo); err != nil {
		return err
	}
	if d.Through, err = v.through(personRoster(), id); err != nil {
		return err
	}
	d.Related = append(d.Related, v.placesOf(p, named))
	if err := v.besidePerson(&d, p, named); err != nil {
		return err
	}
	if d.Files, err = v.files(crm.RecordLink{Entity: crm.EntityPerson, Record: id}, p.DeletedAt != nil); err != nil {
		return err
	}
	return show(v, recordPage, p.Name(), d)
}

// personFacts are what is said under a person's name.
func (v *visit) personFacts(p crm.Person, n *names) []cell {
	var facts []cell
	if p.Position != "" {
		facts = append(facts, cell{Text: p.Position})
	}
	if p.CompanyName != "" {
		facts = append(facts, cell{Text: p.CompanyName, URL: recordURL(companyBase, p.Company)})
	}
	if p.Retired {
		facts = append(facts, cell{Text: v.L.T("field.retired")})
	}
	if owner := n.user(p.Owner); owner.Text != "" {
		facts = append(facts, owner)
	}
	return facts
}

// companiesOf lists the companies that a person belongs to.
func companiesOf(p crm.Person) []int64 {
	ids := []int64{p.Company}
	for _, a := range p.Companies {
		ids = append(ids, a.Company)
	}
	return ids
}
