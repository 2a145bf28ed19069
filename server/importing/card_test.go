package importing

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// someCards are as phones, mail programs and old address books write them.
const someCards = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:a-1\r\nN:Kjærgaard;Mette;Anna;Dr.;\r\nFN:Dr. Mette Kjærgaard\r\n" +
	"ORG:Ærø Værft\\; A/S;Salg;Nord\r\nTITLE:Indkøber\r\nTEL;TYPE=CELL,VOICE:+45 20 12 34 56\r\nitem1.TEL;type=WORK:75 91 60 12\r\n" +
	"EMAIL;TYPE=INTERNET:second@x.example\r\nEMAIL;TYPE=INTERNET,PREF:first@x.example\r\n" +
	"ADR;TYPE=HOME:;Baghuset;Buegade 9;Marstal;;5960;Danmark\r\nBDAY:19800517\r\nCATEGORIES:VIP,Press\r\n" +
	"NOTE:One\\nTwo\\, three and a long li\r\n ne\r\nPHOTO;ENCODING=b:AAAA\r\n BBBB\r\nEND:VCARD\r\n" +
	"BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:S=F8rensen;J=F8=\nrgen\nTEL;HOME;VOICE:86 12 34 56\nTEL;WORK;FAX:86 12 34 57\nBDAY:--0517\nEND:VCARD\n" +
	"BEGIN:VCARD\nVERSION:4.0\nFN:Zoë van der Berg\nTEL;VALUE=uri:tel:+31-20-5550100\nGENDER:F\nURL:https://linkedin.com/in/zoe\nADR;TYPE=work:;;Gracht 1;Amsterdam;;1011;NL\n" + // no end
	"BEGIN:VCARD\nVERSION:4.0\nFN:Zoë van der Berg\nGENDER:F\nEND:VCARD\n"

func TestCardsAreReadAsRows(t *testing.T) {
	path := filepath.Join(t.TempDir(), "cards.vcf")
	if err := os.WriteFile(path, []byte(someCards), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := Detect(path, func(string) bool { return false })
	if err != nil || f.Kind != VCF || f.Encoding != "utf-8" {
		t.Fatalf("%v: %+v", err, f)
	}
	f.Header = false // which a form may say
	rows, err := Open(path, f)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	want := []map[string]string{
		{"UID": "a-1", "Salutation": "Dr.", "First name": "Mette", "Middle name": "Anna", "Last name": "Kjærgaard", "Company": "Ærø Værft; A/S",
			"Department": "Salg, Nord", "Job title": "Indkøber", "Mobile": "+45 20 12 34 56", "Direct phone": "75 91 60 12",
			"Email": "first@x.example\nsecond@x.example", "Home street": "Buegade 9\nBaghuset", "Home postal code": "5960", "Home city": "Marstal",
			"Home country": "Danmark", "Birthday": "1980-05-17", "Tags": "VIP, Press", "Note": "One\nTwo, three and a long line"},
		{"First name": "Jørgen", "Last name": "Sørensen", "Home phone": "86 12 34 56", "Fax": "86 12 34 57", "Note": "BDAY --0517"},
		nil,
		{"Full name": "Zoë van der Berg", "Gender": "female"},
	}
	for i, values := range want {
		row, err := rows.Next()
		if err != nil || (row.Wrong != "") != (values == nil) || row.No != i+1 {
			t.Fatalf("%v: row %d is %+v", err, i, row)
		}
		got := map[string]string{}
		for n, cell := range row.Cells {
			if cell != "" {
				got[rows.Columns[n]] = cell
			}
		}
		if diff := cmp.Diff(values, got); diff != "" && values != nil {
			t.Errorf("card %d: %s", i, diff)
		}
	}
	if _, err := rows.Next(); !errors.Is(err, io.EOF) {
		t.Errorf("after the last: %v", err)
	}
}

func TestColumnsOfCardsHaveTargets(t *testing.T) {
	v, err := readVocabulary("person")
	if err != nil {
		t.Fatal(err)
	}
	columns := cardColumns
	targets := v.suggest(columns)
	for i, c := range columns {
		if (targets[i] == "") != (strings.HasPrefix(c, "Work ") || c == "Full name") {
			t.Errorf("%s goes to %q", c, targets[i])
		}
	}
}

func FuzzCards(f *testing.F) {
	f.Add(someCards)
	f.Add("BEGIN:VCARD\nTEL;;:\nN;ENCODING=QUOTED-PRINTABLE:=\n=\nEND:VCARD")
	f.Fuzz(func(t *testing.T, text string) {
		columns, err := cardsUsed(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		cards := newCardReader(strings.NewReader(text), columns)
		for n := 0; ; n++ {
			cells, _, err := cards.next()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil || len(cells) != len(columns) || n > len(text) {
				t.Fatalf("%v: row %d has %d cells", err, n, len(cells))
			}
		}
	})
}
