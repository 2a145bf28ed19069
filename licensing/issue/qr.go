package issue

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"

	"github.com/boombuler/barcode/qr"
)

// Size of a code's squares and of the white margin that readers need around it.
const (
	qrSquare = 6 // pixels
	qrMargin = 4 // squares
)

// QR returns a text, such as a renewal's short form, as a QR code in PNG.
func QR(text string) ([]byte, error) {
	code, err := qr.Encode(text, qr.M, qr.Unicode)
	if err != nil {
		return nil, fmt.Errorf("make a QR code: %w", err)
	}
	squares := code.Bounds().Dx()
	side := (squares + 2*qrMargin) * qrSquare
	picture := image.NewPaletted(image.Rect(0, 0, side, side), color.Palette{color.White, color.Black})
	for y := range side {
		for x := range side {
			at := image.Pt(x/qrSquare-qrMargin, y/qrSquare-qrMargin)
			if !at.In(image.Rect(0, 0, squares, squares)) {
				continue
			}
			if r, _, _, _ := code.At(at.X, at.Y).RGBA(); r == 0 {
				picture.SetColorIndex(x, y, 1)
			}
		}
	}
	var out bytes.Buffer
	if err := png.Encode(&out, picture); err != nil {
		return nil, fmt.Errorf("make a QR code: %w", err)
	}
	return out.Bytes(), nil
}
