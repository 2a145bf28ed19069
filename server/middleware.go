package server

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/http"
	"runtime/debug"
	"strings"

	"holm/lockout"
	"holm/server/pages"
)

// bodyLimit is the most a request may carry. Documents of licensing are at
// most 64 KiB; imports and uploads have their own addresses and limits.
const bodyLimit = 2 << 20

// policy allows nothing but what this server serves.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
	"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

type requestID struct{}

// surround puts what every request passes around the routes: the first line
// of the function is the innermost.
func (s *Server) surround(h http.Handler) http.Handler {
	h = limited(h)
	h = http.NewCrossOriginProtection().Handler(h)
	h = s.hosted(h)
	h = s.secure(h)
	h = s.recover(h)
	return s.identify(h)
}

// limited keeps bodies short, but those of documents, which are read as they
// come and have a limit of their own, those of a file to import and of
// screenshots.
func limited(next http.Handler) http.Handler {
	short, upload := http.MaxBytesHandler(next, bodyLimit), http.MaxBytesHandler(next, pages.UploadLimit)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path := strings.TrimPrefix(r.URL.Path, "/api/v1")
		switch {
		case r.Method == http.MethodPost && (r.URL.Path == "/import" || r.URL.Path == "/help/support"):
			upload.ServeHTTP(w, r)
			return
		case r.Method == http.MethodPost && (path == "/documents" || strings.HasPrefix(path, "/documents/") && strings.HasSuffix(path, "/versions")):
			next.ServeHTTP(w, r)
			return
		}
		short.ServeHTTP(w, r)
	})
}

// identify gives the request a number that answers and log lines share, and
// one moment in which it looks at users, rights and lists.
func (s *Server) identify(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := rand.Text()[:12]
		w.Header().Set("X-Request-Id", id)
		next.ServeHTTP(w, r.WithContext(s.Store.Moment(context.WithValue(r.Context(), requestID{}, id))))
	})
}

// secure sets the headers that keep a browser on the safe side.
func (s *Server) secure(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
		if s.HTTPS {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		next.ServeHTTP(w, r)
	})
}

// recover turns a panic into an answer and a log line; the server goes on.
func (s *Server) recover(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			p := recover()
			if p == nil {
				return
			}
			if p == http.ErrAbortHandler {
				panic(p) // the way net/http wants an answer given up
			}
			s.Log.Error("a request failed", "request", idOf(r), "path", r.URL.Path, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
			http.Error(w, "500", http.StatusInternalServerError)
		}()
		next.ServeHTTP(w, r)
	})
}

func idOf(r *http.Request) string {
	id, _ := r.Context().Value(requestID{}).(string)
	return id
}

// mirror repeats in front of the API what the gate decides behind it, so that
// a caller hears the reason before anything is read or written.
func (s *Server) mirror(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := s.Gate.Verdict()
		if r.Header.Get("Authorization") == "" || strings.HasPrefix(r.URL.Path, "/api/v1/docs") || r.URL.Path == "/api/v1/openapi.json" {
			next.ServeHTTP(w, r)
			return
		}
		w.Header().Set("License-State", string(v.State))
		op := lockout.Read
		if r.Method != http.MethodGet && r.Method != http.MethodHead && !strings.HasPrefix(r.URL.Path, "/api/v1/users") {
			op = lockout.Change
		}
		if r.URL.Path == "/api/v1/license" {
			op = lockout.ManageLicense // the API lets administrators alone read it in every state
		}
		if err := v.Allows(op, lockout.User); err != nil {
			s.problem(w, r, err)
			return
		}
		next.ServeHTTP(&unauthorized{ResponseWriter: w}, r)
	})
}

// unauthorized takes the licence's state off an answer to nobody.
type unauthorized struct{ http.ResponseWriter }

// WriteHeader drops License-State from a 401.
func (u *unauthorized) WriteHeader(status int) {
	if status == http.StatusUnauthorized {
		u.Header().Del("License-State")
	}
	u.ResponseWriter.WriteHeader(status)
}

// Unwrap lets net/http reach the connection.
func (u *unauthorized) Unwrap() http.ResponseWriter { return u.ResponseWriter }
