package crm

import "time"

// JournalOperation is what was done to a record.
type JournalOperation string

// The operations that the journal knows.
const (
	JournalCreate  JournalOperation = "create"
	JournalUpdate  JournalOperation = "update"
	JournalTrash   JournalOperation = "trash"
	JournalRestore JournalOperation = "restore"
	JournalPurge   JournalOperation = "purge"

	// What stands beside the fields of a record; its version stays.
	JournalFollow   JournalOperation = "follow"   // the actor follows it from now on
	JournalUnfollow JournalOperation = "unfollow" // and no longer
	JournalConsent  JournalOperation = "consent"  // a person's consent was recorded
	JournalWithdraw JournalOperation = "withdraw" // and withdrawn
)

// Beside reports whether the operation left the fields of the record alone.
func (o JournalOperation) Beside() bool {
	switch o {
	case JournalFollow, JournalUnfollow, JournalConsent, JournalWithdraw:
		return true
	}
	return false
}

// JournalEntry is one line of the journal: who did what to which record. The
// store fills Position, At and the actor.
type JournalEntry struct {
	Position  int64 // counts up in the order of commits
	At        time.Time
	ActorKind ActorKind
	Actor     int64 // user, 0 for the system
	Key       int64 // the API key, when ActorKind is ActorAPIKey
	Entity    Entity
	Record    int64
	Version   int64 // of the record, after the operation
	Operation JournalOperation
	Changes   []FieldChange
	Batch     int64 // what belongs together, 0 for a change of its own
}
