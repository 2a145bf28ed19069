package pages

import (
	"fmt"
	"net/http"
	"slices"

	"holm/licensing"
)

// hostingData is where the installation runs, as it was stated.
type hostingData struct {
	Stated, Differs string
	Choice, Host    string
	MayState        bool
}

// stateable are what somebody can state.
var stateable = []licensing.Hosting{licensing.HostingOwn, licensing.HostingManaged, licensing.HostingHosted}

// hosting tells the newest statement and how the licence differs from it; nil
// where nothing can be stated.
func (v *visit) hosting() (*hostingData, error) {
	if v.p.Exporter == nil {
		return nil, nil
	}
	stated, err := v.p.Exporter.Statement(v.ctx())
	if err != nil {
		return nil, fmt.Errorf("reading the hosting statement: %w", err)
	}
	d := &hostingData{MayState: v.Actor.Main, Stated: v.L.T("agreement.hosting_none"), Choice: string(stated.Hosting), Host: stated.Host}
	if stated.At.IsZero() {
		return d, nil
	}
	d.Stated = v.L.T("agreement.hosting_stated", "where", v.where(stated.Hosting, stated.Host), "date", v.L.Moment(stated.At.In(v.Zone)))
	l := v.Verdict.License
	if l == nil || l.Hosting == licensing.HostingUndeclared || l.Hosting == "" {
		return d, nil
	}
	if l.Hosting != stated.Hosting || l.Hosting == licensing.HostingHosted && l.Host != stated.Host {
		d.Differs = v.L.T("agreement.hosting_differs", "where", v.where(l.Hosting, l.Host))
	}
	return d, nil
}

func (v *visit) where(h licensing.Hosting, host string) string {
	return joined(": ", v.L.T("hosting."+string(h)), host)
}

// stateWhere records where the installation runs now. The newest statement
// holds.
func stateWhere(v *visit) error {
	h, host := licensing.Hosting(v.form("hosting")), v.form("host")
	if !slices.Contains(stateable, h) || h == licensing.HostingHosted && host == "" {
		return v.showAgreement(http.StatusUnprocessableEntity, v.L.T("agreement.hosting_missing"))
	}
	if h != licensing.HostingHosted {
		host = ""
	}
	if len([]rune(host)) > 200 {
		return v.showAgreement(http.StatusUnprocessableEntity, v.L.T("error.too_long", "max", 200))
	}
	if err := v.p.Exporter.StateHosting(v.ctx(), v.Actor, h, host); err != nil {
		return err
	}
	if err := v.say(v.L.T("agreement.hosting_said"), ""); err != nil {
		return err
	}
	return v.to(agreementBase)
}
