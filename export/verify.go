package export

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Verify proves an archive: every byte of it, and that its parts say the same.
// The error of a damaged archive is a *Damage that names the file concerned;
// Report.Problems has them all, as far as the proof could go on. Without keys
// the archive is checked against the key that it names itself; with keys it
// must be signed by one of them.
func Verify(ctx context.Context, r io.ReaderAt, size int64, keys ...ed25519.PublicKey) (Report, error) {
	v := &verification{ctx: ctx, keys: keys, report: Report{Bytes: size}}
	zip, err := open(ctx, r, size)
	if err != nil {
		return v.stop(err)
	}
	v.zip = zip
	v.proved("The container is complete: %d files lie one after the other without a gap, and every header, checksum and directory record is the only one there can be.", len(zip.entries))
	for _, step := range []func() error{v.readSeal, v.readTags, v.readContents, v.compare} {
		if err := step(); err != nil {
			return v.stop(err)
		}
	}
	if len(v.report.Problems) > 0 {
		return v.report, &v.report.Problems[0]
	}
	v.conclude()
	return v.report, nil
}

// verification is one proof under way.
type verification struct {
	ctx    context.Context
	keys   []ed25519.PublicKey
	zip    *opened
	report Report

	files    map[string]*proof // payload and tag files by their path in the bag
	sealed   map[string]string // sha256 of the files that the seal names
	contents contents
	versions int // contents that rows of documents name
}

// proof is what the bag's lists say about one file.
type proof struct {
	sha256, sha512 string
	found          bool
}

// maxProblems is how many problems one report lists.
const maxProblems = 100

func (v *verification) proved(format string, args ...any) {
	v.report.Proved = append(v.report.Proved, fmt.Sprintf(format, args...))
}

// problem notes damage and goes on; the error ends a report that is full.
func (v *verification) problem(file, format string, args ...any) error {
	d := Damage{file, fmt.Sprintf(format, args...)}
	if len(v.report.Problems) >= maxProblems {
		return &d
	}
	v.report.Problems = append(v.report.Problems, d)
	return nil
}

// note keeps the damage of an error and returns every other error.
func (v *verification) note(err error) error {
	var d *Damage
	if errors.As(err, &d) {
		return v.problem(d.File, "%s", d.Detail)
	}
	return err
}

// stop ends the proof. The first problem found is the answer.
func (v *verification) stop(err error) (Report, error) {
	v.report.Proved = nil
	var d *Damage
	if !errors.As(err, &d) {
		return v.report, fmt.Errorf("verifying the archive: %w", err)
	}
	v.report.Problems = append(v.report.Problems, *d)
	return v.report, &v.report.Problems[0]
}

// path returns the entry's path in the bag.
func (v *verification) path(e *entry) string { return strings.TrimPrefix(e.name, v.report.Name+"/") }

// text unpacks a file of the bag into memory, proving its checksum.
func (v *verification) text(path string, limit uint64) (string, error) {
	e := v.zip.byName[v.report.Name+"/"+path]
	if e == nil {
		return "", &Damage{path, "it is missing"}
	}
	if e.size > limit {
		return "", &Damage{path, "it is larger than such a file can be"}
	}
	var s strings.Builder
	if err := v.zip.unpack(e, &s, nil); err != nil {
		return "", err
	}
	return s.String(), nil
}

func (v *verification) conclude() {
	if v.report.Trusted {
		v.proved("The signing key is the one you named.")
	} else {
		v.report.NotProved = append(v.report.NotProved, "Whose key it is: the archive was checked against the key that it names itself. Compare it with the key on the installation's licence page, or name the key.")
	}
	v.report.NotProved = append(v.report.NotProved, "That the copy of the database opens: run PRAGMA integrity_check on it with any SQLite program.")
}
