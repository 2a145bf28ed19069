package server_test

import (
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"holm/server"
)

func TestNewsAndAgeOfTheVersion(t *testing.T) {
	h := furnished(t)
	now := time.Now()
	released := now.AddDate(0, -11, 0).Format(time.DateOnly)
	notes := fstest.MapFS{
		"news/1.9.0.md":  {Data: []byte("released: " + released + "\n## new\n\n- **Older** [x](javascript:alert(1)) <script>alert(2)</script>\n")},
		"news/1.10.0.md": {Data: []byte("## mended\n\nNewer\n")},
	}
	site := func(version string) {
		s, err := server.New(server.Options{Store: h.store, Gate: h.gate, Licences: refuser{}, News: notes, Now: time.Now,
			Log: slog.New(slog.DiscardHandler), Version: version, Loopback: true})
		if err != nil {
			t.Fatal(err)
		}
		h.serve(s)
		h.logIn(mainLogin, mainPassword)
	}
	site("1.9.0")
	h.has(h.get("/help", http.StatusOK), "news-dot")
	page := h.get("/help/news", http.StatusOK)
	h.has(page, "Holm 1.10.0", "Holm 1.9.0", "<strong>Older</strong>", "Mended")
	if strings.Contains(page.text, "<script>alert") || strings.Contains(page.text, "javascript:") || strings.Index(page.text, "1.10.0") > strings.Index(page.text, "Holm 1.9.0") {
		t.Error("the notes run something, or stand in a wrong order")
	}
	if page := h.get("/help", http.StatusOK); strings.Contains(page.text, "news-dot") {
		t.Error("what was shown is still new")
	}
	h.has(h.get("/help/about", http.StatusOK), "11 months old", "12 months after its release")
	site("1.10.0")
	h.has(h.get("/help/about", http.StatusOK), "no released version")
}
