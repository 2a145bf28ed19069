package pages

import (
	"errors"
	"strconv"

	"holm/crm"
)

func companyNoun() noun {
	return noun{entity: crm.EntityCompany, kind: "company", base: companyBase, sections: companySections,
		fields: crm.CompanyFields(), unique: "number", blank: func() kept { return &crm.Company{} },
		read: func(v *visit, id int64) (kept, error) {
			c, err := v.p.Store.Company(v.ctx(), v.Actor, id)
			return &c, err
		}}
}

func newCompany(v *visit) error {
	if v.Actor.Best(crm.EntityCompany) < crm.RightCreate {
		return crm.ErrForbidden
	}
	c := crm.Company{Name: v.r.URL.Query().Get("name")}
	c.Parent, _ = strconv.ParseInt(v.r.URL.Query().Get("parent"), 10, 64) // anything else is no company
	named, err := v.names(crm.CompanyFields(), c.Parent)
	if err != nil {
		return err
	}
	c.Owner, c.Visibility, c.Street.Country = v.User.ID, crm.VisibleToAll, v.country()
	return v.showForm(companyNoun(), "", 0, 0, c.Values(), named)
}

func createCompany(v *visit) error {
	named, err := v.names(crm.CompanyFields())
	if err != nil {
		return err
	}
	c := crm.Company{}
	w, err := v.readForm(companyNoun(), &c, &crm.Company{}, named)
	if err != nil {
		return err
	}
	if len(w.wrong) > 0 {
		return v.again(companyNoun(), "", 0, 0, w, named)
	}
	like := c
	found, err := v.p.Store.DuplicatesOfCompany(v.ctx(), v.Actor, &like)
	if err != nil {
		return err
	}
	if v.unseen(found) {
		return v.askAboutSimilar(companyNoun(), w, found, named)
	}
	err = v.p.Store.CreateCompany(v.ctx(), v.Actor, &c)
	if w.refusedBy(v, err, "number") {
		return v.again(companyNoun(), "", 0, 0, w, named)
	}
	if err != nil {
		return err
	}
	if err := v.say(v.L.T("company.created", "name", c.Title()), stepOf(crm.EntityCompany, c.Record)); err != nil {
		return err
	}
	return v.to(recordURL(companyBase, c.ID))
}

func editCompany(v *visit) error {
	c, named, err := v.companyToEdit()
	if err != nil {
		return err
	}
	if v.Actor.Right(crm.EntityCompany, c.Holding()) < crm.RightUpdate || c.DeletedAt != nil {
		return crm.ErrForbidden
	}
	return v.showForm(companyNoun(), c.Title(), c.ID, c.Version, c.Values(), named)
}

func saveCompany(v *visit) error {
	now, named, err := v.companyToEdit()
	if err != nil {
		return err
	}
	c := crm.Company{}
	c.ID = now.ID
	w, err := v.readForm(companyNoun(), &c, &crm.Company{}, named)
	if err != nil {
		return err
	}
	version := v.number("version")
	if len(w.wrong) > 0 {
		return v.again(companyNoun(), now.Title(), now.ID, version, w, named)
	}
	if len(w.change) == 0 {
		return v.to(recordURL(companyBase, now.ID))
	}
	saved, err := v.p.Store.Amend(v.ctx(), v.Actor, crm.Edition{Entity: crm.EntityCompany, ID: now.ID, Version: version}, w.change)
	var conflict *crm.Conflict
	switch {
	case w.refusedBy(v, err, "number"):
		return v.again(companyNoun(), now.Title(), now.ID, version, w, named)
	case errors.As(err, &conflict):
		if now, named, err = v.companyToEdit(); err != nil {
			return err
		}
		return v.conflict(companyNoun(), now.Title(), conflict, w, now.Values(), named)
	case err != nil:
		return err
	}
	if err := v.say(v.L.T("record.saved", "n", len(w.change)), crm.Step{Edition: saved}.String()); err != nil {
		return err
	}
	return v.to(recordURL(companyBase, now.ID))
}

func (v *visit) companyToEdit() (crm.Company, *names, error) {
	id, err := v.id()
	if err != nil {
		return crm.Company{}, nil, err
	}
	c, err := v.p.Store.Company(v.ctx(), v.Actor, id)
	if err != nil {
		return c, nil, err
	}
	named, err := v.names(crm.CompanyFields(), c.Parent)
	return c, named, err
}

func trashCompany(v *visit) error { return v.trash(companyNoun()) }

func restoreCompany(v *visit) error { return v.restore(companyRoster()) }

func askPurgeCompany(v *visit) error { return v.askPurge(companyNoun()) }

func purgeCompany(v *visit) error { return v.purge(companyNoun()) }

func showSelectedCompanies(v *visit) error { return v.showSelected(companyRoster()) }

func changeSelectedCompanies(v *visit) error { return v.changeSelected(companyRoster()) }

func editCompanyField(v *visit) error { return v.editField(companyNoun()) }

func saveCompanyField(v *visit) error { return v.saveField(companyRoster()) }

func restoreCompanyValue(v *visit) error { return v.restoreValue(companyNoun()) }
