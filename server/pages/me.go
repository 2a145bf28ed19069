package pages

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"time"

	"holm/crm"
)

var mePage = page[meData]{"me"}

type meData struct {
	Zone  string
	Zones []string
	Least int
	Wrong map[string]string

	Category  string
	Functions []function
}

// look returns the theme and density a user chose, or the usual ones.
func look(u crm.User) (theme, density string) {
	theme, density = u.Theme, u.Density
	if !slices.Contains(themes, theme) {
		theme = "system"
	}
	if !slices.Contains(densities, density) {
		density = "compact"
	}
	return theme, density
}

// The looks to choose from.
var (
	themes    = []string{"system", "light", "dark"}
	densities = []string{"compact", "comfortable"}
)

// zones are the time zones that are offered.
var zones = []string{"Europe/Copenhagen", "Europe/Stockholm", "Europe/Oslo", "Europe/Helsinki", "Europe/Berlin",
	"Europe/Amsterdam", "Europe/Brussels", "Europe/Luxembourg", "Europe/Zurich", "Europe/London", "Europe/Dublin",
	"Europe/Paris", "Europe/Madrid", "Europe/Warsaw", "Atlantic/Reykjavik", "Atlantic/Faroe", "America/Nuuk", "America/New_York", "UTC"}

func showMe(v *visit) error { return v.showMe(http.StatusOK, nil) }

func (v *visit) showMe(status int, wrong map[string]string) error {
	zone := v.Zone.String()
	return showStatus(v, status, mePage, v.L.T("me.title"), meData{Zone: zone, Zones: withCode(zones, zone),
		Least: passwordLeast, Wrong: wrong, Category: v.categoryName(v.User.Category), Functions: v.functions(v.User.Category)})
}

// saveMe keeps what of language, zone, theme and density the form sent.
func saveMe(v *visit) error {
	change := crm.Change{}
	if code := v.form("language"); v.p.words.locales[code] != nil {
		change["language"] = code
	}
	if zone := v.form("time_zone"); zone != "" {
		if _, err := time.LoadLocation(zone); err == nil {
			change["time_zone"] = zone
		}
	}
	if theme := v.form("theme"); slices.Contains(themes, theme) {
		change["theme"] = theme
	}
	if density := v.form("density"); slices.Contains(densities, density) {
		change["density"] = density
	}
	if _, err := v.p.Store.UpdateUser(v.ctx(), v.Actor, v.User.ID, v.User.Version, change); err != nil {
		return err
	}
	return v.to(v.back("/me"))
}

// changePassword sets one's own password; every other session ends.
func changePassword(v *visit) error {
	hash, err := v.p.Store.Credential(v.ctx(), v.User.ID)
	if err != nil {
		return err
	}
	right, err := v.p.Passwords.Check(v.ctx(), v.r.PostFormValue("old"), hash)
	if err != nil {
		return fmt.Errorf("checking the old password: %w", err)
	}
	if !right {
		return v.showMe(http.StatusUnprocessableEntity, map[string]string{"old": v.L.T("me.password_wrong")})
	}
	if text := v.checkPassword(v.r.PostFormValue("password"), v.User.Login); text != "" {
		return v.showMe(http.StatusUnprocessableEntity, map[string]string{"password": text})
	}
	if err := v.setPassword(v.ctx(), v.User.ID, v.r.PostFormValue("password")); err != nil {
		return err
	}
	if err := v.say(v.L.T("me.password_changed"), ""); err != nil {
		return err
	}
	return v.to("/me")
}

// setPassword keeps a new password. The visitor's own session goes on.
func (v *visit) setPassword(ctx context.Context, user int64, password string) error {
	hash, err := v.p.Passwords.Hash(ctx, password)
	if err != nil {
		return err
	}
	if err := v.p.Store.SetPassword(ctx, v.Actor, user, hash); err != nil {
		return err
	}
	if user != v.User.ID {
		return nil
	}
	return v.p.Sessions.LogIn(ctx, user, stampOf(hash), false)
}

// mayLogIn reports whether an account may log in to pages.
func mayLogIn(u crm.User) bool { return u.Status == crm.UserActive && !u.APIOnly }
