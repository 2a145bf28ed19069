package licensing

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"errors"
	"strings"

	"github.com/golang-jwt/jwt/v5"
)

// typPrefix stands before the type in the signed header.
const typPrefix = "holm-"

// header is all that the header of a signature may hold.
type header struct {
	Alg string `json:"alg"`
	Typ string `json:"typ"`
	Kid string `json:"kid"`
}

func (h header) documentType() Type { return Type(strings.TrimPrefix(h.Typ, typPrefix)) }

// readHeader looks at a signature's header before anything is proved.
func readHeader(signed string) (header, error) {
	encoded, _, _ := strings.Cut(signed, ".")
	text, err := base64.RawURLEncoding.Strict().DecodeString(encoded)
	if err != nil {
		return header{}, reject(Damaged, "the header is not base64")
	}
	if err := strict(text); err != nil {
		return header{}, err
	}
	var members map[string]any
	if err := json.Unmarshal(text, &members); err != nil {
		return header{}, reject(Damaged, "the header is not JSON")
	}
	for name := range members {
		if name != "alg" && name != "typ" && name != "kid" {
			return header{}, reject(UnknownCritical, "the header holds %q", name)
		}
	}
	var h header
	if err := json.Unmarshal(text, &h); err != nil {
		return header{}, reject(Damaged, "the header does not hold three texts")
	}
	if h.Alg != jwt.SigningMethodEdDSA.Alg() {
		return header{}, reject(Forged, "signed by the method %q", h.Alg)
	}
	if !strings.HasPrefix(h.Typ, typPrefix) {
		return header{}, reject(WrongType, "the header says %q", h.Typ)
	}
	return h, nil
}

// claimsText keeps the claims as they were signed, for decoding after proof.
type claimsText struct {
	jwt.RegisteredClaims
	text []byte
}

func (c *claimsText) UnmarshalJSON(text []byte) error {
	c.text = append([]byte(nil), text...)
	return nil
}

// prove checks the signature and returns the claims' text.
func prove(signed string, key ed25519.PublicKey) ([]byte, error) {
	parser := jwt.NewParser(
		jwt.WithValidMethods([]string{jwt.SigningMethodEdDSA.Alg()}),
		jwt.WithStrictDecoding(),
		jwt.WithoutClaimsValidation(),
	)
	var claims claimsText
	_, err := parser.ParseWithClaims(signed, &claims, func(*jwt.Token) (any, error) { return key, nil })
	switch {
	case errors.Is(err, jwt.ErrTokenMalformed):
		return nil, reject(Damaged, "the claims cannot be decoded")
	case err != nil:
		return nil, reject(Forged, "the signature does not match")
	}
	if err := strict(claims.text); err != nil {
		return nil, err
	}
	return claims.text, nil
}

func strict(text []byte) error {
	err := checkJSON(text)
	switch {
	case errors.Is(err, errDuplicateKey):
		return reject(DuplicateKey, "%v", err)
	case err != nil:
		return reject(Damaged, "%v", err)
	}
	return nil
}
