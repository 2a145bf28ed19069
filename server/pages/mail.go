package pages

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"holm/crm"
	"holm/lockout"
)

// Mailer sends what was queued.
type Mailer interface {
	// Account returns the server in use, whether a password is kept for it, and
	// whether the configuration sets it, so that the page cannot.
	Account(ctx context.Context) (account crm.MailAccount, password, configured bool, err error)
	// SaveAccount sets the server; a nil password keeps the one there is.
	SaveAccount(ctx context.Context, a crm.Actor, account crm.MailAccount, password *string) error
	// Test sends a mail at once. The error is *crm.MailFailure in words.
	Test(ctx context.Context, m crm.Mail) error
	// Trouble is what keeps all mail from going out, and since when.
	Trouble() (*crm.MailFailure, time.Time)
	// Wake has the queue looked at now.
	Wake()
}

type mails interface {
	Mails(ctx context.Context, a crm.Actor, state crm.MailState, limit int) ([]crm.Mail, error)
	ResendMail(ctx context.Context, a crm.Actor, id int64) error
	DiscardMail(ctx context.Context, a crm.Actor, id int64) error
}

const (
	mailBase   = "/admin/mail"
	mailsShown = 30
)

var mailPage = page[mailData]{"mail"}

type mailData struct {
	Head, Lede, Look  string // what stands in the way, if anything
	Words, Since      string
	Form, Wrong       map[string]string
	Securities        []choice
	HasPassword       bool
	Configured        bool
	Nonproduction     bool
	MayChange, MayTry bool
	Tried             *note
	Aside, Way, Sent  []mailLine
}

// mailLine is a mail as its list shows it.
type mailLine struct {
	ID                  int64
	Subject, To         string
	Purpose, When       string
	Why, Words, Instead string
	MayDiscard          bool
}

// mailRoutes are the addresses of the page of mail, when mail goes out.
func (p *Pages) mailRoutes() []Route {
	if p.Mailer == nil {
		return nil
	}
	return []Route{
		{http.MethodGet, mailBase, Licensees, lockout.ManageLicense, showMail},
		{http.MethodPost, mailBase, Licensees, lockout.Change, saveMail},
		{http.MethodPost, mailBase + "/test", Licensees, lockout.ManageLicense, testMail},
		{http.MethodPost, mailBase + "/{id}/send", Licensees, lockout.ManageLicense, resendMail},
		{http.MethodPost, mailBase + "/{id}/discard", Licensees, lockout.ManageLicense, discardMail},
	}
}

func showMail(v *visit) error { return v.showMail(http.StatusOK, nil, nil, nil) }

// showMail shows the page, with what was entered and what is wrong with it.
func (v *visit) showMail(status int, form, wrong map[string]string, tried *note) error {
	d, err := v.mailData()
	if err != nil {
		return err
	}
	if form != nil {
		d.Form = form
	}
	if d.Form["to"] == "" {
		d.Form["to"] = v.User.Email
	}
	d.Wrong, d.Tried = wrong, tried
	return showStatus(v, status, mailPage, v.L.T("nav.mail"), d)
}

func (v *visit) mailData() (mailData, error) {
	account, password, configured, err := v.p.Mailer.Account(v.ctx())
	var unusable *crm.MailFailure
	if err != nil && !errors.As(err, &unusable) {
		return mailData{}, err
	}
	d := mailData{HasPassword: password, Configured: configured, MayChange: v.mayChange() && !configured, MayTry: account.Set(),
		Nonproduction: v.Verdict.Flags.Nonproduction || v.Verdict.Flags.Demonstration}
	for _, s := range crm.MailSecurities {
		d.Securities = append(d.Securities, choice{string(s), v.L.T("mail.security." + string(s))})
	}
	d.Form = map[string]string{"host": account.Host, "port": "", "security": string(account.Security), "login": account.Login,
		"from": account.From, "from_name": account.FromName, "sink": account.Sink, "to": v.User.Email}
	if account.Port > 0 {
		d.Form["port"] = strconv.FormatInt(account.Port, 10)
	}
	if d.Form["security"] == "" {
		d.Form["security"] = string(crm.MailStartTLS)
	}
	v.mailHead(&d, account, unusable)
	for state, into := range map[crm.MailState]*[]mailLine{crm.MailWaiting: &d.Way, crm.MailAside: &d.Aside, crm.MailSent: &d.Sent} {
		list, err := v.p.Store.Mails(v.ctx(), v.Actor, state, mailsShown)
		if err != nil {
			return d, err
		}
		for _, m := range list {
			*into = append(*into, v.mailLine(m))
		}
	}
	return d, nil
}

