package pages

import (
	"errors"
	"net/http"
	"strconv"

	"holm/crm"
	"holm/licensing"
)

// contactForm reads the form of a contact.
func (v *visit) contactForm() (crm.LicenceContact, map[string]string) {
	form := map[string]string{}
	for _, name := range []string{"name", "position", "email", "phone", "user"} {
		form[name] = v.form(name)
	}
	return crm.LicenceContact{Version: v.number("version"), Name: form["name"], Position: form["position"], Email: form["email"],
		Phone: form["phone"], User: v.number("user"), Authorised: v.form("authorised") != "", Notices: v.form("notices") != ""}, form
}

func addContact(v *visit) error {
	c, form := v.contactForm()
	err := v.p.Store.SaveLicenceContact(v.ctx(), v.Actor, &c)
	var invalid *crm.Invalid
	switch {
	case errors.As(err, &invalid):
		return v.showRefusedContact(http.StatusUnprocessableEntity, contactPersonData{Form: form, Wrong: v.wrongFields(invalid), Authorised: c.Authorised, Notices: c.Notices})
	case errors.Is(err, crm.ErrForbidden):
		return v.showRefusedContact(http.StatusForbidden, contactPersonData{Form: form, Authorised: c.Authorised, Notices: c.Notices, Refused: v.L.T("contact.binding_only")})
	case err != nil:
		return err
	}
	if err := v.say(v.L.T("contact.person_saved", "name", c.Name), ""); err != nil {
		return err
	}
	return v.to(agreementBase + "/contact")
}

// showRefusedContact shows the contacts again with what was entered.
func (v *visit) showRefusedContact(status int, p contactPersonData) error {
	details, err := v.details()
	if err != nil {
		return err
	}
	form := map[string]string{"name": details.Name, "org_no": details.OrgNo, "line1": details.Line1, "line2": details.Line2, "zip": details.Zip,
		"city": details.City, "country": details.Country, "phone": details.Phone, "invoice_email": details.InvoiceEmail}
	return v.showContact(status, form, nil, p)
}

func (v *visit) contact() (crm.LicenceContact, error) {
	id, err := v.id()
	if err != nil {
		return crm.LicenceContact{}, err
	}
	all, err := v.p.Store.LicenceContacts(v.ctx())
	for _, c := range all {
		if c.ID == id {
			return c, nil
		}
	}
	return crm.LicenceContact{}, errors.Join(err, crm.ErrNotFound)
}

func showContactPerson(v *visit) error {
	c, err := v.contact()
	if err != nil {
		return err
	}
	return v.showContactPerson(http.StatusOK, c, contactPersonData{})
}

// showContactPerson shows a contact; d holds what was refused.
func (v *visit) showContactPerson(status int, c crm.LicenceContact, d contactPersonData) error {
	d.ID, d.Version, d.Title, d.Action = c.ID, c.Version, c.Name, agreementBase+"/persons/"+strconv.FormatInt(c.ID, 10)
	d.MayBind, d.MayChange = v.Actor.MayBind(), v.Actor.MayBind() || !c.Authorised
	if d.Form == nil {
		d.Form = map[string]string{"name": c.Name, "position": c.Position, "email": c.Email, "phone": c.Phone}
		if c.User != 0 {
			d.Form["user"] = strconv.FormatInt(c.User, 10)
		}
		d.Authorised, d.Notices = c.Authorised, c.Notices
	}
	var err error
	if d.Users, err = v.accounts(d.Form["user"]); err != nil {
		return err
	}
	return showStatus(v, status, contactPersonPage, c.Name, d)
}

func saveContact(v *visit) error {
	was, err := v.contact()
	if err != nil {
		return err
	}
	c, form := v.contactForm()
	c.ID = was.ID
	if !v.Actor.MayBind() {
		c.Authorised = was.Authorised // the form of others does not send it
	}
	err = v.p.Store.SaveLicenceContact(v.ctx(), v.Actor, &c)
	again := contactPersonData{Form: form, Authorised: c.Authorised, Notices: c.Notices}
	var invalid *crm.Invalid
	var conflict *crm.Conflict
	switch {
	case errors.As(err, &invalid):
		again.Wrong = v.wrongFields(invalid)
		return v.showContactPerson(http.StatusUnprocessableEntity, was, again)
	case errors.As(err, &conflict):
		return v.showContactPerson(http.StatusConflict, was, contactPersonData{Refused: v.L.T("user.conflict")})
	case errors.Is(err, crm.ErrForbidden):
		again.Refused = v.L.T("contact.binding_only")
		return v.showContactPerson(http.StatusForbidden, was, again)
	case err != nil:
		return err
	}
	if err := v.say(v.L.T("contact.person_saved", "name", c.Name), ""); err != nil {
		return err
	}
	return v.to(agreementBase + "/contact")
}

func removeContact(v *visit) error {
	c, err := v.contact()
	if err != nil {
		return err
	}
	err = v.p.Store.RemoveLicenceContact(v.ctx(), v.Actor, c.ID)
	if errors.Is(err, crm.ErrForbidden) {
		return v.showContactPerson(http.StatusForbidden, c, contactPersonData{Refused: v.L.T("contact.binding_only")})
	}
	if err != nil {
		return err
	}
	if err := v.say(v.L.T("contact.person_removed", "name", c.Name), ""); err != nil {
		return err
	}
	return v.to(agreementBase + "/contact")
}

// makeContactNotice writes what the vendor is told of the customer now.
func makeContactNotice(v *visit) error {
	d, err := v.details()
	if err != nil {
		return err
	}
	contacts, err := v.p.Store.LicenceContacts(v.ctx())
	if err != nil {
		return err
	}
	changed, err := v.untold(d, contacts)
	if err != nil {
		return err
	}
	if len(changed) == 0 {
		return v.to(agreementBase + "/contact")
	}
	n := licensing.ContactNotice{Schema: 1, ID: statementNumber("C"), Installation: v.p.Installation, At: v.statedAt(), By: v.User.Title(),
		Customer: licensing.ContactDetails(d), Persons: personsOf(contacts), Changed: changed}
	if l := v.Verdict.License; l != nil {
		n.Agreement = l.Agreement.No
	}
	return v.keepStatement(crm.StatementContact, n.ID, n)
}
