package pages

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
)

//go:embed static
var staticFiles embed.FS

// static serves the embedded files. Each address carries the checksum of the
// file, so a browser may keep it for ever and never shows an old one.
type static struct {
	files  map[string]asset // by name
	sprite string           // the symbols, to stand in every page
}

type asset struct {
	url  string
	kind string
	body []byte
}

func readStatic() (*static, error) {
	s := &static{files: map[string]asset{}}
	err := fs.WalkDir(staticFiles, "static", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := staticFiles.ReadFile(name)
		if err != nil {
			return err
		}
		short := strings.TrimPrefix(name, "static/")
		sum := sha256.Sum256(body)
		kind := mime.TypeByExtension(path.Ext(name))
		if path.Ext(name) == ".js" {
			kind = "text/javascript; charset=utf-8"
		}
		if kind == "" {
			kind = "text/plain; charset=utf-8"
		}
		s.files[short] = asset{url: "/static/" + hex.EncodeToString(sum[:6]) + "/" + short, kind: kind, body: body}
		return nil
	})
	if err != nil {
		return nil, err
	}
	icons, ok := s.files["icons.svg"]
	if !ok {
		return nil, fmt.Errorf("icons.svg is missing")
	}
	s.sprite = strings.Replace(string(icons.body), "<svg ", `<svg class="sprite" aria-hidden="true" `, 1)
	return s, nil
}

// URL returns the address of a file. An unknown name is an error, so that a
// template that names one fails its test.
func (s *static) URL(name string) (string, error) {
	a, ok := s.files[name]
	if !ok {
		return "", fmt.Errorf("no static file %q", name)
	}
	return a.url, nil
}

// Static serves /static/CHECKSUM/NAME.
func (p *Pages) Static(w http.ResponseWriter, r *http.Request) {
	_, name, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/static/"), "/")
	a, ok := p.static.files[name]
	if !ok {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", a.kind)
	h.Set("Cache-Control", "no-cache")
	if r.URL.Path == a.url {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	h.Set("Content-Length", strconv.Itoa(len(a.body)))
	if r.Method != http.MethodHead {
		_, _ = w.Write(a.body) // the reader has gone: nothing is left to do
	}
}
