package pages

import (
	"context"
	"encoding/json"
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
}

// preferences are what a user chose for the look of the pages.
type preferences struct {
	Theme   string `json:"theme,omitempty"`
	Density string `json:"density,omitempty"`
}

// prefers reads the user's preferences; what cannot be read is as if unset.
func prefers(u crm.User) preferences {
	p := preferences{}
	_ = json.Unmarshal([]byte(u.Preferences), &p) // unreadable is unset
	if !slices.Contains([]string{"system", "light", "dark"}, p.Theme) {
		p.Theme = "system"
	}
	if !slices.Contains([]string{"compact", "comfortable"}, p.Density) {
		p.Density = "compact"
	}
	return p
}

// zones are the time zones that are offered.
var zones = []string{"Europe/Copenhagen", "Europe/Stockholm", "Europe/Oslo", "Europe/Helsinki", "Europe/Berlin",
	"Europe/Amsterdam", "Europe/Brussels", "Europe/Luxembourg", "Europe/Zurich", "Europe/London", "Europe/Dublin",
	"Europe/Paris", "Europe/Madrid", "Europe/Warsaw", "Atlantic/Reykjavik", "Atlantic/Faroe", "America/Nuuk", "America/New_York", "UTC"}

func showMe(v *visit) error { return v.showMe(http.StatusOK, nil) }

func (v *visit) showMe(status int, wrong map[string]string) error {
	zone := v.Zone.String()
	return showStatus(v, status, mePage, v.L.T("me.title"), meData{Zone: zone, Zones: withCode(zones, zone),
		Least: passwordLeast, Wrong: wrong})
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
	kept := map[string]any{}
	_ = json.Unmarshal([]byte(v.User.Preferences), &kept) // unreadable is unset
	for _, name := range []string{"theme", "density"} {
		if value := v.form(name); value != "" {
			kept[name] = value
		}
	}
	text, err := json.Marshal(kept)
	if err != nil {
		return fmt.Errorf("writing the preferences: %w", err)
	}
	if string(text) != v.User.Preferences {
		change["preferences"] = string(text)
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
