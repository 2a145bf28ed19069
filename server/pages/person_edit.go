package pages

import (
	"errors"
	"strconv"
	"strings"

	"holm/crm"
)

func personNoun() noun {
	return noun{entity: crm.EntityPerson, kind: "person", base: personBase, sections: personSections,
		fields: crm.PersonFields(), unique: "last_name", blank: func() kept { return &crm.Person{} },
		read: func(v *visit, id int64) (kept, error) {
			p, err := v.p.Store.Person(v.ctx(), v.Actor, id)
			return &p, err
		}}
}

func newPerson(v *visit) error {
	if v.Actor.Best(crm.EntityPerson) < crm.RightCreate {
		return crm.ErrForbidden
	}
	q := v.r.URL.Query()
	p := crm.Person{}
	p.FirstName, p.LastName = splitName(q.Get("name"))
	p.Company, _ = strconv.ParseInt(q.Get("company"), 10, 64) // anything else is no company
	p.Owner, p.Visibility = v.User.ID, crm.VisibleToAll
	named, err := v.names(crm.PersonFields(), p.Company)
	if err != nil {
		return err
	}
	return v.showForm(personNoun(), "", 0, 0, p.Values(), named)
}

func createPerson(v *visit) error {
	named, err := v.names(crm.PersonFields())
	if err != nil {
		return err
	}
	p := crm.Person{}
	w, err := v.readForm(personNoun(), &p, &crm.Person{}, named)
	if err != nil {
		return err
	}
	if len(w.wrong) > 0 {
		return v.again(personNoun(), "", 0, 0, w, named)
	}
	like := p
	found, err := v.p.Store.DuplicatesOfPerson(v.ctx(), v.Actor, &like)
	if err != nil {
		return err
	}
	if v.unseen(found) {
		return v.askAboutSimilar(personNoun(), w, found, named)
	}
	err = v.p.Store.CreatePerson(v.ctx(), v.Actor, &p)
	if w.refusedBy(v, err, "last_name") {
		return v.again(personNoun(), "", 0, 0, w, named)
	}
	if err != nil {
		return err
	}
	if err := v.say(v.L.T("person.created", "name", p.Title()), stepOf(crm.EntityPerson, p.Record)); err != nil {
		return err
	}
	return v.to(recordURL(personBase, p.ID))
}

func editPerson(v *visit) error {
	p, named, err := v.personToEdit()
	if err != nil {
		return err
	}
	if v.Actor.Right(crm.EntityPerson, p.Holding()) < crm.RightUpdate || p.DeletedAt != nil {
		return crm.ErrForbidden
	}
	return v.showForm(personNoun(), p.Title(), p.ID, p.Version, p.Values(), named)
}

func savePerson(v *visit) error {
	now, named, err := v.personToEdit()
	if err != nil {
		return err
	}
	p := crm.Person{}
	p.ID = now.ID
	w, err := v.readForm(personNoun(), &p, &crm.Person{}, named)
	if err != nil {
		return err
	}
	version := v.number("version")
	if len(w.wrong) > 0 {
		return v.again(personNoun(), now.Title(), now.ID, version, w, named)
	}
	if len(w.change) == 0 {
		return v.to(recordURL(personBase, now.ID))
	}
	saved, err := v.p.Store.Amend(v.ctx(), v.Actor, crm.Edition{Entity: crm.EntityPerson, ID: now.ID, Version: version}, w.change)
	var conflict *crm.Conflict
	switch {
	case w.refusedBy(v, err, "last_name"):
		return v.again(personNoun(), now.Title(), now.ID, version, w, named)
	case errors.As(err, &conflict):
		if now, named, err = v.personToEdit(); err != nil {
			return err
		}
		return v.conflict(personNoun(), now.Title(), conflict, w, now.Values(), named)
	case err != nil:
		return err
	}
	if err := v.say(v.L.T("record.saved", "n", len(w.change)), crm.Step{Edition: saved}.String()); err != nil {
		return err
	}
	return v.to(recordURL(personBase, now.ID))
}

func (v *visit) personToEdit() (crm.Person, *names, error) {
	id, err := v.id()
	if err != nil {
		return crm.Person{}, nil, err
	}
	p, err := v.p.Store.Person(v.ctx(), v.Actor, id)
	if err != nil {
		return p, nil, err
	}
	named, err := v.names(crm.PersonFields(), companiesOf(p)...)
	return p, named, err
}

func trashPerson(v *visit) error { return v.trash(personNoun()) }

func restorePerson(v *visit) error { return v.restore(personRoster()) }

func askPurgePerson(v *visit) error { return v.askPurge(personNoun()) }

func purgePerson(v *visit) error { return v.purge(personNoun()) }

func showSelectedPersons(v *visit) error { return v.showSelected(personRoster()) }

func changeSelectedPersons(v *visit) error { return v.changeSelected(personRoster()) }

func editPersonField(v *visit) error { return v.editField(personNoun()) }

func savePersonField(v *visit) error { return v.saveField(personRoster()) }

func restorePersonValue(v *visit) error { return v.restoreValue(personNoun()) }

// splitName takes the last word of a name for the last name.
func splitName(name string) (before, last string) {
	words := strings.Fields(name)
	if len(words) < 2 {
		return name, ""
	}
	return strings.Join(words[:len(words)-1], " "), words[len(words)-1]
}
