package store

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"holm/crm"
)

var rewriteTSQL = flag.Bool("tsql", false, "write testdata/tsql anew instead of comparing with it")

// sqliteOnly are the files whose statements SQL Server never gets; built are
// those whose statements builtStatements makes by running the code.
var (
	sqliteOnly = []string{"sqlite.go", "snapshot_sqlite.go", "file_copy.go", "gate.go"}
	built      = []string{"list.go", "kind.go", "common.go", "match.go", "duplicate.go", "walk.go", "filter_field.go"}
)

func TestTSQLIsAsReviewed(t *testing.T) {
	want := map[string]string{}
	for _, s := range allStatements(t) {
		file := strings.TrimSuffix(s.file, ".go") + ".sql"
		want[file] += "-- " + s.name + "\n" + strings.TrimSpace(s.text) + "\n\n"
	}
	dir := filepath.Join("testdata", "tsql")
	if *rewriteTSQL {
		rewrite(t, dir, want)
	}
	old, err := filepath.Glob(filepath.Join(dir, "*.sql"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range old {
		if want[filepath.Base(path)] == "" {
			t.Errorf("%s belongs to no statements", path)
		}
	}
	for file, text := range want {
		got, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil {
			t.Errorf("%v; go test ./store -run TSQL -tsql writes it", err)
			continue
		}
		if string(got) != text {
			t.Errorf("%s is not what SQL Server gets now: %s; go test ./store -run TSQL -tsql writes it anew",
				file, firstDifference(string(got), text))
		}
	}
}

func rewrite(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return fmt.Sprintf("line %d is %q, now %q", i+1, x[i], y[i])
		}
	}
	return fmt.Sprintf("%d lines, now %d", len(x), len(y))
}

func TestTSQLKeepsToTheRules(t *testing.T) {
	all := allStatements(t)
	if len(all) < 100 {
		t.Fatalf("only %d statements were found", len(all))
	}
	called := 0
	for _, s := range all {
		for _, broken := range lint(s.text) {
			t.Errorf("%s, %s: %s\n%s", s.file, s.name, broken, s.text)
		}
		if s.call == nil {
			continue
		}
		called++
		for _, wrong := range wrongParameters(s.text, *s.call) {
			t.Errorf("%s, %s: %s\n%s", s.file, s.name, wrong, s.text)
		}
	}
	if called < 80 {
		t.Errorf("only %d statements were found with a call", called)
	}
}

var (
	parameter = regexp.MustCompile(`@\w+`)
	declared  = regexp.MustCompile(`DECLARE (@\w+)`)
)

// wrongParameters compares the parameters of a statement with those given.
func wrongParameters(text string, given callArgs) []string {
	var out []string
	wanted := parameter.FindAllString(text, -1)
	for _, m := range declared.FindAllStringSubmatch(text, -1) {
		wanted = slices.DeleteFunc(wanted, func(s string) bool { return s == m[1] })
	}
	wanted = slices.DeleteFunc(wanted, func(s string) bool { return strings.HasPrefix(text, mssqlLock) && s != "@name" })
	for i, name := range given.names {
		if !slices.Contains(wanted, "@"+name) {
			out = append(out, "unused parameter "+name)
		}
		if slices.Contains(given.names[:i], name) {
			out = append(out, "parameter given twice: "+name)
		}
	}
	slices.Sort(wanted)
	for _, w := range slices.Compact(wanted) {
		if !given.open && !slices.Contains(given.names, w[1:]) {
			out = append(out, "missing parameter "+w[1:])
		}
	}
	return out
}

func TestWrongParametersAreSeen(t *testing.T) {
	for _, c := range []struct {
		text  string
		given callArgs
		want  string
	}{
		{"SELECT a FROM t WHERE a = @a", callArgs{names: []string{"a"}}, ""},
		{"SELECT a FROM t WHERE a = @a", callArgs{open: true}, ""},
		{"SELECT a FROM t WHERE a = @a", callArgs{}, "missing parameter a"},
		{"SELECT a FROM t", callArgs{names: []string{"a"}}, "unused parameter a"},
		{"SELECT a FROM t", callArgs{names: []string{"a"}, open: true}, "unused parameter a"},
		{"SELECT a FROM t WHERE a = @a", callArgs{names: []string{"a", "a"}}, "parameter given twice: a"},
		{"DECLARE @r int; SELECT @r", callArgs{}, ""},
	} {
		if got := strings.Join(wrongParameters(c.text, c.given), ", "); got != c.want {
			t.Errorf("%s with %v: %q, want %q", c.text, c.given, got, c.want)
		}
	}
}

// allStatements are those in the source and those built for lists.
func allStatements(t *testing.T) []statement {
	t.Helper()
	d := mssqlDialect()
	all, err := readStatements(".", d, append(slices.Clone(sqliteOnly), built...)...)
	if err != nil {
		t.Fatal(err)
	}
	s := &Store{d: d, clock: time.Now}
	s.company, s.person, s.document = companyKind(s), personKind(s), documentKind(s)
	for _, a := range builtActors() {
		all = append(all, builtLists(t, s, s.company, a, listed(t, s, s.company, a.actor, crm.Query{
			Filter: crm.And(crm.Is("category", 1), crm.Is("owner", 2), crm.Is("parent", 3))}))...)
		all = append(all, builtLists(t, s, s.person, a, listed(t, s, s.person, a.actor, crm.Query{
			Filter: crm.And(crm.Is("company", 1), crm.Is("owner", 2))}))...)
		all = append(all, builtDocuments(t, s, a)...)
	}
	all = append(all, builtMatches(d)...)
	return append(append(append(all, builtWrites(s.company)...), builtWrites(s.person)...), builtWrites(s.document)...)
}

// listed is the list that a query asks for.
func listed[T any, R record[T]](t *testing.T, s *Store, k *kind[T, R], a crm.Actor, q crm.Query) listing {
	t.Helper()
	l, err := k.listing(t.Context(), s, a, q)
	if err != nil {
		t.Fatal(err)
	}
	return l
}
