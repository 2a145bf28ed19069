package paper_test

import (
	"bytes"
	"fmt"
	"os"
	"testing"
	"time"

	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"

	"holm/server/paper"
)

func sheet(rows int) paper.Sheet {
	s := paper.Sheet{Title: "Monatsabrechnung März 2026", Lede: "Skovby Maskin A/S", Language: "de", At: time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC),
		Facts: [][2]string{{"Vertrag", "A-1001"}, {"Zeitzone", "Europe/Zürich"}}, Foot: "Holm"}
	part := paper.Part{Title: "Zähler", Columns: []paper.Column{{Title: "Dienst", Share: 3}, {Title: "Verbraucht", Share: 1, Right: true}}}
	for i := range rows {
		part.Rows = append(part.Rows, []string{"Speicherplatz für Dokumente und Datenbank, sehr lang beschrieben, damit eine Zeile umbricht", fmt.Sprint(i)})
	}
	s.Parts = []paper.Part{part, {Title: "Nichts", Note: "Keine Zeilen."}}
	return s
}

func TestPDF(t *testing.T) {
	one, err := paper.PDF(sheet(2))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(one, []byte("%PDF-")) || !bytes.Contains(one, []byte("/Count 1\n")) || !bytes.Contains(one, []byte("FontFile2")) {
		t.Errorf("%d bytes are no page with an embedded font", len(one))
	}
	if len(one) > 60_000 {
		t.Errorf("%d bytes for a page: the font is embedded whole", len(one))
	}
	again, err := paper.PDF(sheet(2))
	if err != nil || !bytes.Equal(one, again) {
		t.Errorf("the same sheet differs: %v", err)
	}
	many, err := paper.PDF(sheet(90))
	if err != nil || !bytes.Contains(many, []byte("/Count 5\n")) {
		t.Errorf("%v: 90 rows are not on five pages", err)
	}
	if path := os.Getenv("HOLM_TEST_PAPER"); path != "" {
		if err := os.WriteFile(path, many, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// TestTheFontHasTheLetters of every language of the product and its neighbours.
func TestTheFontHasTheLetters(t *testing.T) {
	for name, ttf := range map[string][]byte{"regular": goregular.TTF, "bold": gobold.TTF} {
		f, err := sfnt.Parse(ttf)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range "AZaz09 ÆØÅæøåÄÖÜäöüßÉÈÊËÇéèêëçñÑœŒîïôûùàâÿŠŽšžčćđłńśźżąęőűřěů€£§–—’‘“”„«»…·×\u00a0" {
			if i, err := f.GlyphIndex(nil, r); err != nil || i == 0 {
				t.Errorf("%s has no %q", name, r)
			}
		}
	}
}
