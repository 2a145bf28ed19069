package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"holm/crm"
)

const (
	insertNotice = `INSERT INTO notice (id, user_id, kind, details, subject, link, created_at)
		SELECT @id, @user_id, @kind, @details, @subject, @link, @now
		WHERE NOT EXISTS (SELECT 1 FROM notice WHERE user_id = @user_id AND subject = @subject)`
	noticeColumns     = ` id, user_id, kind, details, subject, link, created_at, read_at FROM notice `
	selectNotices     = noticeColumns + `WHERE user_id = @user_id ORDER BY id DESC`
	selectNotice      = `SELECT` + noticeColumns + `WHERE id = @id`
	selectUnreadIDs   = ` id FROM notice WHERE user_id = @user_id AND read_at IS NULL`
	readNotice        = `UPDATE notice SET read_at = @now WHERE id = @id AND read_at IS NULL`
	readNotices       = `UPDATE notice SET read_at = @now WHERE user_id = @user_id AND read_at IS NULL`
	readNoticeSubject = `UPDATE notice SET read_at = @now WHERE user_id = @user_id AND subject = @subject AND read_at IS NULL`
	settleNotices     = `UPDATE notice SET read_at = @now WHERE read_at IS NULL AND subject >= @first AND subject < @beyond
		AND subject NOT IN (SELECT value FROM `
	settleMails = `UPDATE mail SET state = 'discarded' WHERE state IN ('waiting', 'aside') AND purpose = 'licence' AND once_key >= @first AND once_key < @beyond
		AND once_key NOT IN (SELECT value FROM `
	sweepNotices = `DELETE FROM notice WHERE created_at < @before AND (subject < 'license/' OR subject > 'license/~')`
)

// UnreadShown is the most unread notices that are counted.
const UnreadShown = 99

// Tell keeps notices for their users. Nobody is told of a subject twice, so
// that it may be called again with the same; told is how many were new.
func (s *Store) Tell(ctx context.Context, notices []crm.Notice) (told int, err error) {
	if len(notices) == 0 {
		return 0, nil
	}
	first, err := s.nextIDs(ctx, "notice", len(notices))
	if err != nil {
		return 0, err
	}
	err = s.system(ctx, func(t *tx) error {
		told = 0
		for i, n := range notices {
			n.ID = first + int64(i)
			fresh, err := t.tell(n)
			if err != nil {
				return err
			}
			if fresh {
				told++
			}
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("keep notices: %w", err)
	}
	return told, nil
}

func (t *tx) tell(n crm.Notice) (fresh bool, err error) {
	if n.Values == nil {
		n.Values = map[string]string{}
	}
	details, err := json.Marshal(n.Values)
	if err != nil {
		return false, err
	}
	rows, err := t.exec(insertNotice, arg("id", n.ID), arg("user_id", n.User), arg("kind", n.Kind), arg("details", string(details)),
		arg("subject", n.Subject), arg("link", n.Link), arg("now", t.d.encodeTime(t.at)))
	return rows > 0, err
}

// Notices returns the actor's newest notices.
func (s *Store) Notices(ctx context.Context, a crm.Actor, limit int) ([]crm.Notice, error) {
	head, tail := s.d.top(clamp(limit))
	var out []crm.Notice
	err := scanAll(s.reading(ctx), "SELECT "+head+selectNotices+tail, []sql.NamedArg{arg("user_id", a.User)}, func(rows *sql.Rows) error {
		n, err := scanNotice(s.d, rows)
		out = append(out, n)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list notices: %w", err)
	}
	return out, nil
}

// UnreadNotices counts what a user has not read, up to UnreadShown and one.
func (s *Store) UnreadNotices(ctx context.Context, user int64) (int, error) {
	return lookup(ctx, s, "unread notices "+strconv.FormatInt(user, 10), func() (int, error) {
		head, tail := s.d.top(UnreadShown + 1)
		n := 0
		err := scanAll(s.reading(ctx), "SELECT "+head+selectUnreadIDs+tail, []sql.NamedArg{arg("user_id", user)}, func(*sql.Rows) error {
			n++
			return nil
		})
		if err != nil {
			return 0, fmt.Errorf("count notices: %w", err)
		}
		return n, nil
	})
}

// ReadNotice notes that the actor read a notice of theirs, and returns it;
// crm.ErrNotFound when it is not theirs.
func (s *Store) ReadNotice(ctx context.Context, a crm.Actor, id int64) (crm.Notice, error) {
	n, err := scanNotice(s.d, s.row(ctx, selectNotice, arg("id", id)))
	if errors.Is(err, sql.ErrNoRows) || err == nil && n.User != a.User {
		return crm.Notice{}, crm.ErrNotFound
	}
	if err == nil && n.Unread() {
		err = s.noteRead(ctx, readNotice, arg("id", id))
	}
	if err != nil {
		return n, fmt.Errorf("read notice %d: %w", id, err)
	}
	return n, nil
}

// ReadNotices notes that the actor read all of theirs.
func (s *Store) ReadNotices(ctx context.Context, a crm.Actor) error {
	return s.noteRead(ctx, readNotices, arg("user_id", a.User))
}

// ReadSubject notes that a user saw what a notice is about.
func (s *Store) ReadSubject(ctx context.Context, user int64, subject string) error {
	return s.noteRead(ctx, readNoticeSubject, arg("user_id", user), arg("subject", subject))
}

func (s *Store) noteRead(ctx context.Context, statement string, args ...sql.NamedArg) error {
	return s.system(ctx, func(t *tx) error {
		_, err := t.exec(statement, append(args, arg("now", t.d.encodeTime(t.at)))...)
		return err
	})
}

// Settle takes back what is no longer true: unread notices whose subjects
// begin with prefix count as read, and mail of such names about the licence
// that did not go out is discarded, except those to keep.
func (s *Store) Settle(ctx context.Context, prefix string, keep []string) error {
	if keep == nil {
		keep = []string{}
	}
	list, err := json.Marshal(keep)
	if err != nil {
		return err
	}
	err = s.system(ctx, func(t *tx) error {
		args := []sql.NamedArg{arg("first", prefix), arg("beyond", prefix+"~"), arg("keep", string(list))}
		_, err := t.exec(settleNotices+t.d.each("@keep")+")", append(args, arg("now", t.d.encodeTime(t.at)))...)
		if err == nil {
			_, err = t.exec(settleMails+t.d.each("@keep")+")", args...)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("settle notices: %w", err)
	}
	return nil
}

// SweepNotices forgets notices made before a time. Those about the licence are
// few and stay, so that a state without an end is told of once.
func (s *Store) SweepNotices(ctx context.Context, before time.Time) error {
	return s.system(ctx, func(t *tx) error {
		_, err := t.exec(sweepNotices, arg("before", t.d.encodeTime(before)))
		return err
	})
}

func scanNotice(d *dialect, row interface{ Scan(...any) error }) (crm.Notice, error) {
	var n crm.Notice
	var details string
	err := row.Scan(&n.ID, &n.User, &n.Kind, &details, &n.Subject, &n.Link, d.time(&n.At), d.nullTime(&n.ReadAt))
	if err == nil {
		err = json.Unmarshal([]byte(details), &n.Values)
	}
	return n, err
}
