package pages

import (
	"net/http"

	"holm/crm"
)

// linkDocument hangs a document on one more record, which is found by its
// name. What nobody is called is asked for again.
func linkDocument(v *visit) error {
	id, err := v.id()
	if err != nil {
		return err
	}
	hang := hanging{Company: v.form("company"), Person: v.form("person"), Wrong: map[string]string{}}
	on, err := v.hangOn(&hang)
	if err != nil {
		return err
	}
	if len(hang.Wrong) > 0 {
		return v.showDocument(http.StatusUnprocessableEntity, hang)
	}
	if _, err := v.p.Store.LinkDocument(v.ctx(), v.Actor, id, 0, on); err != nil {
		return err
	}
	if err := v.say(v.L.T("document.linked"), ""); err != nil {
		return err
	}
	return v.to(recordURL(documentBase, id))
}

// hangOn finds the record that was written.
func (v *visit) hangOn(hang *hanging) (crm.RecordLink, error) {
	if hang.Company == "" && hang.Person == "" {
		hang.Wrong["company"] = v.L.T("error.required")
		return crm.RecordLink{}, nil
	}
	if hang.Company != "" {
		n := &names{companies: map[int64]string{}}
		found, wrong, err := n.findCompany(v, hang.Company, nil)
		if wrong != "" {
			hang.Wrong["company"] = wrong
		}
		record, _ := found.(int64)
		return crm.RecordLink{Entity: crm.EntityCompany, Record: record}, err
	}
	record, wrong, err := v.findPerson(hang.Person, 0)
	if wrong != "" {
		hang.Wrong["person"] = wrong
	}
	return crm.RecordLink{Entity: crm.EntityPerson, Record: record}, err
}
