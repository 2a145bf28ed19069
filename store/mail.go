package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"holm/crm"
)

const (
	insertMail = `INSERT INTO mail (id, message_id, purpose, once_key, recipients, reply_to, subject, body, author, state, next_at, created_at)
		VALUES (@id, @message_id, @purpose, @once_key, @recipients, @reply_to, @subject, @body, @author, 'waiting', @at, @at)`
	insertMailFile = `INSERT INTO mail_file (mail, position, name, media_type, content) VALUES (@mail, @position, @name, @media_type, @content)`
	selectMailOnce = `SELECT COUNT(*) FROM mail WHERE once_key = @once_key`
	mailColumns    = ` id, message_id, purpose, once_key, recipients, reply_to, subject, body, author, state, attempts, next_at, held,
		failure, words, redirected_to, created_at, sent_at, lease FROM mail `
	selectMail        = `SELECT` + mailColumns + `WHERE id = @id`
	selectMailsBy     = mailColumns + `WHERE state = @state ORDER BY id DESC`
	selectMailsOnWay  = mailColumns + `WHERE state IN ('waiting', 'sending') ORDER BY id DESC`
	selectMailFiles   = `SELECT name, media_type, content FROM mail_file WHERE mail = @mail ORDER BY position`
	resendMail        = `UPDATE mail SET state = 'waiting', next_at = @now, created_at = @now, attempts = 0, held = 0 WHERE id = @id AND state = 'aside'`
	discardMail       = `UPDATE mail SET state = 'discarded' WHERE id = @id AND state IN ('aside', 'waiting')`
	selectOldMails    = ` id FROM mail WHERE state IN ('sent', 'discarded') AND created_at < @before AND once_key = '' ORDER BY id`
	deleteMailFiles   = `DELETE FROM mail_file WHERE mail = @id`
	deleteMail        = `DELETE FROM mail WHERE id = @id`
	selectMailAddress = `SELECT from_address FROM mail_account WHERE id = 1`
)

// QueueMail keeps a mail until it is sent, and fills in its id and Message-ID.
// One whose Once was queued before is not queued again: its id stays 0. It
// passes no gate; the sender asks what the mail is for before it goes out. The
// error is *crm.Invalid for what cannot be sent.
func (s *Store) QueueMail(ctx context.Context, m *crm.Mail) error {
	m.Tidy()
	if err := m.Validate(); err != nil {
		return err
	}
	id, err := s.nextID(ctx, "mail")
	if err != nil {
		return err
	}
	err = s.system(ctx, func(t *tx) error { return t.queueMail(id, m) })
	if err != nil {
		return fmt.Errorf("queue a mail: %w", err)
	}
	return nil
}

// queueMail is QueueMail within another write; m is valid.
func (t *tx) queueMail(id int64, m *crm.Mail) error {
	if m.ID = 0; m.Once != "" {
		var n int
		if err := t.row(selectMailOnce, arg("once_key", m.Once)).Scan(&n); err != nil || n > 0 {
			return err
		}
	}
	host, err := t.mailHost()
	if err != nil {
		return err
	}
	to, err := json.Marshal(m.To)
	if err != nil {
		return err
	}
	messageID := strings.ToLower(rand.Text()) + "@" + host
	if _, err = t.exec(insertMail, arg("id", id), arg("message_id", messageID), arg("purpose", string(m.Purpose)),
		arg("once_key", m.Once), arg("recipients", string(to)), arg("reply_to", m.ReplyTo), arg("subject", m.Subject), arg("body", m.Text),
		arg("author", reference(m.Author)), arg("at", t.d.encodeTime(t.at))); err != nil {
		return err
	}
	for i, f := range m.Files {
		if _, err := t.exec(insertMailFile, arg("mail", id), arg("position", i), arg("name", f.Name), arg("media_type", f.MediaType),
			arg("content", f.Content)); err != nil {
			return err
		}
	}
	m.ID, m.MessageID, m.State, m.CreatedAt, m.NextAt = id, messageID, crm.MailWaiting, t.at, t.at
	return nil
}

