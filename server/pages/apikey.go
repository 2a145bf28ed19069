package pages

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"holm/crm"
)

type apiKeys interface {
	APIKeys(ctx context.Context, a crm.Actor) ([]crm.APIKey, error)
	CreateAPIKey(ctx context.Context, a crm.Actor, user int64, name string) (key string, made crm.APIKey, err error)
	RevokeAPIKey(ctx context.Context, a crm.Actor, id int64) error
}

type keyLine struct {
	ID                  int64
	Name, Created, Used string
	User, UserURL       string
	Revoked             bool
}

// keysOf lists the API keys of a user.
func (v *visit) keysOf(user int64) ([]keyLine, error) {
	keys, err := v.keys()
	if err != nil {
		return nil, err
	}
	var out []keyLine
	for _, k := range keys {
		if k.User == user {
			out = append(out, v.keyLine(k))
		}
	}
	return out, nil
}

func (v *visit) keys() ([]crm.APIKey, error) {
	keys, err := v.p.Store.APIKeys(v.ctx(), v.Actor)
	if err != nil {
		return nil, fmt.Errorf("reading the API keys: %w", err)
	}
	return keys, nil
}

func (v *visit) keyLine(k crm.APIKey) keyLine {
	line := keyLine{ID: k.ID, Name: k.Name + " (" + k.Prefix + "…)", Created: v.L.Date(k.CreatedAt.In(v.Zone)),
		Used: v.L.T("key.never"), Revoked: k.RevokedAt != nil}
	if k.LastUsedAt != nil {
		line.Used = v.ago(k.LastUsedAt.In(v.Zone))
	}
	return line
}

const keyBase = "/admin/keys"

var keyListPage = page[keyListData]{"key_list"}

// keyListData lists the keys of everybody.
type keyListData struct {
	Keys      []keyLine
	Users     []choice
	Secret    *secret
	Wrong     map[string]string
	MayChange bool
}

func listKeys(v *visit) error { return v.showKeys(http.StatusOK, nil) }

func (v *visit) showKeys(status int, wrong map[string]string) error {
	users, err := v.p.Store.Users(v.ctx(), v.Actor)
	if err != nil {
		return fmt.Errorf("reading the users: %w", err)
	}
	d := keyListData{Secret: v.secret, Wrong: wrong, MayChange: v.mayChange()}
	names := make(map[int64]string, len(users))
	for _, u := range users {
		names[u.ID] = u.Title()
		if u.Status == crm.UserActive && (v.Actor.Main || !u.Main) {
			d.Users = append(d.Users, choice{strconv.FormatInt(u.ID, 10), u.Title()})
		}
	}
	keys, err := v.keys()
	if err != nil {
		return err
	}
	for _, k := range keys {
		line := v.keyLine(k)
		line.User, line.UserURL = names[k.User], recordURL(userBase, k.User)
		d.Keys = append(d.Keys, line)
	}
	return showStatus(v, status, keyListPage, v.L.T("nav.keys"), d)
}

// createKeyFor makes a key for the user that the form names, shown once.
func createKeyFor(v *visit) error {
	key, _, err := v.p.Store.CreateAPIKey(v.ctx(), v.Actor, v.number("user"), v.form("name"))
	var invalid *crm.Invalid
	if errors.As(err, &invalid) {
		return v.showKeys(http.StatusUnprocessableEntity, v.wrongFields(invalid))
	}
	if err != nil {
		return err
	}
	v.secret = v.newSecret("key", key)
	return v.showKeys(http.StatusCreated, nil)
}

func revokeAnyKey(v *visit) error {
	id, err := v.id()
	if err != nil {
		return err
	}
	if err := v.p.Store.RevokeAPIKey(v.ctx(), v.Actor, id); err != nil {
		return err
	}
	if err := v.say(v.L.T("key.was_revoked"), ""); err != nil {
		return err
	}
	return v.to(keyBase)
}

// createKey makes a key, shown once.
func createKey(v *visit) error {
	id, err := v.id()
	if err != nil {
		return err
	}
	key, _, err := v.p.Store.CreateAPIKey(v.ctx(), v.Actor, id, v.form("name"))
	var invalid *crm.Invalid
	if errors.As(err, &invalid) {
		return v.userRefused(id, nil, err)
	}
	if err != nil {
		return err
	}
	v.secret = v.newSecret("key", key)
	return v.showUser(http.StatusCreated, id, nil, nil, "")
}

func revokeKey(v *visit) error {
	id, err := v.id()
	if err != nil {
		return err
	}
	key, err := strconv.ParseInt(v.r.PathValue("key"), 10, 64)
	if err != nil {
		return crm.ErrNotFound
	}
	if err := v.p.Store.RevokeAPIKey(v.ctx(), v.Actor, key); err != nil {
		return err
	}
	if err := v.say(v.L.T("key.was_revoked"), ""); err != nil {
		return err
	}
	return v.to(recordURL(userBase, id))
}
