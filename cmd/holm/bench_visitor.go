package main

import (
	"context"
	secret "crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"time"

	"holm/crm"
	"holm/server"
)

// visitor is a user of one rights profile, who knows some records to ask for.
type visitor struct {
	profile  rightsProfile
	password string
	key      string
	keyID    int64
	persons  []int64
	names    []string // first and last name of the persons
	language string
	client   *http.Client
}

// newVisitor gives a user a password and a key for the time of measuring and
// picks records from all over what the user sees.
func newVisitor(ctx context.Context, in *installation, who rightsProfile, password, hash string) (*visitor, error) {
	v := &visitor{profile: who, password: password, language: "da"}
	u, err := in.store.UserByLogin(ctx, who.login)
	if errors.Is(err, crm.ErrNotFound) {
		return nil, fail(nil, "fill a new folder with holm bench seed --data DIR", "there is no user %s to measure with", who.login)
	}
	if err != nil {
		return nil, err
	}
	if err := in.store.SetPassword(ctx, crm.SystemActor(), u.ID, hash); err != nil {
		return nil, err
	}
	a, err := in.store.ActorOf(ctx, u.ID)
	if err != nil {
		return nil, err
	}
	if err := in.store.AcceptTerms(ctx, a, "1"); err != nil {
		return nil, err
	}
	key, made, err := in.store.CreateAPIKey(ctx, crm.SystemActor(), u.ID, "bench run")
	if err != nil {
		return nil, err
	}
	v.key, v.keyID = key, made.ID
	return v, v.pick(ctx, in, a)
}

// pick chooses up to some hundred persons, spread evenly over all ids.
func (v *visitor) pick(ctx context.Context, in *installation, a crm.Actor) error {
	const places, each = 40, 8
	order := crm.Sort{Field: "created_at"}
	newest, err := in.store.Persons(ctx, a, crm.Query{Sort: crm.Sort{Field: order.Field, Desc: true}, Limit: 1})
	if err != nil {
		return err
	}
	if len(newest.Items) == 0 {
		return fail(nil, "seed a larger size", "%s sees no person to measure with", v.profile.login)
	}
	known := map[int64]bool{}
	for i := range int64(places) {
		id := newest.Items[0].ID * i / places
		at := crm.Cursor{Sort: order, ID: id, Key: binary.BigEndian.AppendUint64(nil, uint64(id))}
		page, err := in.store.Persons(ctx, a, crm.Query{Sort: order, After: at.String(), Limit: each})
		if err != nil {
			return err
		}
		for _, p := range page.Items {
			if !known[p.ID] {
				known[p.ID] = true
				v.persons = append(v.persons, p.ID)
				v.names = append(v.names, p.FirstName+" "+p.LastName)
			}
		}
	}
	if len(v.persons) < mostClients { // each client changes persons of its own
		return fail(nil, "seed a larger size", "%s sees only %d persons", v.profile.login, len(v.persons))
	}
	return nil
}

// logIn gets the visitor a session of its own.
func (v *visitor) logIn(base string) error {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return fmt.Errorf("keeping cookies: %w", err)
	}
	v.client = &http.Client{Jar: jar, Timeout: time.Minute, Transport: &http.Transport{MaxIdleConnsPerHost: 32},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	r, err := v.client.PostForm(base+"/login", url.Values{"login": {v.profile.login}, "password": {v.password}})
	if err != nil {
		return fmt.Errorf("logging %s in: %w", v.profile.login, err)
	}
	_, err = io.Copy(io.Discard, r.Body)
	if err := errors.Join(err, r.Body.Close()); err != nil {
		return fmt.Errorf("logging %s in: %w", v.profile.login, err)
	}
	if r.StatusCode != http.StatusSeeOther {
		return fmt.Errorf("logging %s in: the answer is %s", v.profile.login, r.Status)
	}
	return nil
}

// prefix is how a person's name begins: some letters of one of its words.
func (v *visitor) prefix(dice *rand.Rand, last bool, letters int) string {
	words := strings.Fields(v.names[dice.IntN(len(v.names))])
	word := []rune(strings.ToLower(words[0]))
	if last {
		word = []rune(strings.ToLower(words[len(words)-1]))
	}
	return string(word[:min(letters, len(word))])
}

// newVisitors prepares one visitor of each profile.
func newVisitors(p *program, in *installation) ([]*visitor, error) {
	text := secret.Text()
	hash, err := server.NewPasswords().Hash(p.ctx, text)
	if err != nil {
		return nil, fmt.Errorf("making a password: %w", err)
	}
	var all []*visitor
	for _, who := range []rightsProfile{seesAll, seesFew, seesFifty} {
		v, err := newVisitor(p.ctx, in, who, text, hash)
		if err != nil {
			return nil, fmt.Errorf("preparing %s: %w", who.login, err)
		}
		all = append(all, v)
	}
	return all, nil
}
