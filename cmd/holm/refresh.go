package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"time"

	"holm/crm"
	"holm/server/refresh"
)

// refresher asks the vendor, as the configuration or else the licence page says.
func (in *installation) refresher(c config, log *slog.Logger) (*refresh.Refresher, error) {
	fixed, err := c.refresh()
	if err != nil {
		return nil, err
	}
	return refresh.New(refresh.Options{Store: in.store, Keeper: in.keeper, Installation: in.id, Fixed: fixed, Now: in.now,
		Jitter: rand.N[time.Duration], Log: log}), nil
}

// refresh is what the configuration says about asking the vendor, nil when it
// says nothing. A log-in at the proxy stands in the configuration alone.
func (c config) refresh() (*crm.Refresh, error) {
	if c.RefreshAddress == "" {
		return nil, nil
	}
	r := crm.Refresh{On: true, Address: c.RefreshAddress}
	if c.RefreshCA != "" {
		text, err := os.ReadFile(c.RefreshCA)
		if err != nil {
			return nil, fmt.Errorf("reading refresh_ca: %w", err)
		}
		r.CA = string(text)
	}
	r.Tidy()
	if err := r.Validate(); err != nil {
		return nil, fail(errUsage, "refresh_address is HTTPS, or plain HTTP on this machine, without log-in or query; refresh_ca holds certificates in PEM",
			"the configuration of refresh: %s", err)
	}
	r.Proxy = c.RefreshProxy
	return &r, nil
}

type licenseRefresh struct {
	Show bool `help:"Only show what would be sent."`
}

// refreshReport is what asking came to.
type refreshReport struct {
	crm.RefreshResult
	State stateReport `json:"state"`
}

// Run asks the vendor; a running server follows within a second.
func (c licenseRefresh) Run(p *program) (err error) {
	in, err := p.open()
	if err != nil {
		return err
	}
	defer in.close(&err)
	r, err := in.refresher(p.config, p.log())
	if err != nil {
		return err
	}
	if c.Show {
		s, _, err := r.Settings(p.ctx)
		if err == nil {
			fmt.Fprint(p.Stdout, r.Request(s))
		}
		return err
	}
	result, err := r.Ask(p.ctx)
	if errors.Is(err, crm.ErrRefreshOff) {
		return fail(nil, "switch it on on the licence page, or set refresh_address", "asking the vendor is switched off")
	}
	if err != nil {
		return err
	}
	return in.reportRefresh(p.ctx, p, result)
}

func (in *installation) reportRefresh(ctx context.Context, p *program, result crm.RefreshResult) error {
	used, err := in.store.SeatsUsed(ctx)
	if err != nil {
		return err
	}
	report := refreshReport{result, reportState(in.keeper.Verdict(), used)}
	err = p.report(report, func(t *table) {
		t.row("Asked", string(result.Outcome), fmt.Sprintf("%d in force, %d waiting for holm license install FILE --acknowledge", result.Added, result.Waiting))
		report.State.write(t)
	})
	if err == nil && result.Failed() {
		err = fail(nil, "nothing was changed; check address, proxy and certificates, or install the document as a file",
			"the vendor gave no documents: %s%s", result.Outcome, detail(result))
	}
	return err
}

func detail(r crm.RefreshResult) string {
	switch {
	case r.Status != 0:
		return fmt.Sprintf(" (status %d)", r.Status)
	case r.Reason != "":
		return " (" + r.Reason + ")"
	}
	return ""
}
