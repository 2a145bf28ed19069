package importing

import (
	"archive/zip"
	"errors"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// sheetReader reads the rows of a spreadsheet. Cells give what they hold: the
// value of a formula, never the formula.
type sheetReader struct {
	file *excelize.File
	rows *excelize.Rows
}

// openSheet opens a sheet of a spreadsheet, the first for "".
func openSheet(path string, sheet string) (*sheetReader, error) {
	if err := inflates(path); err != nil {
		return nil, err
	}
	f, err := excelize.OpenFile(path, excelize.Options{RawCellValue: true, UnzipSizeLimit: maxInflate, UnzipXMLSizeLimit: 16 << 20})
	if err != nil {
		return nil, &Error{Key: "import.not_spreadsheet", Err: err}
	}
	names := f.GetSheetList()
	if sheet == "" && len(names) > 0 {
		sheet = names[0]
	}
	rows, err := f.Rows(sheet)
	if err != nil {
		return nil, errors.Join(&Error{Key: "import.no_sheet", Err: err}, f.Close())
	}
	return &sheetReader{f, rows}, nil
}

// sheets lists the sheets of a spreadsheet.
func sheets(path string) ([]string, error) {
	s, err := openSheet(path, "")
	if err != nil {
		return nil, err
	}
	return s.file.GetSheetList(), s.close()
}

// inflates refuses a file that unpacks to more than it should.
func inflates(path string) error {
	z, err := zip.OpenReader(path)
	if err != nil {
		return &Error{Key: "import.not_spreadsheet", Err: err}
	}
	var packed, unpacked uint64
	for _, f := range z.File {
		packed += f.CompressedSize64
		unpacked += f.UncompressedSize64
	}
	if err := z.Close(); err != nil {
		return err
	}
	if unpacked > maxInflate || unpacked > inflateFree && unpacked > maxRatio*packed {
		return &Error{Key: "import.inflates"}
	}
	return nil
}

func (s *sheetReader) next() (cells []string, wrong string, err error) {
	if !s.rows.Next() {
		if err := s.rows.Error(); err != nil {
			return nil, "", &Error{Key: "import.not_spreadsheet", Err: err}
		}
		return nil, "", io.EOF
	}
	if cells, err = s.rows.Columns(); err != nil {
		return nil, "", &Error{Key: "import.not_spreadsheet", Err: err}
	}
	if len(cells) > MaxColumns {
		cells, wrong = cells[:MaxColumns], "import.too_many_columns"
	}
	for i, cell := range cells {
		cells[i] = plainNumber(cell)
		if len(cell) > MaxCell && utf8.RuneCountInString(cell) > MaxCell {
			wrong = "import.cell_too_long"
		}
	}
	return cells, wrong, nil
}

func (s *sheetReader) close() error { return errors.Join(s.rows.Close(), s.file.Close()) }

// plainNumber writes a whole number that the file keeps as 4.6701234567E+10
// with its digits: it is a telephone number, an id or a postal code.
func plainNumber(cell string) string {
	if !strings.ContainsAny(cell, "Ee") || len(cell) > 30 || strings.Trim(cell, "0123456789.eE+-") != "" {
		return cell
	}
	n, err := strconv.ParseFloat(cell, 64)
	if err != nil || n != math.Trunc(n) || math.Abs(n) > 1<<53 {
		return cell
	}
	return strconv.FormatInt(int64(n), 10)
}
