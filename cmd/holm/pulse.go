package main

import (
	"context"
	"log/slog"
	"time"

	"holm/crm"
	"holm/lockout"
)

// pulseEvery is how often a server gives a sign of life. What a crash took is
// known to that.
const pulseEvery = time.Minute

// pulse records the availability of a server, from its first sign of life to
// the last.
type pulse struct {
	in      *installation
	boot    lockout.BootClock
	started time.Time
	log     *slog.Logger
}

// startPulse notes that the server has started, and what the time since the
// last sign of life was.
func (in *installation) startPulse(ctx context.Context, boot lockout.BootClock, log *slog.Logger) (*pulse, error) {
	p := &pulse{in: in, boot: boot, started: in.now(), log: log}
	return p, p.beat(ctx, true, false)
}

// run gives signs of life until ctx ends.
func (p *pulse) run(ctx context.Context) {
	tick := time.NewTicker(pulseEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if err := p.beat(ctx, false, false); err != nil && ctx.Err() == nil {
			p.log.Error("recording the availability", "error", err) // the next sign shows the gap
		}
	}
}

// end notes that the server stops in order.
func (p *pulse) end() error { return p.beat(context.Background(), false, true) }

func (p *pulse) beat(ctx context.Context, first, last bool) error {
	return p.in.store.Beat(ctx, crm.Heartbeat{Server: p.in.serverName(), StartedAt: p.started, At: p.in.now(),
		Boot: p.boot.BootID(), Running: p.boot.Running(), Stopped: last}, first, p.in.keptOut())
}

// keptOut says how the licence keeps users out now, "" when it does not.
func (in *installation) keptOut() crm.InterruptionCause {
	v := in.keeper.Verdict()
	switch {
	case v.State == lockout.Locked:
		return crm.Locked
	case v.License != nil && len(v.License.Suspended) > 0:
		return crm.Suspended
	}
	return ""
}
