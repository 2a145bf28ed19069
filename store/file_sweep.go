package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"holm/crm"
	"holm/lockout"
)

// fileGrace is how long a content that no version has is kept: an export or a
// backup that began before it lost its last version still finds it.
const fileGrace = 48 * time.Hour

// filesAtOnce is how many contents are judged in one statement.
const filesAtOnce = 500

const (
	selectUnused = ` hash FROM document_file WHERE unused_at IS NOT NULL AND unused_at < @before ORDER BY unused_at, hash`
	deleteFile   = `DELETE FROM document_file WHERE hash = @hash AND unused_at < @before
		AND NOT EXISTS (SELECT 1 FROM document_version v WHERE v.hash = @hash)`
	selectKnownFiles = `SELECT hash FROM document_file WHERE hash IN (SELECT value FROM `
	selectFiles      = ` hash, size FROM document_file WHERE unused_at IS NULL AND hash > @after ORDER BY hash`
)

// SweepFiles removes what nobody needs from the documents folder: contents
// that lost their last version two days ago, contents and half uploads that a
// crash left without a row. It returns how many files it removed, and never
// removes one that an upload is about to name. For housekeeping.
func (s *Store) SweepFiles(ctx context.Context, a crm.Actor) (int, error) {
	if !a.Unbound() && !a.Admin {
		return 0, crm.ErrForbidden
	}
	unused, err := s.sweepUnused(ctx, a)
	if err != nil {
		return unused, fmt.Errorf("sweep the documents folder: %w", err)
	}
	orphans, err := s.sweepOrphans(ctx)
	if err != nil {
		return unused + orphans, fmt.Errorf("sweep the documents folder: %w", err)
	}
	return unused + orphans, nil
}

func (s *Store) sweepUnused(ctx context.Context, a crm.Actor) (n int, err error) {
	before := s.d.encodeTime(s.now().Add(-fileGrace))
	head, tail := s.d.top(filesAtOnce)
	var hashes []string
	err = scanAll(s.reading(ctx), "SELECT "+head+selectUnused+tail, []sql.NamedArg{arg("before", before)}, func(rows *sql.Rows) error {
		var hash string
		err := rows.Scan(&hash)
		hashes = append(hashes, hash)
		return err
	})
	for _, hash := range hashes {
		if err == nil {
			var gone bool
			if gone, err = s.forgetFile(ctx, a, hash, before); gone {
				n++
			}
		}
	}
	return n, err
}

// forgetFile deletes the row of a content, then its file. Uploads of the same
// content wait meanwhile.
func (s *Store) forgetFile(ctx context.Context, a crm.Actor, hash string, before any) (bool, error) {
	s.files.mu.Lock()
	defer s.files.mu.Unlock()
	if s.files.busy[s.files.path(hash)] > 0 {
		return false, nil
	}
	n := int64(0)
	err := s.write(ctx, a, lockout.Housekeeping, func(t *tx) (err error) {
		n, err = t.exec(deleteFile, arg("hash", hash), arg("before", before))
		return err
	})
	if err != nil || n == 0 {
		return false, err
	}
	return true, removeFile(s.files.path(hash))
}

// sweepOrphans removes old files that no row names. Files with other names
// than uploads and contents have are somebody else's and stay.
func (s *Store) sweepOrphans(ctx context.Context) (int, error) {
	old := s.clock().Add(-fileGrace)
	n, err := s.files.sweepTemp(old)
	if err != nil {
		return n, err
	}
	folders, err := os.ReadDir(s.files.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return n, nil
	}
	for _, folder := range folders {
		if err != nil || ctx.Err() != nil {
			return n, errors.Join(err, ctx.Err())
		}
		if len(folder.Name()) == 2 && folder.IsDir() {
			var gone int
			gone, err = s.sweepFolder(ctx, filepath.Join(s.files.dir, folder.Name()), old)
			n += gone
		}
	}
	return n, err
}

func (f *files) sweepTemp(old time.Time) (n int, err error) {
	entries, err := os.ReadDir(f.tempFolder())
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, e := range entries {
		path := filepath.Join(f.tempFolder(), e.Name())
		if err == nil && older(e, old) && f.busy[path] == 0 {
			err = removeFile(path)
			n++
		}
	}
	return n, err
}

