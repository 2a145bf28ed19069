package export_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"
)

// tiny is the smallest archive with every kind of file.
func tiny(t *testing.T) []byte {
	s := small()
	s.database = sqlitePages(1)
	o := options(t, s, map[string]string{"brev.txt": "Hej"})
	o.Languages = []string{"en"}
	return archive(t, o)
}

// owners returns for each byte of an archive the file it belongs to; "" is
// the end record.
func owners(t *testing.T, b []byte) []string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	of := make([]string, len(b))
	pos := 0
	for _, f := range z.File {
		end := pos + 30 + len(f.Name) + int(f.CompressedSize64) + 16
		for ; pos < end; pos++ {
			of[pos] = f.Name
		}
	}
	if got := binary.LittleEndian.Uint32(b[pos:]); got != 0x02014b50 {
		t.Fatalf("the directory does not begin at %d", pos)
	}
	for _, f := range z.File {
		for end := pos + 46 + len(f.Name); pos < end; pos++ {
			of[pos] = f.Name
		}
	}
	if len(b)-pos != 22 {
		t.Fatalf("%d bytes after the directory", len(b)-pos)
	}
	return of
}

// TestEveryByteCounts changes every byte of an archive, one at a time: each
// time the verification fails and names the file.
func TestEveryByteCounts(t *testing.T) {
	whole := tiny(t)
	of := owners(t, whole)
	if _, err := verify(whole); err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		wait.Go(func() {
			b := bytes.Clone(whole)
			for i := w; i < len(b); i += workers {
				for _, mask := range []byte{1 << (i % 8), 0xff}[:1+(i/8)%2] {
					b[i] ^= mask
					if problem := missed(b, of[i]); problem != "" {
						t.Errorf("byte %d of %q, mask %#x: %s", i, of[i], mask, problem)
					}
					b[i] ^= mask
				}
			}
		})
	}
	wait.Wait()
	t.Logf("%d bytes", len(whole))
}

func missed(b []byte, file string) string {
	report, err := verify(b)
	if err == nil || report.OK() {
		return "it verifies"
	}
	_, path, _ := strings.Cut(file, "/")
	if !names(err, path) {
		return fmt.Sprintf("the error does not name it: %v", err)
	}
	return ""
}

func TestTruncated(t *testing.T) {
	whole := tiny(t)
	for n := range whole {
		if n%7 != 0 && len(whole)-n > 200 {
			continue
		}
		if _, err := verify(whole[:n]); err == nil {
			t.Fatalf("the first %d of %d bytes verify", n, len(whole))
		}
	}
	if _, err := verify(append(bytes.Clone(whole), 0)); err == nil {
		t.Error("a byte after the end is not noticed")
	}
	if _, err := verify(append([]byte{0}, whole...)); err == nil {
		t.Error("a byte before the beginning is not noticed")
	}
}
