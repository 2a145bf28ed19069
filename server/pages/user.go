package pages

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"holm/crm"
	"holm/lockout"
)

type users interface {
	Users(ctx context.Context, a crm.Actor) ([]crm.User, error)
	User(ctx context.Context, a crm.Actor, id int64) (crm.User, error)
	CreateUser(ctx context.Context, a crm.Actor, u *crm.User, passwordHash string) error
	UpdateUser(ctx context.Context, a crm.Actor, id, version int64, change crm.Change) (crm.User, error)
	SetUserStatus(ctx context.Context, a crm.Actor, id int64, active bool) error
	SetUserCategory(ctx context.Context, a crm.Actor, id int64, code string) error
	HandOverMain(ctx context.Context, a crm.Actor, to int64) error
}

const userBase = "/admin/users"

var (
	userListPage = page[userListData]{"user_list"}
	userPage     = page[userData]{"user"}
)

type userListData struct {
	Users     []userLine
	Count     string
	MayCreate bool
	Seats     []seatLine
	SeatSum   seatLine
}

type userLine struct {
	URL, Name, Login, Category string
	Role, Groups, Seen         string
	Status                     string // active, inactive or former
	Main, Admin, Active, Terms bool
}

type userData struct {
	ID, Version         int64
	Title, Action       string
	Form, Wrong         map[string]string
	Categories, Roles   []choice
	Zones               []choice
	Groups              []memberLine
	Status              string
	Person              string // the address of the person behind the account
	Seen                string
	Active, Main, Terms bool
	MayChange           bool
	MayHandOver         bool
	Refused             string
	Order               string // where seats are ordered, when none was free
	Secret              *secret
	Takes               *takes
	Keys                []keyLine
}

// secret is shown once and never again.
type secret struct{ Title, Text, Value string }

// showAdmin leads to the first page of Administration the visitor may open.
func showAdmin(v *visit) error {
	all := parts(v.administration())
	if len(all) == 0 {
		return crm.ErrForbidden
	}
	return v.to(all[0].Items[0].URL)
}

func listUsers(v *visit) error {
	all, err := v.p.Store.Users(v.ctx(), v.Actor)
	if err != nil {
		return err
	}
	roles, err := v.roles()
	if err != nil {
		return err
	}
	groups, err := v.p.Store.Groups(v.ctx())
	if err != nil {
		return fmt.Errorf("reading the groups: %w", err)
	}
	d := userListData{MayCreate: v.may(lockout.ActivateUser)}
	active := 0
	for _, u := range all {
		if u.Status == crm.UserActive {
			active++
		}
		d.Users = append(d.Users, userLine{URL: recordURL(userBase, u.ID), Name: u.Title(), Login: u.Login, Status: string(u.Status),
			Role: v.roleNamed(roles, u.Role), Groups: groupNames(groups, u.Groups), Seen: v.seen(u),
			Category: v.categoryName(u.Category), Main: u.Main, Admin: administers(roles, u.Role),
			Active: u.Status == crm.UserActive, Terms: u.TermsVersion == termsVersion})
	}
	d.Count = v.L.T("user.count", "n", active)
	if d.Seats, d.SeatSum, err = v.seats(); err != nil {
		return err
	}
	return show(v, userListPage, v.L.T("nav.users"), d)
}

func newUser(v *visit) error {
	return v.showNewUser(http.StatusOK, map[string]string{"language": v.L.code, "time_zone": v.Zone.String(), "role": strconv.FormatInt(crm.RoleUser, 10)}, nil, "")
}

func (v *visit) showNewUser(status int, form, wrong map[string]string, refused string) error {
	d := userData{Title: v.L.T("user.new"), Action: userBase, Form: form, Wrong: wrong, MayChange: true, Refused: refused, Order: v.orderSeats()}
	if err := v.userChoices(&d, v.numbers("group")); err != nil {
		return err
	}
	return showStatus(v, status, userPage, d.Title, d)
}

