package main

import (
	"errors"
	"log/slog"
	"strconv"

	"holm/crm"
	"holm/server/mail"
	"holm/server/notice"
)

// sender sends this installation's mail. Its name is the data directory's, as
// the runner's of jobs is.
func (in *installation) sender(c config, log *slog.Logger) (*mail.Sender, error) {
	account, err := c.mailAccount()
	if err != nil {
		return nil, err
	}
	return mail.New(mail.Options{Store: in.store, Gate: in.keeper, Now: in.now, Log: log, Name: in.serverName(), Secret: in.key.Seed(),
		Configured: account, Password: c.MailPassword})
}

// teller tells people what the dates of the licence bring.
func (in *installation) teller(letters notice.Letters, sender *mail.Sender, site string, log *slog.Logger) *notice.Teller {
	return notice.New(notice.Options{Store: in.store, Gate: in.keeper, Letters: letters, Site: site, Wake: sender.Wake, Log: log})
}

// mailAccount is the mail server that the configuration names, if any.
func (c config) mailAccount() (crm.MailAccount, error) {
	a := crm.MailAccount{Host: c.MailHost, Security: crm.MailSecurity(c.MailSecurity), Login: c.MailLogin,
		From: c.MailFrom, FromName: c.MailFromName, Sink: c.MailSink}
	if c.MailPort != "" {
		port, err := strconv.ParseInt(c.MailPort, 10, 64)
		if err != nil {
			return a, fail(errUsage, "write a number, as 587", "mail_port is %q", c.MailPort)
		}
		a.Port = port
	}
	if !a.Set() {
		return crm.MailAccount{}, nil
	}
	a.Tidy()
	var invalid *crm.Invalid
	if err := a.Validate(); errors.As(err, &invalid) {
		return a, fail(errUsage, "correct the settings that begin with mail_; holm config prints them", "not valid: %s", invalidText(invalid))
	}
	return a, nil
}
