package export

import (
	"encoding/xml"
	"fmt"
	"math"
	"strings"

	"holm/crm"
)

// The measures of the picture of the entities, in pixels.
const (
	boxWidth  = 260
	boxGap    = 70
	rowHeight = 18
	boxHead   = 26
)

// box is a table in the picture.
type box struct {
	table   crm.Table
	columns []crm.Column
	x, y    int
}

func (b box) height() int { return boxHead + rowHeight*len(b.columns) + 8 }

// row returns the height of the middle of a column's line.
func (b box) row(column string) int {
	for i, c := range b.columns {
		if c.Name == column {
			return b.y + boxHead + rowHeight*i + rowHeight/2
		}
	}
	return b.y + boxHead/2
}

// picture draws the exported tables with their columns and relations as SVG.
func picture(tables []crm.Table) string {
	boxes, keys := map[string]box{}, map[string][]string{}
	var order []string
	for _, t := range tables {
		if t.Excluded == "" {
			order = append(order, t.Name)
			keys[t.Name] = t.Key
		}
	}
	across := max(1, int(math.Ceil(math.Sqrt(float64(len(order))))))
	depth := make([]int, across)
	i := 0
	for _, t := range tables {
		if t.Excluded != "" {
			continue
		}
		n := i % across
		b := box{table: t, columns: exported(t), x: boxGap + n*(boxWidth+boxGap), y: boxGap/2 + depth[n]}
		depth[n] += b.height() + boxGap/2
		boxes[t.Name] = b
		i++
	}
	width, height := boxGap+across*(boxWidth+boxGap), boxGap/2
	for _, d := range depth {
		height = max(height, d+boxGap/2)
	}
	var s strings.Builder
	fmt.Fprintf(&s, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">`+"\n", width, height, width, height)
	fmt.Fprintf(&s, `<title>Entities</title><rect width="%d" height="%d" fill="#fff"/>`+"\n", width, height)
	for _, name := range order {
		for _, c := range boxes[name].columns {
			if to, column := target(c, keys); to != "" {
				s.WriteString(line(boxes[name], c.Name, boxes[to], column))
			}
		}
	}
	for _, name := range order {
		s.WriteString(boxes[name].draw())
	}
	s.WriteString("</svg>\n")
	return s.String()
}

func line(from box, column string, to box, key string) string {
	x1, y1, x2, y2 := from.x, from.row(column), to.x, to.row(key)
	if to.x > from.x {
		x1 += boxWidth
	}
	if to.x < from.x {
		x2 += boxWidth
	}
	bend := boxGap / 2
	c1, c2 := x1-bend, x2-bend
	if to.x > from.x {
		c1 = x1 + bend
	}
	if to.x < from.x {
		c2 = x2 + bend
	}
	return fmt.Sprintf(`<path d="M%d %dC%d %d %d %d %d %d" fill="none" stroke="#8aa0b4"/><circle cx="%d" cy="%d" r="3" fill="#8aa0b4"/>`+"\n", x1, y1, c1, y1, c2, y2, x2, y2, x2, y2)
}

func (b box) draw() string {
	var s strings.Builder
	fmt.Fprintf(&s, `<g><rect x="%d" y="%d" width="%d" height="%d" rx="4" fill="#f6f8fa" stroke="#57606a"/>`, b.x, b.y, boxWidth, b.height())
	fmt.Fprintf(&s, `<text x="%d" y="%d" font-weight="bold">%s</text>`+"\n", b.x+8, b.y+18, escaped(b.table.Name))
	for i, c := range b.columns {
		y := b.y + boxHead + rowHeight*i + 13
		fmt.Fprintf(&s, `<text x="%d" y="%d">%s</text><text x="%d" y="%d" text-anchor="end" fill="#57606a">%s</text>`+"\n", b.x+8, y, escaped(c.Name), b.x+boxWidth-8, y, escaped(c.Type))
	}
	s.WriteString("</g>\n")
	return s.String()
}

func escaped(text string) string {
	var s strings.Builder
	if err := xml.EscapeText(&s, []byte(text)); err != nil {
		return "" // a strings.Builder takes everything
	}
	return s.String()
}
