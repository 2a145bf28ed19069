package store

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"holm/crm"
	"holm/lockout"
)

const (
	insertAPIKey = `INSERT INTO api_key (id, user_id, name, hash, prefix, created_at, created_by)
		VALUES (@id, @user_id, @name, @hash, @prefix, @at, @by)`
	selectAPIKeys = `SELECT id, user_id, name, prefix, created_at, created_by, last_used_at, revoked_at
		FROM api_key ORDER BY id`
	selectAPIKeyOwner = `SELECT id, user_id, last_used_at FROM api_key WHERE hash = @hash AND revoked_at IS NULL`
	updateAPIKeyUsed  = `UPDATE api_key SET last_used_at = @now WHERE id = @id`
	revokeAPIKey      = `UPDATE api_key SET revoked_at = @now WHERE id = @id AND revoked_at IS NULL`
	selectAPIKeyUser  = `SELECT user_id FROM api_key WHERE id = @id`
)

// keyUseGrain is how exactly the last use of a key is kept: a write per request
// would cost more than it tells.
const keyUseGrain = time.Hour

// apiKeyStart marks a key, so that people and scanners know one when they see it.
const apiKeyStart = "holm_"

// CreateAPIKey makes a key with the rights of the user. The key itself is
// returned once; only its hash is kept. For oneself, or by an administrator for
// anybody but the main user.
func (s *Store) CreateAPIKey(ctx context.Context, a crm.Actor, user int64, name string) (key string, made crm.APIKey, err error) {
	if user != a.User && !a.May(crm.MayManageUsers) {
		return "", made, a.Denied(crm.MayManageUsers)
	}
	if name = strings.TrimSpace(name); name == "" {
		var wrong crm.Invalid
		wrong.Add("name", "error.required")
		return "", made, &wrong
	}
	var random [24]byte
	if _, err := rand.Read(random[:]); err != nil {
		return "", made, fmt.Errorf("make a key: %w", err)
	}
	key = apiKeyStart + base64.RawURLEncoding.EncodeToString(random[:])
	id, err := s.nextID(ctx, "api_key")
	if err != nil {
		return "", made, err
	}
	made = crm.APIKey{ID: id, User: user, Name: name, Prefix: key[:len(apiKeyStart)+4], CreatedAt: s.now()}
	err = s.write(ctx, a, lockout.Change, func(t *tx) error {
		u, err := loadUser(t.d, t.query, selectUser, arg("id", user))
		if err != nil {
			return err
		}
		if !mayTakeOver(a, &u) {
			return crm.ErrForbidden
		}
		if _, err := t.exec(insertAPIKey, arg("id", id), arg("user_id", user), arg("name", name),
			arg("hash", hashText(key)), arg("prefix", made.Prefix),
			arg("at", t.d.encodeTime(made.CreatedAt)), arg("by", reference(a.User))); err != nil {
			return err
		}
		return t.journal(crm.JournalEntry{Entity: crm.EntityAPIKey, Record: id, Operation: crm.JournalCreate,
			Changes: []crm.FieldChange{{Field: "name", After: name}, {Field: "user", After: user}}})
	})
	if err != nil {
		return "", crm.APIKey{}, fmt.Errorf("create an API key: %w", err)
	}
	return key, made, nil
}

// APIKeys lists the keys that the actor may see: an administrator all, others
// their own.
func (s *Store) APIKeys(ctx context.Context, a crm.Actor) ([]crm.APIKey, error) {
	rows, err := s.query(ctx, selectAPIKeys)
	if err != nil {
		return nil, fmt.Errorf("list the API keys: %w", err)
	}
	defer rows.Close()
	all := a.May(crm.MayManageUsers)
	var keys []crm.APIKey
	for rows.Next() {
		var k crm.APIKey
		if err := rows.Scan(&k.ID, &k.User, &k.Name, &k.Prefix, s.d.time(&k.CreatedAt), orZero{&k.CreatedBy},
			s.d.nullTime(&k.LastUsedAt), s.d.nullTime(&k.RevokedAt)); err != nil {
			return nil, fmt.Errorf("list the API keys: %w", err)
		}
		if all || k.User == a.User {
			keys = append(keys, k)
		}
	}
	return keys, rows.Err()
}

// RevokeAPIKey ends a key at once; in every state, for it only lessens access.
func (s *Store) RevokeAPIKey(ctx context.Context, a crm.Actor, id int64) error {
	err := s.write(ctx, a, lockout.ReduceUser, func(t *tx) error {
		var user int64
		err := t.row(selectAPIKeyUser, arg("id", id)).Scan(&user)
		if errors.Is(err, sql.ErrNoRows) || err == nil && user != a.User && !a.May(crm.MayManageUsers) {
			return crm.ErrNotFound
		}
		if err != nil {
			return err
		}
		n, err := t.exec(revokeAPIKey, arg("id", id), arg("now", t.d.encodeTime(s.now())))
		if err != nil || n == 0 {
			return err
		}
		return t.journal(crm.JournalEntry{Entity: crm.EntityAPIKey, Record: id, Operation: crm.JournalTrash})
	})
	if err != nil {
		return fmt.Errorf("revoke API key %d: %w", id, err)
	}
	return nil
}

// ActorOfKey returns who a key acts for; crm.ErrNotFound when the key is
// unknown or revoked, or its user is not active. The time of its last use is
// kept to the hour.
func (s *Store) ActorOfKey(ctx context.Context, key string) (crm.Actor, error) {
	if !strings.HasPrefix(key, apiKeyStart) {
		return crm.Actor{}, crm.ErrNotFound
	}
	hash := hashText(key)
	k, err := lookup(ctx, s, "key "+hash, func() (k keyInUse, err error) {
		err = s.row(ctx, selectAPIKeyOwner, arg("hash", hash)).Scan(&k.id, &k.user, s.d.nullTime(&k.used))
		return k, err
	})
	if errors.Is(err, sql.ErrNoRows) {
		return crm.Actor{}, crm.ErrNotFound
	}
	if err != nil {
		return crm.Actor{}, fmt.Errorf("look up an API key: %w", err)
	}
	a, err := s.ActorOf(ctx, k.user)
	if err != nil {
		return crm.Actor{}, err
	}
	a.Kind, a.Key = crm.ActorAPIKey, k.id
	if k.used == nil || s.now().Sub(*k.used) >= keyUseGrain {
		err = s.system(ctx, func(t *tx) error {
			_, err := t.exec(updateAPIKeyUsed, arg("id", k.id), arg("now", t.d.encodeTime(s.now())))
			return err
		})
	}
	return a, err
}

// keyInUse is a key that may be used.
type keyInUse struct {
	id, user int64
	used     *time.Time
}

// hashText is how random secrets are kept: long enough to need no salt.
func hashText(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}
