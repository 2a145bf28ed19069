package main

import (
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"time"

	"holm/lockout"
)

// usageClaims is what a report says. It holds counts and no personal data.
type usageClaims struct {
	Installation string          `json:"installation"`
	MadeAt       time.Time       `json:"made_at"`
	Version      string          `json:"version"`
	State        stateReport     `json:"state"`
	Ledger       []lockout.Entry `json:"ledger"` // the whole chain
}

// signedUsage carries the exact bytes that were signed.
type signedUsage struct {
	Report    string      `json:"report"`    // base64 of usageClaims as JSON
	Key       string      `json:"key"`       // base64 of the installation's Ed25519 key
	Signature string      `json:"signature"` // base64, over the bytes of Report
	Readable  usageClaims `json:"readable"`  // the same for people; the signature covers Report
}

// usageReport makes the report and signs it with the installation's key.
func (in *installation) usageReport(ctx context.Context) ([]byte, error) {
	id, err := in.store.Installation(ctx)
	if err != nil {
		return nil, err
	}
	used, err := in.store.SeatsUsed(ctx)
	if err != nil {
		return nil, err
	}
	entries, err := in.ledger(ctx)
	if err != nil {
		return nil, err
	}
	verdict := in.keeper.Verdict()
	u := usageClaims{Installation: id.ID, MadeAt: verdict.At, Version: version(), State: reportState(verdict, used), Ledger: entries}
	text, err := json.Marshal(u)
	if err != nil {
		return nil, fmt.Errorf("writing the usage report: %w", err)
	}
	b64 := base64.StdEncoding.EncodeToString
	out, err := json.MarshalIndent(signedUsage{
		Report: b64(text), Key: b64(in.key.Public().(ed25519.PublicKey)), Signature: b64(ed25519.Sign(in.key, text)), Readable: u,
	}, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("writing the usage report: %w", err)
	}
	return append(out, '\n'), nil
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
