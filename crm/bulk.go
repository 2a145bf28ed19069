package crm

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
