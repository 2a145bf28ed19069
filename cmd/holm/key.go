package main

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// installationKey returns the key that signs what this installation says:
// exports and usage reports. It is made at the first start.
func installationKey(dir string) (ed25519.PrivateKey, error) {
	path := filepath.Join(dir, "keys", "installation.pem")
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return newInstallationKey(path)
	}
	if err != nil {
		return nil, fmt.Errorf("reading the installation's key: %w", err)
	}
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, fail(nil, "restore the file from a backup of the data directory", "%s is not a key", path)
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("reading the installation's key: %w", err)
	}
	key, ok := parsed.(ed25519.PrivateKey)
	if !ok {
		return nil, fail(nil, "restore the file from a backup of the data directory", "%s is not an Ed25519 key", path)
	}
	return key, nil
}

// newInstallationKey makes the key. Of two processes that try at once, one
// wins and both use its key.
func newInstallationKey(path string) (ed25519.PrivateKey, error) {
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("making the installation's key: %w", err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, fmt.Errorf("making the installation's key: %w", err)
	}
	part, err := os.CreateTemp(filepath.Dir(path), "installation.*.part") // made with mode 0600
	if err != nil {
		return nil, fmt.Errorf("making the installation's key: %w", err)
	}
	defer os.Remove(part.Name())
	err = errors.Join(pem.Encode(part, &pem.Block{Type: "PRIVATE KEY", Bytes: der}), part.Sync(), part.Close())
	if err == nil {
		err = os.Link(part.Name(), path)
	}
	if errors.Is(err, fs.ErrExist) {
		return installationKey(filepath.Dir(filepath.Dir(path)))
	}
	if err != nil {
		return nil, fmt.Errorf("making the installation's key: %w", err)
	}
	return key, nil
}
