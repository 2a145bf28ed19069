package mail

import (
	"context"
	"crypto/x509"
	"errors"
	"log/slog"
	"sync"
	"time"

	"holm/crm"
	"holm/lockout"
)

// Store is the queue and the server that is set.
type Store interface {
	queue
	MailAccount(ctx context.Context) (crm.MailAccount, error)
	SaveMailAccount(ctx context.Context, a crm.Actor, account crm.MailAccount) error
}

type queue interface {
	DueMails(ctx context.Context, limit int) ([]crm.Mail, error)
	ClaimMail(ctx context.Context, id int64, runner string) (crm.Mail, error)
	SentMail(ctx context.Context, m crm.Mail) error
	DelayMail(ctx context.Context, m crm.Mail) error
	SetMailAside(ctx context.Context, m crm.Mail) error
	markings
}

type markings interface {
	HoldMails(ctx context.Context, ids []int64, why string) error
	AsideMails(ctx context.Context, ids []int64, why string) error
	ReleaseMails(ctx context.Context, runner string) error
}

// Options is what a sender needs.
type Options struct {
	Store      Store
	Gate       lockout.Gate
	Now        func() time.Time
	Log        *slog.Logger
	Name       string          // the same after a restart, and nobody else's
	Secret     []byte          // the installation's; passwords are sealed with what follows from it
	Configured crm.MailAccount // by the configuration; the zero account when it has none
	Password   string          // the configuration's
	Timeout    time.Duration   // of one step with the server; 0 is a minute
	Roots      *x509.CertPool  // whose certificates are believed; nil is the system's
}

const (
	lookEvery = 10 * time.Second
	atOnce    = 50
	// givenUp is how long a mail is tried while the server does not take it.
	givenUp = 5 * 24 * time.Hour
)

// Sender sends the queued mail until its context ends.
type Sender struct {
	Options
	vault *vault
	wake  chan struct{}

	mu      sync.Mutex
	trouble *crm.MailFailure // of the server, since it last took a mail
	since   time.Time
}

// New makes a sender.
func New(o Options) (*Sender, error) {
	v, err := newVault(o.Secret)
	if err != nil {
		return nil, err
	}
	if o.Timeout == 0 {
		o.Timeout = time.Minute
	}
	return &Sender{Options: o, vault: v, wake: make(chan struct{}, 1)}, nil
}

// Wake has the sender look for mail now.
func (s *Sender) Wake() {
	select {
	case s.wake <- struct{}{}:
	default: // it is about to look
	}
}

// Trouble returns what is wrong with the server as a whole, and since when;
// nil when the last try succeeded.
func (s *Sender) Trouble() (*crm.MailFailure, time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.trouble, s.since
}

// note remembers whether the server as a whole answers.
func (s *Sender) note(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := (*crm.MailFailure)(nil)
	if err != nil {
		if f = asFailure(err); !f.Whole {
			f = nil
		}
	}
	if (f == nil) != (s.trouble == nil) {
		s.since = s.Now()
	}
	s.trouble = f
}

// Run sends until ctx ends.
func (s *Sender) Run(ctx context.Context) {
	if err := s.Store.ReleaseMails(ctx, s.Name); err != nil && ctx.Err() == nil {
		s.Log.Error("mail of before the restart waits for its lease to end", "error", err)
	}
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		for s.Look(ctx) {
			if ctx.Err() != nil {
				return
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-s.wake:
		}
	}
}

// Look sends what is due now and reports whether there may be more.
func (s *Sender) Look(ctx context.Context) (more bool) {
	due, err := s.Store.DueMails(ctx, atOnce)
	moved := 0
	if err == nil && len(due) > 0 {
		moved, err = s.round(ctx, due)
	}
	if err != nil {
		if ctx.Err() == nil {
			s.Log.Error("sending mail", "error", err) // the next look tries again
		}
		return false
	}
	return len(due) == atOnce && moved > 0 && ctx.Err() == nil
}

