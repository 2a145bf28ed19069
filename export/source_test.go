package export_test

import (
	"context"
	"crypto/ed25519"
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"holm/crm"
	"holm/export"
)

// memory is a source that holds its rows in memory.
type memory struct {
	tables   []crm.Table
	rows     map[string][][]any
	database []byte
}

func (m *memory) Tables() []crm.Table { return m.tables }

func (m *memory) Rows(_ context.Context, table string, yield func([]any) error) error {
	for _, row := range m.rows[table] {
		if err := yield(row); err != nil {
			return err
		}
	}
	return nil
}

func (m *memory) Count(_ context.Context, table string) (int64, error) {
	return int64(len(m.rows[table])), nil
}

func (m *memory) Database(_ context.Context, path string) error {
	return os.WriteFile(path, m.database, 0o600)
}

func (m *memory) Definition(context.Context) (string, error) {
	return "CREATE TABLE company (id integer PRIMARY KEY);\n", nil
}

// sqlitePages is a file with the header of an SQLite database of n pages.
func sqlitePages(n int) []byte {
	b := make([]byte, 512*n)
	copy(b, "SQLite format 3\x00")
	binary.BigEndian.PutUint16(b[16:], 512)
	binary.BigEndian.PutUint32(b[28:], uint32(n))
	return b
}

var noon = time.Date(2026, 11, 21, 12, 0, 1, 250_000_000, time.UTC)

// small is a source with every type, empty values and texts that are hard to
// write.
func small() *memory {
	return &memory{
		tables: []crm.Table{
			{Name: "company", Title: "Company", Key: []string{"id"}, Columns: []crm.Column{
				{Name: "id", Type: crm.ColumnInteger}, {Name: "name", Type: crm.ColumnText, Title: "Name"},
				{Name: "parent", Type: crm.ColumnInteger, Nullable: true, References: "company"},
				{Name: "secret", Type: crm.ColumnText, Excluded: "a planted secret"},
			}},
			{Name: "sample", Title: "One of each type", Key: []string{"code"}, Columns: []crm.Column{
				{Name: "code", Type: crm.ColumnText}, {Name: "company", Type: crm.ColumnInteger, References: "company.id", Nullable: true},
				{Name: "flag", Type: crm.ColumnBoolean, Nullable: true}, {Name: "at", Type: crm.ColumnDatetime, Nullable: true},
				{Name: "born", Type: crm.ColumnDate, Nullable: true}, {Name: "rate", Type: crm.ColumnNumber, Nullable: true},
				{Name: "extra", Type: crm.ColumnJSON, Nullable: true}, {Name: "photo", Type: crm.ColumnBlob, Nullable: true},
				{Name: "note", Type: crm.ColumnText, Nullable: true},
			}},
			{Name: "journal", Title: "Journal", Key: []string{"position"}, Columns: []crm.Column{{Name: "position", Type: crm.ColumnInteger}}},
			{Name: "empty", Title: "No rows", Key: []string{"id"}, Columns: []crm.Column{{Name: "id", Type: crm.ColumnInteger}}},
			{Name: "session", Excluded: "sessions end with the server", Columns: []crm.Column{{Name: "token", Type: crm.ColumnBlob}}},
		},
		rows: map[string][][]any{
			"company": {{int64(1), "Smørrebrød & Søn", nil}, {int64(9223372036854775807), `=cmd|"x",y`, int64(1)}, {int64(-3), "", int64(1)}},
			"sample": {
				{"a", int64(1), true, noon, "1999-12-31", 0.1, `{"a": [1, "x,}"], "b":null}`, []byte{0, 1, 255}, "line\r\nline\ttab\x00\u2028 \"q\" \\"},
				{"b", nil, nil, nil, nil, nil, nil, nil, nil},
				{"ç, \"", int64(-3), int64(0), "2026-11-21 12:00:01.25", noon, 1e300, `not json`, []byte{}, "世界 🌍 a̐é"},
				{" d", int64(1), false, noon.In(time.FixedZone("", 7200)), "0001-01-01", math.Copysign(0, -1), `"text"`, []byte("x"), "\r"},
				{"", int64(1), false, noon, nil, 5.0, `null`, nil, ""},
			},
			"journal": {{int64(1)}, {int64(2)}},
		},
		database: sqlitePages(2),
	}
}

func key(seed byte) ed25519.PrivateKey {
	return ed25519.NewKeyFromSeed([]byte(fmt.Sprintf("%032d", seed)))
}

// options fills what every archive needs; documents go to a new folder.
func options(t *testing.T, s export.Source, documents map[string]string) export.Options {
	t.Helper()
	dir := t.TempDir()
	for name, text := range documents {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return export.Options{
		Source: s, Signer: key(1), Installation: "inst-1", Customer: "Ærø A/S", Software: "holm test",
		CreatedAt: noon, DocumentsDir: dir, TempDir: t.TempDir(),
	}
}
