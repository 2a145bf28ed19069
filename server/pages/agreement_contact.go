package pages

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"holm/crm"
	"holm/licensing"
)

var (
	contactPage       = page[contactData]{"agreement_contact"}
	contactPersonPage = page[contactPersonData]{"agreement_person"}
)

// contactSummary is the contact information, what the licence has otherwise,
// and what the vendor was not told yet.
type contactSummary struct {
	Details []pair
	Persons []contactLine
	Differs []string
	Untold  string
}

type contactLine struct {
	ID                  int64
	Name, Small         string
	Authorised, Notices bool
	Account             string
	MayChange           bool
}

type contactData struct {
	contactSummary
	Form, Wrong map[string]string
	Countries   []choice
	Person      contactPersonData // the form of a new one
	MayBind     bool
	Sign        bool
	WhoBinds    string
}

type contactPersonData struct {
	ID, Version         int64
	Title, Action       string
	Form, Wrong         map[string]string
	Authorised, Notices bool
	MayBind, MayChange  bool
	Users               []choice
	Refused             string
}

func showContact(v *visit) error {
	details, err := v.details()
	if err != nil {
		return err
	}
	form := map[string]string{"name": details.Name, "org_no": details.OrgNo, "line1": details.Line1, "line2": details.Line2, "zip": details.Zip,
		"city": details.City, "country": details.Country, "phone": details.Phone, "invoice_email": details.InvoiceEmail}
	return v.showContact(http.StatusOK, form, nil, contactPersonData{})
}

func (v *visit) showContact(status int, form, wrong map[string]string, person contactPersonData) error {
	d := contactData{Form: form, Wrong: wrong, Countries: v.countries(countries), Person: person, MayBind: v.Actor.MayBind(), Sign: v.p.Signer != nil}
	if form["country"] != "" && !slices.Contains(countries, form["country"]) {
		d.Countries = v.L.allCountries()
	}
	if d.Person.Form == nil {
		d.Person.Form = map[string]string{}
	}
	d.Person.Title, d.Person.Action, d.Person.MayBind, d.Person.MayChange = v.L.T("contact.add"), agreementBase+"/persons", d.MayBind, true
	var err error
	if d.Person.Users, err = v.accounts(d.Person.Form["user"]); err != nil {
		return err
	}
	if d.contactSummary, err = v.contactSummary(); err != nil {
		return err
	}
	if d.WhoBinds, err = v.whoBinds(); err != nil {
		return err
	}
	return showStatus(v, status, contactPage, v.L.T("contact.title"), d)
}

// details are the customer's, at first those that the licence and set-up know.
func (v *visit) details() (crm.CustomerDetails, error) {
	d, err := v.p.Store.CustomerDetails(v.ctx())
	if err != nil || d != (crm.CustomerDetails{}) {
		return d, err
	}
	if l := v.Verdict.License; l != nil {
		return crm.CustomerDetails{Name: l.Customer.Name, OrgNo: l.Customer.OrgNo, Country: l.Customer.Country}, nil
	}
	if d.Name, err = v.p.Store.Setting(v.ctx(), "installation.company"); err != nil {
		return d, err
	}
	d.Country, err = v.p.Store.Setting(v.ctx(), "installation.country")
	return d, err
}

func (v *visit) contactSummary() (contactSummary, error) {
	var s contactSummary
	d, err := v.details()
	if err != nil {
		return s, err
	}
	contacts, err := v.p.Store.LicenceContacts(v.ctx())
	if err != nil {
		return s, fmt.Errorf("reading the contacts of the licence: %w", err)
	}
	address := joined(", ", d.Line1, d.Line2, joined(" ", d.Zip, d.City), v.countryOf(d.Country))
	for _, p := range []pair{{Label: v.L.T("contact.name"), Text: d.Name}, {Label: v.L.T("contact.org_no"), Text: d.OrgNo},
		{Label: v.L.T("contact.address"), Text: address}, {Label: v.L.T("contact.phone"), Text: d.Phone},
		{Label: v.L.T("contact.invoice_email"), Text: d.InvoiceEmail}} {
		if p.Text != "" {
			s.Details = append(s.Details, p)
		}
	}
	accounts, err := v.p.Store.Users(v.ctx(), v.Actor)
	if err != nil {
		return s, err
	}
	for _, c := range contacts {
		line := contactLine{ID: c.ID, Name: c.Name, Small: joined(", ", c.Position, c.Email, c.Phone), Authorised: c.Authorised, Notices: c.Notices,
			MayChange: v.Actor.MayBind() || !c.Authorised}
		for _, u := range accounts {
			if u.ID == c.User {
				line.Account = u.Login
			}
		}
		s.Persons = append(s.Persons, line)
	}
	s.Differs = v.licenceDiffers(d)
	changed, err := v.untold(d, contacts)
	if len(changed) > 0 {
		s.Untold = v.changedNames(changed)
	}
	return s, err
}

