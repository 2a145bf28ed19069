package server_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

// ask sends a request by another name than the server's address.
func (h *house) ask(host, path string) (int, string) {
	h.t.Helper()
	req, err := http.NewRequestWithContext(h.t.Context(), http.MethodGet, h.url+path, nil)
	if err != nil {
		h.t.Fatal(err)
	}
	req.Host = host
	res, err := h.http.Do(req)
	if err != nil {
		h.t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		h.t.Fatal(err)
	}
	return res.StatusCode, string(text)
}

func TestOnlyListedNamesAreAnswered(t *testing.T) {
	h := furnished(t)
	for host, refused := range map[string]bool{
		"localhost": false, "LOCALHOST:8480": false, "127.0.0.1:1": false, "[::1]:8480": false, "holm.skovby.example": false, "Holm.Skovby.example.": false,
		"evil.example": true, "evil.example:8480": true, "localhost.evil.example": true, "192.168.1.9": true, "127.0.0.1.nip.io": true, "": false,
	} {
		if got, text := h.ask(host, "/companies"); (got == http.StatusMisdirectedRequest) != refused || refused && !strings.Contains(text, "does not answer to this name") {
			t.Errorf("%q: %d\n%s", host, got, body(text))
		}
	}
	if got, text := h.ask("evil.example", "/api/v1/companies"); got != 421 || !strings.Contains(text, "unknown_host") {
		t.Errorf("the API answers %d %s", got, text)
	}
	if got, _ := h.ask("evil.example", "/api/state"); got != 421 {
		t.Errorf("the state is told to anybody: %d", got)
	}
	if got, _ := h.ask("lb.example", "/healthz"); got != 200 {
		t.Errorf("health: %d", got)
	}
}
