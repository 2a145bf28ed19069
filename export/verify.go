package export

import (
	"context"
	"crypto/ed25519"
	"errors"
	"io"
)

// Verify proves an archive: every byte of it. The error is a *Damage that
// names the file concerned, or one of reading. Without keys the archive is
// checked against the key that it names itself; with keys it must be one of
// them.
func Verify(ctx context.Context, r io.ReaderAt, size int64, keys ...ed25519.PublicKey) (Report, error) {
	return Report{}, errors.New("export: verification is not there yet")
}
