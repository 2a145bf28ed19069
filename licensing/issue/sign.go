package issue

import (
	"encoding/json"
	"fmt"

	"github.com/golang-jwt/jwt/v5"

	"holm/licensing"
)

// Signer signs documents with an issuer's key.
type Signer struct {
	Key         Key
	Certificate string // as Certify returned it
}

// Certify signs an issuer's certificate with a root's key and returns it as it
// stands in documents.
func Certify(root Key, issuer licensing.Issuer) (string, error) {
	if err := licensing.Check(issuer); err != nil {
		return "", err
	}
	return sign(root, licensing.TypeIssuer, issuer)
}

// SignByRoot returns the text of a certificate or revocation.
func SignByRoot(root Key, claims any) ([]byte, error) {
	typ, err := typeOf(claims)
	if err != nil {
		return nil, err
	}
	if typ != licensing.TypeIssuer && typ != licensing.TypeRevocation {
		return nil, fmt.Errorf("a root signs no %s", typ)
	}
	if err := licensing.Check(claims); err != nil {
		return nil, err
	}
	signed, err := sign(root, typ, claims)
	if err != nil {
		return nil, err
	}
	return licensing.Armor(typ, licensing.Summary(claims), "", signed), nil
}

// Sign returns the text of a document: a License, Renewal, Termination or
// Rebind whose claims are complete and within bounds.
func (s Signer) Sign(claims any) ([]byte, error) {
	typ, err := typeOf(claims)
	if err != nil {
		return nil, err
	}
	if err := licensing.Check(claims); err != nil {
		return nil, err
	}
	signed, err := sign(s.Key, typ, claims)
	if err != nil {
		return nil, err
	}
	return licensing.Armor(typ, licensing.Summary(claims), s.Certificate, signed), nil
}

func typeOf(claims any) (licensing.Type, error) {
	switch claims.(type) {
	case licensing.License:
		return licensing.TypeLicense, nil
	case licensing.Renewal:
		return licensing.TypeRenewal, nil
	case licensing.Termination:
		return licensing.TypeTermination, nil
	case licensing.Rebind:
		return licensing.TypeRebind, nil
	case licensing.Issuer:
		return licensing.TypeIssuer, nil
	case licensing.Revocation:
		return licensing.TypeRevocation, nil
	}
	return "", fmt.Errorf("no document has claims of type %T", claims)
}

// encoded lets a struct be signed with its fields in their own order.
type encoded struct {
	jwt.RegisteredClaims
	claims any
}

func (e encoded) MarshalJSON() ([]byte, error) { return json.Marshal(e.claims) }

func sign(key Key, typ licensing.Type, claims any) (string, error) {
	token := jwt.NewWithClaims(jwt.SigningMethodEdDSA, encoded{claims: claims})
	token.Header["typ"] = "holm-" + string(typ)
	token.Header["kid"] = key.ID
	signed, err := token.SignedString(key.private)
	if err != nil {
		return "", fmt.Errorf("sign %s: %w", typ, err)
	}
	return signed, nil
}
