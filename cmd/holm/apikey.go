package main

import (
	"errors"
	"fmt"
	"strconv"
	"time"

	"holm/crm"
)

type apiKeyCommand struct {
	Create apiKeyCreate `cmd:"" help:"Make a key; it is shown once."`
	List   apiKeyList   `cmd:"" help:"List the keys."`
	Revoke apiKeyRevoke `cmd:"" help:"End a key at once."`
}

type apiKeyLine struct {
	ID        int64      `json:"id"`
	User      int64      `json:"user"`
	Name      string     `json:"name"`
	Prefix    string     `json:"prefix"`
	CreatedAt time.Time  `json:"created_at"`
	RevokedAt *time.Time `json:"revoked_at,omitempty"`
	Key       string     `json:"key,omitempty"` // only when it was made just now
}

func lineOfKey(k crm.APIKey) apiKeyLine {
	return apiKeyLine{ID: k.ID, User: k.User, Name: k.Name, Prefix: k.Prefix, CreatedAt: k.CreatedAt, RevokedAt: k.RevokedAt}
}

type apiKeyCreate struct {
	User string `required:"" placeholder:"LOGIN" help:"Whose rights the key has."`
	Name string `required:"" placeholder:"TEXT" help:"What it is for."`
}

// Run makes a key with the rights of a user.
func (c apiKeyCreate) Run(p *program) (err error) {
	in, err := p.open()
	if err != nil {
		return err
	}
	defer in.close(&err)
	u, err := in.store.UserByLogin(p.ctx, c.User)
	if errors.Is(err, crm.ErrNotFound) {
		return fail(nil, "holm user list shows the users", "there is no user %q", c.User)
	}
	if err != nil {
		return err
	}
	key, made, err := in.store.CreateAPIKey(p.ctx, crm.SystemActor(), u.ID, c.Name)
	if err != nil {
		return fmt.Errorf("making a key for %s: %w", c.User, err)
	}
	line := lineOfKey(made)
	line.Key = key
	return p.report(line, func(t *table) {
		t.row(key)
		t.row("This key is shown once. It has the rights of " + u.Login + ".")
	})
}

type apiKeyList struct{}

// Run lists the keys, the ended ones too.
func (apiKeyList) Run(p *program) (err error) {
	in, err := p.open()
	if err != nil {
		return err
	}
	defer in.close(&err)
	keys, err := in.store.APIKeys(p.ctx, crm.SystemActor())
	if err != nil {
		return err
	}
	lines, users := []apiKeyLine{}, []int64{}
	for _, k := range keys {
		lines, users = append(lines, lineOfKey(k)), append(users, k.User)
	}
	names, err := in.store.Names(p.ctx, crm.SystemActor(), crm.EntityUser, users)
	if err != nil {
		return err
	}
	return p.report(lines, func(t *table) {
		t.row("ID", "KEY", "USER", "NAME", "CREATED", "")
		for _, l := range lines {
			ended := ""
			if l.RevokedAt != nil {
				ended = "ended " + moment(*l.RevokedAt)
			}
			t.row(strconv.FormatInt(l.ID, 10), l.Prefix+"...", names[l.User], l.Name, moment(l.CreatedAt), ended)
		}
	})
}

type apiKeyRevoke struct {
	ID int64 `arg:""`
}

// Run ends a key.
func (c apiKeyRevoke) Run(p *program) (err error) {
	in, err := p.open()
	if err != nil {
		return err
	}
	defer in.close(&err)
	if err := in.store.RevokeAPIKey(p.ctx, crm.SystemActor(), c.ID); err != nil {
		return fmt.Errorf("ending key %d: %w", c.ID, err)
	}
	p.say("Key %d no longer works.", c.ID)
	return nil
}
