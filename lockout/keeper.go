package lockout

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"holm/licensing"
)

// Verifier proves documents genuine; licensing's does.
type Verifier interface {
	Verify(text []byte, known ...licensing.Document) (licensing.Document, error)
}

// KeeperOptions is what a keeper works with. Register, Verifier, Now and Boot
// are required.
type KeeperOptions struct {
	Register  Register
	Verifier  Verifier
	Now       func() time.Time
	Boot      BootClock
	StateFile string // second copy of the effective time; "" for none
	Folder    string // documents dropped here are installed; "" for none
	File      string // one more document, named by the environment; "" for none
	Usage     func(context.Context) (map[string]int, error)
	NoRoots   bool   // this build trusts no vendor
	Version   string // of the program, for the ledger
	Once      bool   // for a command that ends soon: no background work
	Log       *slog.Logger
}

// How often the keeper looks, and saves.
const (
	pollEvery  = 250 * time.Millisecond
	usageEvery = 10 * time.Second
	saveEvery  = time.Minute
)

// Keeper keeps the verdict current: it ages the effective time, takes in
// documents from wherever they come, and records what happens in the ledger.
// Its methods may be called from any goroutine.
type Keeper struct {
	o       KeeperOptions
	verdict atomic.Pointer[Verdict]
	stop    context.CancelFunc
	done    chan struct{}

	mu           sync.Mutex
	installation Installation
	kept         []keptDocument
	version      int64
	saved        Saved
	users        map[string]int
	past         past
	files        map[string]fileSeen
	returning    map[string]bool // documents that the state file knows
	usageAt      time.Duration
	savedAt      time.Duration
}

// keptDocument is a stored document that proved genuine.
type keptDocument struct {
	StoredDocument
	document licensing.Document
}

// Open reads the register and the state file, saves the effective time, and
// returns a keeper that already has its first verdict. The keeper works in the
// background until Close, whatever becomes of ctx.
func Open(ctx context.Context, o KeeperOptions) (*Keeper, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	k := &Keeper{o: o, files: map[string]fileSeen{}, returning: map[string]bool{}, done: make(chan struct{})}
	if err := k.start(ctx); err != nil {
		return nil, fmt.Errorf("start the licence keeper: %w", err)
	}
	background, stop := context.WithCancel(context.WithoutCancel(ctx))
	k.stop = stop
	if o.Once {
		close(k.done)
		return k, nil
	}
	go k.work(background)
	return k, nil
}

// Verdict returns the decision in force now. It is cheap and never fails.
func (k *Keeper) Verdict() Verdict { return *k.verdict.Load() }

// Close ends the background work and saves the effective time.
func (k *Keeper) Close() error {
	k.stop()
	<-k.done
	k.mu.Lock()
	defer k.mu.Unlock()
	k.advance()
	return k.save(context.Background())
}

func (k *Keeper) work(ctx context.Context) {
	defer close(k.done)
	ticker := time.NewTicker(pollEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		if err := k.Refresh(ctx); err != nil && !errors.Is(err, context.Canceled) {
			k.o.Log.Error("licence keeper", "error", err) // the next round tries again
		}
	}
}

// Refresh looks at clocks, register and folder now, as the background work
// does four times a second, and decides anew.
func (k *Keeper) Refresh(ctx context.Context) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.advance()
	err := errors.Join(k.reloadIfNew(ctx), k.takeFiles(ctx, false), k.count(ctx), k.settle(ctx))
	if r := k.o.Boot.Running(); r < k.savedAt || r-k.savedAt >= saveEvery {
		err = errors.Join(err, k.save(ctx))
	}
	return err
}

// Time returns the effective time as it stands.
func (k *Keeper) Time() EffectiveTime {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.saved.EffectiveTime
}

// Documents returns the genuine documents that are kept, in the order of
// installation, each with its status.
func (k *Keeper) Documents() []StoredDocument {
	k.mu.Lock()
	defer k.mu.Unlock()
	list := make([]StoredDocument, len(k.kept))
	for i, d := range k.kept {
		list[i] = d.StoredDocument
	}
	return list
}

// Licenses returns the claims of every genuine licence that is kept, in the
// order of installation, whether it holds or waits.
func (k *Keeper) Licenses() []licensing.License {
	k.mu.Lock()
	defer k.mu.Unlock()
	var list []licensing.License
	for _, d := range k.kept {
		if l, ok := d.document.License(); ok {
			list = append(list, l)
		}
	}
	return list
}

// Record appends what happened to the ledger: an export, a hosting statement,
// an inspection. Data becomes a JSON object without personal data.
func (k *Keeper) Record(ctx context.Context, kind EntryKind, data any) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.append(ctx, kind, data)
}

func (k *Keeper) append(ctx context.Context, kind EntryKind, data any) error {
	e, err := NewEntry(kind, k.saved.At, data)
	if err != nil {
		return err
	}
	if e, err = k.o.Register.AppendEntry(ctx, e); err != nil {
		return err
	}
	if e.Seq == k.past.head.Seq+1 && e.Prev == k.past.head.Hash {
		k.past.note(e)
		return nil
	}
	var broken *BrokenChain
	if err := k.past.catchUp(ctx, k.o.Register); !errors.As(err, &broken) {
		return err
	}
	return nil // the break is remembered, and locks nobody
}

// Chain says how far the ledger was followed and whether it holds.
type Chain struct {
	Head   Entry
	Broken *BrokenChain // the first entry that does not fit, or nil
}

// Chain follows the ledger from where it was followed last, which began with
// its first entry when the program started.
func (k *Keeper) Chain(ctx context.Context) (Chain, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	var broken *BrokenChain
	if err := k.past.catchUp(ctx, k.o.Register); err != nil && !errors.As(err, &broken) {
		return Chain{}, err
	}
	return Chain{Head: k.past.head, Broken: k.past.broken}, nil
}
