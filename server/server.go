// Package server is the running server: what stands around the pages and the
// API. It knows requests, sessions and errors; records are the store's.
package server

import (
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/labstack/echo/v4"

	"holm/crm"
	"holm/lockout"
	"holm/server/pages"
)

// Store is what the server needs of the store: records for the pages, and a
// place for sessions.
type Store interface {
	pages.Store
	Sessions() scs.CtxStore
	Moment(ctx context.Context) context.Context
}

// Options wires a server. Store, Gate, Licences, Now and Log are required.
type Options struct {
	Store        Store
	Gate         lockout.Gate
	Licences     pages.Licences
	Exporter     pages.Exporter   // nil: no export page
	Jobs         pages.Jobs       // nil: nothing runs in the background
	Importer     pages.Importer   // nil: nothing is imported
	Mailer       pages.Mailer     // nil: no mail goes out
	History      pages.History    // nil: no page of the licence's history
	Refresher    pages.Refresher  // nil: nobody asks the vendor for documents
	Signer       pages.Signer     // nil: nothing is stated to the vendor from pages
	News         fs.FS            // release notes; nil: those of this program
	Supporter    pages.Supporter  // nil: no support cases
	Installation string           // its id
	API          http.Handler     // mounted at /api/v1/; nil: no API
	Ready        func() error     // nil when requests can be served; nil func: always
	Now          func() time.Time // the clock
	Log          *slog.Logger
	Version      string
	Instance     string   // part of the cookie's name, so that instances on one host do not mix
	HTTPS        bool     // reached over HTTPS: secure cookies, strict transport
	Loopback     bool     // plain HTTP, but from this machine only: no banner about it
	Hosts        []string // names that people reach the server by, beside localhost
}

// Server answers HTTP requests.
type Server struct {
	Options
	echo     *echo.Echo
	pages    *pages.Pages
	sessions *sessions
	handler  http.Handler
}

// New wires the pages, the API and the middleware around them.
func New(o Options) (*Server, error) {
	s := &Server{Options: o, sessions: newSessions(o)}
	var err error
	s.pages, err = pages.New(pages.Options{
		Store: o.Store, Gate: o.Gate, Licences: o.Licences, Exporter: o.Exporter, Jobs: o.Jobs, Importer: o.Importer, Mailer: o.Mailer,
		Refresher: o.Refresher, Supporter: o.Supporter, News: o.News, History: o.History, Signer: o.Signer, Installation: o.Installation,
		Sessions: s.sessions, Passwords: NewPasswords(), Now: o.Now, Log: o.Log,
		Version: o.Version, Insecure: !o.HTTPS && !o.Loopback,
	})
	if err != nil {
		return nil, fmt.Errorf("building the pages: %w", err)
	}
	s.echo = echo.New()
	s.echo.HideBanner, s.echo.HidePort = true, true
	s.echo.HTTPErrorHandler = s.fail
	s.routes()
	s.handler = s.surround(s.echo)
	return s, nil
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// Routes returns every address the server answers, for tests and documents.
func (s *Server) Routes() []pages.Route { return s.pages.Routes() }

// LicenceLetter writes the mail about a notice of the licence.
func (s *Server) LicenceLetter(n lockout.Notice, verdict lockout.Verdict, to crm.Recipient, site string) (crm.Mail, bool) {
	return s.pages.LicenceLetter(n, verdict, to, site)
}

func (s *Server) routes() {
	e := s.echo
	e.GET("/healthz", s.healthz)
	e.GET("/readyz", s.readyz)
	e.GET("/api/state", s.state)
	e.GET("/static/*", echo.WrapHandler(http.HandlerFunc(s.pages.Static)))
	e.HEAD("/static/*", echo.WrapHandler(http.HandlerFunc(s.pages.Static)))
	if s.API != nil {
		e.Any("/api/v1/*", echo.WrapHandler(s.mirror(s.API)))
	}
	withSession := echo.WrapMiddleware(s.sessions.around)
	for _, route := range s.pages.Routes() {
		e.Add(route.Method, echoPath(route.Path), s.page(&route), withSession)
	}
	e.RouteNotFound("/*", func(c echo.Context) error { return echo.ErrNotFound }, withSession)
}
