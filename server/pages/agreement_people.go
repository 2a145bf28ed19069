package pages

import (
	"context"
	"net/http"
	"slices"

	"holm/crm"
	"holm/export"
)

var peoplePage = page[peopleData]{"agreement_people"}

// peopleData are the users: what they accepted, and the list for support.
type peopleData struct {
	People   []personLine
	Summary  string
	Waiting  int
	Version  string
	Download string
}

type personLine struct {
	Name, Login, Email, Category, Language string
	Accepted                               bool
	Terms                                  string
}

// people are those who log in, who has not accepted the terms first.
func (v *visit) people() (peopleData, error) {
	d := peopleData{Version: termsVersion, Download: agreementBase + "/people/file"}
	users, err := v.p.Store.Users(v.ctx(), v.Actor)
	if err != nil {
		return d, err
	}
	for _, u := range users {
		if u.Status != crm.UserActive || u.APIOnly {
			continue
		}
		line := personLine{Name: u.Title(), Login: u.Login, Email: u.Email, Category: v.categoryName(u.Category), Language: u.Language,
			Accepted: u.TermsVersion == termsVersion, Terms: v.L.T("people.never")}
		if u.TermsVersion != "" {
			line.Terms = v.L.T("people.version", "version", u.TermsVersion)
			if u.TermsAt != nil {
				line.Terms = v.L.T("people.version_at", "version", u.TermsVersion, "date", v.L.Moment(u.TermsAt.In(v.Zone)))
			}
		}
		if !line.Accepted {
			d.Waiting++
		}
		d.People = append(d.People, line)
	}
	slices.SortStableFunc(d.People, func(a, b personLine) int { return int(oneIf(a.Accepted) - oneIf(b.Accepted)) })
	d.Summary = v.L.T("people.summary", "accepted", len(d.People)-d.Waiting, "all", len(d.People), "version", termsVersion)
	return d, nil
}

func (v *visit) termsSummary() (string, error) {
	d, err := v.people()
	return d.Summary, err
}

func showPeople(v *visit) error {
	d, err := v.people()
	if err != nil {
		return err
	}
	return show(v, peoplePage, v.L.T("people.title"), d)
}

// downloadPeople gives the list that support is sent by hand: what the page
// shows of it, and nothing else.
func downloadPeople(v *visit) error {
	d, err := v.people()
	if err != nil {
		return err
	}
	var rows [][]any
	for _, p := range d.People {
		rows = append(rows, []any{p.Name, p.Login, p.Email, p.Category, p.Language})
	}
	return v.sendCSV("users.csv", []string{v.L.T("user.name"), v.L.T("user.login"), v.L.T("user.email"), v.L.T("seats.category"), v.L.T("me.language")}, rows)
}

// sendCSV answers with a file for spreadsheets.
func (v *visit) sendCSV(name string, heads []string, rows [][]any) error {
	l := export.List{Name: name, Rows: func(_ context.Context, yield func([]any) error) error {
		for _, row := range rows {
			if err := yield(row); err != nil {
				return err
			}
		}
		return nil
	}}
	for i, head := range heads {
		kind := crm.ColumnText
		if len(rows) > 0 {
			if _, number := rows[0][i].(int64); number {
				kind = crm.ColumnInteger
			}
		}
		l.Columns = append(l.Columns, crm.Column{Name: head, Title: head, Type: kind})
	}
	v.attach(name, "text/csv; charset=utf-8")
	v.w.WriteHeader(http.StatusOK)
	if _, err := export.Records(v.ctx(), v.w, export.CSV, l); err != nil {
		v.p.Log.Error("a list could not be sent", "list", name, "error", err) // the answer has begun
	}
	return nil
}
