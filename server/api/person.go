package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"holm/crm"
)

// Persons is what the API needs of the store for persons.
type Persons interface {
	Persons(ctx context.Context, a crm.Actor, q crm.Query) (crm.Page[crm.Person], error)
	CountPersons(ctx context.Context, a crm.Actor, q crm.Query) (n int, more bool, err error)
	Person(ctx context.Context, a crm.Actor, id int64) (crm.Person, error)
	CreatePerson(ctx context.Context, a crm.Actor, p *crm.Person) error
	UpdatePerson(ctx context.Context, a crm.Actor, id, version int64, change crm.Change) (crm.Person, error)
	TrashPerson(ctx context.Context, a crm.Actor, id, version int64) error
	RestorePerson(ctx context.Context, a crm.Actor, id int64) error
}

func (s *service) persons() *noun[crm.Person] {
	record := func(p *crm.Person) *crm.Record { return &p.Record }
	frame := append(recordFrame(record),
		fixed[crm.Person]{"company_name", "string", func(p *crm.Person) any { return p.CompanyName }})
	return &noun[crm.Person]{
		name: "person", entity: crm.EntityPerson, plural: "persons", schema: "Person",
		fields: crm.PersonFields(),
		at:     (*crm.Person).Pointers,
		frame:  frame,
		addList: func(n *noun[crm.Person], op huma.Operation) {
			huma.Register(s.api, op, bind(s, func(ctx context.Context, in *personList) (*answer, error) {
				return n.pageOf(ctx, &in.Listing, in.narrowed())
			}))
		},
		sorts:   crm.PersonSorts,
		id:      func(p *crm.Person) int64 { return p.ID },
		stamp:   func(p *crm.Person) int64 { return p.Version },
		apply:   (*crm.Person).Apply,
		list:    s.Store.Persons,
		count:   s.Store.CountPersons,
		one:     s.Store.Person,
		create:  s.Store.CreatePerson,
		update:  s.Store.UpdatePerson,
		trash:   s.Store.TrashPerson,
		restore: s.Store.RestorePerson,
	}
}

// personList is what a list of persons can be asked for.
type personList struct {
	Listing
	Company int64 `query:"company" minimum:"1" doc:"Only persons of this company."`
}

func (in *personList) narrowed() crm.Query {
	if in.Company == 0 {
		return crm.Query{}
	}
	return crm.Query{Filter: crm.Is("company", in.Company)}
}
