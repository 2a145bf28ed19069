package export

import (
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"hash"
	"io"
	"strings"
)

// readContents reads every file once: its hashes, and what its content must
// say are proved in the same pass. The files before the last three are the
// ones that the manifests list, with the three lists that the seal names.
func (v *verification) readContents() error {
	if err := v.contents.prepare(v); err != nil {
		return err
	}
	for _, e := range v.zip.entries {
		if err := v.ctx.Err(); err != nil {
			return err
		}
		if err := v.note(v.readEntry(e)); err != nil {
			return err
		}
	}
	for path, p := range v.files {
		if !p.found {
			if err := v.problem(path, "it is missing: the manifests list it"); err != nil {
				return err
			}
		}
	}
	if len(v.report.Problems) == 0 {
		v.proved("All %d files have the SHA-256 and SHA-512 hashes that the manifests give, and nothing is there that they do not list.", len(v.files))
	}
	return nil
}

func (v *verification) readEntry(e *entry) error {
	path := v.path(e)
	p := v.files[path]
	if p == nil {
		if v.sealed[path] != "" || path == sealFile || path == signatureFile {
			return nil // proved before
		}
		return &Damage{path, "no manifest lists it"}
	}
	p.found = true
	look := v.contents.reader(path)
	sums := &sums{sha256: sha256.New(), sha512: sha512.New(), look: look}
	var kept io.Writer
	packed := sums.sha256
	if e.method == deflated {
		packed = sha256.New()
		kept = packed
	}
	if err := v.zip.unpack(e, sums, kept); err != nil {
		return err
	}
	if string(packed.Sum(nil)) != string(e.digest[:]) {
		return &Damage{path, "its packed form has changed since the archive was sealed"}
	}
	if hex.EncodeToString(sums.sha256.Sum(nil)) != p.sha256 || hex.EncodeToString(sums.sha512.Sum(nil)) != p.sha512 {
		return &Damage{path, "its content is not what the manifests say"}
	}
	if look == nil {
		return nil
	}
	if sums.err != nil {
		return &Damage{path, sums.err.Error()}
	}
	if err := look.done(); err != nil {
		return &Damage{path, err.Error()}
	}
	return nil
}

// sums hashes content and shows it to whoever looks at its meaning.
type sums struct {
	sha256, sha512 hash.Hash
	look           looker
	err            error // of the looker; hashing goes on
}

func (s *sums) Write(p []byte) (int, error) {
	if len(p) >= 64<<10 {
		hashed := make(chan struct{})
		go func() {
			defer close(hashed)
			s.sha512.Write(p)
		}()
		defer func() { <-hashed }()
	} else {
		s.sha512.Write(p)
	}
	s.sha256.Write(p)
	if s.look != nil && s.err == nil {
		_, s.err = s.look.Write(p)
	}
	return len(p), nil
}

// looker reads the content of a file for its meaning.
type looker interface {
	io.Writer
	done() error
}

// isDocument reports whether the file is one of the documents themselves.
func isDocument(path string) bool {
	return strings.HasPrefix(path, "data/documents/") && path != documentIndex
}
