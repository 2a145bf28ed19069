package pages

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"

	"holm/crm"
)

type roles interface {
	Roles(ctx context.Context) ([]crm.Role, error)
	CreateRole(ctx context.Context, a crm.Actor, r *crm.Role) error
	UpdateRole(ctx context.Context, a crm.Actor, r crm.Role) error
	DeleteRole(ctx context.Context, a crm.Actor, id int64) error
}

const roleBase = "/admin/roles"

var (
	roleListPage = page[roleListData]{"role_list"}
	rolePage     = page[roleData]{"role"}
)

type roleListData struct {
	Roles     []roleLine
	MayChange bool
}

type roleLine struct {
	URL, Copy, Name, Holders string
	Functions                string
	N                        int
}

type roleData struct {
	Action, Title, Name, Wrong, Refused string
	Version                             int64
	Usual, MayChange, MayDelete         bool
	Whose                               []string // heads of the columns
	Rows                                []rightsRow
	Functions                           []functionLine
	Holders                             []memberLine
}

// rightsRow is how far a role goes with one kind of record.
type rightsRow struct {
	Label string
	Cells []rightsCell
}

type rightsCell struct {
	Name, Label, Value string
	Choices            []choice
}

type functionLine struct {
	Name, Label, Small string
	On                 bool
}

// whose are the columns of the matrix, by the ends of message keys.
var whose = []string{"own", "own_group", "other_groups", "nobodys"}

func listRoles(v *visit) error {
	all, err := v.roles()
	if err != nil {
		return err
	}
	users, err := v.p.Store.Users(v.ctx(), v.Actor)
	if err != nil {
		return err
	}
	d := roleListData{MayChange: v.mayChange()}
	for _, r := range all {
		line := roleLine{URL: recordURL(roleBase, r.ID), Copy: roleBase + "/new?of=" + strconv.FormatInt(r.ID, 10), Name: v.roleName(r)}
		for _, u := range users {
			if u.Role == r.ID && u.Status == crm.UserActive {
				if line.N++; line.Holders != "" {
					line.Holders += ", "
				}
				line.Holders += u.Title()
			}
		}
		for _, f := range crm.Functions {
			if slices.Contains(r.Functions, f) {
				if line.Functions != "" {
					line.Functions += ", "
				}
				line.Functions += v.L.T("role.function." + string(f))
			}
		}
		d.Roles = append(d.Roles, line)
	}
	return show(v, roleListPage, v.L.T("nav.roles"), d)
}

// newRole shows the form of a new role, as a copy of another where the address
// names one.
func newRole(v *visit) error {
	of, _ := strconv.ParseInt(v.r.URL.Query().Get("of"), 10, 64) // anything else is no role
	r := crm.Role{}
	all, err := v.roles()
	if err != nil {
		return err
	}
	for _, other := range all {
		if other.ID == of {
			r = crm.Role{Rights: other.Rights, Functions: other.Functions, Name: v.L.T("role.copy_of", "name", v.roleName(other))}
		}
	}
	return v.showRole(http.StatusOK, r, nil, "")
}

func showRole(v *visit) error {
	r, err := v.role()
	if err != nil {
		return err
	}
	return v.showRole(http.StatusOK, r, nil, "")
}

// role is the role in the address.
func (v *visit) role() (crm.Role, error) {
	id, err := v.id()
	if err != nil {
		return crm.Role{}, err
	}
	all, err := v.roles()
	for _, r := range all {
		if r.ID == id {
			return r, nil
		}
	}
	return crm.Role{}, errors.Join(err, crm.ErrNotFound)
}

