package jobs

import (
	"context"
	"encoding/json"
	"fmt"

	"holm/crm"
	"holm/lockout"
)

// undoStore undoes steps of many records part by part.
type undoStore interface {
	UndoPart(ctx context.Context, a crm.Actor, u crm.UndoPart) (done crm.Undone, next int64, err error)
}

// Undo is the kind of job that undoes a long step, such as an import, from its
// end to its beginning, some hundred records at a time. Doing a part twice does
// no harm.
func Undo(s undoStore) Kind {
	return Kind{Name: crm.JobUndo, Operation: lockout.Change,
		Work: func(ctx context.Context, a crm.Actor, job crm.Job, progress Progress) (any, error) {
			return undo(ctx, s, a, job, progress)
		}}
}

func undo(ctx context.Context, s undoStore, a crm.Actor, job crm.Job, progress Progress) (any, error) {
	var asked crm.UndoJob
	if err := json.Unmarshal([]byte(job.Payload), &asked); err != nil {
		return nil, fmt.Errorf("read what to undo: %w", err)
	}
	tally := crm.UndoTally{}
	if job.Place != "" {
		if err := json.Unmarshal([]byte(job.Place), &tally); err != nil {
			return nil, fmt.Errorf("read how far it is: %w", err)
		}
	}
	total := asked.Last - asked.First + 1
	for {
		done, next, err := s.UndoPart(ctx, a, crm.UndoPart{Batch: asked.Batch, Before: tally.Before, As: asked.As})
		if err != nil {
			return tally, err
		}
		tally.Add(done, next)
		place, err := json.Marshal(tally)
		if err != nil {
			return tally, err
		}
		if err := progress(ctx, asked.Last-max(next, asked.First)+1, total, string(place)); err != nil || next == 0 {
			return tally, err
		}
	}
}
