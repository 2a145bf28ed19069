package importing

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"holm/crm"
)

// BenchmarkDrafts reads and converts a file of persons: what importing does
// beside the store.
func BenchmarkDrafts(b *testing.B) {
	var text bytes.Buffer
	text.WriteString("id,firstName,lastName,title,emailAddress,phoneNumber,addressStreet,addressCity,addressPostalCode,addressCountry,description\n")
	const rows = 20_000
	for i := range rows {
		fmt.Fprintf(&text, "x%07d,Søren,Ångström%d,Indkøber,p%d@firm%d.example,+45 2%07d,\"Gade %d\n2. sal\",Århus,8000,Danmark,\"Bemærkning %d, \"\"ja\"\"\"\n",
			i, i%4000, i, i%9000, i, i%300, i)
	}
	path := filepath.Join(b.TempDir(), "persons.csv")
	if err := os.WriteFile(path, text.Bytes(), 0o600); err != nil {
		b.Fatal(err)
	}
	v, err := readVocabulary(crm.EntityPerson)
	if err != nil {
		b.Fatal(err)
	}
	f, err := Detect(path, func(h string) bool { return v.meanings(h) != nil })
	if err != nil {
		b.Fatal(err)
	}
	columns, err := columnsOf(path, f)
	if err != nil {
		b.Fatal(err)
	}
	plan := usual(crm.EntityPerson)
	plan.Format = &f
	for i, target := range v.suggest(columns) {
		plan.Columns[ColumnKey(columns, i)] = target
	}
	c := newConverter(plan, columns, v, readWords(), around{Country: "DK", Now: time.Now()})
	for b.Loop() {
		n := 0
		err := eachPart(Task{Path: path, Plan: plan}, c, 0, partSize, func(drafts []*Draft) error {
			for _, d := range drafts {
				if len(d.Wrong) > 0 {
					b.Fatal(d.Wrong)
				}
				n++
			}
			return nil
		})
		if err != nil || n != rows {
			b.Fatal(n, err)
		}
	}
	b.ReportMetric(rows*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}
