package export_test

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/ed25519"
	"errors"
	"io"
	"strings"
	"testing"

	"holm/export"
)

func archive(t *testing.T, o export.Options) []byte {
	t.Helper()
	var b bytes.Buffer
	sum, err := export.Write(context.Background(), &b, o)
	if err != nil {
		t.Fatal(err)
	}
	if sum.Bytes != int64(b.Len()) {
		t.Errorf("the summary says %d bytes, the archive has %d", sum.Bytes, b.Len())
	}
	return b.Bytes()
}

func verify(b []byte, keys ...ed25519.PublicKey) (export.Report, error) {
	return export.Verify(context.Background(), bytes.NewReader(b), int64(len(b)), keys...)
}

func publicKey(seed byte) ed25519.PublicKey {
	public, _ := key(seed).Public().(ed25519.PublicKey)
	return public
}

// contents unpacks an archive with the standard library, by path in the bag.
func contents(t *testing.T, b []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		_, path, _ := strings.Cut(f.Name, "/")
		files[path] = string(text)
	}
	return files
}

func TestRoundTrip(t *testing.T) {
	b := archive(t, options(t, small(), map[string]string{"a/brev.txt": "Hej", "tom": ""}))
	report, err := verify(b, publicKey(1))
	if err != nil || !report.OK() || !report.Trusted {
		t.Fatalf("%v, %+v", err, report)
	}
	if report.Tables != 4 || report.Rows != 10 || report.Relations != 2 || report.Documents != 2 {
		t.Errorf("tables %d, rows %d, relations %d, documents %d", report.Tables, report.Rows, report.Relations, report.Documents)
	}
	if report.Installation != "inst-1" || report.Customer != "Ærø A/S" {
		t.Errorf("of %q, %q", report.Installation, report.Customer)
	}
	files := contents(t, b)
	for path, want := range map[string]string{
		"data/csv/company.csv":      "id,name,parent\r\n1,Smørrebrød & Søn,\r\n9223372036854775807,\"=cmd|\"\"x\"\",y\",1\r\n-3,\"\",1\r\n",
		"data/jsonl/company.jsonl":  "{\"id\":1,\"name\":\"Smørrebrød & Søn\",\"parent\":null}\n{\"id\":9223372036854775807,\"name\":\"=cmd|\\\"x\\\",y\",\"parent\":1}\n{\"id\":-3,\"name\":\"\",\"parent\":1}\n",
		"data/csv/empty.csv":        "id\r\n",
		"data/jsonl/empty.jsonl":    "",
		"data/audit/journal.csv":    "position\r\n1\r\n2\r\n",
		"data/documents/a/brev.txt": "Hej",
	} {
		if files[path] != want {
			t.Errorf("%s is\n%q, want\n%q", path, files[path], want)
		}
	}
	sample := strings.Split(files["data/jsonl/sample.jsonl"], "\n")
	for i, want := range []string{
		`{"code":"a","company":1,"flag":true,"at":"2026-11-21T12:00:01.25Z","born":"1999-12-31","rate":0.1,"extra":{"a":[1,"x,}"],"b":null},"photo":"AAH/","note":"line\r\nline\ttab\u0000` + "\u2028" + ` \"q\" \\"}`,
		`{"code":"b","company":null,"flag":null,"at":null,"born":null,"rate":null,"extra":null,"photo":null,"note":null}`,
		`{"code":"ç, \"","company":-3,"flag":false,"at":"2026-11-21T12:00:01.25Z","born":"2026-11-21","rate":1e+300,"extra":"not json","photo":"","note":"世界 🌍 a̐é"}`,
		`{"code":" d","company":1,"flag":false,"at":"2026-11-21T12:00:01.25Z","born":"0001-01-01","rate":-0,"extra":"text","photo":"eA==","note":"\r"}`,
		`{"code":"","company":1,"flag":false,"at":"2026-11-21T12:00:01.25Z","born":null,"rate":5,"extra":null,"photo":null,"note":""}`,
	} {
		if sample[i] != want {
			t.Errorf("line %d is\n%s, want\n%s", i+1, sample[i], want)
		}
	}
	for _, line := range []string{"table,company,3,3,\r\n", "column,company.secret,,,a planted secret\r\n", "table,session,,,sessions end with the server\r\n", "table,empty,0,0,\r\n"} {
		if !strings.Contains(files["data/completeness.csv"], line) {
			t.Errorf("completeness.csv lacks %q:\n%s", line, files["data/completeness.csv"])
		}
	}
}

func TestSameDataSameArchive(t *testing.T) {
	o := options(t, small(), map[string]string{"b": "1", "a": "2"})
	if !bytes.Equal(archive(t, o), archive(t, o)) {
		t.Error("two exports of the same data differ")
	}
}

func TestWrongKey(t *testing.T) {
	b := archive(t, options(t, small(), nil))
	if _, err := verify(b, publicKey(2)); !names(err, "signature.json") {
		t.Errorf("an archive of another installation verifies: %v", err)
	}
	if report, err := verify(b); err != nil || report.Trusted {
		t.Errorf("%v, trusted %v", err, report.Trusted)
	}
}

func TestSourceThatDisagrees(t *testing.T) {
	for name, spoil := range map[string]func(*memory){
		"too few values":  func(m *memory) { m.rows["company"][0] = m.rows["company"][0][:2] },
		"wrong type":      func(m *memory) { m.rows["company"][0][0] = "one" },
		"infinite number": func(m *memory) { m.rows["sample"][0][5] = 1e308 * float64(len(m.rows)) * 10 },
		"bad table name":  func(m *memory) { m.tables[0].Name = "../company" },
		"bad column type": func(m *memory) { m.tables[0].Columns[0].Type = "uuid" },
	} {
		s := small()
		spoil(s)
		if _, err := export.Write(context.Background(), io.Discard, options(t, s, nil)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestDanglingReference(t *testing.T) {
	s := small()
	s.rows["sample"][0][1] = int64(77)
	if _, err := verify(archive(t, options(t, s, nil))); !names(err, "jsonl/sample.jsonl") || !strings.Contains(err.Error(), "company.id") {
		t.Errorf("a reference to nothing verifies: %v", err)
	}
}

func TestNotUTF8(t *testing.T) {
	s := small()
	s.rows["company"][0][1] = "caf\xe9"
	b := archive(t, options(t, s, nil))
	if _, err := verify(b); err != nil {
		t.Fatal(err)
	}
	if text := contents(t, b)["data/completeness.csv"]; !strings.Contains(text, "1 values are not UTF-8") {
		t.Errorf("the loss is not noted:\n%s", text)
	}
}

func TestNoDatabaseCopy(t *testing.T) {
	b := archive(t, options(t, serverSource{small()}, nil))
	report, err := verify(b)
	if err != nil || len(report.NotProved) != 3 {
		t.Errorf("%v, %q", err, report.NotProved)
	}
}

// serverSource is a source whose engine makes no copy of the database.
type serverSource struct{ *memory }

func (serverSource) Database(context.Context, string) error { return errors.ErrUnsupported }

func names(err error, file string) bool {
	var d *export.Damage
	return errors.As(err, &d) && strings.Contains(err.Error(), file)
}
