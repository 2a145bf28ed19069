package issue

import (
	"crypto/ed25519"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"

	"holm/licensing"
)

// Key is a private key with the name that follows from it.
type Key struct {
	ID      string
	private ed25519.PrivateKey
}

// NewKey makes a key from a source of randomness.
func NewKey(random io.Reader) (Key, error) {
	seed := make([]byte, ed25519.SeedSize)
	if _, err := io.ReadFull(random, seed); err != nil {
		return Key{}, fmt.Errorf("make a key: %w", err)
	}
	return KeyFromSeed(seed)
}

// KeyFromSeed restores a key from the 32 bytes that Seed returned.
func KeyFromSeed(seed []byte) (Key, error) {
	if len(seed) != ed25519.SeedSize {
		return Key{}, fmt.Errorf("a key's seed has %d bytes, not %d", ed25519.SeedSize, len(seed))
	}
	private := ed25519.NewKeyFromSeed(seed)
	return Key{ID: licensing.KeyID(private.Public().(ed25519.PublicKey)), private: private}, nil
}

// Seed returns the secret to keep, 32 bytes.
func (k Key) Seed() []byte { return k.private.Seed() }

// Public returns the public half.
func (k Key) Public() ed25519.PublicKey { return k.private.Public().(ed25519.PublicKey) }

// Root returns the public half as a root to trust.
func (k Key) Root() licensing.Root { return licensing.Root{KeyID: k.ID, Key: k.Public()} }

// PublicPEM returns the public half as the file that a build embeds.
func (k Key) PublicPEM() ([]byte, error) {
	der, err := x509.MarshalPKIXPublicKey(k.Public())
	if err != nil {
		return nil, fmt.Errorf("write public key: %w", err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}), nil
}
