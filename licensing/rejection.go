package licensing

import "fmt"

// Reason says in one word why a document was refused. It is part of message
// keys and of the ledger: a reason is never renamed.
type Reason string

// The reasons.
const (
	Oversized         Reason = "oversized"            // longer than a document may be
	Damaged           Reason = "damaged"              // cannot be decoded
	SeveralDocuments  Reason = "several_documents"    // more than one in the text
	WrongType         Reason = "wrong_type"           // not a document type, or not the one it says
	NoRoots           Reason = "no_roots"             // this build trusts nobody
	UnknownIssuer     Reason = "unknown_issuer"       // no trusted certificate for the key
	IssuerOutOfScope  Reason = "issuer_out_of_scope"  // the key may not sign this type
	IssuerOutOfDates  Reason = "issuer_out_of_dates"  // issued outside the key's time
	IssuerRevoked     Reason = "issuer_revoked"       // issued after the key was revoked
	Forged            Reason = "forged"               // the signature does not match
	DuplicateKey      Reason = "duplicate_key"        // a claim stands twice
	UnsupportedSchema Reason = "unsupported_schema"   // a newer form than this version reads
	UnknownCritical   Reason = "unknown_critical"     // a claim that must be understood and is not
	Incomplete        Reason = "incomplete"           // a claim is missing
	FutureDates       Reason = "future_dates"         // a date more than five years after issued_at
	Bounds            Reason = "bounds"               // outside the limits that protect the customer
	WrongEnvironment  Reason = "wrong_environment"    // for production, or not for it
	OtherInstallation Reason = "foreign_installation" // made out to another installation
	OtherAgreement    Reason = "foreign_agreement"    // belongs to another agreement
	UnknownLicense    Reason = "unknown_license"      // a renewal of a licence that is not installed
	Superseded        Reason = "superseded"           // a newer document is installed
)

// Reasons lists every reason, so that each can be held to have its message.
func Reasons() []Reason {
	return []Reason{
		Oversized, Damaged, SeveralDocuments, WrongType, NoRoots, UnknownIssuer, IssuerOutOfScope, IssuerOutOfDates,
		IssuerRevoked, Forged, DuplicateKey, UnsupportedSchema, UnknownCritical, Incomplete, FutureDates, Bounds,
		WrongEnvironment, OtherInstallation, OtherAgreement, UnknownLicense, Superseded,
	}
}

// Rejection is why a document was refused. Nothing has changed by it.
type Rejection struct {
	Reason Reason
	Detail string // for the operator, in English
}

// Error gives the reason and the detail.
func (r *Rejection) Error() string {
	if r.Detail == "" {
		return fmt.Sprintf("the document is refused (%s)", r.Reason)
	}
	return fmt.Sprintf("the document is refused (%s): %s", r.Reason, r.Detail)
}

func reject(reason Reason, format string, args ...any) *Rejection {
	return &Rejection{reason, fmt.Sprintf(format, args...)}
}

// MessageKey names the sentence that tells a user why.
func (r *Rejection) MessageKey() string { return "license.reason." + string(r.Reason) }
