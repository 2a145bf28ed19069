package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"holm/crm"
	"holm/lockout"
)

const (
	selectMailAccount = `SELECT host, port, security, login, password, from_address, from_name, sink FROM mail_account WHERE id = 1`
	updateMailAccount = `UPDATE mail_account SET host = @host, port = @port, security = @security, login = @login, password = @password,
		from_address = @from_address, from_name = @from_name, sink = @sink WHERE id = 1`
	insertMailAccount = `INSERT INTO mail_account (id, host, port, security, login, password, from_address, from_name, sink)
		VALUES (1, @host, @port, @security, @login, @password, @from_address, @from_name, @sink)`
)

// MailAccount returns the mail server that was set, with its sealed password;
// the zero account when none was.
func (s *Store) MailAccount(ctx context.Context) (crm.MailAccount, error) {
	a, err := scanMailAccount(s.row(ctx, selectMailAccount))
	if err != nil {
		return a, fmt.Errorf("read the mail server: %w", err)
	}
	return a, nil
}

// SaveMailAccount sets the mail server; its password comes sealed. Only who may
// manage the licence may. The journal tells that the password changed, never
// what it is.
func (s *Store) SaveMailAccount(ctx context.Context, a crm.Actor, account crm.MailAccount) error {
	if !a.May(crm.MayManageLicence) {
		return crm.ErrForbidden
	}
	account.Tidy()
	if err := account.Validate(); err != nil {
		return err
	}
	err := s.write(ctx, a, lockout.Change, func(t *tx) error {
		before, err := scanMailAccount(t.row(selectMailAccount))
		if err != nil || before == account {
			return err
		}
		values := []sql.NamedArg{arg("host", account.Host), arg("port", account.Port), arg("security", string(account.Security)),
			arg("login", account.Login), arg("password", account.Password), arg("from_address", account.From),
			arg("from_name", account.FromName), arg("sink", account.Sink)}
		n, err := t.exec(updateMailAccount, values...)
		if err == nil && n == 0 {
			_, err = t.exec(insertMailAccount, values...)
		}
		if err != nil {
			return err
		}
		return t.journal(crm.JournalEntry{Entity: crm.EntitySetting, Operation: crm.JournalUpdate, Changes: accountChanges(before, account)})
	})
	if err != nil {
		return fmt.Errorf("set the mail server: %w", err)
	}
	return nil
}

func accountChanges(was, is crm.MailAccount) []crm.FieldChange {
	var out []crm.FieldChange
	add := func(name string, before, after any) {
		if before != after {
			out = append(out, crm.FieldChange{Field: "mail." + name, Before: before, After: after})
		}
	}
	add("host", was.Host, is.Host)
	add("port", was.Port, is.Port)
	add("security", string(was.Security), string(is.Security))
	add("login", was.Login, is.Login)
	add("from", was.From, is.From)
	add("from_name", was.FromName, is.FromName)
	add("sink", was.Sink, is.Sink)
	if was.Password != is.Password {
		add("password", was.Password != "", "changed")
	}
	return out
}

func scanMailAccount(row *sql.Row) (crm.MailAccount, error) {
	var a crm.MailAccount
	err := row.Scan(&a.Host, &a.Port, (*string)(&a.Security), &a.Login, &a.Password, &a.From, &a.FromName, &a.Sink)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return a, err
}
