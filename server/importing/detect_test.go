package importing

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	xunicode "golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"

	"holm/crm"
)

func fileOf(t testing.TB, text []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func knows(t testing.TB) func(string) bool {
	t.Helper()
	v, err := readVocabulary(crm.EntityPerson)
	if err != nil {
		t.Fatal(err)
	}
	return func(h string) bool { return v.meanings(h) != nil }
}

// all reads a whole file.
func all(t testing.TB, path string, f Format) (columns []string, rows [][]string, wrong []string) {
	t.Helper()
	r, err := Open(path, f)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for {
		row, err := r.Next()
		if errors.Is(err, io.EOF) {
			return r.Columns, rows, wrong
		}
		if err != nil {
			t.Fatal(err)
		}
		rows, wrong = append(rows, row.Cells), append(wrong, row.Wrong)
	}
}

func TestDetect(t *testing.T) {
	latin := func(s string) string { b, _ := charmap.Windows1252.NewEncoder().String(s); return b }
	polish := func(s string) string { b, _ := charmap.Windows1250.NewEncoder().String(s); return b }
	wide := func(order xunicode.Endianness, mark xunicode.BOMPolicy, s string) string {
		b, _ := xunicode.UTF16(order, mark).NewEncoder().String(s)
		return b
	}
	nordic := "Fornavn;Efternavn;By\nSøren;Ångström;Århus\nBjørn;Sørensen;Tromsø\n"
	for name, c := range map[string]struct {
		text  string
		want  Format
		cells []string // of the first row
	}{
		"comma":             {"name,e-mail\nAnna,a@b.example\n", Format{Encoding: "utf-8", Delimiter: ",", Header: true}, []string{"Anna", "a@b.example"}},
		"mark":              {"\uFEFFname,e-mail\nAnna,a@b.example\n", Format{Encoding: "utf-8", Delimiter: ",", Header: true}, []string{"Anna", "a@b.example"}},
		"semicolon":         {nordic, Format{Encoding: "utf-8", Delimiter: ";", Header: true, Decimal: ","}, []string{"Søren", "Ångström", "Århus"}},
		"windows":           {latin(nordic), Format{Encoding: "windows-1252", Delimiter: ";", Header: true, Decimal: ","}, []string{"Søren", "Ångström", "Århus"}},
		"windows quotes":    {latin("Name;Note\nAnna;„gut“ – 5 €\n"), Format{Encoding: "windows-1252", Delimiter: ";", Header: true, Decimal: ","}, []string{"Anna", "„gut“ – 5 €"}},
		"polish":            {polish("Imię;Nazwisko;Miasto\nŁukasz;Wójcik;Łódź\nMałgorzata;Dąbrowska;Kraków\n"), Format{Encoding: "windows-1250", Delimiter: ";", Header: true, Decimal: ","}, []string{"Łukasz", "Wójcik", "Łódź"}},
		"utf-16":            {wide(xunicode.LittleEndian, xunicode.UseBOM, nordic), Format{Encoding: "utf-16le", Delimiter: ";", Header: true, Decimal: ","}, []string{"Søren", "Ångström", "Århus"}},
		"utf-16 big":        {wide(xunicode.BigEndian, xunicode.UseBOM, nordic), Format{Encoding: "utf-16be", Delimiter: ";", Header: true, Decimal: ","}, []string{"Søren", "Ångström", "Århus"}},
		"utf-16 no mark":    {wide(xunicode.LittleEndian, xunicode.IgnoreBOM, nordic), Format{Encoding: "utf-16le", Delimiter: ";", Header: true, Decimal: ","}, []string{"Søren", "Ångström", "Århus"}},
		"tabs":              {"Name\tPhone\r\nAnna\t12 34\r\n", Format{Encoding: "utf-8", Delimiter: "\t", Header: true}, []string{"Anna", "12 34"}},
		"bars":              {"Name|Phone\nAnna|12 34\n", Format{Encoding: "utf-8", Delimiter: "|", Header: true}, []string{"Anna", "12 34"}},
		"sep line":          {"sep=;\nName;Note\nAnna;a,b,c,d\n", Format{Encoding: "utf-8", Delimiter: ";", Header: true, Decimal: ","}, []string{"Anna", "a,b,c,d"}},
		"one column":        {"Name\nAnna\nBo\n", Format{Encoding: "utf-8", Delimiter: ",", Header: true}, []string{"Anna"}},
		"no header":         {"Anna,anna@b.example,12\nBo,bo@b.example,13\n", Format{Encoding: "utf-8", Delimiter: ","}, []string{"Anna", "anna@b.example", "12"}},
		"decimal commas":    {"Name;Omsætning\nA;1,5\nB;2,25\n", Format{Encoding: "utf-8", Delimiter: ";", Header: true, Decimal: ","}, []string{"A", "1,5"}},
		"breaks in quotes":  {"name,note\r\nAnna,\"one; two\r\nthree\"\r\nBo,x\r\n", Format{Encoding: "utf-8", Delimiter: ",", Header: true}, []string{"Anna", "one; two\r\nthree"}},
		"apostrophes":       {"'name','note'\n'Anna','a,b'\n'Bo','c'\n", Format{Encoding: "utf-8", Delimiter: ",", Quote: "'", Header: true}, []string{"Anna", "a,b"}},
		"american days":     {"name,birthday\nA,12/31/1980\nB,01/02/1990\n", Format{Encoding: "utf-8", Delimiter: ",", Header: true, Days: MonthFirst}, []string{"A", "12/31/1980"}},
		"days with points":  {"name,birthday\nA,31.12.1980\n", Format{Encoding: "utf-8", Delimiter: ",", Header: true, Days: DayFirst}, []string{"A", "31.12.1980"}},
		"iso days":          {"name,birthday\nA,1980-12-31\n", Format{Encoding: "utf-8", Delimiter: ",", Header: true, Days: YearFirst}, []string{"A", "1980-12-31"}},
		"old line ends":     {"name,note\rAnna,x\rBo,y\r", Format{Encoding: "utf-8", Delimiter: ",", Header: true}, []string{"Anna", "x"}},
		"empty rows before": {"\n\n,,\nname,note\n\nAnna,x\n", Format{Encoding: "utf-8", Delimiter: ",", Header: true}, []string{"Anna", "x"}},
	} {
		t.Run(name, func(t *testing.T) {
			path := fileOf(t, []byte(c.text))
			got, err := Detect(path, knows(t))
			if err != nil {
				t.Fatal(err)
			}
			c.want.Kind = CSV
			for at, usual := range map[*string]string{&c.want.Quote: `"`, &c.want.Days: got.Days, &c.want.Decimal: "."} {
				if *at == "" {
					*at = usual
				}
			}
			if got != c.want {
				t.Errorf("it is %+v, want %+v", got, c.want)
			}
			if _, rows, _ := all(t, path, got); !slices.Equal(rows[0], c.cells) {
				t.Errorf("the first row is %q, want %q", rows[0], c.cells)
			}
		})
	}
}

func TestFilesThatAreRefused(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"empty":      {"", "import.empty"},
		"blank":      {" \n\t\n", "import.empty"},
		"old excel":  {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "import.old_spreadsheet"},
		"pdf":        {"%PDF-1.7\n", "import.not_table"},
		"binary":     {"a,b\x00\x01\x02\nc,d", "import.not_table"},
		"broken zip": {"PK\x03\x04nothing", "import.not_spreadsheet"},
	} {
		if _, err := Detect(fileOf(t, []byte(c.text)), knows(t)); KeyOf(err) != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}

func TestRowsThatAreWrong(t *testing.T) {
	f := Format{Kind: CSV, Encoding: "utf-8", Delimiter: ",", Quote: `"`, Header: true}
	_, rows, wrong := all(t, fileOf(t, []byte("a,b\n1,2\n3\n4,5,6\n7,8,\n9,\xff\n,,\n10,\"open\n11,12\n")), f)
	if want := []string{"", "", "import.more_cells", "", "import.not_encoded", "import.quote_open"}; !slices.Equal(wrong, want) {
		t.Errorf("rows are wrong by %q, want %q", wrong, want)
	}
	if !slices.Equal(rows[1], []string{"3", ""}) || !slices.Equal(rows[2], []string{"4", "5", "6"}) || !slices.Equal(rows[3], []string{"7", "8"}) {
		t.Errorf("the rows are %q", rows)
	}
	_, _, wrong = all(t, fileOf(t, []byte("a,b\n"+strings.Repeat("x", 5*MaxCell)+",2\n1,2\n")), f)
	if want := []string{"import.cell_too_long", ""}; !slices.Equal(wrong, want) {
		t.Errorf("a cell that is too long: %q", wrong)
	}
	_, _, wrong = all(t, fileOf(t, []byte("a,b\n"+strings.Repeat(",", 2*MaxColumns)+"\n1,2\n")), f)
	if want := []string{"import.too_many_columns", ""}; !slices.Equal(wrong, want) {
		t.Errorf("a row of too many cells: %q", wrong)
	}
}

// TestWhatOthersWriteIsRead writes random tables with the library's writer and
// reads them back.
func TestWhatOthersWriteIsRead(t *testing.T) {
	cell := rapid.StringOf(rapid.OneOf(rapid.SampledFrom([]rune(`",;'|= `+"\n\t\r")), rapid.Rune())).Filter(func(s string) bool {
		return !strings.ContainsAny(s, "\x00\uFFFD\uFEFF") && !strings.Contains(s, "\r")
	})
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.IntRange(2, 5).Draw(t, "columns")
		rows := rapid.SliceOfN(rapid.SliceOfN(cell, width, width), 1, 6).Draw(t, "rows")
		rows = slices.DeleteFunc(rows, empty)
		delimiter := rapid.SampledFrom(Delimiters).Draw(t, "delimiter")
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		w.Comma, w.UseCRLF = []rune(delimiter)[0], false
		if err := w.WriteAll(rows); err != nil {
			t.Skip(err)
		}
		r := newCSVReader(&b, delimiter, `"`)
		for _, want := range rows {
			got, wrong, err := r.next()
			if err != nil || wrong != "" || !slices.Equal(got, want) {
				t.Fatalf("%q was read as %q (%s, %v)", want, got, wrong, err)
			}
		}
		if _, _, err := r.next(); !errors.Is(err, io.EOF) {
			t.Fatalf("there is more: %v", err)
		}
	})
}

// FuzzFile reads any bytes as a file: it ends, without more cells than the
// limits allow, and says the same twice.
func FuzzFile(f *testing.F) {
	for _, seed := range []string{"a,b\n1,2\n", "\"a\nb\";c\r\n\"", "\xff\xfea\x00,\x00", "sep=|\na|b", "PK\x03\x04", "\uFEFFid\tname\n", "''',"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		path := fileOf(t, text)
		format, err := Detect(path, func(string) bool { return false })
		if err != nil {
			return
		}
		_, rows, _ := all(t, path, format)
		_, again, _ := all(t, path, format)
		if len(rows) != len(again) {
			t.Fatalf("%d rows, then %d", len(rows), len(again))
		}
		for _, row := range rows {
			if len(row) > MaxColumns {
				t.Fatalf("%d cells in a row", len(row))
			}
		}
	})
}
