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
	Field string
	Label string
	Class string // of its cells: "num", "soft" or none
	Width string // class of its width
	URL   string // sorts by the column; empty when it cannot
	Sort  string // "ascending", "descending" or empty
	Icon  string
	def   crm.Field
}

// Widths of columns in hundredths of 1/16 rem: pixels, where nobody enlarges
// the type. A style sheet cannot count, so it has a class for each of them.
const (
	leastWidth = 64
	mostWidth  = 640
	widthStep  = 8
)

// column describes a column of the list.
func (v *visit) column(r roster, name string) (column, bool) {
	if name == nameColumn {
		return column{Field: nameColumn, Label: v.L.T(r.kind + ".kind"), Class: "fix", Width: widthClass(264)}, true
	}
	f, ok := r.column(name)
	if !ok {
		return column{}, false
	}
	c := column{Field: name, Label: v.columnLabel(name), def: f}
	switch f.Type {
	case crm.TypeInteger:
		c.Class = "num"
	case crm.TypeMoment:
		c.Class = "num soft"
	}
	c.Width = widthClass(max(usualWidth(f), labelWidth(c.Label)))
	return c, true
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
	case crm.TypeEmails, crm.TypeCompanies, crm.TypeLinks:
		return 232
	case crm.TypePhones:
		return 152
	case crm.TypeInteger, crm.TypeDate, crm.TypeFlag:
		return 112
	case crm.TypeMoment, crm.TypeChoice:
		return 128
	case crm.TypeReference:
		switch f.References {
		case crm.EntityCompany, crm.EntityPerson:
			return 224
		case crm.EntityUser:
			return 184
		}
		return 144
	}
	switch {
	case f.Name == "number" || strings.HasSuffix(f.Name, "_zip"):
		return 96
	case f.Name == "website" || f.Name == "domain" || strings.HasSuffix(f.Name, "_line1"):
		return 200
	case f.Max > 0 && f.Max <= 40:
		return 128
	}
	return 152
}

// labelWidth is about as wide as the label and an arrow beside it.
func labelWidth(label string) int { return utf8.RuneCountInString(label)*7 + 40 }

// widthClass rounds to the next width that there is a class for.
func widthClass(width int) string { return "w" + strconv.Itoa(widthOf(width)) }

func widthOf(width int) int {
	width = max(leastWidth, min(mostWidth, width))
	return (width + widthStep - 1) / widthStep * widthStep
}
