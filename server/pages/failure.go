package pages

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"holm/crm"
	"holm/lockout"
)

var (
	failurePage     = page[failureData]{"failure"}
	lockedPage      = page[lockedData]{"locked"}
	lockedAdminPage = page[lockedAdminData]{"locked_admin"}
)

type failureData struct{ Text, Request, Back string }

type lockedData struct {
	Since          string
	Administrators []string
}

type lockedAdminData struct {
	Since, Headline, Until string
	License                licenseData
	Possible               []navItem
}

// ShowFailure shows why a page could not be shown: the lock page when the
// installation is locked, else what happened, what was kept and what to do.
// The key is the error's message key.
func (p *Pages) ShowFailure(w http.ResponseWriter, r *http.Request, status int, key, request string, cause error) error {
	v, err := p.visit(w, r, &Route{})
	if err != nil {
		return fmt.Errorf("finding who asked: %w", err)
	}
	var refusal *lockout.Refusal
	if errors.As(cause, &refusal) && refusal.State == lockout.Locked {
		return v.showLocked(status)
	}
	var lacking *lockout.Unlicensed
	if errors.As(cause, &lacking) && v.In() {
		return v.showUnlicensed(status, lacking)
	}
	if as := (*lockout.Suspension)(nil); errors.As(cause, &as) {
		return v.showSuspended(status)
	}
	d := failureData{Text: v.L.T(key + ".text"), Back: local(r.Referer(), "")}
	var taken *crm.SeatsTaken
	if errors.As(cause, &taken) {
		d.Text = v.seatText(taken)
	}
	var full *crm.MeterFull
	if errors.As(cause, &full) {
		d.Text = v.meterText(full)
	}
	if status == http.StatusInternalServerError {
		d.Request = request
	}
	return showStatus(v, status, failurePage, v.L.T(key+".title"), d)
}

// showLocked shows the lock page: to who can unlock it what is owed and where
// to install the document, to others whom to ask.
func (v *visit) showLocked(status int) error {
	since := v.L.T("locked.since_long", "date", v.L.LongMoment(v.Verdict.Since.In(v.Zone)))
	if v.In() && v.licensee() {
		d, err := v.licenseData()
		if err != nil {
			return err
		}
		locked := lockedAdminData{Since: since, Headline: v.L.T("locked.headline"), License: d, Possible: v.possible()}
		if len(d.Owed.Sums) > 0 {
			var sums []string
			for _, s := range d.Owed.Sums {
				sums = append(sums, v.L.Money(s.Amount)+" "+s.Currency)
			}
			locked.Headline = v.L.T("locked.headline_pay", "amount", strings.Join(sums, " + "))
		}
		if ends := v.boundary(lockout.LockEnds); !ends.IsZero() {
			locked.Until = v.L.T("locked.until", "date", v.L.LongDate(ends))
		}
		return showStatus(v, status, lockedAdminPage, v.L.T("locked.title"), locked)
	}
	d := lockedData{Since: v.L.LongMoment(v.Verdict.Since.In(v.Zone))}
	if v.In() {
		var err error
		if d.Administrators, err = v.administrators(); err != nil {
			return err
		}
	}
	return showStatus(v, status, lockedPage, v.L.T("locked.title"), d)
}

// possible are the pages of Administration that open in today's state.
func (v *visit) possible() []navItem {
	open := map[string]bool{}
	for _, r := range v.p.Routes() {
		open[r.Path] = open[r.Path] || r.Method == http.MethodGet && v.may(r.Operation)
	}
	return slices.DeleteFunc(v.administration(), func(item navItem) bool { return !open[item.URL] })
}

// administrators names whom to ask.
func (v *visit) administrators() ([]string, error) {
	all, err := v.p.Store.Users(v.ctx(), crm.SystemActor())
	if err != nil {
		return nil, fmt.Errorf("finding the administrators: %w", err)
	}
	var out []string
	for _, u := range all {
		if u.Main && u.Status == crm.UserActive {
			out = append(out, u.Title())
		}
	}
	return out, nil
}
