package mail

import (
	"context"
	"strings"

	"holm/crm"
)

// Account is the mail server in use with its password.
type Account struct {
	crm.MailAccount
	Password   string // as the server takes it; never logged
	Configured bool   // by the configuration, which goes before the page
}

// String leaves the password out of logs.
func (a Account) String() string { return a.Host }

// Account returns the mail server in use: the configuration's, else the one
// that was set on the page. What it returns for pages carries no password.
func (s *Sender) Account(ctx context.Context) (account crm.MailAccount, password, configured bool, err error) {
	a, err := s.account(ctx)
	a.MailAccount.Password = ""
	return a.MailAccount, a.Password != "", a.Configured, err
}

func (s *Sender) account(ctx context.Context) (Account, error) {
	kept, err := s.Store.MailAccount(ctx)
	if err != nil {
		return Account{}, err
	}
	if s.Configured.Set() {
		a := Account{MailAccount: s.Configured, Password: s.Password, Configured: true}
		a.Tidy()
		if a.Sink == "" {
			a.Sink = kept.Sink
		}
		return a, a.Validate()
	}
	a := Account{MailAccount: kept}
	if a.Password, err = s.vault.open(kept.Password, kept); err != nil {
		return a, &crm.MailFailure{Key: "mail.wrong.sealed", Words: err.Error(), Whole: true}
	}
	return a, nil
}

// SaveAccount sets the mail server. A nil password keeps the one that was
// given before, as long as it goes to the same server: otherwise the error is
// *crm.Invalid.
func (s *Sender) SaveAccount(ctx context.Context, a crm.Actor, account crm.MailAccount, password *string) error {
	account.Tidy()
	kept, err := s.Store.MailAccount(ctx)
	if err != nil {
		return err
	}
	switch {
	case password != nil:
		account.Password = s.vault.seal(strings.TrimRight(*password, "\r\n"), account)
	case kept.Password == "":
	case account.Login == "":
	case !account.Same(kept):
		var wrong crm.Invalid
		wrong.Add("password", "mail.error.password_again")
		return &wrong
	default:
		account.Password = kept.Password
		if plain, err := s.vault.open(kept.Password, kept); err == nil {
			account.Password = s.vault.seal(plain, account)
		}
	}
	if err := s.Store.SaveMailAccount(ctx, a, account); err != nil {
		return err
	}
	s.Wake()
	return nil
}
