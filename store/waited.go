package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"holm/crm"
)

const (
	selectWaitedJobs = ` id FROM job WHERE created_at < @back AND state <> 'draft' AND (finished_at IS NULL OR finished_at >= @back)`
	selectHeldMails  = ` created_at FROM mail WHERE held = 1 AND purpose = 'reminder' AND created_at < @back
		AND (state IN ('waiting', 'sending', 'aside') OR sent_at >= @back)`
)

// waitedCounted is how many of each are counted.
const waitedCounted = 1000

// Waited counts the jobs and mails that lay still until a moment, and of the
// mails those that were older than a time then. It may be asked a while later
// and counts the same.
func (s *Store) Waited(ctx context.Context, back, tooOld time.Time) (crm.Waited, error) {
	var w crm.Waited
	head, tail := s.d.top(waitedCounted)
	args := []sql.NamedArg{arg("back", s.d.encodeTime(back))}
	err := scanAll(s.reading(ctx), "SELECT "+head+selectWaitedJobs+tail, args, func(*sql.Rows) error {
		w.Jobs++
		return nil
	})
	if err == nil {
		err = scanAll(s.reading(ctx), "SELECT "+head+selectHeldMails+tail, args, func(rows *sql.Rows) error {
			var at time.Time
			if err := rows.Scan(s.d.time(&at)); err != nil {
				return err
			}
			if at.Before(tooOld) {
				w.Old++
			} else {
				w.Mails++
			}
			return nil
		})
	}
	if err != nil {
		return w, fmt.Errorf("count what waited: %w", err)
	}
	return w, nil
}
