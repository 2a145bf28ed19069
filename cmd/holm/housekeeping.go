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
	jobLife     = 90 * 24 * time.Hour
	mailLife    = 180 * 24 * time.Hour
	uploadLife  = 7 * 24 * time.Hour // files to import, once nothing waits for them
)

// keepHouse counts at once, then tidies and counts once an hour until ctx ends.
func keepHouse(ctx context.Context, in *installation, work chores, log *slog.Logger) {
	if err := in.meter(ctx); err != nil && ctx.Err() == nil {
		log.Error("counting what the licence meters", "error", err)
	}
	tick := time.NewTicker(houseEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if err := errors.Join(in.tidy(ctx), in.sweep(ctx, work), in.meter(ctx), in.writeStatistics(ctx)); err != nil && ctx.Err() == nil {
				log.Error("housekeeping", "error", err) // the next hour tries again
			}
		}
	}
}

// tidy forgets ended sessions and old answers, deletes what lay in the trash for two weeks and
// then the files that no document has. The last two pause when the state
// forbids them.
func (in *installation) tidy(ctx context.Context) error {
	err := errors.Join(in.store.SweepSessions(ctx), in.store.SweepAnswers(ctx))
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

// sweep forgets jobs that ended and mail that went out long ago, and files that were imported.
func (in *installation) sweep(ctx context.Context, work chores) error {
	_, err := in.store.SweepJobs(ctx, in.now().Add(-jobLife), purgeAtOnce)
	err = errors.Join(err, in.store.SweepMails(ctx, in.now().Add(-mailLife), purgeAtOnce),
		in.store.SweepNotices(ctx, in.now().Add(-mailLife)))
	return errors.Join(err, work.imports.Sweep(ctx, in.now().Add(-uploadLife)))
}
