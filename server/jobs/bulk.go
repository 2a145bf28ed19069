package jobs

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"holm/crm"
	"holm/lockout"
)

// bulkStore changes many records at once.
type bulkStore interface {
	Matching(ctx context.Context, a crm.Actor, e crm.Entity, q crm.Query) (ids []int64, next string, err error)
	Bulk(ctx context.Context, a crm.Actor, b crm.Bulk) (crm.Bulked, error)
}

// Bulk is the kind of job that does an action to all that a list shows, some
// hundred records at a time. Doing a part twice does no harm: the second time
// its records are as they should be.
func Bulk(s bulkStore) Kind {
	return Kind{Name: crm.JobBulk, Operation: lockout.Change,
		Work: func(ctx context.Context, a crm.Actor, job crm.Job, progress Progress) (any, error) {
			return bulk(ctx, s, a, job, progress)
		}}
}

func bulk(ctx context.Context, s bulkStore, a crm.Actor, job crm.Job, progress Progress) (any, error) {
	var asked crm.BulkJob
	d := json.NewDecoder(strings.NewReader(job.Payload))
	d.UseNumber()
	if err := d.Decode(&asked); err != nil {
		return nil, fmt.Errorf("read what to change: %w", err)
	}
	tally := crm.BulkTally{}
	if job.Place != "" {
		if err := json.Unmarshal([]byte(job.Place), &tally); err != nil {
			return nil, fmt.Errorf("read how far it is: %w", err)
		}
	}
	q, err := asked.Query()
	if err != nil {
		return tally, err
	}
	for {
		q.After = tally.After
		ids, next, err := s.Matching(ctx, a, asked.Entity, q)
		if err != nil {
			return tally, err
		}
		done, err := s.Bulk(ctx, a, crm.Bulk{Entity: asked.Entity, IDs: ids, Action: asked.Action, Change: asked.Change, Lists: asked.Lists, Batch: asked.Batch})
		if err != nil {
			return tally, err
		}
		tally.Add(done, next)
		place, err := json.Marshal(tally)
		if err != nil {
			return tally, err
		}
		if err := progress(ctx, int64(tally.Done+tally.Same+tally.Left), job.Total, string(place)); err != nil {
			return tally, err
		}
		if next == "" {
			return tally, nil
		}
	}
}
