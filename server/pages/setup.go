package pages

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"holm/crm"
	"holm/licensing"
)

type setups interface {
	CompleteSetup(ctx context.Context, s crm.Setup) error
}

// passwordLeast is the fewest characters of a password.
const passwordLeast = 12

// countries are the ones that set-up offers, those the agreement serves first.
var countries = []string{"DK", "SE", "NO", "FI", "DE", "NL", "BE", "LU", "GB", "IE", "CH"}

var setupPage = page[setupData]{"setup"}

type setupData struct {
	Form      map[string]string
	Wrong     map[string]string
	Countries []choice
	Least     int
}

func showSetup(v *visit) error {
	if done, err := v.p.Store.SetupDone(v.ctx()); err != nil {
		return err
	} else if done {
		return v.to("/login")
	}
	return v.showSetup(http.StatusOK, map[string]string{"hosting": string(licensing.HostingOwn), "language": v.L.code}, nil)
}

func (v *visit) showSetup(status int, form, wrong map[string]string) error {
	return showStatus(v, status, setupPage, v.L.T("setup.title"), setupData{Form: form, Wrong: wrong,
		Countries: v.countries(countries), Least: passwordLeast})
}

// finishSetup makes the installation the company's own. The token is checked
// and used up by the store together with everything else, or not at all.
func finishSetup(v *visit) error {
	form := map[string]string{}
	for _, name := range []string{"language", "company", "country", "name", "email", "hosting", "host", "token"} {
		form[name] = v.form(name)
	}
	password := v.r.PostFormValue("password")
	wrong := v.checkSetup(form, password)
	if len(wrong) > 0 {
		return v.showSetup(http.StatusUnprocessableEntity, form, wrong)
	}
	hash, err := v.p.Passwords.Hash(v.ctx(), password)
	if err != nil {
		return err
	}
	err = v.p.Store.CompleteSetup(v.ctx(), crm.Setup{
		Token: tokenOf(form["token"]), Language: form["language"], Company: form["company"], Country: form["country"],
		AdminName: form["name"], AdminEmail: form["email"], PasswordHash: hash, Hosting: form["hosting"], Host: form["host"],
	})
	var invalid *crm.Invalid
	switch {
	case errors.Is(err, crm.ErrForbidden):
		return v.showSetup(http.StatusForbidden, form, map[string]string{"token": v.L.T("setup.wrong_token")})
	case errors.As(err, &invalid):
		return v.showSetup(http.StatusUnprocessableEntity, form, v.wrongFields(invalid))
	case err != nil:
		return err
	}
	v.p.Sessions.Keep(v.ctx(), "notice", v.L.T("setup.done"))
	return v.to("/login?lang=" + form["language"])
}

func (v *visit) checkSetup(form map[string]string, password string) map[string]string {
	wrong := map[string]string{}
	for _, name := range []string{"company", "country", "name", "email", "token"} {
		if form[name] == "" {
			wrong[name] = v.L.T("error.required")
		}
	}
	if form["email"] != "" && !strings.Contains(form["email"], "@") {
		wrong["email"] = v.L.T("error.email")
	}
	if v.p.words.locales[form["language"]] == nil {
		form["language"] = v.L.code
	}
	if !slices.Contains([]string{"own", "managed", "hosted"}, form["hosting"]) {
		wrong["hosting"] = v.L.T("error.required")
	}
	if form["hosting"] == "hosted" && form["host"] == "" {
		wrong["host"] = v.L.T("error.required")
	}
	if text := v.checkPassword(password, form["email"]); text != "" {
		wrong["password"] = text
	}
	return wrong
}

// checkPassword returns what is wrong with a new password, "" when nothing.
func (v *visit) checkPassword(password, login string) string {
	switch {
	case utf8.RuneCountInString(password) < passwordLeast:
		return v.L.T("error.password_short", "n", passwordLeast)
	case utf8.RuneCountInString(password) > 256:
		return v.L.T("error.password_long", "n", 256)
	case login != "" && strings.EqualFold(password, login):
		return v.L.T("error.password_login")
	case crm.CommonPassword(password):
		return v.L.T("error.password_common")
	}
	return ""
}

// tokenOf takes the token out of what was pasted: the token or the whole link.
func tokenOf(pasted string) string {
	if _, after, ok := strings.Cut(pasted, "#"); ok {
		pasted = after
	}
	pasted = strings.TrimPrefix(pasted, "token=")
	return strings.TrimSpace(pasted)
}

// wrongFields turns what the store refused into texts by field.
func (v *visit) wrongFields(invalid *crm.Invalid) map[string]string {
	out := map[string]string{}
	for _, f := range invalid.Fields {
		var pairs []any
		for name, value := range f.Args {
			pairs = append(pairs, name, value)
		}
		if _, ok := out[f.Field]; !ok {
			out[f.Field] = v.L.T(f.Key, pairs...)
		}
	}
	return out
}
