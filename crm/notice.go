package crm

import "time"

// Notice is something that a user is told within the program, in whatever
// language they read then.
type Notice struct {
	ID      int64
	User    int64
	Kind    string            // message key "notice.KIND"
	Values  map[string]string // of the message; see NoticeDate and NoticeText
	Subject string            // what it is about: a user is told once of a subject
	Link    string            // the page that shows more, or ""
	At      time.Time
	ReadAt  *time.Time
}

// The beginnings of names among a notice's values: a moment as RFC 3339, which
// is shown in the reader's zone, and a message key, shown in their language.
// Other values are shown as they are.
const (
	NoticeDate = "date"
	NoticeKey  = "key"
)

// Unread reports whether the user has not read it.
func (n Notice) Unread() bool { return n.ReadAt == nil }
