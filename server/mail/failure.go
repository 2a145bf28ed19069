package mail

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/textproto"
	"os"
	"strings"
	"syscall"

	gomail "github.com/wneessen/go-mail"

	"holm/crm"
)

// dialFailure says in words why the server could not be reached or did not let
// us in. Every mail fails for it, so trying again later helps all of them.
func dialFailure(err error) *crm.MailFailure {
	f := &crm.MailFailure{Key: "mail.wrong.connect", Words: words(err), Whole: true}
	var dns *net.DNSError
	var unknown x509.UnknownAuthorityError
	var host x509.HostnameError
	var invalid x509.CertificateInvalidError
	var verification *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	var reply *textproto.Error
	switch {
	case errors.As(err, &dns):
		f.Key = "mail.wrong.host"
	case errors.Is(err, syscall.ECONNREFUSED):
		f.Key = "mail.wrong.refused"
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded):
		f.Key = "mail.wrong.timeout"
	case errors.As(err, &host), errors.As(err, &unknown), errors.As(err, &invalid), errors.As(err, &verification):
		f.Key = "mail.wrong.certificate"
	case errors.As(err, &record):
		f.Key = "mail.wrong.not_tls"
	case strings.Contains(err.Error(), "STARTTLS"):
		f.Key = "mail.wrong.no_starttls"
	case errors.Is(err, gomail.ErrNoSupportedAuthDiscovered), strings.Contains(err.Error(), "SMTP AUTH"):
		f.Key = "mail.wrong.login"
	case errors.As(err, &reply) && (reply.Code == 530 || reply.Code == 534 || reply.Code == 535 || reply.Code == 538):
		f.Key = "mail.wrong.login"
	case errors.As(err, &reply):
		f.Key = "mail.wrong.answer"
	}
	return f
}

// sendFailure says why the server did not take one mail.
func sendFailure(err error) *crm.MailFailure {
	f := &crm.MailFailure{Key: "mail.wrong.answer", Words: words(err)}
	var refused *gomail.SendError
	if !errors.As(err, &refused) {
		f.Whole = true
		return f
	}
	code := refused.ErrorCode()
	f.Final = code >= 500 && !refused.IsTemp()
	switch refused.Reason {
	case gomail.ErrGetSender, gomail.ErrGetRcpts:
		f.Key, f.Final = "mail.wrong.address", true
	case gomail.ErrSMTPMailFrom:
		f.Key = "mail.wrong.sender"
	case gomail.ErrSMTPRcptTo:
		f.Key = "mail.wrong.recipient"
	case gomail.ErrSMTPData, gomail.ErrSMTPDataClose, gomail.ErrWriteContent:
		f.Key = "mail.wrong.content"
	}
	if code == 530 || code == 534 || code == 535 || code == 538 {
		f.Key, f.Final, f.Whole = "mail.wrong.login", false, true
	}
	if code == 0 && !f.Final { // no answer: the connection ended
		f.Whole = true
		if errors.Is(err, os.ErrDeadlineExceeded) || strings.Contains(err.Error(), "i/o timeout") {
			f.Key = "mail.wrong.timeout"
		} else {
			f.Key = "mail.wrong.broken"
		}
	}
	return f
}

// words are what the server or the system said, short enough to read.
func words(err error) string {
	text := strings.Join(strings.Fields(strings.ToValidUTF8(err.Error(), "?")), " ")
	if r := []rune(text); len(r) > 500 {
		text = string(r[:500]) + "…"
	}
	return text
}
