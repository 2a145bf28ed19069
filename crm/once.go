package crm

import (
	"context"
	"errors"
)

// ErrRepeated says that the write was made before, under the same key.
var ErrRepeated = errors.New("this was done before")

// Once makes a write happen at most once: its answer is kept under a key of
// the caller's in the transaction of the write itself, so that either both are
// there after a power cut or neither is.
type Once struct {
	Key     string        // chosen by the caller, kept apart for each user
	Request string        // a hash of what was asked for
	Answer  func() Answer // told within the write, when all else is done
}

// Answer is what a request was answered with.
type Answer struct {
	Request     string // the hash of what was asked for
	Status      int
	ContentType string
	Body        []byte
}

type onceKey struct{}

// WithOnce returns a context for the one write that once is about.
func WithOnce(ctx context.Context, once *Once) context.Context {
	return context.WithValue(ctx, onceKey{}, once)
}

// OnceOf returns what WithOnce was given, nil for a write that may be
// repeated.
func OnceOf(ctx context.Context) *Once {
	once, _ := ctx.Value(onceKey{}).(*Once)
	return once
}
