package main

import (
	"errors"
	"fmt"
	"net/mail"
	"strings"

	"holm/crm"
)

func isAddress(s string) bool {
	a, err := mail.ParseAddress(s)
	return err == nil && a.Address == s
}

// changeUser finds a user by log-in and changes it.
func (p *program) changeUser(login, done string, change func(*installation, crm.User) error) (err error) {
	in, err := p.open()
	if err != nil {
		return err
	}
	defer in.close(&err)
	u, err := in.store.UserByLogin(p.ctx, login)
	if errors.Is(err, crm.ErrNotFound) {
		return fail(nil, "holm user list shows the users", "there is no user %q", login)
	}
	if err != nil {
		return err
	}
	if err := change(in, u); err != nil {
		return fmt.Errorf("changing %s: %w", login, err)
	}
	u, err = in.store.User(p.ctx, crm.SystemActor(), u.ID)
	if err != nil {
		return err
	}
	return p.report(lineOfUser(u), func(t *table) { t.row(login + " " + done) })
}

type userDeactivate struct {
	Login string `arg:""`
}

// Run frees the seat. It is possible in every state.
func (c userDeactivate) Run(p *program) error {
	return p.changeUser(c.Login, "is deactivated", func(in *installation, u crm.User) error {
		return in.store.SetUserStatus(p.ctx, crm.SystemActor(), u.ID, false)
	})
}

type userActivate struct {
	Login string `arg:""`
}

// Run takes a seat.
func (c userActivate) Run(p *program) error {
	return p.changeUser(c.Login, "is active", func(in *installation, u crm.User) error {
		return in.store.SetUserStatus(p.ctx, crm.SystemActor(), u.ID, true)
	})
}

type userCategory struct {
	Login    string `arg:""`
	Category string `arg:""`
}

// Run moves the user's seat to another category.
func (c userCategory) Run(p *program) error {
	return p.changeUser(c.Login, "is in category "+c.Category, func(in *installation, u crm.User) error {
		if lost := in.keeper.Verdict().Loses(u.Category, c.Category); len(lost) > 0 {
			fmt.Fprintf(p.Stderr, "%s loses %s; no data is deleted\n", c.Login, strings.Join(lost, ", "))
		}
		return in.store.SetUserCategory(p.ctx, crm.SystemActor(), u.ID, c.Category)
	})
}

type userMain struct {
	Login string `arg:""`
}

// Run hands the main user's role over. It is possible in every state.
func (c userMain) Run(p *program) error {
	return p.changeUser(c.Login, "is the main user", func(in *installation, u crm.User) error {
		return in.store.HandOverMain(p.ctx, crm.SystemActor(), u.ID)
	})
}

type userResetPassword struct {
	Login        string `arg:""`
	PasswordFile string `placeholder:"FILE" help:"Holds the password; one is made and shown when not given."`
}

// Run sets a password.
func (c userResetPassword) Run(p *program) error {
	hash, shown, err := p.passwordOrNew(c.PasswordFile)
	if err != nil {
		return err
	}
	done := "has the new password"
	if shown != "" {
		done += " " + shown
	}
	return p.changeUser(c.Login, done, func(in *installation, u crm.User) error {
		return in.store.SetPassword(p.ctx, crm.SystemActor(), u.ID, hash)
	})
}
