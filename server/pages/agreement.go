package pages

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"holm/crm"
	"holm/licensing"
)

type contracts interface {
	LicenceContacts(ctx context.Context) ([]crm.LicenceContact, error)
	SaveLicenceContact(ctx context.Context, a crm.Actor, c *crm.LicenceContact) error
	RemoveLicenceContact(ctx context.Context, a crm.Actor, id int64) error
	CustomerDetails(ctx context.Context) (crm.CustomerDetails, error)
	SaveCustomerDetails(ctx context.Context, a crm.Actor, d crm.CustomerDetails) error
}

const agreementBase = "/admin/agreement"

var agreementPage = page[agreementData]{"agreement"}

// agreementData is what the agreement means today.
type agreementData struct {
	Headline, Lede string
	Licensed       bool
	Periods        []pair
	Parties        []pair
	MayBind        bool
	WhoBinds       string
	Sign           bool // statements can be made here
	Ends           string
	Contact        contactSummary
	Hosting        *hostingData
	Terms          string
	Letters        []letterLine
	Wrong          string
}

func showAgreement(v *visit) error { return v.showAgreement(http.StatusOK, "") }

func (v *visit) showAgreement(status int, wrong string) error {
	d := agreementData{Licensed: v.Verdict.License != nil, MayBind: v.Actor.MayBind(), Sign: v.p.Signer != nil, Wrong: wrong,
		Headline: v.L.T("agreement.none"), Lede: v.L.T("agreement.none_more")}
	d.agreement(v)
	var err error
	if d.WhoBinds, err = v.whoBinds(); err != nil {
		return err
	}
	if d.Contact, err = v.contactSummary(); err != nil {
		return err
	}
	if d.Hosting, err = v.hosting(); err != nil {
		return err
	}
	if d.Terms, err = v.termsSummary(); err != nil {
		return err
	}
	if d.Letters, err = v.letters(crm.StatementNotice, crm.StatementContact); err != nil {
		return err
	}
	return showStatus(v, status, agreementPage, v.L.T("nav.agreement"), d)
}

// agreement fills in parties and periods from the licence.
func (d *agreementData) agreement(v *visit) {
	l := v.Verdict.License
	if l == nil {
		return
	}
	a, today := l.Agreement, v.agreementDay()
	period, notice := a.PeriodOn(today), a.NoticeOn(today)
	billing := a.BillingPeriodOn(today)
	day := v.L.Calendar
	d.Headline = v.L.T("agreement.runs_until", "date", v.L.LongDate(period.End.In(time.UTC)))
	d.Lede = v.L.T("agreement.renews."+string(a.BillingPeriod), "date", day(notice.Last))
	if t := v.Verdict.Termination; t != nil {
		d.Ends = v.L.T("agreement.ends", "date", v.L.LongDate(t.EffectiveAt.In(v.Verdict.Zone())))
		d.Headline, d.Lede = d.Ends, v.L.T("agreement.ends_more")
	}
	d.Periods = []pair{
		{Label: v.L.T("agreement.date"), Text: day(a.Date), Small: v.L.T("agreement.kind." + string(a.Kind))},
		{Label: v.L.T("agreement.period"), Text: v.L.T("agreement.span", "from", day(period.Start), "to", day(period.End)), Small: v.firstPeriod(a, period)},
		{Label: v.L.T("agreement.billing_period"), Text: v.L.T("agreement.span", "from", day(billing.Start), "to", day(billing.End)), Small: v.L.T("agreement.billing." + string(a.BillingPeriod))},
	}
	if v.Verdict.Termination == nil {
		d.Periods = append(d.Periods,
			pair{Label: v.L.T("agreement.last_notice"), Text: day(notice.Last), Small: v.L.T("agreement.then_ends", "date", day(notice.Ends))},
			pair{Label: v.L.T("agreement.later_notice"), Text: v.L.T("agreement.from_day", "date", day(notice.Last.AddDays(1))), Small: v.L.T("agreement.then_ends", "date", day(notice.Later))},
			pair{Label: v.L.T("agreement.fewer"), Text: v.L.T("agreement.from_day", "date", day(a.ReducesAfterNotice(today))), Small: v.L.T("agreement.fewer_more")})
	}
	party := l.ContractingParty
	d.Parties = []pair{
		{Label: v.L.T("agreement.customer"), Text: l.Customer.Name, Small: joined(", ", v.L.T("agreement.no", "no", l.Customer.No), l.Customer.OrgNo, v.L.country(l.Customer.Country))},
		{Label: v.L.T("agreement.party"), Text: party.Name, Small: party.Address},
		{Label: v.L.T("agreement.law_is"), Text: orNone(v, party.Law)},
		{Label: v.L.T("agreement.venue"), Text: orNone(v, party.Venue)},
		{Label: v.L.T("agreement.agreement"), Text: a.No, Mono: true},
		{Label: v.L.T("agreement.installation"), Text: v.p.Installation, Mono: true},
	}
}

func (v *visit) firstPeriod(a licensing.Agreement, p licensing.Period) string {
	if p.Start == a.Date {
		return v.L.T("agreement.first_period")
	}
	return ""
}

// agreementDay is today as the agreement counts days: by effective time, in
// the customer's time zone.
func (v *visit) agreementDay() licensing.Date {
	return licensing.DateOf(v.Verdict.At.In(v.Verdict.Zone()))
}

// whoBinds names who may order and give notice.
func (v *visit) whoBinds() (string, error) {
	users, err := v.p.Store.Users(v.ctx(), v.Actor)
	if err != nil {
		return "", err
	}
	var names []string
	for _, u := range users {
		if u.Main {
			names = append(names, u.Title())
		}
	}
	contacts, err := v.p.Store.LicenceContacts(v.ctx())
	if err != nil {
		return "", fmt.Errorf("finding who may bind the customer: %w", err)
	}
	for _, c := range contacts {
		if c.Authorised && !slices.Contains(names, c.Name) {
			names = append(names, c.Name)
		}
	}
	return strings.Join(names, ", "), nil
}

// joined puts together what is there.
func joined(with string, texts ...string) string {
	return strings.Join(slices.DeleteFunc(texts, func(s string) bool { return s == "" }), with)
}

func orNone(v *visit, s string) string {
	if s == "" {
		return v.L.T("agreement.not_said")
	}
	return s
}
