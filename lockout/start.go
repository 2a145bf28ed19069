package lockout

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// start does what comes before the first verdict.
func (k *Keeper) start(ctx context.Context) error {
	var broken *BrokenChain
	if err := k.past.catchUp(ctx, k.o.Register); errors.As(err, &broken) {
		k.o.Log.Error("the licence ledger does not verify", "error", err) // it locks nobody
	} else if err != nil {
		return err
	}
	inRegister, err := k.o.Register.LoadTime(ctx)
	if err != nil {
		return fmt.Errorf("read the effective time: %w", err)
	}
	inFile := readState(k.o.StateFile)
	k.saved = newer(inRegister, inFile)
	if err := k.reload(ctx); err != nil {
		return err
	}
	if !k.saved.At.IsZero() || !k.past.newest.IsZero() {
		k.saved.atLeast(k.past.newest)
		journal := k.installation.NewestJournal
		if journal.After(k.saved.Disowned) && journal.Sub(k.saved.At) <= neverBelieved {
			k.saved.atLeast(journal)
		}
	}
	// What ran since the last saving counts, so that killing the process
	// again and again stops no warned hours.
	unsaved := min(k.saved.Elapsed(k.reading()), longestTick)
	k.advance()
	lost := k.detectRestore(ctx, inFile)
	if err := k.save(ctx); err != nil {
		return err
	}
	err = errors.Join(lost, k.count(ctx), k.settle(ctx))
	k.saved.Warned = k.saved.Warned.Advance(k.Verdict(), unsaved)
	if failed := k.takeFiles(ctx, true); failed != nil {
		k.o.Log.Error("licence documents in files", "error", failed) // those kept in the register hold
	}
	err = errors.Join(err, k.settle(ctx))
	if k.o.Version != "" && k.past.version != k.o.Version {
		err = errors.Join(err, k.append(ctx, VersionStarted, versionData{k.o.Version}))
	}
	k.advance() // warned hours of a known lock date begin now
	return errors.Join(err, k.save(ctx))
}

type restoreData struct {
	KnownSeq  int64    `json:"known_seq"` // the ledger's length in the state file
	FoundSeq  int64    `json:"found_seq"`
	Documents []string `json:"documents,omitempty"` // known there, missing here
}

// detectRestore notes that the register is an older copy than the state file.
// The missing documents come back from the folder without acknowledgement.
func (k *Keeper) detectRestore(ctx context.Context, file Saved) error {
	data := restoreData{KnownSeq: file.LedgerSeq, FoundSeq: k.past.head.Seq}
	for _, id := range file.Missing {
		k.returning[id] = true
	}
	for _, id := range file.Documents {
		k.returning[id] = true
		if !slices.ContainsFunc(k.kept, func(d keptDocument) bool { return key(d.Type, d.ID) == id }) {
			data.Documents = append(data.Documents, id)
		}
	}
	differs := file.LedgerSeq > k.past.head.Seq
	if file.LedgerSeq > 0 && !differs {
		at, err := k.o.Register.Entries(ctx, file.LedgerSeq-1, 1)
		if err != nil {
			return fmt.Errorf("read the ledger: %w", err)
		}
		differs = len(at) == 1 && at[0].Hash != file.LedgerHead
	}
	if !differs && len(data.Documents) == 0 {
		return nil
	}
	return k.append(ctx, RestoreDetected, data)
}

// reloadIfNew reads the register again when a document came, or while set-up
// is not finished.
func (k *Keeper) reloadIfNew(ctx context.Context) error {
	version, err := k.o.Register.DocumentsVersion(ctx)
	if err != nil {
		return fmt.Errorf("ask for new documents: %w", err)
	}
	if version == k.version && !k.installation.EvaluationStart.IsZero() {
		return nil
	}
	if version != k.version {
		if err := k.adopt(ctx); err != nil {
			return err
		}
	}
	return k.reload(ctx)
}

// adopt takes over the time that another process pulled back, and the
// evidence that it wrote to the ledger.
func (k *Keeper) adopt(ctx context.Context) error {
	other, err := k.o.Register.LoadTime(ctx)
	if err != nil {
		return fmt.Errorf("read the effective time: %w", err)
	}
	k.saved = newer(k.saved, other)
	err = k.past.catchUp(ctx, k.o.Register)
	var broken *BrokenChain
	if errors.As(err, &broken) {
		k.o.Log.Error("the licence ledger does not verify", "error", err)
		return nil
	}
	return err
}

// reload reads installation and documents and proves the documents again:
// what a renewal needs to know comes before it.
func (k *Keeper) reload(ctx context.Context) error {
	version, err := k.o.Register.DocumentsVersion(ctx)
	if err != nil {
		return fmt.Errorf("ask for new documents: %w", err)
	}
	installation, err := k.o.Register.Installation(ctx)
	if err != nil {
		return fmt.Errorf("read the installation: %w", err)
	}
	stored, err := k.o.Register.Documents(ctx)
	if err != nil {
		return fmt.Errorf("read the documents: %w", err)
	}
	if version != k.version {
		k.files = map[string]fileSeen{} // a refused file may have its licence now
	}
	k.installation, k.version, k.kept = installation, version, k.kept[:0:0]
	for _, d := range stored {
		document, err := k.o.Verifier.Verify(d.Text, k.known()...)
		if err != nil || document.Type() != d.Type || document.ID() != d.ID {
			k.o.Log.Error("a stored licence document is not genuine", "type", d.Type, "id", d.ID, "error", err)
			continue
		}
		k.kept = append(k.kept, keptDocument{d, document})
	}
	return nil
}
