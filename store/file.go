package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"syscall"

	"holm/crm"
)

// files keeps contents in a folder outside the database, each once, under its
// SHA-256. A content is in its place, with all its bytes on the disk, before
// the row that names it is committed: a crash leaves a file without a row,
// which a sweep removes, and never a row without a file.
type files struct {
	dir  string
	mu   sync.Mutex
	busy map[string]int          // paths that writes of this process are about to need
	step func(name string) error // tests let a step fail
}

// kept is a content in its place. It must be released once the row that names
// it was committed, or was not.
type kept struct {
	hash string
	size int64
	seen string // the media type that its beginning looks like
	f    *files
}

func newFiles(dir string) *files {
	return &files{dir: dir, busy: map[string]int{}, step: func(string) error { return nil }}
}

// tempFolder is where uploads grow, in the same file system as their place.
func (f *files) tempFolder() string { return filepath.Join(f.dir, "tmp") }

func (f *files) path(hash string) string {
	return filepath.Join(f.dir, filepath.FromSlash(crm.FilePath(hash)))
}

// keep reads the content to its end and puts it into its place. The error is
// *crm.Invalid when it is empty or longer than limit, crm.ErrNoRoom when the
// disk is full and crm.ErrUploadEnded when the reader failed; then nothing of
// it is left.
func (f *files) keep(ctx context.Context, content io.Reader, limit int64) (kept, error) {
	err := f.step("create")
	if err == nil {
		err = os.MkdirAll(f.tempFolder(), 0o700)
	}
	if err != nil {
		return kept{}, keeping(err)
	}
	temp, err := f.temp()
	if err != nil {
		return kept{}, keeping(err)
	}
	defer f.release(temp.Name())
	in := &intake{ctx: ctx, f: f, temp: temp, sum: sha256.New(), limit: limit}
	err = errors.Join(in.take(content), temp.Close())
	if err == nil {
		k := kept{hash: hex.EncodeToString(in.sum.Sum(nil)), size: in.size, seen: http.DetectContentType(in.head), f: f}
		if err = k.place(temp.Name()); err == nil {
			return k, nil
		}
	}
	return kept{}, errors.Join(keeping(err), removeFile(temp.Name()))
}

// temp makes a temporary file that no sweep takes before it is released.
func (f *files) temp() (*os.File, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	temp, err := os.CreateTemp(f.tempFolder(), "upload-")
	if err == nil {
		f.busy[temp.Name()]++
	}
	return temp, err
}

// intake writes a content to its temporary file while it takes its hash.
type intake struct {
	ctx   context.Context
	f     *files
	temp  *os.File
	sum   hash.Hash
	head  []byte // its first bytes
	size  int64
	limit int64
	err   error // of the writing side
}

func (in *intake) take(content io.Reader) error {
	_, err := io.CopyBuffer(in, content, make([]byte, 128<<10))
	switch {
	case in.err != nil:
		return in.err
	case err != nil:
		return errors.Join(crm.ErrUploadEnded, err)
	case in.size == 0:
		return wrongFile("error.file_empty")
	}
	if err := in.f.step("sync"); err != nil {
		return err
	}
	return in.temp.Sync()
}

// Write takes the next bytes of the content.
func (in *intake) Write(p []byte) (n int, err error) {
	defer func() { in.err = err }()
	if err := in.ctx.Err(); err != nil {
		return 0, errors.Join(crm.ErrUploadEnded, err)
	}
	if in.size += int64(len(p)); in.size > in.limit {
		return 0, wrongFile("error.file_too_large", "max", in.limit)
	}
	if room := 512 - len(in.head); room > 0 {
		in.head = append(in.head, p[:min(room, len(p))]...)
	}
	in.sum.Write(p) // never fails
	if err := in.f.step("write"); err != nil {
		return 0, err
	}
	return in.temp.Write(p)
}

func wrongFile(key string, args ...any) error {
	var wrong crm.Invalid
	wrong.Add("file", key, args...)
	return &wrong
}

// place moves the temporary file to where its hash says. One that is there
// already is replaced: it may be damaged, and it becomes young again.
func (k *kept) place(temp string) error {
	path := k.f.path(k.hash)
	k.f.hold(path)
	err := k.move(temp, path)
	if err != nil {
		k.f.release(path)
	}
	return err
}

func (k *kept) move(temp, path string) error {
	folder := filepath.Dir(path)
	if err := os.Mkdir(folder, 0o700); err == nil {
		if err := syncFolder(k.f.dir); err != nil {
			return err
		}
	} else if !errors.Is(err, fs.ErrExist) {
		return err
	}
	if err := k.f.step("rename"); err != nil {
		return err
	}
	if err := os.Rename(temp, path); err != nil {
		info, failed := os.Stat(path) // Windows keeps a file that somebody reads
		if failed != nil || info.Size() != k.size {
			return err
		}
		if err := removeFile(temp); err != nil {
			return err
		}
	}
	if err := k.f.step("folder"); err != nil {
		return err
	}
	return syncFolder(folder)
}

// release lets sweeps judge the content again.
func (k *kept) release() { k.f.release(k.f.path(k.hash)) }

func (f *files) hold(path string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.busy[path]++
}

func (f *files) release(path string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.busy[path]--; f.busy[path] <= 0 {
		delete(f.busy, path)
	}
}

// open opens a content that has that size; crm.ErrFileMissing otherwise.
func (f *files) open(hash string, size int64) (*os.File, error) {
	file, err := os.Open(f.path(hash))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, errors.Join(crm.ErrFileMissing, err)
	}
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err == nil && info.Size() != size {
		err = errors.Join(crm.ErrFileMissing, fmt.Errorf("it has %d bytes instead of %d", info.Size(), size))
	}
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}

// sum returns the hash of the content in a file.
func (f *files) sum(ctx context.Context, file *os.File) (string, error) {
	sum := sha256.New()
	buf := make([]byte, 1<<20)
	for {
		if err := ctx.Err(); err != nil {
			return "", err
		}
		n, err := file.Read(buf)
		sum.Write(buf[:n])
		if errors.Is(err, io.EOF) {
			return hex.EncodeToString(sum.Sum(nil)), nil
		}
		if err != nil {
			return "", err
		}
	}
}

// keeping names what was being done, and a full disk.
func keeping(err error) error {
	switch {
	case err == nil:
		return nil
	case noRoom(err):
		return fmt.Errorf("keep a file: %w", errors.Join(crm.ErrNoRoom, err))
	}
	return fmt.Errorf("keep a file: %w", err)
}

// noRoom reports whether the disk or the account's share of it is full.
func noRoom(err error) bool {
	const windowsDiskFull = syscall.Errno(112)
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || runtime.GOOS == "windows" && errors.Is(err, windowsDiskFull)
}

func removeFile(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// syncFolder makes the names in a folder durable. Windows cannot sync a
// folder and need not.
func syncFolder(path string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
