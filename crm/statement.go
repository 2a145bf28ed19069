package crm

import "time"

// StatementKind says what a statement to the vendor is about, named as the
// signed file names it.
type StatementKind string

// The statements that are kept.
const (
	StatementOrder   StatementKind = "order"
	StatementNotice  StatementKind = "notice"  // of termination
	StatementContact StatementKind = "contact" // a change of contact information
)

// Binds reports whether only who may bind the customer makes it.
func (k StatementKind) Binds() bool { return k != StatementContact }

// Statement is something that the customer tells the vendor, signed by the
// installation. It changes nothing here.
type Statement struct {
	ID     int64
	Kind   StatementKind
	Number string // the id inside
	Text   []byte // the signed file
	MadeAt time.Time
	MadeBy int64
	SentAt *time.Time // when somebody noted that it was sent
	SentBy int64
}
