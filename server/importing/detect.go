package importing

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"unicode/utf8"
)

// Detect finds out how a file is written. known tells whether a text is the
// usual name of a column.
func Detect(path string, known func(string) bool) (Format, error) {
	sample, whole, err := head(path)
	if err != nil {
		return Format{}, err
	}
	f := Format{Kind: CSV, Quote: `"`, Delimiter: ",", Days: DayFirst, Decimal: "."}
	switch {
	case len(bytes.TrimSpace(sample)) == 0:
		return f, &Error{Key: "import.empty"}
	case bytes.HasPrefix(sample, []byte("PK\x03\x04")):
		f = Format{Kind: XLSX, Days: DayFirst, Decimal: "."}
	case bytes.HasPrefix(sample, []byte("\xD0\xCF\x11\xE0")):
		return f, &Error{Key: "import.old_spreadsheet"}
	case bytes.HasPrefix(sample, []byte("%PDF")):
		return f, &Error{Key: "import.not_table"}
	default:
		f.Encoding = detectEncoding(sample, whole)
		text, err := decode(bytes.NewReader(sample), f.Encoding)
		if err != nil {
			return f, err
		}
		decoded, err := io.ReadAll(text)
		if err != nil {
			return f, fmt.Errorf("read the beginning of the file: %w", err)
		}
		if bytes.IndexByte(decoded, 0) >= 0 {
			return f, &Error{Key: "import.not_table"}
		}
		if first := strings.TrimSpace(strings.TrimPrefix(string(decoded), "\uFEFF")); len(first) >= 11 && strings.EqualFold(first[:11], "BEGIN:VCARD") {
			return Format{Kind: VCF, Encoding: f.Encoding, Header: true, Days: YearFirst, Decimal: "."}, nil
		}
		f.Delimiter, f.Quote = detectDelimiter(string(decoded), whole)
	}
	return f, f.look(path, known)
}

// head reads the beginning of a file; whole says that there is no more.
func head(path string) (sample []byte, whole bool, err error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, false, fmt.Errorf("open the file to import: %w", err)
	}
	defer file.Close()
	sample, err = io.ReadAll(io.LimitReader(file, sampleSize))
	if err != nil {
		return nil, false, fmt.Errorf("read the file to import: %w", err)
	}
	return sample, len(sample) < sampleSize, nil
}

// sampleRows is how many rows forms of days and numbers are judged by.
const sampleRows = 500

// look judges header, days and decimals by the first rows.
func (f *Format) look(path string, known func(string) bool) error {
	rows, err := Open(path, *f)
	if err != nil {
		return err
	}
	var all [][]string
	for len(all) < sampleRows {
		row, err := rows.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return errors.Join(err, rows.Close())
		}
		all = append(all, row.Cells)
	}
	if len(all) > 0 {
		f.Header = header(all[0], all[1:], known)
		f.judge(all)
	}
	return rows.Close()
}

// detectDelimiter tries each delimiter: the right one cuts the rows into the
// same number of cells.
func detectDelimiter(text string, whole bool) (delimiter, quote string) {
	text = strings.TrimPrefix(text, "\uFEFF")
	if first, _, _ := strings.Cut(text, "\n"); strings.HasPrefix(first, "sep=") {
		if d := strings.TrimSpace(first[4:]); len(d) == 1 {
			return d, `"`
		}
	}
	quote = `"`
	if strings.Count(text, `"`) == 0 && singleQuoted(text) {
		quote = `'`
	}
	best, most := ",", 0.0
	for _, d := range Delimiters {
		if n := evenness(text, d, quote, whole); n > most {
			best, most = d, n
		}
	}
	return best, quote
}

// singleQuoted reports whether cells begin and end with an apostrophe.
func singleQuoted(text string) bool {
	n := 0
	for _, d := range Delimiters {
		n = max(n, strings.Count(text, `'`+d+`'`))
	}
	return n > 0 && n >= strings.Count(text, "\n")
}

// evenness is how well a delimiter cuts the text: the share of rows that have
// the usual number of cells, more for more cells; 0 when it cuts nothing.
func evenness(text, delimiter, quote string, whole bool) float64 {
	r := newCSVReader(strings.NewReader(text), delimiter, quote)
	counts := map[int]int{}
	rows, last := 0, 0
	for rows < 300 {
		cells, wrong, err := r.next()
		if err != nil {
			if !whole && last > 0 && rows > 1 { // the sample's end cut the last row
				counts[last]--
				rows--
			}
			break
		}
		if empty(cells) {
			continue
		}
		if wrong != "" {
			counts[0]++
		}
		last = len(cells)
		counts[last]++
		rows++
	}
	usual, n := 1, 0
	for cells, rows := range counts {
		if rows > n || rows == n && cells > usual {
			usual, n = cells, rows
		}
	}
	if usual < 2 || rows == 0 {
		return 0
	}
	share := float64(n) / float64(rows)
	return share * share * (1 + float64(min(usual, 10))/20)
}

var (
	numeric  = regexp.MustCompile(`^[+-]?[\d\s.,'/:-]+$`)
	dayLike  = regexp.MustCompile(`^(\d{1,2})([./-])(\d{1,2})[./-](\d{2}|\d{4})(?:[ T].*)?$`)
	yearLike = regexp.MustCompile(`^\d{4}-\d{1,2}-\d{1,2}`)
	decimals = regexp.MustCompile(`^[+-]?\d{1,3}(?:([., \x{a0}])\d{3})*([.,])(\d{1,2})$`)
)

// header reports whether a row names columns: a usual name is among its cells
// and none of them is a value, or none of them looks like anything in the rows
// below.
func header(cells []string, rows [][]string, known func(string) bool) bool {
	names := false
	for _, c := range cells {
		c = strings.TrimSpace(c)
		if valueLike(c) {
			return false
		}
		names = names || known(c)
	}
	if names {
		return true
	}
	values := 0
	for _, row := range rows {
		for _, c := range row {
			if valueLike(strings.TrimSpace(c)) {
				values++
			}
		}
	}
	return values > 0 // words above numbers and addresses
}

// valueLike reports whether a text is a value that no column is named by.
func valueLike(c string) bool {
	return c != "" && (strings.Contains(c, "@") || strings.Contains(c, "://") || strings.Contains(c, "\n") ||
		numeric.MatchString(c) || utf8.RuneCountInString(c) > 60)
}

// judge finds the forms of days and numbers.
func (f *Format) judge(rows [][]string) {
	var month, day, years, slash, dots, comma, point int
	for _, row := range rows {
		for _, cell := range row {
			cell = strings.TrimSpace(cell)
			if m := dayLike.FindStringSubmatch(cell); m != nil {
				switch {
				case len(m[1]) == 2 && m[1] > "12":
					day++
				case len(m[3]) == 2 && m[3] > "12":
					month++
				case m[2] == "/":
					slash++
				default:
					dots++
				}
			}
			if yearLike.MatchString(cell) {
				years++
			}
			if m := decimals.FindStringSubmatch(cell); m != nil && m[1] != m[2] {
				if m[2] == "," {
					comma++
				} else {
					point++
				}
			}
		}
	}
	switch {
	case month > day:
		f.Days = MonthFirst
	case day+slash+dots+month == 0 && years > 0:
		f.Days = YearFirst
	default:
		f.Days = DayFirst
	}
	if comma > point || comma == point && f.Delimiter == ";" {
		f.Decimal = ","
	}
}
