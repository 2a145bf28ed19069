package pages

import (
	"errors"

	"holm/crm"
)

func editDocument(v *visit) error {
	d, named, err := v.documentToEdit()
	if err != nil {
		return err
	}
	if v.Actor.Right(crm.EntityDocument, d.Holding()) < crm.RightUpdate || d.DeletedAt != nil {
		return crm.ErrForbidden
	}
	return v.showForm(documentNoun(), d.Title(), d.ID, d.Version, d.Values(), named)
}

func saveDocument(v *visit) error {
	now, named, err := v.documentToEdit()
	if err != nil {
		return err
	}
	d := crm.Document{}
	d.ID = now.ID
	w, err := v.readForm(documentNoun(), &d, &crm.Document{}, named)
	if err != nil {
		return err
	}
	version := v.number("version")
	if len(w.wrong) > 0 {
		return v.again(documentNoun(), now.Title(), now.ID, version, w, named)
	}
	if len(w.change) == 0 {
		return v.to(recordURL(documentBase, now.ID))
	}
	saved, err := v.p.Store.Amend(v.ctx(), v.Actor, crm.Edition{Entity: crm.EntityDocument, ID: now.ID, Version: version}, w.change)
	var conflict *crm.Conflict
	switch {
	case w.refusedBy(v, err, "name"):
		return v.again(documentNoun(), now.Title(), now.ID, version, w, named)
	case errors.As(err, &conflict):
		if now, named, err = v.documentToEdit(); err != nil {
			return err
		}
		return v.conflict(documentNoun(), now.Title(), conflict, w, now.Values(), named)
	case err != nil:
		return err
	}
	if err := v.say(v.L.T("record.saved", "n", len(w.change)), crm.Step{Edition: saved}.String()); err != nil {
		return err
	}
	return v.to(recordURL(documentBase, now.ID))
}

func (v *visit) documentToEdit() (crm.Document, *names, error) {
	id, err := v.id()
	if err != nil {
		return crm.Document{}, nil, err
	}
	d, err := v.p.Store.Document(v.ctx(), v.Actor, id)
	if err != nil {
		return d, nil, err
	}
	named, err := v.names(crm.DocumentFields())
	return d, named, err
}

// trashDocument leads back to the files of a record it hung on.
func trashDocument(v *visit) error {
	id, err := v.id()
	if err != nil {
		return err
	}
	d, err := v.p.Store.Document(v.ctx(), v.Actor, id)
	if err != nil {
		return err
	}
	e, err := v.p.Store.Trash(v.ctx(), v.Actor, crm.Edition{Entity: crm.EntityDocument, ID: id, Version: v.number("version")})
	if err != nil {
		return err
	}
	if err := v.say(v.L.T("record.trashed", "name", d.Title()), crm.Step{Edition: e}.String()); err != nil {
		return err
	}
	if len(d.Links) > 0 {
		return v.to(filesURL(d.Links[0]))
	}
	return v.to(documentBase)
}

func restoreDocument(v *visit) error { return v.restore(documentRoster()) }

func askPurgeDocument(v *visit) error { return v.askPurge(documentNoun()) }

func purgeDocument(v *visit) error { return v.purge(documentNoun()) }

func editDocumentField(v *visit) error { return v.editField(documentNoun()) }

func saveDocumentField(v *visit) error { return v.saveField(documentRoster()) }

func restoreDocumentValue(v *visit) error { return v.restoreValue(documentNoun()) }

func checkOutDocument(v *visit) error {
	id, err := v.id()
	if err != nil {
		return err
	}
	if _, err := v.p.Store.CheckOutDocument(v.ctx(), v.Actor, id); err != nil {
		return err
	}
	if err := v.say(v.L.T("document.out_done"), ""); err != nil {
		return err
	}
	return v.to(recordURL(documentBase, id))
}

func returnDocument(v *visit) error {
	id, err := v.id()
	if err != nil {
		return err
	}
	if _, err := v.p.Store.ReturnDocument(v.ctx(), v.Actor, id); err != nil {
		return err
	}
	if err := v.say(v.L.T("document.returned"), ""); err != nil {
		return err
	}
	return v.to(recordURL(documentBase, id))
}

// unlinkDocument takes a document off one of its records.
func unlinkDocument(v *visit) error {
	id, err := v.id()
	if err != nil {
		return err
	}
	on, named, err := v.host()
	if err == nil && !named {
		err = crm.ErrNotFound
	}
	if err != nil {
		return err
	}
	if _, err := v.p.Store.UnlinkDocument(v.ctx(), v.Actor, id, v.number("version"), on); err != nil {
		return err
	}
	if err := v.say(v.L.T("document.unlinked"), ""); err != nil {
		return err
	}
	return v.to(recordURL(documentBase, id))
}
