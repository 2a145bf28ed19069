package api

import (
	"context"

	"holm/crm"
)

// Companies is what the API needs of the store for companies.
type Companies interface {
	Companies(ctx context.Context, a crm.Actor, q crm.Query) (crm.Page[crm.Company], error)
	CountCompanies(ctx context.Context, a crm.Actor, q crm.Query) (n int, more bool, err error)
	Company(ctx context.Context, a crm.Actor, id int64) (crm.Company, error)
	CreateCompany(ctx context.Context, a crm.Actor, c *crm.Company) error
	UpdateCompany(ctx context.Context, a crm.Actor, id, version int64, change crm.Change) (crm.Company, error)
	TrashCompany(ctx context.Context, a crm.Actor, id, version int64) error
	RestoreCompany(ctx context.Context, a crm.Actor, id int64) error
}

func (s *service) companies() *noun[crm.Company] {
	record := func(c *crm.Company) *crm.Record { return &c.Record }
	return &noun[crm.Company]{
		name: "company", entity: crm.EntityCompany, plural: "companies", schema: "Company",
		fields:  crm.CompanyFields(),
		at:      (*crm.Company).Pointers,
		frame:   recordFrame(record),
		sorts:   crm.CompanySorts,
		id:      func(c *crm.Company) int64 { return c.ID },
		stamp:   func(c *crm.Company) int64 { return c.Version },
		apply:   (*crm.Company).Apply,
		list:    s.Store.Companies,
		count:   s.Store.CountCompanies,
		one:     s.Store.Company,
		create:  s.Store.CreateCompany,
		update:  s.Store.UpdateCompany,
		trash:   s.Store.TrashCompany,
		restore: s.Store.RestoreCompany,
	}
}
