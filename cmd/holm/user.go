package main

import (
	"errors"
	"fmt"
	"strconv"

	"holm/crm"
)

type userCommand struct {
	List          userList          `cmd:"" help:"List the users."`
	Add           userAdd           `cmd:"" help:"Add a user, when a seat is free."`
	Deactivate    userDeactivate    `cmd:"" help:"Close an account; its seat is free at once."`
	Activate      userActivate      `cmd:"" help:"Open an account again, when a seat is free."`
	Category      userCategory      `cmd:"" help:"Give a user another category."`
	Main          userMain          `cmd:"" help:"Hand the main user's role over."`
	ResetPassword userResetPassword `cmd:"" name:"reset-password" help:"Set a user's password; all its sessions end."`
}

type userLine struct {
	ID       int64  `json:"id"`
	Login    string `json:"login"`
	Name     string `json:"name"`
	Category string `json:"category"`
	Status   string `json:"status"`
	Main     bool   `json:"main"`
	APIOnly  bool   `json:"api_only"`
	Password string `json:"password,omitempty"` // made for this user just now
}

func lineOfUser(u crm.User) userLine {
	return userLine{ID: u.ID, Login: u.Login, Name: u.Name, Category: u.Category, Status: string(u.Status), Main: u.Main, APIOnly: u.APIOnly}
}

type userList struct{}

// Run lists every user with category and status.
func (userList) Run(p *program) (err error) {
	in, err := p.open()
	if err != nil {
		return err
	}
	defer in.close(&err)
	users, err := in.store.Users(p.ctx, crm.SystemActor())
	if err != nil {
		return err
	}
	lines := []userLine{}
	for _, u := range users {
		lines = append(lines, lineOfUser(u))
	}
	return p.report(lines, func(t *table) {
		t.row("ID", "LOG-IN", "NAME", "CATEGORY", "STATUS", "")
		for _, l := range lines {
			mark := ""
			if l.Main {
				mark = "main user"
			} else if l.APIOnly {
				mark = "API only"
			}
			t.row(strconv.FormatInt(l.ID, 10), l.Login, l.Name, l.Category, l.Status, mark)
		}
	})
}

type userAdd struct {
	Login        string `arg:"" help:"The log-in, usually the e-mail address."`
	Name         string `required:"" help:"The name."`
	Email        string `help:"The e-mail address; the log-in when it is one."`
	Category     string `help:"The user category of the licence."`
	Role         string `help:"The role, by name; the usual one when not given."`
	APIOnly      bool   `name:"api-only" help:"For programs: cannot log in to pages and takes no seat."`
	PasswordFile string `placeholder:"FILE" help:"Holds the password; one is made and shown when not given."`
}

// Run adds a user. The seat is reserved in the transaction that writes the
// user, so that two commands never share the last one.
func (c userAdd) Run(p *program) (err error) {
	hash, shown, err := p.passwordOrNew(c.PasswordFile)
	if err != nil {
		return err
	}
	in, err := p.open()
	if err != nil {
		return err
	}
	defer in.close(&err)
	role, err := in.role(p, c.Role)
	if err != nil {
		return err
	}
	u := crm.User{Login: c.Login, Name: c.Name, Email: c.Email, Category: c.Category, Role: role, APIOnly: c.APIOnly, Status: crm.UserActive}
	if u.Email == "" && isAddress(c.Login) {
		u.Email = c.Login
	}
	if err := in.store.CreateUser(p.ctx, crm.SystemActor(), &u, hash); err != nil {
		var invalid *crm.Invalid
		if errors.As(err, &invalid) {
			return fail(errUsage, "correct the value and run the command again; nothing was saved", "not valid: %s", invalidText(invalid))
		}
		if errors.Is(err, crm.ErrTaken) {
			return fail(nil, "choose another log-in, or open the account with holm user activate; nothing was saved", "there is a user %q already", c.Login)
		}
		return fmt.Errorf("adding %s: %w", c.Login, err)
	}
	line := lineOfUser(u)
	line.Password = shown
	return p.report(line, func(t *table) {
		t.row("Added " + u.Login)
		if shown != "" {
			t.row("Password " + shown)
		}
	})
}

// role finds a role by its name; "" is the usual one of new users.
func (in *installation) role(p *program, name string) (int64, error) {
	if name == "" {
		return 0, nil
	}
	roles, err := in.store.Roles(p.ctx)
	if err != nil {
		return 0, err
	}
	known := ""
	for _, r := range roles {
		if r.Name == name {
			return r.ID, nil
		}
		known += " " + strconv.Quote(r.Name)
	}
	return 0, fail(errUsage, "choose one of"+known, "there is no role %q", name)
}
