package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"time"

	"holm/crm"
)

const (
	insertAnswer = `INSERT INTO idempotency (actor, request_key, request_hash, status, content_type, body, created_at)
		VALUES (@actor, @request_key, @request_hash, @status, @content_type, @body, @created_at)`
	selectAnswers = `SELECT request_key, request_hash, status, content_type, body FROM idempotency
		WHERE actor = @actor AND request_key >= @request_key AND request_key < @request_key_end`
	sweepAnswers = `DELETE FROM idempotency WHERE created_at < @before`
)

// AnswerLife is how long answers are kept for requests that are sent again.
const AnswerLife = 24 * time.Hour

// remember keeps the answer of a write that may happen once only. The error
// wraps crm.ErrRepeated when it has happened.
func (t *tx) remember(once *crm.Once) error {
	if once == nil {
		return nil
	}
	answer := once.Answer()
	_, err := t.exec(insertAnswer, arg("actor", onceActor(t.actor)), arg("request_key", once.Key),
		arg("request_hash", once.Request), arg("status", answer.Status), arg("content_type", answer.ContentType),
		arg("body", answer.Body), arg("created_at", t.d.encodeTime(t.at)))
	switch {
	case t.d.taken(err):
		return errors.Join(crm.ErrRepeated, err)
	case err != nil:
		return fmt.Errorf("keep an answer: %w", err)
	}
	return nil
}

// onceActor keeps the keys of users apart.
func onceActor(a crm.Actor) string { return string(a.Kind) + " " + strconv.FormatInt(a.User, 10) }

// Remember keeps the answer of a request whose writes were made, each once.
func (s *Store) Remember(ctx context.Context, a crm.Actor, once *crm.Once) error {
	return s.system(ctx, func(t *tx) error {
		t.actor = a
		return t.remember(once)
	})
}

// Answers returns the answers kept under the actor's keys that begin so, by
// key.
func (s *Store) Answers(ctx context.Context, a crm.Actor, key string) (map[string]crm.Answer, error) {
	answers := map[string]crm.Answer{}
	args := []sql.NamedArg{arg("actor", onceActor(a)), arg("request_key", key), arg("request_key_end", termEnd(key))}
	err := scanAll(s.reading(ctx), selectAnswers, args, func(rows *sql.Rows) error {
		var key string
		var answer crm.Answer
		err := rows.Scan(&key, &answer.Request, &answer.Status, &answer.ContentType, &answer.Body)
		answers[key] = answer
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look up the answer of a request: %w", err)
	}
	return answers, nil
}

// SweepAnswers forgets answers that are older than AnswerLife.
func (s *Store) SweepAnswers(ctx context.Context) error {
	return s.system(ctx, func(t *tx) error {
		_, err := t.exec(sweepAnswers, arg("before", t.d.encodeTime(s.now().Add(-AnswerLife))))
		return err
	})
}
