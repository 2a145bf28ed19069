package pages

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"holm/crm"
	"holm/lockout"
)

// Sessions remembers who is logged in on a browser.
type Sessions interface {
	// LogIn starts a session under a new token. The stamp is kept with it.
	LogIn(ctx context.Context, user int64, stamp string, long bool) error
	LogOut(ctx context.Context) error
	// User returns who is logged in and the stamp given at log-in, 0 for nobody.
	User(ctx context.Context) (user int64, stamp string)
	// Keep remembers a text for the next pages, until Take.
	Keep(ctx context.Context, name, text string)
	Take(ctx context.Context, name string) string
}

type visitors interface {
	ActorOf(ctx context.Context, user int64) (crm.Actor, error)
	User(ctx context.Context, a crm.Actor, id int64) (crm.User, error)
	SetupDone(ctx context.Context) (bool, error)
	Setting(ctx context.Context, key string) (string, error)
}

// visit is one request together with who makes it and what may be done now.
type visit struct {
	p        *Pages
	w        http.ResponseWriter
	r        *http.Request
	route    *Route
	L        *locale
	Zone     *time.Location
	Actor    crm.Actor
	User     crm.User // the zero user when nobody is logged in
	Verdict  lockout.Verdict
	Now      time.Time
	newsSeen bool    // the newest notes are on this page
	secret   *secret // shown on this answer only
	asked    *takes  // asked on this answer only
	full     string  // the category in which no seat was free
}

// visit finds out who comes. An account that was closed, and a session from
// before a change of password, count as nobody.
func (p *Pages) visit(w http.ResponseWriter, r *http.Request, route *Route) (*visit, error) {
	v := &visit{p: p, w: w, r: r, route: route, Verdict: p.Gate.Verdict(), Now: p.Now(), Zone: time.UTC}
	if err := v.recognise(); err != nil {
		return nil, err
	}
	v.L = p.words.In(v.language())
	if zone, err := time.LoadLocation(v.zone()); err == nil {
		v.Zone = zone
	}
	v.Now = v.Now.In(v.Zone)
	return v, nil
}

func (v *visit) recognise() error {
	ctx := v.r.Context()
	id, stamp := v.p.Sessions.User(ctx)
	if id == 0 {
		return nil
	}
	a, err := v.p.Store.ActorOf(ctx, id)
	if err == nil {
		v.User, err = v.p.Store.User(ctx, a, id)
	}
	switch {
	case errors.Is(err, crm.ErrNotFound), errors.Is(err, crm.ErrForbidden), err == nil && !mayLogIn(v.User):
		v.User = crm.User{}
		return v.p.Sessions.LogOut(ctx)
	case err != nil:
		return fmt.Errorf("finding who is logged in: %w", err)
	}
	now, err := v.p.stamp(ctx, id)
	if err != nil {
		return err
	}
	if now != stamp {
		v.User = crm.User{}
		return v.p.Sessions.LogOut(ctx)
	}
	v.Actor = a
	return nil
}

// In reports whether somebody is logged in.
func (v *visit) In() bool { return v.User.ID != 0 }

// ctx is the request's context.
func (v *visit) ctx() context.Context { return v.r.Context() }

// language is the user's, else the one chosen on this browser, else the
// browser's own.
func (v *visit) language() string {
	if want := v.r.URL.Query().Get("lang"); want != "" && v.p.words.locales[want] != nil {
		v.remember("holm-language", want)
		return want
	}
	if v.In() && v.User.Language != "" {
		return v.User.Language
	}
	if c, err := v.r.Cookie("holm-language"); err == nil && v.p.words.locales[c.Value] != nil {
		return c.Value
	}
	return v.p.words.Accepted(v.r.Header.Get("Accept-Language"))
}

// remember sets a cookie that holds a choice of this browser, nothing secret.
func (v *visit) remember(name, value string) {
	http.SetCookie(v.w, &http.Cookie{Name: name, Value: value, Path: "/", MaxAge: 365 * 24 * 3600,
		HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: v.r.TLS != nil})
}

func (v *visit) zone() string {
	if v.User.TimeZone != "" {
		return v.User.TimeZone
	}
	if l := v.Verdict.License; l != nil && l.Customer.TimeZone != "" {
		return l.Customer.TimeZone
	}
	return "Europe/Copenhagen"
}

// standing is who the visitor is to the permission table.
func (v *visit) standing() lockout.Standing {
	switch {
	case v.Actor.Main:
		return lockout.MainUser
	case v.Actor.Admin:
		return lockout.Administrator
	}
	return lockout.User
}

// may reports whether today's state lets the visitor do it.
func (v *visit) may(op lockout.Operation) bool {
	return v.Verdict.Allows(op, v.standing()) == nil
}

// part is the fragment that htmx asks for: the id of its target.
func (v *visit) part() string {
	h := v.r.Header
	if h.Get("HX-Request") != "true" || h.Get("HX-Boosted") == "true" || h.Get("HX-History-Restore-Request") == "true" {
		return ""
	}
	return h.Get("HX-Target")
}

// id reads the record's number from the address.
func (v *visit) id() (int64, error) {
	id, err := strconv.ParseInt(v.r.PathValue("id"), 10, 64)
	if err != nil || id < 1 {
		return 0, fmt.Errorf("address %s: %w", v.r.URL.Path, crm.ErrNotFound)
	}
	return id, nil
}

// form returns a field of the form, without spaces around it.
func (v *visit) form(name string) string { return strings.TrimSpace(v.r.PostFormValue(name)) }

// number returns a whole number of the form, 0 when it is none.
func (v *visit) number(name string) int64 {
	n, err := strconv.ParseInt(v.form(name), 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// to leads the browser on after a form was done.
func (v *visit) to(address string) error {
	http.Redirect(v.w, v.r, address, http.StatusSeeOther)
	return nil
}

// back returns the address in the form's "back" field when it is on this
// site, else the given one.
func (v *visit) back(otherwise string) string {
	return local(v.r.FormValue("back"), otherwise)
}

// local returns the address when it is a path of this site.
func local(address, otherwise string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "" || u.Host != "" || !strings.HasPrefix(address, "/") ||
		strings.HasPrefix(address, "//") || strings.ContainsAny(address, "\\\r\n") {
		return otherwise
	}
	return address
}
