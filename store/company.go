package store

import (
	"context"
	"database/sql"

	"holm/crm"
)

func companyKind(s *Store) *kind[crm.Company, *crm.Company] {
	k := newKind[crm.Company, *crm.Company](crm.EntityCompany, "company", crm.CompanyFields(), []string{"sort_name", "sort_number", "org_key", "vat_key"})
	k.unique = "number"
	k.sorts = map[string]string{"name": "sort_name", "number": "sort_number", "updated_at": "updated_at", "created_at": "id"}
	k.keys = func(c *crm.Company) []sql.NamedArg {
		sorting := s.sorting.Load()
		return []sql.NamedArg{arg("sort_name", sorting.Key(c.Title())), arg("sort_number", sorting.Key(c.Number)),
			arg("org_key", crm.NumberKey(c.OrgNo)), arg("vat_key", crm.NumberKey(c.VATNo))}
	}
	k.worded = map[string]bool{"name": true, "department": true, "number": true, "org_no": true, "vat_no": true,
		"postal_city": true, "street_city": true}
	k.lead, k.rest = "r.name", "CONCAT(r.department, ' ', r.number)"
	k.roles = map[string]role{"name": roleLead, "department": roleRest, "number": roleRest}
	k.unfound = []string{"category", "business", "parent", "phones", "postal_line1", "postal_line2", "postal_line3", "postal_zip",
		"street_line1", "street_line2", "street_line3", "street_zip", "employees", "annual_revenue", "annual_revenue_currency", "source",
		"note", "stop", "no_mailing", "logo", "language", "time_zone", "support_contact", "tags"}
	k.noneOf = []string{"owner", "group", "category", "business", "source"}
	k.few = []string{"category", "business", "source", "stop"}
	k.quick = []string{"parent"}
	k.likely = likelyCompanies
	k.purgeOne = (*tx).purgeCompany
	k.points = func(c *crm.Company) points { return points{&c.Phones, &c.Emails} }
	k.lighten("name", "department", "number", "category", "business", "domain", "postal_city", "street_city", "street_country")
	return k
}

// Companies returns a page of the companies that the actor may see.
func (s *Store) Companies(ctx context.Context, a crm.Actor, q crm.Query) (crm.Page[crm.Company], error) {
	return s.company.find(ctx, s, a, q)
}

// CountCompanies counts the companies that the actor may see, up to
// crm.CountCap; more says that there are more.
func (s *Store) CountCompanies(ctx context.Context, a crm.Actor, q crm.Query) (n int, more bool, err error) {
	return s.company.number(ctx, s, a, q)
}

// Company returns a company, in the trash or not; crm.ErrNotFound when there
// is none or the actor may not see it.
func (s *Store) Company(ctx context.Context, a crm.Actor, id int64) (crm.Company, error) {
	return s.company.get(ctx, s, a, id)
}

// CreateCompany keeps a new company and fills in its id and the rest of its
// Record; its number too, when it has none. The error is *crm.Invalid when it
// is not valid and crm.ErrTaken when another has its number.
func (s *Store) CreateCompany(ctx context.Context, a crm.Actor, c *crm.Company) error {
	return s.createCompanies(ctx, a, []*crm.Company{c})
}

// CreateCompanies keeps many new companies in one transaction, all or none.
func (s *Store) CreateCompanies(ctx context.Context, a crm.Actor, companies []crm.Company) error {
	return s.createCompanies(ctx, a, addresses(companies))
}

func (s *Store) createCompanies(ctx context.Context, a crm.Actor, companies []*crm.Company) error {
	if err := s.numberCompanies(ctx, companies); err != nil {
		return err
	}
	return s.company.create(ctx, s, a, companies)
}

// UpdateCompany changes fields of a company and returns it as it then is. The
// error is *crm.Conflict when version is not the stored one (0 takes whatever
// is stored), *crm.Invalid, crm.ErrNotFound or crm.ErrForbidden.
func (s *Store) UpdateCompany(ctx context.Context, a crm.Actor, id, version int64, change crm.Change) (crm.Company, error) {
	return s.company.update(ctx, s, a, saving{id: id, version: version, change: change})
}

// TrashCompany moves a company to the trash.
func (s *Store) TrashCompany(ctx context.Context, a crm.Actor, id, version int64) error {
	_, err := s.company.trash(ctx, s, a, id, version)
	return err
}

// RestoreCompany takes a company out of the trash.
func (s *Store) RestoreCompany(ctx context.Context, a crm.Actor, id int64) error {
	_, err := s.company.restore(ctx, s, a, id, nil)
	return err
}

// addresses points at each element.
func addresses[T any](items []T) []*T {
	out := make([]*T, len(items))
	for i := range items {
		out[i] = &items[i]
	}
	return out
}
