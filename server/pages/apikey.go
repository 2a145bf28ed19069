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
	Revoked             bool
}

// keysOf lists the API keys of a user.
func (v *visit) keysOf(user int64) ([]keyLine, error) {
	keys, err := v.p.Store.APIKeys(v.ctx(), v.Actor)
	if err != nil {
		return nil, fmt.Errorf("reading the API keys: %w", err)
	}
	var out []keyLine
	for _, k := range keys {
		if k.User != user {
			continue
		}
		line := keyLine{ID: k.ID, Name: k.Name + " (" + k.Prefix + "…)", Created: v.L.Date(k.CreatedAt.In(v.Zone)),
			Used: v.L.T("key.never"), Revoked: k.RevokedAt != nil}
		if k.LastUsedAt != nil {
			line.Used = v.ago(k.LastUsedAt.In(v.Zone))
		}
		out = append(out, line)
	}
	return out, nil
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