// round sends mails through one connection and returns how many of them stand
// elsewhere now. It ends early when the server as a whole does not answer.
func (s *Sender) round(ctx context.Context, due []crm.Mail) (moved int, err error) {
	account, err := s.account(ctx)
	if err != nil && asFailure(err).Key != "mail.wrong.sealed" {
		return 0, err
	}
	ready, moved, err := s.sort(ctx, due, account, err)
	if err != nil || len(ready) == 0 {
		return moved, err
	}
	var open *line
	defer func() {
		if open != nil {
			open.close()
		}
	}()
	for _, id := range ready {
		if ctx.Err() != nil {
			return moved, nil
		}
		m, err := s.Store.ClaimMail(ctx, id, s.Name)
		if errors.Is(err, crm.ErrNotFound) {
			continue
		} else if err != nil {
			return moved, err
		}
		if open == nil {
			open, err = s.dial(ctx, account)
		}
		if err == nil {
			if m, err = s.direct(m, account); err == nil {
				err = open.send(m)
			}
		}
		s.note(err)
		if err := s.settle(ctx, m, err); err != nil {
			return moved, err
		}
		if err != nil && asFailure(err).Whole {
			return 0, nil
		}
		moved++
	}
	return moved, nil
}

// settle notes what became of a mail. That is noted even when the program is
// about to end.
func (s *Sender) settle(ctx context.Context, m crm.Mail, err error) error {
	if err == nil {
		m.Words = ""
		return s.Store.SentMail(context.WithoutCancel(ctx), m)
	}
	return s.lay(ctx, m, asFailure(err))
}

// lay lays a mail back for another try, or aside when no try will help.
func (s *Sender) lay(ctx context.Context, m crm.Mail, f *crm.MailFailure) error {
	after := context.WithoutCancel(ctx)
	now := s.Now()
	m.Failure, m.Words = f.Key, f.Words
	if ctx.Err() != nil { // it was cut off by the end of the program
		m.NextAt = now
		return s.Store.DelayMail(after, m)
	}
	s.Log.Warn("a mail was not sent", "mail", m.ID, "why", f.Key, "answer", f.Words, "attempt", m.Attempts)
	if f.Final || now.Sub(m.CreatedAt) >= givenUp {
		return s.Store.SetMailAside(after, m)
	}
	m.NextAt = now.Add(delayAfter(m.Attempts))
	return s.Store.DelayMail(after, m)
}

// sort returns the mails that may go out, holds those that may not yet, and
// sets aside what was held for too long to go out unasked.
func (s *Sender) sort(ctx context.Context, due []crm.Mail, a Account, closed error) (ready []int64, moved int, err error) {
	var late []int64
	hold := map[string][]int64{}
	flags := s.Gate.Verdict().Flags
	for _, m := range due {
		why := ""
		switch {
		case closed != nil:
			why = asFailure(closed).Key
		case !a.Set():
			why = "mail.wrong.no_server"
		case (flags.Nonproduction || flags.Demonstration) && a.Sink == "":
			why = "mail.wrong.no_sink"
		case !s.allowed(m.Purpose):
			why = "mail.wrong.state"
		}
		switch {
		case why != "" && (!m.Held || m.Failure != why):
			hold[why] = append(hold[why], m.ID)
		case why != "":
		case m.Held && OperationOf(m.Purpose) == lockout.Send && s.Now().Sub(m.CreatedAt) > lockout.UnaskedFor:
			late = append(late, m.ID)
		default:
			ready = append(ready, m.ID)
		}
	}
	for why, ids := range hold {
		if err := s.Store.HoldMails(ctx, ids, why); err != nil {
			return nil, moved, err
		}
		moved += len(ids)
	}
	return ready, moved + len(late), s.Store.AsideMails(ctx, late, "mail.wrong.late")
}

// allowed asks the gate whether mail of a purpose may go out.
func (s *Sender) allowed(p crm.MailPurpose) bool {
	return s.Gate.Verdict().Allows(OperationOf(p), lockout.System) == nil
}

// OperationOf is what the permission table is asked before mail of a purpose
// goes out. What concerns the licence itself goes out in every state.
func OperationOf(p crm.MailPurpose) lockout.Operation {
	switch p {
	case crm.MailLicence, crm.MailAgreement, crm.MailSupport, crm.MailTest:
		return lockout.Notify
	}
	return lockout.Send
}
