package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"holm/crm"
)

// Answers is what the API needs of the store to do a request once that is
// sent twice.
type Answers interface {
	Answers(ctx context.Context, a crm.Actor, key string) (map[string]crm.Answer, error)
	Remember(ctx context.Context, a crm.Actor, once *crm.Once) error
}

// maxOnceKey is how long an Idempotency-Key may be.
const maxOnceKey = 150

// stepMark stands between a key and the number of a step of a batch. No key
// holds it.
const stepMark = " "

// underway are the requests with a key that are being answered.
type underway struct {
	mu   sync.Mutex
	keys map[string]bool
}

func (u *underway) begin(key string) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.keys[key] {
		return false
	}
	if u.keys == nil {
		u.keys = map[string]bool{}
	}
	u.keys[key] = true
	return true
}

func (u *underway) end(key string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	delete(u.keys, key)
}

// once is a request with an Idempotency-Key.
type once struct {
	key     string
	request string
	kept    map[string]crm.Answer // of the key and of steps under it
}

// onlyOnce answers a request that is sent again with the same key as it was
// answered the first time. What was refused was not done, and is tried again.
func (s *service) onlyOnce(ctx context.Context, path string, in *createInput, do func(context.Context, *once) (*answer, error)) (*answer, error) {
	if in.IdempotencyKey == "" {
		return do(ctx, nil)
	}
	if len(in.IdempotencyKey) > maxOnceKey || strings.ContainsFunc(in.IdempotencyKey, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return nil, wrongParameter("Idempotency-Key", CodeInvalid, "The key has up to 150 letters, digits and signs of ASCII, and no spaces.")
	}
	actor := actorOf(ctx)
	running := strconv.FormatInt(actor.User, 10) + stepMark + in.IdempotencyKey
	if !s.underway.begin(running) {
		return nil, &Problem{Status: http.StatusConflict, Code: CodeInProgress,
			Detail: "A request with this Idempotency-Key is being answered. Send it again later."}
	}
	defer s.underway.end(running)
	sum := sha256.Sum256([]byte(path + "\n" + string(in.RawBody)))
	o := &once{key: in.IdempotencyKey, request: hex.EncodeToString(sum[:])}
	if a, err := s.kept(ctx, o); a != nil || err != nil {
		return a, err
	}
	a, err := do(ctx, o)
	if errors.Is(err, crm.ErrRepeated) { // by another server on the same database
		return s.kept(ctx, o)
	}
	return a, err
}

// kept returns the answer that is kept for a request; nil when there is none.
func (s *service) kept(ctx context.Context, o *once) (*answer, error) {
	kept, err := s.Store.Answers(ctx, actorOf(ctx), o.key)
	if err != nil {
		return nil, err
	}
	o.kept = map[string]crm.Answer{}
	for key, a := range kept {
		if key != o.key && !strings.HasPrefix(key, o.key+stepMark) {
			continue // a longer key
		}
		if a.Request != o.request {
			return nil, &Problem{Status: http.StatusUnprocessableEntity, Code: CodeKeyReused,
				Detail: "This Idempotency-Key was sent with another request. Nothing was done."}
		}
		o.kept[key] = a
	}
	a, ok := o.kept[o.key]
	if !ok {
		return nil, nil
	}
	out := &answer{Status: a.Status, ContentType: a.ContentType, Body: a.Body, Replayed: "true"}
	var made struct{ ID, Version int64 }
	if err := json.Unmarshal(a.Body, &made); err == nil && made.ID != 0 {
		out.ETag = etag(made.Version)
	}
	return out, nil
}

// write is the context of the one write of a request, whose answer it is kept
// with.
func (o *once) write(ctx context.Context, key string, answer func() *answer) context.Context {
	if o == nil {
		return ctx
	}
	return crm.WithOnce(ctx, &crm.Once{Key: key, Request: o.request, Answer: func() crm.Answer {
		a := answer()
		return crm.Answer{Request: o.request, Status: a.Status, ContentType: a.ContentType, Body: a.Body}
	}})
}

// step is the key of a step of a batch.
func (o *once) step(i int) string {
	if o == nil {
		return ""
	}
	return o.key + stepMark + strconv.Itoa(i)
}

// done returns what became of a step when the batch was sent before.
func (o *once) done(i int) (out outcome, ok bool) {
	if o == nil {
		return out, false
	}
	a, ok := o.kept[o.step(i)]
	return out, ok && json.Unmarshal(a.Body, &out) == nil
}