// createUser makes an account with a password that is shown once.
func createUser(v *visit) error {
	form := map[string]string{}
	for _, name := range []string{"name", "login", "email", "role", "category", "language", "time_zone", "person"} {
		form[name] = v.form(name)
	}
	person, wrong, err := v.findPerson(form["person"], 0)
	if err != nil {
		return err
	}
	if wrong != "" {
		return v.showNewUser(http.StatusUnprocessableEntity, form, map[string]string{"person": wrong}, "")
	}
	password := newPassword()
	hash, err := v.p.Passwords.Hash(v.ctx(), password)
	if err != nil {
		return err
	}
	u := crm.User{Name: form["name"], Login: form["login"], Email: form["email"], Category: form["category"],
		Language: form["language"], TimeZone: form["time_zone"], Role: v.number("role"), Groups: v.numbers("group"), Person: person,
		Status: crm.UserActive}
	err = v.p.Store.CreateUser(v.ctx(), v.Actor, &u, hash)
	var invalid *crm.Invalid
	var taken *crm.SeatsTaken
	switch {
	case errors.As(err, &invalid):
		return v.showNewUser(http.StatusUnprocessableEntity, form, v.wrongFields(invalid), "")
	case errors.As(err, &taken):
		v.full = taken.Category
		return v.showNewUser(http.StatusConflict, form, nil, v.seatText(taken))
	case errors.Is(err, crm.ErrTaken):
		return v.showNewUser(http.StatusConflict, form, map[string]string{"login": v.L.T("error.login_taken")}, "")
	case err != nil:
		return err
	}
	v.secret = v.newSecret("password", password)
	return v.showUser(http.StatusCreated, u.ID, nil, nil, "")
}

func showUser(v *visit) error {
	id, err := v.id()
	if err != nil {
		return err
	}
	return v.showUser(http.StatusOK, id, nil, nil, "")
}

// showUser shows an account; form and wrong are those of a refused change.
func (v *visit) showUser(status int, id int64, form, wrong map[string]string, refused string) error {
	u, err := v.p.Store.User(v.ctx(), v.Actor, id)
	if err != nil {
		return err
	}
	d := userData{ID: id, Version: u.Version, Title: u.Title(), Action: recordURL(userBase, id), Form: form, Wrong: wrong,
		Active: u.Status == crm.UserActive, Status: string(u.Status), Seen: v.seen(u), Main: u.Main, Terms: u.TermsVersion == termsVersion, Refused: refused,
		MayChange: v.mayChange() && (v.Actor.Main || !u.Main), MayHandOver: v.Actor.Main && !u.Main && mayLogIn(u)}
	if form == nil {
		d.Form = map[string]string{"name": u.Name, "login": u.Login, "email": u.Email, "language": u.Language, "time_zone": u.TimeZone,
			"role": strconv.FormatInt(u.Role, 10), "category": u.Category}
	} else if d.Form["category"] == "" {
		d.Form["category"] = u.Category
	}
	if err := v.behind(&d, u); err != nil {
		return err
	}
	if err := v.userChoices(&d, u.Groups); err != nil {
		return err
	}
	if d.Keys, err = v.keysOf(id); err != nil {
		return err
	}
	d.Secret, d.Takes, d.Order = v.secret, v.asked, v.orderSeats()
	return showStatus(v, status, userPage, d.Title, d)
}

// behind names the person behind an account, where the visitor may see them.
func (v *visit) behind(d *userData, u crm.User) error {
	names, err := v.p.Store.Names(v.ctx(), v.Actor, crm.EntityPerson, []int64{u.Person})
	if err != nil {
		return fmt.Errorf("reading the person behind an account: %w", err)
	}
	if name := names[u.Person]; name != "" {
		d.Person = recordURL(personBase, u.Person)
		if d.Form["person"] == "" && d.Wrong == nil {
			d.Form["person"] = name
		}
	}
	return nil
}

