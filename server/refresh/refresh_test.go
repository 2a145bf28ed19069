package refresh

import (
	"bufio"
	"context"
	"crypto/tls"
	"encoding/json"
	"encoding/pem"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"holm/crm"
	"holm/licensing"
	"holm/lockout"
)

// shelf is a store and a keeper in one: it knows documents by their texts.
type shelf struct {
	settings crm.Refresh
	last     crm.RefreshResult
	has      []string
	needs    map[string]string // a text → the one it needs
}

func (s *shelf) RefreshSettings(context.Context) (crm.Refresh, error) { return s.settings, nil }
func (s *shelf) SaveRefresh(_ context.Context, _ crm.Actor, r crm.Refresh) error {
	s.settings = r
	return nil
}
func (s *shelf) LastRefresh(context.Context) (crm.RefreshResult, error)   { return s.last, nil }
func (s *shelf) NoteRefresh(_ context.Context, r crm.RefreshResult) error { s.last = r; return nil }
func (s *shelf) Documents() []lockout.StoredDocument                      { return nil }

func (s *shelf) Offer(_ context.Context, text []byte, by string) (lockout.Receipt, error) {
	t := string(text)
	need := s.needs[t]
	switch {
	case by != "refresh":
		return lockout.Receipt{}, errors.New("a wrong door")
	case strings.HasPrefix(t, "forged"), need != "" && !slices.Contains(s.has, need):
		return lockout.Receipt{}, &licensing.Rejection{Reason: licensing.Damaged}
	case slices.Contains(s.has, t):
		return lockout.Receipt{Known: true}, nil
	case strings.HasPrefix(t, "older"):
		return lockout.Receipt{Older: true}, nil
	}
	s.has = append(s.has, t)
	return lockout.Receipt{Waiting: strings.HasPrefix(t, "fewer")}, nil
}

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

func (s *shelf) ask(t *testing.T, settings crm.Refresh) crm.RefreshResult {
	t.Helper()
	settings.On = true
	s.settings = settings
	if err := settings.Validate(); err != nil {
		t.Fatal(err)
	}
	r := New(Options{Store: s, Keeper: s, Installation: "7K2M-9QXR-4DTV", Now: func() time.Time { return noon },
		Jitter: func(d time.Duration) time.Duration { return d / 2 }, Log: slog.New(slog.DiscardHandler)})
	result, err := r.Ask(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if result != s.last || !result.At.Equal(noon) {
		t.Errorf("%+v is remembered as %+v", result, s.last)
	}
	result.At = time.Time{}
	return result
}

func serving(t *testing.T, h http.HandlerFunc) string {
	t.Helper()
	web := httptest.NewServer(h)
	t.Cleanup(web.Close)
	return web.URL
}

func documents(t *testing.T, texts ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if err := json.NewEncoder(w).Encode(answer{texts}); err != nil {
			t.Error(err)
		}
	}
}

