package api

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"holm/crm"
	"holm/licensing"
	"holm/lockout"
)

// Module is the licence module that switches the API on.
const Module = "api"

type actorKey struct{}

func actorOf(ctx context.Context) crm.Actor {
	a, _ := ctx.Value(actorKey{}).(crm.Actor)
	return a
}

// guard lets requests with a good key through, tells them the licence's state
// and answers for addresses that do not exist.
func (s *service) guard(next *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Cache-Control", "no-store")
		h.Set("X-Content-Type-Options", "nosniff")
		if open(r.URL.Path) {
			next.ServeHTTP(w, r)
			return
		}
		actor, err := s.authenticate(r)
		if err == nil {
			err = s.Gate.Verdict().MayLogIn(actor.Category, actor.Main)
		}
		if err != nil {
			p := s.problem(err)
			if p.Status == http.StatusUnauthorized {
				h.Set("WWW-Authenticate", `Bearer realm="Holm"`)
			}
			p.write(w)
			return
		}
		h.Set("License-State", string(s.Gate.Verdict().State))
		if _, pattern := next.Handler(r); pattern == "" || strings.HasSuffix(r.URL.Path, "/batch") && r.Method != http.MethodPost {
			s.unknown(r, next).write(w)
			return
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), actorKey{}, actor)))
	})
}

// open reports whether the address is for everybody.
func open(path string) bool {
	return path == Prefix+"/openapi.json" || path == Prefix+"/docs" || path == Prefix+"/docs.css"
}

func (s *service) authenticate(r *http.Request) (crm.Actor, error) {
	scheme, key, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	key = strings.TrimSpace(key)
	if !strings.EqualFold(scheme, "Bearer") || key == "" {
		return crm.Actor{}, &Problem{Status: http.StatusUnauthorized, Code: CodeUnauthorized,
			Detail: "Send an API key: Authorization: Bearer KEY."}
	}
	actor, err := s.Store.ActorOfKey(r.Context(), key)
	if errors.Is(err, crm.ErrNotFound) || errors.Is(err, crm.ErrForbidden) {
		return crm.Actor{}, &Problem{Status: http.StatusUnauthorized, Code: CodeUnauthorized,
			Detail: "The key is not known, was revoked, or its user is not active."}
	}
	return actor, err
}

// unknown answers for an address without an operation: 405 when it has others.
func (s *service) unknown(r *http.Request, mux *http.ServeMux) *Problem {
	for _, method := range []string{"GET", "POST", "PATCH", "DELETE"} {
		other := r.Clone(r.Context())
		other.Method = method
		if _, pattern := mux.Handler(other); pattern != "" {
			return &Problem{Status: http.StatusMethodNotAllowed, Code: CodeMethodNotAllowed,
				Detail: "The address does not take " + r.Method + "."}
		}
	}
	return &Problem{Status: http.StatusNotFound, Code: CodeNotFound, Detail: "There is no such address."}
}

// operation is the key in an operation's metadata of what the licence's state
// must allow for it.
const operation = "operation"

// admit refuses what the licence's state or modules do not allow, before
// anything of the request is looked at. The store asks again where it writes.
func (s *service) admit(ctx huma.Context, next func(huma.Context)) {
	verdict, actor := s.Gate.Verdict(), actorOf(ctx.Context())
	needs, _ := ctx.Operation().Metadata[operation].(lockout.Operation)
	var err error
	switch {
	case needs == lockout.ManageLicense && actor.Admin:
		// In every state an administrator reads the licence.
	default:
		err = verdict.Allows(lockout.Read, standing(actor))
		if err == nil && needs == lockout.Change {
			err = verdict.Allows(lockout.Change, standing(actor))
		}
		if err == nil && needs != lockout.ManageLicense {
			err = s.licensed(verdict, actor, ctx.Operation())
		}
	}
	if err != nil {
		_, w := humago.Unwrap(ctx)
		s.problem(err).write(w)
		return
	}
	next(ctx)
}

// licensed refuses what the licence does not give the user's category: the API
// itself, and the function of the product that the operation belongs to. An
// account without a category, which only one for the API alone can do without,
// needs the module alone.
func (s *service) licensed(v lockout.Verdict, a crm.Actor, op *huma.Operation) error {
	if err := v.MayAs(standing(a), a.Category, Module); err != nil {
		return err
	}
	return a.Lacks[featureOf(op)]
}

// featureOf is the function of the product that an operation belongs to, as its
// address says: looking at business records, or working with them. "" is for
// everybody.
func featureOf(op *huma.Operation) string {
	segment, _, _ := strings.Cut(strings.TrimPrefix(op.Path, Prefix+"/"), "/")
	entity, known := entities[segment]
	switch {
	case !known:
		return ""
	case op.Metadata[operation] == lockout.Change:
		return entity.Feature()
	case entity.Business():
		return crm.FeatureRead
	}
	return ""
}

// entities are the kinds of record by the first part of their address.
var entities = map[string]crm.Entity{"companies": crm.EntityCompany, "persons": crm.EntityPerson, "documents": crm.EntityDocument}

func standing(a crm.Actor) lockout.Standing {
	switch {
	case a.Main:
		return lockout.MainUser
	case a.Admin:
		return lockout.Administrator
	default:
		return lockout.User
	}
}

// english returns a licence's text in English.
func english(t licensing.Text) string {
	if s := t["en"]; s != "" {
		return s
	}
	for _, code := range []string{"da", "sv", "nb", "de"} {
		if s := t[code]; s != "" {
			return s
		}
	}
	return ""
}
