package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"holm/crm"
)

const (
	deletePersonCompanies = `DELETE FROM person_company WHERE person = @person`
	insertPersonCompany   = `INSERT INTO person_company (person, company, position, role, former)
		VALUES (@person, @company, @position, @role, @former)`
	selectPersonCompanies = `SELECT person, company, role, former FROM person_company WHERE person IN (SELECT value FROM `
	personCompaniesOrder  = `) ORDER BY person, position`
)

func personKind(s *Store) *kind[crm.Person, *crm.Person] {
	k := newKind[crm.Person, *crm.Person](crm.EntityPerson, "person", crm.PersonFields(), []string{"sort_name"})
	k.sorts = map[string]string{"name": "sort_name", "updated_at": "updated_at", "created_at": "id"}
	k.keys = func(p *crm.Person) []sql.NamedArg {
		return []sql.NamedArg{arg("sort_name", s.sorting.Load().Key(p.SortName()))}
	}
	k.worded = map[string]bool{"name": true, "first_name": true, "middle_name": true, "last_name": true, "position": true,
		"private_city": true}
	k.lead, k.rest = "r.last_name", "CONCAT(r.first_name, ' ', r.middle_name)"
	k.roles = map[string]role{"name": roleNames, "first_name": roleRest, "middle_name": roleRest, "last_name": roleLead}
	k.unfound = []string{"company", "companies", "title", "salutation", "department", "phones", "social_links", "private_line1",
		"private_line2", "private_line3", "private_zip", "birth_date", "gender", "language", "photo", "note", "retired", "lead_status",
		"no_mailing", "tags"}
	k.noneOf = []string{"owner", "group", "company"}
	k.few = []string{"lead_status", "birth_date", "retired"}
	k.quick = []string{"company", "companies"}
	k.sides = map[string]side{"company": {"person_company", "person", "company", true},
		"companies": {"person_company", "person", "company", false}}
	k.parts = map[string][]string{"name": {"first_name", "middle_name", "last_name"}}
	k.likely = func(p *crm.Person) likely { return likely{words: p.NameWords()} }
	k.purgeOne = (*tx).purgePerson
	k.points = func(p *crm.Person) points { return points{&p.Phones, &p.Emails} }
	k.addMore, k.dropMore = addPersonCompanies, dropPersonCompanies
	k.loadMore, k.more = loadPersonCompanies, "companies"
	k.decorate, k.decorates = nameCompanies, "company_name"
	k.lighten("company", "first_name", "middle_name", "last_name", "position", "department")
	return k
}

// Persons returns a page of the persons that the actor may see.
func (s *Store) Persons(ctx context.Context, a crm.Actor, q crm.Query) (crm.Page[crm.Person], error) {
	return s.person.find(ctx, s, a, q)
}

// CountPersons counts the persons that the actor may see, up to crm.CountCap;
// more says that there are more.
func (s *Store) CountPersons(ctx context.Context, a crm.Actor, q crm.Query) (n int, more bool, err error) {
	return s.person.number(ctx, s, a, q)
}

// Person returns a person, in the trash or not; crm.ErrNotFound when there is
// none or the actor may not see them.
func (s *Store) Person(ctx context.Context, a crm.Actor, id int64) (crm.Person, error) {
	return s.person.get(ctx, s, a, id)
}

// CreatePerson keeps a new person and fills in the id and the rest of Record.
func (s *Store) CreatePerson(ctx context.Context, a crm.Actor, p *crm.Person) error {
	return s.person.create(ctx, s, a, []*crm.Person{p})
}

// CreatePersons keeps many new persons in one transaction, all or none.
func (s *Store) CreatePersons(ctx context.Context, a crm.Actor, persons []crm.Person) error {
	return s.person.create(ctx, s, a, addresses(persons))
}

// UpdatePerson changes fields of a person, as UpdateCompany does.
func (s *Store) UpdatePerson(ctx context.Context, a crm.Actor, id, version int64, change crm.Change) (crm.Person, error) {
	return s.person.update(ctx, s, a, saving{id: id, version: version, change: change})
}

// TrashPerson moves a person to the trash.
func (s *Store) TrashPerson(ctx context.Context, a crm.Actor, id, version int64) error {
	_, err := s.person.trash(ctx, s, a, id, version)
	return err
}

// RestorePerson takes a person out of the trash.
func (s *Store) RestorePerson(ctx context.Context, a crm.Actor, id int64) error {
	_, err := s.person.restore(ctx, s, a, id, nil)
	return err
}