// mailHost is what stands after the @ of a Message-ID: the sender's domain
// where it is known, else the installation's id.
func (t *tx) mailHost() (string, error) {
	var from string
	err := t.row(selectMailAddress).Scan(&from)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", err
	}
	if at := strings.LastIndex(from, "@"); at >= 0 {
		return strings.ToLower(from[at+1:]), nil
	}
	id, err := t.setting(settingInstallation)
	return strings.ToLower(id) + ".holm.invalid", err
}

// Mails returns the newest mails that administrators look at: on their way
// (crm.MailWaiting, which includes those in hand), sent, or set aside. Files
// are not read.
func (s *Store) Mails(ctx context.Context, a crm.Actor, state crm.MailState, limit int) ([]crm.Mail, error) {
	if !a.Admin {
		return nil, crm.ErrForbidden
	}
	head, tail := s.d.top(clamp(limit))
	if state == crm.MailWaiting {
		return s.mails(ctx, "SELECT "+head+selectMailsOnWay+tail)
	}
	return s.mails(ctx, "SELECT "+head+selectMailsBy+tail, arg("state", string(state)))
}

// ResendMail has a mail that was set aside sent again, as if it were new.
func (s *Store) ResendMail(ctx context.Context, a crm.Actor, id int64) error {
	return s.ownMail(ctx, a, resendMail, id)
}

// DiscardMail keeps a mail that waits or was set aside from being sent.
func (s *Store) DiscardMail(ctx context.Context, a crm.Actor, id int64) error {
	return s.ownMail(ctx, a, discardMail, id)
}

func (s *Store) ownMail(ctx context.Context, a crm.Actor, statement string, id int64) error {
	if !a.Admin {
		return crm.ErrForbidden
	}
	err := s.system(ctx, func(t *tx) error {
		args := []sql.NamedArg{arg("id", id)}
		if statement == resendMail {
			args = append(args, arg("now", t.d.encodeTime(t.at)))
		}
		return t.one(statement, args...)
	})
	if err != nil {
		return fmt.Errorf("change mail %d: %w", id, err)
	}
	return nil
}

// SweepMails forgets mails made before a time that were sent or discarded, at
// most limit of them. Those that may go out once are few and stay.
func (s *Store) SweepMails(ctx context.Context, before time.Time, limit int) error {
	err := s.system(ctx, func(t *tx) error {
		var ids []int64
		head, tail := t.d.top(clamp(limit))
		err := scanAll(t.query, "SELECT "+head+selectOldMails+tail, []sql.NamedArg{arg("before", t.d.encodeTime(before))}, func(rows *sql.Rows) error {
			var id int64
			err := rows.Scan(&id)
			ids = append(ids, id)
			return err
		})
		for _, id := range ids {
			for _, statement := range []string{deleteMailFiles, deleteMail} {
				if err == nil {
					_, err = t.exec(statement, arg("id", id))
				}
			}
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("sweep old mail: %w", err)
	}
	return nil
}

func (s *Store) mails(ctx context.Context, query string, args ...sql.NamedArg) ([]crm.Mail, error) {
	var out []crm.Mail
	err := scanAll(s.reading(ctx), query, args, func(rows *sql.Rows) error {
		m, err := scanMail(s.d, rows)
		out = append(out, m)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list mail: %w", err)
	}
	return out, nil
}

func scanMail(d *dialect, row interface{ Scan(...any) error }) (crm.Mail, error) {
	var m crm.Mail
	var to string
	err := row.Scan(&m.ID, &m.MessageID, (*string)(&m.Purpose), &m.Once, &to, &m.ReplyTo, &m.Subject, &m.Text, orZero{&m.Author},
		(*string)(&m.State), &m.Attempts, d.time(&m.NextAt), &m.Held, &m.Failure, &m.Words, &m.RedirectsTo, d.time(&m.CreatedAt),
		d.nullTime(&m.SentAt), &m.Lease)
	if err == nil {
		err = json.Unmarshal([]byte(to), &m.To)
	}
	return m, err
}
