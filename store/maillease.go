package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"holm/crm"
)

// MailLease is how long a sender that was heard of keeps a mail. It is longer
// than any mail takes to be sent.
const MailLease = 10 * time.Minute

const (
	selectDueMails = mailColumns + `WHERE state = 'waiting' AND next_at <= @now OR state = 'sending' AND lease_at < @now ORDER BY held, next_at, id`
	claimMail      = `UPDATE mail SET state = 'sending', runner = @runner, lease = @lease, lease_at = @until, attempts = attempts + 1
		WHERE id = @id AND (state = 'waiting' OR state = 'sending' AND lease_at < @now)`
	sentMail = `UPDATE mail SET state = 'sent', sent_at = @now, redirected_to = @redirected_to, failure = '', words = @words, lease = '', lease_at = NULL
		WHERE id = @id AND lease = @lease AND state = 'sending'`
	delayMail = `UPDATE mail SET state = 'waiting', next_at = @next_at, failure = @failure, words = @words, lease = '', lease_at = NULL
		WHERE id = @id AND lease = @lease AND state = 'sending'`
	setMailAside = `UPDATE mail SET state = 'aside', failure = @failure, words = @words, lease = '', lease_at = NULL
		WHERE id = @id AND lease = @lease AND state = 'sending'`
	releaseMails = `UPDATE mail SET state = 'waiting', lease = '', lease_at = NULL WHERE runner = @runner AND state = 'sending'`
	holdMails    = `UPDATE mail SET held = 1, failure = @failure, words = '' WHERE state = 'waiting' AND id IN (SELECT value FROM `
	asideMails   = `UPDATE mail SET state = 'aside', failure = @failure, words = '' WHERE state = 'waiting' AND id IN (SELECT value FROM `
)

// DueMails returns mails that may go out now as far as their time goes, those
// that were never held first. Files are not read.
func (s *Store) DueMails(ctx context.Context, limit int) ([]crm.Mail, error) {
	head, tail := s.d.top(clamp(limit))
	return s.mails(ctx, "SELECT "+head+selectDueMails+tail, arg("now", s.d.encodeTime(s.now())))
}

// ClaimMail takes a mail in hand for a sender, with its files. Of two senders
// one gets it; the other finds crm.ErrNotFound.
func (s *Store) ClaimMail(ctx context.Context, id int64, runner string) (crm.Mail, error) {
	var m crm.Mail
	err := s.system(ctx, func(t *tx) error {
		lease := rand.Text()
		err := t.one(claimMail, arg("id", id), arg("runner", runner), arg("lease", lease), arg("now", t.d.encodeTime(t.at)),
			arg("until", t.d.encodeTime(t.at.Add(MailLease))))
		if err != nil {
			return err
		}
		if m, err = scanMail(t.d, t.row(selectMail, arg("id", id))); errors.Is(err, sql.ErrNoRows) {
			return crm.ErrNotFound
		} else if err != nil {
			return err
		}
		return scanAll(t.query, selectMailFiles, []sql.NamedArg{arg("mail", id)}, func(rows *sql.Rows) error {
			var f crm.MailFile
			err := rows.Scan(&f.Name, &f.MediaType, &f.Content)
			m.Files = append(m.Files, f)
			return err
		})
	})
	if err != nil {
		return m, fmt.Errorf("take mail %d in hand: %w", id, err)
	}
	return m, nil
}

// SentMail notes that the server took the mail, and its answer. RedirectsTo is
// where it went instead of its recipients.
func (s *Store) SentMail(ctx context.Context, m crm.Mail) error {
	return s.leased(ctx, sentMail, arg("id", m.ID), arg("lease", m.Lease), arg("now", s.d.encodeTime(s.now())),
		arg("redirected_to", m.RedirectsTo), arg("words", m.Words))
}

// DelayMail lays a mail back until NextAt, with why.
func (s *Store) DelayMail(ctx context.Context, m crm.Mail) error {
	return s.leased(ctx, delayMail, arg("id", m.ID), arg("lease", m.Lease), arg("next_at", s.d.encodeTime(m.NextAt)),
		arg("failure", m.Failure), arg("words", m.Words))
}

// SetMailAside ends the tries to send a mail, with why.
func (s *Store) SetMailAside(ctx context.Context, m crm.Mail) error {
	return s.leased(ctx, setMailAside, arg("id", m.ID), arg("lease", m.Lease), arg("failure", m.Failure), arg("words", m.Words))
}

// HoldMails notes that mails wait for something else than their server.
func (s *Store) HoldMails(ctx context.Context, ids []int64, why string) error {
	return s.markMails(ctx, holdMails, ids, why)
}

// AsideMails sets mails aside that nobody has in hand.
func (s *Store) AsideMails(ctx context.Context, ids []int64, why string) error {
	return s.markMails(ctx, asideMails, ids, why)
}

func (s *Store) markMails(ctx context.Context, statement string, ids []int64, why string) error {
	if len(ids) == 0 {
		return nil
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return err
	}
	err = s.system(ctx, func(t *tx) error {
		_, err := t.exec(statement+t.d.each("@ids")+")", arg("ids", string(list)), arg("failure", why))
		return err
	})
	if err != nil {
		return fmt.Errorf("mark mail: %w", err)
	}
	return nil
}

// ReleaseMails lays back what a sender of that name had in hand when it died:
// whether the server took it is unknown, and a mail that came twice under one
// Message-ID is better than one that never came.
func (s *Store) ReleaseMails(ctx context.Context, runner string) error {
	err := s.system(ctx, func(t *tx) error {
		_, err := t.exec(releaseMails, arg("runner", runner))
		return err
	})
	if err != nil {
		return fmt.Errorf("release the mail of %s: %w", runner, err)
	}
	return nil
}
