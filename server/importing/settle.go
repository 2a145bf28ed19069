package importing

import (
	"context"
	"hash/maphash"
	"slices"
	"strconv"
	"strings"

	"holm/crm"
)

// The outcomes of rows.
const (
	RowNew    = "new"
	RowChange = "update"
	RowSkip   = "skip"
	RowRefuse = "refuse"
)

// Verdict is what a row will do.
type Verdict struct {
	*Draft
	Outcome  string
	Record   int64  // the record that is there already
	Title    string // of it
	Twin     int    // the row of the same file that is the same, 0 for none
	By       string // what makes them the same
	Employer *employer
}

// employer is a company of persons that is not there yet.
type employer struct {
	key  string
	make *crm.ImportRecord
}

// settler decides what rows do, many at a time.
type settler struct {
	store  records
	actor  crm.Actor
	plan   Plan
	seed   maphash.Seed
	seen   map[uint64]sighting // what earlier rows of the part are found by
	hiring map[string]*employer
	before *settler // the part before, which may not be written yet; nil for none
	hires  bool     // companies may be made
}

// sighting is an earlier row with a key.
type sighting struct {
	row             int
	external, title uint64
	name, org       uint64
}

func newSettler(store records, a crm.Actor, plan Plan) *settler {
	s := &settler{store: store, actor: a, plan: plan, seed: maphash.MakeSeed()}
	s.hires = plan.NewCompanies && a.Best(crm.EntityCompany) >= crm.RightCreate
	s.forget()
	return s
}

// forget lets go of earlier rows: they are records now, or will not be.
func (s *settler) forget() {
	s.again()
	s.before = nil
}

// turn begins another part, and keeps in mind the one before only.
func (s *settler) turn() {
	s.before = &settler{seen: s.seen, hiring: s.hiring}
	s.again()
}

// again begins a part anew.
func (s *settler) again() { s.seen, s.hiring = map[uint64]sighting{}, map[string]*employer{} }

// sighted finds an earlier row, of this part or the one before.
func (s *settler) sighted(hash uint64) (sighting, bool) {
	g, ok := s.seen[hash]
	if !ok && s.before != nil {
		g, ok = s.before.seen[hash]
	}
	return g, ok
}

// settle decides about drafts in their order. Where a row would change a
// record that an earlier one of these rows makes, it stops: what comes next is
// settled when that record is there. whole goes on nevertheless.
func (s *settler) settle(ctx context.Context, drafts []*Draft, whole bool) ([]Verdict, error) {
	if err := s.findCompanies(ctx, drafts); err != nil {
		return nil, err
	}
	found, err := s.find(ctx, drafts)
	if err != nil {
		return nil, err
	}
	out := make([]Verdict, 0, len(drafts))
	for _, d := range drafts {
		v := Verdict{Draft: d, Outcome: RowNew}
		if len(d.Wrong) > 0 {
			v.Outcome = RowRefuse
			out = append(out, v)
			continue
		}
		if d.Person != nil && d.Person.Company == 0 && !d.Employer.empty() {
			v.Employer = s.hire(d.Employer)
		}
		keys := s.keys(d)
		if s.plan.Duplicates != Add {
			s.compare(&v, keys, found)
		}
		if v.Twin != 0 && v.Outcome == RowChange && !whole {
			return out, nil
		}
		if v.Outcome == RowNew {
			if number := numberOf(d); number != "" && s.taken(found, number) {
				d.refuse("", "number", "error.taken")
				v.Outcome = RowRefuse
			}
		}
		if v.Outcome == RowNew {
			s.remember(d, keys)
		}
		out = append(out, v)
	}
	return out, nil
}

func numberOf(d *Draft) string {
	if d.Company == nil {
		return ""
	}
	return d.Company.Number
}

// key is what a row can be found by.
type key struct {
	by crm.MatchBy
	crm.MatchKey
}

// keys lists what a row is looked for by, what counts most first.
func (s *settler) keys(d *Draft) []key {
	var out []key
	add := func(by crm.MatchBy, text string, company int64) {
		if text != "" && slices.Contains(s.plan.Same, string(by)) {
			out = append(out, key{by, crm.MatchKey{Text: text, Company: company}})
		}
	}
	add(crm.MatchExternal, d.External, 0)
	if d.Company != nil {
		add(crm.MatchOrgNo, crm.NumberKey(d.Company.OrgNo), 0)
	}
	for _, e := range d.recordEmails() {
		add(crm.MatchEmail, crm.EmailKey(e.Address), 0)
	}
	for _, p := range d.phones() {
		add(crm.MatchPhone, p.E164, 0)
	}
	switch {
	case d.Company != nil:
		add(crm.MatchName, d.Company.Title(), 0)
	case d.Person.Company != 0:
		add(crm.MatchName, d.Person.SortName(), d.Person.Company)
	}
	return out
}

func (d *Draft) phones() []crm.Phone {
	if d.Person != nil {
		return d.Person.Phones
	}
	return d.Company.Phones
}

