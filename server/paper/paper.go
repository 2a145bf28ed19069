// Package paper writes sheets for print as PDF: a title, facts and tables, with
// a font of its own that has the letters of every language of the product.
package paper

import (
	"bytes"
	"fmt"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
)

// Sheet is what is printed.
type Sheet struct {
	Title, Lede string
	Language    string // its code, for readers that speak
	At          time.Time
	Facts       [][2]string
	Parts       []Part
	Foot        string // on every page, before its number
}

// Part is a table under a heading. Without rows its note stands alone.
type Part struct {
	Title, Note string
	Columns     []Column
	Rows        [][]string
}

// Column is a column of a table. Shares of a table's columns are weighed
// against each other.
type Column struct {
	Title string
	Share float64
	Right bool // numbers
}

// Measures in millimetres, sizes in points.
const (
	font   = "go"
	margin = 20.0
	width  = 210 - 2*margin
	line   = 5.0
)

// PDF writes the sheet on A4 pages.
func PDF(s Sheet) ([]byte, error) {
	p := &printer{fpdf.New("P", "mm", "A4", "")}
	p.AddUTF8FontFromBytes(font, "", goregular.TTF)
	p.AddUTF8FontFromBytes(font, "B", gobold.TTF)
	p.SetMargins(margin, margin, margin)
	p.SetAutoPageBreak(true, margin)
	p.SetCatalogSort(true)
	p.SetTitle(s.Title, true)
	p.SetLang(s.Language)
	p.SetProducer("Holm", false)
	p.SetCreationDate(s.At)
	p.SetModificationDate(s.At)
	p.SetFooterFunc(func() {
		p.SetY(-15)
		p.write("", 8, 110)
		p.CellFormat(width-20, line, s.Foot, "", 0, "L", false, 0, "")
		p.CellFormat(20, line, fmt.Sprint(p.PageNo()), "", 0, "R", false, 0, "")
	})
	p.AddPage()
	p.head(s)
	for _, part := range s.Parts {
		p.part(part)
	}
	var b bytes.Buffer
	if err := p.Output(&b); err != nil {
		return nil, fmt.Errorf("write a PDF: %w", err)
	}
	return b.Bytes(), nil
}

type printer struct{ *fpdf.Fpdf }

// write sets how the next words look.
func (p *printer) write(style string, size float64, grey int) {
	p.SetFont(font, style, size)
	p.SetTextColor(grey, grey, grey)
}

func (p *printer) head(s Sheet) {
	p.write("B", 18, 20)
	p.MultiCell(width, 8, s.Title, "", "L", false)
	if s.Lede != "" {
		p.write("", 10, 90)
		p.MultiCell(width, line, s.Lede, "", "L", false)
	}
	p.Ln(4)
	for _, fact := range s.Facts {
		p.write("", 9, 110)
		p.CellFormat(50, line+0.5, fact[0], "", 0, "L", false, 0, "")
		p.write("", 9, 20)
		p.MultiCell(width-50, line+0.5, fact[1], "", "L", false)
	}
}

func (p *printer) part(part Part) {
	p.Ln(6)
	if p.GetY() > 297-margin-30 {
		p.AddPage()
	}
	p.write("B", 12, 20)
	p.MultiCell(width, 7, part.Title, "", "L", false)
	if part.Note != "" {
		p.write("", 9, 90)
		p.MultiCell(width, line, part.Note, "", "L", false)
	}
	if len(part.Rows) == 0 {
		return
	}
	p.Ln(1)
	titles := make([]string, len(part.Columns))
	for i, c := range part.Columns {
		titles[i] = c.Title
	}
	p.row(part.Columns, titles, "B", 110)
	for _, cells := range part.Rows {
		p.row(part.Columns, cells, "", 20)
	}
}

// row writes cells beside each other, as high as the longest of them, on one
// page.
func (p *printer) row(columns []Column, cells []string, style string, grey int) {
	p.write(style, 9, grey)
	sum, high := 0.0, 1
	for _, c := range columns {
		sum += c.Share
	}
	for i, c := range columns {
		high = max(high, len(p.SplitText(cells[i], width*c.Share/sum-2)))
	}
	if p.GetY()+float64(high)*line > 297-margin {
		p.AddPage()
		p.write(style, 9, grey)
	}
	x, y := p.GetXY()
	for i, c := range columns {
		align := "L"
		if c.Right {
			align = "R"
		}
		p.SetXY(x, y+0.8)
		p.MultiCell(width*c.Share/sum, line, cells[i], "", align, false)
		x += width * c.Share / sum
	}
	below := y + float64(high)*line + 1.6
	p.SetDrawColor(200, 200, 200)
	p.SetLineWidth(0.2)
	p.Line(margin, below, margin+width, below)
	p.SetXY(margin, below)
}
