package export

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"holm/crm"
)

var list = List{
	Name: "People: all",
	Columns: []crm.Column{
		{Name: "id", Title: "Number", Type: crm.ColumnInteger}, {Name: "name", Title: "Name", Type: crm.ColumnText},
		{Name: "amount", Type: crm.ColumnNumber, Nullable: true}, {Name: "retired", Type: crm.ColumnBoolean},
	},
	Rows: func(_ context.Context, yield func([]any) error) error {
		for _, row := range [][]any{
			{int64(1), "=1+cmd|' /C calc'!A0", nil, true},
			{int64(9007199254740993), "+45 12 34 56 78", 2.5, false},
			{int64(-5), "Øst, \"Vest\"\n", -1.0, false},
		} {
			if err := yield(row); err != nil {
				return err
			}
		}
		return nil
	},
}

func TestRecords(t *testing.T) {
	for form, want := range map[Form]string{
		CSV:   "\uFEFFNumber,Name,amount,retired\r\n1,'=1+cmd|' /C calc'!A0,,true\r\n9007199254740993,+45 12 34 56 78,2.5,false\r\n-5,\"Øst, \"\"Vest\"\"\n\",-1,false\r\n",
		JSONL: `{"id":1,"name":"=1+cmd|' /C calc'!A0","amount":null,"retired":true}` + "\n" + `{"id":9007199254740993,"name":"+45 12 34 56 78","amount":2.5,"retired":false}` + "\n" + `{"id":-5,"name":"Øst, \"Vest\"\n","amount":-1,"retired":false}` + "\n",
	} {
		var b bytes.Buffer
		if n, err := Records(context.Background(), &b, form, list); err != nil || n != 3 || b.String() != want {
			t.Errorf("%s: %d rows, %v:\n%q, want\n%q", form, n, err, b.String(), want)
		}
	}
	if _, err := Records(context.Background(), &bytes.Buffer{}, "pdf", list); err == nil {
		t.Error("an unknown form is written")
	}
}

func TestWorkbook(t *testing.T) {
	var b bytes.Buffer
	if _, err := Records(context.Background(), &b, XLSX, list); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("People_ all")
	if err != nil {
		t.Fatal(err)
	}
	want := "Number|Name|amount|retired\n1|=1+cmd|' /C calc'!A0||TRUE\n9007199254740993|+45 12 34 56 78|2.5|FALSE\n-5|Øst, \"Vest\"\n|-1|FALSE"
	var got []string
	for _, row := range rows {
		got = append(got, strings.Join(row, "|"))
	}
	if strings.Join(got, "\n") != want {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
	if formula, err := f.GetCellFormula("People_ all", "B2"); err != nil || formula != "" {
		t.Errorf("B2 is the formula %q, %v", formula, err)
	}
}

func TestWorkbookSplits(t *testing.T) {
	b := &workbook{file: excelize.NewFile(), list: list, limit: 3}
	defer b.file.Close()
	if err := b.next(); err != nil {
		t.Fatal(err)
	}
	if _, err := list.each(context.Background(), b.row); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(b.file.GetSheetList(), "|"); got != "People_ all|People_ all 2" {
		t.Errorf("sheets %s", got)
	}
}

func TestFitted(t *testing.T) {
	for _, s := range []string{strings.Repeat("x", 40000), strings.Repeat("🌍", 17000), "x" + strings.Repeat("🌍", 17000)} {
		got := fitted(s)
		if n := excelUnits(got); n > cellUnits || !strings.HasSuffix(got, cutOff) || strings.ContainsRune(got, '\uFFFD') {
			t.Errorf("%d units, ends in %q", n, got[len(got)-10:])
		}
	}
	if s := strings.Repeat("ø", 20000); fitted(s) != s {
		t.Error("a text that fits is cut")
	}
}

func excelUnits(s string) (n int) {
	for _, r := range s {
		n++
		if r > 0xffff {
			n++
		}
	}
	return n
}

func TestGuard(t *testing.T) {
	for s, want := range map[string]bool{
		"=A1": true, "@SUM(A1)": true, "\t=A1": true, " =A1": true, "-2+3+cmd|' /C calc'!A0": true, "+A1": true, "＝1": true,
		"": false, "Ann": false, "-5": false, "+45 12 34 56 78": false, "+45 (0)12-34": false, "a=b": false, "-1.5": false,
	} {
		if formula(s) != want {
			t.Errorf("formula(%q) is %v", s, !want)
		}
	}
}
