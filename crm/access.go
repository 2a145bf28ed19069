package crm

// Visibility limits who may see a record beyond the rights of a role.
type Visibility string

// The visibilities of a record.
const (
	VisibleToAll   Visibility = "everyone"
	VisibleToGroup Visibility = "group"
	VisibleToOwner Visibility = "owner"
)

// Right is how far an actor may go with a record; each includes the ones
// before it.
type Right uint8

// The rights, in ascending order.
const (
	RightNone Right = iota
	RightRead
	RightCreate
	RightUpdate
	RightDelete
)

// Relation is whose a record is, seen from the actor.
type Relation uint8

// The relations of the rights matrix.
const (
	Own Relation = iota
	OwnGroup
	OtherGroups
	AllOthers // records of nobody's group
	relations
)

// Function is a right that is not about one record.
type Function string

// The functional rights.
const (
	MayExport        Function = "export"
	MayBulkEdit      Function = "bulk_edit"
	MayImport        Function = "import"
	MayMerge         Function = "merge"
	MayManageUsers   Function = "manage_users"
	MayManageLicence Function = "manage_license"
)

// Role is a rights matrix: entity × whose record → right, and functions.
// An entity that Rights does not name has the rights under "".
type Role struct {
	ID        int64
	Version   int64 // counts up with every save; a stale save is refused
	Name      string
	Rights    map[Entity][relations]Right
	Functions []Function
}

// Holding is what rights need to know of a record.
type Holding struct {
	Owner      int64
	Group      int64
	Visibility Visibility
}

// Right returns how far the actor may go with a record so held.
func (a Actor) Right(e Entity, h Holding) Right {
	if a.Unbound() {
		return RightDelete
	}
	own := h.Owner != 0 && h.Owner == a.User
	group := a.In(h.Group)
	switch {
	case own:
	case h.Visibility == VisibleToOwner:
		return RightNone
	case h.Visibility == VisibleToGroup && !group:
		return RightNone
	}
	row := a.row(e)
	switch {
	case own:
		return row[Own]
	case group:
		return row[OwnGroup]
	case h.Group != 0:
		return row[OtherGroups]
	default:
		return row[AllOthers]
	}
}

// Best returns the furthest right the actor has on any record of the entity:
// whether a page offers the action at all.
func (a Actor) Best(e Entity) Right {
	if a.Unbound() {
		return RightDelete
	}
	best := RightNone
	for _, r := range a.row(e) {
		best = max(best, r)
	}
	return best
}

// RelationRight returns the actor's right on records in that relation.
func (a Actor) RelationRight(e Entity, r Relation) Right {
	if a.Unbound() {
		return RightDelete
	}
	return a.row(e)[r]
}

// row is the role's, as far as the licence lets the actor go.
func (a Actor) row(e Entity) [relations]Right {
	row, most := a.Role.row(e), a.furthest(e)
	for i := range row {
		row[i] = min(row[i], most)
	}
	return row
}

// May reports whether the actor has a functional right. Those of
// Administration need its function of the product, but for the main user.
func (a Actor) May(f Function) bool {
	if a.Unbound() || a.Main {
		return true
	}
	if f.administers() && a.Lacks[FeatureAdministration] != nil {
		return false
	}
	for _, have := range a.Role.Functions {
		if have == f {
			return true
		}
	}
	return false
}

func (r Role) row(e Entity) [relations]Right {
	if row, ok := r.Rights[e]; ok {
		return row
	}
	return r.Rights[""]
}

// Matrix is a row of the rights matrix: how far on the actor's own records,
// their groups', other groups' and nobody's.
type Matrix = [relations]Right
