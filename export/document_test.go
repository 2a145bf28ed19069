package export_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"

	"holm/crm"
	"holm/export"
)

// filed is a source whose rows name contents of the documents folder.
type filed struct {
	*memory
	files []crm.StoredFile
}

func (f *filed) Files(_ context.Context, yield func(crm.StoredFile) error) error {
	for _, file := range f.files {
		if err := yield(file); err != nil {
			return err
		}
	}
	return nil
}

func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// versions is a source with a version of a document for each content.
func versions(contents ...string) *filed {
	f := &filed{memory: small()}
	f.tables = append(f.tables, crm.Table{Name: "document_version", Title: "Versions", Key: []string{"document", "number"}, Columns: []crm.Column{
		{Name: "document", Type: crm.ColumnInteger}, {Name: "number", Type: crm.ColumnInteger}, {Name: "hash", Type: crm.ColumnText}}})
	for i, text := range contents {
		hash := hashOf(text)
		f.rows["document_version"] = append(f.rows["document_version"], []any{int64(1), int64(i + 1), hash})
		f.files = append(f.files, crm.StoredFile{Path: crm.FilePath(hash), Hash: hash, Size: int64(len(text))})
	}
	return f
}

func TestOnlyFilesThatRowsNameAreExported(t *testing.T) {
	f := versions("one", "two")
	b := archive(t, options(t, f, map[string]string{crm.FilePath(hashOf("one")): "one", crm.FilePath(hashOf("two")): "two",
		"tmp/upload-1": "half", crm.FilePath(hashOf("deleted")): "deleted"}))
	report, err := verify(b, publicKey(1))
	if err != nil || report.Documents != 2 {
		t.Fatalf("%v, %+v", err, report)
	}
	files := contents(t, b)
	if files["data/documents/"+crm.FilePath(hashOf("two"))] != "two" || files["data/documents/tmp/upload-1"] != "" {
		t.Errorf("the archive holds %d files", len(files))
	}
	if !strings.Contains(files["data/completeness.csv"], "documents,files,2,2,\r\n") || !strings.Contains(strings.Join(report.Proved, "\n"), "2 contents") {
		t.Errorf("%s\n%v", files["data/completeness.csv"], report.Proved)
	}
}

// TestWhatTheInstallationLostIsTold, and does not stop the export of the rest.
func TestWhatTheInstallationLostIsTold(t *testing.T) {
	f := versions("kept", "lost", "damaged")
	b := archive(t, options(t, f, map[string]string{crm.FilePath(hashOf("kept")): "kept", crm.FilePath(hashOf("damaged")): "DAMAGED"}))
	report, err := verify(b, publicKey(1))
	if err != nil || report.Documents != 2 {
		t.Fatalf("%v, %+v", err, report)
	}
	told := strings.Join(report.NotProved, "\n")
	if !strings.Contains(told, hashOf("lost")) || !strings.Contains(told, hashOf("damaged")) || strings.Contains(told, hashOf("kept")) {
		t.Errorf("told is\n%s", told)
	}
	if census := contents(t, b)["data/completeness.csv"]; !strings.Contains(census, "documents,files,3,2,") {
		t.Errorf("completeness.csv is\n%s", census)
	}
}

// TestAVersionWithoutItsContentIsFound: an archive whose rows name a content
// that it neither holds nor gives up is not whole.
func TestAVersionWithoutItsContentIsFound(t *testing.T) {
	f := versions("one", "two")
	f.files = f.files[:1]
	report, err := verify(archive(t, options(t, f, map[string]string{crm.FilePath(hashOf("one")): "one"})), publicKey(1))
	if err == nil || len(report.Problems) != 1 || !strings.Contains(report.Problems[0].Detail, hashOf("two")) {
		t.Errorf("%v, %+v", err, report.Problems)
	}
}

var _ export.Filer = (*filed)(nil)