func TestAnswers(t *testing.T) {
	status := func(code int, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(code)
			_, _ = io.WriteString(w, body)
		}
	}
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		want   crm.RefreshResult
		has    []string
	}{
		"a renewal":               {documents(t, "renewal"), crm.RefreshResult{Outcome: crm.RefreshAdded, Added: 1}, []string{"old", "renewal"}},
		"nothing new":             {documents(t, "old", "older"), crm.RefreshResult{Outcome: crm.RefreshNothing}, []string{"old"}},
		"another object":          {status(200, `{"error":"x"}`), crm.RefreshResult{Outcome: crm.RefreshUnreadable}, []string{"old"}},
		"an empty list":           {status(200, `{"documents":[]}`), crm.RefreshResult{Outcome: crm.RefreshNothing}, []string{"old"}},
		"fewer seats":             {documents(t, "fewer"), crm.RefreshResult{Outcome: crm.RefreshWaiting, Waiting: 1}, []string{"old", "fewer"}},
		"one needs the next":      {documents(t, "b", "a"), crm.RefreshResult{Outcome: crm.RefreshAdded, Added: 2}, []string{"old", "a", "b"}},
		"forged":                  {documents(t, "forged"), crm.RefreshResult{Outcome: crm.RefreshRefused, Reason: string(licensing.Damaged)}, []string{"old"}},
		"forged beside a renewal": {documents(t, "forged", "renewal"), crm.RefreshResult{Outcome: crm.RefreshAdded, Added: 1, Reason: string(licensing.Damaged)}, []string{"old", "renewal"}},
		"unknown here":            {status(404, "no such installation"), crm.RefreshResult{Outcome: crm.RefreshUnknown}, []string{"old"}},
		"broken":                  {status(500, "try again"), crm.RefreshResult{Outcome: crm.RefreshFailed, Status: 500}, []string{"old"}},
		"garbage":                 {status(200, "<html>hotel</html>"), crm.RefreshResult{Outcome: crm.RefreshUnreadable}, []string{"old"}},
		"led elsewhere": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://127.0.0.1:1/secret", http.StatusFound)
		}, crm.RefreshResult{Outcome: crm.RefreshFailed, Status: 302}, []string{"old"}},
		"huge":                      {status(200, strings.Repeat("x", answerBytes+1)), crm.RefreshResult{Outcome: crm.RefreshTooLong}, []string{"old"}},
		"a thousand documents":      {documents(t, make([]string, 1000)...), crm.RefreshResult{Outcome: crm.RefreshTooLong}, []string{"old"}},
		"the connection breaks off": {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, crm.RefreshResult{Outcome: crm.RefreshUnreachable}, []string{"old"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := &shelf{has: []string{"old"}, needs: map[string]string{"b": "a"}}
			if got := s.ask(t, crm.Refresh{Address: serving(t, c.answer)}); got != c.want {
				t.Errorf("%+v, want %+v", got, c.want)
			}
			if !slices.Equal(s.has, c.has) {
				t.Errorf("it has %q, want %q", s.has, c.has)
			}
		})
	}
}

// TestNothingButTheIDIsSent compares what is sent with what the page shows.
func TestNothingButTheIDIsSent(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	sent := make(chan string, 1)
	go func() {
		c, err := l.Accept()
		if err != nil {
			return
		}
		defer c.Close()
		var b strings.Builder
		for lines := bufio.NewReader(c); !strings.HasSuffix(b.String(), "\r\n\r\n"); {
			line, err := lines.ReadString('\n')
			b.WriteString(line)
			if err != nil {
				break
			}
		}
		sent <- b.String()
		_, _ = io.WriteString(c, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
	}()
	s := &shelf{}
	settings := crm.Refresh{Address: "http://" + l.Addr().String() + "/holm"}
	if got := s.ask(t, settings); got.Outcome != crm.RefreshUnknown {
		t.Errorf("%+v", got)
	}
	want := request(settings, "7K2M-9QXR-4DTV")
	if got := <-sent; got != want || !strings.HasPrefix(want, "GET /holm/v1/documents/7K2M-9QXR-4DTV HTTP/1.1\r\n") {
		t.Errorf("sent %q, shown %q", got, want)
	}
}

func TestCertificates(t *testing.T) {
	web := httptest.NewUnstartedServer(documents(t, "renewal"))
	web.TLS = &tls.Config{MinVersion: tls.VersionTLS12}
	web.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	web.StartTLS()
	defer web.Close()
	s := &shelf{}
	if got := s.ask(t, crm.Refresh{Address: web.URL}); got.Outcome != crm.RefreshDistrusted || len(s.has) > 0 {
		t.Errorf("a certificate that nobody knows: %+v", got)
	}
	own := string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: web.Certificate().Raw}))
	if got := s.ask(t, crm.Refresh{Address: web.URL, CA: own}); got.Outcome != crm.RefreshAdded {
		t.Errorf("with the own authority: %+v", got)
	}
	plain := serving(t, documents(t, "x"))
	if got := s.ask(t, crm.Refresh{Address: strings.Replace(plain, "http://", "https://", 1)}); got.Outcome != crm.RefreshDistrusted {
		t.Errorf("HTTPS asked of a server without it: %+v", got)
	}
}

