package issue_test

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"strings"
	"testing"

	"holm/licensing"
	"holm/licensing/issue"
)

// TestQR compares with a picture that another program has read back as the
// same text.
func TestQR(t *testing.T) {
	text, err := os.ReadFile("../testdata/schema1/genuine/renewal-pasted.holm")
	if err != nil {
		t.Fatal(err)
	}
	got, err := issue.QR(strings.TrimSpace(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("testdata/renewal.png")
	if err != nil {
		t.Fatal(err)
	}
	a, b := picture(t, got), picture(t, want)
	if a.Bounds() != b.Bounds() {
		t.Fatalf("%v, want %v", a.Bounds(), b.Bounds())
	}
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			if a.At(x, y) != b.At(x, y) {
				t.Fatalf("differs at %d, %d", x, y)
			}
		}
	}
	if _, err := issue.QR(strings.Repeat("x", licensing.MaxPaste)); err != nil {
		t.Errorf("the longest short form: %v", err)
	}
}

func picture(t *testing.T, text []byte) image.Image {
	t.Helper()
	p, err := png.Decode(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return p
}
