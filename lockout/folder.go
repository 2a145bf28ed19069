package lockout

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"holm/licensing"
)

// extension is how the names of documents end.
const extension = ".holm"

// longestFile is how much of a file is read: enough for the verifier to see
// that it is too long.
const longestFile = 128 << 10

// fileSeen is what a file looked like, and whether it was dealt with.
type fileSeen struct {
	size  int64
	time  time.Time
	taken bool
}

// takeFiles installs the documents in the folder and the one the environment
// names. A file that is still being written is left until it rests, unless
// the program just starts.
func (k *Keeper) takeFiles(ctx context.Context, starting bool) error {
	paths, err := k.candidates()
	var ready []string
	for _, path := range paths {
		info, statErr := os.Stat(path)
		if statErr != nil {
			continue // gone again
		}
		now := fileSeen{size: info.Size(), time: info.ModTime()}
		before, seen := k.files[path]
		rests := seen && before.size == now.size && before.time.Equal(now.time)
		if rests && before.taken {
			continue
		}
		if now.taken = rests || starting; now.taken {
			ready = append(ready, path)
		}
		k.files[path] = now
	}
	return errors.Join(err, k.takeReady(ctx, ready))
}

// takeReady installs what it can, again and again, since one document may be
// what another waits for; then refuses the rest.
func (k *Keeper) takeReady(ctx context.Context, ready []string) error {
	var failed error
	for len(ready) > 0 {
		var left []string
		for _, path := range ready {
			rejected, err := k.takeFile(ctx, path, false)
			failed = errors.Join(failed, err)
			if rejected {
				left = append(left, path)
			}
		}
		if len(left) == len(ready) {
			for _, path := range left {
				_, err := k.takeFile(ctx, path, true)
				failed = errors.Join(failed, err)
			}
			return failed
		}
		ready = left
	}
	return failed
}

// takeFile installs one file unattended. With final it records a rejection,
// once per content.
func (k *Keeper) takeFile(ctx context.Context, path string, final bool) (rejected bool, err error) {
	text, err := readLimited(path)
	if err != nil {
		return false, err
	}
	by := "folder"
	if path == k.o.File {
		by = "environment"
	}
	r, err := k.examine(text)
	if err != nil {
		if !final || k.past.refused[digest(text)] {
			return true, nil
		}
		var rejection *licensing.Rejection
		if errors.As(k.refuse(ctx, text, by, err), &rejection) {
			k.o.Log.Warn("licence document refused", "file", path, "reason", rejection.Reason)
			return true, nil
		}
		return true, err
	}
	if r.Known {
		return false, nil
	}
	return false, k.take(ctx, r.Document, k.unattended(r), by)
}

// unattended says what becomes of a document that comes without anybody to
// acknowledge what it reduces.
func (k *Keeper) unattended(r Receipt) DocumentStatus {
	returns := k.returning[key(r.Document.Type(), r.Document.ID())]
	if r.Difference.Reduces() && !returns && !reached(k.saved.At, holdsFrom(r.Document)) {
		return Waiting
	}
	return Installed
}

func (k *Keeper) candidates() ([]string, error) {
	var paths []string
	if k.o.File != "" {
		paths = append(paths, k.o.File)
	}
	if k.o.Folder == "" {
		return paths, nil
	}
	entries, err := os.ReadDir(k.o.Folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return paths, fmt.Errorf("look for licence documents: %w", err)
	}
	for _, e := range entries {
		if e.Type().IsRegular() && strings.EqualFold(filepath.Ext(e.Name()), extension) {
			paths = append(paths, filepath.Join(k.o.Folder, e.Name()))
		}
	}
	return paths, nil
}

func readLimited(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read a licence document: %w", err)
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, longestFile))
	if err != nil {
		return nil, fmt.Errorf("read a licence document: %w", err)
	}
	return text, nil
}

// writeDocument keeps the document as a file in the folder.
func (k *Keeper) writeDocument(d licensing.Document) error {
	if k.o.Folder == "" {
		return nil
	}
	if err := os.MkdirAll(k.o.Folder, 0o700); err != nil {
		return fmt.Errorf("keep a licence document: %w", err)
	}
	safe := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' {
			return r
		}
		return '_'
	}, string(d.Type())+"-"+d.ID())
	path := filepath.Join(k.o.Folder, safe+extension)
	if err := writeFile(path, d.Text()); err != nil {
		return err
	}
	if info, err := os.Stat(path); err == nil {
		k.files[path] = fileSeen{size: info.Size(), time: info.ModTime(), taken: true}
	}
	return nil
}
