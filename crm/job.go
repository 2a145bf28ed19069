package crm

import (
	"errors"
	"strconv"
	"time"
)

// JobState says where a job stands.
type JobState string

// The states of a job. A draft waits for its owner to start it.
const (
	JobDraft     JobState = "draft"
	JobWaiting   JobState = "waiting"
	JobRunning   JobState = "running"
	JobDone      JobState = "done"
	JobFailed    JobState = "failed"
	JobCancelled JobState = "cancelled"
)

// Ended reports whether nothing more will happen to a job in that state.
func (s JobState) Ended() bool { return s == JobDone || s == JobFailed || s == JobCancelled }

// Job is work in the background. It outlives the server: one that was
// interrupted goes on where its last step ended.
type Job struct {
	ID         int64
	Kind       string // which function does it
	Owner      int64  // the user it acts for; 0 for the system
	State      JobState
	Title      string // what it is about, in the owner's words: a file, a list
	Link       string // the page that shows what it did; "" for the job's own
	Done       int64
	Total      int64  // 0 while it is not known
	Payload    string // what is to be done, JSON
	Place      string // how far it is, JSON; written with each step
	Result     string // what was done, JSON; once it has ended
	Failure    string // why it failed: a message key, or a text for the operator
	Cancelled  bool   // its owner asked it to stop
	CreatedAt  time.Time
	StartedAt  *time.Time
	FinishedAt *time.Time
	Lease      string // of the runner that has it in hand
}

// Subject is what a notice of the job's end is about.
func (j Job) Subject() string { return "job/" + strconv.FormatInt(j.ID, 10) }

// Notice tells the owner how the job ended.
func (j Job) Notice(id int64) Notice {
	link := j.Link
	if link == "" || j.State != JobDone {
		link = "/jobs/" + strconv.FormatInt(j.ID, 10)
	}
	return Notice{ID: id, User: j.Owner, Kind: "job_" + string(j.State), Values: map[string]string{NoticeKey: "job.kind." + j.Kind, "title": j.Title},
		Subject: j.Subject(), Link: link}
}

// Step moves the job on: what the store is given with the rows of a part of
// the work, so that both are kept or neither.
func (j Job) Step(done, total int64, place string) JobStep {
	return JobStep{Job: j.ID, Lease: j.Lease, Done: done, Total: total, Place: place}
}

// JobStep is how far a job is after a part of its work.
type JobStep struct {
	Job   int64
	Lease string
	Done  int64
	Total int64
	Place string
}

// ErrJobStopped says that a job is no longer its runner's: it was cancelled,
// or another runner took it over. What the step would have written is not
// kept.
var ErrJobStopped = errors.New("the job was stopped")
