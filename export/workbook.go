package export

import (
	"context"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"holm/crm"
)

// The limits of a sheet in Excel and LibreOffice.
const (
	sheetRows     = 1 << 20
	cellUnits     = 32767 // UTF-16 units in a cell
	exactInteger  = 1<<53 - 1
	cutOff        = " […]"
	textFormat    = 49 // "@": what is typed stays text
	sheetNameSize = 25 // leaves room for a number within the limit of 31
)

// workbook writes sheets, a new one where the limit of rows is reached.
type workbook struct {
	file    *excelize.File
	list    List
	limit   int // rows of a sheet
	text    int // style of text
	sheet   *excelize.StreamWriter
	sheets  int
	written int // rows of the sheet
}

func (l List) workbook(ctx context.Context, w io.Writer) (n int64, err error) {
	b := &workbook{file: excelize.NewFile(), list: l, limit: sheetRows}
	defer func() {
		if closed := b.file.Close(); err == nil {
			err = closed
		}
	}()
	if b.text, err = b.file.NewStyle(&excelize.Style{NumFmt: textFormat}); err != nil {
		return 0, err
	}
	if err := b.next(); err != nil {
		return 0, err
	}
	n, err = l.each(ctx, b.row)
	if err != nil {
		return n, err
	}
	if err := b.sheet.Flush(); err != nil {
		return n, err
	}
	_, err = b.file.WriteTo(w)
	return n, err
}

// next begins a sheet with the headings.
func (b *workbook) next() error {
	b.sheets++
	name := sheetName(b.list.Name)
	if b.sheets == 1 {
		if err := b.file.SetSheetName("Sheet1", name); err != nil {
			return err
		}
	} else {
		if err := b.sheet.Flush(); err != nil {
			return err
		}
		name += " " + strconv.Itoa(b.sheets)
		if _, err := b.file.NewSheet(name); err != nil {
			return err
		}
	}
	var err error
	if b.sheet, err = b.file.NewStreamWriter(name); err != nil {
		return err
	}
	head := make([]any, len(b.list.Columns))
	for i, c := range b.list.Columns {
		head[i] = excelize.Cell{StyleID: b.text, Value: fitted(heading(c))}
	}
	b.written = 1
	return b.sheet.SetRow("A1", head)
}

func (b *workbook) row(row []value) error {
	if b.written == b.limit {
		if err := b.next(); err != nil {
			return err
		}
	}
	cells := make([]any, len(row))
	for i, v := range row {
		cells[i] = b.cell(b.list.Columns[i].Type, v)
	}
	b.written++
	return b.sheet.SetRow("A"+strconv.Itoa(b.written), cells)
}

// cell is typed: a text never becomes a formula, a number that a spreadsheet
// would round stays text.
func (b *workbook) cell(kind string, v value) any {
	switch {
	case v.null:
		return nil
	case kind == crm.ColumnInteger:
		if n, err := strconv.ParseInt(v.text, 10, 64); err == nil && n <= exactInteger && n >= -exactInteger {
			return n
		}
	case kind == crm.ColumnNumber:
		if n, err := strconv.ParseFloat(v.text, 64); err == nil {
			return n
		}
	case kind == crm.ColumnBoolean:
		return v.text == "true"
	}
	return excelize.Cell{StyleID: b.text, Value: fitted(v.text)}
}

// fitted cuts a text that no cell can hold, and shows that it did.
func fitted(s string) string {
	if len(s) <= cellUnits {
		return s
	}
	units := utf16.Encode([]rune(s))
	if len(units) <= cellUnits {
		return s
	}
	units = units[:cellUnits-len(utf16.Encode([]rune(cutOff)))]
	if utf16.IsSurrogate(rune(units[len(units)-1])) && units[len(units)-1] < 0xdc00 {
		units = units[:len(units)-1]
	}
	return string(utf16.Decode(units)) + cutOff
}

func sheetName(name string) string {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]'`, r) {
			return '_'
		}
		return r
	}, name)
	if units := []rune(name); len(units) > sheetNameSize {
		name = string(units[:sheetNameSize])
	}
	if name == "" {
		return "Records"
	}
	return name
}
