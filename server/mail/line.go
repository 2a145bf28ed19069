package mail

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	netmail "net/mail"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"
	"github.com/wneessen/go-mail/smtp"

	"holm/crm"
)

// line is a connection to the mail server, open while there is mail.
type line struct {
	account Account
	client  *gomail.Client
	open    *smtp.Client
}

// dial connects and logs in. The error is *crm.MailFailure.
func (s *Sender) dial(ctx context.Context, a Account) (*line, error) {
	options := []gomail.Option{gomail.WithPort(int(a.Port)), gomail.WithTimeout(s.Timeout), gomail.WithoutNoop(),
		gomail.WithTLSConfig(&tls.Config{ServerName: a.Host, RootCAs: s.Roots, MinVersion: tls.VersionTLS12})}
	switch a.Security {
	case crm.MailTLS:
		options = append(options, gomail.WithSSL())
	case crm.MailPlain:
		options = append(options, gomail.WithTLSPolicy(gomail.NoTLS))
	default:
		options = append(options, gomail.WithTLSPolicy(gomail.TLSMandatory))
	}
	if a.Login != "" {
		options = append(options, gomail.WithUsername(a.Login), gomail.WithPassword(a.Password), gomail.WithSMTPAuth(authOf(a)))
	}
	client, err := gomail.NewClient(a.Host, options...)
	if err != nil {
		return nil, &crm.MailFailure{Key: "mail.wrong.connect", Words: words(err), Whole: true}
	}
	open, err := client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return nil, dialFailure(err)
	}
	return &line{a, client, open}, nil
}

// authOf lets the server choose, but never a way that shows the password to
// whoever listens; a server on this machine is not listened to.
func authOf(a Account) gomail.SMTPAuthType {
	if a.Security == crm.MailPlain {
		return gomail.SMTPAuthPlainNoEnc
	}
	return gomail.SMTPAuthAutoDiscover
}

// send gives one mail to the server. The error is *crm.MailFailure; nil means
// that the server took it, whatever came afterwards.
func (l *line) send(m crm.Mail) error {
	message, err := l.message(m)
	if err != nil {
		return &crm.MailFailure{Key: "mail.wrong.address", Words: words(err), Final: true}
	}
	err = l.client.SendWithSMTPClient(l.open, message)
	if err == nil || message.IsDelivered() {
		return nil
	}
	return sendFailure(err)
}

// close says good-bye; that the server has gone already is no matter.
func (l *line) close() { _ = l.client.CloseWithSMTPClient(l.open) }

// message writes a mail as it goes out. It is the same, byte for byte but for
// the addresses of a redirected one, however often it is tried.
func (l *line) message(m crm.Mail) (*gomail.Msg, error) {
	out := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	out.SetMessageIDWithValue(m.MessageID)
	out.SetDateWithValue(m.CreatedAt)
	out.SetBoundary(strings.NewReplacer("@", "-", ".", "-").Replace(m.MessageID))
	out.FromMailAddress(&netmail.Address{Name: l.account.FromName, Address: l.account.From})
	to := make([]*netmail.Address, 0, len(m.To))
	for _, a := range m.To {
		to = append(to, &netmail.Address{Name: a.Name, Address: a.Address})
	}
	out.ToMailAddress(to...)
	if m.ReplyTo != "" {
		out.ReplyToMailAddress(&netmail.Address{Address: m.ReplyTo})
	}
	out.Subject(m.Subject)
	out.SetGenHeader("Auto-Submitted", "auto-generated")
	out.SetBodyString(gomail.TypeTextPlain, m.Text)
	for _, f := range m.Files {
		err := out.AttachReader(f.Name, bytes.NewReader(f.Content), gomail.WithFileContentType(gomail.ContentType(f.MediaType)))
		if err != nil {
			return nil, fmt.Errorf("attach %s: %w", f.Name, err)
		}
	}
	return out, nil
}

// Test sends a mail at once and returns what went wrong as *crm.MailFailure;
// crm.ErrNoMail when no server is set.
func (s *Sender) Test(ctx context.Context, m crm.Mail) error {
	a, err := s.account(ctx)
	if err != nil {
		return err
	}
	if !a.Set() {
		return crm.ErrNoMail
	}
	m.Tidy()
	if err := m.Validate(); err != nil {
		return err
	}
	if m, err = s.direct(m, a); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, 2*s.Timeout)
	defer cancel()
	l, err := s.dial(ctx, a)
	if err != nil {
		return err
	}
	defer l.close()
	m.CreatedAt = s.Now()
	err = l.send(m)
	s.note(err)
	return err
}

// direct leads a mail to the sink where the installation is no productive one.
func (s *Sender) direct(m crm.Mail, a Account) (crm.Mail, error) {
	flags := s.Gate.Verdict().Flags
	if !flags.Nonproduction && !flags.Demonstration {
		return m, nil
	}
	if a.Sink == "" {
		return m, errNoSink
	}
	names := make([]string, 0, len(m.To))
	for _, to := range m.To {
		names = append(names, to.Address)
	}
	m.Subject = "[" + mark(flags.Demonstration) + ": " + strings.Join(names, ", ") + "] " + m.Subject
	m.To, m.RedirectsTo = []crm.MailAddress{{Address: a.Sink}}, a.Sink
	return m, nil
}

func mark(demonstration bool) string {
	if demonstration {
		return "DEMO"
	}
	return "TEST"
}

// errNoSink keeps the mail of an installation that is no productive one.
var errNoSink error = &crm.MailFailure{Key: "mail.wrong.no_sink", Whole: true}

func asFailure(err error) *crm.MailFailure {
	var f *crm.MailFailure
	if errors.As(err, &f) {
		return f
	}
	return &crm.MailFailure{Key: "mail.wrong.answer", Words: words(err), Whole: true}
}

// delayAfter says how long to wait after so many tries.
func delayAfter(attempts int64) time.Duration {
	steps := []time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour, 3 * time.Hour}
	if attempts < 1 {
		attempts = 1
	}
	if int(attempts) > len(steps) {
		return 6 * time.Hour
	}
	return steps[attempts-1]
}
