package main

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"holm/crm"
	"holm/licensing"
	"holm/lockout"
	"holm/server/pages"
)

// hosted is what the ledger keeps of a hosting statement.
type hosted struct {
	Hosting licensing.Hosting `json:"hosting"`
	Host    string            `json:"host,omitempty"`
	By      string            `json:"by"` // "page" or "command"
}

// StateHosting records where the installation runs now, in the ledger.
func (e *exporter) StateHosting(ctx context.Context, a crm.Actor, h licensing.Hosting, host string) error {
	if !a.Main && !a.Unbound() {
		return crm.ErrForbidden
	}
	by := "page"
	if a.Unbound() {
		by = "command"
	}
	return e.keeper.Record(ctx, lockout.HostingStatement, hosted{h, host, by})
}

// Statement returns the newest statement: the ledger's, else the one
// made at set-up.
func (e *exporter) Statement(ctx context.Context) (pages.HostingStatement, error) {
	var newest pages.HostingStatement
	for after := int64(0); ; {
		entries, err := e.store.Entries(ctx, after, 500)
		if err != nil {
			return newest, fmt.Errorf("reading the ledger: %w", err)
		}
		if len(entries) == 0 {
			break
		}
		for _, e := range entries {
			after = e.Seq
			if e.Kind != lockout.HostingStatement {
				continue
			}
			var said hosted
			if err := json.Unmarshal([]byte(e.Data), &said); err != nil {
				return newest, fmt.Errorf("reading ledger entry %d: %w", e.Seq, err)
			}
			newest = pages.HostingStatement{Hosting: said.Hosting, Host: said.Host, At: e.At, By: said.By}
		}
	}
	if newest.At.IsZero() {
		return e.hostingAtSetup(ctx)
	}
	return newest, nil
}

func (e *exporter) hostingAtSetup(ctx context.Context) (pages.HostingStatement, error) {
	id, err := e.store.Installation(ctx)
	if err != nil {
		return pages.HostingStatement{}, err
	}
	hosting, err := e.store.Setting(ctx, "installation.hosting")
	if err != nil || hosting == "" {
		return pages.HostingStatement{}, err
	}
	host, err := e.store.Setting(ctx, "installation.host")
	at := id.EvaluationStart.Truncate(time.Second)
	return pages.HostingStatement{Hosting: licensing.Hosting(hosting), Host: host, At: at, By: "set-up"}, err
}
