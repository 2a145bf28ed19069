package main

import (
	"bytes"
	"encoding/base64"
	"fmt"

	"holm/licensing"
	"holm/lockout"
)

// reportProof is what is proved of a usage report, or of the report of an
// inspection: its signature, its chain, and that its history goes on from the
// one known.
type reportProof struct {
	Kind         licensing.StatementKind `json:"kind"`
	Installation string                  `json:"installation"`
	Agreement    string                  `json:"agreement,omitempty"`
	MadeAt       string                  `json:"made_at"`
	Version      string                  `json:"version"`
	Seq          int64                   `json:"seq"`
	Head         string                  `json:"head"`
	Inspection   *lockout.InspectionData `json:"inspection,omitempty"`
	Known        bool                    `json:"known"` // an earlier report showed the beginning of this history
	Problem      string                  `json:"problem,omitempty"`
}

// isStatement reports whether a text is a statement and no document.
func isStatement(text []byte) bool {
	return bytes.HasPrefix(bytes.TrimSpace(bytes.TrimPrefix(text, []byte("\ufeff"))), []byte("{"))
}

// prove reads a report of either kind. A history that is not the one known is
// a problem told, a signature or chain that does not hold is an error.
func (p *program) prove(r *register, text []byte) (reportProof, error) {
	var claims struct {
		usage
		Inspection *lockout.InspectionData `json:"inspection"`
	}
	kind := licensing.InspectionStatement
	key, err := licensing.OpenStatement(text, kind, &claims)
	if err != nil {
		kind = licensing.ReportStatement
		if key, err = licensing.OpenStatement(text, kind, &claims); err != nil {
			return reportProof{}, err
		}
	}
	head, err := lockout.VerifyChain(lockout.Entry{}, claims.Ledger)
	if err != nil {
		return reportProof{}, err
	}
	proof := reportProof{Kind: kind, Installation: claims.Installation, MadeAt: stamp(claims.MadeAt), Version: claims.Version, Seq: head.Seq, Head: head.Hash, Inspection: claims.Inspection}
	if s, err := p.having(r, claims.Installation); err == nil {
		proof.Agreement = s.agreement.No
	}
	before, err := p.reports(r, claims.Installation)
	if err != nil {
		return proof, err
	}
	last := lastTrusted(before)
	switch {
	case last == nil:
	case last.Key != base64.StdEncoding.EncodeToString(key):
		proof.Problem = "it is signed with another key than the reports before"
	case last.Seq > head.Seq:
		proof.Problem = fmt.Sprintf("it shows %d entries, and %d are known", head.Seq, last.Seq)
	case last.Seq > 0 && claims.Ledger[last.Seq-1].Hash != last.Head:
		proof.Problem = fmt.Sprintf("the ledger forks before entry %d", last.Seq)
	default:
		proof.Known = true
	}
	return proof, nil
}

// show tells what was proved; a problem is an error.
func (proof reportProof) show(p *program) error {
	err := p.report(proof, func() {
		fmt.Fprintf(p.stdout, "Genuine: %s of installation %s, made %s by version %s\n", proof.Kind, proof.Installation, proof.MadeAt, proof.Version)
		if i := proof.Inspection; i != nil {
			fmt.Fprintf(p.stdout, "Inspection %d on %s, announced %s, by %s %s\n", i.No, i.On, i.Announced, i.By, i.Firm)
		}
		fmt.Fprintf(p.stdout, "Ledger %d:%s, whole\n", proof.Seq, proof.Head)
		if proof.Known {
			fmt.Fprintln(p.stdout, "It goes on from the history known")
		}
	})
	if err != nil || proof.Problem == "" {
		return err
	}
	return failed("talk to the customer; it locks nobody", "the report's history is not the one known: %s", proof.Problem)
}