// userChoices fills in what an account can be set to.
func (v *visit) userChoices(d *userData, groups []int64) error {
	if err := v.categoryChoices(d); err != nil {
		return err
	}
	all, err := v.p.Store.Groups(v.ctx())
	if err != nil {
		return fmt.Errorf("reading the groups: %w", err)
	}
	for _, g := range all {
		d.Groups = append(d.Groups, memberLine{ID: g.ID, Name: g.Name, In: slices.Contains(groups, g.ID)})
	}
	d.Zones = v.codes(crm.TimeZones, d.Form["time_zone"])
	roles, err := v.roles()
	if err != nil {
		return err
	}
	for _, r := range roles {
		d.Roles = append(d.Roles, choice{strconv.FormatInt(r.ID, 10), v.roleName(r)})
	}
	return nil
}

// categoryChoices lists the categories with the seats that are free.
func (v *visit) categoryChoices(d *userData) error {
	used, err := v.p.Store.SeatsUsed(v.ctx())
	if err != nil {
		return fmt.Errorf("counting the seats: %w", err)
	}
	all := 0
	for _, n := range used {
		all += n
	}

	if d.Form["category"] == "" {
		d.Categories = append(d.Categories, choice{"", v.L.T("user.no_category")})
	}
	codes := []string{}
	for _, c := range v.Verdict.Categories {
		free := c.Seats - used[c.Code]
		if v.Verdict.SeatTotal > 0 {
			free = v.Verdict.SeatTotal - all
		}
		d.Categories = append(d.Categories, choice{c.Code, v.L.T("user.seats_free", "category", v.categoryName(c.Code), "n", max(0, free))})
		codes = append(codes, c.Code)
	}
	if code := d.Form["category"]; code != "" && !slices.Contains(codes, code) {
		d.Categories = append(d.Categories, choice{code, code})
	}
	return nil
}

// seen says when a user was last here.
func (v *visit) seen(u crm.User) string {
	if u.LastSeenAt == nil {
		return ""
	}
	return v.ago(u.LastSeenAt.In(v.Zone))
}

func (v *visit) roleNamed(roles []crm.Role, id int64) string {
	for _, r := range roles {
		if r.ID == id {
			return v.roleName(r)
		}
	}
	return ""
}

func groupNames(groups []crm.Group, ids []int64) string {
	var names []string
	for _, g := range groups {
		if slices.Contains(ids, g.ID) {
			names = append(names, g.Name)
		}
	}
	return strings.Join(names, ", ")
}

func (v *visit) roles() ([]crm.Role, error) {
	roles, err := v.p.Store.Roles(v.ctx())
	if err != nil {
		return nil, fmt.Errorf("reading the roles: %w", err)
	}
	return roles, nil
}

// roleName is a role's name: the ones that Holm brings are translated.
func (v *visit) roleName(r crm.Role) string {
	if v.L.Has("role." + r.Name) {
		return v.L.T("role." + r.Name)
	}
	return r.Name
}

// administers reports whether a role may manage users.
func administers(roles []crm.Role, id int64) bool {
	for _, r := range roles {
		if r.ID == id {
			return slices.Contains(r.Functions, crm.MayManageUsers)
		}
	}
	return false
}

func (v *visit) categoryName(code string) string {
	if c, ok := v.Verdict.Category(code); ok {
		if name := c.Name.In(v.L.code); name != "" {
			return name
		}
	}
	for _, c := range lockout.EvaluationCategories() {
		if c.Code == code {
			return c.Name.In(v.L.code)
		}
	}
	return code
}

func (v *visit) seatText(t *crm.SeatsTaken) string {
	return v.L.T("failure.no_seat", "category", v.categoryName(t.Category), "seats", t.Seats, "used", t.Used)
}

// newPassword returns a password that nobody chose: four groups of letters.
func newPassword() string {
	text := strings.ToLower(rand.Text())
	return text[0:5] + "-" + text[5:10] + "-" + text[10:15] + "-" + text[15:20]
}

// newSecret shows a password or key that was just made. It goes into the
// answer itself and is kept nowhere.
func (v *visit) newSecret(kind, value string) *secret {
	return &secret{v.L.T("secret." + kind), v.L.T("secret." + kind + "_more"), value}
}
