package holm

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
)

// filesImporting returns the files of p, tests aside, that import one of paths.
func filesImporting(t *testing.T, p pkg, paths []string) []string {
	t.Helper()
	var found []string
	for _, name := range p.GoFiles {
		file := parse(t, filepath.Join(p.Dir, name), parser.ImportsOnly)
		for _, spec := range file.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			if slices.ContainsFunc(paths, func(driver string) bool { return covers(path)(driver + "/...") }) {
				found = append(found, name)
				break
			}
		}
	}
	return found
}

// clockCalls returns the calls of time.Now in a file. A mention of time.Now as
// a value, a default that a caller replaces, is not a call.
func clockCalls(t *testing.T, path string) []string {
	t.Helper()
	var calls []string
	ast.Inspect(parse(t, path, 0), func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		if selector, ok := call.Fun.(*ast.SelectorExpr); ok && selector.Sel.Name == "Now" {
			if x, ok := selector.X.(*ast.Ident); ok && x.Name == "time" {
				calls = append(calls, "time.Now()")
			}
		}
		return true
	})
	return calls
}

func parse(t *testing.T, path string, mode parser.Mode) *ast.File {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, mode)
	if err != nil {
		t.Fatal(err)
	}
	return file
}