func addPersonCompanies(rows *filling, p *crm.Person) error {
	for i, c := range p.Companies {
		if err := rows.add(p.ID, c.Company, i, c.Role, c.Former); err != nil {
			return fmt.Errorf("keep a person's company: %w", err)
		}
	}
	return nil
}

func dropPersonCompanies(t *tx, p *crm.Person) error {
	_, err := t.exec(deletePersonCompanies, arg("person", p.ID))
	return err
}

func loadPersonCompanies(d *dialect, read reading, persons []crm.Person) error {
	of := make(map[int64]*crm.Person, len(persons))
	for i := range persons {
		of[persons[i].ID] = &persons[i]
	}
	ids, err := jsonIDs(of)
	if err != nil {
		return err
	}
	err = scanAll(read, selectPersonCompanies+d.each("@ids")+personCompaniesOrder, []sql.NamedArg{arg("ids", ids)},
		func(rows *sql.Rows) error {
			var person int64
			var c crm.Affiliation
			if err := rows.Scan(&person, &c.Company, &c.Role, &c.Former); err != nil {
				return err
			}
			of[person].Companies = append(of[person].Companies, c)
			return nil
		})
	if err != nil {
		return fmt.Errorf("read the persons' companies: %w", err)
	}
	return nil
}

// nameCompanies fills in the names of main companies that the actor may see.
func nameCompanies(ctx context.Context, s *Store, a crm.Actor, persons []crm.Person) error {
	var ids []int64
	for _, p := range persons {
		if p.Company != 0 {
			ids = append(ids, p.Company)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	names, err := s.Names(ctx, a, crm.EntityCompany, ids)
	for i := range persons {
		persons[i].CompanyName = names[persons[i].Company]
	}
	return err
}

// Names returns the names of records, of those among ids that the actor may
// see: companies, persons, documents, users, groups and roles.
func (s *Store) Names(ctx context.Context, a crm.Actor, entity crm.Entity, ids []int64) (map[int64]string, error) {
	query, args := namesQuery(s.d, a, entity)
	if query == "" {
		return nil, fmt.Errorf("%s has no names: %w", entity, crm.ErrNotFound)
	}
	list, err := json.Marshal(append([]int64{}, ids...))
	if err != nil {
		return nil, fmt.Errorf("encode a list of ids: %w", err)
	}
	names := make(map[int64]string, len(ids))
	err = scanAll(s.reading(ctx), query, append(args, arg("ids", string(list))), func(rows *sql.Rows) error {
		var id int64
		var parts [3]string
		if err := rows.Scan(&id, &parts[0], &parts[1], &parts[2]); err != nil {
			return err
		}
		switch entity {
		case crm.EntityCompany:
			names[id] = (&crm.Company{Name: parts[0], Department: parts[1]}).Title()
		case crm.EntityDocument:
			names[id] = parts[0]
		default:
			names[id] = (&crm.Person{FirstName: parts[0], MiddleName: parts[1], LastName: parts[2]}).Name()
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the names of %s: %w", entity, err)
	}
	return names, nil
}

func namesQuery(d *dialect, a crm.Actor, entity crm.Entity) (string, []sql.NamedArg) {
	in := " r WHERE r.id IN (SELECT value FROM " + d.each("@ids") + ")"
	switch entity {
	case crm.EntityUser:
		return "SELECT r.id, r.name, '', '' FROM app_user" + in, nil
	case crm.EntityGroup:
		return "SELECT r.id, r.name, '', '' FROM app_group" + in, nil
	case crm.EntityRole:
		return "SELECT r.id, r.name, '', '' FROM app_role" + in, nil
	case crm.EntityCompany, crm.EntityPerson, crm.EntityDocument:
	default:
		return "", nil
	}
	may, args := seen(sight(a, entity))
	if may != "" {
		in += " AND " + may
	}
	if entity == crm.EntityDocument {
		if where, more := onSeenRecord(a); where != "" {
			in, args = in+" AND "+where, append(args, more...)
		}
		return "SELECT r.id, r.name, '', '' FROM document" + in, args
	}
	if entity == crm.EntityCompany {
		return "SELECT r.id, r.name, r.department, '' FROM company" + in, args
	}
	return "SELECT r.id, r.first_name, r.middle_name, r.last_name FROM person" + in, args
}
