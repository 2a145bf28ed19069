package export

import (
	"encoding/json"
	"strings"
	"time"

	"holm/crm"
)

const packageFile = "data/datapackage.json"

// dataPackage is the Frictionless description of the tables.
type dataPackage struct {
	Profile   string     `json:"profile"`
	Name      string     `json:"name"`
	ID        string     `json:"id"`
	Title     string     `json:"title"`
	Created   string     `json:"created"`
	Resources []resource `json:"resources"`
}

type resource struct {
	Name      string  `json:"name"`
	Table     string  `json:"holm:table"`
	Title     string  `json:"title,omitempty"`
	Path      string  `json:"path"` // from data/
	Profile   string  `json:"profile"`
	Format    string  `json:"format"`
	MediaType string  `json:"mediatype"`
	Encoding  string  `json:"encoding"`
	Dialect   *format `json:"dialect,omitempty"`
	Schema    schema  `json:"schema"`
}

// format is a CSV dialect.
type format struct {
	Delimiter      string `json:"delimiter"`
	LineTerminator string `json:"lineTerminator"`
	QuoteChar      string `json:"quoteChar"`
	DoubleQuote    bool   `json:"doubleQuote"`
	Header         bool   `json:"header"`
}

type schema struct {
	Fields        []field      `json:"fields"`
	MissingValues []string     `json:"missingValues"`
	PrimaryKey    []string     `json:"primaryKey,omitempty"`
	ForeignKeys   []foreignKey `json:"foreignKeys,omitempty"`
}

type field struct {
	Name        string       `json:"name"`
	Title       string       `json:"title,omitempty"`
	Type        string       `json:"type"`
	Format      string       `json:"format,omitempty"`
	HolmType    string       `json:"holm:type"`
	Constraints *constraints `json:"constraints,omitempty"`
}

type constraints struct {
	Required bool `json:"required"`
}

type foreignKey struct {
	Fields    []string  `json:"fields"`
	Reference reference `json:"reference"`
}

type reference struct {
	Resource string   `json:"resource"`
	Fields   []string `json:"fields"`
}

// describe makes the data package of the tables that are exported.
func describe(o Options, tables []crm.Table) dataPackage {
	p := dataPackage{
		Profile: "data-package", Name: "holm-export", ID: o.Installation,
		Title: "Complete export: " + o.Customer, Created: o.CreatedAt.UTC().Format(time.RFC3339Nano),
	}
	keys := map[string][]string{}
	for _, t := range tables {
		if t.Excluded == "" {
			keys[t.Name] = t.Key
		}
	}
	for _, t := range tables {
		if t.Excluded != "" {
			continue
		}
		s := describeTable(t, keys)
		p.Resources = append(p.Resources, resource{
			Name: t.Name, Table: t.Name, Title: t.Title, Path: strings.TrimPrefix(csvPath(t.Name), "data/"),
			Profile: "tabular-data-resource", Format: "csv", MediaType: "text/csv", Encoding: "utf-8",
			Dialect: &format{",", "\r\n", `"`, true, true}, Schema: s,
		}, resource{
			Name: t.Name + "-jsonl", Table: t.Name, Title: t.Title, Path: strings.TrimPrefix(linesPath(t.Name), "data/"),
			Profile: "data-resource", Format: "jsonl", MediaType: "application/jsonl", Encoding: "utf-8", Schema: s,
		})
	}
	return p
}

func describeTable(t crm.Table, keys map[string][]string) schema {
	s := schema{MissingValues: []string{""}, PrimaryKey: t.Key}
	for _, c := range exported(t) {
		f := field{Name: c.Name, Title: c.Title, HolmType: c.Type}
		f.Type, f.Format = frictionless(c.Type)
		if !c.Nullable && c.Type != crm.ColumnText { // an empty text is a value here, and missing to others
			f.Constraints = &constraints{Required: true}
		}
		s.Fields = append(s.Fields, f)
		if table, column := target(c, keys); table != "" {
			s.ForeignKeys = append(s.ForeignKeys, foreignKey{[]string{c.Name}, reference{table, []string{column}}})
		}
	}
	return s
}

// target returns the table and column that a column refers to, when the
// archive holds that table.
func target(c crm.Column, keys map[string][]string) (table, column string) {
	table, column, _ = strings.Cut(c.References, ".")
	key, ok := keys[table]
	if !ok {
		return "", ""
	}
	if column == "" && len(key) == 1 {
		column = key[0]
	}
	if column == "" {
		return "", ""
	}
	return table, column
}

// frictionless returns the type and format of Table Schema.
func frictionless(t string) (kind, format string) {
	switch t {
	case crm.ColumnText:
		return "string", ""
	case crm.ColumnBlob:
		return "string", "binary"
	case crm.ColumnDatetime:
		return "datetime", "any"
	case crm.ColumnJSON:
		return "any", ""
	}
	return t, ""
}

func (p dataPackage) text() (string, error) {
	b, err := json.MarshalIndent(p, "", "  ")
	return string(b) + "\n", err
}
