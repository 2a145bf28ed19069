package importing

import (
	"bytes"
	"fmt"
	"io"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	xunicode "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// decoder returns what turns the encoding into UTF-8; nil for an unknown one.
func decoder(name string) encoding.Encoding {
	switch name {
	case "utf-8":
		return xunicode.UTF8BOM
	case "utf-16le":
		return xunicode.UTF16(xunicode.LittleEndian, xunicode.UseBOM)
	case "utf-16be":
		return xunicode.UTF16(xunicode.BigEndian, xunicode.UseBOM)
	case "windows-1252":
		return charmap.Windows1252
	case "iso-8859-1":
		return charmap.ISO8859_1
	case "windows-1250":
		return charmap.Windows1250
	case "iso-8859-2":
		return charmap.ISO8859_2
	}
	return nil
}

// decode reads r as UTF-8. Bytes that the encoding does not know become the
// replacement character.
func decode(r io.Reader, name string) (io.Reader, error) {
	e := decoder(name)
	if e == nil {
		return nil, &Error{Key: "import.unknown_encoding", Err: fmt.Errorf("encoding %q", name)}
	}
	return transform.NewReader(r, e.NewDecoder()), nil
}

// detectEncoding judges by marks at the beginning, by the bytes, and for the
// old encodings of one byte by which of them makes words of the letters.
func detectEncoding(sample []byte, whole bool) string {
	switch {
	case bytes.HasPrefix(sample, []byte{0xEF, 0xBB, 0xBF}):
		return "utf-8"
	case bytes.HasPrefix(sample, []byte{0xFF, 0xFE}):
		return "utf-16le"
	case bytes.HasPrefix(sample, []byte{0xFE, 0xFF}):
		return "utf-16be"
	}
	if name := zeros(sample); name != "" {
		return name
	}
	if validUTF8(sample, whole) {
		return "utf-8"
	}
	best, most := "", 0
	for _, name := range []string{"windows-1252", "iso-8859-1", "windows-1250", "iso-8859-2"} {
		text, err := decoder(name).NewDecoder().Bytes(sample)
		if err != nil {
			continue
		}
		if n := plausible(text, name); best == "" || n > most {
			best, most = name, n
		}
	}
	return best
}

// zeros finds UTF-16 without a mark: every other byte of Western text is zero.
func zeros(sample []byte) string {
	var even, odd int
	for i, b := range sample {
		if b == 0 && i%2 == 0 {
			even++
		} else if b == 0 {
			odd++
		}
	}
	switch half := len(sample) / 2; {
	case odd > half/2 && even < half/10:
		return "utf-16le"
	case even > half/2 && odd < half/10:
		return "utf-16be"
	}
	return ""
}

// validUTF8 allows a letter that the end of the sample cut.
func validUTF8(sample []byte, whole bool) bool {
	for cut := 0; cut < utf8.UTFMax; cut++ {
		if len(sample) >= cut && utf8.Valid(sample[:len(sample)-cut]) {
			return true
		}
		if whole {
			return false
		}
	}
	return false
}

const (
	westLetters = "æøåäöüßéèêëàâçñóòôíïúÆØÅÄÖÜÉÈÀÇÑÓÍÚðþÐÞ"
	eastLetters = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻčďěňřšťůýžáéíČĎĚŇŘŠŤŮÝŽőűŐŰäöüßÄÖÜé"
)

// plausible counts the letters of the languages the encoding is for, and
// against it the signs that stand where letters belong.
func plausible(text []byte, name string) int {
	own := westLetters
	if name == "windows-1250" || name == "iso-8859-2" {
		own = eastLetters
	}
	n := 0
	last := ' '
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		i += size
		if r < utf8.RuneSelf {
			last = r
			continue
		}
		next, _ := utf8.DecodeRune(text[i:])
		within := unicode.IsLetter(last) || unicode.IsLetter(next)
		switch {
		case unicode.IsControl(r) || r == utf8.RuneError:
			n -= 10
		case unicode.IsLetter(r) && bytes.ContainsRune([]byte(own), r):
			n += 2
		case unicode.IsLetter(r):
			n--
		case within && !unicode.IsPunct(r) && !unicode.IsSpace(r):
			n -= 3
		}
		last = r
	}
	return n
}
