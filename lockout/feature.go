package lockout

import (
	"slices"

	"holm/licensing"
)

// Offers reports whether a user of the category may use a feature, or a module
// that the licence switches on for everybody. It is the one place that asks;
// what the user's rights allow is asked elsewhere. A category that the licence
// does not name has no seats, and takes nothing from those who hold it: they
// are over the limit until they get another. Without a category there is
// administration, so that the main user can put it right.
func (v Verdict) Offers(category string, f licensing.Feature) bool {
	isModule := !slices.Contains(licensing.Features(), f)
	if isModule && (v.Everything || slices.Contains(v.Modules, f)) {
		return true
	}
	if category == "" {
		return f == licensing.FeatureAdministration
	}
	c, known := v.Category(category)
	if !known {
		c = unnamed(category)
	}
	if isModule {
		return slices.Contains(c.Features, f) // sold with the category
	}
	return c.Gives(f)
}

// unnamed is what a category gives that the licence does not name: what it
// usually gives, or everything.
func unnamed(code string) licensing.Category {
	for _, c := range licensing.UsualCategories() {
		if c.Code == code {
			return c
		}
	}
	return licensing.Category{Code: code}
}

// Having returns the categories in force that give the feature, for the
// sentence that tells a user who is refused. With none it is a module to order.
func (v Verdict) Having(f licensing.Feature) []licensing.Category {
	var list []licensing.Category
	for _, c := range v.Categories {
		if v.Offers(c.Code, f) {
			list = append(list, c)
		}
	}
	return list
}

// Unlicensed is why a feature is refused: the licence does not give it to the
// user's category.
type Unlicensed struct {
	Feature  licensing.Feature
	Category string   // the user's
	Having   []string // codes of the categories that give it; none: a module
}

// Error names the feature.
func (u *Unlicensed) Error() string {
	return "the licence does not give " + u.Feature + " to " + u.Category
}

// Code is the stable code of the problem document.
func (u *Unlicensed) Code() string { return "feature_not_licensed" }

// May returns nil when a user of the category may use the feature, else
// *Unlicensed.
func (v Verdict) May(category string, f licensing.Feature) error {
	if v.Offers(category, f) {
		return nil
	}
	u := &Unlicensed{Feature: f, Category: category}
	for _, c := range v.Having(f) {
		u.Having = append(u.Having, c.Code)
	}
	return u
}

// MayAs is May for somebody who acts: the system may use everything, and the
// main user always administers, so that nobody is ever left without an
// administrator.
func (v Verdict) MayAs(s Standing, category string, f licensing.Feature) error {
	if s == System || s == MainUser && f == licensing.FeatureAdministration {
		return nil
	}
	return v.May(category, f)
}

// Loses returns the functions and modules that a user loses by a change of
// category. Gains are what the change the other way would lose.
func (v Verdict) Loses(from, to string) []licensing.Feature {
	var lost []licensing.Feature
	before, _ := v.Category(from)
	for _, f := range slices.Concat(licensing.Features(), before.Features) {
		if v.Offers(from, f) && !v.Offers(to, f) && !slices.Contains(lost, f) {
			lost = append(lost, f)
		}
	}
	return lost
}

// Lowers reports whether a user who changes category keeps a part of what they
// had and gets nothing new. No category at all is the least; between categories
// that the licence does not name nothing is lowered.
func (v Verdict) Lowers(from, to string) bool {
	before, known := v.Category(from)
	after, still := v.Category(to)
	if to == "" || !known || !still {
		return to == ""
	}
	less := false
	for _, f := range slices.Concat(licensing.Features(), before.Features, after.Features) {
		had, has := v.Offers(before.Code, f), v.Offers(after.Code, f)
		if has && !had {
			return false
		}
		less = less || had && !has
	}
	return less
}
