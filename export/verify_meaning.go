package export

import (
	"encoding/binary"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"holm/crm"
)

// contents is what the descriptions in the archive say about its files.
type contents struct {
	v         *verification
	tables    []*provedTable
	looks     map[string]func() looker // by path
	census    map[string]counted       // tables by name
	documents map[string]counted       // by path: had is the size, reason the hash
	flawed    map[string]string        // why a content is missing or damaged, by the hash it should have
	database  bool
}

// prepare reads the descriptions. Their bytes are proved with all others
// afterwards.
func (c *contents) prepare(v *verification) error {
	c.v, c.looks = v, map[string]func() looker{}
	for _, read := range []func() error{c.readInfo, c.readPackage, c.readCensus, c.readIndex} {
		if err := read(); err != nil {
			return err
		}
	}
	for _, t := range c.tables {
		sum := v.files[t.csv]
		if sum == nil || v.files[t.lines] == nil {
			return &Damage{packageFile, "it describes files that are not there: " + t.name}
		}
		c.looks[t.csv] = func() looker { return newCSVLook(t) }
		c.looks[t.lines] = func() looker { return newLinesLook(t, sum.sha256) }
	}
	if bak := v.files[databaseBackup]; bak != nil {
		c.database = true
		if lite := v.files[databaseFile]; lite != nil {
			if lite.sha256 != bak.sha256 {
				return &Damage{databaseBackup, "it is not the same file as holm.sqlite"}
			}
			c.looks[databaseFile] = func() looker { return &sqliteLook{} }
		}
	}
	return nil
}

func (c *contents) reader(path string) looker {
	if look := c.looks[path]; look != nil {
		return look()
	}
	return nil
}

func (c *contents) readInfo() error {
	declaration, err := c.v.text("bagit.txt", maxNotice)
	if err != nil {
		return err
	}
	if declaration != bagDeclaration {
		return &Damage{"bagit.txt", "it does not declare a bag of version 1.0"}
	}
	info, err := c.v.text("bag-info.txt", maxNotice)
	if err != nil {
		return err
	}
	labels := map[string]string{}
	for line := range strings.Lines(info) {
		label, text, _ := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
		labels[label] = text
	}
	c.v.report.Installation, c.v.report.Customer = labels["External-Identifier"], labels["Contact-Name"]
	if labels["Holm-Export-Format"] != strconv.Itoa(formatVersion) {
		return &Damage{"bag-info.txt", "the archive has the form " + labels["Holm-Export-Format"] + ", which this program does not know"}
	}
	octets, files := uint64(0), 0
	for _, e := range c.v.zip.entries {
		if strings.HasPrefix(c.v.path(e), "data/") {
			octets, files = octets+e.size, files+1
		}
	}
	if labels["Payload-Oxum"] != fmt.Sprintf("%d.%d", octets, files) {
		return &Damage{"bag-info.txt", "it gives another number of files or bytes than there are"}
	}
	return nil
}

func (c *contents) readPackage() error {
	text, err := c.v.text(packageFile, maxList)
	if err != nil {
		return err
	}
	var p dataPackage
	if err := json.Unmarshal([]byte(text), &p); err != nil {
		return &Damage{packageFile, "it is not JSON: " + err.Error()}
	}
	byName := map[string]*provedTable{}
	for _, r := range p.Resources {
		t := byName[r.Table]
		if t == nil {
			t = newProvedTable(r)
			byName[r.Table] = t
			c.tables = append(c.tables, t)
		}
		if r.Format == "csv" {
			t.csv = "data/" + r.Path
		} else {
			t.lines = "data/" + r.Path
		}
	}
	for _, r := range p.Resources {
		if r.Format == "csv" {
			if err := c.relate(byName, r); err != nil {
				return err
			}
		}
	}
	return nil
}

func newProvedTable(r resource) *provedTable {
	t := &provedTable{name: r.Table, key: r.Schema.PrimaryKey, keys: map[string]*keySet{}, refers: map[int]*keySet{}}
	for i, f := range r.Schema.Fields {
		t.columns = append(t.columns, crm.Column{Name: f.Name, Type: f.HolmType})
		if r.Table == versionTable && f.Name == versionHash {
			t.hashes, t.hash = map[string]bool{}, i
		}
	}
	return t
}

// The table whose rows name contents of the documents folder, and the column
// with their SHA-256.
const (
	versionTable = "document_version"
	versionHash  = "hash"
)

// relate prepares the proof that the references of a table lead somewhere.
func (c *contents) relate(tables map[string]*provedTable, r resource) error {
	from := tables[r.Table]
	for _, k := range r.Schema.ForeignKeys {
		to := tables[k.Reference.Resource]
		if to == nil || len(k.Fields) != 1 || len(k.Reference.Fields) != 1 {
			return &Damage{packageFile, "a relation of " + r.Table + " leads nowhere"}
		}
		column := k.Reference.Fields[0]
		if to.keys[column] == nil {
			to.keys[column] = &keySet{of: to.name + "." + column, unique: len(to.key) == 1 && to.key[0] == column}
		}
		for i, own := range from.columns {
			if own.Name == k.Fields[0] {
				from.refers[i] = to.keys[column]
				c.v.report.Relations++
			}
		}
	}
	return nil
}

func (c *contents) readCensus() error {
	records, err := c.records(completenessFile, completenessHeader)
	if err != nil {
		return err
	}
	c.census, c.flawed = map[string]counted{}, map[string]string{}
	for _, r := range records {
		if r[0] == "document" {
			c.flawed[r[1][strings.LastIndexByte(r[1], '/')+1:]] = r[4]
		}
		if r[0] == "table" {
			c.census[r[1]] = counted{r[0], r[1], parseFigure(r[2]), parseFigure(r[3]), r[4]}
		}
	}
	return nil
}

func (c *contents) readIndex() error {
	records, err := c.records(documentIndex, documentIndexHeader)
	if err != nil {
		return err
	}
	c.documents = map[string]counted{}
	for _, r := range records {
		c.documents[r[0]] = counted{name: r[1], had: parseFigure(r[2]), reason: r[3]}
	}
	return nil
}

func parseFigure(s string) int64 {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return -1
	}
	return n
}

func (c *contents) records(path, header string) ([][]string, error) {
	text, err := c.v.text(path, maxList)
	if err != nil {
		return nil, err
	}
	rest, ok := strings.CutPrefix(text, header)
	if !ok {
		return nil, &Damage{path, "it has another heading"}
	}
	r := csv.NewReader(strings.NewReader(rest))
	r.FieldsPerRecord = strings.Count(header, ",") + 1
	records, err := r.ReadAll()
	if err != nil {
		return nil, &Damage{path, err.Error()}
	}
	return records, nil
}

// sqliteLook proves that the copy of the database is a whole SQLite file.
type sqliteLook struct {
	head []byte
	size uint64
}

func (s *sqliteLook) Write(p []byte) (int, error) {
	if need := 100 - len(s.head); need > 0 {
		s.head = append(s.head, p[:min(need, len(p))]...)
	}
	s.size += uint64(len(p))
	return len(p), nil
}

func (s *sqliteLook) done() error {
	if len(s.head) < 100 || string(s.head[:16]) != sqliteHeader {
		return errors.New("it is not an SQLite file")
	}
	page := uint64(binary.BigEndian.Uint16(s.head[16:]))
	if page == 1 {
		page = 65536
	}
	if pages := uint64(binary.BigEndian.Uint32(s.head[28:])); page*pages != s.size {
		return fmt.Errorf("its header promises %d pages of %d bytes, and it has %d bytes", pages, page, s.size)
	}
	return nil
}