func (v *visit) showRole(status int, r crm.Role, wrong map[string]string, refused string) error {
	d := roleData{Action: roleBase, Title: v.L.T("role.new"), Name: r.Name, Wrong: wrong["name"], Refused: refused, Version: r.Version,
		Usual: r.Usual(), MayChange: v.mayChange()}
	if r.ID != 0 {
		d.Action, d.Title = recordURL(roleBase, r.ID), v.roleName(r)
	}
	for _, w := range whose {
		d.Whose = append(d.Whose, v.L.T("role.whose."+w))
	}
	for _, e := range crm.RightEntities {
		d.Rows = append(d.Rows, v.rightsRow(e, r.Row(e)))
	}
	for _, f := range crm.Functions {
		d.Functions = append(d.Functions, functionLine{string(f), v.L.T("role.function." + string(f)), v.L.T("role.function." + string(f) + "_more"),
			slices.Contains(r.Functions, f)})
	}
	if r.ID != 0 {
		users, err := v.p.Store.Users(v.ctx(), v.Actor)
		if err != nil {
			return err
		}
		for _, u := range users {
			if u.Role == r.ID {
				d.Holders = append(d.Holders, memberLine{ID: u.ID, Name: u.Title(), Small: u.Login})
			}
		}
		d.MayDelete = d.MayChange && len(d.Holders) == 0 && r.ID != crm.RoleUser
	}
	return showStatus(v, status, rolePage, d.Title, d)
}

func (v *visit) rightsRow(e crm.Entity, m crm.Matrix) rightsRow {
	name := rightsName(e)
	row := rightsRow{Label: v.L.T("role.object." + name)}
	var rights []choice
	for i, r := range crm.RightNames {
		rights = append(rights, choice{strconv.Itoa(i), v.L.T("role.right." + r)})
	}
	for i, w := range whose {
		row.Cells = append(row.Cells, rightsCell{Name: name + "." + w, Label: row.Label + ", " + v.L.T("role.whose."+w),
			Value: strconv.Itoa(int(m[i])), Choices: rights})
	}
	return row
}

// rightsName is the entity as the names of fields have it.
func rightsName(e crm.Entity) string {
	if e == "" {
		return "other"
	}
	return string(e)
}

// roleOfForm is the role as a form describes it.
func (v *visit) roleOfForm(r crm.Role) (crm.Role, error) {
	if err := v.r.ParseForm(); err != nil {
		return r, err
	}
	if !r.Usual() {
		r.Name = v.form("name")
	}
	r.Rights = nil
	for _, e := range crm.RightEntities {
		var m crm.Matrix
		for i, w := range whose {
			right, err := strconv.ParseUint(v.form(rightsName(e)+"."+w), 10, 8)
			if err != nil || right > uint64(crm.RightDelete) {
				return r, &crm.Invalid{Fields: []crm.FieldError{{Field: "rights", Key: "error.choice"}}}
			}
			m[i] = crm.Right(right)
		}
		r.SetRow(e, m)
	}
	r.Functions = nil
	for _, name := range v.r.PostForm["function"] {
		r.Functions = append(r.Functions, crm.Function(name))
	}
	return r, nil
}

func createRole(v *visit) error {
	r, err := v.roleOfForm(crm.Role{})
	if err == nil {
		err = v.p.Store.CreateRole(v.ctx(), v.Actor, &r)
	}
	return v.roleDone(r, err)
}

func saveRole(v *visit) error {
	r, err := v.role()
	if err != nil {
		return err
	}
	r, err = v.roleOfForm(r)
	r.Version = v.number("version")
	if err == nil {
		err = v.p.Store.UpdateRole(v.ctx(), v.Actor, r)
	}
	return v.roleDone(r, err)
}

// roleDone leads on after a role was saved, or shows what is wrong with it.
func (v *visit) roleDone(r crm.Role, err error) error {
	var invalid *crm.Invalid
	var conflict *crm.Conflict
	switch {
	case errors.As(err, &invalid):
		return v.showRole(http.StatusUnprocessableEntity, r, v.wrongFields(invalid), "")
	case errors.As(err, &conflict):
		now, err := v.role()
		if err != nil {
			return err
		}
		return v.showRole(http.StatusConflict, now, nil, v.L.T("role.conflict"))
	case err != nil:
		return err
	}
	if err := v.say(v.L.T("role.saved", "name", v.roleName(r)), ""); err != nil {
		return err
	}
	return v.to(roleBase)
}

func deleteRole(v *visit) error {
	r, err := v.role()
	if err != nil {
		return err
	}
	err = v.p.Store.DeleteRole(v.ctx(), v.Actor, r.ID)
	if errors.Is(err, crm.ErrUsed) {
		return v.showRole(http.StatusConflict, r, nil, v.L.T("role.used"))
	}
	if err != nil {
		return err
	}
	if err := v.say(v.L.T("role.deleted", "name", v.roleName(r)), ""); err != nil {
		return err
	}
	return v.to(roleBase)
}
