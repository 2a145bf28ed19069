package store

import (
	"holm/crm"
	"holm/licensing"
	"holm/lockout"
)

// narrow takes from an actor what the licence does not give their category.
// An account for the API alone may do without a category: it holds no seat, and
// what limits it is its role and the module that it needs.
func narrow(a *crm.Actor, verdict lockout.Verdict) {
	a.Lacks = nil
	if a.Unbound() || a.APIOnly && a.Category == "" {
		return
	}
	for _, f := range licensing.Features() {
		if err := verdict.MayAs(standing(*a), a.Category, f); err != nil {
			if a.Lacks == nil {
				a.Lacks = map[string]error{}
			}
			a.Lacks[f] = err
		}
	}
	a.Admin = a.May(crm.MayManageUsers) || a.May(crm.MayManageLicence)
}
