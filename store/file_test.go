package store

import (
	"errors"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"holm/crm"
)

// TestAFailureAtEachStep lets each step of keeping a document fail in turn:
// there is never a row without its file, and what is left of a file is swept.
func TestAFailureAtEachStep(t *testing.T) {
	for _, step := range []string{"create", "write", "sync", "rename", "folder", "row"} {
		t.Run(step, func(t *testing.T) {
			f := newFixture(t, "")
			ctx := t.Context()
			kept := f.newDocument(f.admin, "kept.txt", "kept", on(crm.EntityCompany, f.company(f.admin, "Skovby").ID))
			reached := false
			f.files.step = func(name string) error {
				if name != step {
					return nil
				}
				reached = true
				return syscall.ENOSPC
			}
			d := crm.Document{}
			err := f.AddDocument(ctx, f.admin, &d, upload("new.txt", "new"))
			if !reached || err == nil || step != "row" && !errors.Is(err, crm.ErrNoRoom) {
				t.Errorf("the step was reached: %t, got %v", reached, err)
			}
			if _, err := f.AddVersion(ctx, f.admin, kept.ID, 0, upload("kept.txt", "newer")); err == nil {
				t.Error("a version was added")
			}
			f.files.step = func(string) error { return nil }
			f.clock = func() time.Time { return time.Now().Add(2 * fileGrace) }
			if _, err := f.SweepFiles(ctx, crm.SystemActor()); err != nil {
				t.Fatal(err)
			}
			if n := f.onDisk(); !slices.Equal(n, []string{kept.File.Hash}) || len(f.files.busy) > 0 {
				t.Errorf("left on the disk: %v; held: %v", n, f.files.busy)
			}
			now, err := f.Document(ctx, f.admin, kept.ID)
			if err != nil || now.Version != 1 || now.File.Number != 1 || f.content(f.admin, kept.ID, 1) != "kept" {
				t.Errorf("%v: the document is now %+v", err, now)
			}
			if n, _, err := f.CountDocuments(ctx, f.admin, crm.RecordLink{}, crm.Query{}); err != nil || n != 1 {
				t.Errorf("%v: %d documents", err, n)
			}
			f.newDocument(f.admin, "after.txt", "after")
		})
	}
}

// TestUploadsOfTheSameContentAtOnce, while a sweep runs: every document has
// its file.
func TestUploadsOfTheSameContentAtOnce(t *testing.T) {
	f := newFixture(t, "")
	f.clock = func() time.Time { return time.Now().Add(2 * fileGrace) } // every file is old
	const many = 20
	failed := make(chan error, many)
	stop, stopped := make(chan struct{}), make(chan error, 1)
	go func() {
		for {
			select {
			case <-stop:
				stopped <- nil
				return
			default:
			}
			if _, err := f.SweepFiles(t.Context(), crm.SystemActor()); err != nil {
				stopped <- err
				return
			}
		}
	}()
	for i := range many {
		go func() {
			d := crm.Document{}
			failed <- f.AddDocument(t.Context(), f.admin, &d, upload("x.txt", strings.Repeat("x", i%2+1)))
		}()
	}
	for range many {
		if err := <-failed; err != nil {
			t.Error(err)
		}
	}
	close(stop)
	if err := <-stopped; err != nil {
		t.Error(err)
	}
	n, err := f.CheckFiles(t.Context(), true, func(fault crm.FileFault) error {
		t.Errorf("fault: %+v", fault)
		return nil
	})
	if err != nil || n != 2 {
		t.Errorf("%v: %d contents", err, n)
	}
}
