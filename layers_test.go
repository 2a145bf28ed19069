// Package holm holds the test of the house's layers: docs/architecture.md as
// code. It has no code of its own.
package holm

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"
)

// pkg is what `go list -json` tells of one package.
type pkg struct {
	ImportPath string
	Dir        string
	GoFiles    []string
	Imports    []string
}

// layer is one line of the direction table: whoever lives below Path may
// import these packages of ours and must not import those of others.
type layer struct {
	path  string
	ours  []string // without the module's name; "dir/..." is everything below
	never []string // of anybody; "path/..." is everything below
}

// drivers are the database drivers.
var drivers = []string{"modernc.org/sqlite", "github.com/microsoft/go-mssqldb"}

const echo = "github.com/labstack/echo/..."

// layers is the table of docs/architecture.md. The longest path that fits a
// package speaks for it.
func layers() []layer {
	noStore := append([]string{"database/sql"}, drivers...)
	below := []string{"crm", "lockout", "licensing", "export", "mirror", "server/..."}
	return []layer{
		{"crm", nil, []string{"database/sql", "net/http", "os", echo}},
		{"licensing", nil, []string{echo, "database/sql"}},
		{"licensing/issue", []string{"licensing"}, []string{echo, "database/sql"}},
		{"licensing/roots", nil, []string{echo, "database/sql"}},
		{"lockout", []string{"licensing"}, []string{echo, "database/sql"}},
		{"store", []string{"crm", "lockout", "licensing", "store/..."}, []string{echo}},
		{"export", []string{"crm", "export/..."}, append([]string{echo}, drivers...)},
		{"mirror", []string{"crm", "mirror/..."}, append([]string{echo}, drivers...)},
		{"server", below, noStore},
		{"server/importing", []string{"crm"}, append([]string{"net/http", echo}, noStore...)},
		{"server/paper", nil, append([]string{"net/http", "os", echo}, noStore...)},
		{"server/pages", append(without(below, "server/..."), "server/importing", "server/paper"), noStore},
		{"server/api", without(below, "server/..."), noStore},
		{"installer", []string{"licensing"}, []string{echo, "database/sql"}},
		{"cmd/holm-vendor", []string{"licensing", "licensing/issue", "lockout", "export"}, []string{echo}},
		{"cmd/holm", []string{"crm", "licensing", "lockout", "store", "export", "mirror", "server/...",
			"installer", "cmd/holm/..."}, append([]string{echo}, drivers...)},
	}
}

func TestDirections(t *testing.T) {
	packages := list(t, "./...")
	if len(packages) < 5 {
		t.Fatalf("go list found %d packages; the test is not looking at the tree", len(packages))
	}
	for _, complaint := range violations(packages, layers()) {
		t.Error(complaint)
	}
}

// TestDirectionsCanFail gives the check what it must refuse.
func TestDirectionsCanFail(t *testing.T) {
	for _, bad := range []pkg{
		{ImportPath: "holm/crm", Imports: []string{"net/http"}},
		{ImportPath: "holm/crm", Imports: []string{"holm/store"}},
		{ImportPath: "holm/store", Imports: []string{"holm/server"}},
		{ImportPath: "holm/server/pages", Imports: []string{"holm/server/api"}},
		{ImportPath: "holm/server/pages", Imports: []string{"database/sql"}},
		{ImportPath: "holm/server/jobs", Imports: []string{"holm/store"}},
		{ImportPath: "holm/export", Imports: []string{"modernc.org/sqlite"}},
		{ImportPath: "holm/store", Imports: []string{"github.com/labstack/echo/v4"}},
		{ImportPath: "holm/cmd/holm", Imports: []string{"holm/licensing/issue"}},
		{ImportPath: "holm/cmd/holm-vendor", Imports: []string{"holm/store"}},
		{ImportPath: "holm/utils"},
	} {
		if len(violations([]pkg{bad}, layers())) == 0 {
			t.Errorf("%s importing %v passed", bad.ImportPath, bad.Imports)
		}
	}
}

// TestVendorKeyStaysHome: the program that customers get cannot sign.
func TestVendorKeyStaysHome(t *testing.T) {
	for _, dep := range list(t, "-deps", "./cmd/holm") {
		if dep.ImportPath == "holm/licensing/issue" {
			t.Error("cmd/holm depends on licensing/issue")
		}
	}
}

// TestDrivers: two files of store and one of the vendor's tool know that
// SQLite and SQL Server exist.
func TestDrivers(t *testing.T) {
	allowed := map[string]int{"holm/store": 2, "holm/cmd/holm-vendor": 1}
	for _, p := range list(t, "./...") {
		files := filesImporting(t, p, drivers)
		if len(files) > allowed[p.ImportPath] {
			t.Errorf("%s imports a driver in %v, may in %d files", p.ImportPath, files, allowed[p.ImportPath])
		}
	}
}

// TestClockIsPassedIn: the domain, the decisions and the documents never look
// at the clock themselves.
func TestClockIsPassedIn(t *testing.T) {
	for _, p := range list(t, "./crm", "./licensing/...", "./lockout") {
		for _, name := range p.GoFiles {
			if strings.HasPrefix(name, "bootclock") {
				continue // it is the clock: running time where the system tells none
			}
			for _, call := range clockCalls(t, filepath.Join(p.Dir, name)) {
				t.Errorf("%s/%s calls %s", p.ImportPath, name, call)
			}
		}
	}
}

func violations(packages []pkg, table []layer) []string {
	var bad []string
	for _, p := range packages {
		path := strings.TrimPrefix(p.ImportPath, "holm/")
		if path == "holm" {
			continue
		}
		l, ok := layerOf(path, table)
		if !ok {
			bad = append(bad, p.ImportPath+" is not in the direction table of docs/architecture.md")
			continue
		}
		for _, imported := range p.Imports {
			own, isOwn := strings.CutPrefix(imported, "holm/")
			if isOwn && !slices.ContainsFunc(l.ours, covers(own)) || slices.ContainsFunc(l.never, covers(imported)) {
				bad = append(bad, p.ImportPath+" must not import "+imported)
			}
		}
	}
	sort.Strings(bad)
	return bad
}

func layerOf(path string, table []layer) (layer, bool) {
	var best layer
	for _, l := range table {
		if (path == l.path || strings.HasPrefix(path, l.path+"/")) && len(l.path) > len(best.path) {
			best = l
		}
	}
	return best, best.path != ""
}

// covers returns whether a pattern of the table names the path.
func covers(path string) func(pattern string) bool {
	return func(pattern string) bool {
		if folder, ok := strings.CutSuffix(pattern, "/..."); ok {
			return path == folder || strings.HasPrefix(path, folder+"/")
		}
		return path == pattern
	}
}

func without(all []string, one string) []string {
	return slices.DeleteFunc(slices.Clone(all), func(s string) bool { return s == one })
}

func list(t *testing.T, args ...string) []pkg {
	t.Helper()
	out, err := exec.Command("go", append([]string{"list", "-json=ImportPath,Dir,GoFiles,Imports"}, args...)...).Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			t.Fatalf("go list: %v\n%s", err, exit.Stderr)
		}
		t.Fatal("go list:", err)
	}
	var all []pkg
	for decoder := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal("reading go list:", err)
		}
		all = append(all, p)
	}
}
