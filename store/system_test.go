package store

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// ungated says which statements reach other tables through the system door,
// and why that is no change of business data.
var ungated = map[string]string{
	"updateLastLogin":  "when somebody logged in last",
	"updateLastSeen":   "when somebody was here last",
	"updateAPIKeyUsed": "when a key was used last",
	"updateSetting":    "the count of the licence documents",
	"insertSetting":    "the count of the licence documents",
}

// TestSystemDoorKeepsToItsTables looks at every statement that a function
// passed to the system door runs, directly or through a method of tx.
func TestSystemDoorKeepsToItsTables(t *testing.T) {
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	statements := map[string]string{}
	methods := map[string][]string{} // method of tx → the names it mentions
	system := map[string]bool{}      // names mentioned within calls of the system door
	for _, file := range files {
		if !strings.HasSuffix(file.Name(), ".go") || strings.HasSuffix(file.Name(), "_test.go") {
			continue
		}
		tree, err := parser.ParseFile(token.NewFileSet(), file.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ValueSpec:
				for i, name := range n.Names {
					if i < len(n.Values) {
						statements[name.Name] = literal(n.Values[i])
					}
				}
			case *ast.FuncDecl:
				if n.Recv != nil && strings.Contains(receiver(n), "tx") {
					methods[n.Name.Name] = mentioned(n.Body)
				}
			case *ast.CallExpr:
				if f, ok := n.Fun.(*ast.SelectorExpr); ok && f.Sel.Name == "system" {
					for _, name := range mentioned(n) {
						system[name] = true
					}
				}
			}
			return true
		})
	}
	for grown := true; grown; {
		grown = false
		for name := range system {
			for _, more := range methods[name] {
				if !system[more] {
					system[more], grown = true, true
				}
			}
		}
	}
	checked := 0
	target := regexp.MustCompile(`^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+(\w+)`)
	for name := range system {
		m := target.FindStringSubmatch(statements[name])
		if m == nil {
			continue
		}
		checked++
		if !slices.Contains(systemTables, m[1]) && ungated[name] == "" {
			t.Errorf("%s writes %s through the system door", name, m[1])
		}
	}
	if checked < 10 {
		t.Errorf("only %d statements were found", checked)
	}
}

func literal(e ast.Expr) string {
	if l, ok := e.(*ast.BasicLit); ok && l.Kind == token.STRING {
		if s, err := strconv.Unquote(l.Value); err == nil {
			return s
		}
	}
	return ""
}

func receiver(f *ast.FuncDecl) string {
	if star, ok := f.Recv.List[0].Type.(*ast.StarExpr); ok {
		if id, ok := star.X.(*ast.Ident); ok {
			return id.Name
		}
	}
	return ""
}

// mentioned are the names that the code uses.
func mentioned(n ast.Node) []string {
	var out []string
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			out = append(out, id.Name)
		}
		return true
	})
	return out
}
