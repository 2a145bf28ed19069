package importing

// The kinds of file.
const (
	CSV  = "csv"
	XLSX = "xlsx"
	VCF  = "vcf" // vCards
)

// The forms in which days are written.
const (
	DayFirst   = "dmy" // 31.12.2026, 31/12/2026
	MonthFirst = "mdy" // 12/31/2026
	YearFirst  = "ymd" // 2026-12-31, which is understood with each of them
)

// Format says how a file is written. What Detect found can be corrected.
type Format struct {
	Kind      string `json:"kind"`
	Sheet     string `json:"sheet,omitempty"`     // of XLSX; "" is the first
	Encoding  string `json:"encoding,omitempty"`  // one of Encodings
	Delimiter string `json:"delimiter,omitempty"` // one character
	Quote     string `json:"quote,omitempty"`     // one character
	Header    bool   `json:"header"`              // the first row names the columns
	Days      string `json:"days"`
	Decimal   string `json:"decimal"` // "," or "."
}

// Encodings are the encodings that files may have, the usual ones first.
var Encodings = []string{"utf-8", "windows-1252", "iso-8859-1", "windows-1250", "iso-8859-2", "utf-16le", "utf-16be"}

// Delimiters are the characters between the cells of a row.
var Delimiters = []string{",", ";", "\t", "|"}

// Quotes are the characters around a cell that holds delimiters.
var Quotes = []string{`"`, `'`}

// Limits of a file. What goes beyond them is refused, the file or the row.
const (
	MaxFile     = 100 << 20 // bytes
	MaxRows     = 2_000_000
	MaxColumns  = 500
	MaxCell     = 100_000 // characters
	maxInflate  = 1 << 30 // bytes that a spreadsheet may unpack to
	maxRatio    = 200     // and how many times its own size, beyond inflateFree
	inflateFree = 20 << 20
	sampleSize  = 256 << 10
)

// Error says why a file cannot be read, by a message key.
type Error struct {
	Key  string
	Args []any // pairs of name and value
	Err  error // what lies behind, or nil
}

// Error is the key, and what lies behind.
func (e *Error) Error() string {
	if e.Err != nil {
		return e.Key + ": " + e.Err.Error()
	}
	return e.Key
}

// Unwrap returns what lies behind.
func (e *Error) Unwrap() error { return e.Err }
