package crm

// The types of a column, as the export and the mirror describe them.
const (
	TypeInteger  = "integer"  // int64
	TypeText     = "text"     // string
	TypeBoolean  = "boolean"  // bool
	TypeDatetime = "datetime" // time.Time, UTC
	TypeDate     = "date"     // a day, "2026-03-31"
	TypeNumber   = "number"   // float64
	TypeJSON     = "json"     // a JSON text
	TypeBlob     = "blob"     // []byte
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
