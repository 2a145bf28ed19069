package licensing

import (
	"crypto/ed25519"
	"crypto/sha256"
	"crypto/x509"
	"embed"
	"encoding/base32"
	"encoding/pem"
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strings"
)

//go:embed roots
var embedded embed.FS

// Root is a public key whose certificates are believed.
type Root struct {
	KeyID string
	Key   ed25519.PublicKey
}

// Roots are the keys that a build trusts. The zero value trusts nobody.
type Roots []Root

// EmbeddedRoots returns the keys that were in licensing/roots when the program
// was built: none in a build from the bare repository.
func EmbeddedRoots() (Roots, error) { return ReadRoots(embedded, "roots") }

// ReadRoots reads the *.pem files of a folder, each one public Ed25519 key.
func ReadRoots(files fs.FS, dir string) (Roots, error) {
	names, err := fs.Glob(files, path.Join(dir, "*.pem"))
	if err != nil {
		return nil, fmt.Errorf("list root keys: %w", err)
	}
	sort.Strings(names)
	var roots Roots
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, fmt.Errorf("read root key: %w", err)
		}
		root, err := ParseRoot(text)
		if err != nil {
			return nil, fmt.Errorf("root key %s: %w", name, err)
		}
		roots = append(roots, root)
	}
	return roots, nil
}

// ParseRoot reads one public key in PEM.
func ParseRoot(text []byte) (Root, error) {
	block, rest := pem.Decode(text)
	if block == nil || block.Type != "PUBLIC KEY" || strings.TrimSpace(string(rest)) != "" {
		return Root{}, fmt.Errorf("not a single public key in PEM")
	}
	parsed, err := x509.ParsePKIXPublicKey(block.Bytes)
	if err != nil {
		return Root{}, fmt.Errorf("parse public key: %w", err)
	}
	key, ok := parsed.(ed25519.PublicKey)
	if !ok {
		return Root{}, fmt.Errorf("not an Ed25519 key")
	}
	return Root{KeyID: KeyID(key), Key: key}, nil
}

// KeyID is the name of a key, derived from it.
func KeyID(key ed25519.PublicKey) string {
	sum := sha256.Sum256(key)
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:10]))
}

func (r Roots) find(keyID string) (ed25519.PublicKey, bool) {
	for _, root := range r {
		if root.KeyID == keyID {
			return root.Key, true
		}
	}
	return nil, false
}
