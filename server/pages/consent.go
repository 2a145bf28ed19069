package pages

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"

	"holm/crm"
	"holm/lockout"
)

// consents says what persons' data may be used for.
type consents interface {
	Consents(ctx context.Context, a crm.Actor, person int64) ([]crm.Consent, error)
	AddConsent(ctx context.Context, a crm.Actor, c *crm.Consent) error
	WithdrawConsent(ctx context.Context, a crm.Actor, person, consent int64, reason string) error
}

// purposeField is what a consent is for, as a field that names can be read of.
var purposeField = crm.Field{Name: "purpose", Type: crm.TypeReference, References: crm.EntityListItem, List: crm.ListConsentPurpose}

var consentPage = page[consentData]{"consent"}

// consentData is all that a person consented to, and the form for more.
type consentData struct {
	Title, Person, Action string
	Lines                 []consentLine
	Purposes, Bases       []choice
	Form, Wrong           map[string]string
	MayAdd, MayWithdraw   bool
	Today                 string
}

type consentLine struct {
	ID                           int64
	Purpose, Basis, Source       string
	Given, Until, Recorded       string
	State, StateText, Withdrawal string
	Live                         bool // can be withdrawn
}

// consentsOf reads a person's consents for showing, newest first.
func (v *visit) consentsOf(person int64, n *names) ([]consentLine, error) {
	list, err := v.p.Store.Consents(v.ctx(), v.Actor, person)
	if err != nil {
		return nil, fmt.Errorf("reading consents: %w", err)
	}
	out := make([]consentLine, len(list))
	for i, c := range list {
		out[i] = v.consentLine(c, n)
	}
	return out, nil
}

func (v *visit) consentLine(c crm.Consent, n *names) consentLine {
	state := c.State(v.Now.Format(time.DateOnly))
	line := consentLine{ID: c.ID, Purpose: n.item(v, "purpose", crm.ListConsentPurpose, c.Purpose).Text,
		Basis: v.L.T("consent.basis." + c.LegalBasis), Source: c.Source, Given: v.dayText(c.GivenOn), Until: v.dayText(c.ValidUntil),
		State: string(state), StateText: v.L.T("consent." + string(state)), Live: c.WithdrawnAt == nil,
		Recorded: v.by(n.users[c.RecordedBy], c.RecordedAt)}
	if c.WithdrawnAt != nil {
		line.Withdrawal = v.by(n.users[c.WithdrawnBy], *c.WithdrawnAt)
		if c.Reason != "" {
			line.Withdrawal += ": " + c.Reason
		}
	}
	return line
}

// by says who did something when.
func (v *visit) by(who string, at time.Time) string {
	if who == "" {
		who = v.L.T("actor.system")
	}
	return who + ", " + v.ago(at.In(v.Zone))
}

// dayText writes a day that is kept as text.
func (v *visit) dayText(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	return v.L.Date(t)
}

// latestConsents leaves the newest line of each purpose.
func latestConsents(all []consentLine) []consentLine {
	var out []consentLine
	for _, c := range all {
		if !slices.ContainsFunc(out, func(o consentLine) bool { return o.Purpose == c.Purpose }) {
			out = append(out, c)
		}
	}
	return out
}

func listConsents(v *visit) error {
	return v.showConsents(http.StatusOK, map[string]string{"given_on": v.Now.Format(time.DateOnly), "legal_basis": "consent"}, nil)
}

// showConsents shows the page; form and wrong are those of a refused consent.
func (v *visit) showConsents(status int, form, wrong map[string]string) error {
	id, err := v.id()
	if err != nil {
		return err
	}
	p, err := v.p.Store.Person(v.ctx(), v.Actor, id)
	if err != nil {
		return err
	}
	n, err := v.names([]crm.Field{purposeField})
	if err != nil {
		return err
	}
	may := v.Actor.Right(crm.EntityPerson, p.Holding()) >= crm.RightUpdate
	d := consentData{Title: v.L.T("consent.many"), Person: p.Title(), Action: recordURL(personBase, id), Form: form, Wrong: wrong,
		MayAdd: may && p.DeletedAt == nil && v.mayChange(), MayWithdraw: may && v.may(lockout.Withdraw), Today: v.Now.Format(time.DateOnly)}
	if d.Lines, err = v.consentsOf(id, n); err != nil {
		return err
	}
	d.Purposes = append([]choice{{"", v.L.T("form.choose")}}, n.options(crm.Field{References: crm.EntityListItem, List: crm.ListConsentPurpose})...)
	for _, b := range crm.LegalBases {
		d.Bases = append(d.Bases, choice{b, v.L.T("consent.basis." + b)})
	}
	return showStatus(v, status, consentPage, d.Person+", "+d.Title, d)
}

func addConsent(v *visit) error {
	id, err := v.id()
	if err != nil {
		return err
	}
	form := map[string]string{}
	for _, name := range []string{"purpose", "legal_basis", "source", "given_on", "valid_until"} {
		form[name] = v.form(name)
	}
	c := crm.Consent{Person: id, Purpose: v.number("purpose"), LegalBasis: form["legal_basis"], Source: form["source"],
		GivenOn: form["given_on"], ValidUntil: form["valid_until"]}
	err = v.p.Store.AddConsent(v.ctx(), v.Actor, &c)
	var invalid *crm.Invalid
	if errors.As(err, &invalid) {
		return v.showConsents(http.StatusUnprocessableEntity, form, v.wrongFields(invalid))
	}
	if err != nil {
		return err
	}
	if err := v.say(v.L.T("consent.recorded"), ""); err != nil {
		return err
	}
	return v.to(recordURL(personBase, id) + "/consents")
}

func withdrawConsent(v *visit) error {
	id, err := v.id()
	if err != nil {
		return err
	}
	consent, err := strconv.ParseInt(v.r.PathValue("consent"), 10, 64)
	if err != nil {
		return crm.ErrNotFound
	}
	if err := v.p.Store.WithdrawConsent(v.ctx(), v.Actor, id, consent, v.form("reason")); err != nil {
		return err
	}
	if err := v.say(v.L.T("consent.was_withdrawn"), ""); err != nil {
		return err
	}
	return v.to(recordURL(personBase, id) + "/consents")
}

// consentChanges tells what a consent is about, in a person's history.
func (v *visit) consentChanges(entry crm.JournalEntry, n *names) []changed {
	show := func(field string, value any) string {
		switch x := value.(type) {
		case float64: // as the journal decodes numbers
			return n.item(v, field, crm.ListConsentPurpose, int64(x)).Text
		case string:
			switch field {
			case "legal_basis":
				return v.L.T("consent.basis." + x)
			case "given_on", "valid_until":
				return v.dayText(x)
			}
			return x
		}
		return ""
	}
	labels := map[string]string{"purpose": "consent.purpose", "legal_basis": "consent.legal_basis", "source": "consent.source",
		"given_on": "consent.given_on", "valid_until": "consent.valid_until", "reason": "consent.how_withdrawn"}
	var out []changed
	for _, c := range entry.Changes {
		line := changed{Label: v.L.T(labels[c.Field]), Before: show(c.Field, c.Before), After: show(c.Field, c.After)}
		if line.Before != line.After {
			out = append(out, line)
		}
	}
	return out
}
