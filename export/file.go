package export

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// PartSuffix ends the name of an archive that is still being written.
const PartSuffix = ".part"

// File writes the complete export to path. The file has that name only when it
// is complete and safe on disk; until then it is a neighbour that ends in
// PartSuffix, which is removed when anything fails. An existing file is never
// overwritten (fs.ErrExist).
func File(ctx context.Context, path string, o Options) (Summary, error) {
	if _, err := os.Lstat(path); err == nil {
		return Summary{}, fmt.Errorf("%s: %w", path, fs.ErrExist)
	}
	dir := filepath.Dir(path)
	part, err := os.CreateTemp(dir, filepath.Base(path)+".*"+PartSuffix)
	if err != nil {
		return Summary{}, fmt.Errorf("creating the export: %w", err)
	}
	if o.TempDir == "" {
		o.TempDir = dir
	}
	sum, err := writeFile(ctx, part, o)
	if err == nil {
		err = os.Rename(part.Name(), path)
	}
	if err != nil {
		if gone := os.Remove(part.Name()); gone != nil {
			err = errors.Join(err, fmt.Errorf("removing the unfinished export: %w", gone))
		}
		return Summary{}, err
	}
	return sum, syncDir(dir)
}

func writeFile(ctx context.Context, f *os.File, o Options) (Summary, error) {
	sum, err := Write(ctx, f, o)
	if err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	return sum, err
}

// RemoveDebris removes what a killed export left in dir and returns how many
// files that were. No export may be writing there.
func RemoveDebris(dir string) (int, error) {
	parts, err := filepath.Glob(filepath.Join(dir, "*"+PartSuffix))
	if err != nil {
		return 0, fmt.Errorf("looking for unfinished exports: %w", err)
	}
	copies, err := filepath.Glob(filepath.Join(dir, "holm-export-*"))
	if err != nil {
		return 0, fmt.Errorf("looking for unfinished exports: %w", err)
	}
	for _, dir := range copies {
		if info, err := os.Lstat(dir); err == nil && info.IsDir() {
			parts = append(parts, dir)
		}
	}
	for n, part := range parts {
		if err := os.RemoveAll(part); err != nil {
			return n, fmt.Errorf("removing an unfinished export: %w", err)
		}
	}
	return len(parts), nil
}
