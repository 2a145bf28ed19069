package pages

import (
	"context"
	"errors"
	"net/http"

	"holm/crm"
)

type credentials interface {
	SetPassword(ctx context.Context, a crm.Actor, user int64, hash string) error
}

// saveUser changes what the form of an account sends.
func saveUser(v *visit) error {
	id, err := v.id()
	if err != nil {
		return err
	}
	form := map[string]string{}
	change := crm.Change{}
	if err := v.r.ParseForm(); err != nil {
		return err
	}
	for _, name := range []string{"name", "login", "email", "role", "language", "time_zone"} {
		if v.r.PostForm.Has(name) {
			form[name] = v.form(name)
			change[name] = form[name]
		}
	}
	if v.r.PostForm.Has("groups") { // the form showed them
		change["groups"] = v.numbers("group")
	}
	if v.r.PostForm.Has("person") {
		before, err := v.p.Store.User(v.ctx(), v.Actor, id)
		if err != nil {
			return err
		}
		form["person"] = v.form("person")
		person, wrong, err := v.findPerson(form["person"], before.Person)
		if err != nil {
			return err
		}
		if wrong != "" {
			return v.showUser(http.StatusUnprocessableEntity, id, form, map[string]string{"person": wrong}, "")
		}
		change["person"] = person
	}
	u, err := v.p.Store.UpdateUser(v.ctx(), v.Actor, id, v.number("version"), change)
	if err != nil {
		return v.userRefused(id, form, err)
	}
	if err := v.say(v.L.T("user.saved", "name", u.Title()), ""); err != nil {
		return err
	}
	return v.to(recordURL(userBase, id))
}

// userRefused shows the account again with the reason; an error that is no
// refusal is returned.
func (v *visit) userRefused(id int64, form map[string]string, err error) error {
	var invalid *crm.Invalid
	var taken *crm.SeatsTaken
	var conflict *crm.Conflict
	switch {
	case errors.As(err, &invalid):
		wrong := v.wrongFields(invalid)
		return v.showUser(http.StatusUnprocessableEntity, id, form, wrong, first(wrong, "status", "category", "to", "role"))
	case errors.As(err, &taken):
		v.full = taken.Category
		return v.showUser(http.StatusConflict, id, nil, nil, v.seatText(taken))
	case errors.As(err, &conflict):
		return v.showUser(http.StatusConflict, id, nil, nil, v.L.T("user.conflict"))
	case errors.Is(err, crm.ErrTaken):
		return v.showUser(http.StatusConflict, id, form, map[string]string{"login": v.L.T("error.login_taken")}, "")
	}
	return err
}

// retireUser notes that an inactive user has left for good.
func retireUser(v *visit) error {
	return v.changeUser("user.left", func(id int64) error {
		_, err := v.p.Store.UpdateUser(v.ctx(), v.Actor, id, 0, crm.Change{"status": string(crm.UserFormer)})
		return err
	})
}

func activateUser(v *visit) error   { return v.setStatus(true, "user.activated") }
func deactivateUser(v *visit) error { return v.setStatus(false, "user.deactivated") }

func (v *visit) setStatus(active bool, said string) error {
	return v.changeUser(said, func(id int64) error { return v.p.Store.SetUserStatus(v.ctx(), v.Actor, id, active) })
}

// changeCategory moves a user to another category, and asks first when that
// takes functions away.
func changeCategory(v *visit) error {
	id, err := v.id()
	if err != nil {
		return err
	}
	if v.form("sure") == "" {
		u, err := v.p.Store.User(v.ctx(), v.Actor, id)
		if err != nil {
			return err
		}
		if t := v.takes(u, v.form("category")); t != nil {
			v.asked = t
			return v.showUser(http.StatusConflict, id, nil, nil, "")
		}
	}
	return v.changeUser("user.category_changed", func(id int64) error {
		return v.p.Store.SetUserCategory(v.ctx(), v.Actor, id, v.form("category"))
	})
}

// handOverMain makes another user the main user; one confirmation, because
// only that user can give it back.
func handOverMain(v *visit) error {
	return v.changeUser("user.handed_over", func(id int64) error {
		if v.form("sure") == "" {
			return crm.ErrForbidden
		}
		return v.p.Store.HandOverMain(v.ctx(), v.Actor, id)
	})
}

// changeUser does one thing to the account in the address and says so.
func (v *visit) changeUser(said string, do func(id int64) error) error {
	id, err := v.id()
	if err != nil {
		return err
	}
	u, err := v.p.Store.User(v.ctx(), v.Actor, id)
	if err != nil {
		return err
	}
	if err := do(id); err != nil {
		return v.userRefused(id, nil, err)
	}
	if err := v.say(v.L.T(said, "name", u.Title()), ""); err != nil {
		return err
	}
	return v.to(v.back(recordURL(userBase, id)))
}

// resetPassword gives the user a new password, shown once; every session of
// the user ends.
func resetPassword(v *visit) error {
	id, err := v.id()
	if err != nil {
		return err
	}
	if _, err := v.p.Store.User(v.ctx(), v.Actor, id); err != nil {
		return err
	}
	password := newPassword()
	if err := v.setPassword(v.ctx(), id, password); err != nil {
		return err
	}
	v.secret = v.newSecret("password", password)
	return v.showUser(http.StatusOK, id, nil, nil, "")
}

// first returns the first of the texts that is there.
func first(texts map[string]string, names ...string) string {
	for _, name := range names {
		if text := texts[name]; text != "" {
			return text
		}
	}
	return ""
}