func (v *visit) countryOf(code string) string {
	if code == "" {
		return ""
	}
	return v.L.country(code)
}

// licenceDiffers tells where the licence names the customer otherwise.
func (v *visit) licenceDiffers(d crm.CustomerDetails) []string {
	l := v.Verdict.License
	if l == nil {
		return nil
	}
	plain := func(s string) string {
		return strings.ToLower(strings.NewReplacer(" ", "", "-", "", ".", "").Replace(s))
	}
	var out []string
	for _, c := range []struct{ key, here, there string }{
		{"contact.name", d.Name, l.Customer.Name}, {"contact.org_no", d.OrgNo, l.Customer.OrgNo}, {"contact.country", d.Country, l.Customer.Country},
	} {
		if c.there != "" && plain(c.here) != plain(c.there) {
			out = append(out, v.L.T("contact.licence_says", "what", v.L.T(c.key), "text", c.there))
		}
	}
	return out
}

// changedNames names what changed in words.
func (v *visit) changedNames(changed []string) string {
	var names []string
	for _, field := range changed {
		names = append(names, v.L.T("contact.field."+field))
	}
	return strings.Join(slices.Compact(names), ", ")
}

// untold lists what the newest notice to the vendor, or without one the
// licence, does not say as it is now.
func (v *visit) untold(d crm.CustomerDetails, contacts []crm.LicenceContact) ([]string, error) {
	var told crm.CustomerDetails
	var persons []licensing.ContactPerson
	if l := v.Verdict.License; l != nil {
		told = crm.CustomerDetails{Name: l.Customer.Name, OrgNo: l.Customer.OrgNo, Country: l.Customer.Country}
	} else {
		told = d
	}
	made, err := v.p.Store.Statements(v.ctx(), v.Actor, crm.StatementContact)
	if err != nil {
		return nil, err
	}
	if len(made) > 0 {
		var n licensing.ContactNotice
		if _, err := licensing.OpenStatement(made[0].Text, licensing.ContactStatement, &n); err != nil {
			return nil, fmt.Errorf("reading the notice %s: %w", made[0].Number, err)
		}
		told, persons = crm.CustomerDetails(n.Customer), n.Persons
	}
	var changed []string
	for _, c := range d.Differences(&told) {
		changed = append(changed, c.Field)
	}
	authorised := func(p licensing.ContactPerson) bool { return !p.Authorised }
	notices := func(p licensing.ContactPerson) bool { return !p.Notices }
	now := personsOf(contacts)
	if !slices.Equal(slices.DeleteFunc(slices.Clone(now), authorised), slices.DeleteFunc(slices.Clone(persons), authorised)) {
		changed = append(changed, "authorised")
	}
	if !slices.Equal(slices.DeleteFunc(slices.Clone(now), notices), slices.DeleteFunc(slices.Clone(persons), notices)) {
		changed = append(changed, "notices")
	}
	return changed, nil
}

func personsOf(contacts []crm.LicenceContact) []licensing.ContactPerson {
	var out []licensing.ContactPerson
	for _, c := range contacts {
		out = append(out, licensing.ContactPerson{Name: c.Name, Position: c.Position, Email: c.Email, Phone: c.Phone, Authorised: c.Authorised, Notices: c.Notices})
	}
	return out
}

// saveCustomer changes how the customer is reached and invoiced.
func saveCustomer(v *visit) error {
	form := map[string]string{}
	for _, name := range []string{"name", "org_no", "line1", "line2", "zip", "city", "country", "phone", "invoice_email"} {
		form[name] = v.form(name)
	}
	d := crm.CustomerDetails{Name: form["name"], OrgNo: form["org_no"], Line1: form["line1"], Line2: form["line2"], Zip: form["zip"],
		City: form["city"], Country: form["country"], Phone: form["phone"], InvoiceEmail: form["invoice_email"]}
	err := v.p.Store.SaveCustomerDetails(v.ctx(), v.Actor, d)
	var invalid *crm.Invalid
	if errors.As(err, &invalid) {
		return v.showContact(http.StatusUnprocessableEntity, form, v.wrongFields(invalid), contactPersonData{})
	}
	if err != nil {
		return err
	}
	if err := v.say(v.L.T("contact.saved"), ""); err != nil {
		return err
	}
	return v.to(agreementBase + "/contact")
}

// accounts are the users whom a contact may log in as.
func (v *visit) accounts(chosen string) ([]choice, error) {
	users, err := v.p.Store.Users(v.ctx(), v.Actor)
	if err != nil {
		return nil, err
	}
	out := []choice{{"", v.L.T("contact.no_account")}}
	for _, u := range users {
		id := strconv.FormatInt(u.ID, 10)
		if !u.APIOnly && (u.Status == crm.UserActive || id == chosen) {
			out = append(out, choice{id, u.Title() + " (" + u.Login + ")"})
		}
	}
	return out, nil
}
