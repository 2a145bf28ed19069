// Package export turns records into bytes that outlive the program: the
// complete export of an installation, its verification, and lists in open
// formats. It reads from a Source and imports no driver.
//
// The complete export is one Zip64 file that holds a BagIt bag (RFC 8493). Its
// form is a promise, written down in docs/export-format.md: every byte of the
// file is fixed by the names and the contents of the files in it, so that
// Verify notices any change.
package export

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"io"
	"time"
)

// Options says what goes into an archive and who signs it.
type Options struct {
	Source       Source
	Signer       ed25519.PrivateKey // the installation's key
	Installation string             // the installation's id
	Customer     string             // the customer's name, for people
	Software     string             // program and version, "holm 1.0.0"
	CreatedAt    time.Time          // the moment of the snapshot; it dates every file in the archive
	Languages    []string           // of README.html: "en", "da", "sv"; empty means all
	DocumentsDir string             // the folder of document files; empty when there is none
	TempDir      string             // for the copy of the database; empty means the system's
	Progress     func(Progress)     // called from time to time; nil when nobody watches
}

// Progress says how far an export has come.
type Progress struct {
	Stage string // "tables", "documents", "database", "seal"
	Name  string // table or file at work
	Rows  int64  // rows written so far
	Bytes int64  // bytes of the archive written so far
}

// Summary is what Write made.
type Summary struct {
	Name      string // the folder inside the archive
	Files     int
	Tables    int
	Rows      int64
	Documents int
	Bytes     int64  // size of the archive
	SHA256    string // of the whole archive, hexadecimal
}

// Write streams the complete export to w. Memory does not grow with the data;
// Database's copy needs room in TempDir. After an error w holds an unfinished
// file, which never verifies; File removes it.
func Write(ctx context.Context, w io.Writer, o Options) (Summary, error) {
	if err := o.check(); err != nil {
		return Summary{}, err
	}
	b := newBag(w, o)
	steps := []struct {
		doing string
		do    func(context.Context) error
	}{
		{"exporting tables", b.writeTables},
		{"exporting documents", b.writeDocuments},
		{"exporting the database copy", b.writeDatabase},
		{"describing the export", b.writeDescriptions},
		{"sealing the export", b.seal},
	}
	for _, s := range steps {
		if err := s.do(ctx); err != nil {
			return Summary{}, fmt.Errorf("%s: %w", s.doing, err)
		}
	}
	return b.summary(), nil
}

func (o Options) check() error {
	switch {
	case o.Source == nil:
		return errors.New("export: no source")
	case len(o.Signer) != ed25519.PrivateKeySize:
		return errors.New("export: no installation key to sign with")
	case o.Installation == "":
		return errors.New("export: no installation id")
	case o.CreatedAt.Year() < 1980 || o.CreatedAt.Year() > 2107:
		return fmt.Errorf("export: the time %s cannot be written into an archive", o.CreatedAt.Format(time.RFC3339))
	}
	return nil
}
