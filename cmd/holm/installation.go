package main

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"time"

	"holm/licensing"
	"holm/lockout"
	"holm/store"
)

// installation is an open data directory: records, licences and key.
type installation struct {
	store  *store.Store
	keeper *lockout.Keeper
	key    ed25519.PrivateKey
	id     string
	data   string // the data directory
	now    func() time.Time
}

// open opens the installation that is there, for a command beside a server
// that may be running.
func (p *program) open() (*installation, error) {
	if err := existingData(p.config.Data, p.config.Database); err != nil {
		return nil, err
	}
	return p.create()
}

// create opens the installation and makes it when there is none.
func (p *program) create() (*installation, error) {
	if err := prepareData(p.config.Data); err != nil {
		return nil, err
	}
	return openInstallation(p.ctx, p.world, p.config, p.log(), false)
}

// openInstallation opens the store and puts the gate before its doors. A
// server also keeps the effective time and fetches documents from the folder.
func openInstallation(ctx context.Context, w world, c config, log *slog.Logger, serving bool) (in *installation, err error) {
	in = &installation{now: w.Now, data: c.Data}
	defer func() {
		if err != nil {
			in.close(&err)
		}
	}()
	if in.key, err = installationKey(c.Data); err != nil {
		return in, err
	}
	if in.store, err = store.Open(ctx, store.Options{Dir: c.Data, DSN: c.Database, Now: w.Now, Log: log}); err != nil {
		return in, fmt.Errorf("opening the installation in %s: %w", c.Data, err)
	}
	id, err := in.store.Installation(ctx)
	if err != nil {
		return in, err
	}
	in.id = id.ID
	in.keeper, err = lockout.Open(ctx, lockout.KeeperOptions{
		Register: in.store, StateFile: filepath.Join(c.Data, "state.json"), Folder: filepath.Join(c.Data, "licenses"),
		File: c.LicenseFile, Verifier: licensing.NewVerifier(w.Roots), Now: w.Now, Boot: w.Boot, Usage: in.store.SeatsUsed,
		NoRoots: len(w.Roots) == 0, Version: version(), Once: !serving, Log: log,
	})
	if err != nil {
		return in, fmt.Errorf("reading the licence: %w", err)
	}
	in.store.SetGate(in.keeper)
	return in, nil
}

// exporter makes the complete export of this installation.
func (in *installation) exporter(p *program) *exporter {
	return &exporter{store: in.store, keeper: in.keeper, key: in.key, installation: in.id, data: p.config.Data, now: p.Now, log: p.log()}
}

// close adds what closing makes of err.
func (in *installation) close(err *error) {
	if in.keeper != nil {
		*err = errors.Join(*err, in.keeper.Close())
	}
	if in.store != nil {
		*err = errors.Join(*err, in.store.Close())
	}
}

// log is the program's own log, on stderr.
func (p *program) log() *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(p.config.LogLevel)); err != nil {
		level = slog.LevelInfo
	}
	return slog.New(slog.NewTextHandler(p.Stderr, &slog.HandlerOptions{Level: level}))
}
