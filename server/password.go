package server

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"
)

// What a password costs: 19 MiB and two passes (OWASP's recommendation), and
// no more than two at once, so that log-ins cannot exhaust the memory.
const (
	passwordMemory  = 19 * 1024 // KiB
	passwordPasses  = 2
	passwordLanes   = 1
	passwordLength  = 32
	saltLength      = 16
	passwordsAtOnce = 2
)

// errHashForm means that a stored hash was not written by Passwords.
var errHashForm = errors.New("stored password hash has an unknown form")

// Passwords makes and checks password hashes, a few at a time.
type Passwords struct{ slots chan struct{} }

// NewPasswords returns a maker of password hashes. Share one per process: it
// limits how many are worked on at once.
func NewPasswords() *Passwords {
	return &Passwords{slots: make(chan struct{}, passwordsAtOnce)}
}

// Hash returns the argon2id hash of a password, in the usual text form.
func (p *Passwords) Hash(ctx context.Context, password string) (string, error) {
	salt := make([]byte, saltLength)
	_, _ = rand.Read(salt) // never fails; it ends the process instead
	key, err := p.key(ctx, password, salt, passwordMemory, passwordPasses, passwordLanes, passwordLength)
	if err != nil {
		return "", err
	}
	enc := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version,
		passwordMemory, passwordPasses, passwordLanes, enc.EncodeToString(salt), enc.EncodeToString(key)), nil
}

// Check reports whether the password is the one that was hashed. An empty hash
// takes as long as a real one and never fits, so that the time an answer takes
// does not tell whether an account exists.
func (p *Passwords) Check(ctx context.Context, password, hash string) (bool, error) {
	if hash == "" {
		_, err := p.key(ctx, password, make([]byte, saltLength), passwordMemory, passwordPasses, passwordLanes, passwordLength)
		return false, err
	}
	parts := strings.Split(hash, "$")
	if len(parts) != 6 || parts[1] != "argon2id" {
		return false, errHashForm
	}
	var version, memory, passes uint32
	var lanes uint8
	if _, err := fmt.Sscanf(parts[2], "v=%d", &version); err != nil || version != argon2.Version {
		return false, errHashForm
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &memory, &passes, &lanes); err != nil {
		return false, errHashForm
	}
	salt, err := base64.RawStdEncoding.DecodeString(parts[4])
	if err != nil {
		return false, errHashForm
	}
	want, err := base64.RawStdEncoding.DecodeString(parts[5])
	if err != nil || len(want) == 0 {
		return false, errHashForm
	}
	key, err := p.key(ctx, password, salt, memory, passes, lanes, uint32(len(want)))
	if err != nil {
		return false, err
	}
	return subtle.ConstantTimeCompare(key, want) == 1, nil
}

// key waits for a slot and derives the key.
func (p *Passwords) key(ctx context.Context, password string, salt []byte, memory, passes uint32, lanes uint8, length uint32) ([]byte, error) {
	select {
	case p.slots <- struct{}{}:
		defer func() { <-p.slots }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	return argon2.IDKey([]byte(password), salt, passes, memory, lanes, length), nil
}
