package export

import (
	"encoding/binary"
	"math"
	"time"
)

// The container is a Zip file of one fixed form. Each function below is the
// only way its part may look, so a reader can make the part again from what it
// says and compare: no comment, no gap, no field without a meaning.

const (
	stored   uint16 = 0
	deflated uint16 = 8

	localSignature      = 0x04034b50
	descriptorSignature = 0x08074b50
	centralSignature    = 0x02014b50
	endSignature        = 0x06054b50
	end64Signature      = 0x06064b50
	locatorSignature    = 0x07064b50

	localLength   = 30 // without the name
	centralLength = 46 // without name and extra field
	endLength     = 22
	end64Length   = 56 + 20 // record and locator

	zipVersion = 45         // Zip64
	zipFlags   = 0x0808     // sizes follow the data; names are UTF-8
	fileMode   = 0100644    // a plain file
	madeByUnix = 0x0300     // so that fileMode has a meaning
	max16      = 0xffff     // "see the Zip64 record"
	max32      = 0xffffffff // "see the Zip64 field"
	extraID    = 0x0001     // the Zip64 extra field
	extraSize  = 24
)

// entry is one file of the container.
type entry struct {
	name   string
	method uint16
	time   uint32 // DOS date and time, UTC
	crc    uint32
	stored uint64 // bytes in the container
	size   uint64 // bytes of the file
	offset uint64 // of the local header
	digest [32]byte
}

func (e *entry) large() bool { return e.stored >= max32 || e.size >= max32 }

// end returns the offset after the entry's last byte.
func (e *entry) end() uint64 {
	return e.data() + e.stored + uint64(len(e.descriptor()))
}

// data returns the offset of the entry's first byte of content.
func (e *entry) data() uint64 { return e.offset + localLength + uint64(len(e.name)) }

// local returns the header before the content.
func (e *entry) local() []byte {
	b := make([]byte, 0, localLength+len(e.name))
	b = le32(b, localSignature)
	b = le16(b, zipVersion, zipFlags, e.method)
	b = le32(b, e.time, 0, 0, 0)
	b = le16(b, uint16(len(e.name)), 0)
	return append(b, e.name...)
}

// descriptor returns the checksum and sizes after the content.
func (e *entry) descriptor() []byte {
	b := le32(nil, descriptorSignature, e.crc)
	if e.large() {
		return le64(b, e.stored, e.size)
	}
	return le32(b, uint32(e.stored), uint32(e.size))
}

// central returns the entry's record in the directory at the end.
func (e *entry) central() []byte {
	far := e.large() || e.offset >= max32
	size, kept, offset, extra := uint32(e.size), uint32(e.stored), uint32(e.offset), uint16(0)
	if far {
		size, kept, offset, extra = max32, max32, max32, 4+extraSize
	}
	b := make([]byte, 0, centralLength+len(e.name)+int(extra))
	b = le32(b, centralSignature)
	b = le16(b, madeByUnix|zipVersion, zipVersion, zipFlags, e.method)
	b = le32(b, e.time, e.crc, kept, size)
	b = le16(b, uint16(len(e.name)), extra, 0, 0, 0)
	b = le32(b, fileMode<<16, offset)
	b = append(b, e.name...)
	if far {
		b = le16(b, extraID, extraSize)
		b = le64(b, e.size, e.stored, e.offset)
	}
	return b
}

// endRecord returns the container's last bytes: where the directory is.
func endRecord(count, size, offset uint64) []byte {
	var b []byte
	n, s, o := uint16(count), uint32(size), uint32(offset)
	if count >= max16 || size >= max32 || offset >= max32 {
		n, s, o = max16, max32, max32
		b = le32(b, end64Signature)
		b = le64(b, 44)
		b = le16(b, madeByUnix|zipVersion, zipVersion)
		b = le32(b, 0, 0)
		b = le64(b, count, count, size, offset)
		b = le32(b, locatorSignature, 0)
		b = le64(b, offset+size)
		b = le32(b, 1)
	}
	b = le32(b, endSignature)
	b = le16(b, 0, 0, n, n)
	b = le32(b, s, o)
	return le16(b, 0)
}

// dosTime writes a time as Zip does: UTC, to two seconds.
func dosTime(t time.Time) uint32 {
	t = t.UTC()
	date := uint32(t.Year()-1980)<<9 | uint32(t.Month())<<5 | uint32(t.Day())
	return date<<16 | uint32(t.Hour())<<11 | uint32(t.Minute())<<5 | uint32(t.Second()/2)
}

func le16(b []byte, values ...uint16) []byte {
	for _, v := range values {
		b = binary.LittleEndian.AppendUint16(b, v)
	}
	return b
}

func le32(b []byte, values ...uint32) []byte {
	for _, v := range values {
		b = binary.LittleEndian.AppendUint32(b, v)
	}
	return b
}

func le64(b []byte, values ...uint64) []byte {
	for _, v := range values {
		b = binary.LittleEndian.AppendUint64(b, v)
	}
	return b
}

// nameFits reports whether a container can hold the name.
func nameFits(name string) bool { return len(name) > 0 && len(name) <= math.MaxUint16 }
