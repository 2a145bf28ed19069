package pages

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"holm/crm"
)

// likenesses finds the records that another may be.
type likenesses interface {
	DuplicatesOfCompany(ctx context.Context, a crm.Actor, c *crm.Company) ([]crm.Duplicate, error)
	DuplicatesOfPerson(ctx context.Context, a crm.Actor, p *crm.Person) ([]crm.Duplicate, error)
}

// similarData lists the records that the one being written may be.
type similarData struct {
	URL   string // what answers while somebody types
	Title string
	Seen  string // ids that were shown, for the form to send back
	Lines []similarLine
	Ask   bool // the form was not saved because of them
}

type similarLine struct{ Text, Small, Why, URL, Hue string }

// similarTo shows duplicates of a record of the noun.
func (v *visit) similarTo(n noun, id int64, found []crm.Duplicate) similarData {
	if n.kind == "document" {
		return similarData{} // two documents may well be called the same
	}
	d := similarData{URL: n.base + "/similar", Title: v.L.T("similar.title", "n", len(found))}
	if id != 0 {
		d.URL += "?id=" + strconv.FormatInt(id, 10)
	}
	var seen []string
	for _, dup := range found {
		why := make([]string, len(dup.Why))
		for i, w := range dup.Why {
			why[i] = v.L.T("similar." + string(w))
		}
		d.Lines = append(d.Lines, similarLine{Text: dup.Title, Small: dup.Detail, Why: strings.Join(why, ", "),
			URL: recordURL(n.base, dup.ID), Hue: hue(dup.Title)})
		seen = append(seen, strconv.FormatInt(dup.ID, 10))
	}
	d.Seen = strings.Join(seen, " ")
	return d
}

// unseen reports whether any of the duplicates has not been shown yet to who
// wrote the form.
func (v *visit) unseen(found []crm.Duplicate) bool {
	seen := strings.Fields(v.form("similar"))
	return slices.ContainsFunc(found, func(d crm.Duplicate) bool { return !slices.Contains(seen, strconv.FormatInt(d.ID, 10)) })
}

// askAboutSimilar shows the form again, before a new record is kept for the
// first time, with what it may be already.
func (v *visit) askAboutSimilar(n noun, w written, found []crm.Duplicate, named *names) error {
	d, err := v.formData(n, "", 0, 0, w.was, w.values, named, nil)
	if err != nil {
		return err
	}
	d.Similar = v.similarTo(n, 0, found)
	d.Similar.Ask = true
	return showStatus(v, http.StatusConflict, formPage, v.formTitle(n, d), d)
}

// similarID is the record that is being changed, 0 for a new one.
func (v *visit) similarID() int64 {
	id, _ := strconv.ParseInt(v.r.URL.Query().Get("id"), 10, 64) // anything else is a new one
	return id
}

func showSimilarCompanies(v *visit) error {
	return showSimilar(v, companyNoun(), &crm.Company{}, func(c *crm.Company) ([]crm.Duplicate, error) {
		c.ID = v.similarID()
		return v.p.Store.DuplicatesOfCompany(v.ctx(), v.Actor, c)
	})
}

func showSimilarPersons(v *visit) error {
	return showSimilar(v, personNoun(), &crm.Person{}, func(p *crm.Person) ([]crm.Duplicate, error) {
		p.ID = v.similarID()
		return v.p.Store.DuplicatesOfPerson(v.ctx(), v.Actor, p)
	})
}

// showSimilar answers while somebody types: with the list alone.
func showSimilar[D draft](v *visit, n noun, d D, find func(D) ([]crm.Duplicate, error)) error {
	change, _, err := v.read(likeFields(), n.fields, nil, &names{})
	if err != nil {
		return err
	}
	v.applyTo(d, change, map[string]string{})
	found, err := find(d)
	if err != nil {
		return err
	}
	return show(v, formPage, "", formData{Kind: n.kind, Similar: v.similarTo(n, v.similarID(), found)})
}

// likeFields are the fields that likenesses go by: none that need a look-up of
// their own.
func likeFields() []sectionSpec {
	return []sectionSpec{{"like", []string{"name", "org_no", "vat_no", "website", "domain", "phones", "emails", "street_country", "postal_country",
		"first_name", "middle_name", "last_name", "private_country"}}}
}
