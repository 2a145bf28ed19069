package pages

import (
	"net/http"
	"net/url"

	"holm/crm"
	"holm/lockout"
)

// Serve answers a request for a route. It returns the error of a page that
// could not be shown; nothing has been written then.
func (p *Pages) Serve(w http.ResponseWriter, r *http.Request, route *Route) error {
	v, err := p.visit(w, r, route)
	if err != nil {
		return err
	}
	if v.In() {
		w.Header().Set("License-State", string(v.Verdict.State))
	}
	if route.Access == Anyone {
		return route.show(v)
	}
	if !v.In() {
		return v.toLogin()
	}
	if err := v.admit(); err != nil {
		return err
	}
	if must, err := v.mustAccept(); err != nil {
		return err
	} else if must && route.Access != LoggedIn && v.may(lockout.OwnAccess) {
		return v.to("/terms?back=" + url.QueryEscape(v.here()))
	}
	return route.show(v)
}

// toLogin leads to the log-in page and from there back.
func (v *visit) toLogin() error {
	if done, err := v.p.Store.SetupDone(v.ctx()); err != nil {
		return err
	} else if !done {
		return v.to("/setup")
	}
	if here := v.here(); here != "/" {
		return v.to("/login?back=" + url.QueryEscape(here))
	}
	return v.to("/login")
}

// here is the address to come back to: this one when it can be read, else home.
func (v *visit) here() string {
	if v.r.Method != http.MethodGet {
		return "/"
	}
	return v.r.URL.RequestURI()
}

// admit asks whether the visitor may come here, and whether the state of the
// installation allows it.
func (v *visit) admit() error {
	if v.route.Operation != lockout.SignOut {
		if err := v.Verdict.MayLogIn(v.User.Category, v.Actor.Main); err != nil {
			return err
		}
	}
	if err := v.Verdict.Allows(v.route.Operation, v.standing()); err != nil {
		return err
	}
	switch v.route.Access {
	case Managers:
		if !v.Actor.May(crm.MayManageUsers) {
			return v.Actor.Denied(crm.MayManageUsers)
		}
	case Licensees:
		if !v.Actor.May(crm.MayManageLicence) {
			return v.Actor.Denied(crm.MayManageLicence)
		}
	case Signatories:
		if !v.keepsLicence() {
			return v.Actor.Denied(crm.MayManageLicence)
		}
	case MainUser:
		if !v.Actor.Main {
			return crm.ErrForbidden
		}
	}
	return v.licensed(v.route.feature())
}

// mustAccept reports whether the terms in force still wait for the visitor.
func (v *visit) mustAccept() (bool, error) {
	return v.User.TermsVersion != termsVersion, nil
}
