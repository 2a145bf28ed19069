package pages

import (
	"fmt"
	"slices"
	"time"

	"holm/crm"
	"holm/licensing"
)

var homePage = page[homeData]{"home"}

type homeData struct {
	Day      string
	Sentence string
	Recent   []event
	Own      []related
	News     []announcement
}

type announcement struct{ Title, Text string }

// homeRows is how many records each part of home shows.
const homeRows = 8

func showHome(v *visit) error {
	if err := v.licensed(licensing.FeatureRead); err != nil {
		if len(v.administration()) > 0 {
			return v.to("/admin")
		}
		return err
	}
	d := homeData{Day: capital(v.L.LongDay(v.Now))}
	named, err := v.names(nil)
	if err != nil {
		return err
	}
	var changes []change
	if v.Actor.Best(crm.EntityCompany) >= crm.RightRead {
		own, recent, err := v.homeCompanies()
		if err != nil {
			return fmt.Errorf("reading own companies: %w", err)
		}
		d.Own, changes = append(d.Own, own), append(changes, recent...)
	}
	if v.Actor.Best(crm.EntityPerson) >= crm.RightRead {
		own, recent, err := v.homePersons()
		if err != nil {
			return fmt.Errorf("reading own persons: %w", err)
		}
		d.Own, changes = append(d.Own, own), append(changes, recent...)
	}
	followed, err := v.followed()
	if err != nil {
		return err
	}
	if len(followed.Lines) > 0 {
		d.Own = append([]related{followed}, d.Own...)
	}
	slices.SortStableFunc(changes, func(a, b change) int { return b.record.UpdatedAt.Compare(a.record.UpdatedAt) })
	for _, c := range changes[:min(len(changes), homeRows+4)] {
		d.Recent = append(d.Recent, v.recent(c, named))
	}
	_, week := v.Now.ISOWeek()
	d.Sentence = v.L.T("home.week", "week", fmt.Sprint(week))
	d.News = v.announcements()
	return show(v, homePage, v.L.T("nav.home"), d)
}

// change is a record with when it last changed.
type change struct {
	title, url, icon string
	record           crm.Record
}

func (v *visit) homeCompanies() (related, []change, error) {
	own := related{Key: "home.own_companies", More: companyBase + "?view=mine"}
	mine := crm.Query{Filter: crm.IsMe("owner"), Sort: crm.Sort{Field: "updated_at", Desc: true}, Limit: homeRows}
	page, err := v.p.Store.Companies(v.ctx(), v.Actor, mine)
	if err != nil {
		return own, nil, err
	}
	n, more, err := v.p.Store.CountCompanies(v.ctx(), v.Actor, mine)
	if err != nil {
		return own, nil, err
	}
	own.Count = v.count(n, more)
	for _, c := range page.Items {
		own.Lines = append(own.Lines, relatedLine{Text: c.Title(), Small: c.Street.City, URL: recordURL(companyBase, c.ID), Org: true})
	}
	newest := mine
	newest.Filter = crm.Filter{}
	if page, err = v.p.Store.Companies(v.ctx(), v.Actor, newest); err != nil {
		return own, nil, err
	}
	var changes []change
	for _, c := range page.Items {
		changes = append(changes, change{c.Title(), recordURL(companyBase, c.ID), "company", c.Record})
	}
	return own, changes, nil
}

func (v *visit) homePersons() (related, []change, error) {
	own := related{Key: "home.own_persons", More: personBase + "?view=mine"}
	mine := crm.Query{Filter: crm.IsMe("owner"), Sort: crm.Sort{Field: "updated_at", Desc: true}, Limit: homeRows}
	page, err := v.p.Store.Persons(v.ctx(), v.Actor, mine)
	if err != nil {
		return own, nil, err
	}
	n, more, err := v.p.Store.CountPersons(v.ctx(), v.Actor, mine)
	if err != nil {
		return own, nil, err
	}
	own.Count = v.count(n, more)
	for _, p := range page.Items {
		own.Lines = append(own.Lines, relatedLine{Text: p.Name(), Small: p.CompanyName, URL: recordURL(personBase, p.ID)})
	}
	newest := mine
	newest.Filter = crm.Filter{}
	if page, err = v.p.Store.Persons(v.ctx(), v.Actor, newest); err != nil {
		return own, nil, err
	}
	var changes []change
	for _, p := range page.Items {
		changes = append(changes, change{p.Name(), recordURL(personBase, p.ID), "person", p.Record})
	}
	return own, changes, nil
}

// recent tells a change of a record.
func (v *visit) recent(c change, n *names) event {
	when := c.record.UpdatedAt.In(v.Zone)
	op, by := crm.JournalUpdate, c.record.UpdatedBy
	if c.record.Version <= 1 {
		op = crm.JournalCreate
	}
	who := n.users[by]
	if who == "" {
		who = v.L.T("actor.system")
	}
	return event{Title: c.title, URL: c.url, Icon: c.icon, Who: who, What: v.L.T("operation." + string(op)),
		When: v.ago(when), Stamp: when.UTC().Format(time.RFC3339)}
}

// announcements are the vendor's, for those who manage the licence.
func (v *visit) announcements() []announcement {
	if v.Verdict.License == nil || !v.licensee() {
		return nil
	}
	var out []announcement
	for _, a := range v.Verdict.License.Announcements {
		out = append(out, announcement{v.L.T("home.from_date", "date", v.L.Date(a.EffectiveAt.In(v.Zone))), a.Text.In(v.L.code)})
	}
	return out
}
