package export

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"path"
	"strings"
	"unicode/utf8"
)

// window reads the records of the directory one after the other.
type window struct {
	r    *bufio.Reader
	rest int64
}

func newWindow(r io.ReaderAt, at, length int64) *window {
	return &window{r: bufio.NewReaderSize(io.NewSectionReader(r, at, length), int(min(length+1, 64<<10))), rest: length}
}

func (w *window) left() int64 { return w.rest }

// entry reads the next record, or says why there is none.
func (w *window) entry() (*entry, string) {
	const cut = "it is cut off"
	head, err := w.take(centralLength)
	if err != nil {
		return nil, cut
	}
	e := &entry{
		method: binary.LittleEndian.Uint16(head[10:]),
		time:   binary.LittleEndian.Uint32(head[12:]),
		crc:    binary.LittleEndian.Uint32(head[16:]),
		stored: uint64(binary.LittleEndian.Uint32(head[20:])),
		size:   uint64(binary.LittleEndian.Uint32(head[24:])),
		offset: uint64(binary.LittleEndian.Uint32(head[42:])),
	}
	name, err := w.take(int(binary.LittleEndian.Uint16(head[28:])))
	if err != nil {
		return nil, cut
	}
	e.name = string(name)
	extra, err := w.take(int(binary.LittleEndian.Uint16(head[30:])))
	if err != nil {
		return nil, cut
	}
	if len(extra) == 4+extraSize {
		e.size, e.stored, e.offset = binary.LittleEndian.Uint64(extra[4:]), binary.LittleEndian.Uint64(extra[12:]), binary.LittleEndian.Uint64(extra[20:])
	}
	if !bytes.Equal(e.central(), append(append(head, name...), extra...)) {
		return nil, fmt.Sprintf("it does not have the form it must have (%q)", e.name)
	}
	return e, unfit(e)
}

func (w *window) take(n int) ([]byte, error) {
	b := make([]byte, n)
	read, err := io.ReadFull(w.r, b)
	w.rest -= int64(read)
	return b, err
}

// unfit says why an entry cannot be part of an export, or nothing.
func unfit(e *entry) string {
	switch {
	case e.method != stored && e.method != deflated:
		return "the way of packing is unknown"
	case e.method == stored && e.stored != e.size:
		return "the two sizes differ"
	case e.stored > 1<<62 || e.size > 1<<62 || e.offset > 1<<62:
		return "a size is impossible"
	case !utf8.ValidString(e.name) || strings.ContainsAny(e.name, "\\\r\n\x00") || path.IsAbs(e.name) || path.Clean(e.name) != e.name || strings.HasPrefix(e.name, ".."):
		return "the name is not allowed"
	}
	return ""
}

// byteReader is a buffered reader that flate takes no more from than it
// needs, so that bytes after the packed form are noticed.
type byteReader struct{ *bufio.Reader }

func newByteReader(r io.Reader) byteReader { return byteReader{bufio.NewReaderSize(r, 64<<10)} }

// rest returns how many bytes nobody took: 0, or 1 for some.
func (b byteReader) rest() int {
	n, err := b.Read(make([]byte, 1))
	if n > 0 {
		return 1
	}
	if err != nil && err != io.EOF {
		return -1
	}
	return 0
}
