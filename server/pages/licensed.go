package pages

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"holm/crm"
	"holm/licensing"
	"holm/lockout"
)

var (
	unlicensedPage = page[unlicensedData]{"unlicensed"}
	suspendedPage  = page[lockedData]{"suspended"}
)

// unlicensedData tells who was refused a function of the product where it is
// to be had, and what they can do about it.
type unlicensedData struct {
	Lede      string
	Category  string     // the visitor's
	Having    []seatLine // the categories that give it
	Module    string     // its name, when no category gives it
	Ask       []string   // whom to ask; empty when the visitor can do it
	Assign    string     // address where a user gets another category
	Order     string     // address where users and modules are ordered
	Functions []function
	Back      string
}

// function is a function of the product, and whether the user's category
// gives it.
type function struct {
	Name  string
	Given bool
}

// belonging says to what kind of record an address of users belongs, by its
// first part, and thereby to which function of the product. What is not named
// belongs to every user.
var belonging = map[string]crm.Entity{
	"companies": crm.EntityCompany, "persons": crm.EntityPerson, "documents": crm.EntityDocument,
	"search": crm.EntityCompany, "tags": crm.EntityTag, "import": crm.EntityCompany, "undo": crm.EntityTag,
}

// feature is the function of the product that the route belongs to, "" when it
// is everybody's. Looking and following are one function, working another.
func (r *Route) feature() licensing.Feature {
	if r.Access == Managers || r.Access == Licensees {
		return licensing.FeatureAdministration
	}
	first, _, _ := strings.Cut(strings.TrimPrefix(r.Path, "/"), "/")
	entity, known := belonging[first]
	switch {
	case !known || r.Access != Users:
		return ""
	case r.Operation == lockout.Read && first != "import", strings.HasSuffix(r.Path, "/follow"):
		return licensing.FeatureRead
	}
	return entity.Feature()
}

// licensed is why the licence refuses the visitor a function or module, nil
// when it does not.
func (v *visit) licensed(f licensing.Feature) error {
	if f == "" {
		return nil
	}
	return v.Verdict.MayAs(v.standing(), v.User.Category, f)
}

// lacks reports whether it is the licence, not the role, that keeps records of
// the kind from the visitor.
func (v *visit) lacks(e crm.Entity) bool {
	var why *lockout.Unlicensed
	return errors.As(v.Actor.Refused(e), &why)
}

// functionName is what people call a function or module of the product.
func (v *visit) functionName(f licensing.Feature) string {
	if slices.Contains(licensing.Features(), f) {
		return v.L.T("function.name." + f)
	}
	return v.moduleName(f)
}

// functions lists what the product can, and what of it a category gives.
func (v *visit) functions(category string) []function {
	var out []function
	for _, f := range licensing.Features() {
		if slices.Contains(shownFunctions, f) {
			out = append(out, function{v.functionName(f), v.Verdict.Offers(category, f)})
		}
	}
	return out
}

// shownFunctions are the functions that this version of the product has.
var shownFunctions = []licensing.Feature{licensing.FeatureRead, licensing.FeatureContacts, licensing.FeatureDocuments, licensing.FeatureAdministration}

// unlicensed fills the explanation of a function that was refused.
func (v *visit) showUnlicensed(status int, why *lockout.Unlicensed) error {
	name := v.functionName(why.Feature)
	d := unlicensedData{Category: v.categoryName(why.Category), Functions: v.functions(why.Category), Back: local(v.r.Referer(), "")}
	title := v.L.T("function.title", "function", name)
	if !slices.Contains(licensing.Features(), why.Feature) && len(why.Having) == 0 {
		title, d.Module = v.L.T("function.title_module", "module", name), name
	}
	d.Lede = v.L.T("function.lede")
	lines, _, err := v.seats()
	if err != nil {
		return err
	}
	for i, c := range v.Verdict.Categories {
		if slices.Contains(why.Having, c.Code) {
			d.Having = append(d.Having, lines[i])
		}
	}
	if v.Actor.May(crm.MayManageUsers) && d.Module == "" {
		d.Assign = userBase
		if why.Category == v.User.Category && v.User.ID != 0 {
			d.Assign = recordURL(userBase, v.User.ID)
		}
	}
	if v.licensee() {
		d.Order = v.orderPage()
	}
	if d.Assign == "" && d.Order == "" {
		if d.Ask, err = v.administrators(); err != nil {
			return err
		}
	}
	return showStatus(v, status, unlicensedPage, title, d)
}

// orderPage is where users and modules are ordered.
func (v *visit) orderPage() string {
	const orders = "/admin/orders"
	if slices.ContainsFunc(v.p.Routes(), func(r Route) bool { return r.Path == orders }) {
		return orders
	}
	return "/admin/license"
}

// showSuspended tells a user whose category the licence suspends why they
// cannot log in, and whom to ask.
func (v *visit) showSuspended(status int) error {
	ask, err := v.administrators()
	if err != nil {
		return err
	}
	return showStatus(v, status, suspendedPage, v.L.T("suspended.title"), lockedData{Administrators: ask})
}

// suspensionText is the same in one sentence, for the log-in page.
func (v *visit) suspensionText() (string, error) {
	ask, err := v.administrators()
	if err != nil {
		return "", fmt.Errorf("finding whom to ask: %w", err)
	}
	return v.L.T("suspended.login", "names", strings.Join(ask, ", ")), nil
}
