package jobs

import (
	"context"

	"holm/crm"
)

// learn reads which jobs ended without their owners being told. Pages ask on
// every visit, so they are answered from memory.
func (r *Runner) learn(ctx context.Context) error {
	list, err := r.Store.UnnoticedJobs(ctx)
	if err != nil {
		return err
	}
	ended := map[int64][]crm.Job{}
	for _, job := range list {
		ended[job.Owner] = append(ended[job.Owner], job)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.ended = ended
	return nil
}

// Ended returns a job of the user that ended and that they were not told
// about; each is returned once.
func (r *Runner) Ended(user int64) (crm.Job, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	list := r.ended[user]
	if len(list) == 0 {
		return crm.Job{}, false
	}
	r.ended[user] = list[1:]
	return list[0], true
}
