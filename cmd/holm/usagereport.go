package main

import (
	"context"
	"fmt"
	"time"

	"holm/licensing"
	"holm/lockout"
)

// usageClaims is what a report says. It holds counts and no personal data.
type usageClaims struct {
	Installation string          `json:"installation"`
	MadeAt       time.Time       `json:"made_at"`
	Version      string          `json:"version"`
	State        stateReport     `json:"state"`
	Ledger       []lockout.Entry `json:"ledger"` // the whole chain

	// Acknowledged is the entry that the renewal in force says the vendor saw.
	Acknowledged *licensing.Acknowledgement `json:"acknowledged,omitempty"`
}

// inspectionClaims is what the report of an inspection says: who inspects
// when, and the whole usage report.
type inspectionClaims struct {
	Inspection lockout.InspectionData `json:"inspection"`
	usageClaims
}

// usageReport makes the report and signs it with the installation's key.
func (in *installation) usageReport(ctx context.Context) ([]byte, error) {
	u, err := in.usage(ctx)
	if err != nil {
		return nil, err
	}
	return licensing.SignStatement(licensing.ReportStatement, u, in.key)
}

func (in *installation) usage(ctx context.Context) (usageClaims, error) {
	id, err := in.store.Installation(ctx)
	if err != nil {
		return usageClaims{}, err
	}
	used, err := in.store.SeatsUsed(ctx)
	if err != nil {
		return usageClaims{}, err
	}
	entries, err := in.ledger(ctx)
	if err != nil {
		return usageClaims{}, err
	}
	verdict := in.keeper.Verdict()
	u := usageClaims{Installation: id.ID, MadeAt: verdict.At, Version: version(), State: reportState(verdict, used), Ledger: entries}
	if r := verdict.Renewal; r != nil {
		u.Acknowledged = r.Ledger
	}
	return u, nil
}

// history is the ledger for the pages: as the keeper follows it, and signed.
type history struct {
	*lockout.Keeper
	in *installation
}

// UsageReport makes the signed usage report.
func (h history) UsageReport(ctx context.Context) ([]byte, error) { return h.in.usageReport(ctx) }

// InspectionReport makes the signed report of an inspection.
func (h history) InspectionReport(ctx context.Context, i lockout.InspectionData) ([]byte, error) {
	u, err := h.in.usage(ctx)
	if err != nil {
		return nil, err
	}
	return licensing.SignStatement(licensing.InspectionStatement, inspectionClaims{i, u}, h.in.key)
}

// ledger reads and verifies the whole chain.
func (in *installation) ledger(ctx context.Context) (all []lockout.Entry, err error) {
	var head lockout.Entry
	for {
		entries, err := in.store.Entries(ctx, head.Seq, 500)
		if err != nil {
			return nil, fmt.Errorf("reading the ledger: %w", err)
		}
		if len(entries) == 0 {
			return all, nil
		}
		if head, err = lockout.VerifyChain(head, entries); err != nil {
			return nil, err
		}
		all = append(all, entries...)
	}
}
