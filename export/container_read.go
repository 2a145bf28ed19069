package export

import (
	"bytes"
	"compress/flate"
	"context"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
)

// opened is a container whose whole layout has been made again from its
// directory and found equal, byte for byte. Only the contents of its entries
// are still unproved.
type opened struct {
	r       io.ReaderAt
	entries []*entry
	byName  map[string]*entry
}

const (
	endPart       = "the end of the archive"
	directoryPart = "the archive's directory"
	maxEntries    = 10_000_000
)

// open proves the layout: the end record, the directory, and for each entry
// its header, its place and its descriptor, without a gap between them.
func open(ctx context.Context, r io.ReaderAt, size int64) (*opened, error) {
	count, length, start, err := readEnd(r, size)
	if err != nil {
		return nil, err
	}
	directory := newWindow(r, int64(start), int64(length))
	c := &opened{r: r, byName: make(map[string]*entry, min(count, 1<<16))}
	next := uint64(0)
	for i := range count {
		if i%1024 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		e, why := directory.entry()
		if why != "" {
			return nil, c.broken(next, start, why)
		}
		if err := c.place(e, next, start); err != nil {
			return nil, err
		}
		next = e.end()
	}
	if next != start {
		return nil, &Damage{directoryPart, fmt.Sprintf("it begins at byte %d, and the last file (%s) ends at byte %d", start, c.lastName(), next)}
	}
	if directory.left() != 0 {
		return nil, &Damage{directoryPart, fmt.Sprintf("%d bytes are left over after the last file (%s)", directory.left(), c.lastName())}
	}
	return c, nil
}

// broken names the file whose record in the directory is damaged by the header
// at the place where that file begins.
func (c *opened) broken(at, start uint64, why string) error {
	if name := c.nameAt(at); at < start && name != "" {
		return &Damage{name, "its record in the directory is damaged: " + why}
	}
	return &Damage{directoryPart, "the record after " + c.lastName() + " is damaged: " + why}
}

func (c *opened) lastName() string {
	if len(c.entries) == 0 {
		return "none"
	}
	return c.entries[len(c.entries)-1].name
}

// readEnd returns where the directory is.
func readEnd(r io.ReaderAt, size int64) (count, length, start uint64, err error) {
	tail := make([]byte, min(size, endLength+end64Length))
	if _, err := r.ReadAt(tail, size-int64(len(tail))); err != nil && err != io.EOF {
		return 0, 0, 0, fmt.Errorf("reading the archive: %w", err)
	}
	broken := func(why string) error { return &Damage{endPart, why + ": the file is unfinished, cut off or changed"} }
	if len(tail) < endLength {
		return 0, 0, 0, broken("there is no end record")
	}
	end := tail[len(tail)-endLength:]
	if binary.LittleEndian.Uint32(end) != endSignature {
		return 0, 0, 0, broken("there is no end record")
	}
	count, length, start = uint64(binary.LittleEndian.Uint16(end[10:])), uint64(binary.LittleEndian.Uint32(end[12:])), uint64(binary.LittleEndian.Uint32(end[16:]))
	if start == max32 && len(tail) == endLength+end64Length {
		count, length, start = binary.LittleEndian.Uint64(tail[32:]), binary.LittleEndian.Uint64(tail[40:]), binary.LittleEndian.Uint64(tail[48:])
	}
	want := endRecord(count, length, start)
	if len(want) > len(tail) || !bytes.Equal(want, tail[len(tail)-len(want):]) {
		return 0, 0, 0, broken("the end record is damaged")
	}
	if count > maxEntries || start > uint64(size) || length > uint64(size) || start+length+uint64(len(want)) != uint64(size) {
		return 0, 0, 0, broken("the end record does not fit the file")
	}
	return count, length, start, nil
}

// place checks that the entry lies at offset at, as its record says.
func (c *opened) place(e *entry, at, limit uint64) error {
	actual := c.nameAt(at)
	bad := func(why string) error {
		if actual != "" && actual != e.name {
			why += fmt.Sprintf(" (its header says %s)", actual)
		}
		return &Damage{e.name, why}
	}
	if e.offset != at {
		return bad(fmt.Sprintf("the directory says it begins at byte %d, and it begins at byte %d", e.offset, at))
	}
	if e.stored > limit || e.end() > limit {
		return bad("the directory gives it a size that does not fit the archive")
	}
	if !c.same(e.offset, e.local()) {
		return bad("its header and the directory differ")
	}
	if !c.same(e.data()+e.stored, e.descriptor()) {
		return bad("its checksum or size and the directory differ")
	}
	if _, twice := c.byName[e.name]; twice {
		return bad("it is in the archive twice")
	}
	c.entries = append(c.entries, e)
	c.byName[e.name] = e
	return nil
}

func (c *opened) same(at uint64, want []byte) bool {
	got := make([]byte, len(want))
	_, err := c.r.ReadAt(got, int64(at))
	return err == nil && bytes.Equal(got, want)
}

// nameAt returns the name in the local header at an offset, for messages.
func (c *opened) nameAt(at uint64) string {
	head := make([]byte, localLength)
	if _, err := c.r.ReadAt(head, int64(at)); err != nil || binary.LittleEndian.Uint32(head) != localSignature {
		return ""
	}
	name := make([]byte, min(binary.LittleEndian.Uint16(head[26:]), 1024))
	if _, err := c.r.ReadAt(name, int64(at)+localLength); err != nil {
		return ""
	}
	return strings.ToValidUTF8(string(name), "?")
}

// content returns the entry's bytes as they are in the container.
func (c *opened) content(e *entry) *io.SectionReader {
	return io.NewSectionReader(c.r, int64(e.data()), int64(e.stored))
}

// unpack passes the content of an entry to w and proves its size and checksum,
// and that the packed form ends where the entry ends. kept, when not nil,
// receives the bytes as they are in the container.
func (c *opened) unpack(e *entry, w, kept io.Writer) error {
	section := c.content(e)
	var source io.Reader = section
	if kept != nil {
		source = io.TeeReader(section, kept)
	}
	packed := newByteReader(source)
	var plain io.Reader = packed
	if e.method == deflated {
		plain = flate.NewReader(packed)
	}
	crc := crc32.NewIEEE()
	n, err := io.CopyBuffer(onlyWriter{io.MultiWriter(crc, w)}, onlyReader{io.LimitReader(plain, int64(e.size)+1)}, make([]byte, min(e.size+1, 256<<10)))
	switch left := packed.rest(); {
	case err != nil:
		return &Damage{e.name, "it cannot be unpacked: " + err.Error()}
	case left < 0 || left > 0:
		return &Damage{e.name, "its packed form does not end where the file ends"}
	case uint64(n) != e.size:
		return &Damage{e.name, fmt.Sprintf("it has another size than the %d bytes that the directory gives", e.size)}
	case crc.Sum32() != e.crc:
		return &Damage{e.name, "its content has changed (checksum)"}
	}
	return nil
}
