package store

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"holm/crm"
)

func TestMigrationsHaveTheSameNumbersAndNames(t *testing.T) {
	var names [2][]string
	for i, engine := range []string{"sqlite", "mssql"} {
		entries, err := os.ReadDir("migrations/" + engine)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			names[i] = append(names[i], e.Name())
		}
	}
	if !slices.Equal(names[0], names[1]) {
		t.Errorf("sqlite has %v, mssql has %v", names[0], names[1])
	}
}

func TestMigrationsDescribeTheSameSchema(t *testing.T) {
	lite, ms := schemas(t)
	if len(lite.tables) < 20 || len(lite.indexes) < 40 {
		t.Fatalf("only %d tables and %d indexes were read", len(lite.tables), len(lite.indexes))
	}
	for _, d := range differences(lite, ms) {
		t.Error(d)
	}
}

func TestColumnsOfFields(t *testing.T) {
	lite, ms := schemas(t)
	for table, fields := range map[string][]crm.Field{
		"company": crm.CompanyFields(), "person": crm.PersonFields(), "document": crm.DocumentFields(), "app_user": crm.UserFields(),
	} {
		for _, f := range fields {
			name := f.Name
			switch {
			case f.Type == crm.TypePhones || f.Type == crm.TypeEmails || f.Type == crm.TypeCompanies || f.Type == crm.TypeTags:
				continue
			case name == "owner" || name == "group":
				name += "_id"
			}
			c, ok := lite.tables[table].column(name)
			if !ok {
				t.Errorf("%s has no column %s", table, name)
			}
			if c.flag != (f.Type == crm.TypeFlag) {
				t.Errorf("%s.%s: the column is a flag: %t, the field is %s", table, name, c.flag, f.Type)
			}
			// A character takes up to two of the units that SQL Server counts.
			if n := ms.width(table, []string{name}); f.Max > 0 && len(f.Choices) == 0 && f.Type != crm.TypeDate && n < 4*f.Max {
				t.Errorf("%s.%s: %d bytes do not hold %d characters", table, name, n, f.Max)
			}
			if _, ok := lite.tables[table].references[name]; ok != (f.Type == crm.TypeReference) {
				t.Errorf("%s.%s: the column refers to a table: %t, the field is %s", table, name, ok, f.Type)
			}
		}
	}
}

// TestDifferencesAreSeen shows that the comparison is able to fail.
func TestDifferencesAreSeen(t *testing.T) {
	const lite = `-- +goose Up
CREATE TABLE a (id INTEGER PRIMARY KEY, n TEXT NOT NULL DEFAULT '', b INTEGER REFERENCES a, at INTEGER NOT NULL) STRICT;
CREATE INDEX a_n ON a (n, id) WHERE n <> '';
-- +goose Down
DROP TABLE a;`
	const same = `-- +goose Up
CREATE TABLE a (id bigint NOT NULL, n nvarchar(50) NOT NULL CONSTRAINT df_a_n DEFAULT '', b bigint NULL, at datetime2(3) NOT NULL, CONSTRAINT pk_a PRIMARY KEY (id));
CREATE INDEX a_n ON a (n, id) WHERE n <> '';
ALTER TABLE a ADD CONSTRAINT fk_a_b FOREIGN KEY (b) REFERENCES a (id);`
	for _, c := range []struct{ name, from, to, want string }{
		{"the same", "", "", ""},
		{"table", "TABLE a (", "TABLE a2 (", "table a"},
		{"column", "n nvarchar", "m nvarchar", "a.n"},
		{"type", "n nvarchar(50)", "n bigint", "a.n"},
		{"time as number", "at datetime2(3)", "at bigint", "a.at"},
		{"flag", "b bigint", "b bit", "a.b"},
		{"nullable", "b bigint NULL", "b bigint NOT NULL", "a.b"},
		{"default", "DEFAULT ''", "DEFAULT 'x'", "a.n"},
		{"key", "PRIMARY KEY (id)", "PRIMARY KEY (id, n)", "key of a"},
		{"reference", "FOREIGN KEY (b) REFERENCES a", "FOREIGN KEY (b) REFERENCES c", "a.b"},
		{"index columns", "a (n, id)", "a (n)", "index a_n"},
		{"index filter", " WHERE n <> ''", "", "index a_n"},
		{"unique index", "CREATE INDEX", "CREATE UNIQUE INDEX", "index a_n"},
		{"index on max", "nvarchar(50)", "nvarchar(max)", "too long"},
		{"index over 1,700 bytes", "nvarchar(50)", "nvarchar(900)", "too long"},
		{"reserved column", "n nvarchar", "plan nvarchar", "a.plan has a reserved"},
		{"reserved table", "-- +goose Up\n", "CREATE TABLE user (id bigint NOT NULL);\n", "table user has a reserved"},
		{"reserved index", "INDEX a_n", "INDEX key", "index key has a reserved"},
		{"statement", "ALTER TABLE a ADD CONSTRAINT", "ALTER INDEX a_n REBUILD --", "not understood"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := strings.Join(compareTexts(lite, strings.Replace(same, c.from, c.to, 1)), "\n")
			if c.want == "" && got != "" || c.want != "" && !strings.Contains(got, c.want) {
				t.Errorf("differences %q, want %q", got, c.want)
			}
		})
	}
}