// mailHead says in one sentence whether mail goes out.
func (v *visit) mailHead(d *mailData, account crm.MailAccount, unusable *crm.MailFailure) {
	trouble, since := v.p.Mailer.Trouble()
	if unusable != nil {
		trouble, since = unusable, time.Time{}
	}
	switch {
	case !account.Set() && unusable == nil:
		d.Head, d.Lede, d.Look = v.L.T("mail.head.none"), v.L.T("mail.lede.none"), "is-none"
	case d.Nonproduction && account.Sink == "":
		d.Head, d.Lede, d.Look = v.L.T("mail.head.no_sink"), v.L.T("mail.lede.no_sink"), "is-wait"
	case trouble != nil:
		d.Head, d.Lede, d.Look, d.Words = v.L.T("mail.head.trouble"), v.L.T(trouble.Key), "is-late", trouble.Words
		if !since.IsZero() {
			d.Since = v.L.T("mail.since", "date", v.L.Moment(since.In(v.Zone)))
		}
	case d.Nonproduction:
		d.Head, d.Lede, d.Look = v.L.T("mail.head.sink"), v.L.T("mail.lede.sink", "address", account.Sink), "is-planned"
	default:
		d.Head, d.Lede, d.Look = v.L.T("mail.head.ready"), v.L.T("mail.lede.ready", "host", account.Host, "from", account.From), "is-done"
	}
}

func (v *visit) mailLine(m crm.Mail) mailLine {
	to := make([]string, 0, len(m.To))
	for _, a := range m.To {
		to = append(to, a.String())
	}
	line := mailLine{ID: m.ID, Subject: m.Subject, To: strings.Join(to, ", "), Purpose: v.L.T("mail.purpose." + string(m.Purpose)),
		When: v.ago(m.CreatedAt.In(v.Zone)), Words: m.Words, MayDiscard: m.State != crm.MailSending}
	if m.Failure != "" {
		line.Why = v.L.T(m.Failure)
	}
	switch {
	case m.State == crm.MailWaiting && m.Failure != "" && !m.Held:
		line.When = v.L.T("mail.again", "date", v.L.Moment(m.NextAt.In(v.Zone)))
	case m.SentAt != nil:
		line.When = v.ago(m.SentAt.In(v.Zone))
	}
	if m.RedirectsTo != "" {
		line.Instead = v.L.T("mail.instead", "address", m.RedirectsTo)
	}
	return line
}

func saveMail(v *visit) error {
	form := map[string]string{}
	for _, name := range []string{"host", "port", "security", "login", "from", "from_name", "sink", "to"} {
		form[name] = v.form(name)
	}
	account := crm.MailAccount{Host: form["host"], Port: v.number("port"), Security: crm.MailSecurity(form["security"]), Login: form["login"],
		From: form["from"], FromName: form["from_name"], Sink: form["sink"]}
	if form["port"] != "" && account.Port == 0 {
		account.Port = -1
	}
	var password *string
	if typed := v.r.PostFormValue("password"); typed != "" {
		password = &typed
	}
	err := v.p.Mailer.SaveAccount(v.ctx(), v.Actor, account, password)
	var invalid *crm.Invalid
	if errors.As(err, &invalid) {
		return v.showMail(http.StatusUnprocessableEntity, form, v.wrongFields(invalid), nil)
	}
	if err != nil {
		return err
	}
	if err := v.say(v.L.T("mail.saved"), ""); err != nil {
		return err
	}
	return v.to(mailBase)
}

// testMail sends a mail at once and says what came of it.
func testMail(v *visit) error {
	to := v.form("to")
	m := crm.Mail{Purpose: crm.MailTest, MessageID: "test-" + strconv.FormatInt(v.Now.UnixNano(), 36) + "@holm.invalid",
		To: []crm.MailAddress{{Address: to}}, Subject: v.L.T("mail.test_subject"), Text: v.L.T("mail.test_text", "name", v.User.Title(), "date", v.L.Moment(v.Now))}
	err := v.p.Mailer.Test(v.ctx(), m)
	var invalid *crm.Invalid
	var failure *crm.MailFailure
	tried := &note{Tone: "is-ok", Icon: "check", Title: v.L.T("mail.tested"), Text: v.L.T("mail.tested_more", "to", to)}
	switch {
	case errors.As(err, &invalid):
		return v.showMail(http.StatusUnprocessableEntity, nil, map[string]string{"to": v.L.T("error.email")}, nil)
	case errors.Is(err, crm.ErrNoMail):
		tried = &note{Tone: "is-danger", Icon: "alert", Title: v.L.T("mail.not_tested"), Text: v.L.T("mail.wrong.no_server")}
	case errors.As(err, &failure):
		tried = &note{Tone: "is-danger", Icon: "alert", Title: v.L.T("mail.not_tested"), Text: v.L.T(failure.Key)}
		if failure.Words != "" {
			tried.Text += " " + v.L.T("mail.said", "words", failure.Words)
		}
	case err != nil:
		return err
	}
	return v.showMail(http.StatusOK, nil, nil, tried)
}

func resendMail(v *visit) error {
	return v.changeMail(v.p.Store.ResendMail, "mail.resent")
}

func discardMail(v *visit) error {
	return v.changeMail(v.p.Store.DiscardMail, "mail.discarded")
}

func (v *visit) changeMail(change func(context.Context, crm.Actor, int64) error, said string) error {
	id, err := v.id()
	if err != nil {
		return err
	}
	if err := change(v.ctx(), v.Actor, id); err != nil {
		return err
	}
	v.p.Mailer.Wake()
	if err := v.say(v.L.T(said), ""); err != nil {
		return err
	}
	return v.to(mailBase)
}
