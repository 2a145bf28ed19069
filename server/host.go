package server

import (
	"errors"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// errHost says that the server was asked by a name it does not answer to. A
// page of somebody else's whose name is made to lead here (DNS rebinding)
// could read everything otherwise.
var errHost = errors.New("this server does not answer to that name")

// hosted lets through what asks for this server by an address, or by a name
// that it answers to. What says no more than that the server runs is open.
func (s *Server) hosted(next http.Handler) http.Handler {
	names := make([]string, 0, len(s.Hosts))
	for _, name := range s.Hosts {
		names = append(names, hostName(name))
	}
	refuse := s.sessions.around(http.HandlerFunc(s.refuseHost))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s.answersTo(hostName(r.Host), names) || r.URL.Path == "/healthz" || r.URL.Path == "/readyz" {
			next.ServeHTTP(w, r)
			return
		}
		refuse.ServeHTTP(w, r)
	})
}

// answersTo reports whether the host is a name of this server. An address
// cannot be made to lead elsewhere, but one that only this machine reaches is
// asked for by its own addresses alone.
func (s *Server) answersTo(host string, names []string) bool {
	if host == "localhost" || slices.Contains(names, host) {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && (ip.IsLoopback() || !s.Loopback)
}

func (s *Server) refuseHost(w http.ResponseWriter, r *http.Request) {
	s.Log.Warn("asked by a name that is not listed", "request", idOf(r), "host", r.Host)
	if strings.HasPrefix(r.URL.Path, "/api/") {
		s.problem(w, r, errHost)
		return
	}
	f := failureOf(errHost)
	if err := s.pages.ShowFailure(w, r, f.Status, f.Key, idOf(r), errHost); err != nil {
		s.Log.Error("the page about a failure could not be shown", "request", idOf(r), "err", err)
		http.Error(w, http.StatusText(f.Status), f.Status)
	}
}

// hostName is the name without port, brackets, final dot and capitals.
func hostName(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return strings.ToLower(strings.TrimSuffix(strings.Trim(host, "[]"), "."))
}
