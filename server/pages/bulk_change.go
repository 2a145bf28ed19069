package pages

import (
	"encoding/json"
	"errors"
	"net/http"

	"holm/crm"
)

// changeSelected does it: at once to single records, in the background to all
// that a list shows.
func (v *visit) changeSelected(r roster) error {
	s, err := v.selected(r)
	if err != nil {
		return err
	}
	if !s.all && len(s.ids) == 0 {
		return v.showSelected(r)
	}
	change, wrong, err := v.bulkChange(s)
	if err != nil {
		return err
	}
	if len(wrong) > 0 || len(s.ids) > crm.MaxBulk || s.action() == crm.BulkEdit && len(change) == 0 {
		return v.bulkAgain(s, wrong)
	}
	if s.all {
		return v.startBulk(s, change)
	}
	done, err := v.p.Store.Bulk(v.ctx(), v.Actor, crm.Bulk{Entity: s.entity, IDs: s.ids, Action: s.action(), Change: change, Lists: s.lists})
	w := written{}
	switch {
	case w.refusedBy(v, err, s.unique):
		return v.bulkAgain(s, w.wrong)
	case err != nil:
		return err
	}
	return v.showBulked(s, done)
}

func (v *visit) bulkAgain(s selected, wrong map[string]string) error {
	d, err := v.bulkData(s, wrong)
	if err != nil {
		return err
	}
	return showStatus(v, http.StatusUnprocessableEntity, bulkPage, d.Title, d)
}

// bulkChange reads what the form gives all of them.
func (v *visit) bulkChange(s selected) (crm.Change, map[string]string, error) {
	change, wrong := crm.Change{}, map[string]string{}
	named, err := v.names(nil)
	if err != nil {
		return nil, nil, err
	}
	for _, f := range s.edited() {
		if s.do == doAssign && v.form(f.Name) == keepValue {
			continue
		}
		if v.form("empty") != "" && !f.Mandatory {
			change[f.Name] = nil
			continue
		}
		value, text, err := v.readField(f, nil, named)
		if err != nil {
			return nil, nil, err
		}
		if text != "" {
			wrong[f.Name] = text
			continue
		}
		change[f.Name] = value
		if written := s.blank(); s.do == doEdit && f.Type != crm.TypeFlag && written.Apply(crm.Change{f.Name: value}) == nil {
			if written.Tidy(v.country()); written.Value(f.Name) == nil { // nothing was chosen; to empty the field is said apart
				wrong[f.Name] = v.L.T("error.required")
			}
		}
	}
	return change, wrong, nil
}

// showBulked tells what was done, and lists what was left.
func (v *visit) showBulked(s selected, done crm.Bulked) error {
	text := v.L.T("bulk.nothing_done")
	if done.Done > 0 {
		text = v.L.T(map[string]string{doTrash: "bulk.trashed", doRestore: "bulk.restored"}[s.do], "n", done.Done)
		if s.action() == crm.BulkEdit {
			text = v.L.T("bulk.done", "n", done.Done)
		}
	}
	if len(done.Left) == 0 {
		if err := v.sayHere(text, done.Step.String()); err != nil {
			return err
		}
		return v.to(s.list)
	}
	d := undoneData{Title: v.L.T("bulk.left_title"), Text: text, Undo: done.Step.String(), Back: s.list}
	if done.More > 0 {
		d.More = v.L.T("undo.more", "n", done.More)
	}
	var err error
	if d.Left, err = v.leftLines(done.Left); err != nil {
		return err
	}
	return show(v, undonePage, d.Title, d)
}

// startBulk has all that the list shows changed in the background.
func (v *visit) startBulk(s selected, change crm.Change) error {
	batch, err := v.p.Store.NextBatch(v.ctx())
	if err != nil {
		return err
	}
	q := s.asked.asked(v)
	asked := crm.BulkJob{Entity: s.entity, Text: q.Text, Filter: q.Filter.String(), Trashed: q.Trashed, Zone: v.Zone.String(),
		Action: s.action(), Change: change, Lists: s.lists, Batch: batch}
	if _, err := asked.Query(); err != nil || s.asked.wrong != nil {
		return errors.Join(&crm.Invalid{}, err)
	}
	payload, err := json.Marshal(asked)
	if err != nil {
		return err
	}
	n, more, err := s.count(v, q)
	if err != nil {
		return err
	}
	j := crm.Job{Kind: crm.JobBulk, Title: v.L.T("bulk.title.many", "action", v.L.T("bulk."+s.do), "n", v.count(n, more)), Payload: string(payload)}
	if !more {
		j.Total = int64(n)
	}
	if err := v.p.Store.CreateJob(v.ctx(), v.Actor, &j); err != nil {
		return err
	}
	v.wakeJobs()
	return v.to(recordURL(jobBase, j.ID))
}

// bulkTally is what a bulk job that ended has done; false for other jobs.
func bulkTally(j crm.Job) (crm.BulkTally, bool) {
	var tally crm.BulkTally
	if j.Kind != crm.JobBulk || !j.State.Ended() {
		return tally, false
	}
	text := j.Result
	if text == "" {
		text = j.Place
	}
	return tally, json.Unmarshal([]byte(text), &tally) == nil
}

func (v *visit) bulkFacts(t crm.BulkTally) []pair {
	return []pair{{Label: v.L.T("bulk.changed"), Text: v.L.Number(int64(t.Done))}, {Label: v.L.T("bulk.same"), Text: v.L.Number(int64(t.Same))},
		{Label: v.L.T("bulk.left"), Text: v.L.Number(int64(t.Left))}}
}
