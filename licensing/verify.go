package licensing

import (
	"crypto/ed25519"
	"slices"
	"strings"
	"time"
)

// Verifier tells genuine documents from all others.
type Verifier struct{ roots Roots }

// NewVerifier returns a verifier that believes the roots, and what they certify.
func NewVerifier(roots Roots) *Verifier { return &Verifier{roots} }

// Trusts reports whether there is a root; without one nothing is genuine.
func (v *Verifier) Trusts() bool { return len(v.roots) > 0 }

// Verify returns the document in a text. known are the documents that the
// installation has: their certificates serve a renewal's pasted form, their
// revocations hold, and a licence gives others of its agreement their context.
// The error is a *Rejection.
func (v *Verifier) Verify(text []byte, known ...Document) (Document, error) {
	e, err := open(text)
	if err != nil {
		return Document{}, err
	}
	if !v.Trusts() {
		return Document{}, reject(NoRoots, "this build holds no vendor's root keys")
	}
	h, err := readHeader(e.signed)
	if err != nil {
		return Document{}, err
	}
	if h.documentType() != e.typ {
		return Document{}, reject(WrongType, "the text says %s, the signature %s", e.typ, h.documentType())
	}
	if e.certificate == "" {
		e.certificate = certificateOf(known, h.Kid)
	}
	key, issuer, err := v.key(e, h)
	if err != nil {
		return Document{}, err
	}
	d, err := genuine(e, h, key)
	if err != nil {
		return Document{}, err
	}
	if issuer != nil {
		if err := issuer.maySign(d.typ, d.issuedAt); err != nil {
			return Document{}, err
		}
	}
	if err := notRevoked(d, known); err != nil {
		return Document{}, err
	}
	if err := fits(d.claims, known); err != nil {
		return Document{}, err
	}
	return d, nil
}

// key returns the key that must have signed, with its certificate unless it
// is a root.
func (v *Verifier) key(e envelope, h header) (ed25519.PublicKey, *Issuer, error) {
	if e.typ == TypeIssuer || e.typ == TypeRevocation {
		key, ok := v.roots.find(h.Kid)
		if !ok {
			return nil, nil, reject(UnknownIssuer, "%q is no root of this build", h.Kid)
		}
		return key, nil, nil
	}
	if e.certificate == "" {
		return nil, nil, reject(UnknownIssuer, "there is no certificate for the key %q", h.Kid)
	}
	issuer, err := v.issuer(e.certificate)
	if err != nil {
		return nil, nil, err
	}
	if issuer.KeyID != h.Kid {
		return nil, nil, reject(UnknownIssuer, "the certificate is for the key %q, signed by %q", issuer.KeyID, h.Kid)
	}
	return issuer.PublicKey, issuer, nil
}

// issuer proves a certificate.
func (v *Verifier) issuer(certificate string) (*Issuer, error) {
	h, err := readHeader(certificate)
	if err != nil {
		return nil, err
	}
	root, ok := v.roots.find(h.Kid)
	if !ok || h.documentType() != TypeIssuer {
		return nil, reject(UnknownIssuer, "no root of this build certified the key")
	}
	d, err := genuine(envelope{typ: TypeIssuer, signed: certificate}, h, root)
	if err != nil {
		return nil, err
	}
	issuer, _ := d.Issuer()
	return &issuer, nil
}

// genuine proves the signature and reads the claims.
func genuine(e envelope, h header, key ed25519.PublicKey) (Document, error) {
	text, err := prove(e.signed, key)
	if err != nil {
		return Document{}, err
	}
	claims, err := decode(e.typ, text)
	if err != nil {
		return Document{}, err
	}
	if err := Check(claims); err != nil {
		return Document{}, err
	}
	d := Document{typ: e.typ, keyID: h.Kid, claims: claims, certificate: e.certificate, signed: e.signed}
	d.id, d.issuedAt = identity(claims)
	d.text = Armor(e.typ, Summary(claims), e.certificate, e.signed)
	return d, nil
}

func identity(claims any) (string, time.Time) {
	switch c := claims.(type) {
	case License:
		return c.ID, c.IssuedAt
	case Renewal:
		return c.ID(), c.IssuedAt
	case Termination:
		return c.ID, c.IssuedAt
	case Rebind:
		return c.ID, c.IssuedAt
	case Issuer:
		return c.KeyID, c.IssuedAt
	case Revocation:
		return c.KeyID, c.IssuedAt
	}
	return "", time.Time{}
}

// maySign judges the certificate at the document's issued_at, never today.
func (i *Issuer) maySign(typ Type, at time.Time) error {
	switch {
	case !slices.Contains(i.Scopes, string(typ)):
		return reject(IssuerOutOfScope, "the key may sign %s, not %s", strings.Join(i.Scopes, ", "), typ)
	case at.Before(i.ValidFrom), !at.Before(i.ValidTo):
		return reject(IssuerOutOfDates, "issued %s, the key signs from %s to %s", at, i.ValidFrom, i.ValidTo)
	}
	return nil
}

func notRevoked(d Document, known []Document) error {
	for _, k := range known {
		if r, ok := k.Revocation(); ok && r.KeyID == d.keyID && d.issuedAt.After(r.After) {
			return reject(IssuerRevoked, "the key %q is not trusted for documents after %s", r.KeyID, r.After)
		}
	}
	return nil
}

func certificateOf(known []Document, keyID string) string {
	for _, k := range known {
		if k.keyID == keyID && k.certificate != "" {
			return k.certificate
		}
	}
	return ""
}
