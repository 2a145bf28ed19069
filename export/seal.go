package export

import (
	"bufio"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"
)

// formatVersion is the version of docs/export-format.md.
const formatVersion = 1

// The files at the end of every archive, in this order.
const (
	containerFile = "container.csv"
	sealFile      = "seal.txt"
	signatureFile = "signature.json"
)

const containerHeader = "offset,method,stored_bytes,stored_sha256,name\n"

// containerList describes every entry as it lies in the container, so that
// the seal covers the bytes of the archive and not only the files in it.
func containerList(entries []*entry) func(io.Writer) error {
	return func(w io.Writer) error {
		out := bufio.NewWriter(w)
		if _, err := out.WriteString(containerHeader); err != nil {
			return err
		}
		for _, e := range entries {
			if _, err := out.WriteString(containerLine(e)); err != nil {
				return err
			}
		}
		return out.Flush()
	}
}

func containerLine(e *entry) string {
	b := fmt.Appendf(nil, "%d,%d,%d,%s,", e.offset, e.method, e.stored, hex.EncodeToString(e.digest[:]))
	return string(append(appendField(b, value{text: e.name}), '\n'))
}

// The first lines of the seal: what the signature is for, and when.
const (
	sealTitle   = "# holm export seal 1\n"
	sealCreated = "# created "
)

// sealText is what the installation signs: the hashes of the files that cover
// all others, in a form that sha256sum -c understands.
func sealText(at time.Time, sealed []listed) string {
	var s strings.Builder
	s.WriteString(sealTitle + sealCreated + at.UTC().Format(time.RFC3339) + "\n")
	for _, f := range sealed {
		fmt.Fprintf(&s, "%s  %s\n", f.sha256, f.path)
	}
	return s.String()
}

// signed is the content of signature.json.
type signed struct {
	Algorithm string `json:"algorithm"`
	Signs     string `json:"signs"`
	PublicKey string `json:"public_key"`
	Signature string `json:"signature"`
	Check     string `json:"check"`
}

const (
	signAlgorithm = "Ed25519 (RFC 8032)"
	signCheck     = "The signature is over the bytes of seal.txt; the key is the installation's. docs/export-format.md and README.html say how to check it by hand."
)

func signature(key ed25519.PrivateKey, text string) string {
	public, _ := key.Public().(ed25519.PublicKey)
	return signatureText(public, ed25519.Sign(key, []byte(text)))
}

// signatureText is the one way that signature.json may look.
func signatureText(key ed25519.PublicKey, sig []byte) string {
	b, err := json.MarshalIndent(signed{
		Algorithm: signAlgorithm,
		Signs:     sealFile,
		PublicKey: base64.StdEncoding.EncodeToString(key),
		Signature: base64.StdEncoding.EncodeToString(sig),
		Check:     signCheck,
	}, "", "  ")
	if err != nil {
		panic(err) // strings always marshal
	}
	return string(b) + "\n"
}
