package pages

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"holm/crm"
	"holm/licensing"
)

// Signer signs what the installation states to the vendor.
type Signer interface {
	// Sign writes the claims as a signed statement (licensing.SignStatement).
	Sign(kind licensing.StatementKind, claims any) ([]byte, error)
}

type statements interface {
	Statements(ctx context.Context, a crm.Actor, kinds ...crm.StatementKind) ([]crm.Statement, error)
	Statement(ctx context.Context, a crm.Actor, id int64) (crm.Statement, error)
	KeepStatement(ctx context.Context, a crm.Actor, st *crm.Statement) error
	NoteSent(ctx context.Context, a crm.Actor, id int64, sent bool) error
}

const letterBase = agreementBase + "/letters"

var letterPage = page[letterData]{"letter"}

// letterLine is a statement in a list.
type letterLine struct {
	URL, Number, What, Made, By string
	State, Class                string
}

// letterData is a statement as people read, print and send it.
type letterData struct {
	URL, Back, BackText string
	State, Class        string
	Subject             string
	To, From            []string
	Date                string
	Body                []string
	Lines               []letterChange
	Pairs               []pair
	Closing             []string
	By, Authority       string
	Reference           string
	Mail                string
	Sent                bool
}

type letterChange struct{ What, Before, Wanted, From string }

// statementNumber is a new number for a statement.
func statementNumber(kind string) string { return kind + "-" + strings.ToLower(rand.Text()[:16]) }

// statedAt is when a statement is made: the effective time, in whole seconds.
func (v *visit) statedAt() time.Time { return v.Verdict.At.UTC().Truncate(time.Second) }

// keepStatement signs and keeps a statement and leads to it.
func (v *visit) keepStatement(kind crm.StatementKind, number string, claims any) error {
	text, err := v.p.Signer.Sign(licensing.StatementKind(kind), claims)
	if err != nil {
		return err
	}
	st := crm.Statement{Kind: kind, Number: number, Text: text}
	if err := v.p.Store.KeepStatement(v.ctx(), v.Actor, &st); err != nil {
		return err
	}
	return v.to(recordURL(letterBase, st.ID))
}

// letters lists statements of the kinds, the newest first.
func (v *visit) letters(kinds ...crm.StatementKind) ([]letterLine, error) {
	made, err := v.p.Store.Statements(v.ctx(), v.Actor, kinds...)
	if err != nil {
		return nil, err
	}
	names, err := v.userNames()
	if err != nil {
		return nil, err
	}
	var out []letterLine
	for _, st := range made {
		line := letterLine{URL: recordURL(letterBase, st.ID), Number: st.Number, What: v.L.T("letter.kind." + string(st.Kind)),
			Made: v.L.Moment(st.MadeAt.In(v.Zone)), By: names[st.MadeBy]}
		line.State, line.Class = v.letterState(st, names)
		out = append(out, line)
	}
	return out, nil
}

// letterState says how far a statement has come.
func (v *visit) letterState(st crm.Statement, names map[int64]string) (text, class string) {
	if st.Kind == crm.StatementOrder {
		for _, l := range v.p.Licences.Licenses() {
			if l.OrderNo == st.Number {
				return v.L.T("letter.answered", "id", l.ID, "serial", strconv.FormatInt(l.Serial, 10)), "is-done"
			}
		}
	}
	if st.SentAt != nil {
		return v.L.T("letter.sent", "date", v.L.Date(st.SentAt.In(v.Zone)), "name", names[st.SentBy]), "is-planned"
	}
	return v.L.T("letter.made"), "is-wait"
}

func (v *visit) userNames() (map[int64]string, error) {
	users, err := v.p.Store.Users(v.ctx(), v.Actor)
	if err != nil {
		return nil, err
	}
	names := map[int64]string{}
	for _, u := range users {
		names[u.ID] = u.Title()
	}
	return names, nil
}

func (v *visit) statement() (crm.Statement, error) {
	id, err := v.id()
	if err != nil {
		return crm.Statement{}, err
	}
	return v.p.Store.Statement(v.ctx(), v.Actor, id)
}

func showLetter(v *visit) error {
	st, err := v.statement()
	if err != nil {
		return err
	}
	names, err := v.userNames()
	if err != nil {
		return err
	}
	d := letterData{URL: recordURL(letterBase, st.ID), Back: agreementBase, BackText: v.L.T("nav.agreement"), Sent: st.SentAt != nil,
		Date: v.L.LongDate(st.MadeAt.In(v.Verdict.Zone()))}
	if st.Kind == crm.StatementOrder {
		d.Back, d.BackText = orderBase, v.L.T("nav.orders")
	}
	d.State, d.Class = v.letterState(st, names)
	if err := v.letterHead(&d); err != nil {
		return err
	}
	switch st.Kind {
	case crm.StatementOrder:
		err = v.orderLetter(&d, st)
	case crm.StatementNotice:
		err = v.noticeLetter(&d, st)
	default:
		err = v.contactLetter(&d, st)
	}
	if err != nil {
		return fmt.Errorf("reading the statement %s: %w", st.Number, err)
	}
	d.Reference = v.L.T("letter.reference", "number", st.Number, "installation", v.p.Installation)
	d.Mail = "mailto:?" + strings.ReplaceAll(url.Values{"subject": {d.Subject}, "body": {d.plain()}}.Encode(), "+", "%20")
	return show(v, letterPage, d.Subject, d)
}

