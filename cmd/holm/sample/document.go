package sample

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"
	"unicode"

	"holm/crm"
)

// Archive keeps documents.
type Archive interface {
	AddDocument(ctx context.Context, a crm.Actor, d *crm.Document, u crm.Upload) error
	AddVersion(ctx context.Context, a crm.Actor, id, version int64, u crm.Upload) (crm.Document, error)
}

// paper is a document that is about to be kept.
type paper struct {
	kind, name string
	content    []byte
	newer      []byte // of a second version; nil for none
}

// LoadDocuments hangs small documents on the companies: minutes, price lists,
// site plans as pictures, and contracts in two versions.
func (g *Generator) LoadDocuments(ctx context.Context, to Archive, a crm.Actor, companies []crm.Company) error {
	for i := range companies {
		c := &companies[i]
		for _, p := range g.papers(c) {
			d := crm.Document{Type: g.lists[crm.ListDocumentType+"/"+p.kind], Links: []crm.RecordLink{{Entity: crm.EntityCompany, Record: c.ID}}}
			d.Owner, d.Group = c.Owner, c.Group
			if err := to.AddDocument(ctx, a, &d, crm.Upload{Name: p.name, Content: bytes.NewReader(p.content)}); err != nil {
				return fmt.Errorf("load the document %s: %w", p.name, err)
			}
			if p.newer == nil {
				continue
			}
			if _, err := to.AddVersion(ctx, a, d.ID, 0, crm.Upload{Name: p.name, Comment: "Signed", Content: bytes.NewReader(p.newer)}); err != nil {
				return fmt.Errorf("load a version of %s: %w", p.name, err)
			}
		}
	}
	return nil
}

// papers are what a company has: between none and three.
func (g *Generator) papers(c *crm.Company) []paper {
	d := throw(g.seed, "document", c.ID)
	name := shortName(c.Name)
	var out []paper
	if d.chance(70) {
		text := fmt.Sprintf("Minutes\n\n%s, %s\n\n1. Status of deliveries\n2. Prices for next year\n3. Next meeting\n\n%s\n", c.Name, c.Street.City, c.Note)
		out = append(out, paper{kind: "minutes", name: "Minutes " + name + ".txt", content: []byte(text)})
	}
	if d.chance(60) {
		out = append(out, paper{kind: "offer", name: "Prices " + name + ".csv", content: priceList(d)})
	}
	switch {
	case d.chance(40):
		out = append(out, paper{kind: "drawing", name: "Site plan " + name + ".png", content: sitePlan(d)})
	case d.chance(50):
		text := fmt.Sprintf("Frame agreement with %s\n\nPrices hold for twelve months. Payment within 30 days.\n", c.Name)
		out = append(out, paper{kind: "contract", name: "Frame agreement " + name + ".txt", content: []byte(text),
			newer: []byte(text + "\nSigned by both parties.\n")})
	}
	return out
}

// shortName is the beginning of a company's name, as people put it into the
// names of files.
func shortName(name string) string {
	words := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' })
	return strings.Join(words[:min(len(words), 2)], " ")
}

func priceList(d *dice) []byte {
	var b bytes.Buffer
	b.WriteString("number;text;unit;price\r\n")
	for i, text := range []string{"Delivery", "Assembly", "Service visit", "Spare parts", "Inspection"} {
		fmt.Fprintf(&b, "%d;%s;pcs;%d,00\r\n", 1000+10*i, text, 200+50*d.upTo(60))
	}
	return b.Bytes()
}

// sitePlan draws lots and buildings in a few quiet tones.
func sitePlan(d *dice) []byte {
	const width, height = 480, 300
	tones := color.Palette{color.RGBA{244, 241, 234, 255}, color.RGBA{214, 221, 214, 255}, color.RGBA{120, 141, 150, 255}, color.RGBA{205, 190, 160, 255}}
	plan := image.NewPaletted(image.Rect(0, 0, width, height), tones)
	fill := func(x, y, w, h int, tone uint8) {
		for i := x; i < min(x+w, width); i++ {
			for j := y; j < min(y+h, height); j++ {
				plan.SetColorIndex(i, j, tone)
			}
		}
	}
	for range 7 {
		x, y := 20+d.upTo(380), 20+d.upTo(200)
		fill(x, y, 50+d.upTo(70), 40+d.upTo(50), 1)
		fill(x+10, y+10, 20+d.upTo(30), 15+d.upTo(20), 2)
	}
	fill(0, height/2-8, width, 16, 3)
	var b bytes.Buffer
	if err := png.Encode(&b, plan); err != nil { // into memory, which never fails
		return nil
	}
	return b.Bytes()
}
