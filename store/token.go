package store

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"time"
)

const (
	deleteSetupTokens = `DELETE FROM setup_token`
	insertSetupToken  = `INSERT INTO setup_token (hash, expires_at) VALUES (@hash, @expires_at)`
	selectSetupToken  = `SELECT COUNT(*) FROM setup_token WHERE hash = @hash AND expires_at > @now`
)

// setupTokenLife is how long a set-up link holds.
const setupTokenLife = 24 * time.Hour

// NewSetupToken makes the one token that set-up accepts and forgets any
// earlier one. Only its hash is kept.
func (s *Store) NewSetupToken(ctx context.Context) (string, error) {
	var random [24]byte
	if _, err := rand.Read(random[:]); err != nil {
		return "", fmt.Errorf("make a set-up token: %w", err)
	}
	token := base64.RawURLEncoding.EncodeToString(random[:])
	err := s.system(ctx, func(t *tx) error {
		if _, err := t.exec(deleteSetupTokens); err != nil {
			return err
		}
		_, err := t.exec(insertSetupToken, arg("hash", hashText(token)),
			arg("expires_at", t.d.encodeTime(s.now().Add(setupTokenLife))))
		return err
	})
	if err != nil {
		return "", fmt.Errorf("keep a set-up token: %w", err)
	}
	return token, nil
}

// useSetupToken uses the token up; false when it does not hold.
func (t *tx) useSetupToken(token string, now time.Time) (bool, error) {
	var n int
	err := t.row(selectSetupToken, arg("hash", hashText(token)), arg("now", t.d.encodeTime(now))).Scan(&n)
	if err != nil || n == 0 {
		return false, err
	}
	_, err = t.exec(deleteSetupTokens)
	return true, err
}
