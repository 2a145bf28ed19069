package pages

import (
	"context"
	"slices"
	"strings"
	"time"

	"holm/crm"
	"holm/lockout"
)

type licensees interface {
	Licensees(ctx context.Context) ([]crm.User, error)
	LicenceContacts(ctx context.Context) ([]crm.LicenceContact, error)
}

// Where everybody reads what happens when, and where administrators do, in
// every state.
const (
	datesBase      = "/license/dates"
	datesAdminBase = "/admin/license/dates"
)

var datesPage = page[datesData]{"dates"}

// datesData is the page "what happens when", out of the documents alone.
type datesData struct {
	State, StateClass string
	Headline, Lede    string
	Line              *termline
	Events            []occasion
	Announcements     []occasion
	Ways              []pair // who is told by what way
	Contacts          []string
	Licensee          bool
	NoMail            bool
	NextTerm          bool
	Zone, Source      string
}

// occasion is a date with what it means.
type occasion struct {
	Stamp, When, Away string
	Title, Means, Do  string
	Told              string
	Class             string // "is-past", "is-today" or "is-next"
	Tone              string // of the mark
}

func showDates(v *visit) error {
	d, err := v.datesData()
	if err != nil {
		return err
	}
	return show(v, datesPage, v.L.T("dates.title"), d)
}

func (v *visit) datesData() (datesData, error) {
	var l licenseData
	v.headline(&l)
	d := datesData{State: l.State, StateClass: l.StateClass, Headline: l.Headline, Lede: l.Lede, Line: v.termline(), Licensee: v.licensee(),
		NextTerm: v.Verdict.Flags.NextTermLoaded, Zone: v.Zone.String()}
	d.Events = v.events()
	d.Ways = []pair{{Label: v.L.T("dates.by_banner"), Text: v.L.T("dates.by_banner_more")},
		{Label: v.L.T("dates.by_bell"), Text: v.L.T("dates.by_bell_more")}, {Label: v.L.T("dates.by_mail"), Text: v.L.T("dates.by_mail_more")}}
	_, d.Source, _ = v.agreement()
	if !d.Licensee {
		return d, nil
	}
	if l := v.Verdict.License; l != nil {
		for _, a := range l.Announcements {
			d.Announcements = append(d.Announcements, occasion{Stamp: stamp(a.EffectiveAt), When: v.when(a.EffectiveAt), Away: v.away(a.EffectiveAt),
				Title: a.Text.In(v.L.code)})
		}
	}
	return d, v.whoGetsMail(&d)
}

// whoGetsMail names those whom the mails about the licence go to.
func (v *visit) whoGetsMail(d *datesData) error {
	managers, err := v.p.Store.Licensees(v.ctx())
	if err != nil {
		return err
	}
	contacts, err := v.p.Store.LicenceContacts(v.ctx())
	if err != nil {
		return err
	}
	for _, p := range crm.LicenceRecipients(managers, contacts) {
		name := p.Email
		if p.Name != "" && p.Name != p.Email {
			name = p.Name + " (" + p.Email + ")"
		}
		d.Contacts = append(d.Contacts, name)
	}
	if v.p.Mailer == nil {
		return nil
	}
	account, _, _, err := v.p.Mailer.Account(v.ctx())
	d.NoMail = err != nil || !account.Set()
	return nil
}

// events lists every date with its meaning, today among them, and the day from
// which everybody is told.
func (v *visit) events() []occasion {
	var out []occasion
	today := v.today()
	tellings := v.Verdict.Tellings()
	dates := slices.Clone(v.Verdict.Boundaries)
	for _, t := range tellings {
		if t.Everybody && t.Kind != lockout.NoticeReadOnlySet {
			dates = append(dates, lockout.Boundary{Kind: everybodyTold, At: t.From})
		}
	}
	slices.SortStableFunc(dates, func(a, b lockout.Boundary) int { return a.At.Compare(b.At) })
	now := occasion{Stamp: stamp(today), When: v.L.Date(today.In(v.Zone)), Title: v.L.T("license.today_word"), Means: v.L.T("dates.today." + string(v.Verdict.State)), Class: "is-today"}
	done := false
	for _, b := range dates {
		if b.At.IsZero() {
			continue
		}
		e := v.occasion(b, tellings)
		switch {
		case !b.At.After(today):
			e.Class = "is-past"
		case !done:
			out, done = append(out, now), true
			e.Class = "is-next"
		}
		out = append(out, e)
	}
	if !done {
		out = append(out, now)
	}
	return out
}

