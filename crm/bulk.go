package crm

import "time"

// BulkAction is what is done to many records at once.
type BulkAction string

// The bulk actions.
const (
	BulkEdit    BulkAction = "edit"
	BulkTrash   BulkAction = "trash"
	BulkRestore BulkAction = "restore"
)

// MaxBulk is how many records one transaction changes.
const MaxBulk = 500

// Bulk asks for one action on many records of a kind. Batch 0 is a new one.
type Bulk struct {
	Entity Entity
	IDs    []int64 // at most MaxBulk
	Action BulkAction
	Change Change // for BulkEdit
	Lists  ListMode
	Batch  int64
}

// Bulked says what a bulk action did. What the actor may not see is not among
// it.
type Bulked struct {
	Step Step // undoes it
	Done int  // records changed
	Same int  // records that were so already
	Left []Left
	More int // how many were left beside those listed
}

// JobBulk is the kind of job that does a bulk action to all that a list shows.
const JobBulk = "bulk"

// BulkJob is what such a job is asked for.
type BulkJob struct {
	Entity  Entity     `json:"entity"`
	Text    string     `json:"text,omitempty"`
	Filter  string     `json:"filter,omitempty"` // in the filter language
	Trashed bool       `json:"trashed,omitempty"`
	Zone    string     `json:"zone,omitempty"` // of time, for relative dates
	Action  BulkAction `json:"action"`
	Change  Change     `json:"change,omitempty"`
	Lists   ListMode   `json:"lists,omitempty"`
	Batch   int64      `json:"batch"`
}

// BulkTally is what such a job has done so far, and its place in the list.
type BulkTally struct {
	After string `json:"after,omitempty"`
	Done  int    `json:"done"`
	Same  int    `json:"same"`
	Left  int    `json:"left"`
	Step  string `json:"step,omitempty"` // undoes it
}

// Add notes what a part of the job did, and where the list goes on.
func (t *BulkTally) Add(b Bulked, next string) {
	t.After = next
	t.Done += b.Done
	t.Same += b.Same
	t.Left += len(b.Left) + b.More
	if b.Done > 0 {
		t.Step = b.Step.String()
	}
}

// Query is the list that the job goes through. The error is *Invalid when its
// filter cannot be read.
func (j BulkJob) Query() (Query, error) {
	q := Query{Text: j.Text, Trashed: j.Trashed, Limit: MaxBulk}
	zone, err := time.LoadLocation(j.Zone)
	if err != nil {
		zone = time.UTC
	}
	q.Zone = zone
	q.Filter, err = ParseFilter(FilterFields(j.Entity), j.Filter)
	return q, err
}
