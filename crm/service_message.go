package crm

import (
	"strings"
	"time"
)

// ServiceKind says what is announced.
type ServiceKind string

// What is announced to all users.
const (
	ServiceText        ServiceKind = "message"
	ServiceMaintenance ServiceKind = "maintenance"
)

// Limits of announcements.
const (
	maxServiceText  = 500 // characters
	longestWindow   = 7 * 24 * time.Hour
	longestMessage  = 400 * 24 * time.Hour
	planningLate    = 2 * time.Minute // between filling a form in and its arrival
	serviceNearness = time.Hour
)

// ServiceMessage is shown to all users from ShownFrom until it ends: a message
// of the administrators, or a maintenance window from StartsAt to EndsAt.
type ServiceMessage struct {
	ID        int64
	Version   int64
	Kind      ServiceKind
	Text      string // may be empty for maintenance
	ShownFrom time.Time
	StartsAt  time.Time // of a message the same as ShownFrom
	EndsAt    time.Time
	CreatedAt time.Time
	CreatedBy int64 // 0 for the system
}

// Tidy brings times and text into the form that is kept. Maintenance is shown
// from an hour before it begins, unless it is announced earlier.
func (m *ServiceMessage) Tidy() {
	m.Text = strings.TrimSpace(strings.ReplaceAll(m.Text, "\r\n", "\n"))
	for _, t := range []*time.Time{&m.ShownFrom, &m.StartsAt, &m.EndsAt} {
		if !t.IsZero() {
			*t = t.UTC().Truncate(time.Second)
		}
	}
	switch {
	case m.Kind == ServiceText:
		m.StartsAt = m.ShownFrom
	case m.ShownFrom.IsZero() || m.ShownFrom.After(m.StartsAt.Add(-serviceNearness)):
		m.ShownFrom = m.StartsAt.Add(-serviceNearness)
	}
}

// Validate returns what is wrong with a new one at that moment as *Invalid, or
// nil. Maintenance is announced before it begins: a window that is entered
// afterwards would hide an interruption.
func (m *ServiceMessage) Validate(now time.Time) error {
	var wrong Invalid
	switch {
	case m.Kind != ServiceText && m.Kind != ServiceMaintenance:
		wrong.Add("kind", "error.choice")
	case m.Kind == ServiceText && m.Text == "":
		wrong.Add("text", "error.required")
	case len([]rune(m.Text)) > maxServiceText:
		wrong.Add("text", "error.too_long", "max", maxServiceText)
	}
	longest, begins := longestMessage, "shown_from"
	if m.Kind == ServiceMaintenance {
		longest, begins = longestWindow, "starts_at"
	}
	switch {
	case m.StartsAt.IsZero():
		wrong.Add(begins, "error.required")
	case m.Kind == ServiceMaintenance && m.StartsAt.Before(now.Add(-planningLate)):
		wrong.Add(begins, "error.window_past")
	}
	switch {
	case m.EndsAt.IsZero():
		wrong.Add("ends_at", "error.required")
	case !m.EndsAt.After(m.StartsAt) || !m.EndsAt.After(now):
		wrong.Add("ends_at", "error.ends_before")
	case m.EndsAt.Sub(m.StartsAt) > longest:
		wrong.Add("ends_at", "error.window_long", "days", int(longest/(24*time.Hour)))
	}
	return wrong.Err()
}

// Shown reports whether users see it at that moment.
func (m ServiceMessage) Shown(at time.Time) bool {
	return !at.Before(m.ShownFrom) && at.Before(m.EndsAt)
}

// Window is the time that was announced for maintenance, empty for a message
// and for one that was called off before it began.
func (m ServiceMessage) Window() Span {
	if m.Kind != ServiceMaintenance {
		return Span{}
	}
	return Span{m.StartsAt, m.EndsAt}
}
