package importing

import (
	"context"
	"slices"

	"holm/crm"
)

// findCompanies finds the companies of persons and the parents of companies.
func (s *settler) findCompanies(ctx context.Context, drafts []*Draft) error {
	asked := map[crm.MatchBy][]crm.MatchKey{}
	ask := func(by crm.MatchBy, text string) {
		if text != "" {
			asked[by] = append(asked[by], crm.MatchKey{Text: text})
		}
	}
	for _, d := range drafts {
		f := d.wanted()
		ask(crm.MatchExternal, f.External)
		ask(crm.MatchNumber, f.Number)
		ask(crm.MatchOrgNo, f.OrgNo)
		ask(crm.MatchName, f.Name)
	}
	found := map[key][]crm.Match{}
	for by, keys := range asked {
		matches, err := s.store.Matches(ctx, s.actor, crm.EntityCompany, by, s.plan.Source, unique(keys))
		if err != nil {
			return err
		}
		for _, m := range matches {
			k := key{by, m.Key}
			found[k] = append(found[k], m)
		}
	}
	for _, d := range drafts {
		if f := d.wanted(); !f.empty() && len(d.Wrong) == 0 {
			s.place(d, f, found)
		}
	}
	return nil
}

func (d *Draft) wanted() Finder {
	if d.Person != nil {
		return d.Employer
	}
	return d.Parent
}

// place gives a draft its company: by its id where it comes from, then by
// number, then by name.
func (s *settler) place(d *Draft, f Finder, found map[key][]crm.Match) {
	for _, k := range []key{{crm.MatchExternal, crm.MatchKey{Text: f.External}}, {crm.MatchNumber, crm.MatchKey{Text: f.Number}},
		{crm.MatchOrgNo, crm.MatchKey{Text: f.OrgNo}}, {crm.MatchName, crm.MatchKey{Text: f.Name}}} {
		matches := found[k]
		if k.by == crm.MatchName {
			matches = slices.DeleteFunc(slices.Clone(matches), func(m crm.Match) bool {
				return plain(m.Title) != plain(f.Name) || f.External != "" && len(m.External) > 0
			})
			if len(matches) > 1 {
				d.tell("", "company", "import.many_companies", "name", f.Name)
			}
		}
		if len(matches) == 0 || k.Text == "" {
			continue
		}
		if d.Person != nil {
			d.Person.Company = matches[0].ID
		} else {
			d.Company.Parent = matches[0].ID
		}
		return
	}
	switch {
	case d.Person != nil && s.hires && f.Name != "":
	case s.plan.Misfits == Note:
		d.tell("", wantedField(d), "import.no_company", "name", textFor(f))
		note(d, "", textFor(f))
	case d.Person == nil: // a parent that comes later in the file, or not at all
		d.tell("", "parent", "import.no_company", "name", textFor(f))
	default:
		d.refuse("", wantedField(d), "import.no_company", "name", textFor(f))
	}
}

func wantedField(d *Draft) string {
	if d.Person != nil {
		return "company"
	}
	return "parent"
}

func textFor(f Finder) string {
	for _, s := range []string{f.Name, f.External, f.Number, f.OrgNo} {
		if s != "" {
			return s
		}
	}
	return ""
}

// hire returns the company that is made for a person, the same for all of the
// same one.
func (s *settler) hire(f Finder) *employer {
	if !s.hires || f.Name == "" {
		return nil
	}
	by := "name " + plain(f.Name)
	if f.External != "" {
		by = "id " + f.External
	}
	e := s.hiring[by]
	if e == nil && s.before != nil {
		e = s.before.hiring[by]
		s.hiring[by] = e
	}
	if e == nil {
		c := &crm.Company{Name: cut(f.Name, 200), Number: f.Number, OrgNo: f.OrgNo}
		e = &employer{by, &crm.ImportRecord{Company: c, External: f.External}}
		s.hiring[by] = e
	}
	return e
}
