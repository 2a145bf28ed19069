package main

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"holm/crm"
	"holm/lockout"
)

const (
	houseEvery  = time.Hour
	trashLife   = 14 * 24 * time.Hour
	purgeAtOnce = 500 // records of each kind in one transaction
)

// keepHouse tidies once an hour until ctx ends.
func keepHouse(ctx context.Context, in *installation, log *slog.Logger) {
	tick := time.NewTicker(houseEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if err := in.tidy(ctx); err != nil && ctx.Err() == nil {
				log.Error("housekeeping", "error", err) // the next hour tries again
			}
		}
	}
}

// tidy forgets ended sessions, deletes what lay in the trash for two weeks and
// then the files that no document has. The last two pause when the state
// forbids them.
func (in *installation) tidy(ctx context.Context) error {
	err := in.store.SweepSessions(ctx)
	if in.keeper.Verdict().Allows(lockout.Housekeeping, lockout.System) != nil {
		return err
	}
	for more := true; more && ctx.Err() == nil; {
		n, failed := in.store.PurgeTrash(ctx, crm.SystemActor(), in.now().Add(-trashLife), purgeAtOnce)
		err = errors.Join(err, failed)
		more = n > 0 && failed == nil
	}
	_, failed := in.store.SweepFiles(ctx, crm.SystemActor())
	return errors.Join(err, failed)
}