func compareTexts(lite, ms string) []string {
	var both [2]*ddl
	for i, text := range []string{lite, ms} {
		both[i] = &ddl{tables: map[string]*ddlTable{}, indexes: map[string]ddlIndex{}}
		if err := both[i].apply(text); err != nil {
			return []string{err.Error()}
		}
	}
	return differences(both[0], both[1])
}

func schemas(t *testing.T) (lite, ms *ddl) {
	t.Helper()
	lite, err := readDDL("sqlite")
	if err != nil {
		t.Fatal(err)
	}
	if ms, err = readDDL("mssql"); err != nil {
		t.Fatal(err)
	}
	return lite, ms
}

// differences lists where the engines' schemas do not agree, and the indexes
// that SQL Server would refuse.
func differences(lite, ms *ddl) []string {
	var out []string
	for _, name := range union(lite.tables, ms.tables) {
		l, m := lite.tables[name], ms.tables[name]
		if l == nil || m == nil {
			out = append(out, fmt.Sprintf("table %s is on one engine only", name))
			continue
		}
		out = append(out, l.differences(name, m)...)
	}
	for _, name := range union(lite.indexes, ms.indexes) {
		if l, m := lite.indexes[name], ms.indexes[name]; l != m {
			out = append(out, fmt.Sprintf("index %s: sqlite %v, mssql %v", name, l, m))
		}
	}
	out = append(out, ms.reserved()...)
	for name, i := range ms.indexes {
		if n := ms.width(i.table, strings.Split(i.columns, ", ")); n > 1700 {
			out = append(out, fmt.Sprintf("index %s: %d bytes are too long a key", name, n))
		}
	}
	for name, t := range ms.tables {
		if n := ms.width(name, t.key); n > 900 {
			out = append(out, fmt.Sprintf("key of %s: %d bytes are too long", name, n))
		}
	}
	return out
}

func (l *ddlTable) differences(table string, m *ddlTable) []string {
	var out []string
	if !slices.Equal(l.key, m.key) {
		out = append(out, fmt.Sprintf("key of %s: sqlite %v, mssql %v", table, l.key, m.key))
	}
	for i, c := range l.columns {
		if i >= len(m.columns) || !alike(c, m.columns[i]) || l.references[c.name] != m.references[c.name] {
			out = append(out, fmt.Sprintf("column %s.%s differs or stands elsewhere", table, c.name))
		}
	}
	if len(m.columns) > len(l.columns) {
		out = append(out, fmt.Sprintf("table %s has more columns on mssql", table))
	}
	return out
}

// alike compares a column of SQLite with one of SQL Server.
func alike(l, m ddlColumn) bool {
	if l.name != m.name || l.nullable != m.nullable || l.value != m.value || l.flag != m.flag {
		return false
	}
	kind, _, _ := strings.Cut(m.kind, "(")
	instant := l.name == "at" || strings.HasSuffix(l.name, "_at")
	switch l.kind {
	case "integer":
		return instant && m.kind == "datetime2(3)" || !instant && (kind == "bigint" || kind == "bit")
	case "text":
		return kind == "nvarchar"
	case "blob":
		return kind == "varbinary"
	}
	return false
}

// width is how many bytes a key of these columns may take on SQL Server.
func (d *ddl) width(table string, columns []string) int {
	total := 0
	for _, name := range columns {
		c, _ := d.tables[table].column(name)
		size, per := 0, 1
		if strings.HasPrefix(c.kind, "nvarchar") {
			per = 2
		}
		switch _, err := fmt.Sscanf(c.kind[strings.Index(c.kind, "(")+1:], "%d", &size); {
		case strings.HasSuffix(c.kind, "(max)"):
			size = 1 << 20
		case err != nil || strings.HasPrefix(c.kind, "datetime2"):
			size = 8
		}
		total += size * per
	}
	return total
}

func union[V any](a, b map[string]V) []string {
	names := slices.AppendSeq(slices.Collect(maps.Keys(a)), maps.Keys(b))
	slices.Sort(names)
	return slices.Compact(names)
}
