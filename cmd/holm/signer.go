package main

import (
	"crypto/ed25519"

	"holm/licensing"
)

// signer signs what the installation states to the vendor.
type signer struct{ key ed25519.PrivateKey }

// Sign writes the claims as a signed statement.
func (s signer) Sign(kind licensing.StatementKind, claims any) ([]byte, error) {
	return licensing.SignStatement(kind, claims, s.key)
}
