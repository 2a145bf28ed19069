package export

import (
	"bufio"
	"compress/flate"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
	"io"
	"time"
)

// container writes entries one after the other, and the directory at the end.
type container struct {
	out     *tally
	time    uint32
	entries []*entry
	deflate *flate.Writer
}

// tally counts and hashes everything that goes to the archive.
type tally struct {
	w   io.Writer
	n   uint64
	sum hash.Hash
}

func (t *tally) Write(p []byte) (int, error) {
	n, err := t.w.Write(p)
	t.n += uint64(n)
	t.sum.Write(p[:n])
	return n, err
}

func newContainer(w io.Writer, at time.Time) *container {
	deflate, err := flate.NewWriter(io.Discard, flate.BestSpeed)
	if err != nil {
		panic(err) // the level is a constant that flate knows
	}
	return &container{
		out:     &tally{w: w, sum: sha256.New()},
		time:    dosTime(at),
		deflate: deflate,
	}
}

// digests are the hashes of a file's content.
type digests struct {
	sha256, sha512 string // hexadecimal
	size           int64
}

// add writes one file; fill writes its content. Large writes are quickest:
// hashing and packing run side by side.
func (c *container) add(name string, method uint16, fill func(io.Writer) error) (digests, error) {
	if !nameFits(name) {
		return digests{}, fmt.Errorf("%q cannot be the name of a file in an archive", name)
	}
	e := &entry{name: name, method: method, time: c.time, offset: c.out.n}
	if _, err := c.out.Write(e.local()); err != nil {
		return digests{}, fmt.Errorf("writing %s: %w", name, err)
	}
	f := newFiling(c, method)
	buffered := bufio.NewWriterSize(f, 256<<10)
	err := fill(buffered)
	if err == nil {
		err = buffered.Flush()
	}
	if err == nil {
		err = f.close()
	}
	if err != nil {
		return digests{}, fmt.Errorf("writing %s: %w", name, err)
	}
	e.crc, e.size, e.stored = f.crc, f.size, c.out.n-e.data()
	f.digestStored(e)
	if _, err := c.out.Write(e.descriptor()); err != nil {
		return digests{}, fmt.Errorf("writing %s: %w", name, err)
	}
	c.entries = append(c.entries, e)
	return digests{
		sha256: hex.EncodeToString(f.sha256.Sum(nil)),
		sha512: hex.EncodeToString(f.sha512.Sum(nil)),
		size:   int64(f.size),
	}, nil
}

// close writes the directory. Without it the archive never verifies.
func (c *container) close() error {
	start := c.out.n
	directory := bufio.NewWriterSize(c.out, 64<<10)
	for _, e := range c.entries {
		if _, err := directory.Write(e.central()); err != nil {
			return fmt.Errorf("writing the archive's directory: %w", err)
		}
	}
	if err := directory.Flush(); err != nil {
		return fmt.Errorf("writing the archive's directory: %w", err)
	}
	end := endRecord(uint64(len(c.entries)), c.out.n-start, start)
	if _, err := c.out.Write(end); err != nil {
		return fmt.Errorf("writing the archive's end: %w", err)
	}
	return nil
}

// filing is one file on its way into the container.
type filing struct {
	sha256, sha512 hash.Hash
	packed         hash.Hash // of the bytes in the container, when they differ
	crc            uint32
	size           uint64
	to             io.Writer
	deflate        *flate.Writer
}

func newFiling(c *container, method uint16) *filing {
	f := &filing{sha256: sha256.New(), sha512: sha512.New(), to: c.out}
	if method == deflated {
		f.packed = sha256.New()
		f.deflate = c.deflate
		f.deflate.Reset(io.MultiWriter(c.out, f.packed))
		f.to = f.deflate
	}
	return f
}

func (f *filing) Write(p []byte) (int, error) {
	hashed := make(chan struct{})
	go func() {
		defer close(hashed)
		f.sha512.Write(p)
		if f.deflate != nil {
			f.sha256.Write(p)
		}
	}()
	if f.deflate == nil {
		f.sha256.Write(p)
	}
	f.crc = crc32.Update(f.crc, crc32.IEEETable, p)
	n, err := f.to.Write(p)
	<-hashed
	f.size += uint64(n)
	if err == nil && n < len(p) {
		err = errors.New("short write")
	}
	return n, err
}

func (f *filing) close() error {
	if f.deflate == nil {
		return nil
	}
	return f.deflate.Close()
}

func (f *filing) digestStored(e *entry) {
	h := f.packed
	if h == nil {
		h = f.sha256
	}
	h.Sum(e.digest[:0])
}
