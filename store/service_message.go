package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"holm/crm"
	"holm/lockout"
)

const (
	serviceColumns        = ` id, version, kind, text, shown_at, starts_at, ends_at, created_at, created_by FROM service_message `
	selectServiceMessages = serviceColumns + `ORDER BY ends_at DESC, id DESC`
	selectCurrentMessages = serviceColumns + `WHERE ends_at > @now ORDER BY ends_at, id`
	selectWindows         = serviceColumns + `WHERE ends_at > @since AND starts_at < @until AND kind = 'maintenance' ORDER BY ends_at, id`
	selectServiceMessage  = `SELECT version, kind, ends_at FROM service_message WHERE id = @id`
	insertServiceMessage  = `INSERT INTO service_message (id, version, kind, text, shown_at, starts_at, ends_at, created_at, created_by)
		VALUES (@id, 1, @kind, @text, @shown_at, @starts_at, @ends_at, @created_at, @created_by)`
	endServiceMessage = `UPDATE service_message SET ends_at = @ends_at, version = version + 1 WHERE id = @id`
)

// serviceMessagesRead is how many announcements are read at once.
const serviceMessagesRead = 100

// ServiceMessages returns the announcements that end last.
func (s *Store) ServiceMessages(ctx context.Context) ([]crm.ServiceMessage, error) {
	return s.serviceMessages(ctx, selectServiceMessages)
}

// CurrentServiceMessages returns the announcements that have not ended, those
// to come included. Whoever shows them looks at their times.
func (s *Store) CurrentServiceMessages(ctx context.Context) ([]crm.ServiceMessage, error) {
	return lookup(ctx, s, "service messages", func() ([]crm.ServiceMessage, error) {
		return s.serviceMessages(ctx, selectCurrentMessages, arg("now", s.d.encodeTime(s.now())))
	})
}

// MaintenanceWindows returns the maintenance that was announced within a span.
func (s *Store) MaintenanceWindows(ctx context.Context, within crm.Span) ([]crm.ServiceMessage, error) {
	return s.serviceMessages(ctx, selectWindows, arg("since", s.d.encodeTime(within.From)), arg("until", s.d.encodeTime(within.To)))
}

func (s *Store) serviceMessages(ctx context.Context, rest string, args ...sql.NamedArg) ([]crm.ServiceMessage, error) {
	head, tail := s.d.top(serviceMessagesRead)
	var out []crm.ServiceMessage
	err := scanAll(s.reading(ctx), "SELECT "+head+rest+tail, args, func(rows *sql.Rows) error {
		var m crm.ServiceMessage
		err := rows.Scan(&m.ID, &m.Version, &m.Kind, &m.Text, s.d.time(&m.ShownFrom), s.d.time(&m.StartsAt), s.d.time(&m.EndsAt),
			s.d.time(&m.CreatedAt), orZero{&m.CreatedBy})
		out = append(out, m)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the announcements: %w", err)
	}
	return out, nil
}

// serviceOperation is what the gate is asked: maintenance goes with backup,
// restore and upgrade, which every state allows.
func serviceOperation(kind crm.ServiceKind) lockout.Operation {
	if kind == crm.ServiceMaintenance {
		return lockout.Backup
	}
	return lockout.Change
}

// AnnounceService keeps an announcement and fills in its id. For who manages
// the licence.
func (s *Store) AnnounceService(ctx context.Context, a crm.Actor, m *crm.ServiceMessage) error {
	if !a.May(crm.MayManageLicence) {
		return crm.ErrForbidden
	}
	m.Tidy()
	err := s.write(ctx, a, serviceOperation(m.Kind), func(t *tx) error {
		if err := m.Validate(t.at); err != nil {
			return err
		}
		id, err := t.takeID("service_message")
		if err != nil {
			return err
		}
		m.ID, m.Version, m.CreatedAt, m.CreatedBy = id, 1, t.at, a.User
		if _, err := t.exec(insertServiceMessage, arg("id", id), arg("kind", string(m.Kind)), arg("text", m.Text),
			arg("shown_at", t.d.encodeTime(m.ShownFrom)), arg("starts_at", t.d.encodeTime(m.StartsAt)), arg("ends_at", t.d.encodeTime(m.EndsAt)),
			arg("created_at", t.d.encodeTime(t.at)), arg("created_by", reference(a.User))); err != nil {
			return err
		}
		return t.journal(crm.JournalEntry{Entity: crm.EntityServiceMessage, Record: id, Version: 1, Operation: crm.JournalCreate,
			Changes: []crm.FieldChange{{Field: "kind", After: string(m.Kind)}, {Field: "text", After: m.Text},
				{Field: "starts_at", After: m.StartsAt}, {Field: "ends_at", After: m.EndsAt}}})
	})
	if err != nil {
		return fmt.Errorf("announce: %w", err)
	}
	return nil
}

// EndService ends an announcement now: maintenance that is done, or is called
// off. One that has ended stays as it is. For who manages the licence.
func (s *Store) EndService(ctx context.Context, a crm.Actor, kind crm.ServiceKind, id int64) error {
	if !a.May(crm.MayManageLicence) {
		return crm.ErrForbidden
	}
	err := s.write(ctx, a, serviceOperation(kind), func(t *tx) error {
		var was crm.ServiceMessage
		err := t.row(selectServiceMessage, arg("id", id)).Scan(&was.Version, &was.Kind, t.d.time(&was.EndsAt))
		switch {
		case errors.Is(err, sql.ErrNoRows) || err == nil && was.Kind != kind:
			return crm.ErrNotFound
		case err != nil || !was.EndsAt.After(t.at):
			return err
		}
		if _, err := t.exec(endServiceMessage, arg("id", id), arg("ends_at", t.d.encodeTime(t.at))); err != nil {
			return err
		}
		return t.journal(crm.JournalEntry{Entity: crm.EntityServiceMessage, Record: id, Version: was.Version + 1, Operation: crm.JournalUpdate,
			Changes: []crm.FieldChange{{Field: "ends_at", Before: was.EndsAt, After: t.at}}})
	})
	if err != nil {
		return fmt.Errorf("end an announcement: %w", err)
	}
	return nil
}
