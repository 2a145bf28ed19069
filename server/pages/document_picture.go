package pages

import (
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	_ "image/gif" // registers the reader of its head, as the next two do
	_ "image/jpeg"
	_ "image/png"
	"io"
)

// errNoPicture says that a file is not the picture that it looks like.
var errNoPicture = errors.New("not a picture that can be shown")

// checkPicture reads the head of a picture and leaves the file at its
// beginning. The type must be what it seemed to be, the measures sane.
func checkPicture(file io.ReadSeeker, mediaType string) error {
	width, height, err := measures(file, mediaType)
	if err != nil {
		return err
	}
	if width < 1 || height < 1 || width > pictureLength || height > pictureLength || width*height > pictureDots {
		return fmt.Errorf("%w: %d by %d dots", errNoPicture, width, height)
	}
	_, err = file.Seek(0, io.SeekStart)
	return err
}

func measures(file io.Reader, mediaType string) (width, height int, err error) {
	if mediaType == "image/webp" {
		return webpMeasures(file)
	}
	c, format, err := image.DecodeConfig(file)
	if err != nil || "image/"+format != mediaType {
		return 0, 0, errors.Join(errNoPicture, err)
	}
	return c.Width, c.Height, nil
}

// webpMeasures reads the head of a WebP file (RFC 9649).
func webpMeasures(file io.Reader) (width, height int, err error) {
	var b [30]byte
	if _, err := io.ReadFull(file, b[:]); err != nil || string(b[:4]) != "RIFF" || string(b[8:12]) != "WEBP" {
		return 0, 0, errors.Join(errNoPicture, err)
	}
	switch string(b[12:16]) {
	case "VP8X":
		return 1 + int(b[24]) + int(b[25])<<8 + int(b[26])<<16, 1 + int(b[27]) + int(b[28])<<8 + int(b[29])<<16, nil
	case "VP8L":
		bits := binary.LittleEndian.Uint32(b[21:])
		return 1 + int(bits&0x3fff), 1 + int(bits>>14&0x3fff), nil
	case "VP8 ":
		return int(binary.LittleEndian.Uint16(b[26:]) & 0x3fff), int(binary.LittleEndian.Uint16(b[28:]) & 0x3fff), nil
	}
	return 0, 0, errNoPicture
}
