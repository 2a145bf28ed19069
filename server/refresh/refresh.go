// Package refresh asks an address of the vendor for newer documents, when the
// customer has switched that on. It tells nothing but the installation's id, and
// what it brings passes the same door as a file. Failing changes nothing.
package refresh

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"holm/crm"
	"holm/licensing"
	"holm/lockout"
)

// Store keeps the settings and the last result.
type Store interface {
	RefreshSettings(ctx context.Context) (crm.Refresh, error)
	SaveRefresh(ctx context.Context, a crm.Actor, r crm.Refresh) error
	LastRefresh(ctx context.Context) (crm.RefreshResult, error)
	NoteRefresh(ctx context.Context, r crm.RefreshResult) error
}

// Keeper takes documents in; lockout's does.
type Keeper interface {
	Offer(ctx context.Context, text []byte, by string) (lockout.Receipt, error)
	Documents() []lockout.StoredDocument
}

// Options is what a refresher works with. All but Fixed are required.
type Options struct {
	Store        Store
	Keeper       Keeper
	Installation string                            // the id, all that is told
	Fixed        *crm.Refresh                      // of the configuration; goes before what is set on the page
	Now          func() time.Time                  // the clock
	Jitter       func(time.Duration) time.Duration // less than what it is given
	Log          *slog.Logger
}

// Refresher asks the vendor. It is safe for concurrent use.
type Refresher struct {
	o    Options
	hand sync.Mutex // one asks at a time
}

// New returns a refresher that does nothing by itself; Run does.
func New(o Options) *Refresher { return &Refresher{o: o} }

// Settings returns where the vendor is asked; fixed says that the configuration
// decides that.
func (r *Refresher) Settings(ctx context.Context) (s crm.Refresh, fixed bool, err error) {
	if r.o.Fixed != nil {
		return *r.o.Fixed, true, nil
	}
	s, err = r.o.Store.RefreshSettings(ctx)
	return s, false, err
}

// Save sets where the vendor is asked.
func (r *Refresher) Save(ctx context.Context, a crm.Actor, s crm.Refresh) error {
	return r.o.Store.SaveRefresh(ctx, a, s)
}

// Request is what is sent to the vendor with such settings, to the letter.
func (r *Refresher) Request(s crm.Refresh) string { return request(s, r.o.Installation) }

// Last returns what asking came to the last time.
func (r *Refresher) Last(ctx context.Context) (crm.RefreshResult, error) {
	return r.o.Store.LastRefresh(ctx)
}

// Waiting returns the texts of documents that wait for an acknowledgement.
func (r *Refresher) Waiting() []lockout.StoredDocument {
	var out []lockout.StoredDocument
	for _, d := range r.o.Keeper.Documents() {
		if d.Status == lockout.Waiting {
			out = append(out, d)
		}
	}
	return out
}

// watchEvery is how often Run looks whether it is time.
const watchEvery = time.Minute

// Run asks about once a day while that is switched on, until ctx ends.
func (r *Refresher) Run(ctx context.Context) {
	tick := time.NewTicker(watchEvery)
	defer tick.Stop()
	var due, seen time.Time
	for first := true; ; first = false {
		last, err := r.Last(ctx)
		if err == nil && (first || !last.At.Equal(seen)) {
			due, seen = crm.RefreshDue(last, r.o.Now(), r.o.Jitter), last.At
		}
		if err == nil && !r.o.Now().Before(due) {
			err = r.askIfOn(ctx)
		}
		if err != nil && ctx.Err() == nil {
			r.o.Log.Error("asking the vendor for documents", "error", err) // the next look tries again
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

func (r *Refresher) askIfOn(ctx context.Context) error {
	s, _, err := r.Settings(ctx)
	if err != nil || !s.On {
		return err
	}
	_, err = r.Ask(ctx)
	return err
}

// Ask asks now and takes in what is newer. What went wrong outside is the
// result; the error is one of this installation, or crm.ErrRefreshOff.
func (r *Refresher) Ask(ctx context.Context) (crm.RefreshResult, error) {
	r.hand.Lock()
	defer r.hand.Unlock()
	s, _, err := r.Settings(ctx)
	if err != nil {
		return crm.RefreshResult{}, err
	}
	if !s.On {
		return crm.RefreshResult{}, crm.ErrRefreshOff
	}
	texts, result := fetch(ctx, s, r.o.Installation)
	if result.Outcome == "" {
		if result, err = r.take(ctx, texts); err != nil {
			return result, fmt.Errorf("take documents in: %w", err)
		}
	}
	result.At = r.o.Now().UTC()
	return result, r.o.Store.NoteRefresh(context.WithoutCancel(ctx), result)
}

// by is the door that the ledger names.
const by = "refresh"

// take offers the documents to the keeper again and again, since one may be what
// another waits for.
func (r *Refresher) take(ctx context.Context, texts []string) (crm.RefreshResult, error) {
	result := crm.RefreshResult{Outcome: crm.RefreshNothing}
	for len(texts) > 0 {
		var left []string
		for _, text := range texts {
			receipt, err := r.o.Keeper.Offer(ctx, []byte(text), by)
			var rejection *licensing.Rejection
			switch {
			case errors.As(err, &rejection):
				result.Reason = string(rejection.Reason)
				left = append(left, text)
			case err != nil:
				return result, err
			case receipt.Known || receipt.Older:
			case receipt.Waiting:
				result.Waiting++
			default:
				result.Added++
			}
		}
		if len(left) == 0 {
			result.Reason = ""
		}
		if len(left) == len(texts) {
			result.Outcome = crm.RefreshRefused // unless others were taken in
			break
		}
		texts = left
	}
	switch {
	case result.Waiting > 0:
		result.Outcome = crm.RefreshWaiting
	case result.Added > 0:
		result.Outcome = crm.RefreshAdded
	}
	return result, nil
}
