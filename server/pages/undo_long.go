package pages

import (
	"encoding/json"

	"holm/crm"
)

// undoLong has a step of many records undone in the background.
func (v *visit) undoLong(step crm.Step) error {
	asked := crm.UndoJob{Batch: step.Batch}
	var err error
	if asked.First, asked.Last, err = v.p.Store.BatchRange(v.ctx(), step.Batch); err != nil {
		return err
	}
	if asked.As, err = v.p.Store.NextBatch(v.ctx()); err != nil {
		return err
	}
	payload, err := json.Marshal(asked)
	if err != nil {
		return err
	}
	j := crm.Job{Kind: crm.JobUndo, Title: v.form("what"), Payload: string(payload), Total: asked.Last - asked.First + 1}
	if len(j.Title) > 200 {
		j.Title = ""
	}
	if err := v.p.Store.CreateJob(v.ctx(), v.Actor, &j); err != nil {
		return err
	}
	v.wakeJobs()
	return v.to(recordURL(jobBase, j.ID))
}

// undoTally is what an undo in the background has done; false for other jobs,
// and until it has ended.
func undoTally(j crm.Job) (crm.UndoTally, bool) {
	var tally crm.UndoTally
	if j.Kind != crm.JobUndo || !j.State.Ended() {
		return tally, false
	}
	text := j.Result
	if text == "" {
		text = j.Place
	}
	return tally, json.Unmarshal([]byte(text), &tally) == nil
}

// tellUndone adds to the page of a job what an undo did and what it left.
func (v *visit) tellUndone(d *jobData, t crm.UndoTally) {
	d.Undo = t.Step
	d.Facts = append(d.Facts, pair{Label: v.L.T("undo.count"), Text: v.L.Number(int64(t.Done))},
		pair{Label: v.L.T("bulk.left"), Text: v.L.Number(int64(t.Left))})
	for _, l := range t.Lines {
		n, ok := nounOf(l.Entity)
		if !ok {
			continue
		}
		line := leftLine{Text: l.Title, URL: recordURL(n.base, l.ID), Why: v.L.T("left." + string(l.Reason))}
		if l.Field != "" {
			line.Field = v.label(l.Field)
		}
		d.Left = append(d.Left, line)
	}
	if more := t.Left - len(t.Lines); more > 0 && len(t.Lines) > 0 {
		d.More = v.L.T("undo.more", "n", more)
	}
}