func TestDownAndForbidden(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	down := "http://" + l.Addr().String()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if got := new(shelf).ask(t, crm.Refresh{Address: down}); got.Outcome != crm.RefreshUnreachable {
		t.Errorf("%+v", got)
	}
	for address, local := range map[string]bool{"169.254.169.254:80": false, "[fe80::1]:443": false, "0.0.0.0:443": false, "224.0.0.1:443": false,
		"[::ffff:169.254.169.254]:443": false, "203.0.113.9:80": true, "10.0.0.1:80": true} {
		if err := permitted(address, local); err == nil {
			t.Errorf("%s is asked", address)
		}
	}
	for address, local := range map[string]bool{"203.0.113.9:443": false, "127.0.0.1:80": true, "[::1]:80": true, "10.0.0.1:443": false} {
		if err := permitted(address, local); err != nil {
			t.Errorf("%s: %v", address, err)
		}
	}
	if got := new(shelf).ask(t, crm.Refresh{Address: "https://169.254.169.254"}); got.Outcome != crm.RefreshForbidden {
		t.Errorf("%+v", got)
	}
}

func TestProxyIsAsked(t *testing.T) {
	asked := ""
	proxy := serving(t, func(w http.ResponseWriter, r *http.Request) {
		asked = r.Method + " " + r.RequestURI
		http.Error(w, "closed", http.StatusForbidden)
	})
	got := new(shelf).ask(t, crm.Refresh{Address: "https://licence.vendor.example", Proxy: proxy})
	if asked != "CONNECT licence.vendor.example:443" || got.Outcome != crm.RefreshUnreachable {
		t.Errorf("%q, %+v", asked, got)
	}
}

func TestSettings(t *testing.T) {
	for _, address := range []string{"http://licence.vendor.example", "https://me:secret@vendor.example", "https://vendor.example/?x=1", "ftp://vendor.example",
		"https://", "vendor.example", "https://vendor.example/#a", "file:///etc/passwd", "http://127.0.0.1.vendor.example"} {
		r := crm.Refresh{On: true, Address: address}
		if r.Validate() == nil {
			t.Errorf("%s is taken", address)
		}
	}
	for _, r := range []crm.Refresh{{}, {On: true, Address: "https://vendor.example/holm/"}, {On: true, Address: "http://localhost:8490"}, {On: true, Address: "http://[::1]:8490"}} {
		if err := r.Validate(); err != nil {
			t.Errorf("%+v: %v", r, err)
		}
	}
	for _, r := range []crm.Refresh{{CA: "x"}, {Proxy: "socks5://x"}, {Proxy: "http://me:secret@proxy"}, {On: true}} {
		if r.Validate() == nil {
			t.Errorf("%+v is taken", r)
		}
	}
	if _, err := New(Options{Store: &shelf{}}).Ask(t.Context()); !errors.Is(err, crm.ErrRefreshOff) {
		t.Errorf("asked though it is off: %v", err)
	}
}

func TestWhenItIsDue(t *testing.T) {
	for _, j := range []time.Duration{0, time.Hour, 119 * time.Minute} {
		jitter := func(most time.Duration) time.Duration { return min(j, most-1) }
		for name, c := range map[string]struct {
			last     crm.RefreshResult
			from, to time.Duration
		}{
			"never asked":            {crm.RefreshResult{}, 0, 2 * time.Hour},
			"asked an hour ago":      {crm.RefreshResult{At: noon.Add(-time.Hour), Outcome: crm.RefreshNothing}, 21 * time.Hour, 23 * time.Hour},
			"failed an hour ago":     {crm.RefreshResult{At: noon.Add(-time.Hour), Outcome: crm.RefreshUnreachable}, 3 * time.Hour, 5 * time.Hour},
			"the clock was put back": {crm.RefreshResult{At: noon.AddDate(9, 0, 0), Outcome: crm.RefreshAdded}, 22 * time.Hour, 24 * time.Hour},
		} {
			if in := crm.RefreshDue(c.last, noon, jitter).Sub(noon); in < c.from || in > c.to {
				t.Errorf("%s: in %s", name, in)
			}
		}
	}
}
