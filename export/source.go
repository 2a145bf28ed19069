package export

import (
	"context"

	"holm/crm"
)

// Source is one consistent view of an installation's data.
type Source interface {
	// Tables lists every table, those that are left out with their reason.
	Tables() []crm.Table
	// Rows yields every row of a table in the order of its key, one value for
	// each column that is not excluded, in the order of Columns. The slice may
	// be reused after yield returns; an error from yield ends Rows with it.
	Rows(ctx context.Context, table string, yield func([]any) error) error
	// Database writes a copy of the database, without secrets, to a new file.
	// errors.ErrUnsupported means that the engine cannot.
	Database(ctx context.Context, path string) error
}

// Counter is a Source that can count the rows of a table on its own, so that
// completeness.csv compares two independent figures.
type Counter interface {
	Count(ctx context.Context, table string) (int64, error)
}

// Definer is a Source that can show the statements that define its tables.
type Definer interface {
	Definition(ctx context.Context) (string, error)
}

// Filer is a Source that knows the files of the documents folder which its
// rows name. Then these are exported and no others: not what was deleted
// meanwhile, and not what is just being uploaded.
type Filer interface {
	Files(ctx context.Context, yield func(crm.StoredFile) error) error
}

// exported returns the columns that a copy holds.
func exported(t crm.Table) []crm.Column {
	var columns []crm.Column
	for _, c := range t.Columns {
		if c.Excluded == "" {
			columns = append(columns, c)
		}
	}
	return columns
}
