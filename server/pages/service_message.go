package pages

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"time"

	"holm/crm"
	"holm/lockout"
)

type serviceMessages interface {
	ServiceMessages(ctx context.Context) ([]crm.ServiceMessage, error)
	CurrentServiceMessages(ctx context.Context) ([]crm.ServiceMessage, error)
	AnnounceService(ctx context.Context, a crm.Actor, m *crm.ServiceMessage) error
	EndService(ctx context.Context, a crm.Actor, kind crm.ServiceKind, id int64) error
}

const (
	announcementBase = "/admin/announcements"
	maintenanceBase  = "/admin/maintenance"
)

var servicePage = page[serviceData]{"service_message"}

type serviceData struct {
	Form, Wrong     map[string]string
	Kind            string // of the form that was refused
	Zone            string
	Lines           []serviceLine
	MayPlan, MaySay bool
}

type serviceLine struct {
	Kind, Text, From, To string
	State, Look          string
	End                  string // where it is ended, "" when it has ended
	Stop                 string // the words for that
}

// serviceNote is an announcement as everybody sees it.
type serviceNote struct {
	ID                      int64
	Tone, Icon, Title, Text string
}

func showServiceMessages(v *visit) error {
	return v.showServiceMessages(http.StatusOK, crm.ServiceMessage{}, nil)
}

func (v *visit) showServiceMessages(status int, refused crm.ServiceMessage, wrong map[string]string) error {
	all, err := v.p.Store.ServiceMessages(v.ctx())
	if err != nil {
		return err
	}
	d := serviceData{Wrong: wrong, Kind: string(refused.Kind), Zone: v.Zone.String(), Form: map[string]string{},
		MayPlan: v.may(lockout.Backup), MaySay: v.may(lockout.Change)}
	if refused.Kind != "" {
		for _, name := range []string{"text", "shown_from", "starts_at", "ends_at"} {
			d.Form[name] = v.form(name)
		}
	}
	for _, m := range all {
		d.Lines = append(d.Lines, v.serviceLine(m))
	}
	return showStatus(v, status, servicePage, v.L.T("nav.announcements"), d)
}

func (v *visit) serviceLine(m crm.ServiceMessage) serviceLine {
	l := serviceLine{Kind: v.L.T("service." + string(m.Kind)), Text: m.Text, From: v.L.Moment(m.StartsAt.In(v.Zone)), To: v.L.Moment(m.EndsAt.In(v.Zone)),
		State: v.L.T("service.over"), Look: "is-none"}
	base, stop := announcementBase, "service.take_down"
	if m.Kind == crm.ServiceMaintenance {
		base, stop = maintenanceBase, "service.call_off"
	}
	switch {
	case m.EndsAt.Before(m.StartsAt):
		l.State, l.To = v.L.T("service.called_off"), v.L.Moment(m.EndsAt.In(v.Zone))
		return l
	case !m.EndsAt.After(v.Now):
		return l
	case !m.StartsAt.After(v.Now):
		l.State, l.Look = v.L.T("service.running"), "is-done"
		if m.Kind == crm.ServiceMaintenance {
			stop = "service.finish"
		}
	case m.Shown(v.Now):
		l.State, l.Look = v.L.T("service.shown"), "is-planned"
	default:
		l.State, l.Look = v.L.T("service.planned"), "is-planned"
	}
	l.End, l.Stop = recordURL(base, m.ID)+"/end", v.L.T(stop)
	return l
}

func announceMaintenance(v *visit) error { return v.announce(crm.ServiceMaintenance) }

func announceMessage(v *visit) error { return v.announce(crm.ServiceText) }

func (v *visit) announce(kind crm.ServiceKind) error {
	m := crm.ServiceMessage{Kind: kind, Text: v.form("text"), ShownFrom: v.moment("shown_from"), StartsAt: v.moment("starts_at"), EndsAt: v.moment("ends_at")}
	if kind == crm.ServiceText && v.form("shown_from") == "" {
		m.ShownFrom = v.Now
	}
	err := v.p.Store.AnnounceService(v.ctx(), v.Actor, &m)
	var invalid *crm.Invalid
	if errors.As(err, &invalid) {
		return v.showServiceMessages(http.StatusUnprocessableEntity, m, v.wrongFields(invalid))
	}
	if err != nil {
		return err
	}
	if err := v.say(v.L.T("service.announced"), ""); err != nil {
		return err
	}
	return v.to(announcementBase)
}

