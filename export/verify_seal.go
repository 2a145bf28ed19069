package export

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

const (
	maxNotice = 64 << 10 // seal and signature
	maxList   = 4 << 30  // manifests
)

// readSeal proves the signature, and the form of what every entry shares: the
// folder and the time.
func (v *verification) readSeal() error {
	entries := v.zip.entries
	if len(entries) < 3 {
		return &Damage{endPart, "there is no seal"}
	}
	last := entries[len(entries)-1].name
	name, ok := strings.CutSuffix(last, "/"+signatureFile)
	if !ok || name == "" || strings.Contains(name, "/") {
		return &Damage{last, "the archive does not end with " + signatureFile}
	}
	v.report.Name, v.report.Files = name, len(entries)
	for _, e := range entries {
		if !strings.HasPrefix(e.name, name+"/") {
			return &Damage{e.name, "it lies outside the folder " + name}
		}
	}
	seal, err := v.text(sealFile, maxNotice)
	if err != nil {
		return err
	}
	notice, err := v.text(signatureFile, maxNotice)
	if err != nil {
		return err
	}
	if err := v.checkSignature(seal, notice); err != nil {
		return err
	}
	if err := v.parseSeal(seal); err != nil {
		return err
	}
	for _, e := range entries {
		if e.time != dosTime(v.report.CreatedAt) {
			return &Damage{e.name, "its time is not the time of the export"}
		}
	}
	v.proved("The seal is signed with the Ed25519 key %s.", base64.StdEncoding.EncodeToString(v.report.Key))
	return nil
}

func (v *verification) checkSignature(seal, notice string) error {
	var s signed
	if err := json.Unmarshal([]byte(notice), &s); err != nil {
		return &Damage{signatureFile, "it is not JSON: " + err.Error()}
	}
	key, err := base64.StdEncoding.Strict().DecodeString(s.PublicKey)
	if err != nil || len(key) != ed25519.PublicKeySize {
		return &Damage{signatureFile, "the public key is not one"}
	}
	sig, err := base64.StdEncoding.Strict().DecodeString(s.Signature)
	if err != nil || len(sig) != ed25519.SignatureSize {
		return &Damage{signatureFile, "the signature is not one"}
	}
	if signatureText(key, sig) != notice {
		return &Damage{signatureFile, "it does not have the form it must have"}
	}
	v.report.Key = key
	for _, k := range v.keys {
		v.report.Trusted = v.report.Trusted || bytes.Equal(k, key)
	}
	if len(v.keys) > 0 && !v.report.Trusted {
		return &Damage{signatureFile, "the archive is signed with another key: " + s.PublicKey}
	}
	if !ed25519.Verify(key, []byte(seal), sig) {
		return &Damage{signatureFile, "the signature does not fit " + sealFile}
	}
	return nil
}

// parseSeal reads the sealed hashes; the seal must be what sealText writes.
func (v *verification) parseSeal(seal string) error {
	lines := strings.Split(strings.TrimPrefix(seal, sealTitle), "\n")
	at, err := time.Parse(time.RFC3339, strings.TrimPrefix(lines[0], sealCreated))
	if err != nil {
		return &Damage{sealFile, "it is not a seal of this form"}
	}
	v.report.CreatedAt = at
	v.sealed = map[string]string{}
	var sealed []listed
	for _, line := range lines[1 : len(lines)-1] {
		sum, path, ok := strings.Cut(line, "  ")
		if !ok {
			return &Damage{sealFile, "it is not a seal of this form"}
		}
		v.sealed[path] = sum
		sealed = append(sealed, listed{path, digests{sha256: sum}})
	}
	if sealText(at, sealed) != seal {
		return &Damage{sealFile, "it is not a seal of this form"}
	}
	for _, path := range []string{"tagmanifest-sha256.txt", "tagmanifest-sha512.txt", containerFile} {
		if v.sealed[path] == "" {
			return &Damage{sealFile, fmt.Sprintf("%s is not sealed", path)}
		}
	}
	return nil
}
