package crm

import "slices"

// Functions of the product, as licences name them, that kinds of record belong
// to. Whether the licence gives them is not asked here: Actor.Lacks says so.
const (
	FeatureRead           = "read"
	FeatureContacts       = "contacts"
	FeatureDocuments      = "documents"
	FeatureAdministration = "administration"
)

// Feature is the function of the product in which records of the kind are made
// and changed; "" for what belongs to every user, as saved views do. Looking at
// business records is a function of its own, FeatureRead.
func (e Entity) Feature() string {
	switch e {
	case EntityDocument:
		return FeatureDocuments
	case EntityUser, EntityGroup, EntityRole, EntityListItem, EntitySetting:
		return FeatureAdministration
	case EntityView, EntityAPIKey:
		return ""
	default:
		return FeatureContacts
	}
}

// Business reports whether records of the kind are the customer's business
// data, which FeatureRead lets one see.
func (e Entity) Business() bool { return e.Feature() != FeatureAdministration && e.Feature() != "" }

// furthest is how far the licence lets the actor go with records of the kind,
// whatever the role says.
func (a Actor) furthest(e Entity) Right {
	switch {
	case len(a.Lacks) == 0, !e.Business():
		return RightDelete
	case a.Lacks[FeatureRead] != nil:
		return RightNone
	case a.Lacks[e.Feature()] != nil:
		return RightRead
	}
	return RightDelete
}

// Refused is why the actor may not go further with records of the kind: that
// the licence does not give what the role would, else ErrForbidden.
func (a Actor) Refused(e Entity) error {
	most := RightNone
	for _, r := range a.Role.row(e) {
		most = max(most, r)
	}
	for _, f := range []string{FeatureRead, e.Feature()} {
		if err := a.Lacks[f]; err != nil && most > a.furthest(e) {
			return err
		}
	}
	return ErrForbidden
}

// Denied is why the actor does not have a functional right: that the licence
// does not give what the role would, else ErrForbidden.
func (a Actor) Denied(f Function) error {
	if err := a.Lacks[FeatureAdministration]; err != nil && f.administers() && slices.Contains(a.Role.Functions, f) {
		return err
	}
	return ErrForbidden
}

// administers reports whether the right is one of Administration.
func (f Function) administers() bool { return f == MayManageUsers || f == MayManageLicence }
