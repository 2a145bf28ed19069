package server

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"holm/lockout"
)

// healthz answers 200 as long as the process can serve.
func (s *Server) healthz(c echo.Context) error {
	if s.Ready != nil && s.Ready() != nil {
		return c.String(http.StatusOK, "starting\n")
	}
	return c.String(http.StatusOK, "ok\n")
}

// readyz answers 200 once requests can be served.
func (s *Server) readyz(c echo.Context) error {
	if s.Ready != nil {
		if err := s.Ready(); err != nil {
			return c.String(http.StatusServiceUnavailable, "starting\n")
		}
	}
	return c.String(http.StatusOK, "ready\n")
}

// state says without log-in whether Holm can be used, and no more.
func (s *Server) state(c echo.Context) error {
	word := "available"
	switch s.Gate.Verdict().State {
	case lockout.Locked:
		word = "unavailable"
	case lockout.ReadOnly:
		word = "read-only"
	}
	return c.JSON(http.StatusOK, map[string]string{"state": word, "version": s.Version})
}

// Starting answers while the database is being opened and migrated: alive,
// not ready yet.
func Starting() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.Header().Set("Cache-Control", "no-store")
		if r.URL.Path != "/healthz" {
			w.Header().Set("Retry-After", "2")
			w.WriteHeader(http.StatusServiceUnavailable)
		}
		_, _ = w.Write([]byte("starting\n")) // the reader has gone: nothing is left to do
	})
}
