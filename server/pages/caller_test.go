package pages

import (
	"net/http"
	"testing"
)

func TestCaller(t *testing.T) {
	for _, c := range []struct {
		from      string
		forwarded []string
		want      string
	}{
		{"192.0.2.7:1234", nil, "192.0.2.7"},
		{"192.0.2.7:1234", []string{"198.51.100.1"}, "192.0.2.7"}, // no proxy of ours says so
		{"127.0.0.1:1234", nil, ""},
		{"127.0.0.1:1234", []string{"198.51.100.1"}, "198.51.100.1"},
		{"[::1]:1234", []string{"10.0.0.1, 198.51.100.1", " 203.0.113.9 "}, "203.0.113.9"},
		{"127.0.0.1:1234", []string{"nonsense"}, ""},
		{"127.0.0.1:1234", []string{"127.0.0.1"}, ""},
		{"[2001:db8::1:2:3:4]:9", nil, "2001:db8::/64"},
		{"[::ffff:192.0.2.7]:9", nil, "192.0.2.7"},
		{"nothing", nil, ""},
	} {
		r := &http.Request{RemoteAddr: c.from, Header: http.Header{"X-Forwarded-For": c.forwarded}}
		if got := caller(r); got != c.want {
			t.Errorf("from %s, %q: %q, want %q", c.from, c.forwarded, got, c.want)
		}
	}
}
