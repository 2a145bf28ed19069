// Package sample makes up a believable business: companies in Denmark, Sweden,
// Norway, Germany, the Netherlands and Finland, their people, and the users
// who look after them. The same seed gives the same records on every machine.
// All e-mail and web addresses lie under .example.
package sample

import (
	"iter"

	"holm/crm"
)

// Size is how many records to make.
type Size struct {
	Companies int64
	Persons   int64
}

// Sizes that the commands offer by name.
var (
	Demo   = Size{Companies: 2_000, Persons: 6_000}
	Small  = Size{Companies: 1_000, Persons: 10_000}
	Medium = Size{Companies: 10_000, Persons: 100_000}
	Large  = Size{Companies: 100_000, Persons: 1_000_000}
)

// Generator makes records from a seed. It holds nothing but word lists, and
// may be used by several goroutines.
type Generator struct {
	seed      uint64
	lists     map[string]int64 // ids of the usual pick list items, by list and key
	order     []int            // countries in the order of companies
	before    []int64
	share     []int64
	countries []country
	names     []shuffle // per country: stems and trades
	people    []shuffle // per country: first and last names
}

// New returns the generator of a seed.
func New(seed uint64) *Generator {
	g := &Generator{seed: seed, lists: map[string]int64{}}
	for _, item := range crm.DefaultListItems() {
		g.lists[item.List+"/"+item.Key] = item.ID
	}
	g.order, g.countries = wheel()
	g.share = make([]int64, len(g.countries))
	for _, k := range g.order {
		g.before = append(g.before, g.share[k])
		g.share[k]++
	}
	for i := range g.countries {
		c := &g.countries[i]
		g.names = append(g.names, newShuffle(seed, "names"+c.code, int64(len(c.heads)*len(c.tails)*len(c.trades))))
		g.people = append(g.people, newShuffle(seed, "people"+c.code, int64((len(c.men)+len(c.women))*len(c.families))))
	}
	return g
}

// place returns the country of the n-th company and its place among that
// country's companies.
func (g *Generator) place(n int64) (country int, nth int64) {
	turn := int64(len(g.order))
	k := g.order[n%turn]
	return k, n/turn*g.share[k] + g.before[n%turn]
}

// Persons yields size.Persons persons, company by company, with the place of
// the company each belongs to. Most companies have few, some have many.
func (g *Generator) Persons(size Size) iter.Seq2[int64, crm.Person] {
	return func(yield func(int64, crm.Person) bool) {
		var total, sum, made int64
		for n := range size.Companies {
			total += g.weight(n)
		}
		seen := make([]int64, len(g.countries))
		for n := range size.Companies {
			sum += g.weight(n)
			k, _ := g.place(n)
			c := g.Company(n)
			for nth := int64(0); made < size.Persons*sum/total; nth++ {
				if !yield(n, g.person(n, nth, seen[k], &c)) {
					return
				}
				seen[k]++
				made++
			}
		}
	}
}

// weight is the company's share of the persons.
func (g *Generator) weight(n int64) int64 {
	return [...]int64{1, 1, 2, 2, 2, 3, 3, 4, 5, 9}[throw(g.seed, "weight", n).upTo(10)]
}
