package export

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"testing"
	"time"
)

// sparse is a file in memory that keeps only the parts that are not zero.
type sparse struct {
	size  int64
	parts []part
}

type part struct {
	at   int64
	data []byte
}

func (s *sparse) Write(p []byte) (int, error) {
	if len(bytes.Trim(p, "\x00")) > 0 {
		s.parts = append(s.parts, part{s.size, bytes.Clone(p)})
	}
	s.size += int64(len(p))
	return len(p), nil
}

func (s *sparse) ReadAt(p []byte, at int64) (int, error) {
	n := int(max(0, min(int64(len(p)), s.size-at)))
	clear(p)
	for _, c := range s.parts {
		if from, to := max(at, c.at), min(at+int64(n), c.at+int64(len(c.data))); from < to {
			copy(p[from-at:to-at], c.data[from-c.at:])
		}
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// TestLargeContainer writes a file of more than 4 GiB and one after it: the
// standard library and our own reader find both.
func TestLargeContainer(t *testing.T) {
	const size = 4<<30 + 5
	var file sparse
	c := newContainer(&file, time.Date(2026, 1, 2, 3, 4, 6, 0, time.UTC))
	far := &entry{name: "bag/large", method: stored, time: c.time, size: size, stored: size}
	must(t, c.out, far.local())
	file.size += size // what is not written is zero
	c.out.n += size
	must(t, c.out, far.descriptor())
	c.entries = append(c.entries, far)
	if _, err := c.add("bag/after.txt", deflated, writeString("after")); err != nil {
		t.Fatal(err)
	}
	if err := c.close(); err != nil {
		t.Fatal(err)
	}
	o, err := open(context.Background(), &file, file.size)
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	if err := o.unpack(o.byName["bag/after.txt"], &text, nil); err != nil || text.String() != "after" {
		t.Errorf("%q, %v", text.String(), err)
	}
	z, err := zip.NewReader(&file, file.size)
	if err != nil {
		t.Fatal(err)
	}
	if z.File[0].UncompressedSize64 != size || z.File[1].Modified.UTC() != time.Date(2026, 1, 2, 3, 4, 6, 0, time.UTC) {
		t.Errorf("size %d, time %s", z.File[0].UncompressedSize64, z.File[1].Modified)
	}
	r, err := z.File[1].Open()
	if err != nil {
		t.Fatal(err)
	}
	if after, err := io.ReadAll(r); err != nil || string(after) != "after" {
		t.Errorf("%q, %v", after, err)
	}
}

func must(t *testing.T, w io.Writer, b []byte) {
	t.Helper()
	if _, err := w.Write(b); err != nil {
		t.Fatal(err)
	}
}

// TestManyFiles writes more files than the short end record can count.
func TestManyFiles(t *testing.T) {
	var file bytes.Buffer
	c := newContainer(&file, time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC))
	for i := range 70_000 {
		e := &entry{name: fmt.Sprintf("bag/%d", i), method: stored, time: c.time, offset: c.out.n}
		must(t, c.out, append(e.local(), e.descriptor()...))
		c.entries = append(c.entries, e)
	}
	if err := c.close(); err != nil {
		t.Fatal(err)
	}
	b := file.Bytes()
	if o, err := open(context.Background(), bytes.NewReader(b), int64(len(b))); err != nil || len(o.entries) != 70_000 {
		t.Error(err)
	}
	if z, err := zip.NewReader(bytes.NewReader(b), int64(len(b))); err != nil || len(z.File) != 70_000 {
		t.Error(err)
	}
	for i := len(b) - endLength - end64Length; i < len(b); i++ {
		b[i] ^= 0x10
		var d *Damage
		if _, err := open(context.Background(), bytes.NewReader(b), int64(len(b))); !errors.As(err, &d) {
			t.Errorf("byte %d of the end: %v", i-len(b), err)
		}
		b[i] ^= 0x10
	}
}
