// Package api is the programs' way in: REST under /api/v1, described by an
// OpenAPI 3.1 document that is made from the same tables that answer. It
// decides nothing itself: rights, validity and the licence's state are the
// store's and lockout's.
package api

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"holm/crm"
	"holm/lockout"
)

// Store is what the API needs of where records are kept.
type Store interface {
	Companies
	Persons
	Users
	Documents
	DocumentFiles
	Lists
	Answers
	ActorOfKey(ctx context.Context, key string) (crm.Actor, error)
	SeatsUsed(ctx context.Context) (map[string]int, error)
}

// Options are what an API is made of.
type Options struct {
	Store   Store
	Gate    lockout.Gate
	Now     func() time.Time
	Log     *slog.Logger
	Version string // of the product, for the OpenAPI document
}

// Prefix is where the API lives.
const Prefix = "/api/v1"

const maxBody = 1 << 20 // bytes

type service struct {
	Options
	mux *http.ServeMux
	api huma.API

	underway underway
}

// New returns the handler of everything under Prefix. Requests come with their
// whole path.
func New(o Options) http.Handler {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Version == "" {
		o.Version = "1"
	}
	s := &service{Options: o, mux: http.NewServeMux()}
	s.api = humago.New(s.mux, s.config())
	s.api.UseMiddleware(s.admit)
	companies, persons := s.companies(), s.persons()
	addNoun(s, companies)
	addBatch(s, companies)
	addNoun(s, persons)
	addBatch(s, persons)
	addNoun(s, s.users())
	documents := s.documents()
	addNoun(s, documents)
	s.addContents(documents)
	s.addLinks(documents)
	s.addLists()
	s.addLicense()
	s.finishDocument()
	s.addDocuments()
	return s.guard(s.mux)
}

func (s *service) config() huma.Config {
	c := huma.DefaultConfig("Holm", s.Version)
	c.OpenAPIPath, c.DocsPath, c.SchemasPath = "", "", ""
	c.CreateHooks = nil
	c.RejectUnknownQueryParameters = true
	c.Transformers = []huma.Transformer{asProblem}
	c.Info.Description = "Companies, persons, users and the licence of this installation. " +
		"Every change is checked against the rights of the key's user and kept in the journal."
	c.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"key": {Type: "http", Scheme: "bearer", Description: "An API key of a user."},
	}
	c.Security = []map[string][]string{{"key": {}}}
	c.Servers = []*huma.Server{{URL: "/"}}
	return c
}
