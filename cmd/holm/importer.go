package main

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"

	"holm/crm"
	"holm/lockout"
	"holm/server/importing"
	"holm/server/jobs"
)

// importer brings files into this installation: for the page, the command and
// the background alike.
func (in *installation) importer(log *slog.Logger) (*importing.Importer, error) {
	return importing.New(importing.Options{Store: in.store, Dir: filepath.Join(in.data, "imports"), Now: in.now, Log: log})
}

// importKind is the job that an import is.
func importKind(i *importing.Importer) jobs.Kind {
	return jobs.Kind{Name: importing.JobKind, Operation: lockout.Change,
		Work: func(ctx context.Context, a crm.Actor, job crm.Job, _ jobs.Progress) (any, error) {
			result, err := i.Run(ctx, a, job)
			if key := importing.KeyOf(err); key != "" {
				err = errors.Join(&jobs.Failure{Key: key}, err)
			}
			return result, err
		}}
}
