package server

import (
	"context"
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"
)

// How long a session lasts without a request, and at most.
const (
	sessionIdle    = 12 * time.Hour
	sessionLongest = 30 * 24 * time.Hour
)

// sessions keeps who is logged in, in the store, under a hash of the token.
type sessions struct {
	*scs.SessionManager
	now func() time.Time
}

func newSessions(o Options) *sessions {
	m := scs.New()
	m.Store = o.Store.Sessions()
	m.HashTokenInStore = true
	m.Lifetime = sessionLongest
	m.IdleTimeout = 0
	m.Cookie.Name = cookieName(o)
	m.Cookie.Secure = o.HTTPS
	m.Cookie.HttpOnly = true
	m.Cookie.SameSite = http.SameSiteLaxMode
	m.Cookie.Persist = false
	m.Cookie.Path = "/"
	return &sessions{m, o.Now}
}

// cookieName is bound to the host over HTTPS; plain HTTP cannot carry that.
func cookieName(o Options) string {
	name := "holm"
	if o.Instance != "" {
		name += "-" + o.Instance
	}
	if o.HTTPS {
		return "__Host-" + name
	}
	return name
}

// Names of what a session holds.
const (
	keyUser  = "user"
	keyStamp = "stamp"
)

// around loads the session before a page and saves it after.
func (s *sessions) around(next http.Handler) http.Handler { return s.LoadAndSave(next) }

// LogIn starts a session under a new token.
func (s *sessions) LogIn(ctx context.Context, user int64, stamp string, long bool) error {
	if err := s.RenewToken(ctx); err != nil {
		return err
	}
	s.Put(ctx, keyUser, user)
	s.Put(ctx, keyStamp, stamp)
	last := sessionIdle
	if long {
		last = sessionLongest
	}
	s.RememberMe(ctx, long)
	s.SetDeadline(ctx, s.now().Add(last))
	return nil
}

// LogOut ends the session.
func (s *sessions) LogOut(ctx context.Context) error { return s.Destroy(ctx) }

// User returns who is logged in and the stamp given at log-in.
func (s *sessions) User(ctx context.Context) (int64, string) {
	return s.GetInt64(ctx, keyUser), s.GetString(ctx, keyStamp)
}

// Keep remembers a text for the next pages.
func (s *sessions) Keep(ctx context.Context, name, text string) { s.Put(ctx, name, text) }

// Take returns a kept text once.
func (s *sessions) Take(ctx context.Context, name string) string {
	if !s.Exists(ctx, name) {
		return ""
	}
	return s.PopString(ctx, name)
}
