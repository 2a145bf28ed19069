package store

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// ddl is the schema that an engine's migrations leave behind.
type ddl struct {
	tables  map[string]*ddlTable
	indexes map[string]ddlIndex
}

type ddlTable struct {
	columns    []ddlColumn
	key        []string
	references map[string]string // column to table
}

type ddlColumn struct {
	name     string
	kind     string // the type as written, lower case, without collation
	nullable bool
	value    string // the default, "" without one
	flag     bool   // 0 or 1 is all it takes
}

type ddlIndex struct {
	table, columns, where string
	unique                bool
}

func (t *ddlTable) column(name string) (ddlColumn, bool) {
	for _, c := range t.columns {
		if c.name == name {
			return c, true
		}
	}
	return ddlColumn{}, false
}

// readDDL applies the Up parts of an engine's migrations, in their order.
func readDDL(engine string) (*ddl, error) {
	files, err := filepath.Glob(filepath.Join("migrations", engine, "*.sql"))
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("%s has no migrations", engine)
	}
	slices.Sort(files)
	d := &ddl{tables: map[string]*ddlTable{}, indexes: map[string]ddlIndex{}}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		if err := d.apply(string(text)); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return d, nil
}

var (
	commentLine    = regexp.MustCompile(`(?m)^\s*--.*$`)
	createTable    = regexp.MustCompile(`(?is)^CREATE TABLE (\w+) \((.*)\)(?: STRICT)?(?:, WITHOUT ROWID)?$`)
	dropTable      = regexp.MustCompile(`(?i)^DROP TABLE (\w+)$`)
	createIndex    = regexp.MustCompile(`(?is)^CREATE (UNIQUE )?INDEX (\w+) ON (\w+) \(([^)]*)\)(?: WHERE (.*))?$`)
	dropIndex      = regexp.MustCompile(`(?i)^DROP INDEX (\w+)(?: ON \w+)?$`)
	addForeignKey  = regexp.MustCompile(`(?i)^ALTER TABLE (\w+) ADD CONSTRAINT \w+ FOREIGN KEY \((\w+)\) REFERENCES (\w+) \(\w+\)$`)
	addColumn      = regexp.MustCompile(`(?is)^ALTER TABLE (\w+) ADD (?:COLUMN )?(\w+ .*)$`)
	dropColumn     = regexp.MustCompile(`(?i)^ALTER TABLE (\w+) DROP COLUMN (\w+)$`)
	dropConstraint = regexp.MustCompile(`(?i)^ALTER TABLE \w+ DROP CONSTRAINT \w+$`)

	keyPart       = regexp.MustCompile(`(?i)^(?:CONSTRAINT \w+ )?PRIMARY KEY \(([^)]*)\)$`)
	checkPart     = regexp.MustCompile(`(?i)^(?:CONSTRAINT \w+ )?CHECK \(`)
	columnPart    = regexp.MustCompile(`^(\w+) (\w+(?:\((?:\w+)\))?)(.*)$`)
	defaultPart   = regexp.MustCompile(`(?i) DEFAULT ('[^']*'|\S+)`)
	referencePart = regexp.MustCompile(`(?i) REFERENCES (\w+)`)
	flagPart      = regexp.MustCompile(`(?i) CHECK \(\w+ IN \(0, 1\)\)`)
)

// apply takes over one migration's Up part. A statement that it does not know
// is an error, so that nothing escapes the comparison.
func (d *ddl) apply(text string) error {
	up, _, _ := strings.Cut(text, "-- +goose Down")
	for _, s := range strings.Split(commentLine.ReplaceAllString(up, ""), ";") {
		if s = strings.TrimSpace(s); s == "" {
			continue
		}
		if err := d.statement(s); err != nil {
			return fmt.Errorf("%w: %.80s", err, s)
		}
	}
	return nil
}

func (d *ddl) statement(s string) error {
	if m := createTable.FindStringSubmatch(s); m != nil {
		t := &ddlTable{references: map[string]string{}}
		d.tables[m[1]] = t
		for _, part := range splitParts(m[2]) {
			if err := t.add(part); err != nil {
				return err
			}
		}
		return nil
	}
	if m := createIndex.FindStringSubmatch(s); m != nil {
		d.indexes[m[2]] = ddlIndex{table: m[3], columns: m[4], where: m[5], unique: m[1] != ""}
		return d.known(m[3])
	}
	if m := dropTable.FindStringSubmatch(s); m != nil {
		delete(d.tables, m[1])
		return nil
	}
	if m := dropIndex.FindStringSubmatch(s); m != nil {
		delete(d.indexes, m[1])
		return nil
	}
	return d.alter(s)
}

func (d *ddl) alter(s string) error {
	if dropConstraint.MatchString(s) {
		return nil
	}
	for _, form := range []*regexp.Regexp{addForeignKey, dropColumn, addColumn} {
		m := form.FindStringSubmatch(s)
		if m == nil {
			continue
		}
		if err := d.known(m[1]); err != nil {
			return err
		}
		t := d.tables[m[1]]
		switch form {
		case addForeignKey:
			t.references[m[2]] = m[3]
		case dropColumn:
			t.columns = slices.DeleteFunc(t.columns, func(c ddlColumn) bool { return c.name == m[2] })
			delete(t.references, m[2])
		default:
			return t.add(m[2])
		}
		return nil
	}
	return fmt.Errorf("statement is not understood")
}

func (d *ddl) known(table string) error {
	if d.tables[table] == nil {
		return fmt.Errorf("no table %s", table)
	}
	return nil
}

// add takes over one line of a table: a column, its key or a check.
func (t *ddlTable) add(part string) error {
	if m := keyPart.FindStringSubmatch(part); m != nil {
		t.key = strings.Split(m[1], ", ")
		return nil
	}
	if checkPart.MatchString(part) {
		return nil
	}
	m := columnPart.FindStringSubmatch(part)
	if m == nil {
		return fmt.Errorf("line %q is not understood", part)
	}
	rest := strings.ToUpper(m[3])
	c := ddlColumn{name: m[1], kind: strings.ToLower(m[2])}
	c.flag = c.kind == "bit" || flagPart.MatchString(m[3])
	c.nullable = !strings.Contains(rest, "NOT NULL") && !strings.Contains(rest, "PRIMARY KEY")
	if v := defaultPart.FindStringSubmatch(m[3]); v != nil {
		c.value = v[1]
	}
	if r := referencePart.FindStringSubmatch(m[3]); r != nil {
		t.references[c.name] = r[1]
	}
	if strings.Contains(rest, "PRIMARY KEY") {
		t.key = []string{c.name}
	}
	t.columns = append(t.columns, c)
	return nil
}

// splitParts splits at the commas that stand outside parentheses.
func splitParts(body string) []string {
	var parts []string
	depth, from := 0, 0
	for i, r := range body {
		switch {
		case r == '(':
			depth++
		case r == ')':
			depth--
		case r == ',' && depth == 0:
			parts = append(parts, strings.TrimSpace(body[from:i]))
			from = i + 1
		}
	}
	return append(parts, strings.TrimSpace(body[from:]))
}