// everybodyTold stands on the timeline beside the dates of the documents.
const everybodyTold lockout.BoundaryKind = "everybody_told"

func (v *visit) today() time.Time {
	if v.Verdict.At.IsZero() {
		return v.Now
	}
	return v.Verdict.At
}

func (v *visit) occasion(b lockout.Boundary, tellings []lockout.Telling) occasion {
	kind := string(b.Kind)
	e := occasion{Stamp: stamp(b.At), When: v.whenLong(b.At), Away: v.away(b.At), Title: v.L.T("boundary." + kind), Means: v.L.T("dates.means." + kind), Tone: datesTone[b.Kind]}
	if key := "dates.do." + kind; v.licensee() && b.At.After(v.today()) && v.L.Has(key) {
		e.Do = v.L.T(key)
	}
	if l := v.Verdict.License; b.Kind == lockout.LockAt && l != nil && l.Policy.MinWarnedHours > 0 {
		e.Means += " " + v.L.T("dates.warned_hours", "n", l.Policy.MinWarnedHours)
	}
	var from [2]string
	for _, t := range tellings {
		if t.At.Equal(b.At) && b.Kind != everybodyTold && about[b.Kind] == t.Kind {
			i := 0
			if t.Everybody {
				i = 1
			}
			from[i] = v.L.Date(t.From.In(v.Zone))
		}
	}
	if from[0] != "" && from[1] != "" {
		e.Told = v.L.T("dates.told", "first", from[0], "all", from[1])
	}
	return e
}

// about says which notice tells of a date.
var about = map[lockout.BoundaryKind]lockout.NoticeKind{lockout.EvaluationEnds: lockout.NoticeEvaluation, lockout.LockAt: lockout.NoticeLock,
	lockout.EffectiveAt: lockout.NoticeEnds, lockout.ReadOnlyFrom: lockout.NoticeReadOnlySet}

// datesTone gives a date the colour that its stretch of the line has.
var datesTone = map[lockout.BoundaryKind]string{lockout.EvaluationEnds: "seg-r", lockout.WarnFrom: "seg-a", lockout.PaidThrough: "seg-a",
	lockout.OverdueFrom: "seg-l", lockout.LockAt: "seg-k", lockout.LockEnds: "seg-r", lockout.NoticeGiven: "seg-a", lockout.EffectiveAt: "seg-l",
	lockout.FullUntil: "seg-l", lockout.ReadOnlyFrom: "seg-r"}

func stamp(at time.Time) string { return at.UTC().Format(time.RFC3339) }

// whenLong writes a date with its weekday, and its time when it has one.
func (v *visit) whenLong(at time.Time) string {
	at = at.In(v.Zone)
	if h, m, s := at.Clock(); h == 0 && m == 0 && s == 0 || h == 23 && m == 59 {
		return capital(v.L.LongDate(at))
	}
	return capital(v.L.LongMoment(at))
}

// away says how far off a date is, in days of the reader's calendar.
func (v *visit) away(at time.Time) string {
	day := func(t time.Time) time.Time {
		y, m, d := t.In(v.Zone).Date()
		return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	}
	switch n := int(day(at).Sub(day(v.today())).Hours() / 24); {
	case n > 0:
		return v.L.T("license.in_days", "n", n)
	case n < 0:
		return v.L.T("dates.days_ago", "n", -n)
	}
	return strings.ToLower(v.L.T("license.today_word"))
}

// dates is where the visitor reads what happens when.
func (v *visit) dates() string {
	if v.licensee() {
		return datesAdminBase
	}
	return datesBase
}
