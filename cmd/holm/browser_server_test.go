package main

import (
	"bytes"
	"context"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"holm/licensing"
	"holm/lockout"
)

// running is one command that serves, in this process.
type running struct {
	t     *testing.T
	data  string
	roots licensing.Roots
	out   *printed
	url   string
}

// printed collects what a command prints, for reading while it runs.
type printed struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

// Write keeps the bytes.
func (p *printed) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.buf.Write(b)
}

// String returns all that was printed.
func (p *printed) String() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.buf.String()
}

// start runs a serving command until the test ends and waits until it is
// ready.
func start(t *testing.T, roots licensing.Roots, data string, args ...string) *running {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	r := &running{t: t, data: data, roots: roots, out: &printed{}}
	logs, ended := &printed{}, make(chan int, 1)
	go func() { ended <- run(ctx, r.world(logs, args...)) }()
	t.Cleanup(func() {
		stop()
		if code := <-ended; code != exitDone {
			t.Errorf("holm %s ended with %d", strings.Join(args, " "), code)
		}
		if t.Failed() && logs.String() != "" {
			t.Logf("holm %s logged:\n%s", strings.Join(args, " "), logs)
		}
	})
	r.url = r.printed(`is ready at (http://\S+)`)
	return r
}

func (r *running) world(stderr *printed, args ...string) world {
	return world{Args: args, Getenv: func(string) string { return "" }, Stdin: strings.NewReader(""),
		Stdout: r.out, Stderr: stderr, Roots: r.roots, Now: time.Now, Boot: lockout.SystemBootClock()}
}

// printed waits for a line and returns what its parentheses caught.
func (r *running) printed(pattern string) string {
	r.t.Helper()
	wanted := regexp.MustCompile(pattern)
	for deadline := time.Now().Add(step); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		if found := wanted.FindStringSubmatch(r.out.String()); found != nil {
			return found[1]
		}
	}
	r.t.Fatalf("nothing like %q was printed:\n%s", pattern, r.out)
	return ""
}

// command runs an operator's command beside the server.
func (r *running) command(stdin string, args ...string) string {
	r.t.Helper()
	out, failed := &printed{}, &printed{}
	w := r.world(failed, append([]string{"--data", r.data}, args...)...)
	w.Stdin, w.Stdout = strings.NewReader(stdin), out
	if code := run(context.Background(), w); code != exitDone {
		r.t.Fatalf("holm %s ended with %d: %s", strings.Join(args, " "), code, failed)
	}
	return out.String()
}

// demonstration is a running demonstration and its printed log-in.
type demonstration struct {
	*running
	login, password string
}

func startDemo(t *testing.T) demonstration {
	t.Helper()
	d := demonstration{running: start(t, nil, "", "demo", "--listen", "127.0.0.1:0")}
	d.login = d.printed(`Log in as (\S+) with the password`)
	d.password = d.printed(`with the password (\S+)`)
	return d
}
