package mail

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"

	"holm/crm"
)

// errSealed says that a password was sealed elsewhere: with another
// installation's key, or for another server.
var errSealed = errors.New("the password was sealed by another installation; enter it again")

// vault seals passwords with a key that is not in the database. What was
// sealed for one server and log-in opens for no other.
type vault struct{ aead cipher.AEAD }

// newVault derives its key from the installation's.
func newVault(secret []byte) (*vault, error) {
	key, err := hkdf.Key(sha256.New, secret, nil, "holm mail password", 32)
	if err != nil {
		return nil, fmt.Errorf("derive the key for passwords: %w", err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}
	return &vault{aead}, nil
}

func boundTo(a crm.MailAccount) []byte {
	return fmt.Appendf(nil, "%s\x00%d\x00%s", a.Host, a.Port, a.Login)
}

func (v *vault) seal(password string, a crm.MailAccount) string {
	if password == "" {
		return ""
	}
	nonce := make([]byte, v.aead.NonceSize())
	_, _ = rand.Read(nonce) // never fails
	return base64.StdEncoding.EncodeToString(v.aead.Seal(nonce, nonce, []byte(password), boundTo(a)))
}

func (v *vault) open(sealed string, a crm.MailAccount) (string, error) {
	if sealed == "" {
		return "", nil
	}
	b, err := base64.StdEncoding.DecodeString(sealed)
	if err != nil || len(b) < v.aead.NonceSize() {
		return "", errSealed
	}
	text, err := v.aead.Open(nil, b[:v.aead.NonceSize()], b[v.aead.NonceSize():], boundTo(a))
	if err != nil {
		return "", errSealed
	}
	return string(text), nil
}
