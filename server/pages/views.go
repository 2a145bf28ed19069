package pages

import (
	"bytes"
	"embed"
	"fmt"
	"hash/maphash"
	"html/template"
	"net/http"
	"strconv"
	"sync"
)

//go:embed views/*.html
var viewFiles embed.FS

// page names a view and, by its type, the data it shows: the compiler checks
// the handler, a test checks the template.
type page[T any] struct{ name string }

// view is what a template is given: the shell around the page, and its data.
type view[T any] struct {
	shell
	Page T
}

// views holds the templates, one set per language, so that a template says
// {{t "key"}} wherever it stands. A set is made when its language is first
// asked for.
type views struct {
	base *template.Template // never executed, so that it can be copied
	mu   sync.Mutex
	sets map[string]*template.Template
	w    *words
	s    *static
}

func readViews(w *words, s *static) (*views, error) {
	v := &views{w: w, s: s, sets: map[string]*template.Template{}}
	base, err := template.New("").Funcs(v.functions(w.In(fallback))).ParseFS(viewFiles, "views/*.html")
	if err != nil {
		return nil, err
	}
	v.base = base
	return v, nil
}

// set returns the templates of a language.
func (v *views) set(l *locale) (*template.Template, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if t, ok := v.sets[l.code]; ok {
		return t, nil
	}
	t, err := v.base.Clone()
	if err != nil {
		return nil, err
	}
	f := v.functions(l)
	rows := shownRows{set: t, seed: maphash.MakeSeed()}
	f["row"] = rows.show
	t.Funcs(f)
	v.sets[l.code] = t
	return t, nil
}

func (v *views) functions(l *locale) template.FuncMap {
	return template.FuncMap{
		"t":           l.T,
		"number":      func(n int) string { return l.Number(int64(n)) },
		"money":       l.Money,
		"size":        l.Size,
		"date":        l.Date,
		"moment":      l.Moment,
		"long_moment": l.LongMoment,
		"calendar":    l.Calendar,
		"asset":       v.s.URL,
		"sprite":      func() template.HTML { return template.HTML(v.s.sprite) }, // our own embedded file
		"initials":    initials,
		"hue":         hue,
		"icon":        iconOf,
		"parts":       breaks,
		"row":         func(row) template.HTML { return "" }, // each language's set has its own
	}
}

// show writes a page with status 200.
func show[T any](v *visit, p page[T], title string, data T) error {
	return showStatus(v, http.StatusOK, p, title, data)
}

// showStatus renders a page into a buffer and only then writes: a reader
// never gets half a page.
func showStatus[T any](v *visit, status int, p page[T], title string, data T) error {
	set, err := v.p.views.set(v.L)
	if err != nil {
		return fmt.Errorf("reading the views in %s: %w", v.L.code, err)
	}
	name := p.name
	if part := v.part(); part != "" && set.Lookup(p.name+"."+part) != nil {
		name += "." + part
	} else {
		name += ".html"
	}
	s, err := v.shell(title)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := set.ExecuteTemplate(&b, name, view[T]{shell: s, Page: data}); err != nil {
		return fmt.Errorf("showing %s: %w", name, err)
	}
	v.send(status, b)
	return nil
}

// showPart renders a part of a page for a script that asked for it: no shell
// is around it, and nothing that is told once is told here.
func showPart[T any](v *visit, status int, p page[T], part string, data T) error {
	set, err := v.p.views.set(v.L)
	if err != nil {
		return fmt.Errorf("reading the views in %s: %w", v.L.code, err)
	}
	name := p.name + "." + part
	var b bytes.Buffer
	if err := set.ExecuteTemplate(&b, name, view[T]{shell: shell{Language: v.L.code, Here: v.here()}, Page: data}); err != nil {
		return fmt.Errorf("showing %s: %w", name, err)
	}
	v.send(status, b)
	return nil
}

func (v *visit) send(status int, b bytes.Buffer) {
	h := v.w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("Vary", "HX-Request")
	h.Set("Content-Length", strconv.Itoa(b.Len()))
	v.w.WriteHeader(status)
	_, _ = v.w.Write(b.Bytes()) // the reader has gone: nothing is left to do
}
