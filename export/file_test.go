package export_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"holm/export"
)

func left(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "all.zip")
	o := options(t, small(), nil)
	o.TempDir = ""
	if _, err := export.File(context.Background(), path, o); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := verify(b); err != nil {
		t.Error(err)
	}
	if names := left(t, dir); len(names) != 1 {
		t.Errorf("the folder holds %q", names)
	}
	if _, err := export.File(context.Background(), path, o); !errors.Is(err, fs.ErrExist) {
		t.Errorf("an export is overwritten: %v", err)
	}
}

// failing is a source that fails at its last table.
type failing struct {
	*memory
	table string
	err   error
}

func (f failing) Rows(ctx context.Context, table string, yield func([]any) error) error {
	if err := f.memory.Rows(ctx, table, yield); err != nil || table != f.table {
		return err
	}
	return f.err
}

func TestFailedFileLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	full := errors.New("no space left on device")
	o := options(t, failing{small(), "empty", full}, nil)
	o.TempDir = ""
	if _, err := export.File(context.Background(), filepath.Join(dir, "all.zip"), o); !errors.Is(err, full) {
		t.Errorf("the cause is lost: %v", err)
	}
	if names := left(t, dir); len(names) != 0 {
		t.Errorf("the folder holds %q", names)
	}
}

func TestCancelledFileLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(context.Background())
	o := options(t, small(), map[string]string{"a": "1", "b": "2"})
	o.Progress = func(p export.Progress) {
		if p.Stage == "documents" {
			cancel()
		}
	}
	if _, err := export.File(ctx, filepath.Join(dir, "all.zip"), o); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	if names := left(t, dir); len(names) != 0 {
		t.Errorf("the folder holds %q", names)
	}
}

// limited is a disk with room for n bytes.
type limited struct{ n int }

var errFull = errors.New("disk full")

func (l *limited) Write(p []byte) (int, error) {
	if len(p) > l.n {
		n := l.n
		l.n = 0
		return n, errFull
	}
	l.n -= len(p)
	return len(p), nil
}

// TestFullDisk runs out of room at many places: each time the error says so.
func TestFullDisk(t *testing.T) {
	o := options(t, small(), map[string]string{"brev.txt": "Hej"})
	size := len(archive(t, o))
	for n := 0; n < size; n += 97 {
		if _, err := export.Write(context.Background(), &limited{n}, o); !errors.Is(err, errFull) {
			t.Fatalf("room for %d bytes: %v", n, err)
		}
	}
}

func TestRemoveDebris(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"all.zip", "all.zip.123.part", "holm-export-77/holm.db", "other/x"} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	n, err := export.RemoveDebris(dir)
	if names := left(t, dir); err != nil || n != 2 || len(names) != 2 {
		t.Errorf("%d removed, %v, left %q", n, err, names)
	}
}
