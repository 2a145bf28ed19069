package pages

import (
	"slices"
	"strings"

	"holm/crm"
	"holm/licensing"
)

// takes is the question before a change of category that takes functions away.
type takes struct {
	Title, Kept, Gives string
	Lost               []string
	Category           string // the new one
	Sure, Keep         string // what the buttons say
}

// takes is what a change of category takes away from a user; nil when it is
// nothing that this version of the product has.
func (v *visit) takes(u crm.User, to string) *takes {
	lost := v.named(v.Verdict.Loses(u.Category, to))
	if len(lost) == 0 {
		return nil
	}
	from, name, target := v.categoryOrNone(u.Category), u.Title(), v.categoryOrNone(to)
	t := &takes{Lost: lost, Category: to, Title: v.L.T("takes.title", "from", from, "to", target, "name", name),
		Kept: v.L.T("takes.kept", "name", name), Sure: v.L.T("takes.sure", "to", target), Keep: v.L.T("takes.keep", "from", from)}
	if gained := v.named(v.Verdict.Loses(to, u.Category)); len(gained) > 0 {
		t.Gives = v.L.T("takes.gives", "functions", strings.Join(gained, ", "))
	}
	return t
}

func (v *visit) categoryOrNone(code string) string {
	if code == "" {
		return v.L.T("takes.nothing")
	}
	return v.categoryName(code)
}

// named are the names of functions that this version of the product has, and
// of modules.
func (v *visit) named(features []licensing.Feature) []string {
	var names []string
	for _, f := range features {
		if slices.Contains(shownFunctions, f) || !slices.Contains(licensing.Features(), f) {
			names = append(names, v.functionName(f))
		}
	}
	return names
}
