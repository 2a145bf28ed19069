package sample

import "strings"

// country holds the word lists from which records of one country are put
// together. Lists are ours; what they combine to is nobody's real name on
// purpose.
type country struct {
	code     string // ISO 3166-1 alpha-2
	language string // BCP 47
	heads    []string
	tails    []string
	trades   []trade
	forms    []string // legal forms, the frequent ones repeated
	streets  []string // with the house number's place as #
	cities   []city
	men      []string
	women    []string
	families []string
	jobs     []job
	notes    [2][]string // first and second sentences
	number   func(n int64) string
	line     func(n int64) string // a switchboard's number
	mobile   func(n int64) string
}

// trade is what a company does, as it stands in its name. A "{}" is the
// place of the name's stem; without one the stem comes first.
type trade struct {
	industry string
	words    string
}

type city struct{ zip, name, county string }

type job struct{ position, department string }

// words splits a list at white space.
func words(s string) []string { return strings.Fields(s) }

// lines splits a text into its lines, blank ones left out.
func lines(s string) []string {
	var out []string
	for l := range strings.Lines(s) {
		if l = strings.TrimSpace(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}

// trades reads lines of "industry: words; words".
func trades(s string) []trade {
	var out []trade
	for _, l := range lines(s) {
		industry, list, _ := strings.Cut(l, ":")
		for w := range strings.SplitSeq(list, ";") {
			out = append(out, trade{industry, strings.TrimSpace(w)})
		}
	}
	return out
}

// cities reads lines of "zip name | county".
func cities(s string) []city {
	var out []city
	for _, l := range lines(s) {
		place, county, _ := strings.Cut(l, "|")
		zip, name, _ := strings.Cut(strings.TrimSpace(place), "_")
		out = append(out, city{strings.TrimSpace(zip), strings.TrimSpace(name), strings.TrimSpace(county)})
	}
	return out
}

// jobs reads lines of "position | department".
func jobs(s string) []job {
	var out []job
	for _, l := range lines(s) {
		p, d, _ := strings.Cut(l, "|")
		out = append(out, job{strings.TrimSpace(p), strings.TrimSpace(d)})
	}
	return out
}

// wheel spreads the countries over consecutive companies: a Danish vendor's
// customer sells mostly at home and to its neighbours.
func wheel() (order []int, all []country) {
	all = []country{denmark(), sweden(), norway(), germany(), netherlands(), finland()}
	const share = "0102031040205013040120310"
	for _, r := range share {
		order = append(order, int(r-'0'))
	}
	return order, all
}
