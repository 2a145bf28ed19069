package pages

import (
	"context"
	"errors"
	"fmt"

	"holm/crm"
)

type pictures interface {
	Picture(ctx context.Context, a crm.Actor, on crm.RecordLink, hash string) (document, number int64, err error)
}

// pictureField is the field with the hash of a record's picture; "" for kinds
// of record that have none.
func pictureField(e crm.Entity) string {
	switch e {
	case crm.EntityCompany:
		return "logo"
	case crm.EntityPerson:
		return "photo"
	}
	return ""
}

// picture is the address of a record's picture, "" when it has none that the
// visitor may see.
func (v *visit) picture(on crm.RecordLink, hash string) (string, error) {
	if hash == "" {
		return "", nil
	}
	document, number, err := v.p.Store.Picture(v.ctx(), v.Actor, on, hash)
	if errors.Is(err, crm.ErrNotFound) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("finding the picture of a record: %w", err)
	}
	return versionURL(document, number) + "/picture", nil
}

// usePicture makes the newest version of a document the picture of a record
// that it hangs on, or no longer.
func usePicture(v *visit) error {
	id, err := v.id()
	if err != nil {
		return err
	}
	doc, err := v.p.Store.Document(v.ctx(), v.Actor, id)
	if err != nil {
		return err
	}
	on := crm.RecordLink{Entity: crm.Entity(v.form("entity")), Record: v.number("record")}
	field, hash := pictureField(on.Entity), doc.File.Hash
	if field == "" || !hangsOn(doc, on) || crm.PreviewOf(doc.File.MediaType) != crm.PreviewPicture || doc.DeletedAt != nil {
		return crm.ErrNotFound
	}
	if v.form("off") != "" {
		hash = ""
	}
	e, err := v.p.Store.Amend(v.ctx(), v.Actor, crm.Edition{Entity: on.Entity, ID: on.Record}, crm.Change{field: hash})
	if err != nil {
		return err
	}
	if err := v.say(v.L.T("picture.set"), crm.Step{Edition: e}.String()); err != nil {
		return err
	}
	if on.Entity == crm.EntityCompany {
		return v.to(recordURL(companyBase, on.Record))
	}
	return v.to(recordURL(personBase, on.Record))
}

func hangsOn(d crm.Document, on crm.RecordLink) bool {
	for _, l := range d.Links {
		if l == on {
			return true
		}
	}
	return false
}
