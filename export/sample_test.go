package export

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"errors"
	"testing"
	"time"

	"holm/crm"
)

// companies is a source of n rows without a copy of the database.
type companies struct{ n int }

func (companies) Tables() []crm.Table {
	return []crm.Table{{Name: "company", Key: []string{"id"}, Columns: []crm.Column{
		{Name: "id", Type: crm.ColumnInteger}, {Name: "name", Type: crm.ColumnText},
		{Name: "parent", Type: crm.ColumnInteger, Nullable: true, References: "company"},
		{Name: "created_at", Type: crm.ColumnDatetime}, {Name: "note", Type: crm.ColumnText, Nullable: true},
		{Name: "phones", Type: crm.ColumnJSON, Nullable: true}, {Name: "stop", Type: crm.ColumnBoolean},
	}}}
}

func (c companies) Rows(_ context.Context, _ string, yield func([]any) error) error {
	at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range int64(c.n) {
		if err := yield([]any{i + 1, "Ann & Søn, \"quoted\" A/S", int64(1), at, nil, `[{"kind":"direct","number":"+45 12 34 56 78"}]`, false}); err != nil {
			return err
		}
	}
	return nil
}

func (companies) Database(context.Context, string) error { return errors.ErrUnsupported }

func sampleOptions(n int) Options {
	return Options{
		Source: companies{n}, Signer: ed25519.NewKeyFromSeed(make([]byte, 32)), Installation: "inst-1", Customer: "Ann",
		CreatedAt: time.Date(2026, 11, 21, 12, 0, 1, 0, time.UTC),
	}
}

func sample(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := Write(context.Background(), &b, sampleOptions(3)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// BenchmarkRows measures rows a second: each is written as CSV and as JSON
// Lines, packed, hashed and counted.
func BenchmarkRows(b *testing.B) {
	var sink counting
	o := sampleOptions(b.N)
	b.ReportAllocs()
	if _, err := Write(context.Background(), &sink, o); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "rows/s")
	b.ReportMetric(float64(sink)/float64(b.N), "bytes/row")
}

type counting int64

func (c *counting) Write(p []byte) (int, error) {
	*c += counting(len(p))
	return len(p), nil
}
