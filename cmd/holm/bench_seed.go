package main

import (
	"context"
	"fmt"
	"time"

	"holm/cmd/holm/sample"
	"holm/crm"
	"holm/store"
)

type benchSeed struct {
	Size    string `enum:"small,medium,large" default:"small" help:"10,000, 100,000 or 1,000,000 persons: small, medium or large."`
	Seed    uint64 `default:"1" help:"The same seed gives the same records."`
	Persons int64  `hidden:"" help:"So many persons instead of a size."`
}

// seeded is the report of bench seed.
type seeded struct {
	Persons   int64   `json:"persons"`
	Companies int64   `json:"companies"`
	Seconds   float64 `json:"seconds"`
	PerSecond float64 `json:"rows_per_second"`
}

// Run makes a demonstration's database and fills it through the store's own
// door: checks, journal and search terms as in daily use.
func (c benchSeed) Run(p *program) (err error) {
	if err := emptyData(p.config.Data); err != nil {
		return err
	}
	p.config.Database = ""
	in, err := p.create()
	if err != nil {
		return err
	}
	defer in.close(&err)
	err = in.store.CompleteSetup(p.ctx, crm.Setup{
		Local: true, Demo: true, Company: sample.CompanyName, Country: "DK", Language: "da", TimeZone: "Europe/Copenhagen",
		AdminName: "Sees Everything", AdminEmail: seesAll.login, PasswordHash: "none", Hosting: "own", TermsVersion: "1",
	})
	if err != nil {
		return err
	}
	if err := in.keeper.Refresh(p.ctx); err != nil {
		return fmt.Errorf("putting the demonstration in force: %w", err)
	}
	size := benchSize(c.Size, c.Persons)
	h, err := newHolders(p.ctx, in.store, size)
	if err != nil {
		return fmt.Errorf("making the users to measure with: %w", err)
	}
	began := p.Now()
	_, err = sample.New(c.Seed).Load(p.ctx, h, crm.SystemActor(), sample.Options{Size: size, Progress: p.progress(began)})
	if err != nil {
		return fmt.Errorf("writing the records: %w", err)
	}
	took := p.Now().Sub(began).Seconds()
	r := seeded{size.Persons, size.Companies, took, float64(size.Persons+size.Companies) / took}
	return p.report(r, func(t *table) {
		t.row(fmt.Sprintf("%d persons and %d companies in %.0f s, %.0f rows a second.", r.Persons, r.Companies, r.Seconds, r.PerSecond))
	})
}

// progress prints now and then how far the records have come, on stderr.
func (p *program) progress(began time.Time) func(n, of int64) {
	const every = 5 * time.Second
	last, had := began, int64(0)
	return func(n, of int64) {
		now := p.Now()
		if now.Sub(last) < every {
			return
		}
		fmt.Fprintf(p.Stderr, "%d of %d rows, %.0f rows a second\n", n, of, float64(n-had)/now.Sub(last).Seconds())
		last, had = now, n
	}
}

// holders gives a share of the sample records to the users with narrow
// rights, on the way into the store.
type holders struct {
	*store.Store
	size              sample.Size
	group             int64 // holds every hundredth company with its persons
	fifty             int64 // owns five companies and 45 persons
	companies, people int64 // seen so far
}

func newHolders(ctx context.Context, s *store.Store, size sample.Size) (*holders, error) {
	h := &holders{Store: s, size: size}
	system := crm.SystemActor()
	role, group := narrowRole(), crm.Group{Name: "bench 1 %"}
	if err := s.CreateRole(ctx, system, &role); err != nil {
		return nil, err
	}
	if err := s.CreateGroup(ctx, system, &group); err != nil {
		return nil, err
	}
	h.group = group.ID
	few := crm.User{Login: seesFew.login, Name: "Sees a Hundredth", Email: seesFew.login, Category: "complete", Role: role.ID, Groups: []int64{group.ID}}
	fifty := crm.User{Login: seesFifty.login, Name: "Sees Fifty", Email: seesFifty.login, Category: "complete", Role: role.ID}
	for _, u := range []*crm.User{&few, &fifty} {
		if err := s.CreateUser(ctx, system, u, ""); err != nil {
			return nil, err
		}
	}
	h.fifty = fifty.ID
	return h, nil
}

// CreateCompanies keeps companies, whose holders their persons take over.
func (h *holders) CreateCompanies(ctx context.Context, a crm.Actor, companies []crm.Company) error {
	step := max(h.size.Companies/5, 1)
	for i := range companies {
		c := &companies[i]
		if h.companies%100 == 7 {
			c.Group = h.group
		}
		if h.companies%step == 0 && h.companies/step < 5 {
			c.Owner = h.fifty
		}
		h.companies++
	}
	return h.Store.CreateCompanies(ctx, a, companies)
}

// CreatePersons keeps persons. Of those of the fifty's companies, none is the
// fifty's by that.
func (h *holders) CreatePersons(ctx context.Context, a crm.Actor, persons []crm.Person) error {
	step := max(h.size.Persons/45, 1)
	for i := range persons {
		p := &persons[i]
		if p.Owner == h.fifty {
			p.Owner = 0
		}
		if h.people%step == 0 && h.people/step < 45 {
			p.Owner = h.fifty
		}
		h.people++
	}
	return h.Store.CreatePersons(ctx, a, persons)
}
