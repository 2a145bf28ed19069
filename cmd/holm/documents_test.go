package main

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// addDocuments uploads a file for each text, through the API of the server
// that runs.
func (h *house) addDocuments(texts ...string) {
	h.t.Helper()
	key := h.key()
	for _, text := range texts {
		q, err := http.NewRequestWithContext(h.t.Context(), http.MethodPost, h.url+"/api/v1/documents?name="+text+".txt", strings.NewReader(text))
		if err != nil {
			h.t.Fatal(err)
		}
		q.Header.Set("Authorization", "Bearer "+key)
		r, err := http.DefaultClient.Do(q)
		if err != nil {
			h.t.Fatal(err)
		}
		if err := r.Body.Close(); err != nil || r.StatusCode != http.StatusCreated {
			h.t.Fatalf("%v: an upload answers %s", err, r.Status)
		}
	}
}

// stored lists the files of documents below a folder.
func stored(t *testing.T, folder string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(folder, "??", "*"))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// TestDocumentsInBackupAndExport: copies hold the documents and say when one
// is missing, and doctor names it and what to do.
func TestDocumentsInBackupAndExport(t *testing.T) {
	h := newHouse(t)
	h.serve()
	h.addDocuments("one", "two", "three")
	out := t.TempDir()
	h.must("backup", "create", "--out", out)
	copies, err := filepath.Glob(filepath.Join(out, "*.bak"))
	if err != nil || len(copies) != 1 {
		t.Fatalf("%v: %v", err, copies)
	}
	files := stored(t, documentsBeside(copies[0]))
	if len(files) != 3 {
		t.Fatalf("the backup holds %v", files)
	}
	if said := h.must("backup", "verify", copies[0]); !strings.Contains(said, "with 3 documents") {
		t.Errorf("verifying says %q", said)
	}
	archive := filepath.Join(out, "all.zip")
	h.must("export", "full", "--out", archive)
	if said := h.must("export", "verify", archive); !strings.Contains(said, "3 contents") {
		t.Errorf("verifying the export says %s", said)
	}
	h.doctorSays("3 files, read and whole", "--whole")

	if err := os.Remove(files[0]); err != nil {
		t.Fatal(err)
	}
	h.refused("1 of its 3 documents are missing or damaged", "keep the folder", "backup", "verify", copies[0])
	lost := stored(t, filepath.Join(h.dir, "documents"))[0]
	whole, err := os.ReadFile(lost)
	if err != nil || os.Remove(lost) != nil {
		t.Fatal(err)
	}
	h.doctorSays("of 3 files 1 are missing and 0 are damaged")
	h.doctorSays(filepath.Base(lost))
	h.refused("1 of 3 documents are not in the copy", "holm doctor names", "backup", "create", "--out", t.TempDir())
	again := filepath.Join(out, "again.zip")
	h.must("export", "full", "--out", again)
	if said := h.must("export", "verify", again); !strings.Contains(said, filepath.Base(lost)) {
		t.Errorf("the export does not tell what was lost: %s", said)
	}
	if err := os.WriteFile(lost, []byte("CHANGED"[:len(whole)]), 0o600); err != nil {
		t.Fatal(err)
	}
	h.doctorSays("3 files, all there")
	h.doctorSays("0 are missing and 1 are damaged", "--whole")
	h.addDocuments(string(whole)) // the same content once more mends it
	h.doctorSays("3 files, read and whole", "--whole")
}

// doctorSays runs doctor, which in tests always finds that no vendor is
// trusted.
func (h *house) doctorSays(text string, args ...string) {
	h.t.Helper()
	if _, said, _ := h.holm(append([]string{"doctor"}, args...)...); !strings.Contains(said, text) {
		h.t.Errorf("doctor does not say %q: %s", text, said)
	}
}

func TestDocumentsLimit(t *testing.T) {
	h := newHouse(t)
	for size, want := range map[string]string{"50MB": "50000000", "1 gb": "1000000000", "77": "77"} {
		if said := h.must("documents", "limit", size); !strings.Contains(said, want) {
			t.Errorf("%s: %s", size, said)
		}
	}
	for _, wrong := range []string{"much", "0", "-5MB", "5TB", "999999999GB"} {
		if code, _, _ := h.holm("documents", "limit", "--", wrong); code != exitUsage {
			t.Errorf("%s is taken: exit %d", wrong, code)
		}
	}
	h.must("documents", "limit", "3")
	h.serve()
	q, err := http.NewRequestWithContext(t.Context(), http.MethodPost, h.url+"/api/v1/documents?name=a.txt", strings.NewReader("four"))
	if err != nil {
		t.Fatal(err)
	}
	q.Header.Set("Authorization", "Bearer "+h.key())
	r, err := http.DefaultClient.Do(q)
	if err != nil || r.StatusCode != http.StatusUnprocessableEntity {
		t.Fatalf("%v: %+v", err, r)
	}
	if err := r.Body.Close(); err != nil {
		t.Error(err)
	}
}
