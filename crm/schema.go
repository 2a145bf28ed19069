package crm

// The types of a column, as the export and the mirror describe them.
const (
	ColumnInteger  = "integer"  // int64
	ColumnText     = "text"     // string
	ColumnBoolean  = "boolean"  // bool
	ColumnDatetime = "datetime" // time.Time, UTC
	ColumnDate     = "date"     // a day, "2026-03-31"
	ColumnNumber   = "number"   // float64
	ColumnJSON     = "json"     // a JSON text
	ColumnBlob     = "blob"     // []byte
)

// Table describes one table of the database to whoever copies it.
type Table struct {
	Name     string
	Title    string // for people, in English
	Columns  []Column
	Key      []string // the columns of the primary key
	Excluded string   // why no copy may hold the table; empty when it is copied
}

// Column describes one column of a table.
type Column struct {
	Name       string
	Type       string // one of the types above
	Title      string // for people, in English
	References string // "table" or "table.column" that values must exist in; empty when none
	Nullable   bool
	Excluded   string // why no copy may hold the column; empty when it is copied
}
