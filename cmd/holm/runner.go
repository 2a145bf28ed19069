package main

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"log/slog"

	"holm/server/importing"
	"holm/server/jobs"
)

// chores is what pages ask for and jobs do in the background.
type chores struct {
	imports *importing.Importer
	kinds   []jobs.Kind
}

func (in *installation) chores(log *slog.Logger) (chores, error) {
	imports, err := in.importer(log)
	if err != nil {
		return chores{}, err
	}
	return chores{imports, []jobs.Kind{importKind(imports), jobs.Bulk(in.store), jobs.Undo(in.store)}}, nil
}

// runner does the background work of this installation. Its name is the data
// directory's, which one server holds at a time: what it had in hand when it
// was killed it takes up again at once.
func (in *installation) runner(b chores, log *slog.Logger) *jobs.Runner {
	return in.runnerNamed(in.serverName(), b, log)
}

// serverName is the name of the one server on the data directory.
func (in *installation) serverName() string {
	sum := sha256.Sum256(in.key.Seed())
	return "server-" + hex.EncodeToString(sum[:8])
}

// visitor does single jobs for a command, beside a server that may be running.
func (in *installation) visitor(b chores, log *slog.Logger) *jobs.Runner {
	return in.runnerNamed("command-"+rand.Text(), b, log)
}

func (in *installation) runnerNamed(name string, b chores, log *slog.Logger) *jobs.Runner {
	return jobs.New(jobs.Options{Store: in.store, Gate: in.keeper, Log: log, Name: name}, b.kinds...)
}