// letterHead says who writes to whom.
func (v *visit) letterHead(d *letterData) error {
	details, err := v.details()
	if err != nil {
		return err
	}
	lines := func(texts ...string) []string {
		var out []string
		for _, text := range texts {
			for line := range strings.Lines(text) {
				if line = strings.TrimSpace(line); line != "" {
					out = append(out, line)
				}
			}
		}
		return out
	}
	d.From = lines(details.Name, details.Line1, details.Line2, joined(" ", details.Zip, details.City), v.countryOf(details.Country), details.OrgNo)
	d.To = []string{v.L.T("letter.vendor")}
	if l := v.Verdict.License; l != nil {
		d.To = lines(l.ContractingParty.Name, l.ContractingParty.Address)
	}
	return nil
}

func (v *visit) orderLetter(d *letterData, st crm.Statement) error {
	var o licensing.Order
	if _, err := licensing.OpenStatement(st.Text, licensing.OrderStatement, &o); err != nil {
		return err
	}
	d.Subject = v.L.T("letter.order", "no", o.Agreement)
	d.Body = []string{v.L.T("letter.order_body")}
	d.Lines = v.orderChanges(o.Lines)
	d.Closing = withNote(o.Note, v.L.T("letter.order_closing"))
	d.By, d.Authority = o.PlacedBy, v.L.T("letter.authority."+string(o.Authority))
	return nil
}

func (v *visit) noticeLetter(d *letterData, st crm.Statement) error {
	var n licensing.TerminationNotice
	if _, err := licensing.OpenStatement(st.Text, licensing.NoticeStatement, &n); err != nil {
		return err
	}
	d.Subject = v.L.T("letter.notice", "no", n.Agreement)
	d.Body = []string{v.L.T("letter.notice_body", "no", n.Agreement, "date", v.L.LongDate(n.Ends.In(time.UTC)))}
	d.Closing = withNote(n.Note, v.L.T("letter.notice_closing"))
	d.By, d.Authority = n.GivenBy, v.L.T("letter.authority."+string(n.Authority))
	return nil
}

func (v *visit) contactLetter(d *letterData, st crm.Statement) error {
	var n licensing.ContactNotice
	if _, err := licensing.OpenStatement(st.Text, licensing.ContactStatement, &n); err != nil {
		return err
	}
	d.Subject = v.L.T("letter.contact")
	if n.Agreement != "" {
		d.Subject = v.L.T("letter.contact_no", "no", n.Agreement)
	}
	d.Body = []string{v.L.T("letter.contact_body", "what", v.changedNames(n.Changed))}
	c := n.Customer
	for _, p := range []pair{{Label: v.L.T("contact.name"), Text: c.Name}, {Label: v.L.T("contact.org_no"), Text: c.OrgNo},
		{Label: v.L.T("contact.address"), Text: joined(", ", c.Line1, c.Line2, joined(" ", c.Zip, c.City), v.countryOf(c.Country))},
		{Label: v.L.T("contact.phone"), Text: c.Phone}, {Label: v.L.T("contact.invoice_email"), Text: c.InvoiceEmail}} {
		if p.Text != "" {
			d.Pairs = append(d.Pairs, p)
		}
	}
	for _, p := range n.Persons {
		label := v.L.T("contact.notices")
		if p.Authorised {
			label = v.L.T("contact.authorised")
			if p.Notices {
				label += ", " + v.L.T("contact.notices")
			}
		} else if !p.Notices {
			continue
		}
		d.Pairs = append(d.Pairs, pair{Label: label, Text: p.Name, Small: joined(", ", p.Position, p.Email, p.Phone)})
	}
	d.By = n.By
	return nil
}

func withNote(note, closing string) []string {
	if note == "" {
		return []string{closing}
	}
	return []string{note, closing}
}

// plain is the letter as the text of a mail.
func (d *letterData) plain() string {
	var b strings.Builder
	line := func(texts ...string) { b.WriteString(joined("  ", texts...) + "\r\n") }
	for _, to := range d.To {
		line(to)
	}
	line()
	for _, text := range d.Body {
		line(text)
	}
	line()
	for _, l := range d.Lines {
		line(l.What+": "+l.Before+" → "+l.Wanted, l.From)
	}
	for _, p := range d.Pairs {
		line(p.Label+": "+p.Text, p.Small)
	}
	for _, text := range d.Closing {
		line(text)
	}
	line()
	line(joined(", ", d.By, d.Authority))
	for _, from := range d.From {
		line(from)
	}
	line()
	line(d.Reference)
	return b.String()
}

// downloadLetter gives the signed file.
func downloadLetter(v *visit) error {
	st, err := v.statement()
	if err != nil {
		return err
	}
	v.attach(string(st.Kind)+"-"+st.Number+".json", "application/json")
	v.w.WriteHeader(http.StatusOK)
	_, _ = v.w.Write(st.Text) // the reader has gone: nothing is left to do
	return nil
}

// attach makes the answer a file to save.
func (v *visit) attach(name, kind string) {
	h := v.w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", `attachment; filename="`+name+`"`)
	h.Set("Cache-Control", "no-store")
}

// noteSent notes that a statement was sent by hand, or takes that back.
func noteSent(v *visit) error {
	id, err := v.id()
	if err != nil {
		return err
	}
	if err := v.p.Store.NoteSent(v.ctx(), v.Actor, id, v.form("sent") != ""); err != nil {
		return err
	}
	return v.to(recordURL(letterBase, id))
}