// older reports whether a plain file was written before a time.
func older(e fs.DirEntry, than time.Time) bool {
	info, err := e.Info()
	return err == nil && info.Mode().IsRegular() && info.ModTime().Before(than)
}

func (s *Store) sweepFolder(ctx context.Context, folder string, old time.Time) (n int, err error) {
	entries, err := os.ReadDir(folder)
	var hashes []string
	for i, e := range entries {
		if crm.IsFileHash(e.Name()) && older(e, old) {
			hashes = append(hashes, e.Name())
		}
		if err == nil && (len(hashes) == filesAtOnce || i == len(entries)-1 && len(hashes) > 0) {
			var gone int
			gone, err = s.removeUnknown(ctx, hashes)
			n, hashes = n+gone, hashes[:0]
		}
	}
	return n, err
}

// removeUnknown removes the files that no row names. An upload that is not
// busy has committed its row, or not begun.
func (s *Store) removeUnknown(ctx context.Context, hashes []string) (n int, err error) {
	s.files.mu.Lock()
	defer s.files.mu.Unlock()
	list, err := json.Marshal(hashes)
	if err != nil {
		return 0, err
	}
	known := map[string]bool{}
	err = scanAll(s.reading(ctx), selectKnownFiles+s.d.each("@hashes")+")", []sql.NamedArg{arg("hashes", string(list))}, func(rows *sql.Rows) error {
		var hash string
		err := rows.Scan(&hash)
		known[hash] = true
		return err
	})
	for _, hash := range hashes {
		path := s.files.path(hash)
		if err == nil && !known[hash] && s.files.busy[path] == 0 {
			err = removeFile(path)
			n++
		}
	}
	return n, err
}

// CheckFiles looks at every content that a version has and yields those that
// are missing or have another size; with whole it reads them and compares
// their hashes, too. It returns how many there are.
func (s *Store) CheckFiles(ctx context.Context, whole bool, yield func(crm.FileFault) error) (int, error) {
	n := 0
	err := s.eachFile(ctx, s.reading(ctx), func(stored crm.StoredFile) error {
		n++
		fault, err := s.files.check(ctx, stored, whole)
		if err != nil || fault == nil {
			return err
		}
		return yield(*fault)
	})
	if err != nil {
		return n, fmt.Errorf("check the documents' files: %w", err)
	}
	return n, nil
}

func (f *files) check(ctx context.Context, stored crm.StoredFile, whole bool) (*crm.FileFault, error) {
	file, err := f.open(stored.Hash, stored.Size)
	if errors.Is(err, crm.ErrFileMissing) {
		return &crm.FileFault{StoredFile: stored, Missing: errors.Is(err, fs.ErrNotExist)}, nil
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	if !whole {
		return nil, nil
	}
	sum, err := f.sum(ctx, file)
	if err == nil && sum != stored.Hash {
		return &crm.FileFault{StoredFile: stored}, nil
	}
	return nil, err
}

// eachFile yields the contents that versions have, in the order of their
// hashes, reading them in parts.
func (s *Store) eachFile(ctx context.Context, read reading, yield func(crm.StoredFile) error) error {
	head, tail := s.d.top(filesAtOnce)
	for after := ""; ; {
		var part []crm.StoredFile
		err := scanAll(read, "SELECT "+head+selectFiles+tail, []sql.NamedArg{arg("after", after)}, func(rows *sql.Rows) error {
			var f crm.StoredFile
			if err := rows.Scan(&f.Hash, &f.Size); err != nil {
				return err
			}
			f.Path = crm.FilePath(f.Hash)
			part = append(part, f)
			return nil
		})
		if err != nil {
			return err
		}
		for _, f := range part {
			if err := errors.Join(ctx.Err(), yield(f)); err != nil {
				return err
			}
		}
		if len(part) < filesAtOnce {
			return nil
		}
		after = part[len(part)-1].Hash
	}
}

// Files yields the files of the documents folder that this view's rows name.
func (n *Snapshot) Files(ctx context.Context, yield func(crm.StoredFile) error) error {
	read := func(query string, args ...sql.NamedArg) (*sql.Rows, error) {
		return n.source.QueryContext(ctx, query, anys(args)...)
	}
	if err := n.s.eachFile(ctx, read, yield); err != nil {
		return fmt.Errorf("read the documents' files: %w", err)
	}
	return nil
}