// find looks all keys of all drafts up, one statement for each kind.
func (s *settler) find(ctx context.Context, drafts []*Draft) (map[key][]crm.Match, error) {
	asked := map[crm.MatchBy][]crm.MatchKey{}
	for _, d := range drafts {
		if len(d.Wrong) > 0 {
			continue
		}
		if s.plan.Duplicates != Add {
			for _, k := range s.keys(d) {
				asked[k.by] = append(asked[k.by], k.MatchKey)
			}
		}
		if n := numberOf(d); n != "" {
			asked[crm.MatchNumber] = append(asked[crm.MatchNumber], crm.MatchKey{Text: n})
		}
	}
	found := map[key][]crm.Match{}
	for by, keys := range asked {
		matches, err := s.store.Matches(ctx, s.actor, s.plan.Entity, by, s.plan.Source, unique(keys))
		if err != nil {
			return nil, err
		}
		for _, m := range matches {
			k := key{by, m.Key}
			found[k] = append(found[k], m)
		}
	}
	return found, nil
}

func unique(keys []crm.MatchKey) []crm.MatchKey {
	seen := make(map[crm.MatchKey]bool, len(keys))
	return slices.DeleteFunc(keys, func(k crm.MatchKey) bool {
		again := seen[k]
		seen[k] = true
		return again
	})
}

// compare finds the record, or the earlier row, that a row is the same as.
func (s *settler) compare(v *Verdict, keys []key, found map[key][]crm.Match) {
	outcome := RowChange
	if s.plan.Duplicates == Skip {
		outcome = RowSkip
	}
	for _, k := range keys {
		for _, m := range found[k] {
			if s.same(v.Draft, k.by, m) {
				v.Outcome, v.Record, v.Title, v.By = outcome, m.ID, m.Title, string(k.by)
				return
			}
		}
	}
	for _, k := range keys {
		if twin, ok := s.sighted(s.hashOf(k)); ok && s.alike(v.Draft, k.by, twin) {
			v.Outcome, v.Twin, v.By = outcome, twin.row, string(k.by)
			return
		}
	}
}

// same reports whether nothing speaks against what a key says. Two that have
// different ids where they come from are two.
func (s *settler) same(d *Draft, by crm.MatchBy, m crm.Match) bool {
	if by == crm.MatchExternal {
		return true
	}
	if d.External != "" && len(m.External) > 0 && !slices.Contains(m.External, d.External) {
		return false
	}
	if d.Company != nil {
		if org := crm.NumberKey(d.Company.OrgNo); org != "" && m.OrgKey != "" && org != m.OrgKey {
			return false
		}
	}
	switch by {
	case crm.MatchPhone:
		return nameOf(d) == firstName(m, d)
	case crm.MatchName:
		return plain(d.record().Title()) == plain(m.Title)
	}
	return true
}

// nameOf is the part of a name that must agree where a number is shared: a
// person's last name, the first word of a company's.
func nameOf(d *Draft) string {
	if d.Person != nil {
		return plain(d.Person.LastName)
	}
	return firstWord(d.Company.Name)
}

func firstName(m crm.Match, d *Draft) string {
	if d.Person != nil {
		return plain(m.Name)
	}
	return firstWord(m.Name)
}

func firstWord(s string) string {
	for _, w := range strings.Fields(s) {
		if p := plain(w); p != "" {
			return p
		}
	}
	return ""
}

func (s *settler) hashOf(k key) uint64 {
	if k.by == crm.MatchName { // as the collation has it, capitals say nothing
		k.Text = plain(k.Text)
	}
	return s.hash(string(k.by), k.Text, strconv.FormatInt(k.Company, 10))
}

func (s *settler) hash(parts ...string) uint64 {
	var h maphash.Hash
	h.SetSeed(s.seed)
	for _, p := range parts {
		_, _ = h.WriteString(p) // never fails
		_ = h.WriteByte(0)
	}
	return h.Sum64()
}

// alike is same for an earlier row.
func (s *settler) alike(d *Draft, by crm.MatchBy, twin sighting) bool {
	me := s.sighting(d)
	switch {
	case by == crm.MatchExternal:
		return true
	case me.external != 0 && twin.external != 0 && me.external != twin.external, me.org != 0 && twin.org != 0 && me.org != twin.org:
		return false
	case by == crm.MatchPhone:
		return me.name == twin.name
	case by == crm.MatchName:
		return me.title == twin.title
	}
	return true
}

func (s *settler) sighting(d *Draft) sighting {
	g := sighting{row: d.Row.No, title: s.hash(plain(d.record().Title())), name: s.hash(nameOf(d))}
	if d.External != "" {
		g.external = s.hash(d.External)
	}
	if d.Company != nil && d.Company.OrgNo != "" {
		g.org = s.hash(crm.NumberKey(d.Company.OrgNo))
	}
	return g
}

func (s *settler) remember(d *Draft, keys []key) {
	g := s.sighting(d)
	for _, k := range keys {
		h := s.hashOf(k)
		if _, ok := s.sighted(h); !ok {
			s.seen[h] = g
		}
	}
	if n := numberOf(d); n != "" {
		s.seen[s.hash("number", n)] = g
	}
}

// taken reports whether a record or an earlier row has the company's number.
func (s *settler) taken(found map[key][]crm.Match, number string) bool {
	if len(found[key{crm.MatchNumber, crm.MatchKey{Text: number}}]) > 0 {
		return true
	}
	_, ok := s.sighted(s.hash("number", number))
	return ok
}
