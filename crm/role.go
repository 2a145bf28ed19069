package crm

import (
	"slices"
	"strings"
)

// Functions are the functional rights, in their usual order.
var Functions = []Function{MayExport, MayBulkEdit, MayImport, MayMerge, MayManageUsers, MayManageLicence}

// RightNames are the rights of a matrix by how they are written, in ascending
// order.
var RightNames = []string{"none", "read", "create", "update", "delete"}

// RightEntities are the kinds of record that a rights matrix names; "" stands
// for all that it does not name.
var RightEntities = []Entity{EntityCompany, EntityPerson, ""}

// Usual reports whether the role is one that every installation begins with.
func (r *Role) Usual() bool { return r.ID >= RoleAdministrator && r.ID <= RoleReader }

// Row returns how far the role goes with records of the entity.
func (r *Role) Row(e Entity) Matrix { return r.row(e) }

// SetRow says how far the role goes with records of the entity.
func (r *Role) SetRow(e Entity, m Matrix) {
	if r.Rights == nil {
		r.Rights = map[Entity]Matrix{}
	}
	r.Rights[e] = m
}

// Tidy trims the name, and drops rows that say what the row of all others says.
func (r *Role) Tidy() {
	r.Name = strings.Join(strings.Fields(strings.Map(inLine, r.Name)), " ")
	kept := map[Entity]Matrix{}
	for e, m := range r.Rights {
		if e == "" || m != r.Rights[""] {
			kept[e] = m
		}
	}
	r.Rights = kept
	slices.Sort(r.Functions)
	r.Functions = slices.Compact(r.Functions)
}

// Validate returns what is wrong as *Invalid, or nil.
func (r *Role) Validate() error {
	var wrong Invalid
	checkText(Field{Name: "name", Type: TypeText, Max: 100, Mandatory: true}, r.Name, &wrong)
	for e, m := range r.Rights {
		if !slices.Contains(RightEntities, e) {
			wrong.Add("rights", "error.choice")
		}
		for _, right := range m {
			if right > RightDelete {
				wrong.Add("rights", "error.choice")
			}
		}
	}
	for _, f := range r.Functions {
		if !slices.Contains(Functions, f) {
			wrong.Add("functions", "error.choice")
		}
	}
	return wrong.Err()
}
