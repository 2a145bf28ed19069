package pages

import (
	"context"

	"holm/crm"
)

type persons interface {
	Persons(ctx context.Context, a crm.Actor, q crm.Query) (crm.Page[crm.Person], error)
	CountPersons(ctx context.Context, a crm.Actor, q crm.Query) (n int, more bool, err error)
	Person(ctx context.Context, a crm.Actor, id int64) (crm.Person, error)
	CreatePerson(ctx context.Context, a crm.Actor, p *crm.Person) error
	UpdatePerson(ctx context.Context, a crm.Actor, id, version int64, change crm.Change) (crm.Person, error)
	TrashPerson(ctx context.Context, a crm.Actor, id, version int64) error
	RestorePerson(ctx context.Context, a crm.Actor, id int64) error
}

const personBase = "/persons"

// personColumns are the columns of the list; the first is the name.
var personColumns = []columnSpec{
	{"person.kind", "name", false}, {"field.company", "", false}, {"field.position", "", false},
	{"field.phones", "", false}, {"field.emails", "", false}, {"field.owner", "", false},
	{"field.updated_at", "updated_at", true},
}

// personSections are the sections of the record page and of the form.
var personSections = []sectionSpec{
	{"person", []string{"first_name", "middle_name", "last_name", "title", "salutation", "company", "position", "department", "retired", "companies"}},
	{"contact", []string{"phones", "emails", "social_links"}},
	{"private", []string{"private_line1", "private_line2", "private_line3", "private_zip", "private_city", "private_county", "private_country"}},
	{"about", []string{"lead_status", "language", "birth_date", "gender", "no_mailing", "note"}},
	{"holding", []string{"owner", "group", "visibility"}},
}

func listPersons(v *visit) error {
	l := v.listing(personColumns)
	q := l.asked(v)
	list, err := v.p.Store.Persons(v.ctx(), v.Actor, q)
	if err != nil {
		return v.first(personBase, l, err)
	}
	n, more, err := v.p.Store.CountPersons(v.ctx(), v.Actor, q)
	if err != nil {
		return err
	}
	named, err := v.names(nil)
	if err != nil {
		return err
	}
	d := v.listData("person", personBase, crm.EntityPerson, l, personColumns, list.Next, list.Prev)
	d.Count, d.Total = v.count(n, more), v.total("person", n, more)
	for _, p := range list.Items {
		d.Rows = append(d.Rows, v.personRow(p, named))
	}
	return show(v, listPage, v.L.T("person.many"), d)
}

func (v *visit) personRow(p crm.Person, n *names) row {
	r := row{ID: p.ID, URL: recordURL(personBase, p.ID), Title: p.Name()}
	company := cell{}
	if p.CompanyName != "" {
		company = cell{Text: p.CompanyName, URL: recordURL(companyBase, p.Company)}
	}
	var phone, mail cell
	if len(p.Phones) > 0 {
		phone = v.show(crm.Field{}, p.Phones[:1], nil, n)[0]
	}
	if address := crm.PrimaryEmail(p.Emails); address != "" {
		mail = cell{Text: address, URL: "mailto:" + address}
	}
	r.Cells = []cell{company, {Text: p.Position}, phone, mail, n.user(p.Owner),
		{Text: v.ago(p.UpdatedAt.In(v.Zone)), Num: true, Soft: true}}
	if p.DeletedAt != nil && v.Actor.Right(crm.EntityPerson, p.Holding()) >= crm.RightDelete && v.mayChange() {
		r.Restore = r.URL + "/restore"
	}
	return r
}

func showPerson(v *visit) error {
	id, err := v.id()
	if err != nil {
		return err
	}
	p, err := v.p.Store.Person(v.ctx(), v.Actor, id)
	if err != nil {
		return err
	}
	named, err := v.names(nil, companiesOf(p)...)
	if err != nil {
		return err
	}
	d := recordData{Kind: "person", Base: personBase, ID: id, Version: p.Version, Title: p.Name(),
		Mail: crm.PrimaryEmail(p.Emails), Phone: dial(p.Phones)}
	v.recordRights(&d, crm.EntityPerson, p.Record)
	d.Sections, d.Empty = v.sections(personSections, crm.PersonFields(), p.Values(), named)
	if p.Position != "" {
		d.Facts = append(d.Facts, cell{Text: p.Position})
	}
	if p.CompanyName != "" {
		d.Facts = append(d.Facts, cell{Text: p.CompanyName, URL: recordURL(companyBase, p.Company)})
	}
	if p.Retired {
		d.Facts = append(d.Facts, cell{Text: v.L.T("field.retired")})
	}
	if owner := named.user(p.Owner); owner.Text != "" {
		d.Facts = append(d.Facts, owner)
	}
	if d.History, d.Older, err = v.history(crm.EntityPerson, id, personBase, crm.PersonFields(), named); err != nil {
		return err
	}
	places := related{Key: "company.many"}
	for _, a := range append([]crm.Affiliation{{Company: p.Company, Role: p.Position}}, p.Companies...) {
		if c := named.company(a.Company); c.Text != "" {
			small := a.Role
			if a.Former {
				small = v.L.T("person.former")
			}
			places.Lines = append(places.Lines, relatedLine{Text: c.Text, Small: small, URL: c.URL, Org: true})
		}
	}
	d.Related = append(d.Related, places)
	return show(v, recordPage, p.Name(), d)
}

// companiesOf lists the companies that a person belongs to.
func companiesOf(p crm.Person) []int64 {
	ids := []int64{p.Company}
	for _, a := range p.Companies {
		ids = append(ids, a.Company)
	}
	return ids
}
