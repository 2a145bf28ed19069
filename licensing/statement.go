package licensing

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
)

// StatementKind names what an installation states to the vendor, signed with
// its own key. It is the member of the file that holds the signed bytes.
type StatementKind string

// The statements.
const (
	ReportStatement StatementKind = "report" // the usage report
	OrderStatement  StatementKind = "order"

	// InspectionStatement is a usage report made for an inspection.
	InspectionStatement StatementKind = "inspection"
	// NoticeStatement is a TerminationNotice, ContactStatement a ContactNotice.
	NoticeStatement  StatementKind = "notice"
	ContactStatement StatementKind = "contact"
)

// maxStatement is how long a statement may be: ledgers grow.
const maxStatement = 64 << 20

// SignStatement writes a statement as JSON: the signed bytes, the key, the
// signature, and the same once more for people, which nothing reads.
func SignStatement(kind StatementKind, claims any, key ed25519.PrivateKey) ([]byte, error) {
	text, err := json.Marshal(claims)
	if err != nil {
		return nil, fmt.Errorf("write the %s: %w", kind, err)
	}
	b64 := base64.StdEncoding.EncodeToString
	out, err := json.MarshalIndent(map[string]any{
		string(kind): b64(text), "key": b64(key.Public().(ed25519.PublicKey)),
		"signature": b64(ed25519.Sign(key, text)), "readable": claims,
	}, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write the %s: %w", kind, err)
	}
	return append(out, '\n'), nil
}

// OpenStatement proves a statement by the key that it names itself, reads its
// claims and returns the key: whether it is the installation's is for the
// caller to know. The error is a *Rejection.
func OpenStatement(text []byte, kind StatementKind, claims any) (ed25519.PublicKey, error) {
	if len(text) > maxStatement {
		return nil, reject(Oversized, "%d bytes, at most %d", len(text), maxStatement)
	}
	repaired := []byte(strings.TrimSpace(repair(text)))
	if err := strict(repaired); err != nil {
		return nil, err
	}
	var file map[string]json.RawMessage
	if err := json.Unmarshal(repaired, &file); err != nil {
		return nil, reject(Damaged, "not JSON: %v", err)
	}
	var parts [3][]byte
	for i, name := range []string{string(kind), "key", "signature"} {
		var encoded string
		if err := json.Unmarshal(file[name], &encoded); err != nil || encoded == "" {
			return nil, reject(WrongType, "it holds no %s: this is not a signed %s", name, kind)
		}
		decoded, err := base64.StdEncoding.Strict().DecodeString(encoded)
		if err != nil {
			return nil, reject(Damaged, "%s is not base64", name)
		}
		parts[i] = decoded
	}
	if len(parts[1]) != ed25519.PublicKeySize || !ed25519.Verify(parts[1], parts[0], parts[2]) {
		return nil, reject(Forged, "the signature of the %s does not match", kind)
	}
	if err := strict(parts[0]); err != nil {
		return nil, err
	}
	if err := json.Unmarshal(parts[0], claims); err != nil {
		return nil, reject(Damaged, "the %s cannot be read: %v", kind, err)
	}
	return parts[1], nil
}
