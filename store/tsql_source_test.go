package store

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// statement is one that stands in the source, as SQL Server gets it. What is
// only known at run time stands in braces.
type statement struct {
	file, name, text string
	call             *callArgs // the first call that runs it; nil when none names it
}

// callArgs are the parameters that a call gives by name.
type callArgs struct {
	names []string
	open  bool // there may be more
}

var statementStart = regexp.MustCompile(`^\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH|DECLARE|MERGE|REPLACE)\b`)

// source reads statements out of Go files without running them.
type source struct {
	d         *dialect
	constants map[string]ast.Expr
	pieces    map[string]bool // constants that are parts of longer statements
	files     map[string]*ast.File
	out       []statement
}

// readStatements lists the statements of a folder's Go files, but for tests
// and the files named.
func readStatements(dir string, d *dialect, without ...string) ([]statement, error) {
	s := &source{d: d, constants: map[string]ast.Expr{}, pieces: map[string]bool{}, files: map[string]*ast.File{}}
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	set := token.NewFileSet()
	var read []string
	for _, path := range names {
		name := filepath.Base(path)
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		s.files[name] = f
		s.learn(f)
		if !slices.Contains(without, name) {
			read = append(read, name)
		}
	}
	for _, name := range read {
		s.constantsOf(name)
		s.functionsOf(name)
	}
	s.matchCalls(read)
	return s.out, nil
}

// learn notes the constants, and which of them are pieces of statements.
func (s *source) learn(f *ast.File) {
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ValueSpec:
			for i, name := range n.Names {
				if i < len(n.Values) {
					s.constants[name.Name] = n.Values[i]
				}
			}
		case *ast.BinaryExpr:
			for _, side := range []ast.Expr{n.X, n.Y} {
				if id, ok := side.(*ast.Ident); ok && n.Op == token.ADD {
					s.pieces[id.Name] = true
				}
			}
		}
		return true
	})
}

func (s *source) constantsOf(file string) {
	for _, decl := range s.files[file].Decls {
		g, ok := decl.(*ast.GenDecl)
		if !ok || g.Tok != token.CONST {
			continue
		}
		for _, spec := range g.Specs {
			v, ok := spec.(*ast.ValueSpec)
			if !ok || len(v.Values) == 0 || s.pieces[v.Names[0].Name] {
				continue
			}
			if text := s.text(v.Values[0], nil); statementStart.MatchString(text) {
				s.out = append(s.out, statement{file: file, name: v.Names[0].Name, text: text})
			}
		}
	}
}

func (s *source) functionsOf(file string) {
	for _, decl := range s.files[file].Decls {
		f, ok := decl.(*ast.FuncDecl)
		if !ok || f.Body == nil {
			continue
		}
		locals := localsOf(f)
		n := 0
		ast.Inspect(f.Body, func(node ast.Node) bool {
			e, ok := node.(ast.Expr)
			if !ok {
				return true
			}
			switch e.(type) {
			case *ast.BinaryExpr, *ast.BasicLit:
			default:
				return true
			}
			text := s.text(e, locals)
			if statementStart.MatchString(text) {
				n++
				s.out = append(s.out, statement{file: file, name: fmt.Sprintf("%s.%d", f.Name.Name, n), text: text})
			}
			return false
		})
	}
}

// localsOf maps the function's variables to what they are first given.
func localsOf(f *ast.FuncDecl) map[string]ast.Expr {
	locals := map[string]ast.Expr{}
	ast.Inspect(f.Body, func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if !ok || len(a.Lhs) != len(a.Rhs) || a.Tok != token.DEFINE {
			return true
		}
		for i, l := range a.Lhs {
			if id, ok := l.(*ast.Ident); ok && locals[id.Name] == nil {
				locals[id.Name] = a.Rhs[i]
			}
		}
		return true
	})
	return locals
}

// text is the string that an expression gives.
func (s *source) text(e ast.Expr, locals map[string]ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		if t, err := strconv.Unquote(e.Value); err == nil && e.Kind == token.STRING {
			return t
		}
	case *ast.ParenExpr:
		return s.text(e.X, locals)
	case *ast.BinaryExpr:
		if e.Op == token.ADD {
			return s.text(e.X, locals) + s.text(e.Y, locals)
		}
	case *ast.SelectorExpr:
		if x, ok := e.X.(*ast.Ident); ok {
			return "{" + x.Name + "." + e.Sel.Name + "}"
		}
	case *ast.CallExpr:
		return s.called(e, locals)
	case *ast.Ident:
		return s.named(e.Name, locals)
	}
	return "{…}"
}

func (s *source) named(name string, locals map[string]ast.Expr) string {
	switch name {
	case "head":
		head, _ := s.d.top(50)
		return head
	case "tail":
		_, tail := s.d.top(50)
		return tail
	}
	if e := locals[name]; e != nil {
		return s.text(e, nil)
	}
	if e := s.constants[name]; e != nil {
		return s.text(e, nil)
	}
	return "{" + name + "}"
}

// called knows the dialect's functions that make a piece of a statement.
func (s *source) called(e *ast.CallExpr, locals map[string]ast.Expr) string {
	sel, ok := e.Fun.(*ast.SelectorExpr)
	if !ok {
		return "{…}"
	}
	arguments := make([]string, len(e.Args))
	for i, a := range e.Args {
		arguments[i] = s.text(a, locals)
	}
	switch {
	case sel.Sel.Name == "each" && len(arguments) == 1:
		return s.d.each(arguments[0])
	}
	return "{" + sel.Sel.Name + "}"
}

// matchCalls finds the calls that run a statement, and their parameters.
func (s *source) matchCalls(files []string) {
	for _, file := range files {
		for _, decl := range s.files[file].Decls {
			f, ok := decl.(*ast.FuncDecl)
			if !ok || f.Body == nil {
				continue
			}
			locals := localsOf(f)
			ast.Inspect(f.Body, func(n ast.Node) bool {
				if c, ok := n.(*ast.CallExpr); ok {
					s.matchCall(c, locals)
				}
				return true
			})
		}
	}
}

func (s *source) matchCall(c *ast.CallExpr, locals map[string]ast.Expr) {
	sel, ok := c.Fun.(*ast.SelectorExpr)
	if !ok || !slices.Contains([]string{"exec", "query", "row"}, sel.Sel.Name) {
		return
	}
	for i, a := range c.Args {
		text := s.text(a, locals)
		if !statementStart.MatchString(text) {
			continue
		}
		given := s.argsOf(c.Args[i+1:], locals)
		given.open = given.open || c.Ellipsis.IsValid()
		for j := range s.out {
			if s.out[j].text == text && (s.out[j].call == nil || s.out[j].call.open) {
				s.out[j].call = &given
			}
		}
		return
	}
}

// argsOf reads arg("name", …); anything else leaves the list open.
func (s *source) argsOf(list []ast.Expr, locals map[string]ast.Expr) callArgs {
	var given callArgs
	for _, e := range list {
		if id, ok := e.(*ast.Ident); ok && locals[id.Name] != nil {
			e = locals[id.Name]
		}
		c, ok := e.(*ast.CallExpr)
		if !ok {
			given.open = true
			continue
		}
		if f, ok := c.Fun.(*ast.Ident); !ok || f.Name != "arg" || len(c.Args) != 2 {
			given.open = true
			continue
		}
		given.names = append(given.names, s.text(c.Args[0], locals))
	}
	return given
}
