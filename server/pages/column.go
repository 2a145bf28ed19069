package pages

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"holm/crm"
)

// nameColumn is the first column of every list: what the record is called. It
// stays where it is.
const nameColumn = "name"

// column is one column of a list, ready to be shown.
type column struct {
	Field    string
	Label    string
	Class    string // of its cells: "num", "soft" or none
	Width    string // class of its width
	URL      string // sorts by the column; empty when it cannot
	Sort     string // "ascending", "descending" or empty
	Icon     string
	Sum      string // of the rows shown, in Unit
	Unit     string
	width    int
	Editable bool
	Ticks    bool // its head selects all rows
	def      crm.Field
}

// Widths of columns in sixteenths of a rem: pixels, where nobody enlarges
// the type. A style sheet cannot count, so it has a class for each of them.
const (
	leastWidth = 64
	mostWidth  = 640
	widthStep  = 8
)

// column describes a column of the list.
func (v *visit) column(r roster, asked crm.ViewColumn) column {
	c := column{Field: asked.Field, width: asked.Width}
	if c.Field == nameColumn {
		c.Label, c.Class = v.L.T(r.kind+".kind"), "fix"
		c.def = crm.Field{Name: nameColumn, Type: crm.TypeText}
	} else {
		c.Label = v.columnLabel(c.Field)
		c.def, _ = r.column(c.Field) // it was there when the address was read
	}
	switch c.def.Type {
	case crm.TypeInteger:
		c.Class = "num"
	case crm.TypeMoment:
		c.Class = "num soft"
	}
	if c.width == 0 {
		c.width = widthOf(max(usualWidth(c.def), labelWidth(c.Label)))
	}
	c.Width = "w" + strconv.Itoa(c.width)
	return c
}

// tickWidth is what the checks of rows need beside their names.
const tickWidth = 24

// widen makes the column wider by so much.
func (c *column) widen(by int) {
	c.width = widthOf(c.width + by)
	c.Width = "w" + strconv.Itoa(c.width)
}

// columnLabel is the head of a column. Fields of a second address say which.
func (v *visit) columnLabel(name string) string {
	if strings.HasPrefix(name, "postal_") {
		return v.L.T("list.field_of", "field", v.label(name), "section", v.L.T("section.postal"))
	}
	return v.label(name)
}

// usualWidth is how wide a column is until somebody drags it.
func usualWidth(f crm.Field) int {
	switch f.Type {
	case crm.TypeLongText:
		return 320
	case crm.TypeEmails, crm.TypeCompanies, crm.TypeLinks, crm.TypeTags:
		return 232
	case crm.TypePhones:
		return 152
	case crm.TypeInteger, crm.TypeDate, crm.TypeFlag:
		if f.Name == "annual_revenue" {
			return 168
		}
		return 104
	case crm.TypeMoment:
		return 120
	case crm.TypeChoice:
		return 128
	case crm.TypeReference:
		switch f.References {
		case crm.EntityCompany, crm.EntityPerson:
			return 224
		case crm.EntityUser:
			return 176
		}
		return 136
	}
	switch {
	case f.Name == nameColumn:
		return 264
	case f.Name == "number":
		return 88
	case strings.HasSuffix(f.Name, "_zip"):
		return 96
	case f.Name == "website" || f.Name == "domain" || strings.HasSuffix(f.Name, "_line1"):
		return 200
	case f.Max > 0 && f.Max <= 40:
		return 128
	}
	return 144
}

// labelWidth is about as wide as the label and an arrow beside it.
func labelWidth(label string) int { return utf8.RuneCountInString(label)*7 + 40 }

// widthOf rounds to the next width that there is a class for.
func widthOf(width int) int {
	width = max(leastWidth, min(mostWidth, width))
	return (width + widthStep - 1) / widthStep * widthStep
}
