package pages

import (
	"context"
	"strconv"

	"holm/crm"
)

// Jobs is the background work that runs in this process.
type Jobs interface {
	// Wake has the runner look for work now.
	Wake()
	// Ended returns a job of the user that ended without their being told.
	Ended(user int64) (crm.Job, bool)
}

type jobs interface {
	Job(ctx context.Context, a crm.Actor, id int64) (crm.Job, error)
	Jobs(ctx context.Context, a crm.Actor, limit int) ([]crm.Job, error)
	CancelJob(ctx context.Context, a crm.Actor, id int64) error
	NoticeJob(ctx context.Context, id int64) (bool, error)
}

const (
	jobBase   = "/jobs"
	jobsShown = 50
)

var (
	jobListPage = page[jobListData]{"job_list"}
	jobPage     = page[jobData]{"job"}
)

type jobListData struct{ Rows []jobLine }

// jobLine is a job as lists and its own page show it.
type jobLine struct {
	ID                   int64
	URL, Kind, Title     string
	State, Look          string
	When, Owner, Counted string
	Percent              int
	Open                 bool // it has not ended
}

type jobData struct {
	jobLine
	Link, Failure string
	Waits         bool // for the state of the licence
	MayCancel     bool
	Cancelling    bool
	Facts         []pair
	Undo          string // the step that undoes what it did
	Left          []leftLine
	More          string // how many were left beside those
}

func listJobs(v *visit) error {
	list, err := v.p.Store.Jobs(v.ctx(), v.Actor, jobsShown)
	if err != nil {
		return err
	}
	named, err := v.names(nil)
	if err != nil {
		return err
	}
	var d jobListData
	for _, j := range list {
		d.Rows = append(d.Rows, v.jobLine(j, named))
	}
	return show(v, jobListPage, v.L.T("job.many"), d)
}

func (v *visit) jobLine(j crm.Job, n *names) jobLine {
	line := jobLine{ID: j.ID, URL: recordURL(jobBase, j.ID), Kind: v.L.T("job.kind." + j.Kind), Title: j.Title,
		State: v.L.T("job.state." + string(j.State)), Look: jobLooks[j.State], When: v.ago(j.CreatedAt.In(v.Zone)),
		Owner: n.users[j.Owner], Open: !j.State.Ended(), Counted: v.L.Number(j.Done)}
	if j.Total > 0 {
		line.Percent = int(min(100, 100*j.Done/j.Total))
		line.Counted = v.L.T("job.of", "done", v.L.Number(j.Done), "total", v.L.Number(j.Total))
	}
	return line
}

// jobLooks gives each state of a job its colour.
var jobLooks = map[crm.JobState]string{crm.JobDraft: "", crm.JobWaiting: "is-planned", crm.JobRunning: "is-planned",
	crm.JobDone: "is-done", crm.JobFailed: "is-late", crm.JobCancelled: ""}

func showJob(v *visit) error {
	id, err := v.id()
	if err != nil {
		return err
	}
	j, err := v.p.Store.Job(v.ctx(), v.Actor, id)
	if err != nil {
		return err
	}
	d, err := v.jobData(j)
	if err != nil {
		return err
	}
	return show(v, jobPage, d.Kind, d)
}

// jobData is a job with all that its page tells. Who reads how theirs ended
// needs no notice of it.
func (v *visit) jobData(j crm.Job) (jobData, error) {
	named, err := v.names(nil)
	if err != nil {
		return jobData{}, err
	}
	d := jobData{jobLine: v.jobLine(j, named), Link: j.Link, MayCancel: !j.State.Ended() && !j.Cancelled,
		Cancelling: j.Cancelled && !j.State.Ended(), Failure: v.jobFailure(j)}
	d.Waits = j.State == crm.JobWaiting && !v.mayChange()
	d.Facts = []pair{{Label: v.L.T("job.asked"), Text: v.L.Moment(j.CreatedAt.In(v.Zone)), Small: d.Owner}}
	if j.StartedAt != nil {
		d.Facts = append(d.Facts, pair{Label: v.L.T("job.started"), Text: v.L.Moment(j.StartedAt.In(v.Zone))})
	}
	if j.FinishedAt != nil {
		d.Facts = append(d.Facts, pair{Label: v.L.T("job.finished"), Text: v.L.Moment(j.FinishedAt.In(v.Zone))})
	}
	if tally, ok := bulkTally(j); ok {
		d.Undo = tally.Step
		d.Facts = append(d.Facts, v.bulkFacts(tally)...)
	}
	if tally, ok := undoTally(j); ok {
		v.tellUndone(&d, tally)
	}
	if j.State.Ended() && j.Owner == v.User.ID {
		if _, err = v.p.Store.NoticeJob(v.ctx(), j.ID); err == nil {
			err = v.p.Store.ReadSubject(v.ctx(), v.User.ID, j.Subject())
		}
	}
	return d, err
}

// jobFailure says why a job failed: by a message key, or in the words that the
// operator finds in the log.
func (v *visit) jobFailure(j crm.Job) string {
	if v.L.Has(j.Failure) {
		return v.L.T(j.Failure)
	}
	return j.Failure
}

func cancelJob(v *visit) error {
	id, err := v.id()
	if err != nil {
		return err
	}
	if err := v.p.Store.CancelJob(v.ctx(), v.Actor, id); err != nil {
		return err
	}
	v.wakeJobs()
	return v.to(v.back(recordURL(jobBase, id)))
}

// wakeJobs has the runner look for work that was just asked for.
func (v *visit) wakeJobs() {
	if v.p.Jobs != nil {
		v.p.Jobs.Wake()
	}
}

// endedJob tells the visitor, once, of a job of theirs that ended.
func (v *visit) endedJob() *toast {
	if v.p.Jobs == nil {
		return nil
	}
	j, ok := v.p.Jobs.Ended(v.User.ID)
	if !ok {
		return nil
	}
	if first, err := v.p.Store.NoticeJob(v.ctx(), j.ID); err != nil || !first {
		return nil // told already, or it is told on the next page
	}
	t := &toast{Text: v.L.T("job.ended."+string(j.State), "kind", v.L.T("job.kind."+j.Kind), "title", j.Title), URL: j.Link}
	if t.URL == "" {
		t.URL = jobBase + "/" + strconv.FormatInt(j.ID, 10)
	}
	if tally, ok := bulkTally(j); ok {
		t.Undo = tally.Step
	}
	if tally, ok := undoTally(j); ok {
		t.Undo = tally.Step
	}
	return t
}