// moment reads a day and time in the visitor's time zone, zero when there is
// none.
func (v *visit) moment(name string) time.Time {
	at, err := time.ParseInLocation("2006-01-02T15:04", v.form(name), v.Zone)
	if err != nil {
		return time.Time{}
	}
	return at
}

func endMaintenance(v *visit) error { return v.endService(crm.ServiceMaintenance) }

func endMessage(v *visit) error { return v.endService(crm.ServiceText) }

func (v *visit) endService(kind crm.ServiceKind) error {
	id, err := v.id()
	if err != nil {
		return err
	}
	if err := v.p.Store.EndService(v.ctx(), v.Actor, kind, id); err != nil {
		return err
	}
	return v.to(announcementBase)
}

// serviceNotes are the announcements that the visitor is shown now.
func (v *visit) serviceNotes() ([]serviceNote, error) {
	all, err := v.p.Store.CurrentServiceMessages(v.ctx())
	if err != nil {
		return nil, err
	}
	var put []int64
	var out []serviceNote
	for _, m := range all {
		if !m.Shown(v.Now) {
			continue
		}
		if put == nil {
			put = []int64{}
			v.preference(putAside, &put)
		}
		if slices.Contains(put, m.ID) {
			continue
		}
		out = append(out, v.serviceNote(m))
	}
	return out, nil
}

func (v *visit) serviceNote(m crm.ServiceMessage) serviceNote {
	if m.Kind != crm.ServiceMaintenance {
		return serviceNote{m.ID, "is-info", "info", "", m.Text}
	}
	from, to := m.StartsAt.In(v.Zone), m.EndsAt.In(v.Zone)
	end := v.L.Clock(to)
	if from.Format(time.DateOnly) != to.Format(time.DateOnly) {
		end = v.L.LongMoment(to)
	}
	if !m.StartsAt.After(v.Now) {
		return serviceNote{m.ID, "is-warn", "clock", v.L.T("service.now.title", "to", end), m.Text}
	}
	return serviceNote{m.ID, "is-info", "clock", v.L.T("service.soon.title", "from", v.L.LongMoment(from), "to", end), m.Text}
}

// putAside names the preference that holds which announcements the user does
// not want to see any more.
const putAside = "announcements"

// dismissService puts an announcement aside, for this user.
func dismissService(v *visit) error {
	id, err := v.id()
	if err != nil {
		return err
	}
	all, err := v.p.Store.CurrentServiceMessages(v.ctx())
	if err != nil {
		return err
	}
	var was []int64
	v.preference(putAside, &was)
	var put []int64 // of those that still run
	for _, m := range all {
		if m.ID == id || slices.Contains(was, m.ID) {
			put = append(put, m.ID)
		}
	}
	if err := v.keepPreference(putAside, put); err != nil {
		return err
	}
	return v.to(v.back("/"))
}

// serviceRoutes are the addresses of availability, maintenance and messages.
func serviceRoutes(get, post addRoute) []Route {
	return []Route{
		get(availabilityBase, Licensees, lockout.ManageLicense, showAvailability),
		get(availabilityBase+"/claim", Licensees, lockout.ManageLicense, downloadClaim),
		get(announcementBase, Licensees, lockout.ManageLicense, showServiceMessages),
		post(announcementBase, Licensees, lockout.Change, announceMessage),
		post(announcementBase+"/{id}/end", Licensees, lockout.Change, endMessage),
		post(maintenanceBase, Licensees, lockout.Backup, announceMaintenance),
		post(maintenanceBase+"/{id}/end", Licensees, lockout.Backup, endMaintenance),
		post("/announcements/{id}/dismiss", Users, lockout.OwnAccess, dismissService),
	}
}
