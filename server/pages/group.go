package pages

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"holm/crm"
)

type groups interface {
	Groups(ctx context.Context) ([]crm.Group, error)
	CreateGroup(ctx context.Context, a crm.Actor, g *crm.Group) error
	RenameGroup(ctx context.Context, a crm.Actor, id int64, name string) error
	DeleteGroup(ctx context.Context, a crm.Actor, id int64) error
	SetMembers(ctx context.Context, a crm.Actor, group int64, users []int64) error
}

const groupBase = "/admin/groups"

var (
	groupListPage = page[groupListData]{"group_list"}
	groupPage     = page[groupData]{"group"}
)

type groupListData struct {
	Groups    []groupLine
	MayChange bool
	Name      string // of a refused new one
	Wrong     string
}

type groupLine struct {
	URL, Name, Members string
	N                  int
}

type groupData struct {
	Action, Title, Name, Wrong, Refused string
	Users                               []memberLine
	MayChange                           bool
}

// memberLine is a user with a check.
type memberLine struct {
	ID          int64
	Name, Small string
	In          bool
}

func listGroups(v *visit) error { return v.showGroups(http.StatusOK, "", "") }

func (v *visit) showGroups(status int, name, wrong string) error {
	all, users, err := v.groupsAndUsers()
	if err != nil {
		return err
	}
	d := groupListData{MayChange: v.mayChange(), Name: name, Wrong: wrong}
	for _, g := range all {
		line := groupLine{URL: recordURL(groupBase, g.ID), Name: g.Name}
		for _, u := range users {
			if !slices.Contains(u.Groups, g.ID) {
				continue
			}
			if line.N++; line.Members != "" {
				line.Members += ", "
			}
			line.Members += u.Title()
		}
		d.Groups = append(d.Groups, line)
	}
	return showStatus(v, status, groupListPage, v.L.T("nav.groups"), d)
}

func (v *visit) groupsAndUsers() ([]crm.Group, []crm.User, error) {
	all, err := v.p.Store.Groups(v.ctx())
	if err != nil {
		return nil, nil, fmt.Errorf("reading the groups: %w", err)
	}
	users, err := v.p.Store.Users(v.ctx(), v.Actor)
	if err != nil {
		return nil, nil, fmt.Errorf("reading the users: %w", err)
	}
	return all, users, nil
}

func createGroup(v *visit) error {
	g := crm.Group{Name: v.form("name")}
	err := v.p.Store.CreateGroup(v.ctx(), v.Actor, &g)
	var invalid *crm.Invalid
	if errors.As(err, &invalid) {
		return v.showGroups(http.StatusUnprocessableEntity, g.Name, v.wrongFields(invalid)["name"])
	}
	if err != nil {
		return err
	}
	return v.to(recordURL(groupBase, g.ID))
}

func showGroup(v *visit) error { return v.showGroup(http.StatusOK, "", "") }

func (v *visit) showGroup(status int, wrong, refused string) error {
	id, err := v.id()
	if err != nil {
		return err
	}
	all, users, err := v.groupsAndUsers()
	if err != nil {
		return err
	}
	at := slices.IndexFunc(all, func(g crm.Group) bool { return g.ID == id })
	if at < 0 {
		return crm.ErrNotFound
	}
	d := groupData{Action: recordURL(groupBase, id), Title: all[at].Name, Name: all[at].Name, Wrong: wrong, Refused: refused, MayChange: v.mayChange()}
	if wrong != "" {
		d.Name = v.form("name")
	}
	for _, u := range users {
		in := slices.Contains(u.Groups, id)
		if in || u.Status == crm.UserActive {
			d.Users = append(d.Users, memberLine{u.ID, u.Title(), u.Login, in})
		}
	}
	return showStatus(v, status, groupPage, d.Title, d)
}

// saveGroup keeps the name and the members.
func saveGroup(v *visit) error {
	id, err := v.id()
	if err != nil {
		return err
	}
	err = v.p.Store.RenameGroup(v.ctx(), v.Actor, id, v.form("name"))
	var invalid *crm.Invalid
	if errors.As(err, &invalid) {
		return v.showGroup(http.StatusUnprocessableEntity, v.wrongFields(invalid)["name"], "")
	}
	if err != nil {
		return err
	}
	if err := v.p.Store.SetMembers(v.ctx(), v.Actor, id, v.numbers("member")); err != nil {
		return err
	}
	if err := v.say(v.L.T("group.saved", "name", v.form("name")), ""); err != nil {
		return err
	}
	return v.to(groupBase)
}

func deleteGroup(v *visit) error {
	id, err := v.id()
	if err != nil {
		return err
	}
	err = v.p.Store.DeleteGroup(v.ctx(), v.Actor, id)
	if errors.Is(err, crm.ErrUsed) {
		return v.showGroup(http.StatusConflict, "", v.L.T("group.used"))
	}
	if err != nil {
		return err
	}
	if err := v.say(v.L.T("group.deleted"), ""); err != nil {
		return err
	}
	return v.to(groupBase)
}

// numbers returns the whole numbers of a form's field that stands there often.
func (v *visit) numbers(name string) []int64 {
	out := []int64{}
	if v.r.ParseForm() != nil {
		return out // the form is read again where its error is told
	}
	for _, text := range v.r.PostForm[name] {
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			out = append(out, n)
		}
	}
	return out
}
