package main

import (
	"crypto/sha256"
	"encoding/hex"
	"log/slog"

	"holm/server/jobs"
)

// runner does the background work of this installation. Its name is the data
// directory's, which one server holds at a time: what it had in hand when it
// was killed it takes up again at once.
func (in *installation) runner(log *slog.Logger) *jobs.Runner {
	sum := sha256.Sum256(in.key.Seed())
	return jobs.New(jobs.Options{Store: in.store, Gate: in.keeper, Log: log, Name: "server-" + hex.EncodeToString(sum[:8])}, in.jobKinds()...)
}

// jobKinds are the kinds of work that run in the background.
func (in *installation) jobKinds() []jobs.Kind { return nil }
