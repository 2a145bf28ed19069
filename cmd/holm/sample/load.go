package sample

import (
	"context"
	"fmt"

	"holm/crm"
)

// Target keeps the records.
type Target interface {
	CreateGroup(ctx context.Context, a crm.Actor, g *crm.Group) error
	CreateUser(ctx context.Context, a crm.Actor, u *crm.User, passwordHash string) error
	CreateCompanies(ctx context.Context, a crm.Actor, companies []crm.Company) error
	CreatePersons(ctx context.Context, a crm.Actor, persons []crm.Person) error
}

// Staff are the groups and users who were made, with what sellers each group
// has.
type Staff struct {
	Groups  []int64
	Users   []crm.User
	sellers [][]int64
}

// Options say what to load.
type Options struct {
	Size         Size
	PasswordHash string            // of every user who can log in; "" for none
	Seller       int64             // a user who is there already and sells with the first team, or 0
	Progress     func(n, of int64) // called now and then, may be nil
}

// batch is how many records are kept in one transaction: the more, the fewer
// pages of the indexes are written for each.
const batch = 10_000

// Load makes groups, users, companies and persons of the generator in the
// target, and returns the staff. Users take seats: an error of one, such as a
// category that the licence lacks, ends the loading.
func (g *Generator) Load(ctx context.Context, to Target, a crm.Actor, o Options) (*Staff, error) {
	s, err := loadStaff(ctx, to, a, o.PasswordHash)
	if err != nil {
		return nil, err
	}
	if o.Seller != 0 {
		s.sellers[0] = append(s.sellers[0], o.Seller)
	}
	l := loading{g: g, to: to, actor: a, staff: s, options: o}
	if err := l.companies(ctx); err != nil {
		return nil, err
	}
	return s, l.persons(ctx)
}

func loadStaff(ctx context.Context, to Target, a crm.Actor, hash string) (*Staff, error) {
	s := &Staff{sellers: make([][]int64, len(teams()))}
	for _, name := range teams() {
		group := crm.Group{Name: name}
		if err := to.CreateGroup(ctx, a, &group); err != nil {
			return nil, fmt.Errorf("load the group %s: %w", name, err)
		}
		s.Groups = append(s.Groups, group.ID)
	}
	for _, m := range staff() {
		u := m.user(s.Groups)
		password := hash
		if m.api {
			password = ""
		}
		if err := to.CreateUser(ctx, a, &u, password); err != nil {
			return nil, fmt.Errorf("load the user %s: %w", u.Login, err)
		}
		s.Users = append(s.Users, u)
		if m.category == "sales" || m.category == "complete" {
			s.sellers[m.team] = append(s.sellers[m.team], u.ID)
		}
	}
	return s, nil
}

// loading is one run of Load.
type loading struct {
	g       *Generator
	to      Target
	actor   crm.Actor
	staff   *Staff
	options Options
	kept    []company // by place
	done    int64
}

// company is what its persons need of one that was kept.
type company struct{ id, owner, group int64 }

func (l *loading) companies(ctx context.Context) error {
	size := l.options.Size.Companies
	l.kept = make([]company, 0, size)
	for from := int64(0); from < size; from += batch {
		list := make([]crm.Company, 0, min(batch, size-from))
		for n := from; n < min(from+batch, size); n++ {
			c := l.g.Company(n)
			c.Owner, c.Group = l.staff.seller(c.Street.Country, throw(l.g.seed, "owner", n))
			list = append(list, c)
		}
		if err := l.to.CreateCompanies(ctx, l.actor, list); err != nil {
			return fmt.Errorf("load companies from %d: %w", from, err)
		}
		for i := range list {
			l.kept = append(l.kept, company{list[i].ID, list[i].Owner, list[i].Group})
		}
		l.progress(len(list))
	}
	return nil
}

func (l *loading) persons(ctx context.Context) error {
	list := make([]crm.Person, 0, batch)
	flush := func() error {
		if len(list) == 0 {
			return nil
		}
		if err := l.to.CreatePersons(ctx, l.actor, list); err != nil {
			return fmt.Errorf("load persons from %d: %w", l.done-int64(len(l.kept)), err)
		}
		l.progress(len(list))
		list = list[:0]
		return nil
	}
	for n, p := range l.g.Persons(l.options.Size) {
		at := l.kept[n]
		p.Company, p.Owner, p.Group = at.id, at.owner, at.group
		if list = append(list, p); len(list) == batch {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	return flush()
}

func (l *loading) progress(n int) {
	l.done += int64(n)
	if l.options.Progress != nil {
		l.options.Progress(l.done, l.options.Size.Companies+l.options.Size.Persons)
	}
}
