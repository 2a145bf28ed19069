package licensing_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"holm/licensing"
)

// goldens holds documents of schema 1. They were written once, their keys were
// never kept, and they verify and read the same in every version from then on.
const goldens = "testdata/schema1"

func goldenFile(t testing.TB, parts ...string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(append([]string{goldens}, parts...)...))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func goldenNames(t testing.TB, folder string, least int) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(goldens, folder, "*.holm"))
	if err != nil {
		t.Fatal(err)
	}
	if len(paths) < least {
		t.Fatalf("%d golden documents in %s, there were %d", len(paths), folder, least)
	}
	for i := range paths {
		paths[i] = strings.TrimSuffix(filepath.Base(paths[i]), ".holm")
	}
	return paths
}

func goldenVerifier(t testing.TB) *licensing.Verifier {
	t.Helper()
	root, err := licensing.ParseRoot(goldenFile(t, "root.pem"))
	if err != nil {
		t.Fatal(err)
	}
	return licensing.NewVerifier(licensing.Roots{root})
}

// goldenKnown are the documents that others are judged with.
func goldenKnown(t testing.TB, v *licensing.Verifier, names ...string) []licensing.Document {
	t.Helper()
	var known []licensing.Document
	for _, name := range names {
		d, err := v.Verify(goldenFile(t, "genuine", name+".holm"))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		known = append(known, d)
	}
	return known
}

func TestGoldenDocumentsReadAsEver(t *testing.T) {
	v := goldenVerifier(t)
	known := goldenKnown(t, v, "license")
	for _, name := range goldenNames(t, "genuine", 12) {
		d, err := v.Verify(goldenFile(t, "genuine", name+".holm"), known...)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got, err := json.MarshalIndent(map[string]any{"type": d.Type(), "id": d.ID(), "key": d.KeyID(), "claims": d.Claims()}, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		if want := goldenFile(t, "genuine", name+".json"); string(got)+"\n" != string(want) {
			t.Errorf("%s reads differently:\n%s", name, got)
		}
	}
}

func TestGoldenMailDamageIsRepaired(t *testing.T) {
	v := goldenVerifier(t)
	want := goldenKnown(t, v, "license")[0]
	for _, name := range goldenNames(t, "mail", 8) {
		d, err := v.Verify(goldenFile(t, "mail", name+".holm"))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if string(d.Text()) != string(want.Text()) {
			t.Errorf("%s: the canonical text differs", name)
		}
	}
}

// TestGoldenForgeriesAreRefused: the name of a file up to the first dot is the
// reason for which it is refused.
func TestGoldenForgeriesAreRefused(t *testing.T) {
	v := goldenVerifier(t)
	for _, name := range goldenNames(t, "refused", 40) {
		want, _, _ := strings.Cut(name, ".")
		known := goldenKnown(t, v, "license")
		if want == string(licensing.IssuerRevoked) {
			known = goldenKnown(t, v, "license", "revocation")
		}
		_, err := v.Verify(goldenFile(t, "refused", name+".holm"), known...)
		var r *licensing.Rejection
		if !errors.As(err, &r) || string(r.Reason) != want {
			t.Errorf("%s: %v", name, err)
		}
	}
}
